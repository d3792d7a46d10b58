//! The verbs on one machine, as libvirt does them. Each runs on the machine's own lane.

use virt::connect::Connect;
use virt::domain::Domain;
use virt::error::{Error as VirtError, ErrorNumber};
use virt_sys as sys;
use vmbay::hypervisor::PowerState;
use vmbay::id::MachineId;
use vmbay::{Error, Resource, Result};

use crate::connection::Known;
use crate::error;
use crate::status::{find, find_any, is_on, owner, power};

/// Replaces the definition, unless the UUID belongs to a machine that is not ours.
pub(crate) fn define(connect: &Connect, known: &Known, id: MachineId, xml: &str) -> Result<()> {
    if let Some(domain) = find_any(connect, id)?
        && owner(&domain, known, id)?.is_none()
    {
        return Err(Error::AlreadyExists { resource: Resource::new("machine", id), field: "id".into() });
    }
    connect.define_domain_xml(xml).map_err(error::machine("define the machine", id))?;
    // Whoever owned it before, the definition says it anew.
    crate::locked(&known.owners).remove(&id.into());
    Ok(())
}

pub(crate) fn undefine(connect: &Connect, known: &Known, id: MachineId, flags: u32) -> Result<()> {
    let domain = match find(connect, known, id) {
        Err(Error::NotFound { .. }) => return Ok(()),
        found => found?,
    };
    let (state, _) = power(&domain, id)?;
    if is_on(state) {
        return Err(illegal(id, state, "undefine"));
    }
    match domain.undefine_flags(flags) {
        Err(error) if error::number(&error) != Some(ErrorNumber::NoDomain) => {
            Err(error::machine("undefine the machine", id)(error))
        }
        _ => Ok(()),
    }
}

pub(crate) fn start(connect: &Connect, known: &Known, id: MachineId) -> Result<()> {
    let domain = find(connect, known, id)?;
    match power(&domain, id)?.0 {
        PowerState::Running | PowerState::Starting => return Ok(()),
        PowerState::Stopped | PowerState::Crashed => {}
        state => return Err(illegal(id, state, "start")),
    }
    let was_saved = domain.has_managed_save(0).map_err(error::machine("look for a saved state", id))?;
    settle(&domain, id, PowerState::Running, create(&domain, known, id), "start the machine")?;
    // A machine that was paused when it was saved comes back paused, and start means running.
    if was_saved && power(&domain, id)?.0 == PowerState::Paused {
        settle(&domain, id, PowerState::Running, domain.resume(), "start the machine")?;
    }
    Ok(())
}

pub(crate) fn restore(connect: &Connect, known: &Known, id: MachineId) -> Result<()> {
    let domain = find(connect, known, id)?;
    let (state, _) = power(&domain, id)?;
    if state == PowerState::Running {
        return Ok(());
    }
    let saved = domain.has_managed_save(0).map_err(error::machine("look for a saved state", id))?;
    if is_on(state) || !saved {
        return Err(illegal(id, state, "restore"));
    }
    create(&domain, known, id).map_err(error::machine("restore the machine", id))
}

fn create(domain: &Domain, known: &Known, id: MachineId) -> Result<(), VirtError> {
    known.begins_without_agent(id.into());
    // Perhaps somebody else has turned it on, long enough ago for its agent to be there.
    domain.create().inspect_err(|_| known.forget_agent(id.into()))
}

pub(crate) fn shutdown(connect: &Connect, known: &Known, id: MachineId, flags: u32) -> Result<()> {
    let domain = find(connect, known, id)?;
    if !is_on(power(&domain, id)?.0) {
        return Ok(());
    }
    settle(&domain, id, PowerState::Stopped, domain.shutdown_flags(flags), "shut the machine down")
}

pub(crate) fn force_stop(connect: &Connect, known: &Known, id: MachineId) -> Result<()> {
    let domain = find(connect, known, id)?;
    if !is_on(power(&domain, id)?.0) {
        return Ok(());
    }
    settle(&domain, id, PowerState::Stopped, domain.destroy(), "stop the machine")
}

pub(crate) fn reboot(connect: &Connect, known: &Known, id: MachineId, flags: u32) -> Result<()> {
    let domain = running(connect, known, id, "reboot")?;
    domain.reboot(flags).map_err(error::machine("reboot the machine", id))
}

pub(crate) fn reset(connect: &Connect, known: &Known, id: MachineId) -> Result<()> {
    let domain = running(connect, known, id, "reset")?;
    domain.reset().map_err(error::machine("reset the machine", id))
}

pub(crate) fn pause(connect: &Connect, known: &Known, id: MachineId) -> Result<()> {
    let domain = find(connect, known, id)?;
    match power(&domain, id)?.0 {
        PowerState::Paused => Ok(()),
        PowerState::Running => settle(&domain, id, PowerState::Paused, domain.suspend(), "pause the machine"),
        state => Err(illegal(id, state, "pause")),
    }
}

pub(crate) fn resume(connect: &Connect, known: &Known, id: MachineId) -> Result<()> {
    let domain = find(connect, known, id)?;
    match power(&domain, id)?.0 {
        PowerState::Running => Ok(()),
        PowerState::Paused => settle(&domain, id, PowerState::Running, domain.resume(), "resume the machine"),
        state => Err(illegal(id, state, "resume")),
    }
}

pub(crate) fn save(connect: &Connect, known: &Known, id: MachineId) -> Result<()> {
    let domain = find(connect, known, id)?;
    let (state, _) = power(&domain, id)?;
    if !is_on(state) {
        let saved = domain.has_managed_save(0).map_err(error::machine("look for a saved state", id))?;
        return if saved { Ok(()) } else { Err(illegal(id, state, "save")) };
    }
    domain.managed_save(0).map_err(error::machine("save the machine", id))
}

fn running(connect: &Connect, known: &Known, id: MachineId, verb: &'static str) -> Result<Domain> {
    let domain = find(connect, known, id)?;
    match power(&domain, id)?.0 {
        PowerState::Running => Ok(domain),
        state => Err(illegal(id, state, verb)),
    }
}

/// A verb that failed because the machine reached the wanted state by itself has succeeded.
fn settle(
    domain: &Domain,
    id: MachineId,
    wanted: PowerState,
    outcome: Result<(), VirtError>,
    what: &'static str,
) -> Result<()> {
    let Err(error) = outcome else { return Ok(()) };
    let invalid = error::number(&error) == Some(ErrorNumber::OperationInvalid);
    let error = error::machine(what, id)(error);
    if invalid && power(domain, id).is_ok_and(|(state, _)| state == wanted) { Ok(()) } else { Err(error) }
}

fn illegal(id: MachineId, from: PowerState, verb: &'static str) -> Error {
    Error::IllegalTransition {
        resource: Resource::new("machine", id),
        from: from.as_str().into(),
        verb: verb.into(),
    }
}

/// What undefine takes with it: all that libvirt keeps of a machine besides its disks.
pub(crate) const UNDEFINE_ALL: u32 = sys::VIR_DOMAIN_UNDEFINE_MANAGED_SAVE
    | sys::VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA
    | sys::VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA
    | sys::VIR_DOMAIN_UNDEFINE_NVRAM;
/// The same for the test driver, which knows no checkpoints and no NVRAM.
pub(crate) const UNDEFINE_PRETENDED: u32 =
    sys::VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | sys::VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA;
