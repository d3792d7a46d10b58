//! The smallest honest storage adapter: what to write for a database of one's own, and how to prove it.

#![expect(clippy::unwrap_used, reason = "it is a test")]

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
};

use async_trait::async_trait;
use tokio::sync::watch;
use uuid::Uuid;
use vmbay::{
    Error, Resource, Result,
    event::Event,
    storage::{
        AppliedMigration, Change, Changes, Component, ComponentStatus, Direction, Entity, Hint,
        MigrateCommand, Migration, Query, Row, Schema, Storage, Value, Wake, Waker, migration,
    },
    testing::storage::StorageRig,
};

/// Everything in maps, copied for each unit and put in place when the unit is whole.
#[derive(Debug, Default)]
struct ThirdStorage {
    database: Arc<Database>,
    closed: Mutex<bool>,
}

#[derive(Debug, Default)]
struct Database {
    data: Mutex<Data>,
    waker: Waker,
}

/// A table, one of its unique indexes by its place, and the values as text.
type UniqueKey = (&'static str, usize, String);

#[derive(Clone, Debug, Default)]
struct Data {
    tables: HashMap<&'static str, BTreeMap<Uuid, Row>>,
    /// Which row has these unique values.
    unique: HashMap<UniqueKey, Uuid>,
    /// How many other rows refer to a row.
    referrers: HashMap<(&'static str, Uuid), usize>,
    ledger: HashMap<&'static str, Vec<AppliedMigration>>,
    sequence: i64,
}

impl ThirdStorage {
    fn data(&self) -> Result<MutexGuard<'_, Data>> {
        if *self.closed.lock().unwrap() {
            return Err(Error::Closed { what: "the storage".into() });
        }
        Ok(self.database.data.lock().unwrap())
    }
}

impl Data {
    fn rows(&self, table: &str) -> impl Iterator<Item = &Row> {
        self.tables.get(table).into_iter().flat_map(BTreeMap::values)
    }

    fn stored(&self, schema: &Schema, id: Uuid, version: Option<i64>) -> Result<&Row> {
        let row = self
            .tables
            .get(schema.table)
            .and_then(|rows| rows.get(&id))
            .ok_or_else(|| Error::not_found(schema.kind, id))?;
        match version {
            Some(version) if row[1] != Value::Int(version) => {
                Err(Error::Conflict { resource: Resource::new(schema.kind, id), expected: version as u64 })
            }
            _ => Ok(row),
        }
    }

    fn put(&mut self, schema: &'static Schema, id: Uuid, row: Row) -> Result<()> {
        schema.check(&row)?;
        self.forget(schema, id);
        for (key, columns) in unique(schema, &row) {
            if self.unique.insert(key, id).is_some() {
                let resource = Resource::new(schema.kind, id);
                return Err(Error::AlreadyExists { resource, field: columns.join(", ").into() });
            }
        }
        for target in references(schema, &row) {
            if self.tables.get(target.0).is_none_or(|rows| !rows.contains_key(&target.1)) {
                return Err(Error::not_found(target.0, target.1));
            }
            *self.referrers.entry(target).or_default() += 1;
        }
        self.tables.entry(schema.table).or_default().insert(id, row);
        Ok(())
    }

    /// Takes a row away, and what is remembered of it.
    fn forget(&mut self, schema: &'static Schema, id: Uuid) {
        let Some(old) = self.tables.get_mut(schema.table).and_then(|rows| rows.remove(&id)) else { return };
        for (key, _) in unique(schema, &old) {
            self.unique.remove(&key);
        }
        for target in references(schema, &old) {
            *self.referrers.entry(target).or_default() -= 1;
        }
    }

    fn apply(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Insert { schema, row } => {
                let Value::Uuid(id) = row[0] else { return Err(Error::invalid("id", "is no id")) };
                if self.stored(schema, id, None).is_ok() {
                    let resource = Resource::new(schema.kind, id);
                    return Err(Error::AlreadyExists { resource, field: "id".into() });
                }
                self.put(schema, id, row)
            }
            Change::Update { schema, mut row } => {
                let (Value::Uuid(id), Value::Int(version)) = (&row[0], &row[1]) else {
                    return Err(Error::invalid("id", "is no id"));
                };
                let (id, version) = (*id, *version);
                self.stored(schema, id, Some(version))?;
                row[1] = Value::Int(version + 1);
                self.put(schema, id, row)
            }
            Change::Delete { schema, id, version } => {
                self.stored(schema, id, Some(version as i64))?;
                if self.referrers.get(&(schema.table, id)).is_some_and(|count| *count > 0) {
                    let resource = Resource::new(schema.kind, id);
                    return Err(Error::InUse { resource, by: "another row".into() });
                }
                self.forget(schema, id);
                Ok(())
            }
            Change::Expect { schema, id, version } => self.stored(schema, id, Some(version as i64)).map(drop),
            Change::Add { schema, id, column, delta, bounds } => {
                let mut row = self.stored(schema, id, None)?.clone();
                let at = schema.position(column).ok_or_else(|| Error::invalid(column, "is no field"))?;
                let (Value::Int(version), Value::Int(value)) = (&row[1], &row[at]) else {
                    return Err(Error::invalid(column, "is no integer"));
                };
                let sum = value.checked_add(delta).filter(|sum| bounds.contains(sum)).ok_or_else(|| {
                    Error::Exhausted { resource: Resource::new(schema.kind, id), field: column.into() }
                })?;
                row[1] = Value::Int(version + 1);
                row[at] = Value::Int(sum);
                self.put(schema, id, row)
            }
            Change::Emit { mut row } => {
                self.sequence += 1;
                row[Event::SCHEMA.position("sequence").unwrap()] = Value::Int(self.sequence);
                self.apply(Change::Insert { schema: Event::SCHEMA, row })
            }
        }
    }
}

