//! One connection: how values go in and rows come out.

use std::ops::DerefMut;

use sqlx::{
    Arguments as _, AssertSqlSafe, Encode, PgConnection, Postgres, Row as _, Type, ValueRef as _,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, PgValueRef, types::Oid},
    query::Query,
};
use uuid::Uuid;
use vmbay::{
    Error, Timestamp,
    storage::{
        Kind, Row, Schema, Value,
        sql::{Parameter, Refusal, Session, Statement},
    },
};

use crate::error::{failed, is_broken, is_in_the_way, refusal};

/// How statements run on a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    /// Prepared under a name, so that the next time they need not be.
    Prepared,
    /// Without a name, for texts that hardly come twice.
    Once,
    /// Without a name, and within a transaction: a pooler may lend another connection for whatever is not.
    Pooled,
}

/// A connection as the SQL builder uses one.
pub(crate) struct Link<C> {
    pub(crate) connection: C,
    pub(crate) mode: Mode,
}

impl<C: DerefMut<Target = PgConnection>> Link<C> {
    /// The rows a statement returns, which is a transaction of its own.
    pub(crate) async fn ask(
        &mut self,
        schema: &'static Schema,
        statement: &Statement<'_>,
    ) -> sqlx::Result<Vec<Row>> {
        let Mode::Pooled = self.mode else { return self.rows(schema, statement).await };
        self.run("BEGIN").await?;
        let rows = self.rows(schema, statement).await;
        self.run(if rows.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
        rows
    }

    /// A query of our own making, whose values are only in its parameters.
    fn query<'q>(
        &self,
        text: &str,
        values: &[Parameter<'_>],
    ) -> sqlx::Result<Query<'q, Postgres, PgArguments>> {
        let mut arguments = PgArguments::default();
        for value in values {
            arguments.add(Bound(value)).map_err(sqlx::Error::Encode)?;
        }
        let is_named = matches!(self.mode, Mode::Prepared);
        Ok(sqlx::query_with(AssertSqlSafe(text), arguments).persistent(is_named))
    }
}

impl<C: DerefMut<Target = PgConnection>> Session for Link<C> {
    type Error = sqlx::Error;

    async fn run(&mut self, text: &str) -> sqlx::Result<()> {
        run(&mut self.connection, text).await
    }

    async fn execute(&mut self, text: &str, values: &[Parameter<'_>]) -> sqlx::Result<u64> {
        Ok(self.query(text, values)?.execute(&mut *self.connection).await?.rows_affected())
    }

    async fn rows(&mut self, schema: &'static Schema, statement: &Statement<'_>) -> sqlx::Result<Vec<Row>> {
        let query = self.query(&statement.text, &statement.values)?;
        let rows = query.fetch_all(&mut *self.connection).await?;
        rows.iter().map(|row| decode(schema, row)).collect()
    }

    fn is_broken(error: &sqlx::Error) -> bool {
        is_broken(error)
    }

    fn is_in_the_way(error: &sqlx::Error) -> bool {
        is_in_the_way(error)
    }

    fn refusal(error: &sqlx::Error, schema: &'static Schema) -> Option<Refusal> {
        refusal(error, schema)
    }

    fn failed(what: &'static str, error: sqlx::Error) -> Error {
        failed(what, error)
    }
}

/// Runs statements without parameters, in one trip.
pub(crate) async fn run(connection: &mut PgConnection, text: &str) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await.map(drop)
}

/// A parameter on its way to the server, in its binary form.
struct Bound<'a>(&'a Parameter<'a>);

/// The numbers of a type and of its arrays, the same in every PostgreSQL.
fn oids(kind: Kind) -> (u32, u32) {
    match kind {
        Kind::Bool => (16, 1000),
        Kind::Bytes => (17, 1001),
        Kind::Int | Kind::Time => (20, 1016),
        Kind::Text => (25, 1009),
        Kind::Json => (114, 199),
        Kind::Float => (701, 1022),
        Kind::Uuid => (2950, 2951),
    }
}

impl Type<Postgres> for Bound<'_> {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(oids(Kind::Text).0))
    }
}

impl Encode<'_, Postgres> for Bound<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self.0 {
            Parameter::One(value) => Ok(write(value, buffer)),
            Parameter::Many(kind, values) => {
                // One dimension, maybe with NULL, of this type, so many from 1.
                buffer.extend_from_slice(&[0, 0, 0, 1, 0, 0, 0, 1]);
                buffer.extend_from_slice(&oids(*kind).0.to_be_bytes());
                buffer.extend_from_slice(&i32::try_from(values.len())?.to_be_bytes());
                buffer.extend_from_slice(&[0, 0, 0, 1]);
                for value in values {
                    let at = buffer.len();
                    buffer.extend_from_slice(&(-1_i32).to_be_bytes());
                    if let IsNull::No = write(value, buffer) {
                        let length = i32::try_from(buffer.len() - at - 4)?;
                        buffer[at..at + 4].copy_from_slice(&length.to_be_bytes());
                    }
                }
                Ok(IsNull::No)
            }
        }
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        let oid = match self.0 {
            Parameter::One(value) => oids(value.kind()).0,
            Parameter::Many(kind, _) => oids(*kind).1,
        };
        Some(PgTypeInfo::with_oid(Oid(oid)))
    }
}

fn write(value: &Value, buffer: &mut Vec<u8>) -> IsNull {
    match value {
        Value::Null(_) => return IsNull::Yes,
        Value::Bool(value) => buffer.push(u8::from(*value)),
        Value::Int(value) => buffer.extend_from_slice(&value.to_be_bytes()),
        Value::Float(value) => buffer.extend_from_slice(&value.to_be_bytes()),
        Value::Text(text) | Value::Json(text) => buffer.extend_from_slice(text.as_bytes()),
        Value::Bytes(bytes) => buffer.extend_from_slice(bytes),
        Value::Uuid(id) => buffer.extend_from_slice(id.as_bytes()),
        Value::Time(time) => buffer.extend_from_slice(&time.as_micros().to_be_bytes()),
    }
    IsNull::No
}

fn decode(schema: &Schema, row: &PgRow) -> sqlx::Result<Row> {
    let mut values = Vec::with_capacity(schema.columns.len());
    for (at, column) in schema.columns.iter().enumerate() {
        let raw = row.try_get_raw(at)?;
        let value = if raw.is_null() { Ok(Value::Null(column.kind)) } else { read(column.kind, &raw) };
        values.push(value.map_err(|source| sqlx::Error::ColumnDecode { index: column.name.into(), source })?);
    }
    Ok(values)
}

fn read(kind: Kind, raw: &PgValueRef<'_>) -> Result<Value, BoxDynError> {
    let bytes = raw.as_bytes()?;
    let text = || Ok::<_, BoxDynError>(raw.as_str()?.to_owned());
    Ok(match kind {
        Kind::Bool => Value::Bool(bytes == [1]),
        Kind::Int => Value::Int(i64::from_be_bytes(bytes.try_into()?)),
        Kind::Time => Value::Time(Timestamp::from_micros(i64::from_be_bytes(bytes.try_into()?))),
        Kind::Float => Value::Float(f64::from_be_bytes(bytes.try_into()?)),
        Kind::Text => Value::Text(text()?),
        // A column of type JSONB begins with the number of its format.
        Kind::Json => Value::Json(text()?.trim_start_matches('\u{1}').to_owned()),
        Kind::Bytes => Value::Bytes(bytes.to_vec()),
        Kind::Uuid => Value::Uuid(Uuid::from_slice(bytes)?),
    })
}
