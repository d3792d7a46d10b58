//! Selects, counts and claims.

use std::{borrow::Cow, fmt::Write};

use super::{Statement, dialect::Dialect, filter::condition};
use crate::{
    error::{Error, Result},
    storage::{Column, Direction, Filter, Kind, Query, Row, Schema, Value},
};

/// The rows of a query, every column in the order of the schema.
pub fn select<'a>(query: &'a Query, dialect: &Dialect) -> Statement<'a> {
    let mut statement = Statement::default();
    statement.text.reserve(256);
    statement.push("SELECT ");
    columns(&mut statement.text, query.schema);
    statement.push(" FROM ").push(&dialect.table(query.schema.table));
    page(&mut statement, query, dialect);
    statement
}

/// What a statement returns that returns one number.
pub const NUMBER: &Schema = &Schema {
    kind: "number",
    table: "number",
    columns: &[Column { name: "number", kind: Kind::Int, nullable: false }],
    indexes: &[],
    references: &[],
};

/// How many rows match the filter of a query, as a [`NUMBER`]; [`counted`] reads it.
pub fn count<'a>(query: &'a Query, dialect: &Dialect) -> Statement<'a> {
    let mut statement = Statement::default();
    statement.push("SELECT count(*) FROM ").push(&dialect.table(query.schema.table)).push(" WHERE ");
    condition(&mut statement, dialect, &query.filter);
    statement
}

/// The number that [`count`] found.
///
/// # Errors
/// `corrupt` when it is none.
pub fn counted(rows: &[Row]) -> Result<u64> {
    let count = match rows.first().map(Vec::as_slice) {
        Some(&[Value::Int(count)]) => u64::try_from(count).ok(),
        _ => None,
    };
    count.ok_or_else(|| Error::corrupt("a count", "it is none"))
}

/// Sets columns of the rows of a query, for this caller alone, and returns the rows as they then are.
///
/// # Errors
/// `invalid_argument` for a column that is not there or a value that is not of its kind.
pub fn claim<'a>(
    query: &'a Query,
    set: &'a [(&'static str, Value)],
    dialect: &Dialect,
) -> Result<Statement<'a>> {
    query.schema.check_set(set)?;
    let mut statement = Statement::default();
    claiming(&mut statement, query, set, dialect, "");
    Ok(statement)
}

/// Writes a claim of rows of which something is `also` true.
pub(super) fn claiming<'a>(
    statement: &mut Statement<'a>,
    query: &'a Query,
    set: &'a [(&'static str, Value)],
    dialect: &Dialect,
    also: &str,
) {
    let table = dialect.table(query.schema.table);
    let [begin, end] = dialect.claimed;
    statement.push("UPDATE ").push(&table).push(" SET version = version + 1");
    for (column, value) in set {
        statement.push(", ").push(column).push(" = ").bind(dialect, Cow::Borrowed(value));
    }
    statement.push(" WHERE id").push(begin).push("SELECT id FROM ").push(&table);
    page(statement, query, dialect);
    statement.push(end).push(also).push(" RETURNING ");
    columns(&mut statement.text, query.schema);
}

/// The columns of a schema, parted by commas.
pub(super) fn columns(out: &mut String, schema: &Schema) {
    for (at, column) in schema.columns.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        out.push_str(column.name);
    }
}

/// Condition, keyset, order and limit.
fn page<'a>(statement: &mut Statement<'a>, query: &'a Query, dialect: &Dialect) {
    let (operator, direction) = match query.direction {
        Direction::Ascending => (" > ", " ASC"),
        Direction::Descending => (" < ", " DESC"),
    };
    let by_id = query.order == "id";
    let mut word = " WHERE ";
    if query.filter != Filter::All {
        statement.push(word);
        condition(statement, dialect, &query.filter);
        word = " AND ";
    }
    if let Some((value, id)) = &query.after {
        let id = Cow::Owned(Value::Uuid(*id));
        statement.push(word);
        if by_id {
            statement.push("id").push(operator).bind(dialect, id);
        } else {
            statement.push("(").push(&query.order).push(", id)").push(operator).push("(");
            statement.bind(dialect, Cow::Borrowed(value));
            statement.push(", ").bind(dialect, id);
            statement.push(")");
        }
    }
    statement.push(" ORDER BY ");
    if !by_id {
        statement.push(&query.order).push(direction).push(", ");
    }
    statement.push("id").push(direction);
    // As a literal: SQLite prepares a statement anew whenever a bound limit changes. Writing to a string does not fail.
    let _ = write!(statement.text, " LIMIT {}", query.limit);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::Project,
        storage::sql::{POSTGRES, SQLITE},
    };

    #[test]
    fn a_page_goes_on_after_the_last_row_by_value_and_id() {
        let mut query = Query::of::<Project>()
            .filter(Filter::eq("name", "a"))
            .order_by("created_at", Direction::Descending)
            .limit(10);
        query.after = Some((Value::Time(crate::Timestamp::EPOCH), uuid::Uuid::nil()));
        let statement = select(&query, &SQLITE);
        assert_eq!(
            statement.text,
            "SELECT id, version, organization_id, name, created_at FROM projects WHERE name = ?1 AND \
             (created_at, id) < (?2, ?3) ORDER BY created_at DESC, id DESC LIMIT 10"
        );
        assert_eq!(statement.values.len(), 3);
    }

    #[test]
    fn a_claim_takes_rows_that_nobody_else_is_taking() {
        let query = Query::of::<Project>().limit(1);
        let set = [("name", Value::from("mine"))];
        assert_eq!(
            claim(&query, &set, &POSTGRES).unwrap().text,
            "UPDATE projects SET version = version + 1, name = $1 WHERE id = ANY (ARRAY(SELECT id FROM projects \
             ORDER BY id ASC LIMIT 1 FOR UPDATE SKIP LOCKED)) RETURNING id, version, organization_id, name, created_at"
        );
    }
}
