//! Commits of other processes, told by LISTEN and NOTIFY.
//!
//! A notification within a transaction would let no two of them commit at once. So it goes on its own after the commit, at
//! once for the first and then one for all that come within [`EVERY`]. It is a hint: lost with a process that dies in
//! between, it delays whoever waits until they look by themselves.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{
    ConnectOptions, PgConnection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::{runtime::Handle, sync::Notify, task::AbortHandle, time::sleep};
use vmbay::{
    id::{Ids as _, SystemIds},
    storage::{Hint, Waker},
};

use crate::connection::run;

/// How often others are told, at most.
const EVERY: Duration = Duration::from_millis(10);
/// How soon a server that does not answer is asked again.
const RETRY: Duration = Duration::from_millis(500);

/// Tells others of this process's commits, and listens for theirs.
#[derive(Debug)]
pub(crate) struct Neighbours {
    target: PgConnectOptions,
    channel: String,
    /// Who we are, so as not to hear ourselves.
    me: u64,
    news: Arc<News>,
    telling: Task,
    listening: Task,
}

/// What others have not been told yet.
#[derive(Debug, Default)]
struct News {
    events: AtomicBool,
    operations: AtomicBool,
    jobs: AtomicBool,
    some: Notify,
}

/// A task that ends with its owner, and begins again when it ended with its runtime.
#[derive(Debug, Default)]
struct Task(Mutex<Option<AbortHandle>>);

impl Task {
    fn ensure<F: Future<Output = ()> + Send + 'static>(&self, work: impl FnOnce() -> F) {
        // Without a runtime there is nobody to wake.
        let Ok(runtime) = Handle::try_current() else { return };
        let mut task = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if task.as_ref().is_none_or(AbortHandle::is_finished) {
            *task = Some(runtime.spawn(work()).abort_handle());
        }
    }

    fn end(&self) {
        if let Some(task) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.end();
    }
}

impl Neighbours {
    pub(crate) fn new(target: PgConnectOptions, schema: &str) -> Self {
        Self {
            target,
            channel: format!("vmbay {schema}"),
            me: SystemIds::default().random(),
            news: Arc::default(),
            telling: Task::default(),
            listening: Task::default(),
        }
    }

    /// Tells others, soon.
    pub(crate) fn tell(&self, hint: Hint) {
        if hint == Hint::default() {
            return;
        }
        self.news.events.fetch_or(hint.events, Ordering::AcqRel);
        self.news.operations.fetch_or(hint.operations, Ordering::AcqRel);
        self.news.jobs.fetch_or(hint.jobs, Ordering::AcqRel);
        self.news.some.notify_one();
        self.telling.ensure(|| tell(self.target.clone(), self.channel.clone(), self.me, self.news.clone()));
    }

    /// Begins to listen, unless it does already.
    pub(crate) fn listen(&self, waker: &Arc<Waker>) {
        self.listening.ensure(|| listen(self.target.clone(), self.channel.clone(), self.me, waker.clone()));
    }

    /// Stops both.
    pub(crate) fn end(&self) {
        self.telling.end();
        self.listening.end();
    }
}

async fn tell(target: PgConnectOptions, channel: String, me: u64, news: Arc<News>) {
    let mut connection: Option<PgConnection> = None;
    let channel = channel.replace('"', "\"\"");
    loop {
        news.some.notified().await;
        let letter = |is: &AtomicBool, letter| if is.swap(false, Ordering::AcqRel) { letter } else { "" };
        let what =
            [letter(&news.events, "e"), letter(&news.operations, "o"), letter(&news.jobs, "j")].concat();
        // A hint need not be on the disk. What is not told now is not told at all.
        let text = format!(
            "BEGIN; SET LOCAL synchronous_commit TO off; NOTIFY \"{channel}\", '{me} {what}'; COMMIT"
        );
        connection = match connection.take() {
            Some(connection) => Some(connection),
            None => target.connect().await.ok(),
        };
        if let Some(open) = &mut connection
            && run(open, &text).await.is_err()
        {
            connection = None;
        }
        sleep(EVERY).await;
    }
}

async fn listen(target: PgConnectOptions, channel: String, me: u64, waker: Arc<Waker>) {
    // The listener insists on a pool; this one opens what the listener holds, and no more.
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(target);
    let me = me.to_string();
    loop {
        if let Ok(mut listener) = PgListener::connect_with(&pool).await
            && listener.listen(&channel).await.is_ok()
        {
            // None when the connection broke: whatever was told meanwhile was not heard.
            while let Ok(told) = listener.try_recv().await {
                match told.as_ref().and_then(|told| told.payload().split_once(' ')) {
                    Some((who, _)) if who == me => {}
                    Some((_, what)) => waker.wake(Hint {
                        events: what.contains('e'),
                        operations: what.contains('o'),
                        jobs: what.contains('j'),
                    }),
                    None => waker.wake(Hint::ALL),
                }
            }
        }
        sleep(RETRY).await;
    }
}
