//! One connection: how it is opened, and how values go in and rows come out.

use std::{
    ops::Deref,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use futures::FutureExt as _;
use rusqlite::{
    CachedStatement, OpenFlags, Row as SqliteRow,
    types::{ToSql, ToSqlOutput, Value as Owned, ValueRef},
};
use uuid::Uuid;
use vmbay::{
    Error, Result, Timestamp,
    storage::{
        Kind, Row, Schema, Value,
        sql::{Parameter, Refusal, Session, Statement},
    },
};

use crate::{
    error::{failed, is_busy, refusal},
    options::{SqliteOptions, Synchronous},
};

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 256;
/// How soon what was refused as busy is tried again.
const RETRY: Duration = Duration::from_millis(2);

/// An open connection.
#[derive(Debug)]
pub(crate) struct Connection(rusqlite::Connection);

impl Deref for Connection {
    type Target = rusqlite::Connection;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Opens the file at `path`, or a database in memory.
pub(crate) fn open(path: Option<&Path>, options: &SqliteOptions) -> Result<Connection> {
    let synchronous = match options.synchronous {
        Synchronous::Full => "FULL",
        Synchronous::Normal => "NORMAL",
    };
    let opened = || {
        let connection = match path {
            // No URI: a file name is a file name, whatever it contains.
            Some(path) => rusqlite::Connection::open_with_flags(
                path,
                OpenFlags::SQLITE_OPEN_READ_WRITE
                    | OpenFlags::SQLITE_OPEN_CREATE
                    | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )?,
            None => rusqlite::Connection::open_in_memory()?,
        };
        connection.busy_timeout(options.busy_timeout)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", synchronous)?;
        write_ahead(&connection, options.busy_timeout)?;
        if let Some(pages) = options.max_pages {
            connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        }
        Ok(Connection(connection))
    };
    opened().map_err(|error| failed("open the database", error))
}

/// Switches to a write-ahead log, which SQLite refuses at once, without the time-out, while another process opens the
/// same new file.
fn write_ahead(connection: &rusqlite::Connection, patience: Duration) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(error) if is_busy(&error) && begun.elapsed() < patience => thread::sleep(RETRY),
            done => return done,
        }
    }
}

impl Connection {
    /// Makes every write through this connection an error.
    pub(crate) fn only_read(self) -> Result<Self> {
        let set = self.0.pragma_update(None, "query_only", true);
        set.map(|()| self).map_err(|error| failed("open the database", error))
    }

    pub(crate) fn raw(&mut self) -> &mut rusqlite::Connection {
        &mut self.0
    }

    /// The rows a statement returns, every column in the order of `schema`.
    pub(crate) fn rows(&self, schema: &'static Schema, statement: &Statement<'_>) -> Result<Vec<Row>> {
        at_once(Here(&self.0).rows(schema, statement)).map_err(|error| failed("read", error))
    }
}

/// A connection as the SQL builder uses one: it answers on this thread.
pub(crate) struct Here<'a>(pub(crate) &'a rusqlite::Connection);

/// What a session that answers on this thread has done.
pub(crate) fn at_once<T>(work: impl Future<Output = T>) -> T {
    work.now_or_never().expect("SQLite answers on this thread")
}

impl Session for Here<'_> {
    type Error = rusqlite::Error;

    async fn run(&mut self, text: &str) -> rusqlite::Result<()> {
        self.0.execute_batch(text)
    }

    async fn execute(&mut self, text: &str, values: &[Parameter<'_>]) -> rusqlite::Result<u64> {
        let mut statement = self.0.prepare_cached(text)?;
        bind(&mut statement, values)?;
        if statement.readonly() {
            return Ok(u64::from(statement.raw_query().next()?.is_some()));
        }
        Ok(statement.raw_execute()? as u64)
    }

    async fn rows(
        &mut self,
        schema: &'static Schema,
        statement: &Statement<'_>,
    ) -> rusqlite::Result<Vec<Row>> {
        let mut prepared = self.0.prepare_cached(&statement.text)?;
        bind(&mut prepared, &statement.values)?;
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(decode(schema, row)?);
        }
        Ok(found)
    }

    fn is_broken(_: &rusqlite::Error) -> bool {
        false
    }

    fn is_in_the_way(error: &rusqlite::Error) -> bool {
        is_busy(error)
    }

    fn refusal(error: &rusqlite::Error, _: &'static Schema) -> Option<Refusal> {
        refusal(error)
    }

    fn failed(what: &'static str, error: rusqlite::Error) -> Error {
        failed(what, error)
    }
}

/// A value on its way into SQLite.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null(_) => ToSqlOutput::Owned(Owned::Null),
            Value::Bool(value) => ToSqlOutput::Owned(Owned::Integer(i64::from(*value))),
            Value::Int(value) => ToSqlOutput::Owned(Owned::Integer(*value)),
            Value::Float(value) => ToSqlOutput::Owned(Owned::Real(*value)),
            Value::Text(text) | Value::Json(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Uuid(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Value::Time(time) => ToSqlOutput::Owned(Owned::Integer(time.as_micros())),
        })
    }
}

/// Binds the values to the parameters, in order from 1.
fn bind(statement: &mut CachedStatement<'_>, values: &[Parameter<'_>]) -> rusqlite::Result<()> {
    for (at, value) in (1..).zip(values) {
        match value {
            Parameter::One(value) => statement.raw_bind_parameter::<usize, _>(at, Bound(value))?,
            Parameter::Many(..) => return Err(rusqlite::Error::InvalidParameterName("an array".into())),
        }
    }
    Ok(())
}

fn decode(schema: &Schema, row: &SqliteRow<'_>) -> rusqlite::Result<Row> {
    let mut values = Vec::with_capacity(schema.columns.len());
    for (at, column) in schema.columns.iter().enumerate() {
        values.push(match (column.kind, row.get_ref(at)?) {
            (kind, ValueRef::Null) => Value::Null(kind),
            (Kind::Bool, value) => Value::Bool(value.as_i64()? != 0),
            (Kind::Int, value) => Value::Int(value.as_i64()?),
            (Kind::Float, value) => Value::Float(value.as_f64()?),
            (Kind::Text, value) => Value::Text(value.as_str()?.to_owned()),
            (Kind::Json, value) => Value::Json(value.as_str()?.to_owned()),
            (Kind::Bytes, value) => Value::Bytes(value.as_blob()?.to_vec()),
            (Kind::Time, value) => Value::Time(Timestamp::from_micros(value.as_i64()?)),
            (Kind::Uuid, value) => Value::Uuid(Uuid::from_slice(value.as_blob()?).map_err(|error| {
                rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Blob, error.into())
            })?),
        });
    }
    Ok(values)
}
