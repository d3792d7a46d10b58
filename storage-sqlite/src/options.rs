//! How a database is opened.

use std::{thread, time::Duration};

/// When a commit is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synchronous {
    /// When it is acknowledged: it survives a power failure.
    Full,
    /// Some time later: it survives the death of the process, but a power failure may take the last commits. The
    /// database stays whole.
    Normal,
}

/// How a database is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqliteOptions {
    /// When a commit is on the disk; [`Synchronous::Full`] unless told otherwise.
    pub synchronous: Synchronous,
    /// How long a write waits for another process's; 5 seconds unless told otherwise. After that it fails with a
    /// `storage_failed` that is retryable.
    pub busy_timeout: Duration,
    /// How many idle connections are kept for reads; one per processor, but at least 8, unless told otherwise.
    pub readers: usize,
    /// The most pages the file may have, where it is to be bounded; a write beyond is `out_of_space`.
    pub max_pages: Option<u32>,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            synchronous: Synchronous::Full,
            busy_timeout: Duration::from_secs(5),
            readers: thread::available_parallelism().map_or(8, |processors| processors.get().max(8)),
            max_pages: None,
        }
    }
}
