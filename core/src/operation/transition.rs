//! What an operation does next: pure decisions over its record.

use super::record::{OperationRecord, OperationState};
use crate::{
    clock::Timestamp,
    error::{ErrorCode, Failure, Resource},
};

/// The next move of a runner.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Turn {
    /// Perform this step.
    Perform(usize),
    /// Every step is done: commit the success.
    Succeed,
    /// Give up: somebody cancelled, or the deadline passed.
    GiveUp(Failure),
    /// Undo this step.
    Undo(usize),
    /// Nothing more to do.
    Stop,
}

/// The next move for `operation`, whose kind has `steps` steps.
pub(super) fn turn(operation: &OperationRecord, steps: usize, now: Timestamp) -> Turn {
    let step = operation.step as usize;
    match operation.state {
        OperationState::Running | OperationState::Queued => {
            if step >= steps {
                Turn::Succeed
            } else if operation.cancel_requested {
                Turn::GiveUp(given_up(operation, ErrorCode::Cancelled, "it was cancelled"))
            } else if operation.deadline.is_some_and(|deadline| now >= deadline) {
                Turn::GiveUp(given_up(operation, ErrorCode::TimedOut, "its deadline passed"))
            } else {
                Turn::Perform(step)
            }
        }
        OperationState::Compensating => Turn::Undo(step),
        _ => Turn::Stop,
    }
}

fn given_up(operation: &OperationRecord, code: ErrorCode, message: &str) -> Failure {
    Failure {
        code,
        reason: code.as_str().to_owned(),
        message: format!("{}: {message}", operation.kind),
        resource: operation
            .target_id
            .map(|id| Resource::new(operation.target_kind.clone().unwrap_or_default(), id)),
        retryable: false,
    }
}

/// Where a failure leads: to undoing, from the present step (`begun`) or the one before it, or to the end.
pub(super) fn after_failure(
    operation: &OperationRecord,
    failure: Failure,
    compensates: bool,
    begun: bool,
) -> OperationRecord {
    let mut next = operation.clone();
    let undo_from = if begun { Some(next.step) } else { next.step.checked_sub(1) };
    next.attempts = 0;
    next.state = match undo_from {
        Some(step) if compensates => {
            next.step = step;
            OperationState::Compensating
        }
        _ if failure.code == ErrorCode::Cancelled => OperationState::Cancelled,
        _ => OperationState::Failed,
    };
    next.failure = Some(failure);
    next
}

/// A performed step leads to the next one.
pub(super) fn after_step(mut operation: OperationRecord) -> OperationRecord {
    operation.step += 1;
    operation.attempts = 0;
    operation
}

/// A failed try leads to another one of the same step.
pub(super) fn after_try(mut operation: OperationRecord) -> OperationRecord {
    operation.attempts += 1;
    operation
}

/// The last of `steps` steps leads to success at `now`.
pub(super) fn succeeded(operation: OperationRecord, steps: usize, now: Timestamp) -> OperationRecord {
    let mut next = ended(operation, now);
    next.state = OperationState::Succeeded;
    next.step = u32::try_from(steps).unwrap_or(u32::MAX);
    next.attempts = 0;
    next.progress.fraction = 1.0;
    next
}

/// Where an undone step leads: to the one before it, or to the end.
pub(super) fn after_undo(operation: &OperationRecord) -> OperationRecord {
    let mut next = operation.clone();
    next.attempts = 0;
    match next.step.checked_sub(1) {
        Some(step) => next.step = step,
        None => next.state = OperationState::RolledBack,
    }
    next
}

/// What was done and cannot be undone leads to a person.
pub(super) fn given_in(operation: OperationRecord, failure: &Failure, now: Timestamp) -> OperationRecord {
    let mut next = ended(operation, now);
    next.state = OperationState::NeedsAttention;
    next.failure = Some(failure.clone());
    next
}

/// `operation` as it ends at `now`: let go, and dated.
pub(super) fn ended(mut operation: OperationRecord, now: Timestamp) -> OperationRecord {
    operation.owner = None;
    operation.lease_until = None;
    operation.lease_ms = None;
    operation.finished_at = Some(now);
    operation
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{id::OperationId, operation::Progress};

    pub(crate) fn operation(state: OperationState, step: u32) -> OperationRecord {
        OperationRecord {
            id: OperationId::from(uuid::Uuid::from_u128(1)),
            version: 1,
            organization_id: None,
            project_id: None,
            kind: "test".into(),
            state,
            target_kind: None,
            target_id: None,
            host_id: None,
            input: serde_json::Value::Null,
            output: None,
            failure: None,
            idempotency_key: None,
            input_digest: String::new(),
            step,
            progress: Progress { step: String::new(), fraction: 0.0, message: String::new() },
            attempts: 2,
            run_after: Timestamp::EPOCH,
            deadline: None,
            cancel_requested: false,
            owner: None,
            lease_until: None,
            lease_ms: None,
            actor: "system".into(),
            request_id: None,
            created_at: Timestamp::EPOCH,
            started_at: None,
            finished_at: None,
        }
    }

    fn failure(code: ErrorCode) -> Failure {
        Failure { code, reason: String::new(), message: String::new(), resource: None, retryable: false }
    }

    #[test]
    fn steps_follow_each_other_and_then_comes_success() {
        let now = Timestamp::EPOCH;
        assert_eq!(turn(&operation(OperationState::Running, 1), 2, now), Turn::Perform(1));
        assert_eq!(turn(&operation(OperationState::Running, 2), 2, now), Turn::Succeed);
        assert_eq!(turn(&operation(OperationState::Failed, 1), 2, now), Turn::Stop);
    }

    #[test]
    fn a_cancel_that_comes_after_the_last_step_is_too_late() {
        let mut done = operation(OperationState::Running, 2);
        done.cancel_requested = true;
        assert_eq!(turn(&done, 2, Timestamp::EPOCH), Turn::Succeed);
        done.step = 1;
        assert!(
            matches!(turn(&done, 2, Timestamp::EPOCH), Turn::GiveUp(why) if why.code == ErrorCode::Cancelled)
        );
    }

    #[test]
    fn a_passed_deadline_ends_the_work_at_the_next_step() {
        let mut late = operation(OperationState::Running, 0);
        late.deadline = Some(Timestamp::EPOCH);
        assert!(
            matches!(turn(&late, 1, Timestamp::EPOCH), Turn::GiveUp(why) if why.code == ErrorCode::TimedOut)
        );
    }

    #[test]
    fn a_failed_step_is_undone_first_and_then_those_before_it() {
        let failed =
            after_failure(&operation(OperationState::Running, 1), failure(ErrorCode::Conflict), true, true);
        assert_eq!((failed.state, failed.step, failed.attempts), (OperationState::Compensating, 1, 0));
        let undone = after_undo(&failed);
        assert_eq!((undone.state, undone.step), (OperationState::Compensating, 0));
        assert_eq!(after_undo(&undone).state, OperationState::RolledBack);
    }

    #[test]
    fn what_had_not_begun_ends_without_undoing() {
        let at_start = operation(OperationState::Running, 0);
        let cancelled = after_failure(&at_start, failure(ErrorCode::Cancelled), true, false);
        assert_eq!(cancelled.state, OperationState::Cancelled);
        let failed = after_failure(&at_start, failure(ErrorCode::NotFound), false, true);
        assert_eq!(failed.state, OperationState::Failed);
    }
}
