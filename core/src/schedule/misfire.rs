//! What becomes of ticks that were missed: a pure function of the timing, the policy and the time.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::timing::Plan;
use crate::clock::Timestamp;

/// The most missed ticks that are caught up with.
pub(super) const MOST: u32 = 100;

/// What becomes of ticks that are later than the schedule's grace, as when no process was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misfire {
    /// They are left out.
    Skip,
    /// The last of them happens, unless a tick that is not late does.
    #[default]
    RunOnce,
    /// The last ones of them happen.
    CatchUp {
        /// How many: 1 to 100.
        runs: u32,
    },
}

/// What a look finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// The tick that happens now.
    pub(super) fire: Option<Timestamp>,
    /// Whether ticks before it are left out.
    pub(super) missed: bool,
    /// The tick to wait for after that.
    pub(super) next: Option<Timestamp>,
}

/// What a look at `now` makes of a schedule that waits for `tick`, which has come.
pub(super) fn due(plan: &Plan, misfire: Misfire, grace: Duration, tick: Timestamp, now: Timestamp) -> Due {
    let before = tick - Duration::from_micros(1);
    let late = now - grace;
    let on_time = plan.next(before.max(late)).filter(|tick| *tick <= now);
    let wanted = match misfire {
        Misfire::Skip => 0,
        Misfire::RunOnce => u32::from(on_time.is_none()),
        Misfire::CatchUp { runs } => runs,
    };
    let fire = plan.last(wanted as usize, before, late).or(on_time);
    let missed = tick <= late && fire != Some(tick);
    Due { fire, missed, next: plan.next(fire.unwrap_or(now)) }
}
