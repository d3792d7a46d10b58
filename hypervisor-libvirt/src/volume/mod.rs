//! Volumes: files in a directory of this host, named by our ids alone.
//!
//! A file is made under a temporary name, synced, and renamed: it is there whole or not at all. The temporary name is the
//! volume's own, so that what a crash left is replaced by the next attempt and removed with the volume.

mod qcow2;
mod qemu_img;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use vmbay::hypervisor::{PoolSpace, VolumeFormat, VolumeRef, VolumeSpec, VolumeStatus};
use vmbay::id::VolumeId;
use vmbay::{Error, Resource, Result};

pub(crate) use self::qemu_img::QemuImg;

/// The file of a volume.
///
/// # Errors
/// `invalid_argument` for a pool that is no plain absolute path.
pub(crate) fn path_of(volume: &VolumeRef) -> Result<PathBuf> {
    Ok(directory(&volume.pool)?.join(file_name(volume)))
}

fn file_name(volume: &VolumeRef) -> String {
    format!("{}.{}", volume.id, volume.format)
}

fn temporary(volume: &VolumeRef) -> Result<PathBuf> {
    Ok(directory(&volume.pool)?.join(format!("{}.part", file_name(volume))))
}

fn directory(pool: &str) -> Result<&Path> {
    let path = Path::new(pool);
    let plain = path.is_absolute() && !path.components().any(|part| part == std::path::Component::ParentDir);
    if plain && !pool.chars().any(char::is_control) {
        Ok(path)
    } else {
        Err(Error::invalid("pool", "is no absolute path of a directory"))
    }
}

/// The space in a pool, which is created when it is not there.
pub(crate) fn space(pool: &str) -> Result<PoolSpace> {
    let directory = directory(pool)?;
    fs::create_dir_all(directory).map_err(|error| pool_failed(pool, error))?;
    let stat = rustix::fs::statvfs(directory).map_err(|error| pool_failed(pool, error.into()))?;
    Ok(PoolSpace {
        capacity_bytes: stat.f_blocks.saturating_mul(stat.f_frsize),
        available_bytes: stat.f_bavail.saturating_mul(stat.f_frsize),
    })
}

/// Creates an empty volume or a linked clone.
pub(crate) fn create(spec: &VolumeSpec, qemu_img: &QemuImg, deadline: Duration) -> Result<()> {
    let volume = &spec.volume;
    if spec.size_bytes == 0 || !spec.size_bytes.is_multiple_of(512) || i64::try_from(spec.size_bytes).is_err()
    {
        return Err(Error::invalid("size_bytes", "is not a positive multiple of 512 that a disk can have"));
    }
    if spec.backing.is_some() && volume.format != VolumeFormat::Qcow2 {
        return Err(Error::invalid("format", "of a linked clone must be qcow2"));
    }
    let backing = spec
        .backing
        .as_ref()
        .map(|backing| path_of(backing).map(|file| (file, backing.format)))
        .transpose()?;
    if let Some((file, _)) = &backing
        && !file
            .try_exists()
            .map_err(|error| failed(spec.backing.as_ref().unwrap_or(volume), "read", error))?
    {
        return Err(not_found(spec.backing.as_ref().unwrap_or(volume)));
    }
    if let Some(found) = look(volume)? {
        let same = found.status.size_bytes == spec.size_bytes
            && found.backing == backing.as_ref().map(|(file, _)| file.clone());
        return if same { Ok(()) } else { Err(exists(volume)) };
    }
    space(&volume.pool)?;
    let part = temporary(volume)?;
    remove(volume, &part)?;
    let made = match volume.format {
        VolumeFormat::Raw => File::create_new(&part)
            .and_then(|file| file.set_len(spec.size_bytes))
            .map_err(|error| failed(volume, "create", error)),
        VolumeFormat::Qcow2 => {
            let backing = backing.as_ref().map(|(file, format)| (file.as_path(), *format));
            qemu_img.create(&part, spec.size_bytes, backing, deadline)
        }
    };
    finish(volume, &part, made)
}

