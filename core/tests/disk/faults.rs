//! Whatever goes wrong at whichever call: after recovery the database and the host agree, nothing is held, nothing is
//! left over, and everything can be deleted.

use std::{path::Path, sync::Arc, time::Duration};

use futures::{StreamExt, future::BoxFuture, stream};
use tempfile::TempDir;
use vmbay::{
    ErrorCode, Result, Vmbay,
    compute::MachineCreate,
    disk::{Image, ImageImport, ImageQuery, ImageState, Volume, VolumeCreate, VolumeQuery, VolumeState},
    hypervisor::simulated::{SimulatedHost, SimulatedOptions},
    operation::{OperationQuery, OperationState, RunnerOptions},
    storage::{MemoryStorage, Storage},
    testing::{
        content,
        faults::{Fault, FaultPlan, FaultyStorage, Point},
        hypervisor::FaultyHypervisor,
    },
};

const GIB: u64 = 1 << 30;
/// How long a call that hangs is waited for before the process is given up.
const PATIENCE: Duration = Duration::from_millis(150);
const RECOVERY: Duration = Duration::from_secs(20);

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

/// A verb under test: what is there before it, and the verb.
#[derive(Clone, Copy)]
struct Scenario {
    name: &'static str,
    prepare: for<'a> fn(&'a Vmbay, &'a Path) -> BoxFuture<'a, Result<()>>,
    act: for<'a> fn(&'a Vmbay, &'a Path) -> BoxFuture<'a, Result<()>>,
}

fn disk(files: &Path) -> ImageImport {
    ImageImport::disk("disk", files.join("disk"))
}

async fn images(bay: &Vmbay) -> Vec<Image> {
    bay.images().list(ImageQuery::default()).await.expect("images are listed").items
}

async fn volumes(bay: &Vmbay) -> Vec<Volume> {
    bay.volumes().list(VolumeQuery::default()).await.expect("volumes are listed").items
}

const IMPORT: Scenario = Scenario {
    name: "import",
    prepare: |_, _| Box::pin(async { Ok(()) }),
    act: |bay, files| {
        Box::pin(async {
            let import = ImageImport::kernel("kernel", files.join("kernel"), files.join("initrd"));
            bay.images().import(import).await.map(drop)
        })
    },
};

const DELETE_IMAGE: Scenario = Scenario {
    name: "delete an image",
    prepare: |bay, files| Box::pin(async { bay.images().import(disk(files)).await.map(drop) }),
    act: |bay, _| {
        Box::pin(async {
            let found = bay.images().list(ImageQuery::default()).await?.items;
            bay.images().delete(found[0].id).await
        })
    },
};

const CREATE_CLONE: Scenario = Scenario {
    name: "create a clone",
    prepare: |bay, files| Box::pin(async { bay.images().import(disk(files)).await.map(drop) }),
    act: |bay, _| {
        Box::pin(async {
            let image = bay.images().list(ImageQuery::default()).await?.items[0].id;
            bay.volumes().create(VolumeCreate::new("clone", GIB).from_image(image)).await.map(drop)
        })
    },
};

const RESIZE: Scenario = Scenario {
    name: "resize",
    prepare: |bay, _| Box::pin(async { bay.volumes().create(VolumeCreate::new("v", GIB)).await.map(drop) }),
    act: |bay, _| {
        Box::pin(async {
            let volume = bay.volumes().list(VolumeQuery::default()).await?.items[0].id;
            bay.volumes().resize(volume, 2 * GIB).await.map(drop)
        })
    },
};

const DELETE_VOLUME: Scenario = Scenario {
    name: "delete a volume",
    prepare: |bay, _| Box::pin(async { bay.volumes().create(VolumeCreate::new("v", GIB)).await.map(drop) }),
    act: |bay, _| {
        Box::pin(async {
            let volume = bay.volumes().list(VolumeQuery::default()).await?.items[0].id;
            bay.volumes().delete(volume).await
        })
    },
};

