//! The files that the hypervisor keeps of one machine: the log of its serial console, the socket of its agent.

use std::fs;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use bytes::Bytes;
use vmbay::{Error, Result};

/// The most that is read of a log at once.
const PIECE: u64 = 1024 * 1024;

/// Removes a file of a machine that is gone; one that is not there is as good.
pub(crate) fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::HypervisorFailed {
            what: "remove the machine's files".into(),
            source: Box::new(error),
        }),
        _ => Ok(()),
    }
}

/// What a machine wrote to its console from byte `offset` on, up to a piece.
pub(crate) fn read_log(file: &Path, offset: u64) -> Result<Bytes> {
    let read = fs::File::open(file).and_then(|mut file| {
        file.seek(SeekFrom::Start(offset))?;
        let mut piece = Vec::new();
        file.take(PIECE).read_to_end(&mut piece)?;
        Ok(piece.into())
    });
    match read {
        // The machine has not been started yet.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Bytes::new()),
        read => read.map_err(|error| Error::HypervisorFailed {
            what: "read the console".into(),
            source: Box::new(error),
        }),
    }
}
