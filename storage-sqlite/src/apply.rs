//! The writing connection: units into transactions, and their changes within one.

use std::time::Duration;

use vmbay::{
    Result,
    storage::{
        Changes, Query, Row, Value,
        sql::{self, SQLITE, Steps},
    },
};

use crate::{
    connection::{Connection, Here, at_once},
    error::failed,
};

/// What one caller wants written, wholly or not at all: changes, then a claim if it is one.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) changes: Changes,
    pub(crate) claim: Option<Box<Claim>>,
}

/// The rows of a query, and what to set on them.
pub(crate) type Claim = (Query, Vec<(&'static str, Value)>);

/// What became of a unit: the rows it claimed, if it claimed any.
pub(crate) type Outcome = Result<Vec<Row>>;

/// The writing connection with the texts it has prepared.
#[derive(Debug)]
pub(crate) struct Pen {
    pub(crate) connection: Connection,
    steps: Steps,
    /// How long the connection waits for other processes.
    patience: Option<Duration>,
}

impl Pen {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection, steps: Steps::new(SQLITE), patience: None }
    }

    /// Sets how long the connection waits for other processes.
    pub(crate) fn wait_at_most(&mut self, patience: Duration) -> rusqlite::Result<()> {
        if self.patience != Some(patience) {
            self.connection.busy_timeout(patience)?;
            self.patience = Some(patience);
        }
        Ok(())
    }

    /// Writes the units in one transaction, each wholly or not at all, after waiting for other processes at most for
    /// `patience`. An error of the transaction is every unit's.
    pub(crate) fn write<'a>(
        &mut self,
        units: impl ExactSizeIterator<Item = &'a Unit>,
        patience: Duration,
    ) -> Result<Vec<Outcome>> {
        self.wait_at_most(patience)
            .and_then(|()| self.run("BEGIN IMMEDIATE"))
            .map_err(|error| failed("begin a transaction", error))?;
        let written = self.within_transaction(units);
        // Nothing succeeded, or the commit failed: a transaction left open would swallow the next.
        if !self.connection.is_autocommit() {
            self.run("ROLLBACK").map_err(|error| failed("roll back", error))?;
        }
        written
    }

    fn within_transaction<'a>(
        &mut self,
        units: impl ExactSizeIterator<Item = &'a Unit>,
    ) -> Result<Vec<Outcome>> {
        let failed = |error| failed("commit", error);
        let alone = units.len() == 1;
        let mut outcomes = Vec::with_capacity(units.len());
        for unit in units {
            if alone {
                outcomes.push(self.apply(unit));
                break;
            }
            self.run("SAVEPOINT unit").map_err(failed)?;
            let outcome = self.apply(unit);
            match outcome {
                // A full or failing disk ended the transaction itself.
                Err(error) if self.connection.is_autocommit() => return Err(error),
                Err(_) => self.run("ROLLBACK TO unit").map_err(failed)?,
                Ok(_) => {}
            }
            self.run("RELEASE unit").map_err(failed)?;
            outcomes.push(outcome);
        }
        if outcomes.iter().any(Result::is_ok) {
            self.run("COMMIT").map_err(failed)?;
        }
        Ok(outcomes)
    }

    fn apply(&mut self, unit: &Unit) -> Outcome {
        apply(&self.connection, &mut self.steps, &unit.changes)?;
        let Some((query, set)) = unit.claim.as_deref() else { return Ok(Vec::new()) };
        self.connection.rows(query.schema, &sql::claim(query, set, &SQLITE)?)
    }

    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute(()).map(drop)
    }
}

/// Applies every change, in order, up to the first that cannot; the caller then rolls back.
pub(crate) fn apply(connection: &rusqlite::Connection, steps: &mut Steps, changes: &Changes) -> Result<()> {
    at_once(sql::apply(&mut Here(connection), steps, changes.as_slice()))
        .map_err(|failure| failure.told::<Here<'_>>("write"))
}