/// Makes a finished temporary file the volume, or leaves nothing of it.
fn finish(volume: &VolumeRef, part: &Path, made: Result<()>) -> Result<()> {
    let target = path_of(volume)?;
    let published =
        made.and_then(|()| publish(part, &target).map_err(|error| failed(volume, "write", error)));
    if published.is_err() {
        // The first error is the one to tell; what cannot be removed now goes with the volume.
        let _ = fs::remove_file(part);
    }
    published
}

fn publish(part: &Path, target: &Path) -> io::Result<()> {
    File::open(part)?.sync_all()?;
    fs::rename(part, target)?;
    sync_directory(target)
}

fn sync_directory(file: &Path) -> io::Result<()> {
    File::open(file.parent().unwrap_or(Path::new("/")))?.sync_all()
}

/// A volume on its way from the caller to the disk.
pub(crate) struct Upload {
    volume: VolumeRef,
    part: PathBuf,
    file: Option<File>,
    unsynced: usize,
}

/// How much is written before it is synced: the end of a large upload is then as quick as any other piece of it.
const SYNC_EVERY: usize = 64 * 1024 * 1024;

impl Upload {
    pub(crate) fn begin(volume: VolumeRef) -> Result<Self> {
        space(&volume.pool)?;
        let part = temporary(&volume)?;
        // An earlier attempt, dead or dying, keeps writing to its own file, which then has no name.
        remove(&volume, &part)?;
        let file = OpenOptions::new().write(true).create_new(true).open(&part);
        let file = file.map_err(|error| failed(&volume, "create", error))?;
        Ok(Self { volume, part, file: Some(file), unsynced: 0 })
    }

    pub(crate) fn write(&mut self, bytes: &Bytes) -> Result<()> {
        let Some(file) = &mut self.file else { return Err(Error::Closed { what: "the upload".into() }) };
        self.unsynced += bytes.len();
        let sync = self.unsynced >= SYNC_EVERY;
        let written = file.write_all(bytes).and_then(|()| if sync { file.sync_data() } else { Ok(()) });
        self.unsynced = if sync { 0 } else { self.unsynced };
        written.map_err(|error| failed(&self.volume, "write", error))
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        let ours = self.file.take().map(|file| file.metadata()).transpose();
        let ours = ours.map_err(|error| failed(&self.volume, "write", error))?;
        let named = fs::metadata(&self.part).map_err(|error| failed(&self.volume, "write", error))?;
        // Somebody else's attempt has taken the name: it is theirs to finish.
        if ours.is_none_or(|ours| ours.ino() != named.ino()) {
            return Err(Error::Cancelled { what: "the upload".into() });
        }
        finish(&self.volume, &self.part, Ok(()))
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Still there when the upload failed or was given up.
        if self.file.is_some() {
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// Grows a volume.
pub(crate) fn resize(
    volume: &VolumeRef,
    size_bytes: u64,
    qemu_img: &QemuImg,
    deadline: Duration,
) -> Result<()> {
    if !size_bytes.is_multiple_of(512) || i64::try_from(size_bytes).is_err() {
        return Err(Error::invalid("size_bytes", "is not a multiple of 512 that a disk can have"));
    }
    let found = look(volume)?.ok_or_else(|| not_found(volume))?;
    let path = path_of(volume)?;
    match (size_bytes.cmp(&found.status.size_bytes), volume.format) {
        (std::cmp::Ordering::Equal, _) => Ok(()),
        (std::cmp::Ordering::Less, _) => {
            Err(Error::invalid("size_bytes", "is less than the volume has; volumes only grow"))
        }
        (std::cmp::Ordering::Greater, VolumeFormat::Raw) => {
            let grown = OpenOptions::new().write(true).open(path).and_then(|file| {
                file.set_len(size_bytes)?;
                file.sync_all()
            });
            grown.map_err(|error| failed(volume, "grow", error))
        }
        (std::cmp::Ordering::Greater, VolumeFormat::Qcow2) => qemu_img.resize(&path, size_bytes, deadline),
    }
}

/// Removes a volume and what an unfinished attempt left of it.
pub(crate) fn delete(volume: &VolumeRef) -> Result<()> {
    let path = path_of(volume)?;
    remove(volume, &temporary(volume)?)?;
    remove(volume, &path)?;
    match sync_directory(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(volume, "delete", error)),
        _ => Ok(()),
    }
}

fn remove(volume: &VolumeRef, path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(volume, "delete", error)),
        _ => Ok(()),
    }
}

