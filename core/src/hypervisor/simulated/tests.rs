//! What is particular to the simulated hypervisor; the contract's conformance kit proves the rest.

use std::{sync::Arc, time::Duration};

use futures::{FutureExt, StreamExt, TryStreamExt, future::join_all};

use super::*;
use crate::{
    clock::{Clock, VirtualClock},
    error::ErrorCode,
    hypervisor::{BootSpec, DiskKind, DiskSpec, PowerState, VolumeFormat},
    id::{Ids, InstallationId, SeededIds, VolumeId},
};

const POOL: &str = "/simulated";

fn host(clock: &VirtualClock) -> SimulatedHost {
    SimulatedHost::new(SimulatedOptions { clock: Arc::new(clock.clone()), ..SimulatedOptions::default() })
}

fn spec(ids: &SeededIds) -> MachineSpec {
    let id = ids.uuid(crate::Timestamp::EPOCH);
    MachineSpec {
        id: id.into(),
        owner: InstallationId::from(id),
        name: "web-1".to_owned(),
        vcpus: 1,
        memory_mib: 256,
        boot: BootSpec::Disk,
        disks: Vec::new(),
        nics: Vec::new(),
    }
}

/// Defines a machine with a disk to boot from.
async fn define_bootable(hypervisor: &SimulatedHypervisor, ids: &SeededIds) -> MachineId {
    let id = VolumeId::from(ids.uuid(crate::Timestamp::EPOCH));
    let volume = VolumeRef { pool: POOL.to_owned(), id, format: VolumeFormat::Qcow2 };
    let disk = DiskSpec { volume: volume.clone(), kind: DiskKind::Disk };
    let spec = MachineSpec { disks: vec![disk], ..spec(ids) };
    hypervisor.create_volume(&VolumeSpec { volume, size_bytes: 1 << 30, backing: None }).await.unwrap();
    hypervisor.define(&spec).await.unwrap();
    spec.id
}

async fn power(hypervisor: &SimulatedHypervisor, id: MachineId) -> PowerState {
    hypervisor.inspect(id).await.unwrap().expect("the machine is defined").power
}

/// Eight machines live and die side by side, one call fails and one machine crashes.
fn trace(seed: u64) -> Vec<TraceEntry> {
    let clock = VirtualClock::default();
    let host = SimulatedHost::new(SimulatedOptions {
        seed,
        clock: Arc::new(clock.clone()),
        faults: vec![Fault::nth(3, Verb::Start, FaultKind::FailAfter)],
        ..SimulatedOptions::default()
    });
    let ids = SeededIds::new(1);
    clock.run(join_all((0..8).map(|_| {
        let (hypervisor, spec) = (host.connect(), spec(&ids));
        let host = &host;
        async move {
            hypervisor.define(&spec).await.unwrap();
            host.happen_after(Duration::from_secs(1), Incident::MachineCrashed(spec.id));
            drop(hypervisor.start(spec.id).await);
            hypervisor.force_stop(spec.id).await.unwrap();
            hypervisor.undefine(spec.id).await.unwrap();
        }
    })));
    host.trace()
}

#[test]
fn the_same_seed_gives_the_same_trace_and_another_seed_another() {
    let first = trace(7);
    assert!(first.len() > 40);
    assert_eq!(first, trace(7));
    assert_ne!(first, trace(8));
}

#[test]
fn a_guest_boots_after_its_modelled_time_and_shuts_down_when_it_is_asked() {
    let clock = VirtualClock::default();
    let hypervisor = host(&clock).connect();
    clock.run(async {
        let id = define_bootable(&hypervisor, &SeededIds::new(1)).await;
        let started = clock.now();
        hypervisor.start(id).await.unwrap();
        let mut hints = hypervisor.events();
        while hypervisor.guest_ping(id).await.is_err() {
            hints.next().await.unwrap();
        }
        let took = clock.now().since(started).as_secs_f64();
        assert!((4.5..6.5).contains(&took), "{took} s");
        hypervisor.shutdown(id).await.unwrap();
        while power(&hypervisor, id).await != PowerState::Stopped {
            hints.next().await.unwrap();
        }
    });
}

#[test]
fn the_host_outlives_its_connections() {
    let clock = VirtualClock::default();
    let (host, spec) = (host(&clock), spec(&SeededIds::new(1)));
    clock.run(async {
        let before = host.connect();
        before.define(&spec).await.unwrap();
        before.start(spec.id).await.unwrap();
        drop(before);
        assert_eq!(power(&host.connect(), spec.id).await, PowerState::Running);
    });
}

