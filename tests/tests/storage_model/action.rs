//! What is done to a database, one thing after the other, and what it answers.

use std::sync::Arc;

use proptest::{collection::vec, option, prelude::*};
use uuid::Uuid;
use vmbay::{
    Result,
    clock::VirtualClock,
    event::{Cause, Event},
    id::SeededIds,
    ports::Ports,
    storage::{Changes, Direction, Entity, Filter, Query, Repository, Row, Storage, Value},
    testing::storage::sample::Drawer,
};

/// One thing that is done to both databases. Drawers are known by small numbers, so that units meet.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    Commit(Vec<Part>),
    Claim(Question, i64),
    Ask(Question),
}

/// A change, at the version that is stored or at one that is not.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Insert { drawer: u8, name: u8, parent: Option<u8> },
    Update { drawer: u8, name: u8, used: i64, parent: Option<u8>, stale: bool },
    Delete { drawer: u8, stale: bool },
    Expect { drawer: u8, stale: bool },
    Add { drawer: u8, delta: i64 },
    Emit { drawer: u8 },
}

/// A query.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    filter: Filter,
    order: &'static str,
    descending: bool,
    limit: u32,
}

impl Question {
    pub(crate) fn query(&self) -> Query {
        let direction = if self.descending { Direction::Descending } else { Direction::Ascending };
        Query::of::<Drawer>().filter(self.filter.clone()).order_by(self.order, direction).limit(self.limit)
    }
}

fn part() -> impl Strategy<Value = Part> {
    let (drawer, name, parent) = (0..5_u8, 0..6_u8, option::of(0..5_u8));
    let stale = prop::bool::weighted(0.1);
    prop_oneof![
        4 => (drawer.clone(), name.clone(), parent.clone())
            .prop_map(|(drawer, name, parent)| Part::Insert { drawer, name, parent }),
        3 => (drawer.clone(), name, -3..9_i64, parent, stale)
            .prop_map(|(drawer, name, used, parent, stale)| Part::Update { drawer, name, used, parent, stale }),
        2 => (drawer.clone(), stale).prop_map(|(drawer, stale)| Part::Delete { drawer, stale }),
        1 => (drawer.clone(), stale).prop_map(|(drawer, stale)| Part::Expect { drawer, stale }),
        2 => (drawer.clone(), -6..6_i64).prop_map(|(drawer, delta)| Part::Add { drawer, delta }),
        1 => drawer.prop_map(|drawer| Part::Emit { drawer }),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let plain = prop_oneof![
        Just(Filter::All),
        (-3..9_i64).prop_map(|used| Filter::lt("used", used)),
        (-3..9_i64).prop_map(|used| Filter::ge("used", used)),
        (0..6_u8).prop_map(|name| Filter::ne("name", self::name(name))),
        (0..6_u8).prop_map(|name| Filter::is_in("name", [self::name(name), self::name(name + 1)])),
        prop::sample::select(vec!["a", "A", "%", "ä", ""]).prop_map(|part| Filter::prefix("name", part)),
        prop::sample::select(vec!["b", "_", "\\", "😀"]).prop_map(|part| Filter::contains("name", part)),
        (0..5_u8).prop_map(|parent| Filter::eq("parent_id", id(parent))),
        Just(Filter::is_null("parent_id")),
    ];
    plain.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| one.and(other)),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| one.or(other)),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
}

pub(crate) fn question() -> impl Strategy<Value = Question> {
    let order = prop::sample::select(vec!["id", "name", "used"]);
    (filter(), order, any::<bool>(), 1..6_u32).prop_map(|(filter, order, descending, limit)| Question {
        filter,
        order,
        descending,
        limit,
    })
}

pub(crate) fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        4 => vec(part(), 1..5).prop_map(Action::Commit),
        1 => (question(), -3..9_i64).prop_map(|(question, used)| Action::Claim(question, used)),
        2 => question().prop_map(Action::Ask),
    ]
}

pub(crate) fn id(drawer: u8) -> Uuid {
    Uuid::from_u128(u128::from(drawer) + 1)
}

