//! Everything in memory: the adapter for tests and simulations, and the reference for what the contract means.
//!
//! [`MemoryStorage`] keeps per table the rows by id and an ordered set of keys per index ([`table`], [`key`]); reads go
//! through the index that fits best ([`read`]), writes keep an undo log ([`write`]).

mod key;
mod read;
mod table;
mod write;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use tokio::sync::watch;

use self::write::Tables;
use super::{
    AppliedMigration, Changes, Component, ComponentStatus, Hint, MigrateCommand, Migration, Query, Row,
    Storage, Value, Wake, Waker, migration,
};
use crate::error::{Error, Result};

/// The library's own schema. A table needs no script: it is there when it is first written.
const VMBAY: Component = Component {
    name: migration::VMBAY,
    scripts: &[("memory", &[Migration { number: 1, name: "spine", up: "", down: "" }])],
};

/// A database in memory, gone with its last handle.
///
/// Its migrations are no SQL: a script is empty, or `create` or `drop` and the names of tables. A table need not be
/// created before it is written.
///
/// ```
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// use vmbay::storage::{MemoryStorage, MigrateCommand, Storage};
///
/// let storage = MemoryStorage::new();
/// storage.migrate(&[], MigrateCommand::Latest).await?;
/// storage.close().await?;
/// let again = storage.reopen(); // as after a restart
/// assert_eq!(again.migrate(&[], MigrateCommand::Status).await?.len(), 1);
/// # Ok::<(), vmbay::Error>(()) }).unwrap();
/// ```
#[derive(Default)]
pub struct MemoryStorage {
    database: Arc<Database>,
    closed: AtomicBool,
}

#[derive(Default)]
struct Database {
    state: Mutex<State>,
    waker: Waker,
}

#[derive(Default)]
struct State {
    tables: Tables,
    ledger: BTreeMap<&'static str, Vec<AppliedMigration>>,
}

impl MemoryStorage {
    /// An empty database.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another handle on the same database, open even if this one is closed: what opening the same file again is to
    /// another adapter.
    pub fn reopen(&self) -> Self {
        Self { database: self.database.clone(), closed: AtomicBool::new(false) }
    }

    fn state(&self) -> Result<MutexGuard<'_, State>> {
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::Closed { what: "the storage".into() });
        }
        Ok(self.database.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for MemoryStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStorage").field("closed", &self.closed).finish_non_exhaustive()
    }
}

/// The tables a script drops.
fn dropped(script: &'static str) -> Result<impl Iterator<Item = &'static str>> {
    let mut words = script.split_whitespace();
    match words.next() {
        None | Some("create") => words.by_ref().for_each(drop),
        Some("drop") => {}
        Some(other) => {
            return Err(Error::StorageFailed {
                adapter: "memory",
                what: "run a migration".into(),
                retryable: false,
                source: format!("a script begins with `create` or `drop`, not {other:?}").into(),
            });
        }
    }
    Ok(words)
}

impl State {
    fn migrate(&mut self, component: &Component, plan: &[&Migration], command: MigrateCommand) -> Result<()> {
        let applied = self.ledger.entry(component.name).or_default();
        for migration in plan {
            if matches!(command, MigrateCommand::Rollback { .. }) {
                dropped(migration.down)?.for_each(|table| self.tables.drop_table(table));
                applied.pop();
            } else {
                dropped(migration.up)?.for_each(|table| self.tables.drop_table(table));
                applied.push(AppliedMigration {
                    number: migration.number,
                    name: migration.name.to_owned(),
                    checksum: migration.checksum(),
                });
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    fn name(&self) -> &'static str {
        "memory"
    }

    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        let mut state = self.state()?;
        let components = migration::with_own(VMBAY, components, command)?;
        let applied = |state: &State, name| state.ledger.get(name).cloned().unwrap_or_default();
        if command != MigrateCommand::Status {
            let mut plans = Vec::with_capacity(components.len());
            for component in &components {
                let migrations = component.for_adapter(self.name())?;
                plans.push(migration::plan(
                    component.name,
                    migrations,
                    &applied(&state, component.name),
                    command,
                )?);
            }
            for (component, plan) in components.iter().zip(&plans) {
                state.migrate(component, plan, command)?;
            }
        }
        let status = |component: &Component| {
            let applied = applied(&state, component.name);
            let state = migration::compare(component.for_adapter(self.name())?, &applied);
            Ok(ComponentStatus { component: component.name, state, applied })
        };
        components.iter().map(status).collect()
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        let state = self.state()?;
        let Some(table) = state.tables.get(query.schema) else { return Ok(Vec::new()) };
        Ok(read::select(table, query).into_iter().cloned().collect())
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        let hint = Hint::of(&changes);
        self.state()?.tables.apply(changes)?;
        self.database.waker.wake(hint);
        Ok(())
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        query.schema.check_set(set)?;
        let hint = Hint::of(&first);
        let claimed = self.state()?.tables.claim(query, set, first)?;
        self.database.waker.wake(hint);
        Ok(claimed)
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        let state = self.state()?;
        Ok(state.tables.get(query.schema).map_or(0, |table| read::count(table, query)) as u64)
    }

    fn watch(&self) -> watch::Receiver<Wake> {
        self.database.waker.subscribe()
    }

    async fn close(&self) -> Result<()> {
        self.closed.store(true, Ordering::Release);
        Ok(())
    }
}
