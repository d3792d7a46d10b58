//! The changes of a unit, applied within a transaction, one statement each.

use sqlx::PgConnection;
use uuid::Uuid;
use vmbay::{
    Error, Resource,
    event::Event,
    storage::{
        Change, Changes, Entity, Kind, Schema, Value,
        sql::{self, Dialect},
    },
};

use crate::{
    connection::Mode,
    error::{is_broken, is_in_the_way, is_reference, refused},
};

/// Why a unit was not applied.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A change cannot apply.
    Refused(Error),
    /// The connection broke, or another transaction was in the way: the same again may succeed.
    Again(sqlx::Error),
    /// Something else.
    Failed(sqlx::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        if is_broken(&error) || is_in_the_way(&error) { Self::Again(error) } else { Self::Failed(error) }
    }
}

/// Applies every change, in order, up to the first that cannot; the caller then rolls back.
pub(crate) async fn apply(
    connection: &mut PgConnection,
    mode: Mode,
    dialect: &Dialect,
    changes: &Changes,
) -> Result<(), Failure> {
    for lock in sql::locked(changes, dialect) {
        Mode::Once.execute(connection, &lock.text, lock.values.iter().map(AsRef::as_ref)).await?;
    }
    let mut unit = Unit { connection, mode, dialect };
    for change in changes {
        unit.apply(change).await?;
    }
    Ok(())
}

struct Unit<'a> {
    connection: &'a mut PgConnection,
    mode: Mode,
    dialect: &'a Dialect,
}

impl Unit<'_> {
    async fn apply(&mut self, change: &Change) -> Result<(), Failure> {
        match change {
            Change::Insert { schema, row } => {
                schema.check(row)?;
                let text = sql::insert(schema, self.dialect);
                self.store(&text, schema, row, row).await.map(drop)
            }
            Change::Emit { row } => {
                let schema = Event::SCHEMA;
                schema.check(row)?;
                let kept = schema.columns.iter().zip(row).filter(|(column, _)| column.name != "sequence");
                let kept: Vec<Value> = kept.map(|(_, value)| value.clone()).collect();
                self.store(&sql::emit(self.dialect), schema, row, &kept).await.map(drop)
            }
            Change::Update { schema, row } => {
                schema.check(row)?;
                let (id, version) = key(row)?;
                let text = sql::update(schema, self.dialect);
                let touched = self.store(&text, schema, row, row).await?;
                self.touched(touched, schema, id, version).await
            }
            Change::Delete { schema, id, version } => {
                let text = sql::delete(schema, self.dialect);
                let touched = self.execute(&text, &at_version(*id, *version)).await.map_err(|error| {
                    if is_reference(&error) {
                        let resource = Resource::new(schema.kind, id);
                        return Failure::Refused(Error::InUse { resource, by: "another record".into() });
                    }
                    error.into()
                })?;
                self.touched(touched, schema, *id, *version).await
            }
            Change::Expect { schema, id, version } => {
                let text = sql::expect(schema, self.dialect);
                let found = self.execute(&text, &at_version(*id, *version)).await?;
                self.touched(found, schema, *id, *version).await
            }
            Change::Add { schema, id, column, delta, bounds } => {
                let at = schema.position(column);
                if at.is_none_or(|at| schema.columns[at].kind != Kind::Int) {
                    return Err(
                        Error::invalid(*column, format!("is not an integer of {}", schema.kind)).into()
                    );
                }
                let values =
                    [Value::Uuid(*id), (*delta).into(), (*bounds.start()).into(), (*bounds.end()).into()];
                let text = sql::add(schema, column, self.dialect);
                if self.execute(&text, &values).await? > 0 {
                    return Ok(());
                }
                let resource = Resource::new(schema.kind, id);
                Err(if self.is_there(schema, *id).await? {
                    Error::Exhausted { resource, field: (*column).into() }.into()
                } else {
                    Error::NotFound { resource }.into()
                })
            }
        }
    }

    async fn execute(&mut self, text: &str, values: &[Value]) -> sqlx::Result<u64> {
        self.mode.execute(self.connection, text, values).await
    }

    /// Writes a row by binding `values`.
    async fn store(
        &mut self,
        text: &str,
        schema: &'static Schema,
        row: &[Value],
        values: &[Value],
    ) -> Result<u64, Failure> {
        self.execute(text, values).await.map_err(|error| match Failure::from(error) {
            Failure::Failed(error) => Failure::Refused(refused(schema, row, error)),
            other => other,
        })
    }

    async fn is_there(&mut self, schema: &Schema, id: Uuid) -> sqlx::Result<bool> {
        let text = format!("SELECT 1 FROM {} WHERE id = $1", self.dialect.table(schema.table));
        Ok(self.execute(&text, &[Value::Uuid(id)]).await? > 0)
    }

    /// Tells a row that is gone from one that changed, when a change touched none.
    async fn touched(
        &mut self,
        touched: u64,
        schema: &Schema,
        id: Uuid,
        expected: u64,
    ) -> Result<(), Failure> {
        if touched > 0 {
            return Ok(());
        }
        let resource = Resource::new(schema.kind, id);
        Err(if self.is_there(schema, id).await? {
            Error::Conflict { resource, expected }.into()
        } else {
            Error::NotFound { resource }.into()
        })
    }
}

fn at_version(id: Uuid, version: u64) -> [Value; 2] {
    [Value::Uuid(id), Value::Int(version as i64)]
}

fn key(row: &[Value]) -> vmbay::Result<(Uuid, u64)> {
    match row {
        [Value::Uuid(id), Value::Int(version), ..] => Ok((*id, *version as u64)),
        _ => Err(Error::invalid("id", "is not there")),
    }
}
