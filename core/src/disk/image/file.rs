//! Files on their way in: looked at before anything is done, and again, byte for byte, while they are copied.

use std::{fs::File, io::Read, sync::Arc};

use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use super::import::ImportFile;
use crate::{
    disk::inspect::{Content, HEAD, Part, inspect},
    error::{Error, Result},
    operation::Run,
};

/// How much is read, judged and hashed at a time, in bytes.
const PIECE: u64 = 1 << 20;

/// A file as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) content: Content,
    /// Its length in bytes.
    pub(super) length: u64,
}

impl ImportFile {
    /// Looks at the file: whether it is there, a regular one, and what its first bytes say.
    ///
    /// # Errors
    /// `invalid_argument` with the part's field.
    pub(super) async fn look(&self) -> Result<Found> {
        let file = self.clone();
        apart(move || {
            let (mut open, length) = file.open()?;
            let head = file.read(&mut open, HEAD as u64)?;
            Ok(Found { content: inspect(file.part, &head, length)?, length })
        })
        .await
    }

    /// Reads the file as a stream of pieces, and gives its sha256 in hex once all of it is read.
    ///
    /// The stream ends with an error instead, so that whoever stores it stores nothing, when the content is not the
    /// `expected` one, when the sha256 is not the one asked for, or when `run` is cancelled. `progress` is told how many
    /// bytes were read so far.
    pub(super) fn stream(
        &self,
        expected: Content,
        run: Arc<Run>,
        progress: impl Fn(&Run, u64) + Send + 'static,
    ) -> (BoxStream<'static, Result<Bytes>>, oneshot::Receiver<String>) {
        let (sender, digest) = oneshot::channel();
        let start = Reading::Closed { file: self.clone(), expected, digest: sender };
        let pieces = stream::try_unfold((start, run, progress), |(reading, run, progress)| async move {
            if run.is_cancelled() {
                return Err(Error::Cancelled { what: "an import".into() });
            }
            let next = apart(move || reading.next()).await?;
            Ok(next.map(|(piece, reading)| {
                progress(&run, reading.read());
                (piece, (reading, run, progress))
            }))
        });
        (pieces.boxed(), digest)
    }

    fn open(&self) -> Result<(File, u64)> {
        let unreadable = |error: std::io::Error| self.invalid(format!("cannot be read: {error}"));
        // Looked at by name first: to open a pipe would wait for its other end.
        if !std::fs::metadata(&self.path).map_err(unreadable)?.is_file() {
            return Err(self.invalid("is not a regular file"));
        }
        let file = File::open(&self.path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(self.invalid("is not a regular file"));
        }
        Ok((file, metadata.len()))
    }

    fn read(&self, file: &mut File, limit: u64) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = file.take(limit).read_to_end(&mut bytes);
        read.map_err(|error| self.invalid(format!("cannot be read: {error}")))?;
        Ok(bytes)
    }

    fn invalid(&self, problem: impl Into<std::borrow::Cow<'static, str>>) -> Error {
        Error::invalid(self.part.field(), problem)
    }
}

/// A stream of a file between two pieces.
enum Reading {
    Closed {
        file: ImportFile,
        expected: Content,
        digest: oneshot::Sender<String>,
    },
    Open {
        file: ImportFile,
        handle: File,
        length: u64,
        read: u64,
        hasher: Sha256,
        digest: oneshot::Sender<String>,
    },
}

impl Reading {
    /// The next piece, or none at the end.
    fn next(self) -> Result<Option<(Bytes, Self)>> {
        match self {
            Self::Closed { file, expected, digest } => {
                let (mut handle, length) = file.open()?;
                let piece = file.read(&mut handle, PIECE)?;
                // Judged again: these very bytes are what is stored.
                if inspect(file.part, &piece[..piece.len().min(HEAD)], length)? != expected {
                    return Err(file.invalid("changed since the import began"));
                }
                let read = piece.len() as u64;
                let hasher = Sha256::new().chain_update(&piece);
                Ok(Some((piece.into(), Self::Open { file, handle, length, read, hasher, digest })))
            }
            Self::Open { file, mut handle, length, read, hasher, digest } => {
                let piece = file.read(&mut handle, PIECE)?;
                let read = read + piece.len() as u64;
                if read > length || (piece.is_empty() && read < length) {
                    return Err(file.invalid("changed while it was read"));
                }
                if piece.is_empty() {
                    return finish(&file, hasher, digest).map(|()| None);
                }
                let hasher = hasher.chain_update(&piece);
                Ok(Some((piece.into(), Self::Open { file, handle, length, read, hasher, digest })))
            }
        }
    }

    fn read(&self) -> u64 {
        match self {
            Self::Closed { .. } => 0,
            Self::Open { read, .. } => *read,
        }
    }
}

/// Tells the sha256, if it is the one asked for.
fn finish(file: &ImportFile, hasher: Sha256, digest: oneshot::Sender<String>) -> Result<()> {
    let found = hex::encode(hasher.finalize());
    if file.sha256.as_ref().is_some_and(|wanted| *wanted != found) {
        let field = if file.part == Part::Initrd { "initrd_sha256" } else { "sha256" };
        return Err(Error::invalid(field, format!("does not match: the file has {found}")));
    }
    // Nobody listens any more when the upload was given up.
    let _ = digest.send(found);
    Ok(())
}

/// Does blocking work on a thread of its own kind.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::Cancelled { what: "the reading of a file".into() })?
}
