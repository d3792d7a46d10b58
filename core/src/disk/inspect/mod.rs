//! What a file to be imported is, judged by its first bytes before anything else opens it.
//!
//! Pure functions over the head of a file and its length. Whatever refers to another file, is encrypted, is cut off or
//! is none of the formats we store is refused here, so that no hypervisor ever follows what a stranger wrote into an
//! image. What passes is stored under an explicit format, never guessed again.

mod qcow2;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, ops::RangeInclusive};

use crate::{
    error::{Error, Result},
    hypervisor::VolumeFormat,
};

/// How much of the beginning of a file is judged, in bytes: past the volume descriptor of an ISO.
pub(crate) const HEAD: usize = 64 * 1024;

/// The sizes a disk can have, in bytes: 1 MiB to 64 TiB.
const DISK_BYTES: RangeInclusive<u64> = (1 << 20)..=(64 << 40);

/// The unit of all disk sizes, in bytes.
const SECTOR: u64 = 512;

/// Which file of an import this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A disk image.
    Disk,
    /// An ISO.
    Iso,
    /// A kernel.
    Kernel,
    /// An initial RAM disk.
    Initrd,
}

impl Part {
    /// The argument that names it.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Disk | Self::Iso => "path",
            Self::Kernel => "kernel",
            Self::Initrd => "initrd",
        }
    }
}

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    /// How it is laid out.
    pub(crate) format: VolumeFormat,
    /// The size a guest sees, in bytes.
    pub(crate) size_bytes: u64,
}

/// Why a file is refused.
type Problem = Cow<'static, str>;

/// Judges the file of `length` bytes that begins with `head`: [`HEAD`] bytes of it, or all when it is shorter.
///
/// # Errors
/// `invalid_argument` with the part's field.
pub(crate) fn inspect(part: Part, head: &[u8], length: u64) -> Result<Content> {
    judge(part, head, length).map_err(|problem| Error::invalid(part.field(), problem))
}

fn judge(part: Part, head: &[u8], length: u64) -> std::result::Result<Content, Problem> {
    if length == 0 || head.is_empty() {
        return Err("is empty".into());
    }
    refuse_foreign(head)?;
    let raw = Content { format: VolumeFormat::Raw, size_bytes: length };
    match part {
        Part::Disk if head.starts_with(qcow2::MAGIC) => {
            let size_bytes = qcow2::virtual_size(head, length)?;
            Ok(Content { format: VolumeFormat::Qcow2, size_bytes })
        }
        Part::Disk => raw_disk(head, length).map(|()| raw),
        Part::Iso => iso(head, length).map(|()| raw),
        Part::Kernel => kernel(head, length).map(|()| raw),
        Part::Initrd => initrd(head).map(|()| raw),
    }
}

/// Refuses the formats that are known by their first bytes and never stored.
fn refuse_foreign(head: &[u8]) -> std::result::Result<(), Problem> {
    const SIGNATURES: [(usize, &[u8], &str); 11] = [
        (0, b"KDMV", "a VMDK image"),
        (0, b"COWD", "a VMDK image"),
        (0, b"conectix", "a VHD image"),
        (0, b"vhdxfile", "a VHDX image"),
        (0, b"<<< ", "a VDI image"),
        (0x40, b"\x7f\x10\xda\xbe", "a VDI image"),
        (0, b"QED\0", "a QED image"),
        (0, b"Bochs Virtual HD Image", "a Bochs image"),
        (0, b"WithoutFreeSpace", "a Parallels image"),
        (0, b"WithouFreSpacExt", "a Parallels image"),
        (0, b"LUKS\xba\xbe", "an encrypted LUKS volume"),
    ];
    for (at, signature, name) in SIGNATURES {
        if has(head, at, signature) {
            return Err(format!("is {name}; convert it to qcow2 or raw first").into());
        }
    }
    Ok(())
}

