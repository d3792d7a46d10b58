//! Writes as data: one unit of work that commits wholly or not at all.

use std::ops::RangeInclusive;

use uuid::Uuid;

use super::{
    entity::Entity,
    schema::{Reference, Row, Schema},
    value::Value,
};
use crate::{
    error::Result,
    event::Event,
    job::{JobRecord, JobState},
    operation::{OperationRecord, OperationState},
};

/// One change of a unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new row, its version 1. `already_exists` when its id or a unique value is taken, `not_found` when it refers to
    /// a row that is not there.
    Insert {
        /// The table.
        schema: &'static Schema,
        /// Its values.
        row: Row,
    },
    /// Replaces a row that still has the version in `row`; the stored version becomes one higher. `not_found` when it
    /// is gone, `conflict` when it changed.
    Update {
        /// The table.
        schema: &'static Schema,
        /// Its values, with the version that was read.
        row: Row,
    },
    /// Removes a row that still has this version. `in_use` when another row refers to it.
    Delete {
        /// The table.
        schema: &'static Schema,
        /// The row.
        id: Uuid,
        /// The version that was read.
        version: u64,
    },
    /// Fails the unit unless the row still has this version.
    Expect {
        /// The table.
        schema: &'static Schema,
        /// The row.
        id: Uuid,
        /// The version that was read.
        version: u64,
    },
    /// Adds to an integer column, whatever its version (which grows by one): `exhausted` when the sum would leave `bounds`.
    Add {
        /// The table.
        schema: &'static Schema,
        /// The row.
        id: Uuid,
        /// The column, an integer that is not nullable.
        column: &'static str,
        /// What to add; may be negative.
        delta: i64,
        /// What the sum may be.
        bounds: RangeInclusive<i64>,
    },
    /// A new row of the event table, whose `sequence` (0 in the row) the adapter assigns in commit order.
    Emit {
        /// The event's values, in the order of [`Event::SCHEMA`](Entity::SCHEMA).
        row: Row,
    },
}

impl Change {
    /// The table of the row it is about.
    pub fn schema(&self) -> &'static Schema {
        match self {
            Self::Insert { schema, .. }
            | Self::Update { schema, .. }
            | Self::Delete { schema, .. }
            | Self::Expect { schema, .. }
            | Self::Add { schema, .. } => schema,
            Self::Emit { .. } => Event::SCHEMA,
        }
    }

    /// The row it stores, if it stores one.
    pub fn row(&self) -> Option<&Row> {
        match self {
            Self::Insert { row, .. } | Self::Update { row, .. } | Self::Emit { row } => Some(row),
            Self::Delete { .. } | Self::Expect { .. } | Self::Add { .. } => None,
        }
    }

    /// The id of the row it is about; nil for a row without one, which no database takes.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Delete { id, .. } | Self::Expect { id, .. } | Self::Add { id, .. } => *id,
            Self::Insert { row, .. } | Self::Update { row, .. } | Self::Emit { row } => match row.first() {
                Some(Value::Uuid(id)) => *id,
                _ => Uuid::nil(),
            },
        }
    }

    /// The row that a reference of the row it stores names.
    pub fn target(&self, reference: &Reference) -> Option<Uuid> {
        match self.row()?.get(self.schema().position(reference.column)?)? {
            Value::Uuid(target) => Some(*target),
            _ => None,
        }
    }

    /// The version that the row must have.
    pub fn version(&self) -> Option<u64> {
        match self {
            Self::Delete { version, .. } | Self::Expect { version, .. } => Some(*version),
            Self::Update { row, .. } => match row.get(1) {
                Some(Value::Int(version)) => Some(*version as u64),
                _ => None,
            },
            Self::Insert { .. } | Self::Add { .. } | Self::Emit { .. } => None,
        }
    }
}

/// A unit of work: the changes apply in order, all or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    list: Vec<Change>,
}

impl Changes {
    /// An empty unit.
    pub fn new() -> Self {
        Self::default()
    }

