//! What a hypervisor says of itself and of its machines.

use serde::{Deserialize, Serialize};

use crate::{
    id::{InstallationId, MachineId},
    text_enum,
};

text_enum! {
    /// What is known of a machine's power, by looking. A failed look is `unknown`, never `stopped`.
    pub enum PowerState {
        /// Nobody could look.
        Unknown = "unknown",
        /// Off.
        Stopped = "stopped",
        /// On its way up.
        Starting = "starting",
        /// On.
        Running = "running",
        /// On, with its processors halted by us.
        Paused = "paused",
        /// Asleep by the guest's own wish.
        Suspended = "suspended",
        /// On its way down.
        Stopping = "stopping",
        /// It died.
        Crashed = "crashed",
    }
}

text_enum! {
    /// Why a machine is in its power state, where the hypervisor tells.
    pub enum PowerReason {
        /// No reason is known.
        Unknown = "unknown",
        /// It was started.
        Booted = "booted",
        /// It came back from a saved state.
        Restored = "restored",
        /// It was resumed.
        Unpaused = "unpaused",
        /// It was paused by us.
        User = "user",
        /// It is paused because a disk failed or is full.
        IoError = "io_error",
        /// It is paused for the hypervisor's own work: saving, snapshot, dump.
        Busy = "busy",
        /// The guest shut itself down.
        Shutdown = "shutdown",
        /// It was forced off.
        Destroyed = "destroyed",
        /// Its process or the guest crashed.
        Crashed = "crashed",
        /// Its memory was saved, and it was stopped.
        Saved = "saved",
        /// It could not start.
        Failed = "failed",
    }
}

/// A machine as a look at the hypervisor found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineStatus {
    /// Which machine.
    pub id: MachineId,
    /// The database it says it belongs to.
    pub owner: InstallationId,
    /// Its power.
    pub power: PowerState,
    /// Why.
    pub reason: PowerReason,
    /// Whether its memory is saved, so that the next start is a restore.
    pub has_saved_state: bool,
    /// Whether the guest agent is connected, where the hypervisor knows.
    pub agent_connected: Option<bool>,
}

/// What one machine uses: counters since it started, gauges as of now; none where the hypervisor does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineStats {
    /// Which machine.
    pub id: MachineId,
    /// Processor time used, in nanoseconds.
    pub cpu_time_ns: Option<u64>,
    /// Virtual processors in use.
    pub vcpus: Option<u32>,
    /// Memory the guest may use, in MiB.
    pub memory_mib: Option<u64>,
    /// Bytes read from all disks.
    pub disk_read_bytes: Option<u64>,
    /// Bytes written to all disks.
    pub disk_write_bytes: Option<u64>,
    /// Bytes received on all network cards.
    pub net_rx_bytes: Option<u64>,
    /// Bytes sent on all network cards.
    pub net_tx_bytes: Option<u64>,
}

/// What the host behind a hypervisor is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostInfo {
    /// Its name.
    pub hostname: String,
    /// The adapter and the versions behind it, for people: `libvirt 9.0.0, QEMU 7.2.22`.
    pub version: String,
    /// Processors.
    pub cpus: u32,
    /// Memory in MiB.
    pub memory_mib: u64,
    /// Whether guests run on hardware virtualization (or would: as found by a probe); otherwise they are emulated.
    pub accelerated: bool,
    /// The directory for volumes unless the caller names another; none where volumes cannot be kept.
    pub default_pool: Option<String>,
}

/// Space in a pool, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolSpace {
    /// In all.
    pub capacity_bytes: u64,
    /// Free.
    pub available_bytes: u64,
}

/// What this hypervisor can do here and now. Conformance tests choose their cases by it, and it must be honest: a method
/// without its ability answers `unsupported`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an ability of its own")]
pub struct Capabilities {
    /// Reset without a shutdown.
    pub reset: bool,
    /// Pause and resume.
    pub pause: bool,
    /// Save memory to disk and restore it.
    pub save: bool,
    /// Volumes: create, clone, resize, upload, delete, list.
    pub volumes: bool,
    /// A guest agent: ping, exec, files.
    pub guest_agent: bool,
    /// A log of the serial console.
    pub console_log: bool,
    /// Hints when something changes.
    pub events: bool,
    /// Statistics of machines.
    pub stats: bool,
    /// Network cards on user-mode networking.
    pub user_network: bool,
    /// Network cards on named networks.
    pub named_network: bool,
    /// Guests really run, so that a guest may shut itself down when asked.
    pub guests: bool,
}

/// Something changed on the hypervisor: a hint to look, never the truth itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HypervisorEvent {
    /// This machine's power, definition or agent may have changed.
    Machine(MachineId),
    /// Everything may have changed: the connection was new or renewed, or hints were lost.
    Resync,
    /// The connection was lost; calls fail until the next `Resync`.
    Disconnected,
}

/// Something a host lacks, and what mends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// A stable name: `qemu_missing`, `kvm_unusable` …
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter, for people.
    pub problem: String,
    /// The package or setting that mends it.
    pub mend: String,
}

text_enum! {
    /// How much a finding matters.
    pub enum Severity {
        /// It works; it could be better.
        Advice = "advice",
        /// Part of it does not work.
        Warning = "warning",
        /// Nothing works until it is mended.
        Error = "error",
    }
}
