//! What several callers do at once, and whether what they were told has an order that explains it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use proptest::{collection::vec, prelude::*};
use tokio::{sync::Barrier, task::JoinSet};
use uuid::Uuid;
use vmbay::{
    Timestamp,
    event::Event,
    storage::{Changes, Entity, Row, Storage},
    testing::storage::sample::Drawer,
};

use crate::{
    action::{Question, everything, id, made, question, said},
    memory,
};

/// One thing that a caller does. What it is about does not depend on what is stored, so that it is the same in any order.
#[derive(Clone, Debug)]
enum Deed {
    Commit(Vec<Piece>),
    Ask(Question),
}

/// A change.
#[derive(Clone, Debug)]
enum Piece {
    Insert { drawer: u8, name: u8, parent: Option<u8> },
    Update { drawer: u8, version: u64, name: u8 },
    Delete { drawer: u8, version: u64 },
    Expect { drawer: u8, version: u64 },
    Add { drawer: u8, delta: i64 },
    Emit { drawer: u8 },
}

/// What was there before, and what each caller does, in its order.
#[derive(Clone, Debug)]
pub(crate) struct History {
    before: Vec<Deed>,
    callers: Vec<Vec<Deed>>,
}

/// What a caller was told, and when it asked and was answered, as places in one order.
#[derive(Clone, Debug)]
struct Told {
    asked: usize,
    answered: usize,
    answer: String,
}