#[test]
fn a_call_that_is_dropped_takes_effect_all_the_same() {
    let clock = VirtualClock::default();
    let (host, spec) = (host(&clock), spec(&SeededIds::new(1)));
    let hypervisor = host.connect();
    clock.run(async {
        hypervisor.define(&spec).await.unwrap();
        assert!(hypervisor.start(spec.id).now_or_never().is_none());
        assert_eq!(power(&hypervisor, spec.id).await, PowerState::Stopped);
        clock.sleep(Duration::from_secs(1)).await;
        assert_eq!(power(&hypervisor, spec.id).await, PowerState::Running);
    });
}

#[test]
fn a_planned_fault_strikes_its_call_alone_and_says_honestly_whether_it_took_effect() {
    let clock = VirtualClock::default();
    let (host, spec) = (host(&clock), spec(&SeededIds::new(1)));
    let hypervisor = host.connect();
    clock.run(async {
        hypervisor.define(&spec).await.unwrap();
        let cases = [
            (FaultKind::FailBefore, ErrorCode::HypervisorFailed, PowerState::Stopped),
            (FaultKind::FailAfter, ErrorCode::UnknownOutcome, PowerState::Running),
            (FaultKind::HangBefore, ErrorCode::UnknownOutcome, PowerState::Stopped),
            (FaultKind::HangAfter, ErrorCode::UnknownOutcome, PowerState::Running),
        ];
        for (kind, code, after) in cases {
            let hangs = matches!(kind, FaultKind::HangBefore | FaultKind::HangAfter);
            host.plan(Fault::nth(2, Verb::Start, kind));
            hypervisor.start(spec.id).await.unwrap();
            hypervisor.force_stop(spec.id).await.unwrap();
            let begun = clock.now();
            assert_eq!(hypervisor.start(spec.id).await.unwrap_err().code(), code);
            assert_eq!(clock.now().since(begun) >= Duration::from_secs(30), hangs);
            assert_eq!(power(&hypervisor, spec.id).await, after);
            hypervisor.force_stop(spec.id).await.unwrap();
        }
    });
}

#[test]
fn a_stuck_machine_delays_no_other() {
    let clock = VirtualClock::default();
    let (host, ids) = (host(&clock), SeededIds::new(1));
    let (stuck, well) = (spec(&ids), spec(&ids));
    let hypervisor = host.connect();
    clock.run(async {
        for spec in [&stuck, &well] {
            hypervisor.define(spec).await.unwrap();
        }
        host.happen(Incident::MachineStuck(stuck.id));
        let begun = clock.now();
        let (hung, ()) = tokio::join!(hypervisor.start(stuck.id), async {
            hypervisor.start(well.id).await.unwrap();
            assert!(clock.now().since(begun) < Duration::from_secs(1));
        });
        assert_eq!(hung.unwrap_err().code(), ErrorCode::UnknownOutcome);
        host.happen(Incident::MachineUnstuck(stuck.id));
        hypervisor.start(stuck.id).await.unwrap();
    });
}

#[test]
fn a_host_that_dies_and_returns_has_its_machines_off_and_asks_for_a_resync() {
    let clock = VirtualClock::default();
    let (host, spec) = (host(&clock), spec(&SeededIds::new(1)));
    let hypervisor = host.connect();
    clock.run(async {
        hypervisor.define(&spec).await.unwrap();
        hypervisor.start(spec.id).await.unwrap();
        let hints = hypervisor.events();
        host.happen_after(Duration::from_secs(60), Incident::HostDied);
        host.happen_after(Duration::from_secs(120), Incident::HostReturned);
        clock.sleep(Duration::from_secs(90)).await;
        assert_eq!(hypervisor.list().await.unwrap_err().code(), ErrorCode::Unavailable);
        assert_eq!(hypervisor.doctor().await.len(), 1);
        clock.sleep(Duration::from_secs(60)).await;
        assert_eq!(power(&hypervisor, spec.id).await, PowerState::Stopped);
        hypervisor.close().await.unwrap();
        let hints: Vec<_> = hints.collect().await;
        assert_eq!(hints, [HypervisorEvent::Resync], "a closed connection tells no more");
    });
}

#[test]
fn a_lost_hint_is_never_heard() {
    let clock = VirtualClock::default();
    let (host, ids) = (host(&clock), SeededIds::new(1));
    let (first, second) = (spec(&ids), spec(&ids));
    let hypervisor = host.connect();
    clock.run(async {
        let mut hints = hypervisor.events();
        host.happen(Incident::HintsLost(1));
        hypervisor.define(&first).await.unwrap();
        hypervisor.define(&second).await.unwrap();
        assert_eq!(hints.next().await, Some(HypervisorEvent::Resync));
        assert_eq!(hints.next().await, Some(HypervisorEvent::Machine(second.id)));
    });
}

