//! Units, each written once.
//!
//! A unit that stores a record or an event carries an id that only it can store. It goes in one statement, one trip. When
//! the reply is lost, the unit is written again: had the first one been applied, or is it yet to be, the id stands in the
//! way of the second. Any other unit, and any that one statement refused, goes one statement per change, and is named by
//! the number of its transaction: when the reply to COMMIT is lost, the server is asked what became of that number.
//! What cannot be told in time is an `unknown_outcome`.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, Row as _, postgres::PgRow};
use tokio::time::sleep;
use vmbay::{
    Error, Result,
    storage::{
        Change, Changes, Filter, Query, Row, Value,
        sql::{self, Parameter, Statement},
    },
};

use crate::{
    Inner,
    apply::{Failure, SAVEPOINT, apply},
    connection::{Mode, decoded, run},
    error::{failed, is_broken},
    reader::Request,
};

/// How soon what another transaction prevented is tried again, the first time.
const RETRY: Duration = Duration::from_millis(2);

/// Names a transaction by its number and by the life of the server it belongs to.
const NAME: &str =
    "SELECT pg_current_xact_id()::text || '@' || extract(epoch FROM pg_postmaster_start_time())::text";

/// What became of a transaction of this name. A server that crashed gives numbers that had not reached the disk again: then
/// one that is not done was never ours, and one that is may be another's.
const LOOK: &str = "SELECT CASE
        WHEN life = extract(epoch FROM pg_postmaster_start_time())::text THEN pg_xact_status(number)
        WHEN number >= pg_snapshot_xmax(pg_current_snapshot()) THEN 'aborted'
        WHEN pg_xact_status(number) IN ('aborted', 'in progress') THEN 'aborted'
        ELSE 'unknown'
    END FROM (SELECT split_part($1, '@', 1)::xid8 AS number, split_part($1, '@', 2) AS life) AS transaction";

/// What became of a unit.
enum Outcome {
    /// It is written, and these are the rows it claimed.
    Done(Vec<PgRow>),
    Not(Failure),
    /// Nobody can say.
    Unknown(sqlx::Error),
}

impl Inner {
    /// Writes a unit.
    pub(crate) async fn write(&self, changes: &Changes) -> Result<()> {
        let begun = Instant::now();
        let mark = if matches!(self.mode, Mode::Prepared) { mark(changes) } else { None };
        let mut lost = None;
        if mark.is_some()
            && let Some(fused) = sql::fused(changes.as_slice(), &self.dialect)
        {
            let mut held = self.connections.take().await?;
            let outcome = self.mode.ask(&mut held.connection, &fused).await;
            self.connections.give_back(held, outcome.as_ref().err());
            match outcome {
                Ok(_) => return Ok(()),
                Err(error) if is_broken(&error) => lost = Some(error),
                // One by one, the changes say which of them cannot apply.
                Err(_) => {}
            }
        }
        let Err(error) = self.persist(changes, None, begun).await else { return Ok(()) };
        let (Some(source), Some(mark)) = (lost, mark) else { return Err(error) };
        match self.finds(mark).await {
            Ok(Some(true)) => Ok(()),
            Ok(Some(false)) => Err(error),
            Ok(None) | Err(_) => Err(unknown(source)),
        }
    }

    /// Writes a unit one statement per change, and then claims, in a transaction that is tried again while others are in
    /// its way.
    async fn persist(
        &self,
        changes: &Changes,
        claim: Option<&Statement<'_>>,
        begun: Instant,
    ) -> Result<Vec<PgRow>> {
        for attempt in 1.. {
            match self.one_by_one(changes, claim).await {
                Outcome::Done(rows) => return Ok(rows),
                Outcome::Unknown(error) => return Err(unknown(error)),
                Outcome::Not(Failure::Again(_)) if begun.elapsed() < self.options.patience => {
                    sleep(RETRY * attempt).await;
                }
                Outcome::Not(Failure::Again(error) | Failure::Failed(error)) => {
                    return Err(failed("commit", error));
                }
                Outcome::Not(Failure::Refused(error)) => return Err(error),
            }
        }
        unreachable!("the attempts do not end by themselves")
    }

