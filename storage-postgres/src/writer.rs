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

use sqlx::{Row as _, postgres::PgRow};
use tokio::time::sleep;
use vmbay::{
    Error, Result,
    event::Event,
    storage::{
        Change, Changes, Entity, Filter, Query, Row, Schema, Value,
        sql::{self, Statement},
    },
};

use crate::{
    Inner,
    apply::{Failure, apply},
    connection::{Mode, decode, run},
    error::{failed, is_broken, is_in_the_way},
};

/// How soon what another transaction prevented is tried again, the first time.
const RETRY: Duration = Duration::from_millis(2);

/// Begins a transaction, and names it by its number and by the life of the server it belongs to.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT pg_current_xact_id()::text || '@' || extract(epoch FROM pg_postmaster_start_time())::text";

/// What became of a transaction of this name. A server that crashed gives numbers that had not reached the disk again: then
/// one that is not done was never ours, and one that is may be another's.
const LOOK: &str = "SELECT CASE
        WHEN life = extract(epoch FROM pg_postmaster_start_time())::text THEN pg_xact_status(number)
        WHEN number >= pg_snapshot_xmax(pg_current_snapshot()) THEN 'aborted'
        WHEN pg_xact_status(number) IN ('aborted', 'in progress') THEN 'aborted'
        ELSE 'unknown'
    END FROM (SELECT split_part($1, '@', 1)::xid8 AS number, split_part($1, '@', 2) AS life) AS transaction";

/// The row by which a unit can be told from every other.
type Mark<'a> = (&'static Schema, &'a Row);

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
            && let Some(fused) = sql::fused(changes, &self.dialect)
        {
            let mut held = self.connections.take().await?;
            let outcome = self.mode.ask(&mut held, &fused).await;
            held.give_back(outcome.as_ref().err());
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
        let answer = sqlx::raw_sql(BEGIN).fetch_one(&mut *held).await.and_then(|row| row.try_get(0));
        let number: String = match answer {
            Ok(number) => number,
            Err(error) => {
                held.give_back(Some(&error));
                return Outcome::Not(error.into());
            }
        };
        let mut work = async || {
            apply(&mut held, self.mode, &self.dialect, changes).await?;
            match claim {
                Some(claim) => Ok(self.mode.fetch(&mut held, claim).await?),
                None => Ok(Vec::new()),
            }
        };
        let applied: Result<Vec<PgRow>, Failure> = work().await;
        let end = run(&mut held, if applied.is_ok() { "COMMIT" } else { "ROLLBACK" }).await;
        held.give_back(end.as_ref().err());
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
        mark: Option<Mark<'_>>,
        rows: Vec<PgRow>,
        lost: sqlx::Error,
    ) -> Outcome {
        let begun = Instant::now();
        let number = Value::from(number);
        let statement = Statement { text: LOOK.to_owned(), values: vec![Cow::Borrowed(&number)] };
        while begun.elapsed() < self.options.patience {
            let Ok(rows) = self.ask("look for a commit", &statement).await else { break };
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
    async fn finds(&self, (schema, row): Mark<'_>) -> Result<Option<bool>> {
        let query = Query::on(schema).filter(Filter::Eq("id".into(), row[0].clone()));
        let found = self.ask("look for a commit", &sql::select(&query, &self.dialect)).await?;
        let Some(found) = found.first() else { return Ok(Some(false)) };
        let found = decode(schema, found).map_err(|error| failed("look for a commit", error))?;
        // The id of an event is made for it alone, and its number is given later.
        Ok((schema.table == Event::SCHEMA.table || found == *row).then_some(true))
    }

    /// Writes a unit, then sets columns of the rows of a query, for this caller alone.
    pub(crate) async fn claim(
        &self,
        query: &Query,
        set: &[(&'static str, Value)],
        first: &Changes,
    ) -> Result<Vec<Row>> {
        let statement = sql::claim(query, set, &self.dialect)?;
        let begun = Instant::now();
        if !first.is_empty() {
            return decoded(query.schema, &self.persist(first, Some(&statement), begun).await?);
        }
        for attempt in 1.. {
            let mut held = self.connections.take().await?;
            let outcome = self.mode.ask(&mut held, &statement).await;
            held.give_back(outcome.as_ref().err());
            match outcome {
                Ok(rows) => return decoded(query.schema, &rows),
                Err(error) if is_broken(&error) => return Err(unknown(error)),
                Err(error) if is_in_the_way(&error) && begun.elapsed() < self.options.patience => {
                    sleep(RETRY * attempt).await;
                }
                Err(error) => return Err(failed("claim", error)),
            }
        }
        unreachable!("the attempts do not end by themselves")
    }
}

/// Rows as they are stored.
pub(crate) fn decoded(schema: &Schema, rows: &[PgRow]) -> Result<Vec<Row>> {
    let rows: sqlx::Result<_> = rows.iter().map(|row| decode(schema, row)).collect();
    rows.map_err(|error| failed("read", error))
}

/// The row by which a unit can be told from every other: that of its first event, else of its first new record.
fn mark(changes: &Changes) -> Option<Mark<'_>> {
    let event = changes.iter().find_map(|change| match change {
        Change::Emit { row } => Some((Event::SCHEMA, row)),
        _ => None,
    });
    let record = || {
        changes.iter().find_map(|change| match change {
            Change::Insert { schema, row } => Some((*schema, row)),
            _ => None,
        })
    };
    let found = event.or_else(record);
    found.filter(|(_, row)| matches!(row.first(), Some(Value::Uuid(_))))
}

fn unknown(error: sqlx::Error) -> Error {
    Error::UnknownOutcome { what: "the commit".into(), source: Some(error.into()) }
}
