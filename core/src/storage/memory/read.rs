//! How a query reaches its rows: by id, through the index that narrows it most, or through the whole table.

use std::{cmp::Ordering, ops::Bound};

use uuid::Uuid;

use super::{
    key::{self, Key},
    table::{Index, Table},
};
use crate::storage::{Direction, Filter, Query, Row, Value};

/// How many stretches of an index the values of several `In` may span together.
const STRETCHES: usize = 4096;

/// Where the rows that may match are.
enum Path<'a> {
    /// These ids.
    Ids(Vec<Uuid>),
    /// Anywhere.
    Table,
    /// In these stretches of an index's keys, each from a key up to, without, another.
    Index { index: &'a Index, stretches: Vec<(Key, Option<Key>)>, ordered: bool },
}

/// How well an index serves a query, compared in this order.
#[derive(PartialEq, Eq, PartialOrd, Ord, Default)]
struct Fit {
    /// How many of its columns must equal given values.
    equal: usize,
    /// Whether the next one is bounded.
    bounded: bool,
    /// Whether its order is the one asked for.
    ordered: bool,
}

/// The rows `query` selects, in its order.
pub(super) fn select<'a>(table: &'a Table, query: &Query) -> Vec<&'a Row> {
    let descending = query.direction == Direction::Descending;
    let limit = query.limit as usize;
    match path(table, query) {
        Path::Index { index, stretches, ordered: true } => {
            let rows = stretches.iter().flat_map(|stretch| keys(index, stretch)).map(|key| key::id(key));
            let rows: Box<dyn Iterator<Item = Uuid>> =
                if descending { Box::new(rows.rev()) } else { Box::new(rows) };
            matching(table, query, rows.filter_map(|id| table.rows.get(&id))).take(limit).collect()
        }
        Path::Table if query.order == "id" => {
            let after = query.after.as_ref().map_or(Bound::Unbounded, |(_, id)| Bound::Excluded(*id));
            if descending {
                let rows = table.rows.range((Bound::Unbounded, after)).rev();
                matching(table, query, rows.map(|(_, row)| row)).take(limit).collect()
            } else {
                let rows = table.rows.range((after, Bound::Unbounded));
                matching(table, query, rows.map(|(_, row)| row)).take(limit).collect()
            }
        }
        path => sorted(table, query, rows(table, path)),
    }
}

/// How many rows match the filter of `query`.
pub(super) fn count(table: &Table, query: &Query) -> usize {
    let query = Query { after: None, ..query.clone() };
    match &query.filter {
        Filter::All => table.rows.len(),
        _ => matching(table, &query, rows(table, path(table, &query))).count(),
    }
}

fn keys<'a>(
    index: &'a Index,
    (from, to): &(Key, Option<Key>),
) -> impl DoubleEndedIterator<Item = &'a Key> + use<'a> {
    let to = to.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    index.keys.range::<[u8], _>((Bound::Included(from.as_slice()), to))
}

fn rows<'a>(table: &'a Table, path: Path<'a>) -> Box<dyn Iterator<Item = &'a Row> + 'a> {
    match path {
        Path::Ids(ids) => Box::new(ids.into_iter().filter_map(|id| table.rows.get(&id))),
        Path::Table => Box::new(table.rows.values()),
        Path::Index { index, stretches, .. } => Box::new(
            stretches
                .into_iter()
                .flat_map(|stretch| keys(index, &stretch).map(|key| key::id(key)))
                .filter_map(|id| table.rows.get(&id)),
        ),
    }
}

fn matching<'a>(
    table: &'a Table,
    query: &Query,
    rows: impl Iterator<Item = &'a Row>,
) -> impl Iterator<Item = &'a Row> {
    rows.filter(|row| query.filter.selects(table.schema, row))
}

fn sorted<'a>(table: &'a Table, query: &Query, rows: impl Iterator<Item = &'a Row>) -> Vec<&'a Row> {
    let Some(at) = table.schema.position(&query.order) else { return Vec::new() };
    let directed = |ordering: Ordering| match query.direction {
        Direction::Ascending => ordering,
        Direction::Descending => ordering.reverse(),
    };
    let beyond = |row: &Row| {
        query.after.as_ref().is_none_or(|(value, id)| {
            directed(row[at].compare(value).then_with(|| row[0].compare(&Value::Uuid(*id)))).is_gt()
        })
    };
    let mut rows: Vec<_> = matching(table, query, rows).filter(|row| beyond(row)).collect();
    rows.sort_unstable_by(|a, b| directed(a[at].compare(&b[at]).then_with(|| a[0].compare(&b[0]))));
    rows.truncate(query.limit as usize);
    rows
}

