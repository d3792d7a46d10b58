//! What a machine and its disks are to a hypervisor.

use serde::{Deserialize, Serialize};

use crate::{
    id::{InstallationId, MachineId, NicId, VolumeId},
    text_enum,
};

text_enum! {
    /// How the bytes of a volume are laid out. It is always said, never guessed from the content.
    pub enum VolumeFormat {
        /// The bytes as they are.
        Raw = "raw",
        /// QEMU's copy-on-write format.
        Qcow2 = "qcow2",
    }
}

/// A volume in a pool, by our id alone: the adapter derives the file's place from the two, so that no path of a
/// tenant's choosing ever reaches a hypervisor.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VolumeRef {
    /// The pool: for a directory pool, the absolute path of the directory on the host.
    pub pool: String,
    /// The volume.
    pub id: VolumeId,
    /// Its format.
    pub format: VolumeFormat,
}

/// A volume to create.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeSpec {
    /// Where, and under which id.
    pub volume: VolumeRef,
    /// The size the guest sees, in bytes; a multiple of 512.
    pub size_bytes: u64,
    /// The volume it is a linked clone of: its unwritten blocks are read from there. Needs format `qcow2`.
    pub backing: Option<VolumeRef>,
}

/// A volume as found in a pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeStatus {
    /// Which one.
    pub volume: VolumeRef,
    /// The size the guest sees, in bytes.
    pub size_bytes: u64,
    /// What it takes up on the host, in bytes.
    pub allocated_bytes: u64,
}

text_enum! {
    /// How a disk appears to the guest.
    pub enum DiskKind {
        /// A disk.
        Disk = "disk",
        /// A CD-ROM: read-only, removable.
        Cdrom = "cdrom",
    }
}

/// A disk of a machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiskSpec {
    /// What it shows.
    pub volume: VolumeRef,
    /// How it appears.
    pub kind: DiskKind,
}

/// Where the guest's first code comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BootSpec {
    /// The first disk, then the first CD-ROM.
    Disk,
    /// A kernel handed over by the hypervisor.
    Kernel {
        /// The kernel.
        kernel: VolumeRef,
        /// The initial RAM disk.
        initrd: Option<VolumeRef>,
        /// The kernel's command line.
        command_line: String,
    },
}

/// What a network card is plugged into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NicSource {
    /// User-mode networking: outgoing connections only, needs no privileges.
    User,
    /// The hypervisor's network of this name.
    Network(String),
}

/// A network card of a machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NicSpec {
    /// Our id.
    pub id: NicId,
    /// Its hardware address, as `52:54:00:xx:xx:xx`.
    pub mac: String,
    /// What it is plugged into.
    pub source: NicSource,
}

/// A machine as a hypervisor is to define it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineSpec {
    /// Our id: everything on the hypervisor is found by it, and the hypervisor's own id of the machine equals it.
    pub id: MachineId,
    /// The database it belongs to.
    pub owner: InstallationId,
    /// A name for people who look at the hypervisor; not unique there, the adapter makes it so.
    pub name: String,
    /// Virtual processors, 1 to 255.
    pub vcpus: u32,
    /// Memory in MiB, 16 at least.
    pub memory_mib: u32,
    /// Where the guest's first code comes from.
    pub boot: BootSpec,
    /// Its disks, in order.
    pub disks: Vec<DiskSpec>,
    /// Its network cards, in order.
    pub nics: Vec<NicSpec>,
}
