//! SQLite storage for `vmbay`: one file, several processes, no server.
//!
//! - reads run on the caller's thread, on a pooled connection: a thread hop costs more than the read;
//! - writes are whole units under group commit: a lone caller commits at once, callers that come meanwhile commit
//!   together, and share one `fsync`;
//! - every unit is durable when it is acknowledged: WAL with `synchronous=FULL` unless told otherwise ([`SqliteOptions`]).
//!
//! Other processes may have the file open at the same time, with this library or any other. Another *copy of SQLite in the same
//! process* must not: when it closes the file, the system drops the locks of both (SQLite's "How To Corrupt An SQLite Database
//! File", section 2.2).
//!
//! ```no_run
//! # async fn f() -> vmbay::Result<()> {
//! use vmbay_storage_sqlite::SqliteStorage;
//!
//! let bay = vmbay::Vmbay::builder().storage(SqliteStorage::open("bay.db").await?).open().await?;
//! # Ok(()) }
//! ```

mod apply;
mod connection;
mod error;
mod options;
mod reader;
mod watch;
mod writer;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;
use rusqlite::{Transaction, TransactionBehavior};
use vmbay::{
    Error, Result,
    storage::{
        Changes, Component, ComponentStatus, Hint, MigrateCommand, Query, Row, Storage, Value, Wake, Waker,
        sql::{self, SQLITE, Steps},
    },
};

pub use rusqlite;

use self::{
    apply::Unit,
    connection::{Here, at_once},
    reader::Readers,
    watch::Neighbours,
    writer::Writer,
};
pub use self::{
    error::failed,
    options::{SqliteOptions, Synchronous},
};

/// The library's own tables.
pub const VMBAY: Component = vmbay::own_component!("sqlite", "../migrations");

/// A database in one SQLite file. Cheap to clone; every clone is the same database.
#[derive(Clone)]
pub struct SqliteStorage {
    inner: Arc<Inner>,
}

struct Inner {
    path: Option<PathBuf>,
    /// None in memory, where reads and writes share one connection.
    readers: Option<Arc<Readers>>,
    writer: Arc<Writer>,
    waker: Arc<Waker>,
    neighbours: Neighbours,
}

impl fmt::Debug for SqliteStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStorage").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

impl SqliteStorage {
    /// Opens the database in the file `path`, which is created when it is not there. Its directory must be.
    ///
    /// # Errors
    /// `unavailable` when the file cannot be opened, `corrupt` when it is not a database.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(path, SqliteOptions::default()).await
    }

    /// Opens the database in the file `path` with options.
    pub async fn open_with(path: impl AsRef<Path>, options: SqliteOptions) -> Result<Self> {
        let path = path.as_ref().to_path_buf();
        // Opening may wait for another process that is recovering the file.
        let opened = tokio::task::spawn_blocking(move || {
            let connection = connection::open(Some(&path), &options)?;
            Ok((path, options, connection))
        });
        let (path, options, connection) = joined(opened.await)?;
        let writer = Writer::new(connection, options.busy_timeout);
        Ok(Self::assembled(Some(path.clone()), Some(Arc::new(Readers::new(path, options))), writer))
    }

    /// Opens a database in memory, gone with its last handle. Reads and writes share one connection.
    pub fn open_in_memory() -> Result<Self> {
        let options = SqliteOptions::default();
        let connection = connection::open(None, &options)?;
        Ok(Self::assembled(None, None, Writer::new(connection, options.busy_timeout)))
    }

    fn assembled(path: Option<PathBuf>, readers: Option<Arc<Readers>>, writer: Writer) -> Self {
        let (writer, waker) = (Arc::new(writer), Arc::default());
        Self { inner: Arc::new(Inner { path, readers, writer, waker, neighbours: Neighbours::default() }) }
    }

    /// Runs SQL of your own that only reads, on a thread where it may block. [`failed`] makes this library's errors of
    /// SQLite's.
    pub async fn query<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        match &self.inner.readers {
            Some(readers) => {
                let readers = readers.clone();
                joined(tokio::task::spawn_blocking(move || readers.read(|connection| work(connection))).await)
            }
            None => self.inner.writer.run(|connection| work(connection)).await,
        }
    }

    /// Runs SQL of your own within one transaction that nobody else writes beside. What [`apply`](Self::apply) adds to it
    /// commits or rolls back with the rest. Runs on a thread where it may block.
    ///
    /// # Errors
    /// What `work` returns; it then leaves nothing.
    pub async fn transaction<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let run = move |connection: &mut connection::Connection| {
            let begun = connection.raw().transaction_with_behavior(TransactionBehavior::Immediate);
            let transaction = begun.map_err(|error| failed("begin a transaction", error))?;
            let value = work(&transaction)?;
            transaction.commit().map_err(|error| failed("commit", error))?;
            Ok(value)
        };
        let value = self.inner.writer.run(run).await?;
        self.inner.waker.wake(Hint::ALL);
        Ok(value)
    }

    /// Applies `changes` within a transaction of the caller's own, as [`commit`](Storage::commit) would.
    pub fn apply(transaction: &Transaction<'_>, changes: &Changes) -> Result<()> {
        apply::apply(transaction, &mut Steps::new(SQLITE), changes)
    }

    async fn write(&self, unit: Unit) -> Result<Vec<Row>> {
        let hint = Hint::of(&unit.changes);
        let rows = self.inner.writer.write(unit).await?;
        self.inner.waker.wake(hint);
        Ok(rows)
    }

    /// Runs `read` on a free connection, on this thread.
    async fn read<T>(&self, read: impl FnOnce(&connection::Connection) -> Result<T>) -> Result<T> {
        match &self.inner.readers {
            Some(readers) => readers.read(read),
            None => self.inner.writer.read(read).await,
        }
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        let components = components.to_vec();
        let run = move |connection: &mut connection::Connection| {
            at_once(sql::migrate(&mut Here(connection), &SQLITE, (VMBAY, &components), command))
        };
        self.inner.writer.run(run).await
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        self.read(|connection| connection.rows(query.schema, &sql::select(query, &SQLITE))).await
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        self.write(Unit { changes, claim: None }).await.map(drop)
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        self.write(Unit { changes: first, claim: Some(Box::new((query.clone(), set.to_vec()))) }).await
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        sql::counted(
            &self.read(|connection| connection.rows(sql::NUMBER, &sql::count(query, &SQLITE))).await?,
        )
    }

    fn watch(&self) -> tokio::sync::watch::Receiver<Wake> {
        if self.inner.path.is_some() {
            self.inner.neighbours.watch(&self.inner.writer, &self.inner.waker);
        }
        self.inner.waker.subscribe()
    }

    async fn close(&self) -> Result<()> {
        self.inner.neighbours.end();
        if let Some(readers) = &self.inner.readers {
            readers.close();
        }
        self.inner.writer.close().await
    }
}

/// The value of a blocking task, which nothing cancels; its panic goes on here.
fn joined<T>(outcome: std::result::Result<Result<T>, tokio::task::JoinError>) -> Result<T> {
    match outcome {
        Ok(value) => value,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::Closed { what: "the runtime".into() }),
    }
}