/// What outlives a process: the database, the host, and the files to import.
struct World {
    storage: Arc<dyn Storage>,
    host: SimulatedHost,
    files: Arc<TempDir>,
}

impl World {
    fn new(files: Arc<TempDir>) -> Self {
        Self {
            storage: Arc::new(MemoryStorage::new()),
            host: SimulatedHost::new(SimulatedOptions::instant()),
            files,
        }
    }

    /// A process of its own, in which things go wrong as `plan` says.
    async fn process(&self, plan: &FaultPlan) -> Vmbay {
        // Far longer than a busy test machine lets a thread wait: a thread that sleeps through its lease and then goes on
        // in the middle of a call is not what is tested here.
        let lease = Duration::from_secs(1);
        Vmbay::builder()
            .storage(FaultyStorage::new(self.storage.clone(), plan.clone()))
            .hypervisor("local", FaultyHypervisor::new(Arc::new(self.host.connect()), plan.clone()))
            .runner(RunnerOptions { lease, poll: Duration::from_millis(20), ..RunnerOptions::default() })
            .observe_every(Duration::from_secs(60))
            .open()
            .await
            .expect("the library opens")
    }
}

/// Ends a process as `kill -9` does: none of its calls reaches anything any more.
async fn kill(bay: Vmbay, plan: &FaultPlan) {
    plan.crash().cancel();
    // It can neither let go of its leases nor close the database: that it says so is no news.
    drop(bay.shutdown(Duration::ZERO).await);
}

fn files() -> Arc<TempDir> {
    let files = tempfile::tempdir().expect("a directory");
    let contents =
        [("disk", content::qcow2(GIB)), ("kernel", content::kernel()), ("initrd", content::initrd())];
    for (name, content) in contents {
        std::fs::write(files.path().join(name), content).expect("a file is written");
    }
    Arc::new(files)
}

/// How many calls the verb makes when nothing goes wrong.
async fn calls(scenario: Scenario, files: Arc<TempDir>) -> usize {
    let world = World::new(files);
    let plan = FaultPlan::default();
    let bay = world.process(&plan).await;
    (scenario.prepare)(&bay, world.files.path()).await.expect("nothing goes wrong");
    plan.disarm();
    (scenario.act)(&bay, world.files.path()).await.expect("nothing goes wrong");
    let calls = plan.calls().len();
    kill(bay, &plan).await;
    calls
}

async fn survive(scenario: Scenario, call: usize, fault: Fault, files: Arc<TempDir>) {
    let case = format!("{}: {fault:?} at call {call}", scenario.name);
    let world = World::new(files);
    let plan = FaultPlan::default();
    let bay = world.process(&plan).await;
    (scenario.prepare)(&bay, world.files.path()).await.expect("nothing goes wrong yet");
    plan.arm(Point::Call(call), fault);
    // However it ends, and whether it ends: what counts is what is left.
    drop(tokio::time::timeout(PATIENCE, (scenario.act)(&bay, world.files.path())).await);
    kill(bay, &plan).await;

    let bay = world.process(&FaultPlan::default()).await;
    bay.operations().settle(RECOVERY).await.unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_recovered(&world, &bay, &case).await;
    for volume in volumes(&bay).await.into_iter().filter(|volume| volume.image_id.is_none()) {
        bay.volumes().delete(volume.id).await.unwrap_or_else(|error| panic!("{case}: {error}"));
    }
    for image in images(&bay).await {
        bay.images().delete(image.id).await.unwrap_or_else(|error| panic!("{case}: {error}"));
    }
    assert!(world.host.inventory().volumes.is_empty(), "{case}: a file is left");
    assert!(volumes(&bay).await.is_empty(), "{case}: a row is left");
    bay.shutdown(RECOVERY).await.unwrap_or_else(|error| panic!("{case}: {error}"));
}

