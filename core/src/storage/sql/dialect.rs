//! What SQL databases write differently.

use std::fmt::Write;

use crate::storage::Kind;

/// How a database writes what the builder has to say.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// Before the number of a parameter: `?` or `$`.
    parameter: &'static str,
    /// The function that finds one text in another, by characters from 1, 0 when it is not there.
    pub(super) find: &'static str,
    /// Before and after the parameter of a key, around the column: whether a JSON object has a text under a key.
    pub(super) entry: Entry,
    /// At the end of a claim's inner select.
    pub(super) skip_locked: &'static str,
    /// After a table's closing parenthesis.
    pub(super) table_options: &'static str,
    /// The column that counts events, as a definition.
    pub(super) sequence: &'static str,
    types: fn(Kind) -> &'static str,
}

/// How a JSON object's entries are reached.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// Through a table-valued function over the entries.
    JsonEach,
    /// Through the operator `->>`.
    Arrow,
}

/// SQLite 3.37 and later: strict tables.
pub const SQLITE: Dialect = Dialect {
    parameter: "?",
    find: "instr",
    entry: Entry::JsonEach,
    skip_locked: "",
    table_options: " STRICT",
    sequence: "sequence INTEGER PRIMARY KEY AUTOINCREMENT",
    types: |kind| match kind {
        Kind::Bool | Kind::Int | Kind::Time => "INTEGER",
        Kind::Float => "REAL",
        Kind::Text | Kind::Json => "TEXT",
        Kind::Bytes | Kind::Uuid => "BLOB",
    },
};

/// PostgreSQL 13 and later. Text is compared by its bytes, as the contract wants.
pub const POSTGRES: Dialect = Dialect {
    parameter: "$",
    find: "strpos",
    entry: Entry::Arrow,
    skip_locked: " FOR UPDATE SKIP LOCKED",
    table_options: "",
    sequence: "sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    types: |kind| match kind {
        Kind::Bool => "BOOLEAN",
        Kind::Int | Kind::Time => "BIGINT",
        Kind::Float => "DOUBLE PRECISION",
        Kind::Text => "TEXT COLLATE \"C\"",
        Kind::Json => "JSONB",
        Kind::Bytes => "BYTEA",
        Kind::Uuid => "UUID",
    },
};

impl Dialect {
    /// Writes the name of the parameter `number`, from 1.
    pub(super) fn parameter(&self, out: &mut String, number: usize) {
        // Writing to a string does not fail.
        let _ = write!(out, "{}{number}", self.parameter);
    }

    /// The type of a column.
    pub fn column_type(&self, kind: Kind) -> &'static str {
        (self.types)(kind)
    }
}
