//! Machines and their guests.

mod record;

pub use record::{DesiredPower, GuestPhase, Machine, MachineHardware, MachinePhase};
