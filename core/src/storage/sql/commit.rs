//! Units, each written once, on a server whose replies can be lost.
//!
//! A unit that stores a record or an event carries an id that only it can store. It goes in one statement, one trip. When
//! the reply is lost, the unit is written again: had the first one been applied, or is it yet to be, the id stands in the
//! way of the second. Any other unit, and any that one statement refused, goes one statement per change, in a transaction
//! with a name: when the reply to COMMIT is lost, the server is asked what became of it. What cannot be told in time is an
//! `unknown_outcome`.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::{
    Failure, Fate, SAVEPOINT, Server, Session, Statement, Steps, apply, claim,
    unit::{fused, fused_claim},
};
use crate::{
    error::{Error, Result},
    storage::{Change, Changes, Filter, Query, Row, Schema, Value},
};

/// How soon what another transaction prevented is tried again, the first time.
const RETRY: Duration = Duration::from_millis(2);

/// What is claimed once a unit is written: rows of a table, by a statement that sets them and returns them.
type Claimed<'a> = (&'static Schema, Statement<'a>);

/// What became of a unit.
enum Outcome<E> {
    /// It is written, and these are the rows it claimed.
    Done(Vec<Row>),
    Not(Failure<E>),
    /// Nobody can say.
    Unknown(E),
}

type ErrorOf<S> = <<S as Server>::Session as Session>::Error;

/// Writes a unit, wholly or not at all.
///
/// # Errors
/// Those of [`Storage::commit`](crate::storage::Storage::commit).
pub async fn write<S: Server>(server: &S, changes: &Changes) -> Result<()> {
    let begun = Instant::now();
    let mark = mark(changes).filter(|_| server.fuses());
    let mut lost = None;
    if mark.is_some()
        && let Some(fused) = fused(changes.as_slice(), server.dialect())
    {
        let mut session = server.take().await?;
        let outcome = session.execute(&fused.text, &fused.values).await;
        server.give_back(session, outcome.as_ref().err());
        match outcome {
            Ok(_) => return Ok(()),
            Err(error) if S::Session::is_broken(&error) => lost = Some(error),
            // One by one, the changes say which of them cannot apply.
            Err(_) => {}
        }
    }
    let Err(error) = persist(server, changes, None, begun).await else { return Ok(()) };
    let (Some(source), Some(mark)) = (lost, mark) else { return Err(error) };
    match is_written(server, mark).await {
        Ok(Some(true)) => Ok(()),
        Ok(Some(false)) => Err(error),
        Ok(None) | Err(_) => Err(unknown(source)),
    }
}

