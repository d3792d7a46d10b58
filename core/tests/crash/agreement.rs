//! What must hold when all has settled.

use std::collections::{BTreeMap, BTreeSet};

use vmbay::{
    compute::{DesiredPower, Machine, MachinePhase},
    disk::{Image, ImageState, Volume, VolumeState},
    event::Event,
    hypervisor::{PowerState, simulated::Inventory},
    network::Nic,
    operation::{OperationRecord, OperationState},
    storage::{Direction, Entity, Filter, Query, Repository},
};

use crate::world::World;

/// How long the observer is given to see what is so.
const LOOKS: u32 = 60;

/// Everything a database and a host hold.
struct Found {
    machines: Vec<Machine>,
    nics: Vec<Nic>,
    images: Vec<Image>,
    volumes: Vec<Volume>,
    operations: Vec<OperationRecord>,
    events: Vec<Event>,
    host: Inventory,
}

/// Returns when no operation is queued or at work.
pub(crate) async fn settle(world: &World) {
    let open = [OperationState::Queued, OperationState::Running, OperationState::Compensating];
    let open = Filter::is_in("state", open);
    while Repository::<OperationRecord>::count(&*world.storage, open.clone()).await.unwrap() > 0 {
        world.clock.sleep(world.look).await;
    }
}

/// What does not agree, once all has settled and the observer has had its time.
pub(crate) async fn disagreements(world: &World, kind: &str) -> Vec<String> {
    for _ in 0..LOOKS {
        if found(world).await.problems(kind).is_empty() {
            break;
        }
        world.clock.sleep(world.look).await;
    }
    found(world).await.problems(kind)
}

/// What is left in database and host.
pub(crate) async fn leftovers(world: &World) -> Vec<String> {
    let Found { machines, nics, images, volumes, host, .. } = found(world).await;
    let rows = [
        ("machines", machines.len()),
        ("nics", nics.len()),
        ("images", images.len()),
        ("volumes", volumes.len()),
        ("domains", host.machines.len()),
        ("files", host.volumes.len()),
    ];
    rows.iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{count} {what} are left"))
        .collect()
}

async fn found(world: &World) -> Found {
    Found {
        machines: all(world, "id").await,
        nics: all(world, "id").await,
        images: all(world, "id").await,
        volumes: all(world, "id").await,
        operations: all(world, "id").await,
        events: all(world, "sequence").await,
        host: world.host.inventory(),
    }
}

async fn all<E: Entity>(world: &World, order: &'static str) -> Vec<E> {
    let query = Query::of::<E>().order_by(order, Direction::Ascending).limit(1000);
    Repository::<E>::list(&*world.storage, &query).await.unwrap().items
}

impl Found {
    fn problems(&self, kind: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let mut check = |holds: bool, problem: &dyn Fn() -> String| {
            if !holds {
                problems.push(problem());
            }
        };
        for machine in &self.machines {
            let (id, phase) = (machine.id, machine.phase);
            let status = self.host.machines.iter().find(|status| status.id == id);
            let disks = self.volumes.iter().filter(|volume| volume.machine_id == Some(id)).count();
            let nics = self.nics.iter().filter(|nic| nic.machine_id == id).count();
            check(machine.lock_operation_id.is_none(), &|| format!("{id} is locked"));
            let parts = (disks, nics, status.is_some());
            let whole = match phase {
                MachinePhase::Ready => parts == (2, 1, true),
                MachinePhase::ProvisionFailed => parts == (0, 0, false),
                // It is deleted again, whatever is left of it.
                MachinePhase::DeleteFailed => true,
                _ => false,
            };
            check(whole, &|| format!("{id} is {phase} with {disks} disks, {nics} cards and {status:?}"));
            let power = status.map_or(PowerState::Stopped, |status| status.power);
            check(machine.power_state == power, &|| {
                format!("{id} is {} in the database and {power} on the host", machine.power_state)
            });
            if phase == MachinePhase::DeleteFailed {
                continue;
            }
            let desired =
                if power == PowerState::Running { DesiredPower::Running } else { DesiredPower::Stopped };
            check(machine.desired_power == desired, &|| {
                format!("{id} is {power} and wanted {}", machine.desired_power)
            });
        }
        for status in &self.host.machines {
            let known = self.machines.iter().any(|machine| machine.id == status.id);
            check(known, &|| format!("the host has {} and the database has not", status.id));
        }
        for image in &self.images {
            // One whose delete failed is deleted again.
            let stays = matches!(image.state, ImageState::Ready | ImageState::Deleting);
            check(stays && image.lock_operation_id.is_none(), &|| {
                format!("{} is {} and held by {:?}", image.id, image.state, image.lock_operation_id)
            });
        }
        let files: BTreeSet<_> = self.host.volumes.iter().map(|status| status.volume.id).collect();
        for file in &files {
            let known = self.volumes.iter().any(|volume| volume.id == *file);
            check(known, &|| format!("the file of {file} is nobody's"));
        }
        for volume in &self.volumes {
            let there = files.contains(&volume.id) || self.is_half_deleted(volume);
            check(there, &|| format!("the file of {} is not there", volume.id));
            let idle = volume.lock_operation_id.is_none() && volume.state == VolumeState::InUse;
            check(idle, &|| {
                format!("{} is {} and held by {:?}", volume.id, volume.state, volume.lock_operation_id)
            });
        }
        self.check_history(kind, &mut check);
        problems
    }

    /// Whether it belongs to something whose delete failed, and which is to be deleted again.
    fn is_half_deleted(&self, volume: &Volume) -> bool {
        let machine = self.machines.iter().find(|machine| volume.machine_id == Some(machine.id));
        let image = self.images.iter().find(|image| volume.image_id == Some(image.id));
        machine.is_some_and(|machine| machine.phase == MachinePhase::DeleteFailed)
            || image.is_some_and(|image| image.state == ImageState::Deleting)
    }

    /// Every operation ended well or badly and said so once; nothing was announced twice.
    fn check_history(&self, kind: &str, check: &mut dyn FnMut(bool, &dyn Fn() -> String)) {
        let begun = self.operations.iter().filter(|operation| operation.kind == kind).count();
        check(begun <= 1, &|| format!("{begun} operations were begun"));
        for operation in &self.operations {
            let ended = operation.state.is_terminal() && operation.state != OperationState::NeedsAttention;
            check(ended, &|| format!("{} is {}: {:?}", operation.kind, operation.state, operation.failure));
            let ends = self
                .events
                .iter()
                .filter(|event| {
                    event.operation_id == Some(operation.id) && event.topic.starts_with("operation.")
                })
                .count();
            check(ends == 1, &|| format!("{} ended {ends} times", operation.kind));
        }
        let mut last: BTreeMap<_, &serde_json::Value> = BTreeMap::new();
        let mut once = BTreeSet::new();
        for event in &self.events {
            let (topic, id) = (event.topic.as_str(), event.entity_id);
            if let (Some(from), Some(to)) = (event.payload.get("from"), event.payload.get("to")) {
                let before = last.insert((id, topic), to);
                check(from != to && before.is_none_or(|before| before == from), &|| {
                    format!("{topic} tells of {from} to {to} after {before:?}")
                });
            } else if !topic.starts_with("host.") {
                check(once.insert((id, topic)), &|| format!("{topic} was told twice"));
            }
        }
    }
}
