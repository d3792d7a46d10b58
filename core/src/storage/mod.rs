//! The contract every database adapter meets.
//!
//! - [`Storage`]: what an adapter implements, over rows and schemas;
//! - [`Repository`]: what services use, over typed records; every storage is one;
//! - [`Changes`]: the unit of work, as data; [`Query`] and [`Filter`]: reads, as data;
//! - [`Entity`], [`Schema`], [`Value`]: what a record is;
//! - [`Migration`], [`Component`]: how a schema comes to be;
//! - [`MemoryStorage`]: the adapter for tests, and the reference for what the contract means.

mod changes;
mod entity;
mod memory;
pub mod migration;
mod pool;
mod query;
mod repository;
mod schema;
pub mod sql;
mod traced;
mod value;
mod verdict;
mod wake;

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use tokio::sync::watch;

pub(crate) use self::traced::TracedStorage;
pub use self::{
    changes::{Change, Changes},
    entity::Entity,
    memory::MemoryStorage,
    migration::{AppliedMigration, Component, ComponentStatus, MigrateCommand, Migration, MigrationState},
    pool::{Idle, Lent, Pool, PoolUse},
    query::{Direction, Filter, Query},
    repository::Repository,
    schema::{Column, Index, Reference, Row, Schema},
    value::{Field, Kind, Value, json},
    wake::{Background, Hint, Wake, Waker},
};
use crate::error::{Error, Result};

/// A database. Rows cross it against a [`Schema`]; it knows no entity.
///
/// # Behavior
/// - Every method may be called from any task at any time; none blocks the caller's runtime for longer than a local
///   disk takes.
/// - Dropping a future of [`commit`](Self::commit) leaves the unit wholly applied or wholly absent.
/// - After [`close`](Self::close) every fallible method answers `closed`, except that closing again does nothing.
#[async_trait]
pub trait Storage: fmt::Debug + Send + Sync + 'static {
    /// The adapter's name: `sqlite`, `postgres`, `memory`.
    fn name(&self) -> &'static str;

    /// Runs, reports or takes back migrations: the adapter's own for the component `vmbay`, then `components`.
    ///
    /// # Behavior
    /// - Concurrent callers, also in other processes, run each migration once.
    /// - A migration applies wholly or not at all.
    /// - A database that is ahead or diverged is refused before anything runs (`Status` reports it instead).
    /// - A component that is not given is left alone; to take one back that is not given is `invalid_argument`.
    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>>;

    /// The rows a query selects, in its order.
    ///
    /// # Behavior
    /// - The query has passed [`Query::check`].
    /// - Sees every commit that was acknowledged before the call.
    async fn select(&self, query: &Query) -> Result<Vec<Row>>;

    /// Applies every change, in order, or none.
    ///
    /// # Behavior
    /// - An acknowledged unit is durable.
    /// - The first change that cannot apply gives its typed error, and the unit leaves nothing.
    /// - Events of concurrent units get sequence numbers in an order in which a reader can never miss one.
    async fn commit(&self, changes: Changes) -> Result<()>;

    /// Commits `first`, then takes up to `query.limit` rows for this caller alone: sets `set` on each (its version grows
    /// by one) and returns the rows it won, as they are now, in no particular order. So a worker acknowledges what it
    /// has done and takes what is next in one step.
    ///
    /// # Behavior
    /// - Of concurrent callers, each row is won by one.
    /// - The claim sees what `first` did. When `first` cannot apply, its error is returned and nothing is claimed; what
    ///   cannot be claimed at all, since `set` is no part of the table, applies nothing.
    /// - An adapter that overrides this does both in one transaction.
    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        query.schema.check_set(set)?;
        if !first.is_empty() {
            self.commit(first).await?;
        }
        let mut won = Vec::new();
        for mut row in self.select(query).await? {
            for (column, value) in set {
                let at = query.schema.position(column).ok_or_else(|| {
                    Error::invalid(*column, format!("is not a field of {}", query.schema.kind))
                })?;
                row[at] = value.clone();
            }
            let change = Change::Update { schema: query.schema, row: row.clone() };
            match self.commit(Changes::from(vec![change])).await {
                Ok(()) => {
                    if let Some(Value::Int(version)) = row.get_mut(1) {
                        *version += 1;
                    }
                    won.push(row);
                }
                Err(Error::Conflict { .. } | Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(won)
    }

    /// How many rows match the query's filter, whatever its order and limit.
    async fn count(&self, query: &Query) -> Result<u64>;

    /// Wake-ups after commits of this process and, where the database can tell, of others.
    fn watch(&self) -> watch::Receiver<Wake>;

    /// How busy its connections are, where it has a bounded number of them.
    fn pool(&self) -> Option<PoolUse> {
        None
    }

    /// Finishes what was begun and lets go of the database.
    async fn close(&self) -> Result<()>;
}

/// A shared storage is a storage: what lets one database serve several owners.
#[async_trait]
impl<S: Storage + ?Sized> Storage for Arc<S> {
    fn name(&self) -> &'static str {
        (**self).name()
    }
    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        (**self).migrate(components, command).await
    }
    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        (**self).select(query).await
    }
    async fn commit(&self, changes: Changes) -> Result<()> {
        (**self).commit(changes).await
    }
    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        (**self).claim(query, set, first).await
    }
    async fn count(&self, query: &Query) -> Result<u64> {
        (**self).count(query).await
    }
    fn watch(&self) -> watch::Receiver<Wake> {
        (**self).watch()
    }
    fn pool(&self) -> Option<PoolUse> {
        (**self).pool()
    }
    async fn close(&self) -> Result<()> {
        (**self).close().await
    }
}
