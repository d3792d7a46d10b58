//! What the hypervisor conformance kit needs of each libvirt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use rustix::process::{Pid, Signal, kill_process};
use uuid::Uuid;
use virt::connect::Connect;
use vmbay::hypervisor::{ExecCommand, Hypervisor};
use vmbay::id::MachineId;
use vmbay::testing::hypervisor::{Disturbance, GuestFiles, Rig};
use vmbay_hypervisor_libvirt::{LibvirtBuilder, LibvirtHypervisor};

use super::{Embedded, PATIENCE, daemon_builder, daemon_qemu, exec, pool_below};
use crate::lab::{Guest, PrivateDaemon, Scratch};

/// libvirt's QEMU driver inside this process.
#[derive(Debug)]
pub struct EmbeddedRig {
    guest: Guest,
    first: First,
    full: FullDisk,
    embedded: Embedded,
}

impl EmbeddedRig {
    /// One with a root of its own.
    pub fn new(guest: Guest) -> Self {
        let embedded = Embedded::new();
        Self { guest, first: First::default(), full: FullDisk::below(embedded.root()), embedded }
    }

    /// Ends the machine that is not ours. To be called at the end, when no other is left.
    pub fn end(&self) {
        end_foreign(&self.embedded.uri());
    }
}

#[async_trait]
impl Rig for EmbeddedRig {
    async fn connect(&self) -> Arc<dyn Hypervisor> {
        self.first.connect(self.embedded.builder()).await
    }

    fn pool(&self) -> String {
        self.embedded.pool()
    }

    async fn guest(&self) -> Option<GuestFiles> {
        Some(files(&self.guest))
    }

    async fn full_pool(&self) -> Option<String> {
        Some(self.full.pool())
    }

    async fn disturb(&self, disturbance: Disturbance) -> bool {
        match disturbance {
            Disturbance::KillMachine(id) => self.embedded.qemu(id).is_some_and(kill),
            Disturbance::KillGuest(id) => self.first.freeze_agent(id).await,
            Disturbance::PlantFile => plant(&self.pool()),
            // There is nothing between us and a driver in the same process.
            Disturbance::CutConnection | Disturbance::MendConnection => false,
        }
    }

    async fn foreign_machine(&self) -> Option<MachineId> {
        Some(start_foreign(&self.embedded.uri()))
    }

    async fn is_untouched(&self, foreign: MachineId) -> bool {
        runs(&self.embedded.uri(), foreign)
    }

    fn patience(&self) -> std::time::Duration {
        PATIENCE
    }
}

/// A libvirt daemon of our own.
#[derive(Debug)]
pub struct DaemonRig {
    guest: Guest,
    first: First,
    full: FullDisk,
    daemon: PrivateDaemon,
}

impl DaemonRig {
    /// One on `daemon`.
    pub fn new(guest: Guest, daemon: PrivateDaemon) -> Self {
        Self { guest, first: First::default(), full: FullDisk::below(daemon.path()), daemon }
    }
}

#[async_trait]
impl Rig for DaemonRig {
    async fn connect(&self) -> Arc<dyn Hypervisor> {
        self.first.connect(daemon_builder(&self.daemon)).await
    }

    fn pool(&self) -> String {
        pool_below(&self.daemon.path().join("vmbay"))
    }

    async fn guest(&self) -> Option<GuestFiles> {
        Some(files(&self.guest))
    }

    async fn full_pool(&self) -> Option<String> {
        Some(self.full.pool())
    }

    async fn disturb(&self, disturbance: Disturbance) -> bool {
        match disturbance {
            Disturbance::KillMachine(id) => daemon_qemu(id).is_some_and(kill),
            Disturbance::KillGuest(id) => self.first.freeze_agent(id).await,
            Disturbance::PlantFile => plant(&self.pool()),
            Disturbance::CutConnection => {
                self.daemon.kill();
                true
            }
            Disturbance::MendConnection => {
                self.daemon.launch();
                true
            }
        }
    }

    async fn foreign_machine(&self) -> Option<MachineId> {
        Some(start_foreign(&self.daemon.uri()))
    }

    async fn is_untouched(&self, foreign: MachineId) -> bool {
        runs(&self.daemon.uri(), foreign)
    }

    fn patience(&self) -> std::time::Duration {
        PATIENCE
    }
}

/// libvirt's test driver, which only pretends.
#[derive(Debug)]
pub struct TestDriverRig {
    full: FullDisk,
    scratch: Scratch,
}

impl TestDriverRig {
    const URI: &str = "test:///default";

    /// One with a pool of its own; the test driver itself is the process's.
    #[expect(clippy::new_without_default, reason = "it makes a directory")]
    pub fn new() -> Self {
        let scratch = Scratch::new();
        Self { full: FullDisk::below(scratch.path()), scratch }
    }
}

