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
    clock::within,
    error::{Error, ErrorCode, Failure, Result},
    event::Event,
    storage::{Changes, Repository},
};

/// How often a commit is repeated because rows of other entities changed under it.
const ROW_CONFLICTS: u32 = 100;
/// The wait before the database is asked again after it failed.
const STORAGE_RETRY: Duration = Duration::from_millis(50);
/// The wait before something is undone again that was away.
const AWAY_RETRY: Duration = Duration::from_secs(1);

/// Why a run ends before its operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halt {
    /// The lease is over, another runner has the operation, or the database is closed.
    Lost,
    /// Shutdown: the operation waits for another runner to take it up.
    Stopping,
}

/// What a commit of the journal could not do.
enum Refusal {
    Halt(Halt),
    /// The rows that belong to the move cannot be made or stored.
    Rows(Error),
}

impl From<Halt> for Refusal {
    fn from(halt: Halt) -> Self {
        Self::Halt(halt)
    }
}

/// The rows that commit with a move of the journal.
#[derive(Clone, Copy)]
enum Rows<'a> {
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
        let done = async {
            tokio::select! {
                // Asked first whenever this task wakes: once the lease is over, not another line of the work is run.
                biased;
                () = self.lease_over() => Err(Halt::Lost),
                done = self.work() => done,
            }
        };
        let span = self.span();
        let done = done.instrument(span.clone()).await;
        span.in_scope(|| self.tell(done));
    }

    fn span(&self) -> tracing::Span {
        let operation = self.run.operation();
        tracing::info_span!(
            target: "vmbay::operation",
            "operation",
            id = %operation.id,
            kind = operation.kind,
            request_id = operation.request_id,
        )
    }

    fn tell(&self, done: Result<(), Halt>) {
        if let Err(halt) = done {
            tracing::warn!(target: "vmbay::operation", ?halt, "the run of an operation ended early");
            return;
        }
        let ended = self.run.operation();
        let took = self.now().since(ended.created_at);
        self.shared.meter.ended(&ended.kind, took, ended.state != OperationState::Succeeded);
        let latency_us = took.as_micros();
        tracing::debug!(target: "vmbay::operation", state = %ended.state, latency_us, "ended");
    }

    /// Returns when the lease has run out: whatever this run still waits for is another's to do.
    async fn lease_over(&self) {
        while let Some(until) = self.run.operation().lease_until {
            let left = until.since(self.now());
            if left.is_zero() {
                return;
            }
            self.shared.ports.clock.sleep(left).await;
        }
        // The operation has ended, and its work returns next.
        std::future::pending::<()>().await;
    }

    async fn work(&self) -> Result<(), Halt> {
        let mut look = self.resumed;
        loop {
            let next = transition::turn(&self.run.operation(), self.saga.steps(), self.now());
            if next != Turn::Stop && self.shared.tasks.stopping().is_cancelled() {
                return Err(Halt::Stopping);
            }
            look = match next {
                Turn::Stop => return Ok(()),
                Turn::Perform(step) => self.perform(step, look).await?,
                Turn::Succeed => {
                    self.succeed().await?;
                    false
                }
                Turn::GiveUp(failure) => {
                    // The present step has begun only if it was tried before.
                    let begun = look || self.run.operation().attempts > 0;
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
        let steps = self.saga.steps();
        let moved = match self.leased(self.attempt(step, look)).await? {
            Err(error) => Err(Refusal::Rows(error)),
            Ok(()) if step + 1 < steps => self.advance(transition::after_step, Rows::Step(step)).await,
            Ok(()) => {
                let now = self.now();
                self.advance(|next| transition::succeeded(next, steps, now), Rows::Last(step)).await
            }
        };
        match moved {
            Ok(()) => Ok(false),
            Err(Refusal::Halt(halt)) => Err(halt),
            Err(Refusal::Rows(error)) if self.wait_to_try_again(&error, error.is_retryable()).await? => {
                Ok(true)
            }
            Err(Refusal::Rows(error)) => {
                self.fail(Failure::from(&error), true).await?;
                Ok(false)
            }
        }
    }

    /// One try of a step, which the operation's deadline cuts short.
    async fn attempt(&self, step: usize, look: bool) -> Result<()> {
        let work = async {
            if look && self.saga.observe(step, &self.run).await? == Observed::Done {
                return Ok(());
            }
            let began = self.now();
            let done = self.saga.perform(step, &self.run).await;
            let latency_us = self.now().since(began).as_micros();
            let error = done.as_ref().err().map(|error| error.code().as_str());
            tracing::debug!(target: "vmbay::operation", step = self.saga.step_name(step), latency_us, error, "performed");
            done
        };
        let Some(deadline) = self.run.operation().deadline else { return work.await };
        let left = deadline.since(self.now());
        within(&*self.shared.ports.clock, left, self.saga.step_name(step), work).await?
    }

    /// Commits the success of an operation whose steps were all done before.
    async fn succeed(&self) -> Result<(), Halt> {
        let (steps, now) = (self.saga.steps(), self.now());
        match self.advance(|next| transition::succeeded(next, steps, now), Rows::Success).await {
            Ok(()) => Ok(()),
            Err(Refusal::Halt(halt)) => Err(halt),
            Err(Refusal::Rows(error)) => self.fail(Failure::from(&error), false).await,
        }
    }

    async fn undo(&self, step: usize) -> Result<(), Halt> {
        let failure = self.failure();
        let Err(error) = self.leased(self.saga.undo(step, &self.run)).await? else {
            if step > 0 {
                return self.journal(|next| transition::after_undo(&next)).await;
            }
            let now = self.now();
            let rows = Rows::Failure { failure: &failure, undone: true };
            return self.end(|next| transition::ended(transition::after_undo(&next), now), rows).await;
        };
        // Whatever the error: what is given up here is left to a person.
        if self.wait_until_back(&error).await? || self.wait_to_try_again(&error, true).await? {
            return Ok(());
        }
        tracing::error!(target: "vmbay::operation", step = self.saga.step_name(step), %error,
            "what an operation had done could not be undone");
        self.needs_attention(&failure).await
    }

    /// Whether what failed with `error` is tried again, which `may` help; if so, the wait is over when this returns.
    async fn wait_to_try_again(&self, error: &Error, may: bool) -> Result<bool, Halt> {
        self.run.forget();
        let operation = self.run.operation();
        let delay = may.then(|| self.saga.retry().delay_after(operation.attempts + 1)).flatten();
        let Some(delay) = delay else { return Ok(false) };
        self.journal(transition::after_try).await?;
        // A cancel cuts short what leads to success, not the way back.
        let forward = operation.state == OperationState::Running;
        self.wait(error, delay, forward).await.map(|()| true)
    }

    /// Whether the way back waits for a host or a database that did not answer: it may come back with all that is to be undone,
    /// and until then the entity stays locked. If so, the wait is over when this returns.
    async fn wait_until_back(&self, error: &Error) -> Result<bool, Halt> {
        let away = matches!(
            error.code(),
            ErrorCode::Unavailable
                | ErrorCode::UnknownOutcome
                | ErrorCode::TimedOut
                | ErrorCode::StorageFailed
                | ErrorCode::OutOfSpace
        );
        if away {
            self.wait(error, AWAY_RETRY, false).await?;
        }
        Ok(away)
    }

    async fn wait(&self, error: &Error, delay: Duration, until_cancelled: bool) -> Result<(), Halt> {
        tracing::warn!(target: "vmbay::operation", %error, ?delay, "a step is tried again");
        let wait = async {
            tokio::select! {
                () = self.shared.ports.clock.sleep(delay) => {}
                () = self.shared.tasks.stopping().cancelled() => {}
                () = self.run.cancelled(), if until_cancelled => {}
            }
            Ok(())
        };
        self.leased(wait).await?.ok();
        if self.shared.tasks.stopping().is_cancelled() { Err(Halt::Stopping) } else { Ok(()) }
    }

    /// Turns to undoing, or ends, after a failure.
    async fn fail(&self, failure: Failure, begun: bool) -> Result<(), Halt> {
        let compensates = self.saga.compensates();
        let failed =
            |next: OperationRecord| transition::after_failure(&next, failure.clone(), compensates, begun);
        if !failed((*self.run.operation()).clone()).state.is_terminal() {
            return self.journal(failed).await;
        }
        let now = self.now();
        let rows = Rows::Failure { failure: &failure, undone: !begun && self.run.operation().step == 0 };
        self.end(|next| transition::ended(failed(next), now), rows).await
    }

    /// Ends the operation without success, with its rows if they can be stored.
    async fn end(
        &self,
        edit: impl Fn(OperationRecord) -> OperationRecord + Sync,
        rows: Rows<'_>,
    ) -> Result<(), Halt> {
        loop {
            match self.advance(&edit, rows).await {
                Ok(()) => return Ok(()),
                Err(Refusal::Halt(halt)) => return Err(halt),
                Err(Refusal::Rows(error))
                    if self.wait_until_back(&error).await?
                        || self.wait_to_try_again(&error, true).await? => {}
                Err(Refusal::Rows(error)) => return self.give_in(&Failure::from(&error)).await,
            }
        }
    }

    /// Ends an operation whose undoing failed, with its rows if they can be stored.
    async fn needs_attention(&self, failure: &Failure) -> Result<(), Halt> {
        let now = self.now();
        let edit = |next| transition::given_in(next, failure, now);
        match self.advance(edit, Rows::Failure { failure, undone: false }).await {
            Ok(()) => Ok(()),
            Err(Refusal::Halt(halt)) => Err(halt),
            Err(Refusal::Rows(error)) => self.give_in(&Failure::from(&error)).await,
        }
    }

    /// Ends an operation of which not even the failure can be recorded.
    async fn give_in(&self, failure: &Failure) -> Result<(), Halt> {
        tracing::error!(target: "vmbay::operation", message = failure.message,
            "the failure of an operation could not be recorded");
        let now = self.now();
        self.journal(|next| transition::given_in(next, failure, now)).await
    }

    /// Does `work` while renewing the lease; a panic in it is an error of the step.
    async fn leased<T>(&self, work: impl Future<Output = Result<T>>) -> Result<Result<T>, Halt> {
        let beat = async {
            loop {
                self.shared.ports.clock.sleep(self.shared.options.lease / 3).await;
                if let Err(halt) = self.journal(|next| next).await {
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

    /// A move of the journal alone, which nothing but the loss of the lease can prevent.
    async fn journal(&self, edit: impl Fn(OperationRecord) -> OperationRecord + Sync) -> Result<(), Halt> {
        loop {
            match self.commit(&edit, Changes::new()).await {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(Refusal::Halt(halt)) => return Err(halt),
                // A full disk, for one, may mend while the lease lasts.
                Err(Refusal::Rows(error)) => {
                    tracing::warn!(target: "vmbay::operation", %error, "the journal of an operation could not be written; trying again");
                    self.shared.ports.clock.sleep(STORAGE_RETRY).await;
                }
            }
        }
    }

    /// A move of the journal with its rows, which are made anew when the move is not committed at once.
    async fn advance(
        &self,
        edit: impl Fn(OperationRecord) -> OperationRecord + Sync,
        rows: Rows<'_>,
    ) -> Result<(), Refusal> {
        let mut conflicts = 0;
        loop {
            let made = self.leased(self.rows(rows)).await?.map_err(Refusal::Rows)?;
            let done = self.commit(&edit, made).await;
            self.run.forget();
            match done {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(Refusal::Rows(Error::Conflict { .. })) if conflicts < ROW_CONFLICTS => conflicts += 1,
                Err(refusal) => return Err(refusal),
            }
        }
    }

    async fn rows(&self, rows: Rows<'_>) -> Result<Changes> {
        match rows {
            Rows::Step(step) => self.saga.record(step, &self.run).await,
            Rows::Last(step) => {
                let changes = self.saga.record(step, &self.run).await?;
                Ok(changes.extend(self.saga.succeed(&self.run).await?))
            }
            Rows::Success => self.saga.succeed(&self.run).await,
            Rows::Failure { failure, undone } => self.saga.fail(&self.run, failure, undone).await,
        }
    }

    /// Commits `edit` of the record with `rows`, at the version this run knows, and renews the lease with it. `false` when it
    /// is to be done again: somebody only asked for a cancel, or the database failed, which a look at what is stored has told.
    async fn commit(
        &self,
        edit: impl Fn(OperationRecord) -> OperationRecord + Sync,
        rows: Changes,
    ) -> Result<bool, Refusal> {
        let base = self.run.operation();
        let mut next = edit((*base).clone());
        if !next.state.is_terminal() {
            next.lease_until = Some(self.shared.lease_end());
        }
        let Err(error) = self.store(&next, rows).await else {
            next.version += 1;
            self.run.set(next);
            return Ok(true);
        };
        let stored = self.look(&base).await?;
        if stored.version == base.version + 1 && place(&stored) == place(&next) {
            self.run.set(stored);
            return Ok(true);
        }
        if stored.version != base.version {
            if place(&stored) != place(&base) {
                return Err(Halt::Lost.into());
            }
            // Nothing but a request to cancel moves the version and leaves everything in its place.
            self.run.set(stored);
        } else if error.is_retryable() && !matches!(error, Error::Conflict { .. }) {
            self.shared.ports.clock.sleep(STORAGE_RETRY).await;
        } else {
            return Err(Refusal::Rows(error));
        }
        Ok(false)
    }

    async fn store(&self, next: &OperationRecord, rows: Changes) -> Result<()> {
        let mut changes = Changes::new().update(next)?.extend(rows);
        if next.state.is_terminal() {
            changes = changes.emit(&self.ended_event(next))?;
        }
        self.shared.ports.storage.commit(changes).await
    }

    /// What is stored of the operation, asked until the database answers.
    async fn look(&self, base: &OperationRecord) -> Result<OperationRecord, Halt> {
        loop {
            match Repository::<OperationRecord>::find(&*self.shared.ports.storage, base.id).await {
                Ok(Some(stored)) => return Ok(stored),
                Ok(None) | Err(Error::Closed { .. }) => return Err(Halt::Lost),
                Err(_) => self.shared.ports.clock.sleep(STORAGE_RETRY).await,
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

    fn now(&self) -> crate::clock::Timestamp {
        self.shared.ports.now()
    }
}

/// All by which a record shows who moved it last; its version, its lease, its progress and a wish to cancel aside.
fn place(record: &OperationRecord) -> impl PartialEq + use<> {
    (record.state, record.step, record.attempts, record.owner)
}
