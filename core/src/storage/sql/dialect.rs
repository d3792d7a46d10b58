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
    /// The namespace of the tables, if it is not the one that a connection has by itself.
    schema: Option<Cow<'static, str>>,
    /// The same before the name of a table.
    place: Cow<'static, str>,
    /// The function that finds one text in another, by characters from 1, 0 when it is not there.
    pub(super) find: &'static str,
    /// Before and after the parameter of a key, around the column: whether a JSON object has a text under a key.
    pub(super) entry: Entry,
    /// Before and after a claim's inner select.
    pub(super) claimed: [&'static str; 2],
    /// At the end of a select whose rows must stay as they are until the transaction ends.
    pub(super) hold: &'static str,
    /// Whether a parameter may be an array, so that changes that are alike are one statement.
    pub(super) arrays: bool,
    /// Whether several transactions write at once, so that each locks its rows.
    pub(super) locks: bool,
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
    /// Begins a transaction on migrations, which changes something or only looks, in a namespace.
    begin: fn(schema: &str, changes: bool) -> String,
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
    schema: None,
    place: Cow::Borrowed(""),
    find: "instr",
    entry: Entry::JsonEach,
    claimed: [" IN (", ")"],
    hold: "",
    arrays: false,
    locks: false,
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
    // Taken at once: of processes that start together the others wait here, and then find the work done.
    begin: |_, changes| if changes { "BEGIN IMMEDIATE" } else { "BEGIN" }.to_owned(),
};

/// PostgreSQL 13 and later. Text is compared by its bytes, as the contract wants; documents are kept as they were given.
/// An event's `sequence` is negative, its place in a queue, until the adapter numbers it.
pub const POSTGRES: Dialect = Dialect {
    name: "postgres",
    parameter: "$",
    bound: 0,
    schema: None,
    place: Cow::Borrowed(""),
    find: "strpos",
    entry: Entry::Contained,
    // As an array: a joined subselect may run, and lock, more than once.
    claimed: [" = ANY (ARRAY(", " FOR UPDATE SKIP LOCKED))"],
    hold: " FOR SHARE",
    arrays: true,
    locks: true,
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
    begin: begin_postgres,
};

/// The lock is the transaction's, so that it works through a pooler too: of processes that start together the others wait
/// for it, and then find the work done. So is the search path. What is there already is not asked to be created, since
/// that takes rights that a program without migrations to run need not have.
fn begin_postgres(schema: &str, changes: bool) -> String {
    let name = quoted(schema);
    let literal = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let lock = literal(&format!("vmbay migrates {schema}"));
    let missing = format!("to_regnamespace({}) IS NULL", literal(&name));
    let make = format!("BEGIN IF {missing} THEN CREATE SCHEMA {name}; END IF; END");
    let make = if changes { format!("DO {}", literal(&make)) } else { String::new() };
    format!(
        "BEGIN ISOLATION LEVEL READ COMMITTED;
        SELECT pg_advisory_xact_lock(hashtextextended({lock}, 0));
        SET LOCAL search_path TO {name};
        {make}"
    )
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Dialect {
    /// The same for tables that live in the namespace `schema` of their database.
    pub fn within(mut self, schema: impl Into<Cow<'static, str>>) -> Self {
        let schema = schema.into();
        self.place = Cow::Owned(quoted(&schema) + ".");
        self.schema = Some(schema);
        self
    }

    /// Begins a transaction on migrations, while every other on the same tables waits.
    pub(super) fn begin(&self, changes: bool) -> String {
        (self.begin)(self.schema.as_deref().unwrap_or_default(), changes)
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
