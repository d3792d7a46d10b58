//! Whatever goes wrong at whichever call of a reconciliation: nothing stays held, and the next one ends it.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{sync::Arc, time::Duration};

use futures::{StreamExt, stream};
use uuid::Uuid;
use vmbay::{
    Vmbay,
    compute::{Machine, MachineCreate, MachineQuery},
    disk::{VolumeQuery, VolumeState},
    fleet::ReconcileOptions,
    hypervisor::{
        BootSpec, Hypervisor, MachineSpec, VolumeRef,
        simulated::{SimulatedHost, SimulatedOptions},
    },
    id::MachineId,
    operation::RunnerOptions,
    storage::{MemoryStorage, Storage},
    testing::{
        faults::{Fault, FaultPlan, FaultyStorage, Point},
        hypervisor::FaultyHypervisor,
    },
};

/// How long a call that hangs is waited for before the process is given up.
const PATIENCE: Duration = Duration::from_millis(150);
const RECOVERY: Duration = Duration::from_secs(20);
const MEND: ReconcileOptions = ReconcileOptions { host: None, mend: true };

const FAULTS: [Fault; 9] = [
    Fault::ErrorBefore,
    Fault::ErrorAfter,
    Fault::UnknownBefore,
    Fault::UnknownAfter,
    Fault::HangBefore,
    Fault::HangAfter,
    Fault::CrashBefore,
    Fault::CrashAfter,
    Fault::Duplicate,
];

/// A database and a host, which outlive their processes.
struct World {
    storage: Arc<dyn Storage>,
    host: SimulatedHost,
}

impl World {
    /// A process of its own, in which things go wrong as `plan` says.
    async fn process(&self, plan: &FaultPlan) -> Vmbay {
        let lease = Duration::from_millis(100);
        Vmbay::builder()
            .storage(FaultyStorage::new(self.storage.clone(), plan.clone()))
            .hypervisor("local", FaultyHypervisor::new(Arc::new(self.host.connect()), plan.clone()))
            .runner(RunnerOptions { lease, poll: Duration::from_millis(20), ..RunnerOptions::default() })
            .observe_every(Duration::from_secs(60))
            .open()
            .await
            .unwrap()
    }

    /// A world with a machine the host forgot, one that has no row, and a disk whose file is gone; and a process in it.
    async fn adrift(plan: &FaultPlan) -> (Self, Vmbay) {
        let host = SimulatedHost::new(SimulatedOptions::instant());
        let world = Self { storage: Arc::new(MemoryStorage::new()), host };
        let bay = world.process(plan).await;
        for name in ["forgotten", "well", "without-disk"] {
            bay.machines().create(MachineCreate::new(name).disk(1 << 30)).await.unwrap();
        }
        let connection = world.host.connect();
        let owner = world.host.inventory().machines[0].owner;
        connection.undefine(named(&bay, "forgotten").await.id).await.unwrap();
        let disk = volumes(&bay).await.into_iter().find(|disk| disk.name == "without-disk").unwrap();
        let file = VolumeRef { pool: "/simulated".into(), id: disk.id, format: disk.format };
        connection.delete_volume(&file).await.unwrap();
        let stray = MachineSpec {
            id: MachineId::from(Uuid::from_u128(1)),
            owner,
            name: "stray".into(),
            vcpus: 1,
            memory_mib: 64,
            boot: BootSpec::Disk,
            disks: Vec::new(),
            nics: Vec::new(),
        };
        connection.define(&stray).await.unwrap();
        connection.start(stray.id).await.unwrap();
        (world, bay)
    }
}

async fn named(bay: &Vmbay, name: &str) -> Machine {
    bay.machines().list(MachineQuery::default().name_prefix(name)).await.unwrap().items.remove(0)
}

async fn volumes(bay: &Vmbay) -> Vec<vmbay::disk::Volume> {
    bay.volumes().list(VolumeQuery::default()).await.unwrap().items
}

/// Ends a process as `kill -9` does: none of its calls reaches anything any more.
async fn kill(bay: Vmbay, plan: &FaultPlan) {
    plan.crash().cancel();
    // It can neither let go of its leases nor close the database: that it says so is no news.
    drop(bay.shutdown(Duration::ZERO).await);
}

/// How many calls the reconciliation makes when nothing goes wrong.
async fn calls() -> usize {
    let plan = FaultPlan::default();
    let (_world, bay) = World::adrift(&plan).await;
    plan.disarm();
    assert_eq!(bay.hosts().reconcile(MEND).await.unwrap().drifts.len(), 3);
    let calls = plan.calls().len();
    kill(bay, &plan).await;
    calls
}

async fn survive(call: usize, fault: Fault) {
    let case = format!("{fault:?} at call {call}");
    let plan = FaultPlan::default();
    let (world, bay) = World::adrift(&plan).await;
    plan.arm(Point::Call(call), fault);
    // However it ends, and whether it ends: what counts is what is left.
    drop(tokio::time::timeout(PATIENCE, bay.hosts().reconcile(MEND)).await);
    kill(bay, &plan).await;

    let bay = world.process(&FaultPlan::default()).await;
    bay.operations().settle(RECOVERY).await.unwrap_or_else(|error| panic!("{case}: {error}"));
    let machines = bay.machines().list(MachineQuery::default()).await.unwrap();
    assert!(machines.items.iter().all(|machine| machine.lock_operation_id.is_none()), "{case}: held");
    bay.hosts().reconcile(MEND).await.unwrap();
    let left = bay.hosts().reconcile(ReconcileOptions::default()).await.unwrap();
    assert!(left.drifts.is_empty() && left.unreachable.is_empty(), "{case}: {left:?}");

    assert_eq!(world.host.inventory().machines.len(), 3, "{case}");
    bay.machines()
        .start(named(&bay, "forgotten").await.id)
        .await
        .unwrap_or_else(|error| panic!("{case}: {error}"));
    let lost = volumes(&bay).await.into_iter().filter(|disk| disk.state == VolumeState::Lost).count();
    assert_eq!(lost, 1, "{case}");
    bay.shutdown(RECOVERY).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reconciliation_survives_every_fault_at_every_call() {
    // Calls in the background come in no fixed order: a few more than the reconciliation itself makes.
    let calls = calls().await + 2;
    let cases = (0..calls).flat_map(|call| FAULTS.map(|fault| (call, fault)));
    stream::iter(cases).for_each_concurrent(32, |(call, fault)| survive(call, fault)).await;
}
