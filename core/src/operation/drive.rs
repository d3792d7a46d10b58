//! One operation, driven from step to step.
//!
//! Every advance is one commit: the operation at the version this run knows, with the rows of the step. Whoever lost
//! the lease fails that commit, and with it everything else it wanted to change.

use std::{sync::Arc, time::Duration};

use futures::FutureExt;
use tracing::Instrument;

use super::{
    record::{OperationRecord, OperationState},
    run::Run,
    runner::Shared,
    saga::{AnySaga, Observed},
    transition::{self, Turn},
};
use crate::{
    error::{Error, Failure, Result},
    event::Event,
    storage::{Changes, Repository},
};

/// How often a commit is repeated because rows of other entities changed under it.
const ROW_CONFLICTS: u32 = 100;
/// The wait before a commit is repeated after the database failed.
const STORAGE_RETRY: Duration = Duration::from_millis(50);

/// Why a run ends before its operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halt {
    /// Another runner has it, or the database could not be reached for as long as the lease lasted.
    Lost,
    /// Shutdown: it was let go for another runner to take up.
    Released,
}

/// What a commit of the journal could not do.
enum Refusal {
    Halt(Halt),
    /// The rows of the step cannot be stored.
    Rows(Error),
}

impl From<Halt> for Refusal {
    fn from(halt: Halt) -> Self {
        Self::Halt(halt)
    }
}

/// The rows that commit with a move of the journal.
enum Rows<'a> {
    None,
    Step(usize),
    /// The last step, and success with it.
    Last(usize),
    Success,
    Failure {
        failure: &'a Failure,
        undone: bool,
    },
}

/// A run at work.
pub(super) struct Drive {
    pub(super) shared: Arc<Shared>,
    pub(super) saga: Arc<dyn AnySaga>,
    pub(super) run: Arc<Run>,
    /// Whether an earlier run may have performed the present step already.
    pub(super) resumed: bool,
}

impl Drive {
    /// Works until the operation ends, or this run does.
    pub(super) async fn drive(self) {
        let operation = self.run.operation();
        let span = tracing::info_span!(
            target: "vmbay::operation",
            "operation",
            id = %operation.id,
            kind = operation.kind,
            request_id = operation.request_id,
        );
        async {
            if let Err(halt) = self.work().await {
                tracing::warn!(target: "vmbay::operation", ?halt, "the run of an operation ended early");
                return;
            }
            let ended = self.run.operation();
            let latency_us = self.now().since(ended.created_at).as_micros();
            tracing::debug!(target: "vmbay::operation", state = %ended.state, latency_us, "ended");
        }
        .instrument(span)
        .await;
    }

    async fn work(&self) -> Result<(), Halt> {
        let mut look = self.resumed;
        loop {
            let operation = self.run.operation();
            let next = transition::turn(&operation, self.saga.steps(), self.now());
            if next != Turn::Stop && self.shared.tasks.stopping().is_cancelled() {
                return self.release().await;
            }
            look = match next {
                Turn::Stop => return Ok(()),
                Turn::Perform(step) => self.perform(step, look).await?,
                Turn::Succeed => {
                    self.finish(Rows::Success).await?;
                    false
                }
                Turn::GiveUp(failure) => {
                    // The present step has begun only if it was tried before.
                    let begun = look || operation.attempts > 0;
                    self.fail(failure, begun).await?;
                    false
                }
                Turn::Undo(step) => {
                    self.undo(step).await?;
                    false
                }
            };
        }
    }

    /// Performs a step and moves on; says whether the next turn has to look first.
    async fn perform(&self, step: usize, look: bool) -> Result<bool, Halt> {
        self.run.enter_step(self.saga.step_name(step));
        let error = match self.leased(self.attempt(step, look)).await? {
            Ok(()) if step + 1 == self.saga.steps() => {
                self.finish(Rows::Last(step)).await?;
                return Ok(false);
            }
            Ok(()) => {
                let forward = |mut next: OperationRecord| {
                    next.step += 1;
                    next.attempts = 0;
                    next
                };
                match self.advance(forward, Rows::Step(step)).await {
                    Ok(()) => return Ok(false),
                    Err(Refusal::Halt(halt)) => return Err(halt),
                    Err(Refusal::Rows(error)) => error,
                }
            }
            Err(error) => error,
        };
        if self.wait_to_try_again(&error).await? {
            return Ok(true);
        }
        self.fail(Failure::from(&error), true).await?;
        Ok(false)
    }

    async fn attempt(&self, step: usize, look: bool) -> Result<()> {
        if look && self.saga.observe(step, &self.run).await? == Observed::Done {
            return Ok(());
        }
        let began = self.now();
        let done = self.saga.perform(step, &self.run).await;
        let latency_us = self.now().since(began).as_micros();
        let error = done.as_ref().err().map(|error| error.code().as_str());
        tracing::debug!(target: "vmbay::operation", step = self.saga.step_name(step), latency_us, error, "performed");
        done
    }

