//! Changes: each text depends on the schema alone, so that an adapter can keep it.

use super::{dialect::Dialect, read::columns};
use crate::{
    event::Event,
    storage::{Entity, Schema},
};

/// Stores a row: binds every column, in order.
pub fn insert(schema: &Schema, dialect: &Dialect) -> String {
    let mut out = format!("INSERT INTO {} (", dialect.table(schema.table));
    columns(&mut out, schema);
    out.push_str(") VALUES (");
    parameters(&mut out, dialect, 1..=schema.columns.len());
    out.push(')');
    out
}

/// Stores an event: binds every column of its row, in order, but the database fills in `sequence`.
pub fn emit(dialect: &Dialect) -> String {
    let schema = Event::SCHEMA;
    let kept = || schema.columns.iter().zip(1..).filter(|(column, _)| column.name != "sequence");
    let names: Vec<&str> = kept().map(|(column, _)| column.name).collect();
    let mut out = format!("INSERT INTO {} ({}) VALUES (", dialect.table(schema.table), names.join(", "));
    parameters(&mut out, dialect, 1..=kept().count());
    out.push(')');
    out
}

/// Replaces a row: binds every column, in order; parameter 1 is the id and parameter 2 the expected version.
pub fn update(schema: &Schema, dialect: &Dialect) -> String {
    let mut out = format!("UPDATE {} SET version = version + 1", dialect.table(schema.table));
    for (at, column) in schema.columns.iter().enumerate().skip(2) {
        out.push_str(", ");
        out.push_str(column.name);
        out.push_str(" = ");
        dialect.parameter(&mut out, at + 1);
    }
    at_version(&mut out, dialect);
    out
}

/// Removes a row: binds the id and the expected version.
pub fn delete(schema: &Schema, dialect: &Dialect) -> String {
    let mut out = format!("DELETE FROM {}", dialect.table(schema.table));
    at_version(&mut out, dialect);
    out
}

/// Selects something if the row is still at a version: binds the id and the expected version.
pub fn expect(schema: &Schema, dialect: &Dialect) -> String {
    let mut out = format!("SELECT 1 FROM {}", dialect.table(schema.table));
    at_version(&mut out, dialect);
    out.push_str(dialect.hold);
    out
}

/// Adds to a column within bounds: binds the id, the difference, the lowest and the highest allowed sum.
pub fn add(schema: &Schema, column: &str, dialect: &Dialect) -> String {
    let table = dialect.table(schema.table);
    let mut out = format!("UPDATE {table} SET version = version + 1, {column} = {column} + ");
    dialect.parameter(&mut out, 2);
    out.push_str(" WHERE id = ");
    dialect.parameter(&mut out, 1);
    for part in [" AND ", column, dialect.wide, " + "] {
        out.push_str(part);
    }
    dialect.parameter(&mut out, 2);
    out.push_str(" BETWEEN ");
    dialect.parameter(&mut out, 3);
    out.push_str(" AND ");
    dialect.parameter(&mut out, 4);
    out
}

fn at_version(out: &mut String, dialect: &Dialect) {
    out.push_str(" WHERE id = ");
    dialect.parameter(out, 1);
    out.push_str(" AND version = ");
    dialect.parameter(out, 2);
}

fn parameters(out: &mut String, dialect: &Dialect, numbers: std::ops::RangeInclusive<usize>) {
    for number in numbers.clone() {
        if number != *numbers.start() {
            out.push_str(", ");
        }
        dialect.parameter(out, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::Project,
        storage::sql::{POSTGRES, SQLITE},
    };

    #[test]
    fn an_update_binds_the_row_in_column_order() {
        assert_eq!(
            update(Project::SCHEMA, &SQLITE),
            "UPDATE projects SET version = version + 1, organization_id = ?3, name = ?4, created_at = ?5 WHERE id = \
             ?1 AND version = ?2"
        );
    }

    #[test]
    fn an_addition_holds_its_bounds_in_the_same_statement() {
        assert_eq!(
            add(Project::SCHEMA, "used", &POSTGRES),
            "UPDATE projects SET version = version + 1, used = used + $2 WHERE id = $1 AND used::numeric + $2 \
             BETWEEN $3 AND $4"
        );
    }

    #[test]
    fn the_database_numbers_the_events() {
        let text = emit(&SQLITE);
        assert!(!text.contains("sequence"), "{text}");
        assert_eq!(text.matches('?').count(), Event::SCHEMA.columns.len() - 1);
    }
}