/// Refuses what is no plain disk: text, which may describe a disk elsewhere, and files that are meant for something else.
fn raw_disk(head: &[u8], length: u64) -> std::result::Result<(), Problem> {
    if is_text(head) {
        return Err("is text, not a disk; a descriptor of disks elsewhere cannot be imported".into());
    }
    if is_compressed(head) {
        return Err("is compressed; unpack it first".into());
    }
    if has(head, DESCRIPTOR, b"\x01CD001") {
        return Err("is an ISO 9660 image; import it as an ISO".into());
    }
    check_disk_size(length)
}

fn check_disk_size(size_bytes: u64) -> std::result::Result<(), Problem> {
    match size_problem(size_bytes) {
        Some(problem) => Err(format!("is a disk of {size_bytes} bytes: a size {problem}").into()),
        None => Ok(()),
    }
}

/// What is wrong with the size of a disk, if anything is.
pub(crate) fn size_problem(size_bytes: u64) -> Option<&'static str> {
    if !DISK_BYTES.contains(&size_bytes) {
        return Some("must be 1 MiB to 64 TiB");
    }
    (!size_bytes.is_multiple_of(SECTOR)).then_some("must be a multiple of 512 bytes")
}

/// Where the primary volume descriptor of an ISO lies.
const DESCRIPTOR: usize = 32 * 1024;

fn iso(head: &[u8], length: u64) -> std::result::Result<(), Problem> {
    if !has(head, DESCRIPTOR, b"\x01CD001") {
        return Err("is not an ISO 9660 image".into());
    }
    if head.starts_with(qcow2::MAGIC) || is_text(head) {
        return Err("is something else besides an ISO 9660 image".into());
    }
    let (Some(blocks), Some(block)) = (le_u32(head, DESCRIPTOR + 80), le_u16(head, DESCRIPTOR + 128)) else {
        return Err("is cut off".into());
    };
    if u64::from(blocks) * u64::from(block) > length {
        return Err("is cut off: it is shorter than its volume".into());
    }
    Ok(())
}

/// An x86 Linux kernel, by its setup header.
fn kernel(head: &[u8], length: u64) -> std::result::Result<(), Problem> {
    if !has(head, 0x1fe, b"\x55\xaa") || !has(head, 0x202, b"HdrS") {
        return Err("is not an x86 Linux kernel (bzImage)".into());
    }
    let setup = match head[0x1f1] {
        0 => 4,
        sectors => u64::from(sectors),
    };
    let code = u64::from(le_u32(head, 0x1f4).unwrap_or(0)) * 16;
    if (setup + 1) * SECTOR + code > length {
        return Err("is cut off: it is shorter than its header says".into());
    }
    Ok(())
}

fn initrd(head: &[u8]) -> std::result::Result<(), Problem> {
    let cpio = head.starts_with(b"070701") || head.starts_with(b"070702");
    if cpio || is_compressed(head) {
        return Ok(());
    }
    Err("is not an initial RAM disk: neither cpio nor compressed".into())
}

/// The compressions that Linux unpacks an initial RAM disk from.
fn is_compressed(head: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] = [
        b"\x1f\x8b",            // gzip
        b"\x28\xb5\x2f\xfd",    // zstd
        b"\xfd7zXZ\0",          // xz
        b"\x02\x21\x4c\x18",    // lz4, the legacy frame that Linux uses
        b"\x04\x22\x4d\x18",    // lz4
        b"BZh",                 // bzip2
        b"\x5d\0\0",            // lzma
        b"\x89LZO\0\r\n\x1a\n", // lzop
    ];
    SIGNATURES.iter().any(|signature| head.starts_with(signature))
}

/// Whether it begins as text does: at least 8 characters before the first NUL, none of them a control character.
fn is_text(head: &[u8]) -> bool {
    let start = &head[..head.len().min(512)];
    let start = start.split(|byte| *byte == 0).next().unwrap_or_default();
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // A character that was cut in two at the end.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let spoken = |character: char| !character.is_control() || character.is_ascii_whitespace();
    text.len() >= 8 && text.chars().all(spoken) || text.trim_start().starts_with("json:")
}

fn has(bytes: &[u8], at: usize, signature: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(signature))
}

fn le_u16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn le_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
