//! Which operations have been abandoned, told without comparing clocks.
//!
//! A runner counts its lease from before the commit that took or renewed it, on its own clock. Whoever waits counts from
//! after it first read the row's version, on its own clock, and takes the operation over when that version stood still for
//! the whole lease. Each commit of the runner adds one to the version, so the watcher began to count later, and counts an
//! eighth further.

use std::{collections::HashMap, time::Duration};

use super::{record::OperationRecord, runner::RunnerOptions};
use crate::{clock::Timestamp, id::OperationId};

/// The operations at work anywhere, as one process has seen them.
#[derive(Debug)]
pub(super) struct Watch {
    options: RunnerOptions,
    /// The version of each, and when it was first seen.
    seen: HashMap<OperationId, (u64, Timestamp)>,
    /// When to look next.
    due: Timestamp,
}

impl Watch {
    pub(super) fn new(now: Timestamp, options: RunnerOptions) -> Self {
        Self { options, seen: HashMap::new(), due: now }
    }

    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        self.due <= now
    }

    /// How long to wait for the next look, unless something happens before.
    pub(super) fn pause(&self, now: Timestamp) -> Duration {
        if self.is_due(now) { self.options.poll } else { self.due.since(now) }
    }

    /// Looks again as soon as something happens.
    pub(super) fn look_again(&mut self) {
        self.due = Timestamp::EPOCH;
    }

    /// Those of `at_work`, which is all that was read before `now`, whose runner let go of them or stood still for its
    /// whole lease.
    pub(super) fn look<'a>(
        &mut self,
        at_work: &'a [OperationRecord],
        now: Timestamp,
    ) -> Vec<&'a OperationRecord> {
        self.due = now + self.options.poll;
        let (mut seen, mut abandoned) = (HashMap::with_capacity(at_work.len()), Vec::new());
        for operation in at_work {
            let first = self.seen.get(&operation.id).filter(|(version, _)| *version == operation.version);
            let since = first.map_or(now, |(_, since)| *since);
            seen.insert(operation.id, (operation.version, since));
            let lease = operation.lease_ms.map_or(self.options.lease, |ms| Duration::from_millis(ms.into()));
            let over = since + lease;
            if operation.owner.is_none() || over <= now {
                abandoned.push(operation);
            } else {
                self.due = self.due.min(over);
            }
        }
        self.seen = seen;
        abandoned
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::InstanceId, operation::OperationState};

    const SECOND: Duration = Duration::from_secs(1);

    fn at(seconds: u32) -> Timestamp {
        Timestamp::EPOCH + seconds * SECOND
    }

    fn watch() -> Watch {
        Watch::new(at(0), RunnerOptions { lease: 4 * SECOND, ..RunnerOptions::default() })
    }

    /// Held by somebody whose clock is far off.
    fn held(version: u64, lease_ms: Option<u32>) -> [OperationRecord; 1] {
        let operation = crate::operation::transition::tests::operation(OperationState::Running, 0);
        [OperationRecord {
            version,
            owner: Some(InstanceId::from(uuid::Uuid::from_u128(1))),
            lease_until: Some(at(0)),
            lease_ms,
            ..operation
        }]
    }

    #[test]
    fn what_stood_still_for_its_runners_whole_lease_is_abandoned() {
        let mut watch = watch();
        for (now, abandoned) in [(1, 0), (10, 0), (11, 1)] {
            assert_eq!(watch.look(&held(1, Some(10_000)), at(now)).len(), abandoned, "{now}");
        }
    }

    #[test]
    fn what_moves_is_counted_anew() {
        let mut watch = watch();
        for (now, version) in [(1, 1), (10, 2), (19, 3), (28, 3)] {
            assert!(watch.look(&held(version, Some(10_000)), at(now)).is_empty(), "{now}");
        }
        assert_eq!(watch.look(&held(3, Some(10_000)), at(29)).len(), 1);
    }

    #[test]
    fn what_was_let_go_is_abandoned_at_once_and_what_tells_no_lease_after_our_own() {
        let mut watch = watch();
        let let_go = held(1, None).map(|operation| OperationRecord { owner: None, ..operation });
        assert_eq!(watch.look(&let_go, at(0)).len(), 1);
        assert!(watch.look(&held(2, None), at(0)).is_empty());
        assert_eq!(watch.look(&held(2, None), at(4)).len(), 1);
    }

    #[test]
    fn the_next_look_comes_when_a_lease_is_over_and_at_the_latest_after_the_poll() {
        let mut watch = watch();
        assert!(watch.is_due(at(0)));
        watch.look(&held(1, Some(500)), at(0));
        assert_eq!(watch.pause(at(0)), SECOND / 2);
        watch.look(&held(1, Some(5_000)), at(1));
        assert_eq!((watch.pause(at(1)), watch.is_due(at(1))), (SECOND, false));
        watch.look_again();
        assert!(watch.is_due(at(1)));
        assert_eq!(watch.pause(at(1)), SECOND, "nobody looks without a pause");
    }
}
