//! Connections for reads: taken for the length of one call, on the caller's own thread.

use std::{
    ops::Deref,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use vmbay::Result;

use crate::{
    connection::{self, Connection},
    options::SqliteOptions,
};

/// The idle connections, and how to open more. There are never more at work than threads that read.
#[derive(Debug)]
pub(crate) struct Readers {
    source: Option<(PathBuf, SqliteOptions)>,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, options: SqliteOptions) -> Self {
        Self { source: Some((path, options)), idle: Mutex::default() }
    }

    /// No connections of its own: a database in memory is seen by one connection alone.
    pub(crate) fn none() -> Self {
        Self { source: None, idle: Mutex::default() }
    }

    /// A connection of one's own until it is dropped.
    pub(crate) fn take(&self) -> Result<Option<Reader<'_>>> {
        let Some((path, options)) = &self.source else { return Ok(None) };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connection::open(Some(path), options)?,
        };
        Ok(Some(Reader { readers: self, connection: Some(connection) }))
    }

    /// Closes the idle connections.
    pub(crate) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A connection on loan.
pub(crate) struct Reader<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Deref for Reader<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("it is given back only by drop")
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let kept = self.readers.source.as_ref().map_or(0, |(_, options)| options.readers);
        let mut idle = self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < kept {
            idle.extend(self.connection.take());
        }
    }
}
