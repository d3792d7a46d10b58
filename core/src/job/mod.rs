//! Background jobs of the application's own, by the tens of thousands a second.
//!
//! A job is a lean row of a table of its own, since one of an [operation](crate::operation) is far too wide for that many:
//! it has no steps, no output and no history, and is gone when it succeeded. It is stored [with the caller's own
//! change](crate::storage::Changes::enqueue_job) or not at all, done at least once, and acknowledged in the unit that takes
//! the next ones. What failed as often as its [kind](JobKind) allows is a dead letter, kept until somebody replays or purges it.
//!
//! # At least once
//!
//! A job that was stored ends: it is done, cancelled, or a dead letter. It may be done more than once, when a process dies or
//! is cut off from its database after it began one; so handlers are idempotent. Of several workers that believe to hold
//! a job only one can acknowledge it, since each claim raises its version.
//!
//! # Clocks
//!
//! That a worker died is told without comparing clocks (`presence`). A delay and a wait before the next attempt are compared with
//! the local clock: where clocks differ, it comes sooner or later by as much. A job without a delay compares no
//! clocks; only its place in the line is off.
//!
//! - `record`: the rows; `kind`: what the application teaches; `run`: what a handler sees;
//! - `worker`: taking, doing and acknowledging; `room`: how many at once, and who need not wait in the line; `settle`:
//!   what an attempt's end makes of a job;
//! - `limit`: limits over all processes; `presence`: who lives, and who does not;
//! - `backlog`: what waits, and whether anybody is there to do it; `service`: the list of them.

mod backlog;
mod kind;
mod limit;
mod presence;
mod record;
mod room;
mod run;
mod service;
mod settle;
mod worker;

pub(crate) use self::{backlog::unattended, worker::Worker};
pub use self::{
    kind::JobKind,
    record::{JobLimitRecord, JobProgress, JobRecord, JobState, JobWorkerRecord, NewJob},
    run::JobRun,
    service::{JobQuery, JobStats, Jobs},
    worker::JobOptions,
};
