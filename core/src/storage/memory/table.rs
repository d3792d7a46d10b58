//! One table: its rows by id, and an ordered set of keys per index.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};

use uuid::Uuid;

use super::key::{self, Key};
use crate::{
    error::{Error, Resource, Result},
    storage::{Row, Schema, Value},
};

#[derive(Debug)]
pub(super) struct Table {
    pub(super) schema: &'static Schema,
    pub(super) rows: BTreeMap<Uuid, Row>,
    pub(super) indexes: Vec<Index>,
}

/// The keys of one index.
#[derive(Debug)]
pub(super) struct Index {
    /// The places of its columns.
    pub(super) columns: Vec<usize>,
    pub(super) unique: bool,
    pub(super) keys: BTreeSet<Key>,
}

impl Table {
    /// An empty table with the indexes its schema declares, and one for each reference that none of them begins with, by
    /// which a deletion finds who refers to its row.
    pub(super) fn new(schema: &'static Schema) -> Self {
        let declared = schema.indexes.iter().map(|index| (index.columns, index.unique));
        let served = |column| schema.indexes.iter().any(|index| index.columns.first() == Some(column));
        let references = schema.references.iter().map(|reference| &reference.column);
        let references =
            references.filter(|column| !served(column)).map(|column| (std::slice::from_ref(column), false));
        let indexes = declared
            .chain(references)
            .map(|(columns, unique)| Index {
                columns: columns.iter().filter_map(|column| schema.position(column)).collect(),
                unique,
                keys: BTreeSet::new(),
            })
            .collect();
        Self { schema, rows: BTreeMap::new(), indexes }
    }

    /// Puts `row` in the place of `id`, or nothing, and returns what was there.
    pub(super) fn replace(&mut self, id: Uuid, row: Option<Row>) -> Option<Row> {
        let old = self.rows.get(&id);
        for Index { columns, keys, .. } in &mut self.indexes {
            if let (Some(old), Some(new)) = (old, &row)
                && columns.iter().all(|at| old[*at] == new[*at])
            {
                continue;
            }
            if let Some(old) = old {
                keys.remove(&whole_key(columns, old, id));
            }
            if let Some(new) = &row {
                keys.insert(whole_key(columns, new, id));
            }
        }
        match row {
            Some(row) => self.rows.insert(id, row),
            None => self.rows.remove(&id),
        }
    }

    /// Refuses a row one of whose unique values another row has.
    pub(super) fn check_unique(&self, id: Uuid, row: &Row) -> Result<()> {
        let old = self.rows.get(&id);
        for index in self.indexes.iter().filter(|index| index.unique) {
            let is_null = |at: &usize| row[*at].is_null();
            let is_unchanged = |at: &usize| old.is_some_and(|old| old[*at] == row[*at]);
            if index.columns.iter().any(is_null) || index.columns.iter().all(is_unchanged) {
                continue;
            }
            let prefix = prefix(&index.columns, row);
            if index.with_prefix(&prefix).any(|other| other != id) {
                let names: Vec<_> = index.columns.iter().map(|at| self.schema.columns[*at].name).collect();
                return Err(Error::AlreadyExists {
                    resource: self.resource(id),
                    field: names.join(", ").into(),
                });
            }
        }
        Ok(())
    }

    /// Whether a row other than `except` holds `id` in `column`, which is a reference.
    pub(super) fn refers(&self, column: &str, id: Uuid, except: Option<Uuid>) -> bool {
        let Some(at) = self.schema.position(column) else { return false };
        let mut prefix = Key::new();
        key::push(&mut prefix, &Value::Uuid(id));
        self.indexes
            .iter()
            .find(|index| index.columns.first() == Some(&at))
            .is_some_and(|index| index.with_prefix(&prefix).any(|row| Some(row) != except))
    }

    /// What an error about the row `id` names.
    pub(super) fn resource(&self, id: Uuid) -> Resource {
        Resource::new(self.schema.kind, id)
    }
}

impl Index {
    /// The ids of the rows whose key begins with `prefix`.
    fn with_prefix<'a>(&'a self, prefix: &'a [u8]) -> impl Iterator<Item = Uuid> + 'a {
        self.keys
            .range::<[u8], _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |found| found.starts_with(prefix))
            .map(|found| key::id(found))
    }
}

fn prefix(columns: &[usize], row: &Row) -> Key {
    let mut key = Key::new();
    for at in columns {
        key::push(&mut key, &row[*at]);
    }
    key
}

fn whole_key(columns: &[usize], row: &Row, id: Uuid) -> Key {
    let mut key = prefix(columns, row);
    key.extend_from_slice(id.as_bytes());
    key
}
