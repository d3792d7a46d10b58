//! Changes to tables, with an undo log: what a unit did before it failed is taken back.

use std::collections::HashMap;

use uuid::Uuid;

use super::{read, table::Table};
use crate::{
    error::{Error, Resource, Result},
    event::Event,
    storage::{Change, Changes, Entity, Query, Row, Schema, Value},
};

/// Every table by name, and who refers to whom.
#[derive(Debug, Default)]
pub(super) struct Tables {
    by_name: HashMap<&'static str, Table>,
    /// For each table, the tables and columns that refer to it.
    referrers: HashMap<&'static str, Vec<(&'static str, &'static str)>>,
    /// The place of the last event.
    sequence: i64,
}

/// What a row was before a change.
struct Undo {
    table: &'static str,
    id: Uuid,
    row: Option<Row>,
}

impl Tables {
    /// The table, if it was ever written.
    pub(super) fn get(&self, schema: &Schema) -> Option<&Table> {
        self.by_name.get(schema.table)
    }

    /// Forgets a table and what is in it.
    pub(super) fn drop_table(&mut self, name: &str) {
        self.by_name.remove(name);
        for referrers in self.referrers.values_mut() {
            referrers.retain(|(table, _)| *table != name);
        }
    }

    /// Applies every change, or none.
    pub(super) fn apply(&mut self, changes: Changes) -> Result<()> {
        self.wholly(|tables, undo| changes.into_iter().try_for_each(|change| tables.apply_one(change, undo)))
    }

