//! Durable work: sagas that survive a crash at any point.
//!
//! An operation is a row, written in the same transaction as the intent it serves. A [`Runner`] takes it up under a lease
//! and drives it through the [`Step`]s of its [`Saga`]; each step ends with one commit of the journal and the step's rows,
//! conditional on the version this runner knows. After a crash another runner takes over when the lease is over, looks
//! at what the step at work had done, and goes on. No clock is compared with another's: see `watch`.
//!
//! - `record`: the row; `transition`: what comes next, as pure functions;
//! - `saga`: what a kind of operation is; `run`: what a step sees;
//! - `runner`: taking up and letting go; `watch`: whose runner went silent; `drive`: one operation from step to step;
//! - `handle`: what a caller holds; `service`: the list of them;
//! - `lease`: named leases, for whoever needs a leader.

mod drive;
mod handle;
mod lease;
mod record;
mod run;
mod runner;
mod saga;
mod service;
mod transition;
mod watch;

pub(crate) use self::runner::NewOperation;
pub use self::{
    handle::Operation,
    lease::{Lease, LeaseRecord, Leases},
    record::{OperationRecord, OperationState, Progress},
    run::Run,
    runner::{Runner, RunnerOptions},
    saga::{Observed, Retry, Saga, Step, Task},
    service::{OperationBegin, OperationQuery, Operations},
};