    /// Writes a unit one statement per change, and then claims.
    async fn one_by_one(&self, changes: &Changes, claim: Option<&Statement<'_>>) -> Outcome {
        let mut held = match self.connections.take().await {
            Ok(held) => held,
            Err(error) => return Outcome::Not(error.into()),
        };
        let connection = &mut held.connection;
        let guard = if changes.len() > 1 { SAVEPOINT } else { "" };
        let begin = AssertSqlSafe(format!("BEGIN ISOLATION LEVEL READ COMMITTED; {guard}; {NAME}"));
        let answer = sqlx::raw_sql(begin).fetch_one(&mut *connection).await;
        let answer = answer.and_then(|row| row.try_get(0));
        let number: String = match answer {
            Ok(number) => number,
            Err(error) => {
                self.connections.give_back(held, Some(&error));
                return Outcome::Not(error.into());
            }
        };
        let mut work = async || {
            apply(connection, self.mode, &self.dialect, changes.as_slice()).await?;
            match claim {
                Some(claim) => Ok(self.mode.fetch(connection, claim).await?),
                None => Ok(Vec::new()),
            }
        };
        let applied: Result<Vec<PgRow>, Failure> = work().await;
        let end = run(&mut held.connection, if applied.is_ok() { "COMMIT" } else { "ROLLBACK" }).await;
        self.connections.give_back(held, end.as_ref().err());
        match (applied, end) {
            (Err(failure), _) => Outcome::Not(failure),
            (Ok(rows), Ok(())) => Outcome::Done(rows),
            (Ok(rows), Err(error)) if is_broken(&error) => {
                self.look(&number, mark(changes), rows, error).await
            }
            (Ok(_), Err(error)) => Outcome::Not(error.into()),
        }
    }

    /// What became of the transaction `number` that claimed `rows`, the reply to whose COMMIT was `lost`.
    async fn look(
        &self,
        number: &str,
        mark: Option<&Change>,
        rows: Vec<PgRow>,
        lost: sqlx::Error,
    ) -> Outcome {
        let begun = Instant::now();
        let number = Value::from(number);
        let statement =
            Statement { text: LOOK.to_owned(), values: vec![Parameter::One(Cow::Borrowed(&number))] };
        while begun.elapsed() < self.options.patience {
            let Ok(rows) = self.ask("look for a commit", Request::Again(&statement)).await else { break };
            let status = rows.first().and_then(|row| row.try_get::<Option<String>, _>(0).ok()).flatten();
            match status.as_deref() {
                Some("committed") => return Outcome::Done(rows),
                Some("aborted") => return Outcome::Not(Failure::Again(lost)),
                Some("in progress") => sleep(RETRY).await,
                _ => break,
            }
        }
        let Some(mark) = mark else { return Outcome::Unknown(lost) };
        match self.finds(mark).await {
            Ok(Some(true)) => Outcome::Done(rows),
            Ok(Some(false)) => Outcome::Not(Failure::Again(lost)),
            Ok(None) | Err(_) => Outcome::Unknown(lost),
        }
    }

    /// Whether the row that marks a unit is there; none when one with its id is, but is another.
    async fn finds(&self, mark: &Change) -> Result<Option<bool>> {
        let query = Query::on(mark.schema()).filter(Filter::eq("id", mark.id()));
        let found =
            self.ask("look for a commit", Request::Again(&sql::select(&query, &self.dialect))).await?;
        let found = decoded(query.schema, &found)?;
        let Some(found) = found.first() else { return Ok(Some(false)) };
        // The id of an event is made for it alone, and its number is given later.
        let is_it = matches!(mark, Change::Emit { .. }) || mark.row() == Some(found);
        Ok(is_it.then_some(true))
    }

    /// Writes a unit, then sets columns of the rows of a query, for this caller alone.
    pub(crate) async fn claim(
        &self,
        query: &Query,
        set: &[(&'static str, Value)],
        first: &Changes,
    ) -> Result<Vec<Row>> {
        let statement = sql::claim(query, set, &self.dialect)?;
        let rows = if first.is_empty() {
            self.ask("claim", Request::Once(&statement)).await?
        } else {
            self.persist(first, Some(&statement), Instant::now()).await?
        };
        decoded(query.schema, &rows)
    }
}

/// The change by which a unit can be told from every other: its first event, else its first new record.
fn mark(changes: &Changes) -> Option<&Change> {
    let event = changes.iter().find(|change| matches!(change, Change::Emit { .. }));
    let record = || changes.iter().find(|change| matches!(change, Change::Insert { .. }));
    event.or_else(record).filter(|mark| !mark.id().is_nil())
}

pub(crate) fn unknown(error: sqlx::Error) -> Error {
    Error::UnknownOutcome { what: "the commit".into(), source: Some(error.into()) }
}