    /// Applies `first` and sets `set` on each of the rows of a query, or does nothing; returns the rows as they are then.
    pub(super) fn claim(
        &mut self,
        query: &Query,
        set: &[(&'static str, Value)],
        first: Changes,
    ) -> Result<Vec<Row>> {
        self.wholly(|tables, undo| {
            first.into_iter().try_for_each(|change| tables.apply_one(change, undo))?;
            let Some(table) = tables.get(query.schema) else { return Ok(Vec::new()) };
            let mut rows: Vec<Row> = read::select(table, query).into_iter().cloned().collect();
            for row in &mut rows {
                for (column, value) in set {
                    row[position(query.schema, column)?] = value.clone();
                }
                tables.apply_one(Change::Update { schema: query.schema, row: row.clone() }, undo)?;
                *row = raised(std::mem::take(row))?;
            }
            Ok(rows)
        })
    }

    /// Does `work`, or takes back what it did before it failed.
    fn wholly<T>(&mut self, work: impl FnOnce(&mut Self, &mut Vec<Undo>) -> Result<T>) -> Result<T> {
        let sequence = self.sequence;
        let mut undo = Vec::new();
        let done = work(self, &mut undo);
        if done.is_err() {
            self.sequence = sequence;
            self.take_back(undo);
        }
        done
    }

    fn apply_one(&mut self, change: Change, undo: &mut Vec<Undo>) -> Result<()> {
        match change {
            Change::Insert { schema, row } => {
                let id = id(&row)?;
                if let Some(table) = self.get(schema)
                    && table.rows.contains_key(&id)
                {
                    return Err(Error::AlreadyExists { resource: table.resource(id), field: "id".into() });
                }
                self.put(schema, id, row, undo)
            }
            Change::Update { schema, row } => {
                let id = id(&row)?;
                self.stored(schema, id, Some(version(&row)?))?;
                self.put(schema, id, raised(row)?, undo)
            }
            Change::Delete { schema, id, version } => {
                self.stored(schema, id, Some(version))?;
                self.check_unused(schema, id)?;
                self.replace(schema, id, None, undo);
                Ok(())
            }
            Change::Expect { schema, id, version } => self.stored(schema, id, Some(version)).map(drop),
            Change::Add { schema, id, column, delta, bounds } => {
                let at = position(schema, column)?;
                let row = self.stored(schema, id, None)?;
                let Value::Int(value) = row[at] else {
                    return Err(Error::invalid(column, "is not an integer that is there"));
                };
                let sum = value.checked_add(delta).filter(|sum| bounds.contains(sum)).ok_or_else(|| {
                    Error::Exhausted { resource: Resource::new(schema.kind, id), field: column.into() }
                })?;
                let mut row = raised(row.clone())?;
                row[at] = Value::Int(sum);
                self.put(schema, id, row, undo)
            }
            Change::Emit { mut row } => {
                self.sequence += 1;
                row[position(Event::SCHEMA, "sequence")?] = Value::Int(self.sequence);
                self.put(Event::SCHEMA, id(&row)?, row, undo)
            }
        }
    }

    /// Stores a row that breaks no rule of its table.
    fn put(&mut self, schema: &'static Schema, id: Uuid, row: Row, undo: &mut Vec<Undo>) -> Result<()> {
        schema.check(&row)?;
        // Uniqueness first, as databases do.
        self.table(schema).check_unique(id, &row)?;
        for reference in schema.references {
            let Value::Uuid(target) = row[position(schema, reference.column)?] else { continue };
            let itself = reference.table == schema.table && target == id;
            let found =
                self.by_name.get(reference.table).is_some_and(|table| table.rows.contains_key(&target));
            if !found && !itself {
                return Err(Error::not_found(reference.table, target));
            }
        }
        self.replace(schema, id, Some(row), undo);
        Ok(())
    }

    fn replace(&mut self, schema: &'static Schema, id: Uuid, row: Option<Row>, undo: &mut Vec<Undo>) {
        let row = self.table(schema).replace(id, row);
        undo.push(Undo { table: schema.table, id, row });
    }

    fn take_back(&mut self, undo: Vec<Undo>) {
        for Undo { table, id, row } in undo.into_iter().rev() {
            if let Some(table) = self.by_name.get_mut(table) {
                table.replace(id, row);
            }
        }
    }

    /// The stored row, which must have `version` where one is asked for.
    fn stored(&self, schema: &Schema, id: Uuid, expected: Option<u64>) -> Result<&Row> {
        let row = self
            .get(schema)
            .and_then(|table| table.rows.get(&id))
            .ok_or_else(|| Error::not_found(schema.kind, id))?;
        match expected {
            Some(expected) if version(row)? != expected => {
                Err(Error::Conflict { resource: Resource::new(schema.kind, id), expected })
            }
            _ => Ok(row),
        }
    }

    fn check_unused(&self, schema: &Schema, id: Uuid) -> Result<()> {
        for (table, column) in self.referrers.get(schema.table).into_iter().flatten() {
            let Some(referrer) = self.by_name.get(table) else { continue };
            let itself = (*table == schema.table).then_some(id);
            if referrer.refers(column, id, itself) {
                return Err(Error::InUse {
                    resource: Resource::new(schema.kind, id),
                    by: referrer.schema.kind.into(),
                });
            }
        }
        Ok(())
    }

    fn table(&mut self, schema: &'static Schema) -> &mut Table {
        self.by_name.entry(schema.table).or_insert_with(|| {
            for reference in schema.references {
                self.referrers.entry(reference.table).or_default().push((schema.table, reference.column));
            }
            Table::new(schema)
        })
    }
}

fn position(schema: &Schema, column: &str) -> Result<usize> {
    schema
        .position(column)
        .ok_or_else(|| Error::invalid(column.to_owned(), format!("is not a field of {}", schema.kind)))
}

fn id(row: &Row) -> Result<Uuid> {
    match row.first() {
        Some(Value::Uuid(id)) => Ok(*id),
        _ => Err(Error::invalid("id", "is not there")),
    }
}

fn version(row: &Row) -> Result<u64> {
    match row.get(1) {
        Some(Value::Int(version)) => Ok(*version as u64),
        _ => Err(Error::invalid("version", "is not there")),
    }
}

/// The same row at its next version.
fn raised(mut row: Row) -> Result<Row> {
    row[1] = Value::Int(version(&row)? as i64 + 1);
    Ok(row)
}
