//! Looking at machines: power, ownership, saved state, agent.

use std::collections::HashSet;

use uuid::Uuid;
use virt::connect::Connect;
use virt::domain::Domain;
use virt::error::{Error as VirtError, ErrorNumber};
use virt_sys as sys;
use vmbay::hypervisor::{MachineStats, MachineStatus, PowerReason, PowerState};
use vmbay::id::{InstallationId, MachineId};
use vmbay::{Error, Result};

use crate::connection::Known;
use crate::{error, ffi, locked, xml};

/// A machine of ours, looked up anew: a handle may outlive what it named.
pub(crate) fn find(connect: &Connect, known: &Known, id: MachineId) -> Result<Domain> {
    match find_any(connect, id)? {
        Some(domain) if owner(&domain, known, id)?.is_some() => Ok(domain),
        _ => Err(Error::not_found("machine", id)),
    }
}

/// The domain with this UUID, ours or not.
pub(crate) fn find_any(connect: &Connect, id: MachineId) -> Result<Option<Domain>> {
    match connect.lookup_domain_by_uuid(id.into()) {
        Ok(domain) => Ok(Some(domain)),
        Err(error) if error::number(&error) == Some(ErrorNumber::NoDomain) => Ok(None),
        Err(error) => Err(error::machine("find the machine", id)(error)),
    }
}

/// Whose machine a domain is; none when it is not ours to touch.
pub(crate) fn owner(domain: &Domain, known: &Known, id: MachineId) -> Result<Option<InstallationId>> {
    let uuid = Uuid::from(id);
    if let Some(owner) = locked(&known.owners).get(&uuid) {
        return Ok(*owner);
    }
    let kind = i32::try_from(sys::VIR_DOMAIN_METADATA_ELEMENT).unwrap_or(i32::MAX);
    let owner = match domain.metadata(kind, Some(xml::METADATA_URI), 0) {
        Ok(metadata) => xml::owner(&metadata, id),
        Err(error) if error::number(&error) == Some(ErrorNumber::NoDomainMetadata) => None,
        Err(error) => return Err(error::machine("read the machine's metadata", id)(error)),
    };
    locked(&known.owners).insert(uuid, owner);
    Ok(owner)
}

/// The power of a machine and why.
pub(crate) fn power(domain: &Domain, id: MachineId) -> Result<(PowerState, PowerReason)> {
    ffi::state(domain)
        .map(|(state, reason)| translate(state, reason))
        .map_err(error::machine("look at the machine", id))
}

/// Everything about one machine.
pub(crate) fn inspect(
    connect: &Connect,
    known: &Known,
    id: MachineId,
    has_agents: bool,
) -> Result<Option<MachineStatus>> {
    let Some(domain) = find_any(connect, id)? else { return Ok(None) };
    let look = || -> Result<Option<MachineStatus>> {
        let Some(owner) = owner(&domain, known, id)? else { return Ok(None) };
        let (power, reason) = power(&domain, id)?;
        let has_saved_state =
            domain.has_managed_save(0).map_err(error::machine("look for a saved state", id))?;
        let agent_connected = has_agents.then(|| agent(&domain, known, id, power)).transpose()?;
        Ok(Some(MachineStatus { id, owner, power, reason, has_saved_state, agent_connected }))
    };
    match look() {
        // It was undefined while we looked.
        Err(Error::NotFound { .. }) => Ok(None),
        outcome => outcome,
    }
}

/// Everything about all machines of ours: one call for their power and one for their saved states; ownership and agents
/// are asked for once and then known.
pub(crate) fn list(connect: &Connect, known: &Known, has_agents: bool) -> Result<Vec<MachineStatus>> {
    let what = "look at all machines";
    let mut seen = Vec::new();
    ffi::for_each_stats(connect, sys::VIR_DOMAIN_STATS_STATE, 0, |record| {
        let state = record.get("state.state").unwrap_or_default();
        seen.push((record.domain, translate(state, record.get("state.reason").unwrap_or_default())));
    })
    .map_err(error::hypervisor(what))?;
    let saved =
        if seen.iter().any(|(_, (power, _))| !is_on(*power)) { saved(connect)? } else { HashSet::new() };
    let mut statuses = Vec::with_capacity(seen.len());
    for (uuid, (power, reason)) in seen {
        let id = MachineId::from(uuid);
        let Some((owner, agent_connected)) = details(connect, known, id, power, has_agents)? else {
            continue;
        };
        let has_saved_state = saved.contains(&uuid);
        statuses.push(MachineStatus { id, owner, power, reason, has_saved_state, agent_connected });
    }
    Ok(statuses)
}

