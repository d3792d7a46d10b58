//! What the sagas of machines share.

use std::sync::Arc;

use serde_json::json;

use super::{
    observation::observed,
    record::{DesiredPower, Machine},
    spec::Parts,
};
use crate::{
    disk::{Volume, VolumeState},
    error::Result,
    fleet::{HostLinks, observation_events},
    hypervisor::PowerState,
    id::MachineId,
    operation::Run,
    storage::{Changes, Repository},
};

/// The machine a run works on, read once between two commits of the run.
pub(super) async fn machine(run: &Run) -> Result<Machine> {
    if let Some(parts) = run.recall::<Parts>() {
        return Ok(parts.machine.clone());
    }
    if let Some(machine) = run.recall::<Machine>() {
        return Ok((*machine).clone());
    }
    let read = Repository::<Machine>::get(&*run.ports().storage, run.target::<MachineId>()?).await?;
    run.remember(read.clone());
    Ok(read)
}

/// The machine with everything that belongs to it, read once between two commits of the run.
pub(super) async fn parts(run: &Run) -> Result<Arc<Parts>> {
    match run.recall() {
        Some(parts) => Ok(parts),
        None => Ok(run.remember(Parts::load(run.ports(), machine(run).await?).await?)),
    }
}

/// The machine as a look at the hypervisor finds it now: the observer's own function, committed with what the run changes.
pub(super) async fn observe(run: &Run, hosts: &HostLinks, machine: &Machine) -> Result<Machine> {
    let seen = hosts.get(machine.host_id)?.observe(run.ports(), machine.id).await?;
    Ok(observed(machine, &seen).unwrap_or_else(|| machine.clone()))
}

/// The update from `before` to `after`, with the events of what was observed.
pub(super) fn changes(run: &Run, before: &Machine, after: &Machine) -> Result<Changes> {
    observation_events(run.ports(), &run.cause(), before, after)?.update(after)
}

/// Releases the machine's lock, if this run still holds it.
pub(super) fn unlock(run: &Run, machine: &mut Machine) {
    if machine.lock_operation_id == Some(run.id()) {
        machine.lock_operation_id = None;
    }
}

/// What the API may be said to want of a machine that a verb failed on: that it stays as it is.
pub(super) fn settled_power(machine: &Machine) -> DesiredPower {
    match machine.power_state {
        PowerState::Running | PowerState::Starting | PowerState::Suspended => DesiredPower::Running,
        PowerState::Paused => DesiredPower::Paused,
        PowerState::Stopped | PowerState::Stopping | PowerState::Crashed => DesiredPower::Stopped,
        PowerState::Unknown => machine.desired_power,
    }
}

/// Deletes the files of the disks that go with the machine.
pub(super) async fn delete_disks(run: &Run, hosts: &HostLinks) -> Result<()> {
    let parts = parts(run).await?;
    let link = hosts.get(parts.machine.host_id)?;
    for disk in parts.disks.iter().filter(|disk| disk.delete_with_machine) {
        link.hypervisor.delete_volume(&parts.reference(disk)?).await?;
    }
    Ok(())
}

/// The rows of a machine whose files are gone: its own disks and cards are removed, lent disks are given back.
pub(super) fn let_go(run: &Run, parts: &Parts) -> Result<Changes> {
    let mut changes = Changes::new();
    for disk in &parts.disks {
        changes = if disk.delete_with_machine {
            let payload = json!({ "name": disk.name, "machine_id": parts.machine.id });
            changes.delete(disk).emit(&run.event("volume.deleted", disk, payload))?
        } else {
            changes.update(&Volume {
                state: VolumeState::Ready,
                machine_id: None,
                position: None,
                ..disk.clone()
            })?
        };
    }
    Ok(parts.nics.iter().fold(changes, Changes::delete))
}

/// `done` of `all`, as a fraction.
#[expect(clippy::cast_precision_loss, reason = "a count of disks")]
pub(super) fn share(done: usize, all: usize) -> f64 {
    done as f64 / all.max(1) as f64
}
