//! Schedules: what is to happen at certain times, once per tick however many processes there are.
//!
//! # Why a tick happens exactly once
//!
//! Every open library looks for schedules that are due. Whoever finds one moves it to its next tick by compare-and-set, in
//! the unit that also stores what the tick begins: of many processes one succeeds, and a crash leaves both or neither. The
//! next tick is counted from the tick before it, never from a clock, so clocks that differ shift when a tick is noticed,
//! not which ticks there are. Only what is later than a schedule's [grace](Schedule::grace_ms) counts as missed: keep that
//! above the difference of the clocks of your processes.

mod engine;
mod misfire;
mod record;
mod service;
#[cfg(test)]
mod tests;
mod timing;

pub(crate) use self::engine::Engine;
pub use self::{
    misfire::Misfire,
    record::{
        Begun, Schedule, ScheduleCreate, ScheduleQuery, ScheduleRun, ScheduleRunQuery, ScheduleState,
        ScheduleUpdate, Target,
    },
    service::Schedules,
    timing::Timing,
};