/// The best way for `query`.
fn path<'a>(table: &'a Table, query: &Query) -> Path<'a> {
    let mut conditions = Vec::new();
    conjuncts(&query.filter, &mut conditions);
    if let Some(ids) = equals(&conditions, "id") {
        return Path::Ids(ids.into_iter().filter_map(uuid).collect());
    }
    let by_id = Fit { ordered: query.order == "id", ..Fit::default() };
    table
        .indexes
        .iter()
        .map(|index| Candidate::new(table, index, query, &conditions))
        .max_by(|a, b| a.fit.cmp(&b.fit))
        .filter(|best| best.fit > by_id)
        .map_or(Path::Table, |best| best.path(query, &conditions))
}

fn uuid(value: &Value) -> Option<Uuid> {
    match value {
        Value::Uuid(id) => Some(*id),
        _ => None,
    }
}

/// The conditions all of which must hold.
fn conjuncts<'q>(filter: &'q Filter, into: &mut Vec<&'q Filter>) {
    match filter {
        Filter::And(all) => all.iter().for_each(|filter| conjuncts(filter, into)),
        filter => into.push(filter),
    }
}

/// The values to which some condition restricts the column, without repetition.
fn equals<'q>(conditions: &[&'q Filter], column: &str) -> Option<Vec<&'q Value>> {
    let single = conditions.iter().find_map(|condition| match condition {
        Filter::Eq(name, value) if name == column => Some(vec![value]),
        _ => None,
    });
    single.or_else(|| {
        conditions.iter().find_map(|condition| match condition {
            Filter::In(name, values) if name == column => {
                let mut values: Vec<_> = values.iter().collect();
                values.sort_unstable_by(|a, b| a.compare(b));
                values.dedup_by(|a, b| a.compare(b).is_eq());
                Some(values)
            }
            _ => None,
        })
    })
}

/// Whether some condition bounds the column on a side.
fn is_bounded(conditions: &[&Filter], column: &str) -> bool {
    conditions.iter().any(|condition| match condition {
        Filter::Lt(name, _) | Filter::Le(name, _) | Filter::Gt(name, _) | Filter::Ge(name, _) => {
            name == column
        }
        _ => false,
    })
}

/// An index, with what of the query it serves.
struct Candidate<'a> {
    index: &'a Index,
    fit: Fit,
    /// The beginnings of the keys of interest.
    prefixes: Vec<Key>,
    /// The first column that is not restricted to given values.
    next: Option<&'static str>,
}

impl<'a> Candidate<'a> {
    fn new(table: &'a Table, index: &'a Index, query: &Query, conditions: &[&Filter]) -> Self {
        let name = |at: usize| table.schema.columns[at].name;
        let mut prefixes = vec![Key::new()];
        let mut fit = Fit::default();
        for at in &index.columns {
            let Some(values) = equals(conditions, name(*at)) else { break };
            if prefixes.len() * values.len() > STRETCHES {
                break;
            }
            prefixes = prefixes
                .iter()
                .flat_map(|prefix| {
                    values.iter().map(|value| {
                        let mut longer = prefix.clone();
                        key::push(&mut longer, value);
                        longer
                    })
                })
                .collect();
            fit.equal += 1;
        }
        let next = index.columns.get(fit.equal).map(|at| name(*at));
        fit.bounded = next.is_some_and(|next| is_bounded(conditions, next));
        // Ties are broken by id, which ends every key: the order holds only if no other column comes between.
        let is_last = fit.equal + 1 == index.columns.len();
        fit.ordered =
            prefixes.len() == 1 && next.map_or(query.order == "id", |next| is_last && next == query.order);
        Self { index, fit, prefixes, next }
    }

