//! The changes of a unit, applied within a transaction.

use sqlx::PgConnection;
use vmbay::{
    Error,
    storage::{
        Change,
        sql::{self, Dialect, Statement, Steps},
    },
};

use crate::{
    connection::{Mode, run},
    error::{is_broken, is_in_the_way, refusal},
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

/// What goes before several changes.
pub(crate) const SAVEPOINT: &str = "SAVEPOINT vmbay";

/// Applies every change, in order, up to the first that cannot; the caller then rolls back. Several are preceded by
/// [`SAVEPOINT`].
///
/// Changes that are alike go in one statement. When it is refused they are tried by halves, which finds the first that
/// cannot apply without asking for each.
pub(crate) async fn apply(
    connection: &mut PgConnection,
    mode: Mode,
    dialect: &Dialect,
    changes: &[Change],
) -> Result<(), Failure> {
    for lock in sql::locked(changes, dialect) {
        mode.execute(connection, &lock.text, &lock.values).await?;
    }
    let mut steps = Steps::new(dialect.clone());
    let mut waiting = vec![changes];
    while let Some(some) = waiting.pop() {
        match sql::plan(some, dialect) {
            Some(plan) if !all(connection, mode, &plan).await? => {
                run(connection, "ROLLBACK TO vmbay").await?;
                let (left, right) = some.split_at(some.len() / 2);
                waiting.extend([right, left]);
                continue;
            }
            Some(_) => {}
            None => {
                for change in some {
                    one(connection, mode, dialect, &mut steps, change).await?;
                }
            }
        }
        if !waiting.is_empty() {
            run(connection, "RELEASE vmbay; SAVEPOINT vmbay").await?;
        }
    }
    Ok(())
}

/// Whether every statement touches as many rows as it must.
async fn all(
    connection: &mut PgConnection,
    mode: Mode,
    plan: &[(Statement<'_>, usize)],
) -> Result<bool, Failure> {
    for (statement, rows) in plan {
        match mode.execute(connection, &statement.text, &statement.values).await {
            Ok(touched) if touched == *rows as u64 => {}
            Ok(_) => return Ok(false),
            Err(error) => match error.into() {
                again @ Failure::Again(_) => return Err(again),
                Failure::Failed(_) | Failure::Refused(_) => return Ok(false),
            },
        }
    }
    Ok(true)
}

async fn one(
    connection: &mut PgConnection,
    mode: Mode,
    dialect: &Dialect,
    steps: &mut Steps,
    change: &Change,
) -> Result<(), Failure> {
    let step = steps.step(change)?;
    match mode.execute(connection, &step.text, &step.values).await {
        Ok(0) => {
            let doubt = step.doubt(dialect);
            let is_there = mode.execute(connection, &doubt.text, &doubt.values).await? > 0;
            Err(step.missed(is_there).into())
        }
        Ok(_) => Ok(()),
        Err(error) => {
            let refused = refusal(&error, step.schema()).and_then(|refusal| step.refused(refusal));
            Err(refused.map_or_else(|| error.into(), Failure::Refused))
        }
    }
}
