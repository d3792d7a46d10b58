//! Connections for reads: taken for the length of one call, on the caller's own thread.

use std::{
    ops::Deref,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use vmbay::{Error, Result};

use crate::{
    connection::{self, Connection},
    options::SqliteOptions,
};

/// The idle connections, and how to open more. There are never more at work than threads that read.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    options: SqliteOptions,
    /// None once closed.
    idle: Mutex<Option<Vec<Connection>>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, options: SqliteOptions) -> Self {
        Self { path, options, idle: Mutex::new(Some(Vec::new())) }
    }

    /// A connection of one's own until it is dropped.
    pub(crate) fn take(&self) -> Result<Reader<'_>> {
        let idle = self.idle().as_mut().map(Vec::pop);
        let connection = match idle {
            Some(Some(connection)) => connection,
            Some(None) => connection::open(Some(&self.path), &self.options)?.only_read()?,
            None => return Err(Error::Closed { what: "the storage".into() }),
        };
        Ok(Reader { readers: self, connection: Some(connection) })
    }

    /// Closes the connections: the idle ones now, those at work when they are given back.
    pub(crate) fn close(&self) {
        self.idle().take();
    }

    fn idle(&self) -> MutexGuard<'_, Option<Vec<Connection>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
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
        // A connection too many is closed after the lock is free: the field is dropped after this.
        if let Some(idle) = self.readers.idle().as_mut()
            && idle.len() < self.readers.options.readers
        {
            idle.extend(self.connection.take());
        }
    }
}
