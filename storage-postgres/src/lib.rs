//! PostgreSQL storage for `vmbay`: many processes, many hosts.
//!
//! - connections are held open, their statements prepared, and nothing is asked before they are used;
//! - a unit of work is one statement where it can be, else a transaction of one statement per change; what other
//!   transactions or a restart of the server prevent is tried again where its outcome is known;
//! - the tables live in a namespace of their own, `vmbay` unless told otherwise ([`PostgresOptions`]), so that a host
//!   application's may live beside them; [`apply`](PostgresStorage::apply) adds a unit to a transaction of its own.
//!
//! Events get their numbers after they are committed, from whoever reads first: see
//! [the order of events](vmbay::storage::sql::number).
//!
//! ```no_run
//! # async fn f() -> vmbay::Result<()> {
//! use vmbay_storage_postgres::PostgresStorage;
//!
//! let storage = PostgresStorage::connect("postgres://vmbay@db.example/vmbay?sslmode=verify-full").await?;
//! let bay = vmbay::Vmbay::builder().storage(storage).open().await?;
//! # Ok(()) }
//! ```

mod connection;
mod error;
mod options;
mod reader;
mod watch;
mod writer;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use sqlx::{PgConnection, postgres::PgConnectOptions};
use vmbay::{
    Error, Result,
    storage::{
        Changes, Component, ComponentStatus, MigrateCommand, PoolUse, Query, Row, Storage, Value, Wake,
        Waker,
        sql::{self, Dialect, POSTGRES, Session as _, Steps},
    },
};

pub use sqlx;

use self::{
    connection::{Link, Mode},
    reader::{Connections, Request},
    watch::Neighbours,
};
pub use self::{error::failed, options::PostgresOptions};

/// The library's own tables.
pub const VMBAY: Component = vmbay::own_component!("postgres", "../migrations");

/// A database on a PostgreSQL server, 13 or later. Cheap to clone; every clone is the same database.
#[derive(Clone)]
pub struct PostgresStorage {
    inner: Arc<Inner>,
}

struct Inner {
    connections: Connections,
    options: PostgresOptions,
    dialect: Dialect,
    mode: Mode,
    waker: Arc<Waker>,
    neighbours: Neighbours,
    closed: AtomicBool,
}

impl fmt::Debug for PostgresStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStorage").field("schema", &self.inner.options.schema).finish_non_exhaustive()
    }
}

impl PostgresStorage {
    /// Connects to the database at `url`: `postgres://user:password@host:port/database?sslmode=verify-full`, or
    /// `postgres:///database?host=/run/postgresql` for a socket.
    ///
    /// # Errors
    /// `invalid_argument` when the URL is none, `unavailable` when the server does not answer, does not let the user in,
    /// lacks the database, or is too old.
    pub async fn connect(url: &str) -> Result<Self> {
        Self::connect_with(url, PostgresOptions::default()).await
    }

    /// Connects to the database at `url` with options.
    pub async fn connect_with(url: &str, options: PostgresOptions) -> Result<Self> {
        let schema = &*options.schema;
        if schema.is_empty() || schema.len() > 40 || schema.contains('\0') {
            return Err(Error::invalid("schema", "must be 1 to 40 bytes, without NUL"));
        }
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(Error::invalid("url", "does not begin with postgres://"));
        }
        let target: PgConnectOptions = url.parse().map_err(|error| failed("connect", error))?;
        // A pooler hands on neither the settings of a session nor its prepared statements.
        let (target, mode) = if options.pooler {
            (target.extra_float_digits(None).statement_cache_capacity(0), Mode::Pooled)
        } else {
            (target.statement_cache_capacity(256), Mode::Prepared)
        };
        let inner = Inner {
            connections: Connections::new(target.clone(), options.clone()),
            dialect: POSTGRES.within(options.schema.clone()),
            mode,
            waker: Arc::default(),
            neighbours: Neighbours::new(target, schema),
            closed: AtomicBool::new(false),
            options,
        };
        inner.connections.begin().await?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Applies `changes` within a transaction of the caller's own, as [`commit`](Storage::commit) would. On an error the
    /// caller rolls back, and may try its transaction again when the error is retryable. Once it has committed,
    /// [`announce`](Self::announce) saves those who wait a moment.
    pub async fn apply(&self, transaction: &mut PgConnection, changes: &Changes) -> Result<()> {
        let mut session = Link { connection: transaction, mode: Mode::Once };
        let failed = |error| failed("write", error);
        session.run(sql::SAVEPOINT).await.map_err(failed)?;
        let mut steps = Steps::new(self.inner.dialect.clone());
        let applied = sql::apply(&mut session, &mut steps, changes.as_slice()).await;
        applied.map_err(|failure| failure.told::<Link<&mut PgConnection>>("write"))?;
        session.run("RELEASE vmbay").await.map_err(failed)
    }

    /// Tells those who wait that `changes` were committed by a transaction of the caller's own.
    pub fn announce(&self, changes: &Changes) {
        self.inner.announce(changes);
    }
}

impl Inner {
    fn announce(&self, changes: &Changes) {
        self.waker.committed(changes);
        if !self.options.pooler {
            self.neighbours.tell(changes);
        }
    }
}

#[async_trait]
impl Storage for PostgresStorage {
    fn name(&self) -> &'static str {
        "postgres"
    }

    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        let inner = &self.inner;
        let mut held = inner.connections.take().await?;
        let mut session = Link { connection: &mut *held, mode: Mode::Once };
        let done = sql::migrate(&mut session, &inner.dialect, (VMBAY, components), command).await;
        if done.is_ok() {
            inner.connections.give_back(held, None);
        }
        done
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        let query = self.inner.numbered(query).await?;
        let statement = sql::select(&query, &self.inner.dialect);
        self.inner.ask("read", Request::Again(query.schema, &statement)).await
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        if self.inner.closed.load(Ordering::Acquire) {
            return Err(Error::closed("the storage"));
        }
        if changes.is_empty() {
            return Ok(());
        }
        sql::write(&*self.inner, &changes).await?;
        self.inner.announce(&changes);
        Ok(())
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        let inner = &*self.inner;
        if first.is_empty() {
            let statement = sql::claim(query, set, &inner.dialect)?;
            return inner.ask("claim", Request::Once(query.schema, &statement)).await;
        }
        let rows = sql::write_and_claim(inner, &first, (query, set)).await?;
        inner.announce(&first);
        Ok(rows)
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        let query = self.inner.numbered(query).await?;
        let statement = sql::count(&query, &self.inner.dialect);
        sql::counted(&self.inner.ask("count", Request::Again(sql::NUMBER, &statement)).await?)
    }

    fn watch(&self) -> tokio::sync::watch::Receiver<Wake> {
        if !self.inner.options.pooler {
            self.inner.neighbours.listen(&self.inner.waker);
        }
        self.inner.waker.subscribe()
    }

    fn pool(&self) -> Option<PoolUse> {
        Some(self.inner.connections.usage())
    }

    async fn close(&self) -> Result<()> {
        if !self.inner.closed.swap(true, Ordering::AcqRel) {
            self.inner.neighbours.end();
            self.inner.connections.close().await;
        }
        Ok(())
    }
}
