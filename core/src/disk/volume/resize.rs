//! Growing a volume.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    record::Volume,
    service::RESIZE,
    step::{place, volume},
};
use crate::{
    compute::{Machine, MachinePhase},
    disk::place::Place,
    error::{Error, Failure, Resource, Result},
    fleet::HostLinks,
    hypervisor::PowerState,
    id::OperationId,
    operation::{Run, Saga, Step},
    storage::{Changes, Repository},
};

/// Grows a volume; its machine, if it is a disk of one, is held meanwhile, so that it stays off.
#[derive(Clone, Debug)]
pub(crate) struct ResizeVolume {
    pub(crate) hosts: HostLinks,
}

/// What a resize was asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Resize {
    pub(super) size_bytes: u64,
}

/// `machine` as `operation` holds it while one of its disks grows.
///
/// # Errors
/// `locked`; `illegal_transition` unless it is off.
pub(super) fn hold(machine: Machine, operation: OperationId) -> Result<Machine> {
    let resource = Resource::new("machine", machine.id);
    if let Some(operation) = machine.lock_operation_id {
        return Err(Error::Locked { resource, operation });
    }
    let refuse = |from: &'static str| Error::IllegalTransition {
        resource: Resource::new("machine", machine.id),
        from: from.into(),
        verb: "resize a disk".into(),
    };
    if machine.phase != MachinePhase::Ready {
        return Err(refuse(machine.phase.as_str()));
    }
    if !matches!(machine.power_state, PowerState::Stopped | PowerState::Crashed) {
        return Err(refuse(machine.power_state.as_str()));
    }
    // Its saved memory knows the disk by its old size.
    if machine.has_saved_state {
        return Err(refuse("saved"));
    }
    Ok(Machine { lock_operation_id: Some(operation), ..machine })
}

#[async_trait]
impl Saga for ResizeVolume {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Grow];
    const COMPENSATES: bool = false;

    fn kind(&self) -> &str {
        RESIZE
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let before = volume(run).await?;
        let size_bytes = run.input::<Resize>()?.size_bytes;
        let payload = json!({ "name": before.name, "from": before.size_bytes, "to": size_bytes });
        let event = run.event("volume.resized", &before, payload);
        release(run, Volume { size_bytes, ..before }).await?.emit(&event)
    }

    async fn fail(&self, run: &Run, failure: &Failure, _undone: bool) -> Result<Changes> {
        let before = volume(run).await?;
        // What grew cannot shrink again, so the row tells what is there, as far as that can be seen.
        let there = match place(run, &self.hosts).await {
            Ok(place) => size_on_host(&place).await.ok().flatten(),
            Err(_) => None,
        };
        let size_bytes = there.unwrap_or(0).max(before.size_bytes);
        let payload = json!({ "name": before.name, "size_bytes": size_bytes, "failure": failure });
        let event = run.event("volume.resize_failed", &before, payload);
        release(run, Volume { size_bytes, ..before }).await?.emit(&event)
    }
}

struct Grow;

#[async_trait]
impl Step<ResizeVolume> for Grow {
    fn name(&self) -> &'static str {
        "grow"
    }

    async fn perform(&self, saga: &ResizeVolume, run: &Run) -> Result<()> {
        let place = place(run, &saga.hosts).await?;
        let Resize { size_bytes } = run.input()?;
        match place.hypervisor.resize_volume(&place.volume, size_bytes).await {
            // A failure that came after the effect is none.
            Err(error) if size_on_host(&place).await? != Some(size_bytes) => Err(error),
            _ => Ok(()),
        }
    }
}

async fn size_on_host(place: &Place) -> Result<Option<u64>> {
    let found = place.hypervisor.list_volumes(&place.volume.pool).await?;
    Ok(found.into_iter().find(|status| status.volume == place.volume).map(|status| status.size_bytes))
}

/// Lets go of the volume and of its machine.
async fn release(run: &Run, volume: Volume) -> Result<Changes> {
    let mut changes = Changes::new().update(&Volume { lock_operation_id: None, ..volume.clone() })?;
    if let Some(id) = volume.machine_id {
        let machine = Repository::<Machine>::get(&*run.ports().storage, id).await?;
        if machine.lock_operation_id == Some(run.id()) {
            changes = changes.update(&Machine { lock_operation_id: None, ..machine })?;
        }
    }
    Ok(changes)
}
