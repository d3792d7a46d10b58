//! SQLite storage for `vmbay`: one file, several processes, no server.
//!
//! - reads run on the caller's thread, on a pooled connection: a thread hop costs more than the read ([`reader`]);
//! - writes are whole units under group commit: a lone caller commits at once, callers that come meanwhile commit
//!   together ([`writer`]);
//! - every unit is durable when it is acknowledged: WAL with `synchronous=FULL` unless told otherwise ([`options`]).
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
mod migrate;
mod options;
mod reader;
mod watch;
mod writer;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use rusqlite::Transaction;
use vmbay::{
    Error, Result,
    storage::{
        Changes, Component, ComponentStatus, MigrateCommand, Query, Row, Storage, Value, Wake, Waker,
        sql::{self, SQLITE},
    },
};

pub use self::{
    migrate::VMBAY,
    options::{SqliteOptions, Synchronous},
};
use self::{reader::Readers, watch::Neighbours, writer::Writer};

/// A database in one SQLite file. Cheap to clone; every clone is the same database.
#[derive(Clone)]
pub struct SqliteStorage {
    inner: Arc<Inner>,
}

struct Inner {
    path: Option<PathBuf>,
    readers: Readers,
    writer: Arc<Writer>,
    waker: Arc<Waker>,
    /// Watches for commits of other processes; none in memory.
    neighbours: Option<Neighbours>,
    closed: AtomicBool,
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
            let writer = connection::open(Some(&path), &options)?;
            let readers = Readers::new(path.clone(), options.clone());
            let neighbours = connection::open(Some(&path), &options)?;
            Ok((path, writer, readers, neighbours))
        });
        let (path, writer, readers, neighbours) = joined(opened.await)?;
        let waker = Arc::new(Waker::default());
        let neighbours = Neighbours::new(neighbours, waker.clone());
        Ok(Self::assembled(Some(path), writer, readers, waker, Some(neighbours)))
    }

    /// Opens a database in memory, gone with its last handle. Reads and writes share one connection.
    pub fn open_in_memory() -> Result<Self> {
        let writer = connection::open(None, &SqliteOptions::default())?;
        Ok(Self::assembled(None, writer, Readers::none(), Arc::new(Waker::default()), None))
    }

    fn assembled(
        path: Option<PathBuf>,
        writer: connection::Connection,
        readers: Readers,
        waker: Arc<Waker>,
        neighbours: Option<Neighbours>,
    ) -> Self {
        let writer = Arc::new(Writer::new(writer));
        let closed = AtomicBool::new(false);
        Self { inner: Arc::new(Inner { path, readers, writer, waker, neighbours, closed }) }
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
        self.check_open()?;
        let inner = self.inner.clone();
        let done = tokio::task::spawn_blocking(move || inner.writer.transaction(work)).await;
        let value = joined(done)?;
        self.inner.waker.wake(true, true);
        Ok(value)
    }

    /// Applies `changes` within a transaction of the caller's own, as [`commit`](Storage::commit) would.
    pub fn apply(transaction: &Transaction<'_>, changes: &Changes) -> Result<()> {
        apply::apply(transaction, &mut apply::Texts::default(), changes)
    }

    fn check_open(&self) -> Result<()> {
        if self.inner.closed.load(Ordering::Acquire) {
            return Err(Error::Closed { what: "the storage".into() });
        }
        Ok(())
    }

    /// Runs `read` on a free connection, on this thread.
    fn read<T>(&self, read: impl FnOnce(&connection::Connection) -> Result<T>) -> Result<T> {
        self.check_open()?;
        match self.inner.readers.take()? {
            Some(reader) => read(&reader),
            None => self.inner.writer.read(read),
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
        self.check_open()?;
        let inner = self.inner.clone();
        let components = components.to_vec();
        joined(
            tokio::task::spawn_blocking(move || {
                inner.writer.exclusive(|connection| migrate::migrate(connection, &components, command))
            })
            .await,
        )
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        self.read(|connection| connection.rows(query.schema, &sql::select(query, &SQLITE)))
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        self.check_open()?;
        let (events, operations) = (changes.emits(), changes.enqueues());
        Writer::commit(&self.inner.writer, changes).await?;
        self.inner.waker.wake(events, operations);
        Ok(())
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)]) -> Result<Vec<Row>> {
        self.check_open()?;
        self.inner
            .writer
            .exclusive(|connection| connection.rows(query.schema, &sql::claim(query, set, &SQLITE)))
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        self.read(|connection| connection.number(&sql::count(query, &SQLITE)))
    }

    fn watch(&self) -> tokio::sync::watch::Receiver<Wake> {
        if let Some(neighbours) = &self.inner.neighbours {
            neighbours.start();
        }
        self.inner.waker.subscribe()
    }

    async fn close(&self) -> Result<()> {
        self.inner.closed.store(true, Ordering::Release);
        if let Some(neighbours) = &self.inner.neighbours {
            neighbours.stop();
        }
        self.inner.readers.close();
        self.inner.writer.close();
        Ok(())
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