#[test]
fn a_guest_that_is_deaf_goes_on_running() {
    let clock = VirtualClock::default();
    let host = host(&clock);
    let hypervisor = host.connect();
    clock.run(async {
        let id = define_bootable(&hypervisor, &SeededIds::new(1)).await;
        hypervisor.start(id).await.unwrap();
        clock.sleep(Duration::from_secs(30)).await;
        hypervisor.guest_ping(id).await.unwrap();
        host.happen(Incident::GuestDeaf(id));
        hypervisor.shutdown(id).await.unwrap();
        clock.sleep(Duration::from_secs(3600)).await;
        assert_eq!(power(&hypervisor, id).await, PowerState::Running);
    });
}

#[test]
fn a_program_of_the_application_runs_in_every_guest() {
    let hypervisor = SimulatedHypervisor::new(SimulatedOptions::instant());
    hypervisor.host().program("greet", |call| {
        GuestReply::stdout(format!("Hello {} from {}", call.arguments().collect::<String>(), call.hostname))
    });
    VirtualClock::default().run(async {
        let id = define_bootable(&hypervisor, &SeededIds::new(1)).await;
        hypervisor.start(id).await.unwrap();
        let output = hypervisor.guest_exec(id, &ExecCommand::new(["greet", "you"])).await.unwrap();
        let output: Vec<_> = output.try_collect().await.unwrap();
        assert_eq!(output[0], ExecEvent::Stdout("Hello you from web-1".into()));
    });
}

#[tokio::test]
async fn what_is_not_ours_is_invisible_and_stays() {
    let hypervisor = SimulatedHypervisor::new(SimulatedOptions::instant());
    let spec = spec(&SeededIds::new(1));
    hypervisor.host().plant_machine(spec.id, "payroll");
    hypervisor.host().plant_file(POOL, "payroll.img", 4096);
    let before = hypervisor.host().inventory();
    assert!(hypervisor.list().await.unwrap().is_empty());
    assert!(hypervisor.list_volumes(POOL).await.unwrap().is_empty());
    assert_eq!(hypervisor.inspect(spec.id).await.unwrap(), None);
    assert_eq!(hypervisor.define(&spec).await.unwrap_err().code(), ErrorCode::AlreadyExists);
    assert_eq!(hypervisor.force_stop(spec.id).await.unwrap_err().code(), ErrorCode::NotFound);
    hypervisor.undefine(spec.id).await.unwrap();
    assert_eq!(hypervisor.host().inventory(), before);
}

#[tokio::test]
async fn pools_share_the_disk_of_the_host() {
    let hypervisor =
        SimulatedHypervisor::new(SimulatedOptions { disk_bytes: 1 << 20, ..SimulatedOptions::instant() });
    let ids = SeededIds::new(1);
    let volume = |pool: &str| VolumeSpec {
        volume: VolumeRef {
            pool: pool.to_owned(),
            id: VolumeId::from(ids.uuid(crate::Timestamp::EPOCH)),
            format: VolumeFormat::Raw,
        },
        size_bytes: 768 << 10,
        backing: None,
    };
    let (first, second) = (volume("/a"), volume("/b"));
    hypervisor.create_volume(&first).await.unwrap();
    assert_eq!(hypervisor.create_volume(&second).await.unwrap_err().code(), ErrorCode::OutOfSpace);
    assert_eq!(hypervisor.pool_space("/b").await.unwrap().available_bytes, 256 << 10);
    hypervisor.delete_volume(&first.volume).await.unwrap();
    hypervisor.create_volume(&second).await.unwrap();
    assert_eq!(hypervisor.host().inventory().volumes.len(), 1);
}

#[tokio::test]
async fn machines_that_run_share_the_memory_of_the_host() {
    let hypervisor =
        SimulatedHypervisor::new(SimulatedOptions { memory_mib: 300, ..SimulatedOptions::instant() });
    let ids = SeededIds::new(1);
    let (first, second) = (spec(&ids), spec(&ids));
    for spec in [&first, &second] {
        hypervisor.define(spec).await.unwrap();
    }
    hypervisor.start(first.id).await.unwrap();
    assert_eq!(hypervisor.start(second.id).await.unwrap_err().code(), ErrorCode::HypervisorFailed);
    hypervisor.force_stop(first.id).await.unwrap();
    hypervisor.start(second.id).await.unwrap();
}

#[test]
fn ten_thousand_life_cycles_leave_nothing_behind() {
    let clock = VirtualClock::default();
    let (host, ids) = (host(&clock), SeededIds::new(1));
    clock.run(async {
        let hypervisor = host.connect();
        for _ in 0..100 {
            join_all((0..100).map(|_| {
                let (hypervisor, spec) = (&hypervisor, spec(&ids));
                async move {
                    hypervisor.define(&spec).await.unwrap();
                    hypervisor.start(spec.id).await.unwrap();
                    hypervisor.force_stop(spec.id).await.unwrap();
                    hypervisor.undefine(spec.id).await.unwrap();
                }
            }))
            .await;
        }
    });
    assert_eq!(host.inventory(), Inventory::default());
}
