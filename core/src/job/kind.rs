//! What an application teaches the library: kinds of jobs, how they are done and within which limits.

use std::{any::Any, error::Error as StdError, fmt, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::{
    FutureExt,
    future::{BoxFuture, ready},
};
use serde::de::DeserializeOwned;

use super::run::JobRun;
use crate::{
    clock::within,
    error::{Error, Result},
    operation::Retry,
};

/// What a handler's errors become.
type Cause = Box<dyn StdError + Send + Sync>;

type Handler = dyn Fn(JobRun, serde_json::Value) -> BoxFuture<'static, Ended> + Send + Sync;

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The handler did it.
    Done,
    /// The handler failed, and perhaps will not the next time.
    Failed(String),
    /// It will fail every time.
    Hopeless(String),
    /// It was not made: the job's workers died as often as it may fail.
    WornOut,
}

/// A kind of job: its name, its handler, and how it is done. Give it to [`Builder::job`](crate::Builder::job).
///
/// A job may be done more than once: after a crash, a lost database or a failed attempt it is done again. So its handler
/// is idempotent, or writes its rows together with something that tells it that it did. A payload that does not read as
/// the handler's makes a dead letter, a panic is a failed attempt.
///
/// ```
/// use std::time::Duration;
/// use vmbay::job::{JobKind, JobRun};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Mail { to: String }
///
/// let kind = JobKind::new("mail.send", |_run: JobRun, mail: Mail| async move {
///     println!("to {}", mail.to);
///     Ok::<_, std::io::Error>(())
/// })
/// .concurrency(8)
/// .per_key(1)
/// .rate(100, Duration::from_secs(1));
/// ```
#[derive(Clone)]
pub struct JobKind {
    pub(super) name: String,
    pub(super) retry: Retry,
    pub(super) time_limit: Option<Duration>,
    pub(super) announces: bool,
    pub(super) limits: Limits,
    handler: Arc<Handler>,
}

/// How many jobs of a kind may run at once, and how often one may begin: over all processes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) concurrency: Option<u32>,
    pub(super) per_key: Option<u32>,
    /// The time from one beginning to the next.
    pub(super) every: Option<Duration>,
}

impl Limits {
    pub(super) fn any(self) -> bool {
        self != Self::default()
    }
}

impl JobKind {
    /// How a kind is tried unless told otherwise: five times within some minutes.
    pub const RETRY: Retry =
        Retry { attempts: 5, delay: Duration::from_secs(5), max_delay: Duration::from_secs(600) };

    /// The kind `name`, done by `handler`, whose payload is read from JSON. It is tried five times within some minutes
    /// unless told otherwise.
    pub fn new<P, F, E>(
        name: impl Into<String>,
        handler: impl Fn(JobRun, P) -> F + Send + Sync + 'static,
    ) -> Self
    where
        P: DeserializeOwned,
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<Cause>,
    {
        let handler = move |run: JobRun, payload| match serde_json::from_value(payload) {
            Err(error) => ready(Ended::Hopeless(format!("its payload cannot be read: {error}"))).boxed(),
            Ok(payload) => {
                let attempt = handler(run, payload);
                async move {
                    match attempt.await {
                        Ok(()) => Ended::Done,
                        Err(error) => Ended::Failed(chain(&*error.into())),
                    }
                }
                .boxed()
            }
        };
        Self {
            name: name.into(),
            retry: Self::RETRY,
            time_limit: None,
            announces: false,
            limits: Limits::default(),
            handler: Arc::new(handler),
        }
    }

    /// Tries as `retry` says, whatever the error; each wait is cut by up to a half, at random, so that what failed together
    /// does not come back together.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// An attempt that takes longer fails, and its handler is dropped. Without this it may take any time.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// At most this many of its jobs run at once, over all processes.
    pub fn concurrency(mut self, jobs: u32) -> Self {
        self.limits.concurrency = Some(jobs);
        self
    }

    /// At most this many of its jobs that have the same [key](super::NewJob::limit_key) run at once, over all processes.
    /// Those without a key are not limited by it.
    pub fn per_key(mut self, jobs: u32) -> Self {
        self.limits.per_key = Some(jobs);
        self
    }

    /// At most `jobs` of its jobs begin in any `period`, over all processes: one each `period / jobs`.
    pub fn rate(mut self, jobs: u32, period: Duration) -> Self {
        self.limits.every = Some(period / jobs.max(1));
        self
    }

    /// Emits an event `job.succeeded` for each job that is done. One that dies always emits `job.dead`.
    pub fn announce(mut self) -> Self {
        self.announces = true;
        self
    }

    /// Makes one attempt, which cannot do worse than fail.
    pub(super) async fn attempt(&self, run: JobRun, payload: serde_json::Value) -> Ended {
        let clock = run.clock().clone();
        // A handler may panic before it gives its future.
        let attempt = async { (self.handler)(run, payload).await };
        let attempt = AssertUnwindSafe(attempt).catch_unwind();
        let ended = match self.time_limit {
            None => attempt.await,
            Some(limit) => match within(&*clock, limit, "the attempt", attempt).await {
                Ok(ended) => ended,
                Err(error) => return Ended::Failed(error.to_string()),
            },
        };
        ended.unwrap_or_else(|panic| Ended::Failed(format!("its handler panicked: {}", said(&*panic))))
    }

    /// Refuses limits under which nothing would ever run.
    pub(super) fn check(&self) -> Result<()> {
        let Limits { concurrency, per_key, .. } = self.limits;
        if self.name.is_empty() || self.name.len() > 100 {
            return Err(Error::invalid("kind", "must be 1 to 100 bytes"));
        }
        if self.retry.attempts == 0 || concurrency == Some(0) || per_key == Some(0) {
            return Err(Error::invalid("kind", format!("{} would never run", self.name)));
        }
        Ok(())
    }
}

impl fmt::Debug for JobKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobKind")
            .field("name", &self.name)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// An error with its causes.
fn chain(error: &(dyn StdError + Send + Sync + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}
