//! What a look at the hypervisor means for a machine: the observer's one pure function.
//!
//! Several processes may look at one host, and looks may be slow. What orders them is the version of the machine: it is
//! read before the look begins, and what was seen is stored only while it stands. So no look undoes one that began later
//! and was stored, whoever made it, and none waits for a process that is gone.

use super::record::{GuestPhase, Machine};
use crate::{
    clock::Timestamp,
    hypervisor::{MachineStatus, PowerReason, PowerState},
};

/// A look at a machine that was read before: what it found, and who looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Observation {
    /// What was found; none when the hypervisor does not know the machine.
    pub(crate) status: Option<MachineStatus>,
    /// Of the process that looked.
    pub(crate) epoch: u64,
    /// The place among the looks of that process.
    pub(crate) sequence: u64,
    pub(crate) at: Timestamp,
}

/// `machine`, which was read before the look, as `seen`; none when that changes nothing.
///
/// A machine the hypervisor does not know is off. A failed look never comes here: it leaves no observation, and
/// [`lost`] is what says so.
pub(crate) fn observed(machine: &Machine, seen: &Observation) -> Option<Machine> {
    let (power, reason, saved, agent) = match &seen.status {
        Some(status) => (status.power, status.reason, status.has_saved_state, status.agent_connected),
        None => (PowerState::Stopped, PowerReason::Unknown, false, Some(false)),
    };
    let guest = match (power, agent) {
        (PowerState::Running, Some(true)) => GuestPhase::Ready,
        (PowerState::Running, Some(false)) => GuestPhase::Configuring,
        (PowerState::Running | PowerState::Paused, _) => machine.guest_phase,
        _ => GuestPhase::None,
    };
    stamped(machine, seen, |next| {
        next.power_state = power;
        next.power_reason = reason;
        next.has_saved_state = saved;
        next.guest_phase = guest;
    })
}

/// `machine` on a host that does not answer: its power is unknown, never stopped.
pub(crate) fn lost(machine: &Machine, seen: &Observation) -> Option<Machine> {
    stamped(machine, seen, |next| {
        next.power_state = PowerState::Unknown;
        next.power_reason = PowerReason::Unknown;
    })
}

fn stamped(machine: &Machine, seen: &Observation, edit: impl FnOnce(&mut Machine)) -> Option<Machine> {
    let mut next = machine.clone();
    edit(&mut next);
    if next == *machine {
        return None;
    }
    next.power_observed_at = Some(seen.at);
    next.power_epoch = seen.epoch;
    next.power_sequence = seen.sequence;
    Some(next)
}
