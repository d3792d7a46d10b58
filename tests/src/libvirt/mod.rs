//! libvirt hypervisors for tests, with the tiny guest on them.

mod rig;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::{StreamExt as _, stream};
use uuid::Uuid;
use vmbay::hypervisor::{
    BootSpec, ExecCommand, ExecEvent, ExecOutput, Hypervisor, MachineSpec, MachineStatus, VolumeFormat,
    VolumeRef,
};
use vmbay::id::MachineId;
use vmbay::{Error, Result};
use vmbay_hypervisor_libvirt::{AcceleratorChoice, LibvirtBuilder, LibvirtHypervisor};

pub use self::rig::{DaemonRig, EmbeddedRig, TestDriverRig};
use crate::lab::{Guest, PrivateDaemon, Scratch, adopt_orphans};

/// How long something may take that is sure to happen, on a machine with a slow emulator and much else to do.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A directory for an embedded libvirt.
#[derive(Debug)]
pub struct Embedded {
    scratch: Scratch,
}

impl Embedded {
    /// A new one. What libvirt learns about QEMU, which takes it seconds, is shared by all.
    #[expect(clippy::new_without_default, reason = "it makes a directory")]
    pub fn new() -> Self {
        adopt_orphans();
        let scratch = Scratch::new();
        let learned = learned();
        fs::create_dir_all(&learned).expect("the repository is writable");
        std::os::unix::fs::symlink(learned, scratch.path().join("cache")).expect("the directory is new");
        Self { scratch }
    }

    /// The root of the embedded libvirt.
    pub fn root(&self) -> &Path {
        self.scratch.path()
    }

    /// The connection URI.
    pub fn uri(&self) -> String {
        format!("qemu:///embed?root={}", self.root().display())
    }

    /// A hypervisor without hardware virtualization, to be connected.
    pub fn builder(&self) -> LibvirtBuilder {
        LibvirtHypervisor::builder(&self.uri()).accelerator(AcceleratorChoice::Emulation)
    }

    /// Its pool.
    pub fn pool(&self) -> String {
        pool_below(self.root())
    }

    /// The process id of a running machine's QEMU.
    pub fn qemu(&self, id: MachineId) -> Option<i32> {
        pid_in(&self.root().join(format!("run/qemu/vmbay-{id}.pid")))
    }
}

/// A hypervisor on a private daemon, to be connected.
pub fn daemon_builder(daemon: &PrivateDaemon) -> LibvirtBuilder {
    let learned = learned().join("qemu/capabilities");
    let here = daemon.path().join("var/cache/libvirt/qemu/capabilities");
    // What is not there yet, libvirt learns itself.
    if let (Ok(files), Ok(())) = (fs::read_dir(learned), fs::create_dir_all(&here)) {
        for file in files.flatten() {
            let _ = fs::copy(file.path(), here.join(file.file_name()));
        }
    }
    LibvirtHypervisor::builder(&daemon.uri())
        .accelerator(AcceleratorChoice::Emulation)
        .directory(daemon.path().join("vmbay"))
}

/// The process id, as this process sees it, of the QEMU of a machine on a private daemon.
pub fn daemon_qemu(id: MachineId) -> Option<i32> {
    let name = format!("guest=vmbay-{id},");
    let entries = fs::read_dir("/proc").ok()?;
    entries.flatten().find_map(|entry| {
        let command = fs::read(entry.path().join("cmdline")).ok()?;
        let is_it = String::from_utf8_lossy(&command).contains(&name);
        is_it.then(|| entry.file_name().to_str()?.parse().ok()).flatten()
    })
}

/// The pool of an adapter whose directory is `directory`.
pub fn pool_below(directory: &Path) -> String {
    directory.join("volumes").to_str().expect("temporary directories are UTF-8").to_owned()
}

fn learned() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/libvirt")
}

fn pid_in(file: &Path) -> Option<i32> {
    fs::read_to_string(file).ok()?.trim().parse().ok()
}

/// Uploads the guest's kernel and initramfs into `pool`, and describes a machine that boots them.
pub async fn tiny(hypervisor: &dyn Hypervisor, pool: &str, guest: &Guest) -> Result<MachineSpec> {
    let kernel = upload(hypervisor, pool, &guest.kernel).await?;
    let initrd = Some(upload(hypervisor, pool, &guest.initrd).await?);
    Ok(MachineSpec {
        id: Uuid::new_v4().into(),
        owner: Uuid::new_v4().into(),
        name: "tiny".into(),
        vcpus: 1,
        memory_mib: 128,
        boot: BootSpec::Kernel { kernel, initrd, command_line: Guest::ARGUMENTS.into() },
        disks: Vec::new(),
        nics: Vec::new(),
    })
}

async fn upload(hypervisor: &dyn Hypervisor, pool: &str, file: &Path) -> Result<VolumeRef> {
    let volume = VolumeRef { pool: pool.to_owned(), id: Uuid::new_v4().into(), format: VolumeFormat::Raw };
    let content = Bytes::from(fs::read(file).expect("the guest is built"));
    hypervisor.upload_volume(&volume, stream::iter([Ok(content)]).boxed()).await?;
    Ok(volume)
}

/// Looks at a machine until it is as wanted.
///
/// # Panics
/// If that takes longer than [`PATIENCE`].
pub async fn until(
    hypervisor: &dyn Hypervisor,
    id: MachineId,
    wanted: impl Fn(&MachineStatus) -> bool,
) -> MachineStatus {
    let begun = Instant::now();
    let mut last = None;
    while begun.elapsed() < PATIENCE {
        match hypervisor.inspect(id).await {
            Ok(Some(status)) if wanted(&status) => return status,
            other => last = Some(other),
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("waited in vain; last seen: {last:?}");
}

/// Defines and starts a machine and waits for its agent.
pub async fn boot(hypervisor: &dyn Hypervisor, spec: &MachineSpec) -> Result<()> {
    hypervisor.define(spec).await?;
    hypervisor.start(spec.id).await?;
    until(hypervisor, spec.id, |status| status.agent_connected == Some(true)).await;
    Ok(())
}

/// Runs a command to its end.
pub async fn exec(hypervisor: &dyn Hypervisor, id: MachineId, command: &ExecCommand) -> Result<ExecOutput> {
    let mut output = ExecOutput::default();
    let mut events = hypervisor.guest_exec(id, command).await?;
    while let Some(event) = events.next().await {
        match event? {
            ExecEvent::Stdout(bytes) => output.stdout.extend_from_slice(&bytes),
            ExecEvent::Stderr(bytes) => output.stderr.extend_from_slice(&bytes),
            ExecEvent::Exited { exit_code, signal } => {
                (output.exit_code, output.signal) = (exit_code, signal);
                return Ok(output);
            }
        }
    }
    Err(Error::corrupt("the stream of a command", "it ended without an exit"))
}