/// Every volume of ours in a pool.
pub(crate) fn list(pool: &str) -> Result<Vec<VolumeStatus>> {
    let entries = match fs::read_dir(directory(pool)?) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| pool_failed(pool, error))?,
    };
    let mut volumes = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| pool_failed(pool, error))?;
        let Some((id, format)) = entry.file_name().to_str().and_then(parse_name) else { continue };
        let volume = VolumeRef { pool: pool.to_owned(), id, format };
        match look(&volume) {
            // One file whose content is damaged must not hide the others.
            Err(Error::Corrupt { .. }) => {
                volumes.push(VolumeStatus { volume, size_bytes: 0, allocated_bytes: 0 });
            }
            // It may go while we look.
            found => volumes.extend(found?.map(|found| found.status)),
        }
    }
    volumes.sort_by_key(|status| status.volume.id);
    Ok(volumes)
}

fn parse_name(name: &str) -> Option<(VolumeId, VolumeFormat)> {
    let (id, format) = name.split_once('.')?;
    let (id, format) = (id.parse::<VolumeId>().ok()?, format.parse().ok()?);
    // Another spelling of an id is not a name that we gave.
    (name == format!("{id}.{format}")).then_some((id, format))
}

/// A volume as it is on disk.
struct Found {
    status: VolumeStatus,
    backing: Option<PathBuf>,
}

fn look(volume: &VolumeRef) -> Result<Option<Found>> {
    let path = path_of(volume)?;
    let looked = fs::symlink_metadata(&path).and_then(|metadata| {
        if !metadata.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidData, "it is no regular file"));
        }
        let (size_bytes, backing) = match volume.format {
            VolumeFormat::Raw => (metadata.len(), None),
            VolumeFormat::Qcow2 => qcow2::read(&path)?,
        };
        let status =
            VolumeStatus { volume: volume.clone(), size_bytes, allocated_bytes: metadata.blocks() * 512 };
        Ok(Found { status, backing })
    });
    match looked {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(Error::corrupt(format!("volume {}", volume.id), error.to_string()))
        }
        Err(error) => Err(failed(volume, "read", error)),
    }
}

fn resource(volume: &VolumeRef) -> Resource {
    Resource::new("volume", volume.id)
}

fn not_found(volume: &VolumeRef) -> Error {
    Error::NotFound { resource: resource(volume) }
}

fn exists(volume: &VolumeRef) -> Error {
    Error::AlreadyExists { resource: resource(volume), field: "id".into() }
}

fn failed(volume: &VolumeRef, verb: &str, error: io::Error) -> Error {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Error::OutOfSpace { what: format!("volume {}", volume.id).into(), source: Some(Box::new(error)) }
        }
        ErrorKind::NotFound => not_found(volume),
        _ => Error::HypervisorFailed {
            what: format!("{verb} volume {}", volume.id).into(),
            source: Box::new(error),
        },
    }
}

fn pool_failed(pool: &str, error: io::Error) -> Error {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Error::OutOfSpace { what: format!("the pool {pool}").into(), source: Some(Box::new(error)) }
        }
        _ => Error::Unavailable {
            what: format!("the pool {pool}").into(),
            mend: "name a directory that can be made and written".into(),
            source: Some(Box::new(error)),
        },
    }
}

#[cfg(test)]
mod tests;
