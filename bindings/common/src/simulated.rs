//! What shall go wrong on a simulated host, by the names that every language has for it.

use vmbay::{
    Error, Result,
    hypervisor::simulated::{FaultKind, Incident},
    id::MachineId,
};

/// How a call goes wrong.
///
/// # Errors
/// `invalid_argument` with the names that there are.
pub fn fault_kind(name: &str) -> Result<FaultKind> {
    Ok(match name {
        "fail_before" => FaultKind::FailBefore,
        "fail_after" => FaultKind::FailAfter,
        "hang_before" => FaultKind::HangBefore,
        "hang_after" => FaultKind::HangAfter,
        _ => {
            let names = "is none of fail_before, fail_after, hang_before, hang_after";
            return Err(Error::invalid("fault", names));
        }
    })
}

/// What happens to a host, or to a machine on it; `count` is how many hints are lost.
///
/// # Errors
/// `invalid_argument` with the names that there are, or for a machine that is missing.
pub fn incident(name: &str, machine: Option<MachineId>, count: u64) -> Result<Incident> {
    let machine = || machine.ok_or_else(|| Error::invalid("machine", "is missing"));
    Ok(match name {
        "connection_lost" => Incident::ConnectionLost,
        "host_died" => Incident::HostDied,
        "host_returned" => Incident::HostReturned,
        "hints_lost" => Incident::HintsLost(count),
        "machine_crashed" => Incident::MachineCrashed(machine()?),
        "machine_stuck" => Incident::MachineStuck(machine()?),
        "machine_unstuck" => Incident::MachineUnstuck(machine()?),
        "guest_died" => Incident::GuestDied(machine()?),
        "guest_deaf" => Incident::GuestDeaf(machine()?),
        _ => {
            return Err(Error::invalid(
                "incident",
                "is none of connection_lost, host_died, host_returned, hints_lost, machine_crashed, machine_stuck, \
                 machine_unstuck, guest_died, guest_deaf",
            ));
        }
    })
}
