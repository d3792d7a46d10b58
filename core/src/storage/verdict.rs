//! What a filter says about a row: yes, no, or unknown where a `NULL` is compared.

use std::cmp::Ordering;

use super::{query::Filter, schema::Schema, value::Value};

impl Filter {
    /// Whether the filter selects `row`: what an adapter without a query language of its own asks of each row.
    ///
    /// The filter has been checked against `schema`, and the row has its shape.
    pub fn selects(&self, schema: &Schema, row: &[Value]) -> bool {
        verdict(self, schema, row) == Some(true)
    }
}

fn verdict(filter: &Filter, schema: &Schema, row: &[Value]) -> Option<bool> {
    let of = |name: &str| schema.position(name).map(|at| &row[at]);
    let compare = |name: &str, value: &Value, accept: fn(Ordering) -> bool| {
        let found = of(name)?;
        (!found.is_null() && !value.is_null()).then(|| accept(found.compare(value)))
    };
    let text = |name: &str, accept: &dyn Fn(&str) -> bool| match of(name)? {
        Value::Text(found) => Some(accept(found)),
        _ => None,
    };
    match filter {
        Filter::All => Some(true),
        Filter::Eq(name, value) => compare(name, value, Ordering::is_eq),
        Filter::Ne(name, value) => compare(name, value, Ordering::is_ne),
        Filter::Lt(name, value) => compare(name, value, Ordering::is_lt),
        Filter::Le(name, value) => compare(name, value, Ordering::is_le),
        Filter::Gt(name, value) => compare(name, value, Ordering::is_gt),
        Filter::Ge(name, value) => compare(name, value, Ordering::is_ge),
        Filter::In(name, values) => any(values.iter().map(|value| compare(name, value, Ordering::is_eq))),
        Filter::Prefix(name, prefix) => text(name, &|found| found.starts_with(prefix)),
        Filter::Contains(name, part) => text(name, &|found| found.contains(part)),
        Filter::IsNull(name) => of(name).map(Value::is_null),
        Filter::Entry { column, key, value } => Some(of(column).is_some_and(|json| entry(json, key, value))),
        Filter::And(all) => {
            any(all.iter().map(|filter| verdict(filter, schema, row).map(|yes| !yes))).map(|no| !no)
        }
        Filter::Or(all) => any(all.iter().map(|filter| verdict(filter, schema, row))),
        Filter::Not(filter) => verdict(filter, schema, row).map(|yes| !yes),
    }
}

/// Yes if one says yes, else unknown if one is unknown, else no.
fn any(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut sum = Some(false);
    for verdict in verdicts {
        match verdict {
            Some(true) => return Some(true),
            None => sum = None,
            Some(false) => {}
        }
    }
    sum
}

fn entry(json: &Value, key: &str, value: &str) -> bool {
    let Value::Json(text) = json else { return false };
    serde_json::from_str::<serde_json::Value>(text)
        .is_ok_and(|json| json.get(key).and_then(serde_json::Value::as_str) == Some(value))
}