    async fn undo(&self, step: usize) -> Result<(), Halt> {
        let failure = self.failure();
        let Err(error) = self.leased(self.saga.undo(step, &self.run)).await? else {
            let last = transition::after_undo(&self.run.operation()).state.is_terminal();
            if !last {
                return self.must_advance(|next| transition::after_undo(&next), Rows::None).await;
            }
            let now = self.now();
            let rows = Rows::Failure { failure: &failure, undone: true };
            return self.end(|next| transition::ended(transition::after_undo(&next), now), rows).await;
        };
        if self.wait_to_try_again(&error).await? {
            return Ok(());
        }
        tracing::error!(target: "vmbay::operation", operation = %self.run.id(), step = self.saga.step_name(step), %error,
            "what an operation had done could not be undone");
        self.give_in(&failure).await
    }

    /// Whether the step is tried again; if so, the wait is over when this returns.
    async fn wait_to_try_again(&self, error: &Error) -> Result<bool, Halt> {
        let operation = self.run.operation();
        let delay =
            error.is_retryable().then(|| self.saga.retry().delay_after(operation.attempts + 1)).flatten();
        let Some(delay) = delay else { return Ok(false) };
        tracing::warn!(target: "vmbay::operation", operation = %operation.id, kind = %operation.kind, %error, ?delay, "a step is tried again");
        let tried = |mut next: OperationRecord| {
            next.attempts += 1;
            next
        };
        self.must_advance(tried, Rows::None).await?;
        let wait = async {
            tokio::select! {
                () = self.shared.ports.clock.sleep(delay) => {}
                () = self.shared.tasks.stopping().cancelled() => {}
                () = self.run.cancelled() => {}
            }
        };
        self.leased(wait.map(Ok)).await?.ok();
        Ok(true)
    }

    /// Commits success.
    async fn finish(&self, rows: Rows<'_>) -> Result<(), Halt> {
        let now = self.now();
        let output = self.run.output();
        let success = |mut next: OperationRecord| {
            next.state = OperationState::Succeeded;
            next.step = u32::try_from(self.saga.steps()).unwrap_or(u32::MAX);
            next.attempts = 0;
            next.output.clone_from(&output);
            next.progress.fraction = 1.0;
            transition::ended(next, now)
        };
        match self.advance(success, rows).await {
            Ok(()) => Ok(()),
            Err(Refusal::Halt(halt)) => Err(halt),
            Err(Refusal::Rows(error)) => self.fail(Failure::from(&error), true).await,
        }
    }

    /// Turns to undoing, or ends, after a failure.
    async fn fail(&self, failure: Failure, begun: bool) -> Result<(), Halt> {
        let compensates = self.saga.compensates();
        let failed =
            |next: OperationRecord| transition::after_failure(&next, failure.clone(), compensates, begun);
        if !failed((*self.run.operation()).clone()).state.is_terminal() {
            return self.must_advance(failed, Rows::None).await;
        }
        let now = self.now();
        let rows = Rows::Failure { failure: &failure, undone: !begun && self.run.operation().step == 0 };
        self.end(|next| transition::ended(failed(next), now), rows).await
    }

    /// Ends the operation, with its rows if they can be stored.
    async fn end(
        &self,
        edit: impl Fn(OperationRecord) -> OperationRecord + Sync,
        rows: Rows<'_>,
    ) -> Result<(), Halt> {
        match self.advance(edit, rows).await {
            Ok(()) => Ok(()),
            Err(Refusal::Halt(halt)) => Err(halt),
            Err(Refusal::Rows(error)) => {
                tracing::error!(target: "vmbay::operation", operation = %self.run.id(), %error, "the failure of an operation could not be recorded");
                self.needs_attention(Failure::from(&error), Rows::None).await
            }
        }
    }

    /// Ends an operation whose undoing failed.
    async fn give_in(&self, failure: &Failure) -> Result<(), Halt> {
        let rows = Rows::Failure { failure, undone: false };
        self.needs_attention(failure.clone(), rows).await
    }

    async fn needs_attention(&self, failure: Failure, rows: Rows<'_>) -> Result<(), Halt> {
        let now = self.now();
        let attention = |mut next: OperationRecord| {
            next.state = OperationState::NeedsAttention;
            next.failure = Some(failure.clone());
            transition::ended(next, now)
        };
        match self.advance(attention, rows).await {
            Ok(()) => Ok(()),
            Err(Refusal::Halt(halt)) => Err(halt),
            Err(Refusal::Rows(_)) => self.must_advance(attention, Rows::None).await,
        }
    }

    /// Lets the operation go, for another runner to take up at once.
    async fn release(&self) -> Result<(), Halt> {
        let now = self.now();
        let released = |mut next: OperationRecord| {
            next.owner = None;
            next.lease_until = Some(now);
            next
        };
        self.must_advance(released, Rows::None).await?;
        Err(Halt::Released)
    }

