//! The contract every hypervisor adapter meets.
//!
//! [`Hypervisor`] speaks of machines by our ids and of volumes by pool and id, in types that fit libvirt and a direct
//! QEMU adapter alike. [`SimulatedHypervisor`] is the adapter without a hypervisor, for the tests of applications.

mod guest;
pub mod simulated;
mod spec;
mod status;
mod traced;

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;

pub(crate) use self::traced::TracedHypervisor;
pub use self::{
    guest::{ExecCommand, ExecEvent, ExecOutput},
    simulated::{SimulatedHost, SimulatedHypervisor, SimulatedOptions},
    spec::{
        BootSpec, DiskKind, DiskSpec, MachineSpec, NicSource, NicSpec, VolumeFormat, VolumeRef, VolumeSpec,
        VolumeStatus,
    },
    status::{
        Capabilities, Finding, HostInfo, HypervisorEvent, MachineStats, MachineStatus, PoolSpace,
        PowerReason, PowerState, Severity,
    },
};
use crate::{
    error::{Error, Result},
    id::MachineId,
};

/// A hypervisor on one host.
///
/// # Behavior
/// - No method blocks the caller's runtime, and every one answers within the adapter's deadline: `timed_out` or
///   `unknown_outcome` when it is not known whether the call took effect, so that the caller looks before it repeats.
/// - Verbs are idempotent: what is already so succeeds and changes nothing.
/// - A verb on a machine that is not defined answers `not_found`, unless it says otherwise.
/// - One stuck machine delays no other.
/// - Machines that we did not define are invisible here and are never touched.
/// - Dropping a future abandons the wait, not the work.
#[async_trait]
pub trait Hypervisor: fmt::Debug + Send + Sync + 'static {
    /// The adapter's name: `libvirt`, `simulated`.
    fn name(&self) -> &'static str;

    /// Where it is, as a URI without secrets.
    fn uri(&self) -> String;

    /// What it can do here and now.
    fn capabilities(&self) -> Capabilities;

    /// What the host is.
    ///
    /// # Behavior
    /// - Fails with `unavailable` while there is no connection; succeeds again once there is one.
    async fn host_info(&self) -> Result<HostInfo>;

    /// What the host lacks, and what mends it; empty when all is well.
    async fn doctor(&self) -> Vec<Finding>;

    /// Hints of changes, beginning with `Resync`. Each call is a stream of its own, which lags rather than blocks: when
    /// it had to drop hints it yields `Resync`.
    fn events(&self) -> BoxStream<'static, HypervisorEvent>;

    /// Makes the machine known, stopped. Its volumes exist.
    ///
    /// # Behavior
    /// - Defining it again replaces the definition; a running machine keeps running as it is until its next start.
    /// - An id that belongs to a machine that is not ours is refused with `already_exists`.
    /// - User text in the spec stays data, whatever it contains.
    async fn define(&self, spec: &MachineSpec) -> Result<()>;

    /// Makes the machine unknown, with its saved state and all the hypervisor keeps of it, but not its volumes.
    ///
    /// # Behavior
    /// - A machine that is not defined is a success.
    /// - A machine that is on is refused with `illegal_transition`.
    async fn undefine(&self, id: MachineId) -> Result<()>;

    /// Turns the machine on. With a saved state it is restored from it.
    ///
    /// # Behavior
    /// - Returns when the machine runs, before its guest is up.
    /// - A machine that runs already is a success; a paused one is refused with `illegal_transition`.
    async fn start(&self, id: MachineId) -> Result<()>;

    /// Asks the guest to shut down, and returns at once.
    ///
    /// # Behavior
    /// - A stopped machine is a success.
    /// - A guest that does not listen goes on running.
    async fn shutdown(&self, id: MachineId) -> Result<()>;

    /// Turns the machine off, as by pulling the plug.
    ///
    /// # Behavior
    /// - Returns when it is off; a stopped machine is a success.
    async fn force_stop(&self, id: MachineId) -> Result<()>;

    /// Asks the guest to restart, and returns at once.
    ///
    /// # Behavior
    /// - A machine that is not running is refused with `illegal_transition`.
    async fn reboot(&self, id: MachineId) -> Result<()>;

    /// Restarts the machine, as by the reset button.
    ///
    /// # Behavior
    /// - A machine that is not running is refused with `illegal_transition`.
    async fn reset(&self, id: MachineId) -> Result<()> {
        unsupported(self.name(), "reset a machine", id)
    }

    /// Halts the machine's processors.
    ///
    /// # Behavior
    /// - A paused machine is a success; a stopped one is refused with `illegal_transition`.
    async fn pause(&self, id: MachineId) -> Result<()> {
        unsupported(self.name(), "pause a machine", id)
    }

    /// Lets a paused machine go on.
    ///
    /// # Behavior
    /// - A running machine is a success; a stopped one is refused with `illegal_transition`.
    async fn resume(&self, id: MachineId) -> Result<()> {
        unsupported(self.name(), "resume a machine", id)
    }

    /// Writes the machine's memory to the host's disk and turns it off; the next start restores it.
    ///
    /// # Behavior
    /// - A stopped machine with a saved state is a success; one without is refused with `illegal_transition`.
    async fn save(&self, id: MachineId) -> Result<()> {
        unsupported(self.name(), "save a machine", id)
    }

    /// Brings a saved machine back to where it was.
    ///
    /// # Behavior
    /// - A running machine is a success; a stopped one without saved state is refused with `illegal_transition`.
    async fn restore(&self, id: MachineId) -> Result<()> {
        unsupported(self.name(), "restore a machine", id)
    }

    /// Looks at one machine; none when it is not defined.
    async fn inspect(&self, id: MachineId) -> Result<Option<MachineStatus>>;

    /// Looks at every machine that carries our metadata, of whatever database, in one bulk call.
    async fn list(&self) -> Result<Vec<MachineStatus>>;

    /// What the machines use, in one bulk call; stopped ones are left out. Dear: tens of milliseconds a machine.
    async fn stats(&self) -> Result<Vec<MachineStats>> {
        unsupported(self.name(), "report statistics", ())
    }

    /// What the machine wrote to its serial console since it was last started, from byte `offset` on: at most 1 MiB.
    async fn console_log(&self, id: MachineId, offset: u64) -> Result<Bytes> {
        unsupported(self.name(), "log a console", (id, offset))
    }

    /// Whether the guest agent answers.
    ///
    /// # Behavior
    /// - An agent that does not answer is `guest_failed`, within 5 seconds; so is that of a machine that is off.
    async fn guest_ping(&self, id: MachineId) -> Result<()> {
        unsupported(self.name(), "reach a guest", id)
    }

    /// Runs a command in the guest: a stream that ends with `Exited`, or with an error.
    ///
    /// # Behavior
    /// - Output of any size arrives whole and in order.
    /// - A program that cannot be started is `guest_failed`.
    /// - A guest that dies ends the stream with `guest_failed`; the command's time-out ends it with `timed_out`.
    async fn guest_exec(
        &self,
        id: MachineId,
        command: &ExecCommand,
    ) -> Result<BoxStream<'static, Result<ExecEvent>>> {
        unsupported(self.name(), "run a command in a guest", (id, command))
    }

    /// Reads a file in the guest, in chunks.
    ///
    /// # Behavior
    /// - A file that is not there is `guest_failed`.
    async fn guest_read_file(&self, id: MachineId, path: &str) -> Result<BoxStream<'static, Result<Bytes>>> {
        unsupported(self.name(), "read a file in a guest", (id, path))
    }

    /// Writes a file in the guest, replacing what was there.
    async fn guest_write_file(&self, id: MachineId, path: &str, content: Bytes) -> Result<()> {
        unsupported(self.name(), "write a file in a guest", (id, path, content))
    }

    /// The space in a pool, which is created when it is not there.
    async fn pool_space(&self, pool: &str) -> Result<PoolSpace> {
        unsupported(self.name(), "keep volumes", pool)
    }

    /// Creates an empty volume or a linked clone.
    ///
    /// # Behavior
    /// - A volume of that id, format, size and backing that is already there is a success; one that differs in size or
    ///   backing is refused with `already_exists`.
    /// - A size that is no positive multiple of 512, or a linked clone that is not `qcow2`, is refused with
    ///   `invalid_argument`; a backing that is not there with `not_found`.
    /// - On any failure nothing is left.
    /// - A full disk is `out_of_space`.
    async fn create_volume(&self, spec: &VolumeSpec) -> Result<()> {
        unsupported(self.name(), "keep volumes", spec)
    }

    /// Creates a volume from content, which is durable when this returns.
    ///
    /// # Behavior
    /// - The volume appears whole or not at all; one that is already there is replaced.
    /// - An error in `content` is returned, and nothing is left.
    async fn upload_volume(
        &self,
        volume: &VolumeRef,
        content: BoxStream<'static, Result<Bytes>>,
    ) -> Result<()> {
        unsupported(self.name(), "keep volumes", (volume, content))
    }

    /// Grows a volume that no running machine uses to `size_bytes`.
    ///
    /// # Behavior
    /// - A volume that already has the size is a success; one that is larger is refused with `invalid_argument`.
    /// - A volume that is not there is `not_found`.
    async fn resize_volume(&self, volume: &VolumeRef, size_bytes: u64) -> Result<()> {
        unsupported(self.name(), "keep volumes", (volume, size_bytes))
    }

    /// Removes a volume.
    ///
    /// # Behavior
    /// - A volume that is not there is a success.
    async fn delete_volume(&self, volume: &VolumeRef) -> Result<()> {
        unsupported(self.name(), "keep volumes", volume)
    }

    /// Every volume of ours in a pool; files that are not ours are left out.
    async fn list_volumes(&self, pool: &str) -> Result<Vec<VolumeStatus>> {
        unsupported(self.name(), "keep volumes", pool)
    }

    /// Ends the connection; machines go on running.
    ///
    /// # Behavior
    /// - Every later call answers `closed`; closing again is a success.
    async fn close(&self) -> Result<()>;
}

/// The answer of a method whose ability an adapter lacks; `_arguments` are what the default body has no use for.
fn unsupported<T, A>(by: &'static str, ability: &'static str, _arguments: A) -> Result<T> {
    Err(Error::unsupported(ability, by))
}
