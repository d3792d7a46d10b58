//! Connections for reads: taken for the length of one call, on the caller's own thread.

use std::path::PathBuf;

use vmbay::{Result, storage::Idle};

use crate::{
    connection::{self, Connection},
    options::SqliteOptions,
};

/// The idle connections, and how to open more. There are never more at work than threads that read.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    options: SqliteOptions,
    idle: Idle<Connection>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, options: SqliteOptions) -> Self {
        Self { path, idle: Idle::new(options.readers), options }
    }

    /// Reads on a connection of one's own.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let connection = match self.idle.take()? {
            Some(connection) => connection,
            None => connection::open(Some(&self.path), &self.options)?.only_read()?,
        };
        let answer = read(&connection);
        self.idle.give_back(connection);
        answer
    }

    /// Closes the connections: the idle ones now, those at work when they are given back.
    pub(crate) fn close(&self) {
        drop(self.idle.close());
    }
}
