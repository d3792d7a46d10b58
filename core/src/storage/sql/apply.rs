//! The changes of a unit, applied within a transaction.

use super::{
    Refusal, Session, Statement, Step, Steps,
    unit::{locked, plan},
};
use crate::{error::Error, storage::Change};

/// What goes before the changes of a unit, in the same transaction, where [`apply`] may have to go back to it.
pub const SAVEPOINT: &str = "SAVEPOINT vmbay";

/// Why a unit was not applied.
#[derive(Debug)]
pub enum Failure<E> {
    /// A change cannot apply.
    Refused(Error),
    /// The connection broke, or another transaction was in the way: the same again may succeed.
    Again(E),
    /// Something else.
    Failed(E),
}

impl<E> Failure<E> {
    /// The failure that an error of a session is.
    pub(super) fn of<S: Session<Error = E>>(error: E) -> Self {
        if S::is_broken(&error) || S::is_in_the_way(&error) {
            Self::Again(error)
        } else {
            Self::Failed(error)
        }
    }

    /// The same as an error of the library.
    pub fn told<S: Session<Error = E>>(self, what: &'static str) -> Error {
        match self {
            Self::Refused(error) => error,
            Self::Again(error) | Self::Failed(error) => S::failed(what, error),
        }
    }
}

/// Applies every change, in order, up to the first that cannot; the caller then rolls back. For a database that joins
/// changes the caller begins with [`SAVEPOINT`], unless there is but one.
///
/// Changes that are alike go in one statement, where the database has arrays. When it is refused they are tried by halves,
/// which finds the first that cannot apply without asking for each.
///
/// # Errors
/// What refused a change, or failed; see [`Failure`].
pub async fn apply<S: Session>(
    session: &mut S,
    steps: &mut Steps,
    changes: &[Change],
) -> Result<(), Failure<S::Error>> {
    for lock in locked(changes, steps.dialect()) {
        session.execute(&lock.text, &lock.values).await.map_err(Failure::of::<S>)?;
    }
    let mut waiting = vec![changes];
    while let Some(some) = waiting.pop() {
        match plan(some, steps.dialect()) {
            Some(plan) if !all(session, &plan).await? => {
                session.run("ROLLBACK TO vmbay").await.map_err(Failure::of::<S>)?;
                let (left, right) = some.split_at(some.len() / 2);
                waiting.extend([right, left]);
                continue;
            }
            Some(_) => {}
            None => {
                for change in some {
                    let step = steps.step(change).map_err(Failure::Refused)?;
                    one(session, steps, &step).await?;
                }
            }
        }
        if !waiting.is_empty() {
            session.run("RELEASE vmbay; SAVEPOINT vmbay").await.map_err(Failure::of::<S>)?;
        }
    }
    Ok(())
}

/// Whether every statement touches as many rows as it must.
async fn all<S: Session>(
    session: &mut S,
    plan: &[(Statement<'_>, usize)],
) -> Result<bool, Failure<S::Error>> {
    for (statement, rows) in plan {
        match session.execute(&statement.text, &statement.values).await.map_err(Failure::of::<S>) {
            Ok(touched) if touched == *rows as u64 => {}
            Err(again @ Failure::Again(_)) => return Err(again),
            Ok(_) | Err(_) => return Ok(false),
        }
    }
    Ok(true)
}

async fn one<S: Session>(session: &mut S, steps: &Steps, step: &Step<'_>) -> Result<(), Failure<S::Error>> {
    match session.execute(&step.text, &step.values).await {
        Ok(0) => {
            let doubt = step.doubt(steps.dialect());
            let found = session.execute(&doubt.text, &doubt.values).await.map_err(Failure::of::<S>)?;
            Err(Failure::Refused(step.missed(found > 0)))
        }
        Ok(_) => Ok(()),
        Err(error) => {
            let refused = match S::refusal(&error, step.schema()) {
                Some(Refusal::Reference(None)) => step.refused(broken_reference(session, steps, step).await),
                Some(refusal) => step.refused(refusal),
                None => None,
            };
            Err(refused.map_or_else(|| Failure::of::<S>(error), Failure::Refused))
        }
    }
}

/// Which reference a database refused that does not tell.
async fn broken_reference<S: Session>(session: &mut S, steps: &Steps, step: &Step<'_>) -> Refusal {
    for (reference, asked) in step.references(steps.dialect()) {
        if matches!(session.execute(&asked.text, &asked.values).await, Ok(0)) {
            return Refusal::Reference(Some(reference));
        }
    }
    Refusal::Reference(None)
}
