//! A caller's hold on an operation: progress, cancel, wait.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use futures::stream::{BoxStream, StreamExt};
use tokio::sync::watch;

use super::{
    record::{OperationRecord, OperationState, Progress},
    runner::Runner,
};
use crate::{
    clock::within,
    error::{Error, Failure, Result},
    id::OperationId,
    storage::Repository,
};

/// How often an operation of another process is looked at.
const POLL: Duration = Duration::from_millis(100);

type Load<T> = Arc<dyn Fn(OperationRecord) -> Pin<Box<dyn Future<Output = Result<T>> + Send>> + Send + Sync>;

/// A long verb at work: what every `begin_…` returns. Dropping it changes nothing; the work goes on, and
/// [`Operations::attach`](super::Operations::attach) gives a handle again, in any process.
pub struct Operation<T> {
    runner: Runner,
    id: OperationId,
    load: Load<T>,
}

impl<T> Clone for Operation<T> {
    fn clone(&self) -> Self {
        Self { runner: self.runner.clone(), id: self.id, load: self.load.clone() }
    }
}

impl<T> fmt::Debug for Operation<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operation").field("id", &self.id).finish_non_exhaustive()
    }
}

impl<T> Operation<T> {
    pub(crate) fn new<F>(
        runner: Runner,
        id: OperationId,
        load: impl Fn(OperationRecord) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<T>> + Send + 'static,
    {
        Self { runner, id, load: Arc::new(move |record| Box::pin(load(record))) }
    }

    /// Its id.
    pub fn id(&self) -> OperationId {
        self.id
    }

    /// How it stands now.
    pub async fn status(&self) -> Result<OperationRecord> {
        match self.runner.live(self.id) {
            Some(run) => Ok((*run.operation()).clone()),
            None => self.stored().await,
        }
    }

    /// Asks it to stop, at the next edge between two steps; what it did is then undone. Returns at once.
    pub async fn cancel(&self) -> Result<()> {
        self.runner.cancel(self.id).await.map(drop)
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// `operation_failed`'s cause by its own code, when it did not succeed.
    ///
    /// # Cancellation
    /// Dropping the future ends the wait, not the work.
    pub async fn wait(&self) -> Result<T> {
        let record = self.ended().await?;
        if record.state == OperationState::Succeeded {
            return (self.load)(record).await;
        }
        let failure = record.failure.unwrap_or_else(|| {
            Failure::from(&Error::Cancelled { what: format!("the operation {}", record.kind).into() })
        });
        Err(Error::OperationFailed { operation: self.id, failure: Box::new(failure) })
    }

    /// Waits for its end, at most `limit`.
    ///
    /// # Errors
    /// `timed_out` with the operation's id when it takes longer: it goes on, and can be waited for again.
    pub async fn wait_for(&self, limit: Duration) -> Result<T> {
        within(&*self.runner.ports().clock, limit, "the operation", self.wait()).await.map_err(|error| {
            match error {
                Error::TimedOut { what, after, .. } => {
                    Error::TimedOut { what, after, operation: Some(self.id) }
                }
                other => other,
            }
        })?
    }

    /// Its progress: as it is now, then at each change, until its end.
    pub fn progress(&self) -> BoxStream<'static, Progress>
    where
        T: 'static,
    {
        let start = Watching { operation: self.clone(), live: None, last: None, ended: false };
        futures::stream::unfold(start, |mut watching| async move {
            let progress = watching.next().await?;
            Some((progress, watching))
        })
        .boxed()
    }

    async fn stored(&self) -> Result<OperationRecord> {
        Repository::<OperationRecord>::get(&*self.runner.ports().storage, self.id).await
    }

    async fn ended(&self) -> Result<OperationRecord> {
        loop {
            if let Some(run) = self.runner.live(self.id) {
                run.ended().await;
                // How it ended is known here, unless another runner has taken it over.
                let record = run.operation();
                if record.state.is_terminal() {
                    return Ok((*record).clone());
                }
            }
            let record = self.stored().await?;
            if record.state.is_terminal() {
                return Ok(record);
            }
            tokio::select! {
                biased;
                () = self.runner.ended() => return Err(Error::Closed { what: "the library".into() }),
                () = self.runner.ports().clock.sleep(POLL) => {}
            }
        }
    }
}

/// A progress stream between two items.
struct Watching<T> {
    operation: Operation<T>,
    live: Option<watch::Receiver<Arc<OperationRecord>>>,
    last: Option<Progress>,
    ended: bool,
}

impl<T> Watching<T> {
    async fn next(&mut self) -> Option<Progress> {
        while !self.ended {
            match self.look().await {
                Ok(record) => {
                    self.ended = record.state.is_terminal();
                    if self.last.as_ref() != Some(&record.progress) {
                        self.last = Some(record.progress.clone());
                        return Some(record.progress);
                    }
                }
                Err(Error::Closed { .. } | Error::NotFound { .. }) => return None,
                Err(error) => {
                    tracing::warn!(target: "vmbay::operation", operation = %self.operation.id, %error, "the progress of an operation could not be read; trying again");
                }
            }
            self.changed().await;
        }
        None
    }

    async fn look(&mut self) -> Result<OperationRecord> {
        if self.live.is_none() {
            self.live = self.operation.runner.live(self.operation.id).map(|run| run.subscribe());
        }
        if let Some(live) = &mut self.live {
            return Ok((**live.borrow_and_update()).clone());
        }
        self.operation.stored().await
    }

    async fn changed(&mut self) {
        let Some(live) = &mut self.live else {
            tokio::select! {
                biased;
                () = self.operation.runner.ended() => self.ended = true,
                () = self.operation.runner.ports().clock.sleep(POLL) => {}
            }
            return;
        };
        if live.changed().await.is_err() {
            // The run is over in this process: the database tells the rest.
            self.live = None;
        }
    }
}
