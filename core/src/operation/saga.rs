//! What the application and the library teach a runner to do.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use backon::{BackoffBuilder, ExponentialBuilder};

use super::run::Run;
use crate::{
    error::{Failure, Result},
    storage::Changes,
};

/// What a look at the world says of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observed {
    /// Its effect is there: it need not be performed again.
    Done,
    /// Its effect is not there, or performing it again does no harm.
    Absent,
}

/// One step of a saga: what it does, how that is undone, and how to see whether it was done.
///
/// A crash may come between any two lines. So `perform` and `undo` are idempotent, or `observe` tells that there is
/// nothing left to do; effects lie outside the database, and the rows that tell of them come from `record`, which
/// commits together with the journal.
#[async_trait]
pub trait Step<S: Send + Sync>: Send + Sync {
    /// Its name, shown as progress.
    fn name(&self) -> &'static str;

    /// Looks whether the effect is there. Asked before a step is performed again, after a crash or an error.
    async fn observe(&self, saga: &S, run: &Run) -> Result<Observed> {
        let _ = (saga, run);
        Ok(Observed::Absent)
    }

    /// Brings the effect about.
    async fn perform(&self, saga: &S, run: &Run) -> Result<()>;

    /// Takes the effect back, wholly or what there is of it. What fails is tried again, for as long as a host or database is away
    /// (`unavailable`, `unknown_outcome`, `timed_out`, `storage_failed`, `out_of_space`), otherwise as often as [`Retry`] says;
    /// then the operation needs attention.
    async fn undo(&self, saga: &S, run: &Run) -> Result<()> {
        let _ = (saga, run);
        Ok(())
    }

    /// The rows that change with the effect. May be asked again when a row changed meanwhile, so it reads what it changes.
    async fn record(&self, saga: &S, run: &Run) -> Result<Changes> {
        let _ = (saga, run);
        Ok(Changes::new())
    }
}

/// A kind of operation: a table of steps, and what its end means.
#[async_trait]
pub trait Saga: Sized + fmt::Debug + Send + Sync + 'static {
    /// Its steps, in order.
    const STEPS: &'static [&'static dyn Step<Self>];
    /// Whether a failure undoes the steps done; otherwise they stay, and the operation is `failed`.
    const COMPENSATES: bool;

    /// Its name: `machine.start`. Names without a dot-separated prefix of the library's own belong to applications.
    fn kind(&self) -> &str;

    /// How often a step is tried.
    fn retry(&self) -> Retry {
        Retry::default()
    }

    /// What changes with success, in the same unit.
    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let _ = run;
        Ok(Changes::new())
    }

    /// What changes with failure, in the same unit; `undone` says whether every step was undone.
    async fn fail(&self, run: &Run, failure: &Failure, undone: bool) -> Result<Changes> {
        let _ = (run, failure, undone);
        Ok(Changes::new())
    }
}

/// How often a step or a job is tried, and how long the runner waits in between: doubling from the first delay, with a ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Tries in all, 1 at least. Of a step, only an error that says it is retryable leads to another.
    pub attempts: u32,
    /// The wait before the second try.
    pub delay: Duration,
    /// The longest wait.
    pub max_delay: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self { attempts: 3, delay: Duration::from_millis(100), max_delay: Duration::from_secs(10) }
    }
}

impl Retry {
    /// The wait after `attempts` tries; none when there is no further try.
    pub(crate) fn delay_after(self, attempts: u32) -> Option<Duration> {
        if attempts >= self.attempts {
            return None;
        }
        ExponentialBuilder::new()
            .with_min_delay(self.delay)
            .with_max_delay(self.max_delay)
            .without_max_times()
            .build()
            .nth(attempts.saturating_sub(1) as usize)
    }
}

/// A saga without its type: what a runner keeps.
#[async_trait]
pub(super) trait AnySaga: fmt::Debug + Send + Sync {
    fn steps(&self) -> usize;
    fn step_name(&self, step: usize) -> &'static str;
    fn compensates(&self) -> bool;
    fn retry(&self) -> Retry;
    async fn observe(&self, step: usize, run: &Run) -> Result<Observed>;
    async fn perform(&self, step: usize, run: &Run) -> Result<()>;
    async fn undo(&self, step: usize, run: &Run) -> Result<()>;
    async fn record(&self, step: usize, run: &Run) -> Result<Changes>;
    async fn succeed(&self, run: &Run) -> Result<Changes>;
    async fn fail(&self, run: &Run, failure: &Failure, undone: bool) -> Result<Changes>;
}

#[async_trait]
impl<S: Saga> AnySaga for S {
    fn steps(&self) -> usize {
        S::STEPS.len()
    }
    fn step_name(&self, step: usize) -> &'static str {
        S::STEPS.get(step).map_or("done", |step| step.name())
    }
    fn compensates(&self) -> bool {
        S::COMPENSATES
    }
    fn retry(&self) -> Retry {
        Saga::retry(self)
    }
    async fn observe(&self, step: usize, run: &Run) -> Result<Observed> {
        S::STEPS[step].observe(self, run).await
    }
    async fn perform(&self, step: usize, run: &Run) -> Result<()> {
        S::STEPS[step].perform(self, run).await
    }
    async fn undo(&self, step: usize, run: &Run) -> Result<()> {
        S::STEPS[step].undo(self, run).await
    }
    async fn record(&self, step: usize, run: &Run) -> Result<Changes> {
        S::STEPS[step].record(self, run).await
    }
    async fn succeed(&self, run: &Run) -> Result<Changes> {
        Saga::succeed(self, run).await
    }
    async fn fail(&self, run: &Run, failure: &Failure, undone: bool) -> Result<Changes> {
        Saga::fail(self, run, failure, undone).await
    }
}

type Handler =
    dyn Fn(Arc<Run>) -> Pin<Box<dyn Future<Output = Result<serde_json::Value>> + Send>> + Send + Sync;

/// An operation of one step, made of a function: the background job of an application.
///
/// The function may run more than once, after a crash or a retryable error, so it is idempotent.
#[derive(Clone)]
pub struct Task {
    kind: String,
    retry: Retry,
    handler: Arc<Handler>,
}

impl Task {
    /// The kind `kind`, done by `handler`, whose value becomes the operation's output.
    pub fn new<F>(kind: impl Into<String>, handler: impl Fn(Arc<Run>) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<serde_json::Value>> + Send + 'static,
    {
        Self {
            kind: kind.into(),
            retry: Retry::default(),
            handler: Arc::new(move |run| Box::pin(handler(run))),
        }
    }

    /// Tries as `retry` says.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").field("kind", &self.kind).field("retry", &self.retry).finish_non_exhaustive()
    }
}

#[async_trait]
impl Saga for Task {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Handle];
    const COMPENSATES: bool = false;

    fn kind(&self) -> &str {
        &self.kind
    }

    fn retry(&self) -> Retry {
        self.retry
    }
}

/// The one step of a [`Task`].
struct Handle;

#[async_trait]
impl Step<Task> for Handle {
    fn name(&self) -> &'static str {
        "run"
    }

    async fn perform(&self, task: &Task, run: &Run) -> Result<()> {
        let output = (task.handler)(run.share()).await?;
        run.set_output(output);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_ceiling_and_ends_with_the_last_try() {
        let retry = Retry { attempts: 5, delay: Duration::from_secs(1), max_delay: Duration::from_secs(3) };
        let waits: Vec<_> = (1..=5).map(|attempts| retry.delay_after(attempts)).collect();
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(waits, [seconds(1), seconds(2), seconds(3), seconds(3), None]);
    }
}