/// Owner and agent of a machine, from what is known or by asking; none for a machine that is not ours or has gone.
fn details(
    connect: &Connect,
    known: &Known,
    id: MachineId,
    power: PowerState,
    has_agents: bool,
) -> Result<Option<(InstallationId, Option<bool>)>> {
    let uuid = Uuid::from(id);
    let owner_known = locked(&known.owners).get(&uuid).copied();
    let agent_known = match (has_agents, is_on(power)) {
        (false, _) => Some(None),
        (true, false) => Some(Some(false)),
        (true, true) => locked(&known.agents).get(&uuid).map(|connected| Some(*connected)),
    };
    match (owner_known, agent_known) {
        (Some(None), _) => Ok(None),
        (Some(Some(owner)), Some(agent)) => Ok(Some((owner, agent))),
        _ => {
            let Some(domain) = find_any(connect, id)? else { return Ok(None) };
            let asked = || -> Result<Option<(InstallationId, Option<bool>)>> {
                let Some(owner) = owner(&domain, known, id)? else { return Ok(None) };
                let agent = match agent_known {
                    Some(agent) => agent,
                    None => Some(self::agent(&domain, known, id, power)?),
                };
                Ok(Some((owner, agent)))
            };
            match asked() {
                Err(Error::NotFound { .. }) => Ok(None),
                outcome => outcome,
            }
        }
    }
}

/// Whether the guest agent is connected: told by events, and read from the definition once for a machine that was up
/// before we were.
fn agent(domain: &Domain, known: &Known, id: MachineId, power: PowerState) -> Result<bool> {
    if !is_on(power) {
        return Ok(false);
    }
    if let Some(connected) = locked(&known.agents).get(&Uuid::from(id)) {
        return Ok(*connected);
    }
    let definition = domain.xml_desc(0).map_err(error::machine("read the machine's definition", id))?;
    let connected = xml::agent_connected(&definition)?;
    // An event that came meanwhile is newer than what was read.
    Ok(*locked(&known.agents).entry(id.into()).or_insert(connected))
}

fn saved(connect: &Connect) -> Result<HashSet<Uuid>> {
    let what = error::hypervisor("look for saved states");
    let domains = connect.list_all_domains(sys::VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE).map_err(&what)?;
    domains.iter().map(Domain::uuid).collect::<Result<_, VirtError>>().map_err(what)
}

/// What all running machines of ours use. A domain that is busy is left out rather than waited for.
pub(crate) fn stats(connect: &Connect, known: &Known) -> Result<Vec<MachineStats>> {
    let groups = sys::VIR_DOMAIN_STATS_STATE
        | sys::VIR_DOMAIN_STATS_CPU_TOTAL
        | sys::VIR_DOMAIN_STATS_BALLOON
        | sys::VIR_DOMAIN_STATS_VCPU
        | sys::VIR_DOMAIN_STATS_INTERFACE
        | sys::VIR_DOMAIN_STATS_BLOCK;
    let flags = sys::VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE | sys::VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;
    let mut all = Vec::new();
    ffi::for_each_stats(connect, groups, flags, |record| {
        all.push(MachineStats {
            id: record.domain.into(),
            cpu_time_ns: record.get("cpu.time"),
            vcpus: record.get("vcpu.current").and_then(|count| count.try_into().ok()),
            memory_mib: record.get("balloon.current").map(|kib| kib / 1024),
            disk_read_bytes: record.sum("block.", ".rd.bytes"),
            disk_write_bytes: record.sum("block.", ".wr.bytes"),
            net_rx_bytes: record.sum("net.", ".rx.bytes"),
            net_tx_bytes: record.sum("net.", ".tx.bytes"),
        });
    })
    .map_err(error::hypervisor("read statistics"))?;
    let mut ours = Vec::with_capacity(all.len());
    for stats in all {
        if details(connect, known, stats.id, PowerState::Stopped, false)?.is_some() {
            ours.push(stats);
        }
    }
    Ok(ours)
}

/// Whether the machine has a process.
pub(crate) fn is_on(power: PowerState) -> bool {
    !matches!(power, PowerState::Stopped | PowerState::Crashed | PowerState::Unknown)
}