async fn assert_recovered(world: &World, bay: &Vmbay, case: &str) {
    let volumes = volumes(bay).await;
    assert!(volumes.iter().all(|volume| volume.lock_operation_id.is_none()), "{case}: a volume is held");
    let files = world.host.inventory().volumes;
    for file in &files {
        let row = volumes.iter().find(|volume| volume.id == file.volume.id);
        let row = row.unwrap_or_else(|| panic!("{case}: a file without a row"));
        assert_eq!((row.size_bytes, row.format), (file.size_bytes, file.volume.format), "{case}");
    }
    for volume in &volumes {
        // Only what could not be deleted, and says so, may be without a file.
        let there = files.iter().any(|file| file.volume.id == volume.id);
        let settled = matches!(volume.state, VolumeState::Ready | VolumeState::InUse);
        assert!(
            there && settled || volume.state == VolumeState::Deleting || doomed(bay, volume).await,
            "{case}: {volume:?}"
        );
    }
    for image in images(bay).await {
        assert_eq!(image.lock_operation_id, None, "{case}: an image is held");
        assert!(matches!(image.state, ImageState::Ready | ImageState::Deleting), "{case}: {image:?}");
        assert_eq!(image.sha256.as_ref().map(String::len), Some(64), "{case}");
    }
    let attention =
        OperationQuery { state: Some(OperationState::NeedsAttention), ..OperationQuery::default() };
    let attention = bay.operations().list(attention).await.expect("operations are listed").items;
    assert!(attention.is_empty(), "{case}: {attention:?}");
}

/// Whether the volume is a file of an image that is half deleted.
async fn doomed(bay: &Vmbay, volume: &Volume) -> bool {
    let Some(image) = volume.image_id else { return false };
    bay.images().get(image).await.is_ok_and(|image| image.state == ImageState::Deleting)
}

async fn survives_everything(scenario: Scenario) {
    let files = files();
    // Calls in the background come in no fixed order: a few more than the verb itself makes.
    let calls = calls(scenario, files.clone()).await + 2;
    let cases = (0..calls).flat_map(|call| FAULTS.map(|fault| (call, fault)));
    stream::iter(cases)
        .for_each_concurrent(64, |(call, fault)| survive(scenario, call, fault, files.clone()))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_survives_every_fault_at_every_call() {
    survives_everything(IMPORT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_deletion_of_an_image_survives_every_fault_at_every_call() {
    survives_everything(DELETE_IMAGE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_creation_of_a_clone_survives_every_fault_at_every_call() {
    survives_everything(CREATE_CLONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resize_survives_every_fault_at_every_call() {
    survives_everything(RESIZE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_deletion_of_a_volume_survives_every_fault_at_every_call() {
    survives_everything(DELETE_VOLUME).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_slips_in_before_its_image_is_marked_keeps_the_image() {
    let world = World::new(files());
    let plan = FaultPlan::default();
    let bay = world.process(&plan).await;
    let image = bay.images().import(disk(world.files.path())).await.expect("the image");
    let machines = bay.machines();

    // The deletion has found no user, and its first commit is on its way, while the machine is made.
    plan.arm(Point::Method("storage.commit", 0), Fault::Delay(Duration::from_millis(500)));
    let slip_in = async {
        while !plan.fired() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        machines.create(MachineCreate::new("m").image(image.id)).await
    };
    let images = bay.images();
    let (deleted, made) = tokio::join!(images.delete(image.id), slip_in);
    assert_eq!(deleted.expect_err("it is refused").code(), ErrorCode::InUse);
    let machine = made.expect("the machine");
    let image = bay.images().get(image.id).await.expect("the image");
    assert_eq!((image.state, image.lock_operation_id), (ImageState::Ready, None));
    machines.start(machine.id).await.expect("its disks are all there");
    bay.shutdown(RECOVERY).await.expect("it closes");
}