    /// Stores a new record.
    ///
    /// # Errors
    /// `invalid_argument` with the field, when it holds what not every database can: text with NUL, a float that is not
    /// finite, an integer above `i64::MAX`.
    pub fn insert<E: Entity>(mut self, entity: &E) -> Result<Self> {
        self.list.push(Change::Insert { schema: E::SCHEMA, row: row(entity)? });
        Ok(self)
    }

    /// Replaces the stored record if it still has `entity`'s version.
    ///
    /// # Errors
    /// As [`insert`](Self::insert).
    pub fn update<E: Entity>(mut self, entity: &E) -> Result<Self> {
        self.list.push(Change::Update { schema: E::SCHEMA, row: row(entity)? });
        Ok(self)
    }

    /// Removes the stored record if it still has `entity`'s version.
    pub fn delete<E: Entity>(mut self, entity: &E) -> Self {
        self.list.push(Change::Delete {
            schema: E::SCHEMA,
            id: entity.id().into(),
            version: entity.version(),
        });
        self
    }

    /// Fails the whole unit unless the stored record is still the one that was read.
    pub fn expect<E: Entity>(mut self, entity: &E) -> Self {
        self.list.push(Change::Expect {
            schema: E::SCHEMA,
            id: entity.id().into(),
            version: entity.version(),
        });
        self
    }

    /// Adds `delta` to a counter that must stay within `bounds`.
    pub fn add<E: Entity>(
        mut self,
        id: E::Id,
        column: &'static str,
        delta: i64,
        bounds: RangeInclusive<i64>,
    ) -> Self {
        self.list.push(Change::Add { schema: E::SCHEMA, id: id.into(), column, delta, bounds });
        self
    }

    /// Announces an event, committed with the changes it tells.
    pub fn emit(mut self, event: &Event) -> Result<Self> {
        self.list.push(Change::Emit { row: row(event)? });
        Ok(self)
    }

    /// Stores an operation for a runner to take up.
    pub fn enqueue(self, operation: &OperationRecord) -> Result<Self> {
        self.insert(operation)
    }

    /// Stores a [prepared](crate::job::Jobs::prepare) job for a worker to take up: it exists if and only if the rest of
    /// the unit does.
    pub fn enqueue_job(self, job: &JobRecord) -> Result<Self> {
        self.insert(job)
    }

    /// Appends another unit's changes.
    pub fn extend(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self
    }

    /// The changes, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.list.iter()
    }

    /// The changes, in order.
    pub fn as_slice(&self) -> &[Change] {
        &self.list
    }

    /// How many changes there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is nothing to commit.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether the unit announces events.
    pub fn emits(&self) -> bool {
        self.list.iter().any(|change| matches!(change, Change::Emit { .. }))
    }

    /// Whether the unit queues an operation, so that runners should look.
    pub fn enqueues(&self) -> bool {
        self.inserts(OperationRecord::SCHEMA, &OperationState::Queued.into())
    }

    /// Whether the unit queues a job, so that workers should look.
    pub fn enqueues_jobs(&self) -> bool {
        self.inserts(JobRecord::SCHEMA, &JobState::Queued.into())
    }

    /// Whether the unit has a new row of this table in this state.
    fn inserts(&self, schema: &Schema, state: &Value) -> bool {
        self.list.iter().any(|change| {
            matches!(change, Change::Insert { schema: table, row }
                if table.table == schema.table && schema.position("state").is_some_and(|at| row.get(at) == Some(state)))
        })
    }
}

/// The row of a record, of the shape and with the values that every database can hold.
fn row<E: Entity>(entity: &E) -> Result<Row> {
    let row = entity.to_row()?;
    E::SCHEMA.check(&row)?;
    Ok(row)
}

impl From<Vec<Change>> for Changes {
    fn from(list: Vec<Change>) -> Self {
        Self { list }
    }
}

impl IntoIterator for Changes {
    type Item = Change;
    type IntoIter = std::vec::IntoIter<Change>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Changes {
    type Item = &'a Change;
    type IntoIter = std::slice::Iter<'a, Change>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
