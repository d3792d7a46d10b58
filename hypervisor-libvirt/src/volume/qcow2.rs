//! The head of a qcow2 file that we made: how large it looks and what it is backed by.

use std::fs::File;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const MAGIC: &[u8] = b"QFI\xfb";
/// The longest name of a backing file that the format allows.
const LONGEST_NAME: u32 = 1023;

/// Reads the size that the guest sees and the backing file.
pub(super) fn read(path: &Path) -> io::Result<(u64, Option<PathBuf>)> {
    let file = File::open(path)?;
    let mut header = [0; 32];
    file.read_exact_at(&mut header, 0).map_err(|_| invalid("it is shorter than a qcow2 header"))?;
    if !header.starts_with(MAGIC) {
        return Err(invalid("it is no qcow2 file"));
    }
    let (name_offset, name_length, size) =
        (be_u64(&header[8..16]), be_u32(&header[16..20]), be_u64(&header[24..32]));
    if name_length > LONGEST_NAME {
        return Err(invalid("the name of its backing file is too long"));
    }
    if name_offset == 0 || name_length == 0 {
        return Ok((size, None));
    }
    let mut name = vec![0; name_length as usize];
    file.read_exact_at(&mut name, name_offset)
        .map_err(|_| invalid("the name of its backing file is cut off"))?;
    Ok((size, Some(std::ffi::OsString::from_vec(name).into())))
}

fn be_u64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn be_u32(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn invalid(problem: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}