#[async_trait]
impl Rig for TestDriverRig {
    async fn connect(&self) -> Arc<dyn Hypervisor> {
        Arc::new(LibvirtHypervisor::connect(Self::URI).await.expect("libvirt is installed"))
    }

    fn pool(&self) -> String {
        pool_below(self.scratch.path())
    }

    async fn full_pool(&self) -> Option<String> {
        Some(self.full.pool())
    }

    async fn disturb(&self, disturbance: Disturbance) -> bool {
        disturbance == Disturbance::PlantFile && plant(&self.pool())
    }

    /// The test driver comes with a machine that runs.
    async fn foreign_machine(&self) -> Option<MachineId> {
        let connect = Connect::open(Some(Self::URI)).expect("the test driver opens");
        let domain = connect.lookup_domain_by_name("test").expect("it comes with a machine of this name");
        Some(domain.uuid().expect("a domain has a UUID").into())
    }

    async fn is_untouched(&self, foreign: MachineId) -> bool {
        runs(Self::URI, foreign)
    }
}

/// The first connection, which stays open, by which a rig reaches into guests.
#[derive(Debug, Default)]
struct First(Mutex<Option<Arc<LibvirtHypervisor>>>);

impl First {
    async fn connect(&self, builder: LibvirtBuilder) -> Arc<dyn Hypervisor> {
        let hypervisor = Arc::new(builder.connect().await.expect("libvirt is installed"));
        self.0.lock().expect("nothing panics under this lock").get_or_insert_with(|| hypervisor.clone());
        hypervisor
    }

    /// Stops the agent of a guest, which init would start again if it were killed.
    async fn freeze_agent(&self, id: MachineId) -> bool {
        let Some(hypervisor) = self.0.lock().expect("nothing panics under this lock").clone() else {
            return false;
        };
        freeze_agent(&*hypervisor, id).await
    }
}

/// Stops the agent of a guest a moment after it has answered this.
pub(super) async fn freeze_agent(hypervisor: &dyn Hypervisor, id: MachineId) -> bool {
    let script = "(sleep 0.5; kill -STOP $(pidof qemu-ga)) >/dev/null 2>&1 &";
    let told = exec(hypervisor, id, &ExecCommand::new(["sh", "-c", script])).await.is_ok();
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    told
}

fn kill(pid: i32) -> bool {
    Pid::from_raw(pid).is_some_and(|pid| kill_process(pid, Signal::KILL).is_ok())
}

fn plant(pool: &str) -> bool {
    fs::create_dir_all(pool).and_then(|()| fs::write(Path::new(pool).join("notes.txt"), "not ours")).is_ok()
}

fn files(guest: &Guest) -> GuestFiles {
    let read = |file: &PathBuf| fs::read(file).expect("the guest is built").into();
    GuestFiles {
        kernel: read(&guest.kernel),
        initrd: read(&guest.initrd),
        command_line: Guest::ARGUMENTS.into(),
        memory_mib: 128,
    }
}

const FOREIGN: Uuid = Uuid::from_u128(0x0f0f_0f0f_0f0f_4f0f_8f0f_0f0f_0f0f_0f0f);

/// Starts a machine of somebody else's, unless it runs already. Nothing boots in it.
fn start_foreign(uri: &str) -> MachineId {
    if !runs(uri, FOREIGN.into()) {
        let definition = format!(
            "<domain type='qemu'><name>theirs</name><uuid>{FOREIGN}</uuid><memory unit='MiB'>16</memory>
               <os><type arch='x86_64' machine='q35'>hvm</type></os></domain>"
        );
        let connect = Connect::open(Some(uri)).expect("libvirt is there");
        connect.create_domain_xml(&definition, 0).expect("a machine without anything starts");
    }
    FOREIGN.into()
}

fn end_foreign(uri: &str) {
    let connect = Connect::open(Some(uri)).expect("libvirt is there");
    if let Ok(domain) = connect.lookup_domain_by_uuid(FOREIGN) {
        domain.destroy().expect("a machine without anything stops");
    }
}

fn runs(uri: &str, id: MachineId) -> bool {
    let connect = Connect::open(Some(uri)).expect("libvirt is there");
    connect.lookup_domain_by_uuid(id.into()).is_ok_and(|domain| domain.is_active().unwrap_or(false))
}

/// A file system with 4 MiB of room.
#[derive(Debug)]
struct FullDisk(PathBuf);

impl FullDisk {
    fn below(directory: &Path) -> Self {
        let place = directory.join("full");
        fs::create_dir_all(&place).expect("the directory is writable");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(&place).status();
        assert!(mounted.is_ok_and(|status| status.success()), "mounting needs root");
        Self(place)
    }

    fn pool(&self) -> String {
        self.0.to_str().expect("temporary directories are UTF-8").to_owned()
    }
}

impl Drop for FullDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg(&self.0).status();
        assert!(
            unmounted.is_ok_and(|status| status.success()) || std::thread::panicking(),
            "it is still in use"
        );
    }
}