    fn path(self, query: &Query, conditions: &[&Filter]) -> Path<'a> {
        let stretches = self.prefixes.iter().map(|prefix| self.stretch(prefix, query, conditions));
        Path::Index {
            stretches: stretches.filter(|(from, to)| to.as_ref().is_none_or(|to| from < to)).collect(),
            index: self.index,
            ordered: self.fit.ordered,
        }
    }

    /// The keys that begin with `prefix` and lie within what bounds the next column and, in an ordered walk, beyond the
    /// place where the last page ended.
    fn stretch(&self, prefix: &Key, query: &Query, conditions: &[&Filter]) -> (Key, Option<Key>) {
        let with = |value: &Value| {
            let mut key = prefix.clone();
            key::push(&mut key, value);
            key
        };
        let mut from = prefix.clone();
        let mut to = key::end_of(prefix);
        let lower = |to: &mut Option<Key>, end: Option<Key>| {
            if let Some(end) = end
                && to.as_ref().is_none_or(|to| end < *to)
            {
                *to = Some(end);
            }
        };
        for condition in conditions {
            match condition {
                Filter::Gt(name, value) if Some(&**name) == self.next => {
                    from = from.max(key::end_of(&with(value)).unwrap_or_default());
                }
                Filter::Ge(name, value) if Some(&**name) == self.next => from = from.max(with(value)),
                Filter::Lt(name, value) if Some(&**name) == self.next => lower(&mut to, Some(with(value))),
                Filter::Le(name, value) if Some(&**name) == self.next => {
                    lower(&mut to, key::end_of(&with(value)));
                }
                _ => {}
            }
        }
        if let Some((value, id)) = query.after.as_ref().filter(|_| self.fit.ordered) {
            let mut place = self.next.map_or_else(|| prefix.clone(), |_| with(value));
            place.extend_from_slice(id.as_bytes());
            match query.direction {
                Direction::Ascending => {
                    // The next possible key.
                    place.push(0);
                    from = from.max(place);
                }
                Direction::Descending => lower(&mut to, Some(place)),
            }
        }
        (from, to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::storage::{Column, Kind, Schema};

    const SCHEMA: Schema = Schema {
        kind: "sample",
        table: "samples",
        columns: &[
            Column { name: "id", kind: Kind::Uuid, nullable: false },
            Column { name: "version", kind: Kind::Int, nullable: false },
            Column { name: "a", kind: Kind::Int, nullable: false },
            Column { name: "b", kind: Kind::Text, nullable: true },
        ],
        indexes: &[
            crate::storage::Index { columns: &["a"], unique: false },
            crate::storage::Index { columns: &["b", "a"], unique: false },
        ],
        references: &[],
    };

    fn text() -> impl Strategy<Value = Value> {
        prop_oneof![Just(Value::Null(Kind::Text)), "[ab]{0,2}".prop_map(Value::Text)]
    }

    fn filter() -> impl Strategy<Value = Filter> {
        let int = (-1_i64..5, 0..5).prop_map(|(value, which)| match which {
            0 => Filter::eq("a", value),
            1 => Filter::lt("a", value),
            2 => Filter::le("a", value),
            3 => Filter::gt("a", value),
            _ => Filter::ge("a", value),
        });
        let leaf = prop_oneof![
            int,
            text().prop_map(|value| Filter::eq("b", value)),
            text().prop_map(|value| Filter::gt("b", value)),
            prop::collection::vec(text(), 0..3).prop_map(|values| Filter::is_in("b", values)),
            prop::collection::vec(0_i64..4, 0..3).prop_map(|values| Filter::is_in("a", values)),
            (0_u128..40).prop_map(|id| Filter::eq("id", Uuid::from_u128(id))),
            Just(Filter::is_null("b")),
        ];
        leaf.prop_recursive(3, 8, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::And),
                prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::Or),
                inner.prop_map(|filter| Filter::Not(Box::new(filter))),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_path_gives_what_a_walk_through_the_whole_table_gives(
            rows in prop::collection::vec((0_i64..4, text()), 0..40),
            filters in prop::collection::vec(filter(), 0..4),
            order in prop::sample::select(vec!["id", "a"]),
            descending in any::<bool>(),
            after in prop::option::of((0_i64..4, 0_u128..40)),
            limit in 1_u32..10,
        ) {
            let mut table = Table::new(&SCHEMA);
            for (id, (a, b)) in rows.into_iter().enumerate() {
                let id = Uuid::from_u128(id as u128);
                table.replace(id, Some(vec![Value::Uuid(id), Value::Int(1), Value::Int(a), b]));
            }
            let direction = if descending { Direction::Descending } else { Direction::Ascending };
            let mut query = Query { filter: Filter::And(filters), ..Query::on(&SCHEMA) }
                .order_by(order, direction)
                .limit(limit);
            query.after = after.map(|(a, id)| {
                let id = Uuid::from_u128(id);
                (if order == "a" { Value::Int(a) } else { Value::Uuid(id) }, id)
            });
            prop_assert_eq!(select(&table, &query), sorted(&table, &query, table.rows.values()));
            prop_assert_eq!(count(&table, &query), matching(&table, &query, table.rows.values()).count());
        }
    }
}