fn piece() -> impl Strategy<Value = Piece> {
    let (drawer, version, name) = (0..3_u8, 1..4_u64, 0..4_u8);
    prop_oneof![
        2 => (drawer.clone(), name.clone(), prop::option::of(0..3_u8))
            .prop_map(|(drawer, name, parent)| Piece::Insert { drawer, name, parent }),
        3 => (drawer.clone(), version.clone(), name)
            .prop_map(|(drawer, version, name)| Piece::Update { drawer, version, name }),
        1 => (drawer.clone(), version.clone()).prop_map(|(drawer, version)| Piece::Delete { drawer, version }),
        2 => (drawer.clone(), version).prop_map(|(drawer, version)| Piece::Expect { drawer, version }),
        2 => (drawer.clone(), -4..5_i64).prop_map(|(drawer, delta)| Piece::Add { drawer, delta }),
        1 => drawer.prop_map(|drawer| Piece::Emit { drawer }),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    // What two callers must not both do: each changes what the other expects to stand still.
    let crossed = (0..3_u8, 1..3_u8).prop_map(|(drawer, step)| {
        let expected = (drawer + step) % 3;
        Deed::Commit(vec![Piece::Expect { drawer: expected, version: 1 }, Piece::Add { drawer, delta: 1 }])
    });
    prop_oneof![
        4 => crossed,
        4 => vec(piece(), 1..4).prop_map(Deed::Commit),
        1 => question().prop_map(Deed::Ask),
    ]
}

pub(crate) fn history() -> impl Strategy<Value = History> {
    let inserts =
        (0..3_u8).map(|drawer| Deed::Commit(vec![Piece::Insert { drawer, name: drawer, parent: None }]));
    let inserts: Vec<_> = inserts.collect();
    vec(vec(deed(), 1..4), 3).prop_map(move |callers| History { before: inserts.clone(), callers })
}

impl Deed {
    /// Does it; `number` names its events.
    async fn answer(&self, storage: &dyn Storage, number: usize) -> String {
        match self {
            Self::Commit(pieces) => said(storage.commit(unit(pieces, number)).await),
            Self::Ask(question) => said(storage.select(&question.query()).await),
        }
    }
}

fn unit(pieces: &[Piece], number: usize) -> Changes {
    let at = |drawer: u8, version: u64| Drawer { version, ..made(drawer, 0, None) };
    pieces.iter().enumerate().fold(Changes::new(), |unit, (place, piece)| match *piece {
        Piece::Insert { drawer, name, parent } => unit.insert(&made(drawer, name, parent)).unwrap(),
        Piece::Update { drawer, version, name } => {
            unit.update(&Drawer { version, ..made(drawer, name, None) }).unwrap()
        }
        Piece::Delete { drawer, version } => unit.delete(&at(drawer, version)),
        Piece::Expect { drawer, version } => unit.expect(&at(drawer, version)),
        Piece::Add { drawer, delta } => unit.add::<Drawer>(id(drawer).into(), "used", delta, 0..=8),
        // With a change of what it tells of: there is an order of the events of each drawer, and none of all.
        Piece::Emit { drawer } => unit
            .add::<Drawer>(id(drawer).into(), "used", 0, 0..=8)
            .emit(&event(drawer, number * 10 + place))
            .unwrap(),
    })
}

fn event(drawer: u8, number: usize) -> Event {
    Event {
        id: Uuid::from_u128(1000 + number as u128).into(),
        version: 1,
        sequence: 0,
        topic: "drawer.noted".into(),
        entity_kind: "drawer".into(),
        entity_id: id(drawer),
        organization_id: None,
        project_id: None,
        actor: "system".into(),
        operation_id: None,
        request_id: None,
        payload: serde_json::Value::Null,
        payload_version: 1,
        at: Timestamp::EPOCH,
    }
}

impl History {
    /// Lets the callers go at once; says whether what they were told, and what is stored in the end, can be explained.
    pub(crate) async fn is_as_if_in_turn(&self, storage: &Arc<dyn Storage>) -> Result<(), String> {
        let told = self.run(storage).await;
        let stored = by_drawer(&**storage).await;
        if self.has_an_order(&told, &stored).await {
            return Ok(());
        }
        Err(format!("no order explains {told:?}, {stored:?}"))
    }

    /// Lets the callers go at once, and writes down what each was told.
    async fn run(&self, storage: &Arc<dyn Storage>) -> Vec<Vec<Told>> {
        for (number, deed) in self.before.iter().enumerate() {
            assert_eq!(deed.answer(&**storage, number).await, "()");
        }
        let time = Arc::new(AtomicUsize::new(0));
        let start = Arc::new(Barrier::new(self.callers.len()));
        let mut callers = JoinSet::new();
        for (caller, deeds) in self.callers.iter().cloned().enumerate() {
            let (storage, time, start) = (storage.clone(), time.clone(), start.clone());
            callers.spawn(async move {
                start.wait().await;
                let mut told = Vec::new();
                for (place, deed) in deeds.iter().enumerate() {
                    let asked = time.fetch_add(1, Ordering::SeqCst);
                    let answer = deed.answer(&*storage, number(caller, place)).await;
                    told.push(Told { asked, answered: time.fetch_add(1, Ordering::SeqCst), answer });
                }
                (caller, told)
            });
        }
        let mut told = callers.join_all().await;
        told.sort_by_key(|(caller, _)| *caller);
        told.into_iter().map(|(_, told)| told).collect()
    }

    /// Whether there is an order of all deeds, each between its question and its answer, in which one caller alone with the
    /// model is told the same, and leaves the same.
    async fn has_an_order(&self, told: &[Vec<Told>], stored: &(Vec<Row>, Vec<Row>)) -> bool {
        // The orders that are still to be tried, as far as they have come: the caller of each deed.
        let mut orders = vec![Vec::new()];
        while let Some(order) = orders.pop() {
            let Some(model) = self.explains(&order, told).await else { continue };
            let done = |caller: usize| order.iter().filter(|one| **one == caller).count();
            let open = |caller: &usize| done(*caller) < told[*caller].len();
            let callers: Vec<usize> = (0..told.len()).filter(open).collect();
            if callers.is_empty() && by_drawer(&*model).await == *stored {
                return true;
            }
            // None may come that was asked after another, which is yet to come, had been answered.
            let first = callers.iter().map(|caller| told[*caller][done(*caller)].answered).min();
            for caller in callers {
                if Some(told[caller][done(caller)].asked) < first {
                    orders.push(order.iter().copied().chain([caller]).collect());
                }
            }
        }
        false
    }

    /// The model after the deeds of an order, if it says the same of the last of them.
    async fn explains(&self, order: &[usize], told: &[Vec<Told>]) -> Option<Arc<dyn Storage>> {
        let model = memory().await;
        for (number, deed) in self.before.iter().enumerate() {
            deed.answer(&*model, number).await;
        }
        let mut done = vec![0; told.len()];
        let mut last = true;
        for &caller in order {
            let place = done[caller];
            done[caller] += 1;
            let answer = self.callers[caller][place].answer(&*model, number(caller, place)).await;
            last = answer == told[caller][place].answer;
        }
        last.then_some(model)
    }
}

/// All that is stored, the events of each drawer in their order.
async fn by_drawer(storage: &dyn Storage) -> (Vec<Row>, Vec<Row>) {
    let (drawers, mut events) = everything(storage).await;
    let entity = Event::SCHEMA.position("entity_id").unwrap();
    events.sort_by_key(|event| format!("{:?}", event[entity]));
    (drawers, events)
}

/// A number of each deed's own.
fn number(caller: usize, place: usize) -> usize {
    100 + caller * 10 + place
}
