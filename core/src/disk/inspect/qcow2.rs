//! The header of a qcow2 image, read as QEMU's `docs/interop/qcow2.txt` writes it and believed in nothing.

use super::{Problem, check_disk_size};

/// The first bytes of every qcow2 image.
pub(super) const MAGIC: &[u8] = b"QFI\xfb";

/// The header of version 2; a version 3 header is at least 104 bytes.
const HEADER_V2: u32 = 72;
const HEADER_V3: u32 = 104;

/// Incompatible features: dirty and other compressions than zlib do no harm, extended L2 entries change a bound.
const DIRTY: u64 = 1 << 0;
const CORRUPT: u64 = 1 << 1;
const EXTERNAL_DATA: u64 = 1 << 2;
const COMPRESSION: u64 = 1 << 3;
const EXTENDED_L2: u64 = 1 << 4;

/// Header extensions: the end of them, and those that are refused.
const END: u32 = 0;
const EXTERNAL_DATA_NAME: u32 = 0x4441_5441;
const ENCRYPTION: u32 = 0x0537_be77;

/// The largest tables QEMU opens, in bytes.
const L1_BYTES: u64 = 32 << 20;
const REFCOUNT_BYTES: u64 = 8 << 20;
/// The most internal snapshots QEMU opens.
const SNAPSHOTS: u32 = 65_536;

/// The size that the guest sees of the image of `length` bytes that begins with `head`.
pub(super) fn virtual_size(head: &[u8], length: u64) -> Result<u64, Problem> {
    let image = Image { head, length };
    let version = image.u32(4)?;
    if !(2..=3).contains(&version) {
        return Err(format!("is qcow version {version}; convert it to qcow2 first").into());
    }
    if image.u64(8)? != 0 || image.u32(16)? != 0 {
        return Err("has a backing file; flatten it first (qemu-img convert)".into());
    }
    if image.u32(32)? != 0 {
        return Err("is encrypted".into());
    }
    let cluster_bits = image.u32(20)?;
    if !(9..=21).contains(&cluster_bits) {
        return Err(format!("has clusters of 2^{cluster_bits} bytes").into());
    }
    let cluster = 1_u64 << cluster_bits;
    let (features, header_length) = match version {
        2 => (0, HEADER_V2),
        _ => (image.u64(72)?, image.u32(100)?),
    };
    refuse_features(features)?;
    if version == 3 {
        check_version_3(&image, features, header_length, cluster)?;
    }
    refuse_extensions(&image, header_length, cluster)?;
    let size = image.u64(24)?;
    check_disk_size(size)?;
    check_tables(&image, features, size, cluster)?;
    Ok(size)
}

fn refuse_features(features: u64) -> Result<(), Problem> {
    if features & EXTERNAL_DATA != 0 {
        return Err("keeps its data in another file; flatten it first (qemu-img convert)".into());
    }
    if features & CORRUPT != 0 {
        return Err("is marked as corrupt; repair it first (qemu-img check)".into());
    }
    let unknown = features & !(DIRTY | COMPRESSION | EXTENDED_L2);
    if unknown != 0 {
        return Err(format!("needs features that are not known: {unknown:#x}").into());
    }
    Ok(())
}

fn check_version_3(image: &Image<'_>, features: u64, length: u32, cluster: u64) -> Result<(), Problem> {
    if length < HEADER_V3 || u64::from(length) > cluster || !length.is_multiple_of(8) {
        return Err(format!("has a header of {length} bytes").into());
    }
    if image.u32(96)? > 6 {
        return Err("counts references in more than 64 bits".into());
    }
    let compression = if length > HEADER_V3 { image.bytes(104, 1)?[0] } else { 0 };
    if compression > 1 || (compression == 0) == (features & COMPRESSION != 0) {
        return Err("is compressed in a way that is not known".into());
    }
    Ok(())
}

/// Walks the header extensions, all of which lie in the first cluster.
fn refuse_extensions(image: &Image<'_>, header_length: u32, cluster: u64) -> Result<(), Problem> {
    let mut at = u64::from(header_length);
    // A header that fills its cluster has none.
    while at + 8 <= cluster {
        let (kind, size) = (image.u32(at)?, image.u32(at + 4)?);
        match kind {
            END => return Ok(()),
            EXTERNAL_DATA_NAME => return Err("names another file for its data".into()),
            ENCRYPTION => return Err("is encrypted".into()),
            _ => at += 8 + u64::from(size).next_multiple_of(8),
        }
    }
    if at > cluster { Err("has a header extension that does not end".into()) } else { Ok(()) }
}

/// Checks that the tables lie within the file and are large enough for the disk.
fn check_tables(image: &Image<'_>, features: u64, size: u64, cluster: u64) -> Result<(), Problem> {
    let entry = if features & EXTENDED_L2 != 0 { 16 } else { 8 };
    let needed = size.div_ceil(cluster * (cluster / entry));
    let l1 = u64::from(image.u32(36)?);
    if l1 < needed || l1 * 8 > L1_BYTES {
        return Err("has a cluster table that does not fit its size".into());
    }
    image.table(image.u64(40)?, l1 * 8, cluster)?;
    let refcounts = u64::from(image.u32(56)?).saturating_mul(cluster);
    if refcounts == 0 || refcounts > REFCOUNT_BYTES.max(cluster) {
        return Err("has a reference table of an absurd size".into());
    }
    image.table(image.u64(48)?, refcounts, cluster)?;
    let snapshots = image.u32(60)?;
    if snapshots > SNAPSHOTS {
        return Err("has an absurd number of snapshots".into());
    }
    if snapshots > 0 {
        // Each entry has 40 bytes at least.
        image.table(image.u64(64)?, u64::from(snapshots) * 40, cluster)?;
    }
    Ok(())
}

/// An image of which the head was read.
struct Image<'a> {
    head: &'a [u8],
    length: u64,
}

impl Image<'_> {
    fn bytes(&self, at: u64, count: usize) -> Result<&[u8], Problem> {
        let found = usize::try_from(at).ok().and_then(|at| self.head.get(at..at.checked_add(count)?));
        found.ok_or_else(|| Problem::from("is cut off within its header, or has a longer one than is read"))
    }

    fn u32(&self, at: u64) -> Result<u32, Problem> {
        Ok(self.bytes(at, 4)?.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    fn u64(&self, at: u64) -> Result<u64, Problem> {
        Ok(self.bytes(at, 8)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// Checks that a table lies where one can: behind the header, at the start of a cluster, within the file.
    fn table(&self, offset: u64, bytes: u64, cluster: u64) -> Result<(), Problem> {
        if offset == 0 || !offset.is_multiple_of(cluster) {
            return Err("has a table that is misplaced".into());
        }
        match offset.checked_add(bytes) {
            Some(end) if end <= self.length => Ok(()),
            _ => Err("is cut off: a table lies beyond its end".into()),
        }
    }
}
