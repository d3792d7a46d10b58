//! Machines and their guests.
//!
//! A machine's state is five axes, each with one writer (see [`Machine`]); [`DisplayStatus`] folds them into one word.
//!
//! - `record`: the row; `transition`: which verb is allowed when; `observation`: what a look at the hypervisor means;
//! - `create`, `power`, `delete`: the sagas; `step`: what they share; `spec`: from rows to what a hypervisor defines;
//! - `service`: what callers use; `many`: the same verb on many machines; `guest`: inside a machine; `probe`: readiness as an
//!   application means it.

mod create;
mod delete;
mod guest;
mod many;
mod observation;
mod power;
mod probe;
mod record;
mod service;
mod spec;
mod step;
mod transition;

pub(crate) use self::{
    create::Provision,
    delete::Delete,
    observation::{Observation, lost, observed},
    power::Power,
    probe::Probes,
    spec::Parts,
};
pub use self::{
    create::{DiskCreate, MachineCreate, NicCreate},
    delete::DeleteOptions,
    guest::Guest,
    many::{ManyOptions, ManyResult},
    power::StopOptions,
    probe::{Probe, ReadyOptions},
    record::{DesiredPower, GuestPhase, Machine, MachineHardware, MachinePhase},
    service::{MachineQuery, MachineReconfigure, MachineUpdate, Machines},
    transition::{DisplayStatus, Verb},
};
