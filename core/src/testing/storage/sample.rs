//! The entities the cases store: an integrator's own, with a component of their own.

use std::{collections::BTreeMap, fmt::Debug, sync::Arc};

use uuid::Uuid;

use super::StorageRig;
use crate::{
    Entity,
    clock::{Timestamp, VirtualClock},
    error::{Error, ErrorCode, Result},
    event::{Cause, Event},
    id,
    id::{EntityId, SeededIds},
    ports::Ports,
    storage::{
        Changes, Component, Direction, Entity as _, Filter, Kind, MigrateCommand, Migration, Query,
        Repository, Row, Schema, Storage, Value,
    },
};

id! {
    /// Names a [`Drawer`].
    DrawerId = "drawer";
    /// Names a [`Specimen`].
    SpecimenId = "specimen";
}

/// Something that others refer to, with a counter.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "drawers")]
pub struct Drawer {
    /// Its id.
    pub id: DrawerId,
    /// Its version.
    pub version: u64,
    /// Its name.
    #[entity(unique)]
    pub name: String,
    /// How much of it is used.
    pub used: i64,
    /// The drawer it stands on.
    #[entity(references = "drawers")]
    pub parent_id: Option<DrawerId>,
}

/// A column of every kind, each once with and once without `NULL`.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "specimens", unique = "drawer_id, name", index = "maybe_number, number", index = "number")]
pub struct Specimen {
    /// Its id.
    pub id: SpecimenId,
    /// Its version.
    pub version: u64,
    /// The drawer it lies on.
    #[entity(references = "drawers")]
    pub drawer_id: Option<DrawerId>,
    /// Its name, unique on a drawer.
    pub name: String,
    /// A boolean.
    pub flag: bool,
    /// A boolean or nothing.
    pub maybe_flag: Option<bool>,
    /// An integer.
    pub number: i64,
    /// An integer or nothing.
    pub maybe_number: Option<i64>,
    /// A float.
    pub ratio: f64,
    /// A float or nothing.
    pub maybe_ratio: Option<f64>,
    /// Text.
    pub text: String,
    /// Text or nothing.
    pub maybe_text: Option<String>,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// Bytes or nothing.
    pub maybe_bytes: Option<Vec<u8>>,
    /// A UUID.
    pub uuid: Uuid,
    /// A UUID or nothing.
    pub maybe_uuid: Option<Uuid>,
    /// A time.
    pub time: Timestamp,
    /// A time or nothing.
    pub maybe_time: Option<Timestamp>,
    /// JSON.
    pub document: serde_json::Value,
    /// JSON or nothing.
    pub maybe_document: Option<serde_json::Value>,
    /// Text by key.
    pub labels: BTreeMap<String, String>,
}

/// The component of the samples. An adapter of another name gives its own scripts by [`StorageRig::component`].
pub const SAMPLE: Component =
    Component { name: "sample", scripts: &[("memory", MEMORY), ("sqlite", SQLITE), ("postgres", POSTGRES)] };

/// A component whose second migration cannot run, since its script is none.
pub const BROKEN: Component = Component {
    name: "broken",
    scripts: &[("memory", BROKEN_SCRIPTS), ("sqlite", BROKEN_SCRIPTS), ("postgres", BROKEN_SCRIPTS)],
};

const BROKEN_SCRIPTS: &[Migration] = &[
    Migration { number: 1, name: "nothing", up: "", down: "" },
    Migration { number: 2, name: "nonsense", up: "this is no script", down: "" },
];

const MEMORY: &[Migration] = &[
    Migration { number: 1, name: "drawers", up: "create drawers", down: "drop drawers" },
    Migration { number: 2, name: "specimens", up: "create specimens", down: "drop specimens" },
];

const SQLITE: &[Migration] = &[
    Migration {
        number: 1,
        name: "drawers",
        up: "CREATE TABLE drawers (
                id BLOB NOT NULL PRIMARY KEY,
                version INTEGER NOT NULL,
                name TEXT NOT NULL,
                used INTEGER NOT NULL,
                parent_id BLOB REFERENCES drawers (id)
            ) STRICT;
            CREATE UNIQUE INDEX drawers_name ON drawers (name);
            CREATE INDEX drawers_parent_id ON drawers (parent_id);",
        down: "DROP TABLE drawers;",
    },
    Migration {
        number: 2,
        name: "specimens",
        up: "CREATE TABLE specimens (
                id BLOB NOT NULL PRIMARY KEY,
                version INTEGER NOT NULL,
                drawer_id BLOB REFERENCES drawers (id),
                name TEXT NOT NULL,
                flag INTEGER NOT NULL,
                maybe_flag INTEGER,
                number INTEGER NOT NULL,
                maybe_number INTEGER,
                ratio REAL NOT NULL,
                maybe_ratio REAL,
                text TEXT NOT NULL,
                maybe_text TEXT,
                bytes BLOB NOT NULL,
                maybe_bytes BLOB,
                uuid BLOB NOT NULL,
                maybe_uuid BLOB,
                time INTEGER NOT NULL,
                maybe_time INTEGER,
                document TEXT NOT NULL,
                maybe_document TEXT,
                labels TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX specimens_drawer_id_name ON specimens (drawer_id, name);
            CREATE INDEX specimens_maybe_number_number ON specimens (maybe_number, number);
            CREATE INDEX specimens_number ON specimens (number);",
        down: "DROP TABLE specimens;",
    },
];

