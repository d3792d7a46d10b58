//! Changes: each text depends on the schema alone, so that an adapter can keep it.

use super::dialect::Dialect;
use crate::storage::{Column, Schema};

/// Stores a row: binds every column that [`kept`] tells, in order.
pub(super) fn insert(schema: &Schema, counted: bool, dialect: &Dialect) -> String {
    let mut out = insert_into(schema, counted, dialect);
    out.push_str(" VALUES (");
    parameters(&mut out, dialect, kept(schema, counted).count());
    out.push(')');
    out
}

/// What stores rows up to where these are told.
pub(super) fn insert_into(schema: &Schema, counted: bool, dialect: &Dialect) -> String {
    let names: Vec<_> = kept(schema, counted).map(|(_, column)| column.name).collect();
    format!("INSERT INTO {} ({})", dialect.table(schema.table), names.join(", "))
}

/// The columns of a row that are stored, with their places: all, but of a `counted` row the database fills in `sequence`.
pub(super) fn kept(schema: &Schema, counted: bool) -> impl Iterator<Item = (usize, &Column)> {
    schema.columns.iter().enumerate().filter(move |(_, column)| !counted || column.name != "sequence")
}

/// Replaces a row: binds every column, in order; parameter 1 is the id and parameter 2 the expected version.
pub(super) fn update(schema: &Schema, dialect: &Dialect) -> String {
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
pub(super) fn delete(schema: &Schema, dialect: &Dialect) -> String {
    let mut out = format!("DELETE FROM {}", dialect.table(schema.table));
    at_version(&mut out, dialect);
    out
}

/// Selects something if the row is still at a version: binds the id and the expected version.
pub(super) fn expect(schema: &Schema, dialect: &Dialect) -> String {
    let mut out = format!("SELECT 1 FROM {}", dialect.table(schema.table));
    at_version(&mut out, dialect);
    out.push_str(dialect.hold);
    out
}

/// Removes rows that are at these versions: binds an array of ids and one of versions.
pub(super) fn delete_many(schema: &Schema, dialect: &Dialect) -> String {
    let mut out = format!("DELETE FROM {} WHERE id = ANY (", dialect.table(schema.table));
    dialect.parameter(&mut out, 1);
    out.push_str(") AND (id, version) IN (SELECT * FROM unnest(");
    parameters(&mut out, dialect, 2);
    out.push_str("))");
    out
}

/// Adds to a column within bounds: binds the id, the difference, the lowest and the highest allowed sum.
pub(super) fn add(schema: &Schema, column: &str, dialect: &Dialect) -> String {
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

/// The names of the first `count` parameters.
pub(super) fn parameters(out: &mut String, dialect: &Dialect, count: usize) {
    for number in 1..=count {
        if number > 1 {
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
        event::Event,
        storage::{
            Entity,
            sql::{POSTGRES, SQLITE},
        },
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
        let text = insert(Event::SCHEMA, true, &SQLITE);
        assert!(!text.contains("sequence"), "{text}");
        assert_eq!(text.matches('?').count(), Event::SCHEMA.columns.len() - 1);
    }
}
