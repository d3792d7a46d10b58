//! The disk of a simulated host: volumes in pools, by our ids, and files that are not ours.

use std::collections::BTreeMap;

use super::power::cannot_start;
use crate::{
    error::{Error, Resource, Result},
    hypervisor::{PoolSpace, VolumeFormat, VolumeRef, VolumeSpec, VolumeStatus},
    id::{MachineId, VolumeId},
};

/// What a qcow2 volume takes up before anything is written to it.
const QCOW2_BYTES: u64 = 192 * 1024;
/// The first bytes of a content tell its format and size.
pub(super) const HEAD: usize = 32;
/// A size is a whole number of these.
const SECTOR: u64 = 512;
/// So many clones of clones are followed; a base that was replaced by its own clone has no end of them.
const LAYERS: usize = 200;

#[derive(Debug)]
pub(super) struct Disk {
    capacity_bytes: u64,
    used_bytes: u64,
    pools: BTreeMap<String, Pool>,
}

#[derive(Debug, Default)]
struct Pool {
    volumes: BTreeMap<(VolumeId, VolumeFormat), Stored>,
    foreign_files: BTreeMap<String, u64>,
}

#[derive(Debug)]
struct Stored {
    size_bytes: u64,
    allocated_bytes: u64,
    backing: Option<VolumeRef>,
    /// The machine that runs with it as a disk.
    writer: Option<MachineId>,
}

impl Disk {
    pub(super) fn new(capacity_bytes: u64) -> Self {
        Self { capacity_bytes, used_bytes: 0, pools: BTreeMap::new() }
    }

    pub(super) fn space(&mut self, pool: &str) -> PoolSpace {
        self.pool(pool);
        PoolSpace {
            capacity_bytes: self.capacity_bytes,
            available_bytes: self.capacity_bytes.saturating_sub(self.used_bytes),
        }
    }

    pub(super) fn set_capacity(&mut self, capacity_bytes: u64) {
        self.capacity_bytes = capacity_bytes;
    }

    fn pool(&mut self, pool: &str) -> &mut Pool {
        // Looked up first, so that the name is copied only for a new pool.
        if !self.pools.contains_key(pool) {
            self.pools.insert(pool.to_owned(), Pool::default());
        }
        self.pools.get_mut(pool).expect("it was put there above if it was not there before")
    }

    fn stored(&self, volume: &VolumeRef) -> Option<&Stored> {
        self.pools.get(&volume.pool)?.volumes.get(&(volume.id, volume.format))
    }

    fn stored_mut(&mut self, volume: &VolumeRef) -> Option<&mut Stored> {
        self.pools.get_mut(&volume.pool)?.volumes.get_mut(&(volume.id, volume.format))
    }

    fn put(&mut self, volume: &VolumeRef, stored: Stored) -> Result<()> {
        let freed = self.stored(volume).map_or(0, |stored| stored.allocated_bytes);
        self.used_bytes = self.fitting(self.used_bytes - freed, stored.allocated_bytes, volume)?;
        self.pool(&volume.pool).volumes.insert((volume.id, volume.format), stored);
        Ok(())
    }

    fn fitting(&self, used: u64, more: u64, volume: &VolumeRef) -> Result<u64> {
        used.checked_add(more)
            .filter(|used| *used <= self.capacity_bytes)
            .ok_or_else(|| Error::OutOfSpace { what: format!("volume {}", volume.id).into(), source: None })
    }

    pub(super) fn create(&mut self, spec: &VolumeSpec) -> Result<()> {
        let VolumeSpec { volume, size_bytes, backing } = spec;
        check_size(*size_bytes)?;
        if let Some(there) = self.stored(volume) {
            let same = there.size_bytes == *size_bytes && there.backing == *backing;
            return if same { Ok(()) } else { Err(taken(volume)) };
        }
        if let Some(backing) = backing {
            if volume.format != VolumeFormat::Qcow2 {
                return Err(Error::invalid("format", "must be qcow2 for a linked clone"));
            }
            self.stored(backing).ok_or_else(|| missing(backing))?;
        }
        let allocated_bytes = allocated(volume.format, *size_bytes);
        self.put(
            volume,
            Stored { size_bytes: *size_bytes, allocated_bytes, backing: backing.clone(), writer: None },
        )
    }

    /// Stores content of `bytes`, which begins with `head`.
    pub(super) fn upload(&mut self, volume: &VolumeRef, bytes: u64, head: &[u8]) -> Result<()> {
        let size_bytes = match volume.format {
            VolumeFormat::Raw => bytes.next_multiple_of(SECTOR),
            VolumeFormat::Qcow2 => qcow2_size(head).ok_or_else(|| {
                Error::invalid("content", "is not a disk in the format of its volume, qcow2")
            })?,
        };
        if self.stored(volume).is_some_and(|stored| stored.writer.is_some()) {
            return Err(in_use(volume));
        }
        self.put(volume, Stored { size_bytes, allocated_bytes: bytes, backing: None, writer: None })
    }

