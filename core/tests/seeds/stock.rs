//! What must never be, and what must be in the end, of a database and a host.

use std::collections::{BTreeMap, BTreeSet};

use futures::TryStreamExt;
use vmbay::{
    compute::{Machine, MachinePhase},
    disk::Volume,
    event::Event,
    hypervisor::PowerState,
    network::Nic,
    operation::{OperationRecord, OperationState},
    storage::{Direction, Entity, Query, Repository},
};

use crate::world::World;

/// How often the observer is given time to see what is so.
const LOOKS: u32 = 60;

type Outcome = Result<(), String>;

/// What must hold at any moment, whatever has gone wrong.
pub(crate) async fn is_safe(world: &World) -> Outcome {
    // The host first: a row is there before its file, and goes after it.
    let host = world.host.inventory();
    let (machines, volumes) = (all::<Machine>(world, "id").await, all::<Volume>(world, "id").await);
    let operations: BTreeMap<_, _> = all::<OperationRecord>(world, "id")
        .await
        .into_iter()
        .map(|operation| (operation.id, operation))
        .collect();
    for status in &host.machines {
        if !machines.iter().any(|machine| machine.id == status.id) {
            return Err(format!("the host has the machine {} and the database has not", status.id));
        }
    }
    for status in &host.volumes {
        if !volumes.iter().any(|volume| volume.id == status.volume.id) {
            return Err(format!("the file of {} is nobody's", status.volume.id));
        }
    }
    for machine in &machines {
        let Some(holder) = machine.lock_operation_id else { continue };
        match operations.get(&holder) {
            Some(holder) if holder.target_id == Some(machine.id.into()) && is_open(holder) => {}
            other => return Err(format!("{} is locked by {other:?}", machine.id)),
        }
    }
    tells_no_lies(&all::<Event>(world, "sequence").await)
}

/// Each transition begins where the one before it ended, and each end is told once.
fn tells_no_lies(events: &[Event]) -> Outcome {
    let (mut last, mut ended) = (BTreeMap::new(), BTreeSet::new());
    for event in events {
        let (topic, id) = (event.topic.as_str(), event.entity_id);
        if let (Some(from), Some(to)) = (event.payload.get("from"), event.payload.get("to")) {
            let before = last.insert((id, topic), to);
            if from == to || before.is_some_and(|before| before != from) {
                return Err(format!("{topic} of {id} tells of {from} to {to} after {before:?}"));
            }
        }
        if topic.starts_with("operation.") && !ended.insert(id) {
            return Err(format!("{topic} of {id} was told after it had ended"));
        }
    }
    Ok(())
}

fn is_open(operation: &OperationRecord) -> bool {
    !operation.state.is_terminal()
}

/// Returns when no operation is queued or at work.
pub(crate) async fn settle(world: &World) {
    while all::<OperationRecord>(world, "id").await.iter().any(is_open) {
        world.clock.sleep(world.look).await;
    }
}

/// What must hold once all has settled and the observer has had its time.
pub(crate) async fn agrees(world: &World) -> Outcome {
    let mut outcome = Ok(());
    for _ in 0..LOOKS {
        outcome = agrees_now(world).await;
        if outcome.is_ok() {
            break;
        }
        world.clock.sleep(world.look).await;
    }
    outcome?;
    is_safe(world).await
}

async fn agrees_now(world: &World) -> Outcome {
    let host = world.host.inventory();
    for operation in all::<OperationRecord>(world, "id").await {
        if operation.state == OperationState::NeedsAttention {
            return Err(format!("{} needs attention: {:?}", operation.kind, operation.failure));
        }
    }
    let machines = all::<Machine>(world, "id").await;
    for machine in &machines {
        let status = host.machines.iter().find(|status| status.id == machine.id);
        let power = status.map_or(PowerState::Stopped, |status| status.power);
        let defined = match machine.phase {
            MachinePhase::Ready => status.is_some(),
            MachinePhase::ProvisionFailed => status.is_none(),
            MachinePhase::DeleteFailed => true,
            _ => false,
        };
        if !defined || machine.power_state != power || machine.lock_operation_id.is_some() {
            return Err(format!("{machine:?}, but the host says {status:?}"));
        }
    }
    for volume in all::<Volume>(world, "id").await {
        let file = host.volumes.iter().any(|status| status.volume.id == volume.id);
        let half = machines.iter().any(|machine| {
            volume.machine_id == Some(machine.id) && machine.phase == MachinePhase::DeleteFailed
        });
        if volume.lock_operation_id.is_some() || !file && !half {
            return Err(format!("{volume:?}, whose file is there: {file}"));
        }
    }
    Ok(())
}

/// That nothing is left.
pub(crate) async fn is_empty(world: &World) -> Outcome {
    let host = world.host.inventory();
    let left = [
        ("machines", all::<Machine>(world, "id").await.len()),
        ("volumes", all::<Volume>(world, "id").await.len()),
        ("cards", all::<Nic>(world, "id").await.len()),
        ("domains", host.machines.len()),
        ("files", host.volumes.len()),
    ];
    if left.iter().all(|(_, count)| *count == 0) { Ok(()) } else { Err(format!("left: {left:?}")) }
}

async fn all<E: Entity>(world: &World, order: &'static str) -> Vec<E> {
    let query = Query::of::<E>().order_by(order, Direction::Ascending).limit(1000);
    Repository::<E>::stream(world.storage.clone(), query).try_collect().await.unwrap()
}