/// Names whose order and parts adapters might see differently.
fn name(number: u8) -> String {
    ["a%b", "A_b", "äb", "a\\b", "a😀b", "ab", "B"][usize::from(number)].to_owned()
}

/// A database under test.
pub(crate) struct Subject {
    pub(crate) storage: Arc<dyn Storage>,
    ports: Ports,
}

impl Subject {
    /// A database that has the tables of the samples.
    pub(crate) fn new(storage: Arc<dyn Storage>) -> Self {
        let (clock, ids) = (Arc::new(VirtualClock::default()), Arc::new(SeededIds::new(1)));
        Self { ports: Ports { storage: storage.clone(), clock, ids }, storage }
    }

    /// What an action answers, in a form that can be compared.
    pub(crate) async fn answer(&self, action: &Action) -> String {
        match action {
            Action::Commit(parts) => match self.unit(parts).await {
                Ok(unit) => said(self.storage.commit(unit).await),
                Err(error) => format!("no unit: {error}"),
            },
            Action::Claim(question, used) => {
                // Who wins is the same for all only where nobody has to choose.
                let query = question.query().limit(1000);
                let rows = self.storage.claim(&query, &[("used", Value::Int(*used))], Changes::new()).await;
                said(rows.map(|mut rows| {
                    rows.sort_by_key(|row| format!("{row:?}"));
                    rows
                }))
            }
            Action::Ask(question) => {
                let query = question.query();
                said(self.storage.select(&query).await) + &said(Storage::count(&self.storage, &query).await)
            }
        }
    }

    /// The changes of a unit, from what is stored.
    async fn unit(&self, parts: &[Part]) -> Result<Changes> {
        let mut unit = Changes::new();
        for part in parts {
            unit = match part {
                Part::Insert { drawer, name, parent } => unit.insert(&made(*drawer, *name, *parent))?,
                Part::Update { drawer, name, used, parent, stale } => {
                    let version = self.stored(*drawer, *stale).await?.version;
                    unit.update(&Drawer { version, used: *used, ..made(*drawer, *name, *parent) })?
                }
                Part::Delete { drawer, stale } => unit.delete(&self.stored(*drawer, *stale).await?),
                Part::Expect { drawer, stale } => unit.expect(&self.stored(*drawer, *stale).await?),
                Part::Add { drawer, delta } => unit.add::<Drawer>(id(*drawer).into(), "used", *delta, 0..=8),
                Part::Emit { drawer } => {
                    let drawer = self.stored(*drawer, false).await?;
                    let payload = serde_json::json!({ "used": drawer.used });
                    unit.emit(&Event::new(&self.ports, &Cause::default(), "drawer.noted", &drawer, payload))?
                }
            };
        }
        Ok(unit)
    }

    async fn stored(&self, drawer: u8, stale: bool) -> Result<Drawer> {
        let stored: Option<Drawer> = self.storage.find(id(drawer).into()).await?;
        let mut stored = stored.unwrap_or_else(|| made(drawer, 0, None));
        stored.version += u64::from(stale);
        Ok(stored)
    }
}

/// All that is stored. The numbers of the events, which may have holes, are left out.
pub(crate) async fn everything(storage: &dyn Storage) -> (Vec<Row>, Vec<Row>) {
    let drawers = storage.select(&Query::of::<Drawer>().limit(1000)).await.unwrap();
    let events = Query::of::<Event>().order_by("sequence", Direction::Ascending).limit(1000);
    let mut events = storage.select(&events).await.unwrap();
    let sequence = Event::SCHEMA.position("sequence").unwrap();
    for event in &mut events {
        event[sequence] = Value::Int(0);
    }
    (drawers, events)
}

pub(crate) fn made(drawer: u8, name: u8, parent: Option<u8>) -> Drawer {
    Drawer {
        id: id(drawer).into(),
        version: 1,
        name: self::name(name),
        used: 0,
        parent_id: parent.map(|parent| id(parent).into()),
    }
}

/// An answer, or the error as far as it is the same for all: its code and what it is about.
pub(crate) fn said<T: std::fmt::Debug>(answer: Result<T>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!("{} {:?}", error.code(), error.resource()),
    }
}
