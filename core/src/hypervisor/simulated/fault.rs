//! What shall go wrong on a simulated host.

use crate::{id::MachineId, text_enum};

text_enum! {
    /// A method of [`Hypervisor`](crate::hypervisor::Hypervisor).
    pub enum Verb {
        /// `host_info`
        HostInfo = "host_info",
        /// `define`
        Define = "define",
        /// `undefine`
        Undefine = "undefine",
        /// `start`
        Start = "start",
        /// `shutdown`
        Shutdown = "shutdown",
        /// `force_stop`
        ForceStop = "force_stop",
        /// `reboot`
        Reboot = "reboot",
        /// `reset`
        Reset = "reset",
        /// `pause`
        Pause = "pause",
        /// `resume`
        Resume = "resume",
        /// `save`
        Save = "save",
        /// `restore`
        Restore = "restore",
        /// `inspect`
        Inspect = "inspect",
        /// `list`
        List = "list",
        /// `stats`
        Stats = "stats",
        /// `console_log`
        ConsoleLog = "console_log",
        /// `guest_ping`
        GuestPing = "guest_ping",
        /// `guest_exec`
        GuestExec = "guest_exec",
        /// `guest_read_file`
        GuestReadFile = "guest_read_file",
        /// `guest_write_file`
        GuestWriteFile = "guest_write_file",
        /// `pool_space`
        PoolSpace = "pool_space",
        /// `create_volume`
        CreateVolume = "create_volume",
        /// `upload_volume`
        UploadVolume = "upload_volume",
        /// `resize_volume`
        ResizeVolume = "resize_volume",
        /// `delete_volume`
        DeleteVolume = "delete_volume",
        /// `list_volumes`
        ListVolumes = "list_volumes",
    }
}

/// A call that goes wrong: the `nth` of `verb`, counted from 1 since the fault was planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The method.
    pub verb: Verb,
    /// Only calls on this machine count; every call if none.
    pub machine: Option<MachineId>,
    /// Which call, from 1.
    pub nth: u64,
    /// What happens to it.
    pub kind: FaultKind,
}

impl Fault {
    /// A fault of the `nth` call of `verb`, on whatever machine.
    pub fn nth(nth: u64, verb: Verb, kind: FaultKind) -> Self {
        Self { verb, machine: None, nth, kind }
    }
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is refused and changes nothing: `hypervisor_failed`.
    FailBefore,
    /// It takes effect, and its answer is lost: `unknown_outcome`.
    FailAfter,
    /// It never takes effect and does not answer until the deadline: `unknown_outcome`.
    HangBefore,
    /// It takes effect, but does not answer until the deadline: `unknown_outcome`.
    HangAfter,
    /// It succeeds, and then this happens.
    Then(Incident),
}

/// Something that happens to a host, its connection, a machine or a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incident {
    /// The connection is lost. Machines go on running; calls fail with `unavailable`.
    ConnectionLost,
    /// The host loses power: every machine is off, and the connection is lost.
    HostDied,
    /// The host and the connection are back; machines are as they were left.
    HostReturned,
    /// The process of this machine dies.
    MachineCrashed(MachineId),
    /// Calls on this machine hang until their deadline; no other machine is delayed.
    MachineStuck(MachineId),
    /// Calls on this machine are answered again.
    MachineUnstuck(MachineId),
    /// The guest of this machine panics: its agent and its programs are gone, the machine stays on.
    GuestDied(MachineId),
    /// The guest of this machine no longer listens when it is asked to shut down or restart.
    GuestDeaf(MachineId),
    /// The next so many hints never reach anybody.
    HintsLost(u64),
}
