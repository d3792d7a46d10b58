//! `kill -9` at fifty moments, on a real hypervisor and a real database: what the killed process had begun is finished or
//! undone by the next, and in the end nothing is left that nobody knows of.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use vmbay::{
    Vmbay,
    compute::{DeleteOptions, MachineCreate, MachineQuery, StopOptions},
    disk::{ImageImport, ImageQuery, VolumeQuery},
    fleet::{DriftKind, ReconcileOptions},
    hypervisor::Hypervisor,
    id::{Ids, SeededIds},
    operation::{OperationQuery, OperationState, RunnerOptions},
};
use vmbay_hypervisor_libvirt::{AcceleratorChoice, LibvirtHypervisor};
use vmbay_storage_sqlite::SqliteStorage;
use vmbay_tests::{lab::Guest, libvirt::Embedded};

/// Tells a process of this test that it is one of those to be killed, and where it lives.
const ROOT: &str = "VMBAY_CRASH_ROOT";
/// How often a process is killed.
const KILLS: u32 = 50;
/// The longest life of one, in milliseconds: some are killed while they open the library, most in the middle of a verb.
const LIFE_MS: u64 = 2500;
/// The lease of their operations: the next process waits for it.
const LEASE: Duration = Duration::from_millis(300);

#[test]
fn fifty_kills_leave_no_file_domain_process_or_row_that_nobody_knows_of() {
    let Some(guest) = Guest::built() else { return };
    if let Some(root) = env::var_os(ROOT) {
        return live(Path::new(&root), &guest);
    }
    let embedded = Embedded::new();
    let moments = SeededIds::new(7);
    for kill in 0..KILLS {
        let mut life = Life::begin(embedded.root());
        sleep(Duration::from_millis(moments.random() % LIFE_MS));
        assert!(
            life.0.try_wait().unwrap().is_none(),
            "life {kill} ended by itself: {}",
            said(embedded.root())
        );
        life.end();
    }
    runtime().block_on(take_stock(embedded.root()));
    assert_eq!(files(&embedded), Vec::<PathBuf>::new());
}

#[test]
fn a_kill_between_the_note_of_a_start_and_its_qemu_leaves_a_machine_that_can_be_deleted() {
    if Guest::built().is_none() {
        return;
    }
    let embedded = Embedded::new();
    let life = Life::begin(embedded.root());
    let (note, text, qemu) = loop {
        sleep(Duration::from_millis(20));
        if let Some(running) = running(&embedded.root().join("run/qemu")) {
            break running;
        }
    };
    life.end();
    kill_process(qemu, Signal::KILL).unwrap();
    // What libvirt writes before it starts a process.
    fs::write(&note, text.replace(&format!("pid='{}'", qemu.as_raw_nonzero()), "pid='0'")).unwrap();
    runtime().block_on(take_stock(embedded.root()));
    assert_eq!(files(&embedded), Vec::<PathBuf>::new());
}

/// libvirt's note about a machine that runs, and its process.
fn running(notes: &Path) -> Option<(PathBuf, String, Pid)> {
    files_of(notes).into_iter().find_map(|file| {
        let text = fs::read_to_string(&file).ok()?;
        let (_, pid) = text.split_once("<domstatus ")?.1.split_once("pid='")?;
        let pid = pid.split_once('\'')?.0.parse().ok().and_then(Pid::from_raw)?;
        Some((file, text, pid))
    })
}

/// A process that is to be killed.
struct Life(Child);

impl Life {
    fn begin(root: &Path) -> Self {
        let live = "fifty_kills_leave_no_file_domain_process_or_row_that_nobody_knows_of";
        let child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture", live])
            .env(ROOT, root)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(root.join("stderr")).unwrap())
            .spawn();
        Self(child.unwrap())
    }

    fn end(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// What the last life wrote before it ended.
fn said(root: &Path) -> String {
    fs::read_to_string(root.join("stderr")).unwrap()
}

/// The files of the pool.
fn files(embedded: &Embedded) -> Vec<PathBuf> {
    files_of(Path::new(&embedded.pool()))
}

fn files_of(directory: &Path) -> Vec<PathBuf> {
    fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

async fn hypervisor(root: &Path) -> LibvirtHypervisor {
    let uri = format!("qemu:///embed?root={}", root.display());
    LibvirtHypervisor::builder(&uri).accelerator(AcceleratorChoice::Emulation).connect().await.unwrap()
}

/// Opens what is there, and lets it settle.
async fn open(root: &Path, hypervisor: impl Hypervisor) -> Vmbay {
    let poll = Duration::from_millis(50);
    let bay = Vmbay::builder()
        .storage(SqliteStorage::open(root.join("bay.db")).await.unwrap())
        .hypervisor("local", hypervisor)
        .runner(RunnerOptions { lease: LEASE, poll, ..RunnerOptions::default() })
        .open()
        .await
        .unwrap();
    if let Err(error) = bay.operations().settle(Duration::from_secs(60)).await {
        let all = bay.operations().list(OperationQuery::default()).await.unwrap();
        let open: Vec<_> = all.into_iter().filter(|operation| !operation.state.is_terminal()).collect();
        panic!("{error}: {open:#?}");
    }
    let drifts = bay.hosts().reconcile(ReconcileOptions::default()).await.unwrap().drifts;
    let drifts: Vec<_> = drifts.iter().filter(|drift| drift.kind != DriftKind::PowerDiffers).collect();
    assert!(drifts.is_empty(), "{drifts:?}");
    bay
}

/// Deletes every machine and image.
async fn clear(bay: &Vmbay) {
    for machine in bay.machines().list(MachineQuery::default()).await.unwrap() {
        assert_eq!(machine.lock_operation_id, None, "{machine:?}");
        bay.machines().delete_with(machine.id, DeleteOptions::force()).await.unwrap();
    }
    for image in bay.images().list(ImageQuery::default()).await.unwrap() {
        bay.images().delete(image.id).await.unwrap();
    }
}

/// One life: makes, starts, stops and deletes machines until it is killed.
fn live(root: &Path, guest: &Guest) {
    runtime().block_on(async {
        let bay = open(root, hypervisor(root).await).await;
        loop {
            clear(&bay).await;
            let import = ImageImport::kernel("tiny", &guest.kernel, &guest.initrd);
            let image = bay.images().import(import).await.unwrap();
            let create = MachineCreate::new("web-1").image(image.id).memory_mib(128).disk(1 << 30);
            let id = bay.machines().create(create).await.unwrap().id;
            bay.machines().start(id).await.unwrap();
            bay.machines().stop(id, StopOptions::force()).await.unwrap();
        }
    });
}

/// The last life: everything that is there can be deleted, and then there is nothing.
async fn take_stock(root: &Path) {
    let bay = open(root, hypervisor(root).await).await;
    clear(&bay).await;
    assert!(bay.volumes().list(VolumeQuery::default()).await.unwrap().items.is_empty());
    for state in [OperationState::NeedsAttention, OperationState::Queued, OperationState::Running] {
        let query = OperationQuery { state: Some(state), ..OperationQuery::default() };
        assert!(bay.operations().list(query).await.unwrap().items.is_empty(), "{state}");
    }
    bay.shutdown(Duration::from_secs(10)).await.unwrap();
    let looking = hypervisor(root).await;
    assert!(looking.list().await.unwrap().is_empty());
    looking.close().await.unwrap();
}
