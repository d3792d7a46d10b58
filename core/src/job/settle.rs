//! What the end of an attempt makes of a job.

use std::time::Duration;

use super::{
    kind::{Ended, JobKind},
    record::{JobRecord, JobState},
};
use crate::{
    clock::Timestamp,
    error::Result,
    event::{Cause, Event},
    ports::Ports,
    storage::Changes,
};

/// How much of an error is kept.
const ERROR_BYTES: usize = 4000;

/// Adds to `changes` what becomes of `record` now that an attempt `ended`, and says when it is due again, if it is.
pub(super) fn settle(
    changes: Changes,
    ports: &Ports,
    kind: &JobKind,
    record: &JobRecord,
    ended: &Ended,
) -> Result<(Changes, Option<Timestamp>)> {
    let told = |topic, record: &JobRecord| {
        let cause = Cause { actor: record.actor.clone(), ..Cause::default() };
        let payload = serde_json::json!({"kind": record.kind, "attempts": record.attempts});
        Event::new(ports, &cause, topic, record, payload)
    };
    let problem = match ended {
        Ended::Done => {
            let gone = changes.delete(record);
            let gone = if kind.announces { gone.emit(&told("job.succeeded", record))? } else { gone };
            return Ok((gone, None));
        }
        Ended::Failed(_) if record.cancel_requested => return Ok((changes.delete(record), None)),
        Ended::WornOut => None,
        Ended::Failed(problem) | Ended::Hopeless(problem) => Some(kept(problem)),
    };
    let mut next = record.clone();
    next.attempts += u32::from(problem.is_some());
    next.last_error = problem.or(next.last_error);
    let wait = match ended {
        Ended::Failed(_) => kind.retry.delay_after(next.attempts),
        _ => None,
    };
    let now = ports.now();
    if let Some(wait) = wait {
        let due = now + jittered(wait, ports.ids.random());
        next.requeue(now, Some(due));
        return Ok((changes.update(&next)?, Some(due)));
    }
    next.state = JobState::Dead;
    next.owner = None;
    // Others may come after it under its key.
    next.dedupe_key = None;
    Ok((changes.update(&next)?.emit(&told("job.dead", &next))?, None))
}

/// A half to the whole of `wait`.
fn jittered(wait: Duration, random: u64) -> Duration {
    let share = f64::from((random >> 32) as u32) / f64::from(u32::MAX);
    wait / 2 + (wait / 2).mul_f64(share)
}

/// An error's text as every database can hold it.
fn kept(problem: &str) -> String {
    let end = problem.floor_char_boundary(ERROR_BYTES);
    problem[..end].replace('\0', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_cuts_a_wait_by_up_to_a_half() {
        let wait = Duration::from_secs(10);
        assert_eq!(jittered(wait, 0), wait / 2);
        assert_eq!(jittered(wait, u64::MAX), wait);
    }

    #[test]
    fn an_error_is_kept_without_what_no_database_holds() {
        assert_eq!(kept("a\0b"), "a b");
        assert!(kept(&"é".repeat(ERROR_BYTES)).len() <= ERROR_BYTES);
    }
}