const POSTGRES: &[Migration] = &[
    Migration {
        number: 1,
        name: "drawers",
        up: "CREATE TABLE drawers (
                id UUID PRIMARY KEY,
                version BIGINT NOT NULL,
                name TEXT COLLATE \"C\" NOT NULL,
                used BIGINT NOT NULL,
                parent_id UUID REFERENCES drawers (id)
            );
            CREATE UNIQUE INDEX drawers_name ON drawers (name);
            CREATE INDEX drawers_parent_id ON drawers (parent_id);",
        down: "DROP TABLE drawers;",
    },
    Migration {
        number: 2,
        name: "specimens",
        up: "CREATE TABLE specimens (
                id UUID PRIMARY KEY,
                version BIGINT NOT NULL,
                drawer_id UUID REFERENCES drawers (id),
                name TEXT COLLATE \"C\" NOT NULL,
                flag BOOLEAN NOT NULL,
                maybe_flag BOOLEAN,
                number BIGINT NOT NULL,
                maybe_number BIGINT,
                ratio DOUBLE PRECISION NOT NULL,
                maybe_ratio DOUBLE PRECISION,
                text TEXT COLLATE \"C\" NOT NULL,
                maybe_text TEXT COLLATE \"C\",
                bytes BYTEA NOT NULL,
                maybe_bytes BYTEA,
                uuid UUID NOT NULL,
                maybe_uuid UUID,
                time BIGINT NOT NULL,
                maybe_time BIGINT,
                document JSON NOT NULL,
                maybe_document JSON,
                labels JSON NOT NULL
            );
            CREATE UNIQUE INDEX specimens_drawer_id_name ON specimens (drawer_id, name);
            CREATE INDEX specimens_maybe_number_number ON specimens (maybe_number, number);
            CREATE INDEX specimens_number ON specimens (number);",
        down: "DROP TABLE specimens;",
    },
];

/// The column of a kind, without and with `NULL`.
pub(super) fn columns(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Bool => ("flag", "maybe_flag"),
        Kind::Int => ("number", "maybe_number"),
        Kind::Float => ("ratio", "maybe_ratio"),
        Kind::Text => ("text", "maybe_text"),
        Kind::Bytes => ("bytes", "maybe_bytes"),
        Kind::Uuid => ("uuid", "maybe_uuid"),
        Kind::Time => ("time", "maybe_time"),
        Kind::Json => ("document", "maybe_document"),
    }
}

/// A migrated database at work, and what a case needs beside it.
pub(super) struct Desk {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) ports: Ports,
}

impl Desk {
    /// An empty database that has the tables.
    pub(super) async fn open(rig: &dyn StorageRig) -> Result<Self> {
        let storage = rig.open().await?;
        storage.migrate(&[rig.component()], MigrateCommand::Latest).await?;
        Ok(Self::over(storage))
    }

    /// A desk over a database as it is.
    pub(super) fn over(storage: Arc<dyn Storage>) -> Self {
        let clock = Arc::new(VirtualClock::default());
        let ids = Arc::new(SeededIds::new(1));
        Self { ports: Ports { storage: storage.clone(), clock, ids }, storage }
    }

    /// The same desk over another handle.
    pub(super) fn with(&self, storage: Arc<dyn Storage>) -> Self {
        Self { ports: Ports { storage: storage.clone(), ..self.ports.clone() }, storage }
    }

    pub(super) fn id<I: EntityId>(&self) -> I {
        self.ports.id()
    }

    /// A drawer that is not stored yet.
    pub(super) fn drawer(&self, name: &str) -> Drawer {
        Drawer { id: self.id(), version: 1, name: name.to_owned(), used: 0, parent_id: None }
    }

    /// A drawer that is stored.
    pub(super) async fn stored_drawer(&self, name: &str) -> Result<Drawer> {
        let drawer = self.drawer(name);
        self.storage.insert(&drawer).await?;
        Ok(drawer)
    }

