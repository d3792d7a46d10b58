//! Conditions.

use std::borrow::Cow;

use super::{
    Statement,
    dialect::{Dialect, Entry},
};
use crate::storage::{Filter, Value};

/// Writes `filter` as a condition.
pub(super) fn condition<'a>(statement: &mut Statement<'a>, dialect: &Dialect, filter: &'a Filter) {
    let mut compare = |column: &str, operator: &str, value: &'a Value| {
        statement.push(column).push(operator).bind(dialect, Cow::Borrowed(value));
    };
    match filter {
        Filter::All => {
            statement.push("1 = 1");
        }
        Filter::Eq(column, value) => compare(column, " = ", value),
        Filter::Ne(column, value) => compare(column, " <> ", value),
        Filter::Lt(column, value) => compare(column, " < ", value),
        Filter::Le(column, value) => compare(column, " <= ", value),
        Filter::Gt(column, value) => compare(column, " > ", value),
        Filter::Ge(column, value) => compare(column, " >= ", value),
        Filter::In(column, values) => one_of(statement, dialect, column, values),
        Filter::Prefix(column, prefix) => begins(statement, dialect, column, prefix),
        Filter::Contains(column, part) => {
            statement.push(dialect.find).push("(").push(column).push(", ");
            statement.bind(dialect, Cow::Owned(Value::Text(part.clone())));
            statement.push(") > 0");
        }
        Filter::IsNull(column) => {
            statement.push(column).push(" IS NULL");
        }
        Filter::Entry { column, key, value } => entry(statement, dialect, column, key, value),
        Filter::And(all) => joined(statement, dialect, all, " AND ", "1 = 1"),
        Filter::Or(any) => joined(statement, dialect, any, " OR ", "1 = 0"),
        Filter::Not(inner) => {
            statement.push("NOT (");
            condition(statement, dialect, inner);
            statement.push(")");
        }
    }
}

fn joined<'a>(
    statement: &mut Statement<'a>,
    dialect: &Dialect,
    filters: &'a [Filter],
    word: &str,
    empty: &str,
) {
    if filters.is_empty() {
        statement.push(empty);
        return;
    }
    statement.push("(");
    for (at, filter) in filters.iter().enumerate() {
        if at > 0 {
            statement.push(word);
        }
        condition(statement, dialect, filter);
    }
    statement.push(")");
}

fn one_of<'a>(statement: &mut Statement<'a>, dialect: &Dialect, column: &str, values: &'a [Value]) {
    if values.is_empty() {
        statement.push("1 = 0");
        return;
    }
    statement.push(column).push(" IN (");
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            statement.push(", ");
        }
        statement.bind(dialect, Cow::Borrowed(value));
    }
    statement.push(")");
}

/// A range over the bytes, which an index can serve.
fn begins(statement: &mut Statement<'_>, dialect: &Dialect, column: &str, prefix: &str) {
    statement.push("(").push(column).push(" >= ");
    statement.bind(dialect, Cow::Owned(Value::Text(prefix.to_owned())));
    if let Some(end) = after_all_with(prefix) {
        statement.push(" AND ").push(column).push(" < ");
        statement.bind(dialect, Cow::Owned(Value::Text(end)));
    }
    statement.push(")");
}

/// The first text, by bytes, after all that begin with `prefix`; none when there is none.
fn after_all_with(prefix: &str) -> Option<String> {
    let mut end = prefix.to_owned();
    while let Some(last) = end.pop() {
        // Past the surrogates, which are no characters.
        let next = if last == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(last as u32 + 1) };
        if let Some(next) = next {
            end.push(next);
            return Some(end);
        }
    }
    None
}

fn entry(statement: &mut Statement<'_>, dialect: &Dialect, column: &str, key: &str, value: &str) {
    let [key, value] = [key, value].map(|text| Cow::Owned(Value::Text(text.to_owned())));
    match dialect.entry {
        Entry::JsonEach => {
            statement
                .push("EXISTS (SELECT 1 FROM json_each(")
                .push(column)
                .push(") AS entry WHERE entry.key = ");
            statement.bind(dialect, key);
            statement.push(" AND entry.type = 'text' AND entry.value = ");
            statement.bind(dialect, value);
            statement.push(")");
        }
        Entry::Contained => {
            statement.push("coalesce(").push(column).push("::jsonb @> jsonb_build_object(");
            statement.bind(dialect, key);
            statement.push(", ").bind(dialect, value);
            statement.push("), FALSE)");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::sql::{POSTGRES, SQLITE};

    fn text(filter: &Filter, dialect: &Dialect) -> (String, usize) {
        let mut statement = Statement::default();
        condition(&mut statement, dialect, filter);
        (statement.text, statement.values.len())
    }

    #[test]
    fn conditions_nest_and_hold_values_only_as_parameters() {
        let filter = Filter::eq("name", "'; DROP TABLE x")
            .and(Filter::Not(Box::new(Filter::is_in("id", [1_i64, 2]).or(Filter::is_null("note")))));
        assert_eq!(
            text(&filter, &SQLITE),
            ("(name = ?1 AND NOT ((id IN (?2, ?3) OR note IS NULL)))".into(), 3)
        );
        assert_eq!(
            text(&Filter::entry("labels", "env", "prod"), &POSTGRES),
            ("coalesce(labels::jsonb @> jsonb_build_object($1, $2), FALSE)".into(), 2)
        );
    }

    #[test]
    fn nothing_is_one_of_none_and_everything_is_all_of_none() {
        assert_eq!(text(&Filter::In("id".into(), Vec::new()), &SQLITE).0, "1 = 0");
        assert_eq!(text(&Filter::And(Vec::new()), &SQLITE).0, "1 = 1");
        assert_eq!(text(&Filter::Or(Vec::new()), &SQLITE).0, "1 = 0");
    }

    #[test]
    fn a_prefix_ends_before_the_next_text_that_does_not_begin_with_it() {
        assert_eq!(after_all_with("ab").as_deref(), Some("ac"));
        assert_eq!(after_all_with("a\u{10ffff}").as_deref(), Some("b"));
        assert_eq!(after_all_with("\u{d7ff}").as_deref(), Some("\u{e000}"));
        assert_eq!(after_all_with("\u{10ffff}"), None);
        assert_eq!(after_all_with(""), None);
    }
}
