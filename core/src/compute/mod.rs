//! Machines and their guests.

mod observation;
mod record;

pub(crate) use observation::{Observation, lost, observed};
pub use record::{DesiredPower, GuestPhase, Machine, MachineHardware, MachinePhase};
