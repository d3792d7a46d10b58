//! What SQL databases write differently.

use std::{borrow::Cow, fmt::Write};

use crate::storage::Kind;

/// How a database writes what the builder has to say.
#[derive(Clone, Debug)]
pub struct Dialect {
    /// The name of its adapter.
    pub(super) name: &'static str,
    /// Before the number of a parameter: `?` or `$`.
    parameter: &'static str,
    /// How many parameters of the same statement come before.
    bound: usize,
    /// Before the name of a table: nothing, or where it lives.
    place: Cow<'static, str>,
    /// The function that finds one text in another, by characters from 1, 0 when it is not there.
    pub(super) find: &'static str,
    /// Before and after the parameter of a key, around the column: whether a JSON object has a text under a key.
    pub(super) entry: Entry,
    /// Before and after a claim's inner select.
    pub(super) claimed: [&'static str; 2],
    /// At the end of a select whose rows must stay as they are until the transaction ends.
    pub(super) hold: &'static str,
    /// After a column, for a sum that may exceed its type.
    pub(super) wide: &'static str,
    /// Selects the name of a table that is named by parameter 1, if it is there.
    pub(super) find_table: &'static str,
    /// After a table's closing parenthesis.
    pub(super) table_options: &'static str,
    /// The column that counts events, as a definition.
    pub(super) sequence: &'static str,
    /// Before and after the table of events: what that column counts with.
    pub(super) counters: [&'static str; 2],
    types: fn(Kind) -> &'static str,
}

/// How a JSON object's entries are reached.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// Through a table-valued function over the entries.
    JsonEach,
    /// Through containment.
    Contained,
}

/// SQLite 3.37 and later: strict tables.
pub const SQLITE: Dialect = Dialect {
    name: "sqlite",
    parameter: "?",
    bound: 0,
    place: Cow::Borrowed(""),
    find: "instr",
    entry: Entry::JsonEach,
    claimed: [" IN (", ")"],
    hold: "",
    wide: "",
    find_table: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?1",
    table_options: " STRICT",
    sequence: "sequence INTEGER PRIMARY KEY AUTOINCREMENT",
    counters: ["", ""],
    types: |kind| match kind {
        Kind::Bool | Kind::Int | Kind::Time => "INTEGER",
        Kind::Float => "REAL",
        Kind::Text | Kind::Json => "TEXT",
        Kind::Bytes | Kind::Uuid => "BLOB",
    },
};

/// PostgreSQL 13 and later. Text is compared by its bytes, as the contract wants; documents are kept as they were given.
/// An event's `sequence` is negative, its place in a queue, until the adapter numbers it.
pub const POSTGRES: Dialect = Dialect {
    name: "postgres",
    parameter: "$",
    bound: 0,
    place: Cow::Borrowed(""),
    find: "strpos",
    entry: Entry::Contained,
    // As an array: a joined subselect may run, and lock, more than once.
    claimed: [" = ANY (ARRAY(", " FOR UPDATE SKIP LOCKED))"],
    hold: " FOR SHARE",
    wide: "::numeric",
    find_table: "SELECT relname::text FROM pg_catalog.pg_class WHERE oid = to_regclass($1)",
    table_options: "",
    sequence: "sequence BIGINT NOT NULL PRIMARY KEY DEFAULT -nextval('event_places')",
    counters: [
        "CREATE SEQUENCE event_places;\nCREATE SEQUENCE event_numbers;\n",
        "ALTER SEQUENCE event_places OWNED BY events.sequence;\nALTER SEQUENCE event_numbers OWNED BY events.sequence;\n",
    ],
    types: |kind| match kind {
        Kind::Bool => "BOOLEAN",
        Kind::Int | Kind::Time => "BIGINT",
        Kind::Float => "DOUBLE PRECISION",
        Kind::Text => "TEXT COLLATE \"C\"",
        Kind::Json => "JSON",
        Kind::Bytes => "BYTEA",
        Kind::Uuid => "UUID",
    },
};

impl Dialect {
    /// The same for tables that live in the namespace `schema` of their database.
    pub fn within(mut self, schema: &str) -> Self {
        self.place = Cow::Owned(format!("\"{}\".", schema.replace('"', "\"\"")));
        self
    }

    /// The name of `table`, in full.
    pub fn table(&self, table: &str) -> String {
        format!("{}{table}", self.place)
    }

    /// The same for a part of a statement, with so many parameters before its own.
    pub(super) fn after(&self, bound: usize) -> Self {
        Self { bound, ..self.clone() }
    }

    /// The name of the parameter `number`, from 1.
    pub(super) fn named(&self, number: usize) -> String {
        let mut out = String::new();
        self.parameter(&mut out, number);
        out
    }

    /// Writes the name of the parameter `number`, from 1.
    pub(super) fn parameter(&self, out: &mut String, number: usize) {
        // Writing to a string does not fail.
        let _ = write!(out, "{}{}", self.parameter, number + self.bound);
    }

    /// The type of a column.
    pub fn column_type(&self, kind: Kind) -> &'static str {
        (self.types)(kind)
    }
}
