//! One connection: how values go in and rows come out.

use sqlx::{
    Arguments as _, AssertSqlSafe, Encode, PgConnection, Postgres, Row as _, Type, ValueRef as _,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, PgValueRef, types::Oid},
    query::Query,
};
use uuid::Uuid;
use vmbay::{
    Timestamp,
    storage::{Kind, Row, Schema, Value, sql::Statement},
};

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

impl Mode {
    /// Runs a statement and says how many rows it touched or found.
    pub(crate) async fn execute<'v>(
        self,
        connection: &mut PgConnection,
        text: &str,
        values: impl IntoIterator<Item = &'v Value>,
    ) -> sqlx::Result<u64> {
        Ok(self.query(text, values)?.execute(connection).await?.rows_affected())
    }

    /// The rows a statement returns, which is a transaction of its own.
    pub(crate) async fn ask(
        self,
        connection: &mut PgConnection,
        statement: &Statement<'_>,
    ) -> sqlx::Result<Vec<PgRow>> {
        let Self::Pooled = self else { return self.fetch(connection, statement).await };
        run(connection, "BEGIN").await?;
        let rows = self.fetch(connection, statement).await;
        run(connection, if rows.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
        rows
    }

    /// The rows a statement returns, within the transaction there is.
    pub(crate) async fn fetch(
        self,
        connection: &mut PgConnection,
        statement: &Statement<'_>,
    ) -> sqlx::Result<Vec<PgRow>> {
        self.query(&statement.text, statement.values.iter().map(AsRef::as_ref))?.fetch_all(connection).await
    }

    /// A query of our own making, whose values are only in its parameters.
    fn query<'q, 'v>(
        self,
        text: &str,
        values: impl IntoIterator<Item = &'v Value>,
    ) -> sqlx::Result<Query<'q, Postgres, PgArguments>> {
        let mut arguments = PgArguments::default();
        for value in values {
            arguments.add(Parameter(value)).map_err(sqlx::Error::Encode)?;
        }
        Ok(sqlx::query_with(AssertSqlSafe(text), arguments).persistent(matches!(self, Self::Prepared)))
    }
}

/// Runs statements without parameters, in one trip.
pub(crate) async fn run(connection: &mut PgConnection, text: &str) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await.map(drop)
}

/// A value on its way to the server, in its binary form.
struct Parameter<'a>(&'a Value);

/// The numbers of the types, the same in every PostgreSQL.
fn oid(kind: Kind) -> PgTypeInfo {
    PgTypeInfo::with_oid(Oid(match kind {
        Kind::Bool => 16,
        Kind::Bytes => 17,
        Kind::Int | Kind::Time => 20,
        Kind::Text => 25,
        Kind::Json => 114,
        Kind::Float => 701,
        Kind::Uuid => 2950,
    }))
}

impl Type<Postgres> for Parameter<'_> {
    fn type_info() -> PgTypeInfo {
        oid(Kind::Text)
    }
}

impl Encode<'_, Postgres> for Parameter<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self.0 {
            Value::Null(_) => return Ok(IsNull::Yes),
            Value::Bool(value) => buffer.push(u8::from(*value)),
            Value::Int(value) => buffer.extend_from_slice(&value.to_be_bytes()),
            Value::Float(value) => buffer.extend_from_slice(&value.to_be_bytes()),
            Value::Text(text) | Value::Json(text) => buffer.extend_from_slice(text.as_bytes()),
            Value::Bytes(bytes) => buffer.extend_from_slice(bytes),
            Value::Uuid(id) => buffer.extend_from_slice(id.as_bytes()),
            Value::Time(time) => buffer.extend_from_slice(&time.as_micros().to_be_bytes()),
        }
        Ok(IsNull::No)
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        Some(oid(self.0.kind()))
    }
}

/// A row that was read, every column in the order of `schema`.
pub(crate) fn decode(schema: &Schema, row: &PgRow) -> sqlx::Result<Row> {
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