/// The keys of a row's unique values, and their columns.
fn unique(schema: &'static Schema, row: &Row) -> Vec<(UniqueKey, &'static [&'static str])> {
    let values = |columns: &[&str]| -> Vec<Value> {
        columns.iter().map(|column| row[schema.position(column).unwrap()].clone()).collect()
    };
    let indexes = schema.indexes.iter().enumerate().filter(|(_, index)| index.unique);
    indexes
        .map(|(at, index)| (at, index.columns, values(index.columns)))
        .filter(|(_, _, values)| !values.iter().any(Value::is_null))
        .map(|(at, columns, values)| ((schema.table, at, format!("{values:?}")), columns))
        .collect()
}

/// The other rows to which a row refers.
fn references(schema: &'static Schema, row: &Row) -> Vec<(&'static str, Uuid)> {
    let own = |table, id| table == schema.table && row[0] == Value::Uuid(id);
    let target =
        |column| if let Value::Uuid(id) = row[schema.position(column).unwrap()] { Some(id) } else { None };
    schema
        .references
        .iter()
        .filter_map(|reference| Some((reference.table, target(reference.column)?)))
        .filter(|(table, id)| !own(*table, *id))
        .collect()
}

#[async_trait]
impl Storage for ThirdStorage {
    fn name(&self) -> &'static str {
        "third"
    }

    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        const OWN: Component = Component {
            name: migration::VMBAY,
            scripts: &[("third", &[Migration { number: 1, name: "spine", up: "", down: "" }])],
        };
        let mut data = self.data()?;
        let mut next = data.clone();
        let components = migration::with_own(OWN, components, command)?;
        let mut plans = Vec::new();
        for component in components.iter().filter(|_| command != MigrateCommand::Status) {
            let applied = next.ledger.get(component.name).cloned().unwrap_or_default();
            let ours = component.for_adapter(self.name())?;
            plans.push((component, migration::plan(component.name, ours, &applied, command)?));
        }
        for (component, migration) in plans
            .into_iter()
            .flat_map(|(component, plan)| plan.into_iter().map(move |migration| (component, migration)))
        {
            let back = matches!(command, MigrateCommand::Rollback { .. });
            // Its scripts only name tables: there is nothing to create, and to drop one is to forget it.
            let script = if back { migration.down } else { migration.up };
            match script.split_once(' ') {
                Some(("drop", table)) => {
                    next.tables.remove(table);
                    next.unique.retain(|(of, ..), _| *of != table);
                }
                Some(("create", _)) | None => {}
                Some(_) => return Err(Error::corrupt("a script", script)),
            }
            let ledger = next.ledger.entry(component.name).or_default();
            if back {
                ledger.pop();
            } else {
                ledger.push(AppliedMigration {
                    number: migration.number,
                    name: migration.name.into(),
                    checksum: migration.checksum(),
                });
            }
        }
        *data = next;
        components
            .iter()
            .map(|component| {
                let applied = data.ledger.get(component.name).cloned().unwrap_or_default();
                let state = migration::compare(component.for_adapter(self.name())?, &applied);
                Ok(ComponentStatus { component: component.name, state, applied })
            })
            .collect()
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        let data = self.data()?;
        let at = query.schema.position(&query.order).unwrap();
        let place = |row: &Row| {
            let (value, id) = query.after.as_ref()?;
            Some(row[at].compare(value).then(row[0].compare(&Value::Uuid(*id))))
        };
        let directed = |ordering: std::cmp::Ordering| match query.direction {
            Direction::Ascending => ordering,
            Direction::Descending => ordering.reverse(),
        };
        let mut rows: Vec<Row> = data
            .rows(query.schema.table)
            .filter(|row| query.filter.selects(query.schema, row))
            .filter(|row| place(row).is_none_or(|place| directed(place).is_gt()))
            .cloned()
            .collect();
        rows.sort_by(|a, b| directed(a[at].compare(&b[at]).then(a[0].compare(&b[0]))));
        rows.truncate(query.limit as usize);
        Ok(rows)
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        let hint = Hint::of(&changes);
        let mut data = self.data()?;
        let mut next = data.clone();
        changes.into_iter().try_for_each(|change| next.apply(change))?;
        *data = next;
        drop(data);
        self.database.waker.wake(hint);
        Ok(())
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        let data = self.data()?;
        let rows = data.rows(query.schema.table);
        Ok(rows.filter(|row| query.filter.selects(query.schema, row)).count() as u64)
    }

    fn watch(&self) -> watch::Receiver<Wake> {
        self.database.waker.subscribe()
    }

    async fn close(&self) -> Result<()> {
        *self.closed.lock().unwrap() = true;
        Ok(())
    }
}

/// The database of one case.
#[derive(Default)]
struct Rig(Arc<Database>);

#[async_trait]
impl StorageRig for Rig {
    async fn open(&self) -> Result<Arc<dyn Storage>> {
        Ok(Arc::new(ThirdStorage { database: self.0.clone(), closed: Mutex::default() }))
    }

    fn component(&self) -> Component {
        Component {
            name: "sample",
            scripts: &[(
                "third",
                &[
                    Migration { number: 1, name: "drawers", up: "create drawers", down: "drop drawers" },
                    Migration {
                        number: 2,
                        name: "specimens",
                        up: "create specimens",
                        down: "drop specimens",
                    },
                ],
            )],
        }
    }

    fn broken_component(&self) -> Component {
        Component {
            name: "broken",
            scripts: &[("third", &[Migration { number: 1, name: "nonsense", up: "no script", down: "" }])],
        }
    }
}

vmbay::storage_conformance!(Rig::default());
