//! The changes of a unit, applied within a transaction.

use std::{collections::HashMap, sync::Arc};

use uuid::Uuid;
use vmbay::{
    Error, Resource, Result,
    event::Event,
    storage::{
        Change, Changes, Entity, Schema, Value,
        sql::{self, SQLITE},
    },
};

use crate::{
    connection::bind,
    error::{already_exists, failed, is_reference, taken},
};

/// The texts of changes, kept since each depends on its schema alone.
#[derive(Debug, Default)]
pub(crate) struct Texts(HashMap<(&'static str, Verb, &'static str), Arc<str>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Verb {
    Insert,
    Update,
    Delete,
    Expect,
    Add,
    Emit,
}

impl Texts {
    fn get(&mut self, schema: &'static Schema, verb: Verb, column: &'static str) -> Arc<str> {
        let text = self.0.entry((schema.table, verb, column)).or_insert_with(|| {
            Arc::from(match verb {
                Verb::Insert => sql::insert(schema, &SQLITE),
                Verb::Update => sql::update(schema, &SQLITE),
                Verb::Delete => sql::delete(schema, &SQLITE),
                Verb::Expect => sql::expect(schema, &SQLITE),
                Verb::Add => sql::add(schema, column, &SQLITE),
                Verb::Emit => sql::emit(&SQLITE),
            })
        });
        text.clone()
    }
}

/// Applies every change, in order, up to the first that cannot; the caller then rolls back.
pub(crate) fn apply(connection: &rusqlite::Connection, texts: &mut Texts, changes: &Changes) -> Result<()> {
    changes.iter().try_for_each(|change| Unit { connection, texts }.apply(change))
}

struct Unit<'a> {
    connection: &'a rusqlite::Connection,
    texts: &'a mut Texts,
}

impl Unit<'_> {
    fn apply(&mut self, change: &Change) -> Result<()> {
        match change {
            Change::Insert { schema, row } => {
                schema.check(row)?;
                let text = self.texts.get(schema, Verb::Insert, "");
                self.execute(&text, row.iter()).map(drop).map_err(|error| self.refused(schema, row, error))
            }
            Change::Emit { row } => {
                let schema = Event::SCHEMA;
                schema.check(row)?;
                let text = self.texts.get(schema, Verb::Emit, "");
                let kept = schema.columns.iter().zip(row).filter(|(column, _)| column.name != "sequence");
                let done = self.execute(&text, kept.map(|(_, value)| value));
                done.map(drop).map_err(|error| self.refused(schema, row, error))
            }
            Change::Update { schema, row } => {
                schema.check(row)?;
                let (id, version) = key(row)?;
                let text = self.texts.get(schema, Verb::Update, "");
                let touched =
                    self.execute(&text, row.iter()).map_err(|error| self.refused(schema, row, error))?;
                self.touched(touched, schema, id, version)
            }
            Change::Delete { schema, id, version } => {
                let text = self.texts.get(schema, Verb::Delete, "");
                let key = [Value::Uuid(*id), Value::Int(*version as i64)];
                let touched = self.execute(&text, key.iter()).map_err(|error| {
                    if is_reference(&error) {
                        let resource = Resource::new(schema.kind, id);
                        return Error::InUse { resource, by: "another record".into() };
                    }
                    failed("write", error)
                })?;
                self.touched(touched, schema, *id, *version)
            }
            Change::Expect { schema, id, version } => {
                let text = self.texts.get(schema, Verb::Expect, "");
                let found = self.exists(&text, &[Value::Uuid(*id), Value::Int(*version as i64)])?;
                self.touched(usize::from(found), schema, *id, *version)
            }
            Change::Add { schema, id, column, delta, bounds } => {
                let at = schema.position(column);
                if at.is_none_or(|at| schema.columns[at].kind != vmbay::storage::Kind::Int) {
                    return Err(Error::invalid(*column, format!("is not an integer of {}", schema.kind)));
                }
                let text = self.texts.get(schema, Verb::Add, column);
                let values = [
                    Value::Uuid(*id),
                    Value::Int(*delta),
                    Value::Int(*bounds.start()),
                    Value::Int(*bounds.end()),
                ];
                let touched = self.execute(&text, values.iter()).map_err(|error| failed("write", error))?;
                if touched == 0 {
                    let resource = Resource::new(schema.kind, id);
                    return Err(if self.is_there(schema.table, *id)? {
                        Error::Exhausted { resource, field: (*column).into() }
                    } else {
                        Error::NotFound { resource }
                    });
                }
                Ok(())
            }
        }
    }

    fn execute<'v>(&self, text: &str, values: impl Iterator<Item = &'v Value>) -> rusqlite::Result<usize> {
        let mut statement = self.connection.prepare_cached(text)?;
        bind(&mut statement, values)?;
        statement.raw_execute()
    }

    fn exists(&self, text: &str, values: &[Value]) -> Result<bool> {
        let find = || {
            let mut statement = self.connection.prepare_cached(text)?;
            bind(&mut statement, values.iter())?;
            Ok(statement.raw_query().next()?.is_some())
        };
        find().map_err(|error| failed("read", error))
    }

    fn is_there(&self, table: &str, id: Uuid) -> Result<bool> {
        self.exists(&format!("SELECT 1 FROM {table} WHERE id = ?1"), &[Value::Uuid(id)])
    }

    /// Tells a row that is gone from one that changed, when a change touched none.
    fn touched(&self, touched: usize, schema: &Schema, id: Uuid, expected: u64) -> Result<()> {
        if touched > 0 {
            return Ok(());
        }
        let resource = Resource::new(schema.kind, id);
        Err(if self.is_there(schema.table, id)? {
            Error::Conflict { resource, expected }
        } else {
            Error::NotFound { resource }
        })
    }

    /// Why a row could not be stored.
    fn refused(&self, schema: &'static Schema, row: &[Value], error: rusqlite::Error) -> Error {
        let id = match row.first() {
            Some(Value::Uuid(id)) => *id,
            _ => Uuid::nil(),
        };
        if let Some(columns) = taken(&error) {
            return already_exists(schema.kind, id, columns);
        }
        if is_reference(&error) {
            for reference in schema.references {
                let Some(Value::Uuid(target)) = schema.position(reference.column).and_then(|at| row.get(at))
                else {
                    continue;
                };
                if matches!(self.is_there(reference.table, *target), Ok(false)) {
                    return Error::not_found(reference.table, target);
                }
            }
        }
        failed("write", error)
    }
}

fn key(row: &[Value]) -> Result<(Uuid, u64)> {
    match row {
        [Value::Uuid(id), Value::Int(version), ..] => Ok((*id, *version as u64)),
        _ => Err(Error::invalid("id", "is not there")),
    }
}