    /// A specimen that is not stored yet, named after its number.
    pub(super) fn specimen(&self, number: i64) -> Specimen {
        Specimen {
            id: self.id(),
            version: 1,
            drawer_id: None,
            name: number.to_string(),
            flag: false,
            maybe_flag: None,
            number,
            maybe_number: None,
            ratio: 0.0,
            maybe_ratio: None,
            text: String::new(),
            maybe_text: None,
            bytes: Vec::new(),
            maybe_bytes: None,
            uuid: Uuid::nil(),
            maybe_uuid: None,
            time: Timestamp::EPOCH,
            maybe_time: None,
            document: serde_json::Value::Null,
            maybe_document: None,
            labels: BTreeMap::new(),
        }
    }

    /// Stores specimens numbered from 0, each after `change` was made to it.
    pub(super) async fn specimens(
        &self,
        count: i64,
        mut change: impl FnMut(i64, &mut Specimen),
    ) -> Result<Vec<Specimen>> {
        let mut all: Vec<_> = (0..count).map(|number| self.specimen(number)).collect();
        for (specimen, number) in all.iter_mut().zip(0..) {
            change(number, specimen);
        }
        self.storage.insert_many(&all).await?;
        Ok(all)
    }

    /// Stores a specimen per value, numbered from 0, each after `change` was made to it.
    pub(super) async fn specimens_of<T>(
        &self,
        values: &[T],
        change: impl Fn(&T, &mut Specimen),
    ) -> Result<Vec<Specimen>> {
        let mut values = values.iter();
        self.specimens(values.len() as i64, |_, specimen| {
            values.by_ref().take(1).for_each(|value| change(value, specimen));
        })
        .await
    }

    /// The values of `column` in the rows that `filter` matches, in the order of `order`.
    pub(super) async fn column(
        &self,
        column: &str,
        filter: Filter,
        order: &'static str,
        direction: Direction,
    ) -> Result<Vec<Value>> {
        let query = Query::of::<Specimen>().filter(filter).order_by(order, direction).limit(1000);
        query.check()?;
        let at = position(Specimen::SCHEMA, column);
        Ok(self.storage.select(&query).await?.into_iter().map(|mut row: Row| row.swap_remove(at)).collect())
    }

    /// The numbers of the specimens that `filter` matches, ascending.
    pub(super) async fn numbers(&self, filter: Filter) -> Result<Vec<i64>> {
        let query =
            Query::of::<Specimen>().filter(filter).order_by("number", Direction::Ascending).limit(1000);
        let page: crate::Page<Specimen> = self.storage.list(&query).await?;
        Ok(page.items.into_iter().map(|specimen| specimen.number).collect())
    }

    /// The first thousand specimens by id.
    pub(super) async fn all(&self) -> Result<Vec<Specimen>> {
        Ok(self.storage.list(&Query::of::<Specimen>().limit(1000)).await?.items)
    }

    /// An event of `drawer` whose payload is `payload`.
    pub(super) fn event(&self, drawer: &Drawer, payload: impl Into<serde_json::Value>) -> Event {
        Event::new(&self.ports, &Cause::default(), "drawer.noted", drawer, payload.into())
    }

    /// Commits an event alone.
    pub(super) async fn emit(&self, event: &Event) -> Result<()> {
        self.storage.commit(Changes::new().emit(event)?).await
    }

    /// The events after a sequence, in order.
    pub(super) async fn events(&self, after: i64) -> Result<Vec<Event>> {
        let query = Query::of::<Event>()
            .filter(Filter::gt("sequence", after))
            .order_by("sequence", Direction::Ascending)
            .limit(1000);
        Ok(self.storage.list(&query).await?.items)
    }

    /// The drawer as it is stored now.
    pub(super) async fn drawer_now(&self, drawer: &Drawer) -> Result<Drawer> {
        self.storage.get(drawer.id).await
    }
}

/// The place of a column that is there.
pub(super) fn position(schema: &Schema, column: &str) -> usize {
    schema.position(column).expect("the case names a column of its schema")
}

/// The error of a call that must fail with `code`.
#[track_caller]
pub(super) fn refused<T: Debug>(result: Result<T>, code: ErrorCode) -> Error {
    match result {
        Err(error) if error.code() == code => error,
        other => panic!("{code} was due, but the answer was {other:?}"),
    }
}

/// Runs `count` tasks at once and collects what they return, in no particular order.
pub(super) async fn at_once<F>(count: usize, task: impl Fn(usize) -> F) -> Vec<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..count {
        tasks.spawn(task(number));
    }
    tasks.join_all().await
}
