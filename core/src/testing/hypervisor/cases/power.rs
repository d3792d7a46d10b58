//! Machines that are turned on and off.

use std::time::Duration;

use futures::{FutureExt, future::join_all};

use super::Applicable;
use crate::{
    error::ErrorCode,
    hypervisor::{DiskKind, DiskSpec, PowerState, VolumeFormat},
    id::MachineId,
    testing::hypervisor::{
        Disturbance,
        bench::{Bench, must, needs, refused},
    },
};

pub(super) async fn a_started_machine_runs(bench: &mut Bench<'_>) -> Applicable {
    let id = bench.running().await;
    let status = bench.status(id).await;
    assert_eq!(status.power, PowerState::Running);
    assert!(
        must(bench.hypervisor().list().await)
            .iter()
            .any(|other| other.id == id && other.power == status.power)
    );
    Ok(())
}

pub(super) async fn starting_a_running_machine_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    let id = bench.running().await;
    must(bench.hypervisor().start(id).await);
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn starting_a_paused_machine_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let id = bench.paused().await;
    refused(bench.hypervisor().start(id).await, ErrorCode::IllegalTransition);
    assert_eq!(bench.power(id).await, PowerState::Paused);
    Ok(())
}

pub(super) async fn starting_a_machine_whose_volume_is_gone_fails_and_leaves_it_stopped(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs(bench.can().volumes && bench.can().guests, "guests that run from volumes")?;
    let hypervisor = bench.hypervisor();
    let volume = bench.created(VolumeFormat::Qcow2, 1 << 20).await;
    let mut spec = bench.spec();
    spec.disks.push(DiskSpec { volume: volume.clone(), kind: DiskKind::Disk });
    must(hypervisor.define(&spec).await);
    must(hypervisor.delete_volume(&volume).await);
    refused(hypervisor.start(spec.id).await, ErrorCode::HypervisorFailed);
    assert_eq!(bench.power(spec.id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn a_machine_starts_with_its_disks(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().volumes, "volumes")?;
    let hypervisor = bench.hypervisor();
    let base = bench.created(VolumeFormat::Qcow2, 1 << 20).await;
    let clone = bench.volume(VolumeFormat::Qcow2);
    must(bench.create(&clone, 2 << 20, Some(&base)).await);
    let raw = bench.created(VolumeFormat::Raw, 1 << 20).await;
    let cdrom = bench.volume(VolumeFormat::Raw);
    must(bench.upload(&cdrom, vec![0; 64 * 1024].into()).await);
    let mut spec = bench.spec();
    let disks = [(clone, DiskKind::Disk), (raw, DiskKind::Disk), (cdrom, DiskKind::Cdrom)];
    spec.disks.extend(disks.map(|(volume, kind)| DiskSpec { volume, kind }));
    must(hypervisor.define(&spec).await);
    must(hypervisor.start(spec.id).await);
    assert_eq!(bench.power(spec.id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn shutting_down_a_stopped_machine_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    let id = bench.defined().await;
    must(bench.hypervisor().shutdown(id).await);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn a_guest_that_does_not_listen_goes_on_running(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().guests, "guests that run")?;
    let id = bench.running().await;
    must(bench.hypervisor().shutdown(id).await);
    bench.clock().sleep(Duration::from_secs(2)).await;
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn a_machine_that_is_forced_to_stop_is_off(bench: &mut Bench<'_>) -> Applicable {
    let id = bench.running().await;
    must(bench.hypervisor().force_stop(id).await);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn forcing_a_stopped_machine_to_stop_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    let id = bench.defined().await;
    must(bench.hypervisor().force_stop(id).await);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn a_paused_machine_can_be_forced_to_stop(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let id = bench.paused().await;
    must(bench.hypervisor().force_stop(id).await);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn rebooting_a_machine_that_is_not_running_is_refused(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, id) = (bench.hypervisor(), bench.defined().await);
    refused(hypervisor.reboot(id).await, ErrorCode::IllegalTransition);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn a_reset_machine_goes_on_running(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().reset, "reset")?;
    let id = bench.running().await;
    must(bench.hypervisor().reset(id).await);
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn resetting_a_machine_that_is_not_running_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().reset, "reset")?;
    let (hypervisor, id) = (bench.hypervisor(), bench.defined().await);
    refused(hypervisor.reset(id).await, ErrorCode::IllegalTransition);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn a_paused_machine_is_halted_until_it_is_resumed(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let id = bench.paused().await;
    assert_eq!(bench.power(id).await, PowerState::Paused);
    must(bench.hypervisor().resume(id).await);
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn pausing_a_paused_machine_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let id = bench.paused().await;
    must(bench.hypervisor().pause(id).await);
    assert_eq!(bench.power(id).await, PowerState::Paused);
    Ok(())
}

pub(super) async fn pausing_a_stopped_machine_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let id = bench.defined().await;
    refused(bench.hypervisor().pause(id).await, ErrorCode::IllegalTransition);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn resuming_a_running_machine_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let id = bench.running().await;
    must(bench.hypervisor().resume(id).await);
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn resuming_a_stopped_machine_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let id = bench.defined().await;
    refused(bench.hypervisor().resume(id).await, ErrorCode::IllegalTransition);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn a_machine_that_died_is_off_and_starts_again(bench: &mut Bench<'_>) -> Applicable {
    let id = bench.running().await;
    bench.disturb(Disturbance::KillMachine(id)).await?;
    bench.until_power(id, &[PowerState::Stopped, PowerState::Crashed]).await;
    must(bench.hypervisor().start(id).await);
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn machines_start_and_stop_side_by_side(bench: &mut Bench<'_>) -> Applicable {
    let hypervisor = bench.hypervisor();
    let mut ids: Vec<MachineId> = Vec::new();
    for _ in 0..4 {
        ids.push(bench.defined().await);
    }
    for (verb, power) in [("start", PowerState::Running), ("stop", PowerState::Stopped)] {
        let calls = ids.iter().map(|id| match verb {
            "start" => hypervisor.start(*id),
            _ => hypervisor.force_stop(*id),
        });
        join_all(calls).await.into_iter().for_each(must);
        for id in &ids {
            assert_eq!(bench.power(*id).await, power);
        }
    }
    Ok(())
}

pub(super) async fn the_same_verb_twice_at_once_succeeds_twice(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, id) = (bench.hypervisor(), bench.defined().await);
    for started in join_all([hypervisor.start(id), hypervisor.start(id)]).await {
        must(started);
    }
    assert_eq!(bench.power(id).await, PowerState::Running);
    for stopped in join_all([hypervisor.force_stop(id), hypervisor.force_stop(id)]).await {
        must(stopped);
    }
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn a_call_that_is_dropped_takes_effect_all_the_same(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, id) = (bench.hypervisor(), bench.defined().await);
    // Polled once, so that the work has begun.
    drop(hypervisor.start(id).now_or_never());
    bench.until_power(id, &[PowerState::Running]).await;
    Ok(())
}

pub(super) async fn machines_that_run_are_in_the_statistics_and_stopped_ones_are_not(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs(bench.can().stats, "statistics")?;
    let (running, stopped) = (bench.running().await, bench.defined().await);
    let stats = must(bench.hypervisor().stats().await);
    let found = stats.iter().find(|stats| stats.id == running).expect("a running machine has statistics");
    assert!(found.vcpus.is_none_or(|vcpus| vcpus == 1), "{found:?}");
    assert!(stats.iter().all(|stats| stats.id != stopped));
    Ok(())
}