/// libvirt's state and reason in our words.
fn translate(state: u64, reason: u64) -> (PowerState, PowerReason) {
    let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let reason = narrow(reason);
    match narrow(state) {
        sys::VIR_DOMAIN_RUNNING | sys::VIR_DOMAIN_BLOCKED => (PowerState::Running, running(reason)),
        sys::VIR_DOMAIN_PAUSED => paused(reason),
        sys::VIR_DOMAIN_SHUTDOWN => (PowerState::Stopping, PowerReason::Unknown),
        sys::VIR_DOMAIN_SHUTOFF => shut_off(reason),
        sys::VIR_DOMAIN_CRASHED => (PowerState::Crashed, PowerReason::Crashed),
        sys::VIR_DOMAIN_PMSUSPENDED => (PowerState::Suspended, PowerReason::Unknown),
        _ => (PowerState::Unknown, PowerReason::Unknown),
    }
}

fn running(reason: u32) -> PowerReason {
    match reason {
        sys::VIR_DOMAIN_RUNNING_BOOTED => PowerReason::Booted,
        sys::VIR_DOMAIN_RUNNING_RESTORED | sys::VIR_DOMAIN_RUNNING_FROM_SNAPSHOT => PowerReason::Restored,
        sys::VIR_DOMAIN_RUNNING_UNPAUSED => PowerReason::Unpaused,
        _ => PowerReason::Unknown,
    }
}

fn paused(reason: u32) -> (PowerState, PowerReason) {
    match reason {
        sys::VIR_DOMAIN_PAUSED_STARTING_UP => (PowerState::Starting, PowerReason::Unknown),
        sys::VIR_DOMAIN_PAUSED_SHUTTING_DOWN => (PowerState::Stopping, PowerReason::Unknown),
        sys::VIR_DOMAIN_PAUSED_USER => (PowerState::Paused, PowerReason::User),
        sys::VIR_DOMAIN_PAUSED_IOERROR => (PowerState::Paused, PowerReason::IoError),
        sys::VIR_DOMAIN_PAUSED_CRASHED => (PowerState::Paused, PowerReason::Crashed),
        sys::VIR_DOMAIN_PAUSED_SAVE | sys::VIR_DOMAIN_PAUSED_DUMP | sys::VIR_DOMAIN_PAUSED_SNAPSHOT => {
            (PowerState::Paused, PowerReason::Busy)
        }
        sys::VIR_DOMAIN_PAUSED_FROM_SNAPSHOT => (PowerState::Paused, PowerReason::Restored),
        _ => (PowerState::Paused, PowerReason::Unknown),
    }
}

fn shut_off(reason: u32) -> (PowerState, PowerReason) {
    match reason {
        sys::VIR_DOMAIN_SHUTOFF_CRASHED => (PowerState::Crashed, PowerReason::Crashed),
        sys::VIR_DOMAIN_SHUTOFF_SHUTDOWN => (PowerState::Stopped, PowerReason::Shutdown),
        sys::VIR_DOMAIN_SHUTOFF_DESTROYED => (PowerState::Stopped, PowerReason::Destroyed),
        sys::VIR_DOMAIN_SHUTOFF_SAVED => (PowerState::Stopped, PowerReason::Saved),
        sys::VIR_DOMAIN_SHUTOFF_FAILED => (PowerState::Stopped, PowerReason::Failed),
        _ => (PowerState::Stopped, PowerReason::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_nobody_knows_is_unknown_and_never_stopped() {
        assert_eq!(translate(0, 0).0, PowerState::Unknown);
        assert_eq!(translate(99, 0).0, PowerState::Unknown);
        assert_eq!(translate(u64::MAX, u64::MAX).0, PowerState::Unknown);
    }

    #[test]
    fn a_machine_whose_process_died_is_crashed() {
        let (shut_off, crashed) = (sys::VIR_DOMAIN_SHUTOFF.into(), sys::VIR_DOMAIN_SHUTOFF_CRASHED.into());
        assert_eq!(translate(shut_off, crashed), (PowerState::Crashed, PowerReason::Crashed));
    }

    #[test]
    fn every_reason_that_libvirt_knows_has_a_power_state() {
        for state in 1..=7 {
            for reason in 0..=20 {
                assert_ne!(translate(state, reason).0, PowerState::Unknown, "{state} {reason}");
            }
        }
    }
}