    /// Does `work` while renewing the lease; a panic in it is an error of the step.
    async fn leased<T>(&self, work: impl Future<Output = Result<T>>) -> Result<Result<T>, Halt> {
        let beat = async {
            loop {
                self.shared.ports.clock.sleep(self.shared.options.lease / 3).await;
                let until = self.now() + self.shared.options.lease;
                let renewed = |mut next: OperationRecord| {
                    next.lease_until = Some(until);
                    next
                };
                if let Err(halt) = self.must_advance(renewed, Rows::None).await {
                    return halt;
                }
            }
        };
        let work = std::panic::AssertUnwindSafe(work).catch_unwind();
        tokio::select! {
            biased;
            done = work => Ok(done.unwrap_or_else(|_| {
                Err(Error::corrupt(format!("an operation of kind {}", self.run.operation().kind), "its step panicked"))
            })),
            halt = beat => Err(halt),
        }
    }

    /// An advance without rows of others, which nothing but a lost lease can refuse.
    async fn must_advance(
        &self,
        edit: impl Fn(OperationRecord) -> OperationRecord + Sync,
        rows: Rows<'_>,
    ) -> Result<(), Halt> {
        self.advance(edit, rows).await.map_err(|refusal| match refusal {
            Refusal::Halt(halt) => halt,
            Refusal::Rows(error) => {
                tracing::error!(target: "vmbay::operation", operation = %self.run.id(), %error, "the journal of an operation could not be written");
                Halt::Lost
            }
        })
    }

    /// Commits `edit` of the record, with `rows`, at the version this run knows. Repeats it when somebody asked for a
    /// cancel, or when the rows changed meanwhile, and looks when the database does not say what happened.
    async fn advance(
        &self,
        edit: impl Fn(OperationRecord) -> OperationRecord + Sync,
        rows: Rows<'_>,
    ) -> Result<(), Refusal> {
        let mut row_conflicts = 0;
        loop {
            let base = self.run.operation();
            let mut next = edit((*base).clone());
            let error = match self.commit(&next, &rows).await {
                Ok(()) => {
                    next.version += 1;
                    self.run.set(next);
                    return Ok(());
                }
                Err(error) => error,
            };
            let stored = self.look(&base).await?;
            let moved = |record: &OperationRecord| (record.state, record.step, record.attempts, record.owner);
            if stored.version == base.version + 1 && moved(&stored) == moved(&next) {
                self.run.set(stored);
                return Ok(());
            }
            if stored.owner != Some(self.shared.instance) {
                return Err(Halt::Lost.into());
            }
            if stored.version != base.version {
                // Somebody asked for a cancel: take that over, with the progress only this run knows.
                self.run.set(OperationRecord { progress: base.progress.clone(), ..stored });
                continue;
            }
            match error {
                Error::Conflict { .. } if row_conflicts < ROW_CONFLICTS => row_conflicts += 1,
                error if error.is_retryable() && self.holds_lease(&base) => {
                    self.shared.ports.clock.sleep(STORAGE_RETRY).await;
                }
                error if error.is_retryable() => return Err(Halt::Lost.into()),
                error => return Err(Refusal::Rows(error)),
            }
        }
    }

    async fn commit(&self, next: &OperationRecord, rows: &Rows<'_>) -> Result<()> {
        let rows = match rows {
            Rows::None => Changes::new(),
            Rows::Step(step) => self.saga.record(*step, &self.run).await?,
            Rows::Last(step) => {
                let changes = self.saga.record(*step, &self.run).await?;
                changes.extend(self.saga.succeed(&self.run).await?)
            }
            Rows::Success => self.saga.succeed(&self.run).await?,
            Rows::Failure { failure, undone } => self.saga.fail(&self.run, failure, *undone).await?,
        };
        let mut changes = Changes::new().update(next)?.extend(rows);
        if next.state.is_terminal() {
            changes = changes.emit(&self.ended_event(next))?;
        }
        self.shared.ports.storage.commit(changes).await
    }

    /// What is stored of the operation, asked until the database answers or the lease is over.
    async fn look(&self, base: &OperationRecord) -> Result<OperationRecord, Halt> {
        loop {
            match Repository::<OperationRecord>::find(&*self.shared.ports.storage, base.id).await {
                Ok(Some(stored)) => return Ok(stored),
                Err(error) if !matches!(error, Error::Closed { .. }) && self.holds_lease(base) => {
                    self.shared.ports.clock.sleep(STORAGE_RETRY).await;
                }
                Ok(None) | Err(_) => return Err(Halt::Lost),
            }
        }
    }

    fn ended_event(&self, operation: &OperationRecord) -> Event {
        let payload = serde_json::json!({
            "kind": operation.kind,
            "state": operation.state,
            "target_kind": operation.target_kind,
            "target_id": operation.target_id,
            "failure": operation.failure,
        });
        self.run.event(&format!("operation.{}", operation.state), operation, payload)
    }

    fn failure(&self) -> Failure {
        let operation = self.run.operation();
        operation.failure.clone().unwrap_or_else(|| {
            Failure::from(&Error::corrupt("an operation", "it is being undone and does not say why"))
        })
    }

    fn holds_lease(&self, record: &OperationRecord) -> bool {
        record.lease_until.is_some_and(|until| self.now() < until)
    }

    fn now(&self) -> crate::clock::Timestamp {
        self.shared.ports.now()
    }
}
