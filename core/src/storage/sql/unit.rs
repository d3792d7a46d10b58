//! Whole units.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use uuid::Uuid;

use super::{Statement, add, delete, dialect::Dialect, emit, expect, insert, update};
use crate::{
    event::Event,
    storage::{Change, Changes, Entity, Schema, Value},
};

/// The most changes one statement holds; the planner's work grows with them.
const MOST: usize = 32;
/// The most rows one statement locks.
const ROWS: usize = 1000;

/// The unit as one statement of data-modifying expressions, for a database that has them (PostgreSQL). When any of its
/// changes touches no row the statement fails, by a division by zero, and so leaves nothing.
///
/// None for a unit whose changes must see each other, as when one frees the unique value that another takes: all parts
/// of a statement see the table as it was before.
///
/// The rows are touched in one order by everybody, lest two units wait for each other. Events come last, when every
/// row is locked, so that their places follow the order of the commits that touch the same row.
pub fn fused<'a>(changes: &'a Changes, dialect: &Dialect) -> Option<Statement<'a>> {
    let (events, mut others): (Vec<_>, Vec<_>) =
        changes.iter().partition(|change| matches!(change, Change::Emit { .. }));
    let rows: BTreeSet<_> = changes.iter().map(row_of).collect();
    if changes.len() > MOST || rows.len() < changes.len() || frees_what_it_takes(&others) {
        return None;
    }
    others.sort_by_key(|change| row_of(change));
    let mut statement = Statement::default();
    statement.push("WITH ");
    for (at, change) in others.iter().enumerate() {
        part(&mut statement, dialect, &format!("c{at}"), change);
        if !matches!(change, Change::Expect { .. }) {
            statement.push(" RETURNING 1");
        }
        statement.push("), ");
    }
    statement.push("done AS MATERIALIZED (SELECT 1 / (TRUE");
    for at in 0..others.len() {
        // Writing to a string does not fail.
        let _ = write!(statement.text, " AND (SELECT count(*) FROM c{at}) = 1");
    }
    statement.push(")::int AS done)");
    // Each from the one before, as parts that do not depend on each other run in no order.
    let mut before = "done".to_owned();
    for (at, change) in events.iter().enumerate() {
        let name = format!("e{at}");
        statement.push(", ");
        part(&mut statement, dialect, &name, change);
        statement.push(" FROM ").push(&before).push(" RETURNING 1)");
        before = name;
    }
    statement.push(" SELECT done FROM done");
    Some(statement)
}

/// Locks the rows that a unit of several changes, up to a sensible number, is going to touch: one statement per table.
/// Units that do so first never wait for each other in a circle.
pub fn locked(changes: &Changes, dialect: &Dialect) -> Vec<Statement<'static>> {
    let mut tables: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
    for change in changes {
        if let Change::Update { .. } | Change::Delete { .. } | Change::Add { .. } = change {
            let (table, id) = row_of(change);
            tables.entry(table).or_default().insert(id);
        }
    }
    let rows: usize = tables.values().map(BTreeSet::len).sum();
    if !(2..=ROWS).contains(&rows) {
        return Vec::new();
    }
    let lock = |(table, ids): (&str, BTreeSet<Uuid>)| {
        let mut statement = Statement::default();
        statement.push("SELECT 1 FROM ").push(&dialect.table(table)).push(" WHERE id IN (");
        for (at, id) in ids.into_iter().enumerate() {
            if at > 0 {
                statement.push(", ");
            }
            statement.bind(dialect, Cow::Owned(Value::Uuid(id)));
        }
        statement.push(") ORDER BY id FOR NO KEY UPDATE");
        statement
    };
    tables.into_iter().map(lock).collect()
}

/// The row a change is about. Rows that have no id, and are going to be refused, count as one.
fn row_of(change: &Change) -> (&'static str, Uuid) {
    let first = |row: &[Value]| if let Some(Value::Uuid(id)) = row.first() { *id } else { Uuid::nil() };
    match change {
        Change::Insert { schema, row } | Change::Update { schema, row } => (schema.table, first(row)),
        Change::Delete { schema, id, .. }
        | Change::Expect { schema, id, .. }
        | Change::Add { schema, id, .. } => (schema.table, *id),
        Change::Emit { row } => (Event::SCHEMA.table, first(row)),
    }
}