    pub(super) fn resize(&mut self, volume: &VolumeRef, size_bytes: u64) -> Result<()> {
        check_size(size_bytes)?;
        let stored = self.stored(volume).ok_or_else(|| missing(volume))?;
        if stored.size_bytes == size_bytes {
            return Ok(());
        }
        if stored.size_bytes > size_bytes {
            return Err(Error::invalid("size_bytes", "must not be smaller than the volume is"));
        }
        if stored.writer.is_some() {
            return Err(in_use(volume));
        }
        let grown = match volume.format {
            VolumeFormat::Raw => size_bytes - stored.size_bytes,
            VolumeFormat::Qcow2 => 0,
        };
        self.used_bytes = self.fitting(self.used_bytes, grown, volume)?;
        if let Some(stored) = self.stored_mut(volume) {
            stored.size_bytes = size_bytes;
            stored.allocated_bytes += grown;
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, volume: &VolumeRef) {
        let Some(pool) = self.pools.get_mut(&volume.pool) else { return };
        if let Some(stored) = pool.volumes.remove(&(volume.id, volume.format)) {
            self.used_bytes -= stored.allocated_bytes;
        }
    }

    pub(super) fn list(&self, pool: &str) -> Vec<VolumeStatus> {
        self.pools.get(pool).map(|volumes| volumes.list(pool)).unwrap_or_default()
    }

    pub(super) fn list_all(&self) -> Vec<VolumeStatus> {
        self.pools.iter().flat_map(|(name, pool)| pool.list(name)).collect()
    }

    pub(super) fn plant(&mut self, pool: &str, name: String, bytes: u64) {
        self.used_bytes += bytes;
        self.pool(pool).foreign_files.insert(name, bytes);
    }

    pub(super) fn foreign_files(&self) -> Vec<(String, String)> {
        let named = |(pool, files): (&String, &Pool)| {
            files.foreign_files.keys().map(|name| (pool.clone(), name.clone())).collect::<Vec<_>>()
        };
        self.pools.iter().flat_map(named).collect()
    }

    /// Opens a volume and all it is a clone of, for a machine that is to run; for writing if there is a writer.
    pub(super) fn open(&mut self, volume: &VolumeRef, writer: Option<MachineId>) -> Result<()> {
        let mut layer = Some(volume);
        for _ in 0..LAYERS {
            let Some(found) = layer else { break };
            layer = self.stored(found).ok_or_else(|| cannot_start("a volume is not there"))?.backing.as_ref();
        }
        if layer.is_some() {
            return Err(cannot_start("a volume has too many layers"));
        }
        let stored = self.stored_mut(volume).ok_or_else(|| cannot_start("a volume is not there"))?;
        if writer.is_some() && stored.writer.is_some() {
            return Err(cannot_start("a volume is in use by another machine"));
        }
        stored.writer = stored.writer.or(writer);
        Ok(())
    }

    /// Takes a volume out of the hands of a machine.
    pub(super) fn close(&mut self, volume: &VolumeRef, writer: MachineId) {
        if let Some(stored) = self.stored_mut(volume).filter(|stored| stored.writer == Some(writer)) {
            stored.writer = None;
        }
    }
}

impl Pool {
    fn list(&self, pool: &str) -> Vec<VolumeStatus> {
        let status = |(&(id, format), stored): (&(VolumeId, VolumeFormat), &Stored)| VolumeStatus {
            volume: VolumeRef { pool: pool.to_owned(), id, format },
            size_bytes: stored.size_bytes,
            allocated_bytes: stored.allocated_bytes,
        };
        self.volumes.iter().map(status).collect()
    }
}

fn allocated(format: VolumeFormat, size_bytes: u64) -> u64 {
    match format {
        VolumeFormat::Raw => size_bytes,
        VolumeFormat::Qcow2 => QCOW2_BYTES,
    }
}

fn check_size(size_bytes: u64) -> Result<()> {
    if size_bytes == 0 || !size_bytes.is_multiple_of(SECTOR) {
        return Err(Error::invalid("size_bytes", "must be a multiple of 512 above zero"));
    }
    Ok(())
}

/// The size that the header of a qcow2 file tells.
fn qcow2_size(head: &[u8]) -> Option<u64> {
    let size = head.get(24..32)?.try_into().ok()?;
    head.starts_with(b"QFI\xfb").then(|| u64::from_be_bytes(size))
}

fn missing(volume: &VolumeRef) -> Error {
    Error::not_found("volume", volume.id)
}

fn taken(volume: &VolumeRef) -> Error {
    Error::AlreadyExists { resource: Resource::new("volume", volume.id), field: "id".into() }
}

fn in_use(volume: &VolumeRef) -> Error {
    Error::InUse { resource: Resource::new("volume", volume.id), by: "a running machine".into() }
}