/// Writes a unit and then claims rows, both or neither. Rows that go and a claim are one statement, one trip: a worker that
/// loses the reply looks what is its own.
///
/// # Errors
/// Those of [`Storage::claim`](crate::storage::Storage::claim).
pub async fn write_and_claim<S: Server>(
    server: &S,
    changes: &Changes,
    (query, set): (&Query, &[(&'static str, Value)]),
) -> Result<Vec<Row>> {
    let begun = Instant::now();
    query.schema.check_set(set)?;
    if server.fuses()
        && let Some(fused) = fused_claim(changes.as_slice(), (query, set), server.dialect())
    {
        let mut session = server.take().await?;
        let outcome = session.rows(query.schema, &fused).await;
        server.give_back(session, outcome.as_ref().err());
        match outcome {
            Ok(rows) => return Ok(rows),
            Err(error) if S::Session::is_broken(&error) => return Err(unknown(error)),
            // One by one, the changes say which of them cannot apply.
            Err(_) => {}
        }
    }
    let claimed = (query.schema, claim(query, set, server.dialect())?);
    persist(server, changes, Some(&claimed), begun).await
}

/// The error of a commit whose reply is lost, when nobody can say what became of it.
pub fn unknown(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::UnknownOutcome { what: "the commit".into(), source: Some(error.into()) }
}

/// Writes a unit one statement per change, and then claims, in a transaction that is tried again while others are in its
/// way.
async fn persist<S: Server>(
    server: &S,
    changes: &Changes,
    claimed: Option<&Claimed<'_>>,
    begun: Instant,
) -> Result<Vec<Row>> {
    for attempt in 1.. {
        match one_by_one(server, changes, claimed).await {
            Outcome::Done(rows) => return Ok(rows),
            Outcome::Unknown(error) => return Err(unknown(error)),
            Outcome::Not(Failure::Again(_)) if server.is_patient(begun) => sleep(RETRY * attempt).await,
            Outcome::Not(failure) => return Err(failure.told::<S::Session>("commit")),
        }
    }
    unreachable!("the attempts do not end by themselves")
}

async fn one_by_one<S: Server>(
    server: &S,
    changes: &Changes,
    claimed: Option<&Claimed<'_>>,
) -> Outcome<ErrorOf<S>> {
    let mut session = match server.take().await {
        Ok(session) => session,
        Err(error) => return Outcome::Not(Failure::Refused(error)),
    };
    let guard = if changes.len() > 1 { SAVEPOINT } else { "" };
    let name = match server.begin(&mut session, guard).await {
        Ok(name) => name,
        Err(error) => {
            server.give_back(session, Some(&error));
            return Outcome::Not(Failure::of::<S::Session>(error));
        }
    };
    let applied = applied(&mut session, &mut Steps::new(server.dialect().clone()), changes, claimed).await;
    let end = session.run(if applied.is_ok() { "COMMIT" } else { "ROLLBACK" }).await;
    server.give_back(session, end.as_ref().err());
    match (applied, end) {
        (Err(failure), _) => Outcome::Not(failure),
        (Ok(rows), Ok(())) => Outcome::Done(rows),
        (Ok(rows), Err(lost)) if S::Session::is_broken(&lost) => {
            look(server, &name, mark(changes), rows, lost).await
        }
        (Ok(_), Err(error)) => Outcome::Not(Failure::of::<S::Session>(error)),
    }
}

async fn applied<S: Session>(
    session: &mut S,
    steps: &mut Steps,
    changes: &Changes,
    claimed: Option<&Claimed<'_>>,
) -> Result<Vec<Row>, Failure<S::Error>> {
    apply(session, steps, changes.as_slice()).await?;
    let Some((schema, statement)) = claimed else { return Ok(Vec::new()) };
    session.rows(schema, statement).await.map_err(Failure::of::<S>)
}

/// What became of the transaction `name` that claimed `rows`, the reply to whose COMMIT was `lost`.
async fn look<S: Server>(
    server: &S,
    name: &str,
    mark: Option<&Change>,
    rows: Vec<Row>,
    lost: ErrorOf<S>,
) -> Outcome<ErrorOf<S>> {
    let begun = Instant::now();
    while server.is_patient(begun) {
        match server.fate(name).await {
            Ok(Fate::Committed) => return Outcome::Done(rows),
            Ok(Fate::Aborted) => return Outcome::Not(Failure::Again(lost)),
            Ok(Fate::InProgress) => sleep(RETRY).await,
            Ok(Fate::Unknown) | Err(_) => break,
        }
    }
    let Some(mark) = mark else { return Outcome::Unknown(lost) };
    match is_written(server, mark).await {
        Ok(Some(true)) => Outcome::Done(rows),
        Ok(Some(false)) => Outcome::Not(Failure::Again(lost)),
        Ok(None) | Err(_) => Outcome::Unknown(lost),
    }
}

/// The change by which a unit can be told from every other: its first event, else its first new record.
fn mark(changes: &Changes) -> Option<&Change> {
    let event = changes.iter().find(|change| matches!(change, Change::Emit { .. }));
    let record = || changes.iter().find(|change| matches!(change, Change::Insert { .. }));
    event.or_else(record).filter(|mark| !mark.id().is_nil())
}

/// Whether the row that marks a unit is there; none when one with its id is, but is another.
async fn is_written<S: Server>(server: &S, mark: &Change) -> Result<Option<bool>> {
    let found = server.find(&Query::on(mark.schema()).filter(Filter::eq("id", mark.id()))).await?;
    let Some(found) = found.first() else { return Ok(Some(false)) };
    // The id of an event is made for it alone, and its number is given later.
    let is_it = matches!(mark, Change::Emit { .. }) || mark.row() == Some(found);
    Ok(is_it.then_some(true))
}
