//! One change as one statement.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use uuid::Uuid;

use super::{
    Parameter, Statement,
    change::{add, delete, expect, insert, kept, update},
    dialect::Dialect,
};
use crate::{
    error::{Error, Resource, Result},
    event::Event,
    storage::{Change, Entity, Kind, Reference, Schema, Value},
};

/// One change as one statement. When it touches no row, [`doubt`](Self::doubt) and [`missed`](Self::missed) tell why; when
/// the database refuses it, [`refused`](Self::refused).
#[derive(Debug)]
pub(super) struct Step<'a> {
    /// The text, which depends on the table and the kind of change alone.
    pub(super) text: Arc<str>,
    /// The values: the first belongs to parameter 1.
    pub(super) values: Vec<Parameter<'a>>,
    change: &'a Change,
}

/// Why a database refuses a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another row has the values of these columns, which are unique.
    Taken(String),
    /// A row refers to one that is not there, by this reference where the database tells it.
    Reference(Option<&'static Reference>),
}

/// Changes into statements: keeps the texts, which depend on the table and the kind of change alone.
#[derive(Debug)]
pub struct Steps {
    dialect: Dialect,
    texts: HashMap<(&'static str, Verb), Arc<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Verb {
    Insert,
    Update,
    Delete,
    Expect,
    Add(&'static str),
    Emit,
}

impl Steps {
    /// Steps for a database of this dialect.
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, texts: HashMap::new() }
    }

    pub(super) fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// The step that makes `change`.
    ///
    /// # Errors
    /// `invalid_argument` for a change that no database could make.
    pub(super) fn step<'a>(&mut self, change: &'a Change) -> Result<Step<'a>> {
        check(change)?;
        let schema = change.schema();
        let verb = match change {
            Change::Insert { .. } => Verb::Insert,
            Change::Update { .. } => Verb::Update,
            Change::Delete { .. } => Verb::Delete,
            Change::Expect { .. } => Verb::Expect,
            Change::Add { column, .. } => Verb::Add(column),
            Change::Emit { .. } => Verb::Emit,
        };
        let dialect = &self.dialect;
        let text = self.texts.entry((schema.table, verb)).or_insert_with(|| text(change, dialect).into());
        Ok(Step { text: text.clone(), values: values(change), change })
    }
}

impl Step<'_> {
    /// Whether the row is there at all, which is to be asked when none was touched: a row is returned if so.
    pub(super) fn doubt(&self, dialect: &Dialect) -> Statement<'static> {
        is_there(self.change.schema().table, self.change.id(), dialect)
    }

    /// Why no row was touched.
    pub(super) fn missed(&self, is_there: bool) -> Error {
        let resource = Resource::new(self.change.schema().kind, self.change.id());
        match self.change {
            _ if !is_there => Error::NotFound { resource },
            Change::Add { column, .. } => Error::Exhausted { resource, field: (*column).into() },
            _ => Error::Conflict { resource, expected: self.change.version().unwrap_or_default() },
        }
    }

    /// The table of the row.
    pub(super) fn schema(&self) -> &'static Schema {
        self.change.schema()
    }

    /// The rows that the row refers to, each with the question whether it is there: for a database that does not tell
    /// which reference it refused.
    pub(super) fn references(&self, dialect: &Dialect) -> Vec<(&'static Reference, Statement<'static>)> {
        let references = self.change.schema().references.iter();
        let asked = references.filter_map(|reference| {
            let target = self.change.target(reference)?;
            Some((reference, is_there(reference.table, target, dialect)))
        });
        asked.collect()
    }

    /// The error for a change that the database refuses; none when the change is no reason for that.
    pub(super) fn refused(&self, refusal: Refusal) -> Option<Error> {
        let resource = || Resource::new(self.change.schema().kind, self.change.id());
        match (self.change, refusal) {
            (Change::Delete { .. }, Refusal::Reference(_)) => {
                Some(Error::InUse { resource: resource(), by: "another record".into() })
            }
            (_, Refusal::Taken(columns)) => {
                Some(Error::AlreadyExists { resource: resource(), field: columns.into() })
            }
            (_, Refusal::Reference(reference)) => {
                let reference = reference?;
                Some(Error::not_found(reference.table, self.change.target(reference)?))
            }
        }
    }
}

fn is_there(table: &str, id: Uuid, dialect: &Dialect) -> Statement<'static> {
    let mut statement = Statement::default();
    statement.push("SELECT 1 FROM ").push(&dialect.table(table)).push(" WHERE id = ");
    statement.bind(dialect, Cow::Owned(Value::Uuid(id)));
    statement
}

/// Refuses what no database could do.
pub(super) fn check(change: &Change) -> Result<()> {
    let schema = change.schema();
    match change {
        Change::Insert { row, .. } | Change::Update { row, .. } | Change::Emit { row } => schema.check(row),
        Change::Add { column, .. } => match schema.position(column) {
            Some(at) if schema.columns[at].kind == Kind::Int => Ok(()),
            _ => Err(Error::invalid(*column, format!("is not an integer of {}", schema.kind))),
        },
        Change::Delete { .. } | Change::Expect { .. } => Ok(()),
    }
}

/// The statement that makes a change.
pub(super) fn text(change: &Change, dialect: &Dialect) -> String {
    let schema = change.schema();
    match change {
        Change::Insert { .. } => insert(schema, false, dialect),
        Change::Update { .. } => update(schema, dialect),
        Change::Delete { .. } => delete(schema, dialect),
        Change::Expect { .. } => expect(schema, dialect),
        Change::Add { column, .. } => add(schema, column, dialect),
        Change::Emit { .. } => insert(schema, true, dialect),
    }
}

/// The values of its parameters.
pub(super) fn values(change: &Change) -> Vec<Parameter<'_>> {
    let owned = |values: &[Value]| values.iter().cloned().map(Cow::Owned).map(Parameter::One).collect();
    match change {
        Change::Insert { row, .. } | Change::Update { row, .. } => {
            row.iter().map(Cow::Borrowed).map(Parameter::One).collect()
        }
        Change::Emit { row } => {
            kept(Event::SCHEMA, true).map(|(at, _)| Parameter::One(Cow::Borrowed(&row[at]))).collect()
        }
        Change::Delete { id, version, .. } | Change::Expect { id, version, .. } => {
            owned(&[Value::Uuid(*id), Value::Int(*version as i64)])
        }
        Change::Add { id, delta, bounds, .. } => {
            owned(&[Value::Uuid(*id), (*delta).into(), (*bounds.start()).into(), (*bounds.end()).into()])
        }
    }
}