/// Whether several changes write one table with unique values, or delete beside others, or insert what an earlier one
/// refers to: what one takes, another may have freed or must not yet have made.
fn frees_what_it_takes(changes: &[&Change]) -> bool {
    let unique = |schema: &Schema| schema.indexes.iter().any(|index| index.unique);
    let mut replaced = BTreeSet::new();
    let mut written = BTreeSet::new();
    let mut referred = BTreeSet::new();
    let mut deletes = false;
    for change in changes {
        if let Change::Insert { schema, .. } | Change::Update { schema, .. } = change {
            referred.extend(schema.references.iter().map(|reference| reference.table));
        }
        match change {
            Change::Delete { .. } => deletes = true,
            Change::Update { schema, .. } | Change::Add { schema, .. } if unique(schema) => {
                replaced.insert(schema.table);
                if !written.insert(schema.table) {
                    return true;
                }
            }
            Change::Insert { schema, .. } => {
                written.insert(schema.table);
                if replaced.contains(schema.table) || referred.contains(schema.table) {
                    return true;
                }
            }
            Change::Update { .. } | Change::Add { .. } | Change::Expect { .. } | Change::Emit { .. } => {}
        }
    }
    deletes && changes.len() > 1
}

/// Writes `name AS (` and the change, with its values bound after those that are there.
fn part<'a>(statement: &mut Statement<'a>, dialect: &Dialect, name: &str, change: &'a Change) {
    let dialect = &dialect.after(statement.values.len());
    statement.push(name).push(" AS (");
    let at_version =
        |id: &Uuid, version: &u64| [Value::Uuid(*id), Value::Int(*version as i64)].map(Cow::Owned);
    match change {
        Change::Insert { schema, row } => {
            statement.push(&insert(schema, dialect)).values.extend(row.iter().map(Cow::Borrowed));
        }
        Change::Update { schema, row } => {
            statement.push(&update(schema, dialect)).values.extend(row.iter().map(Cow::Borrowed));
        }
        Change::Delete { schema, id, version } => {
            statement.push(&delete(schema, dialect)).values.extend(at_version(id, version));
        }
        Change::Expect { schema, id, version } => {
            statement.push(&expect(schema, dialect)).values.extend(at_version(id, version));
        }
        Change::Add { schema, id, column, delta, bounds } => {
            let values = [Value::Uuid(*id), Value::Int(*delta), Value::Int(*bounds.start())];
            statement.push(&add(schema, column, dialect)).values.extend(values.map(Cow::Owned));
            statement.values.push(Cow::Owned(Value::Int(*bounds.end())));
        }
        Change::Emit { row } => {
            let text = emit(dialect);
            // The same text, but as a select, which can depend on what comes before.
            let (head, values) = text.split_once(" VALUES (").unwrap_or((&text, ")"));
            statement.push(head).push(" SELECT ").push(values.trim_end_matches(')'));
            let kept = Event::SCHEMA.columns.iter().zip(row).filter(|(column, _)| column.name != "sequence");
            statement.values.extend(kept.map(|(_, value)| Cow::Borrowed(value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Project, storage::sql::POSTGRES};

    fn expectation(id: u128) -> Change {
        Change::Expect { schema: Project::SCHEMA, id: Uuid::from_u128(id), version: 1 }
    }

    #[test]
    fn a_fused_unit_touches_its_rows_in_one_order_and_counts_them() {
        let unit: Changes = vec![expectation(2), expectation(1)].into();
        let statement = fused(&unit, &POSTGRES).unwrap();
        assert_eq!(
            statement.text,
            "WITH c0 AS (SELECT 1 FROM projects WHERE id = $1 AND version = $2 FOR SHARE), c1 AS (SELECT 1 FROM \
             projects WHERE id = $3 AND version = $4 FOR SHARE), done AS MATERIALIZED (SELECT 1 / (TRUE AND (SELECT \
             count(*) FROM c0) = 1 AND (SELECT count(*) FROM c1) = 1)::int AS done) SELECT done FROM done"
        );
        assert_eq!(*statement.values[0], Value::Uuid(Uuid::from_u128(1)));
    }

    #[test]
    fn changes_of_one_row_are_not_fused() {
        assert_eq!(fused(&vec![expectation(1), expectation(1)].into(), &POSTGRES), None);
    }

    #[test]
    fn only_a_unit_that_changes_several_rows_locks_them_first() {
        let add = |id| Change::Add {
            schema: Project::SCHEMA,
            id: Uuid::from_u128(id),
            column: "used",
            delta: 1,
            bounds: 0..=9,
        };
        assert_eq!(locked(&vec![add(1), expectation(2)].into(), &POSTGRES), []);
        let locks = locked(&vec![add(2), add(1)].into(), &POSTGRES);
        assert_eq!(
            locks[0].text,
            "SELECT 1 FROM projects WHERE id IN ($1, $2) ORDER BY id FOR NO KEY UPDATE"
        );
        assert_eq!(*locks[0].values[0], Value::Uuid(Uuid::from_u128(1)));
    }
}
