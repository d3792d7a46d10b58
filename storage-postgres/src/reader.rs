//! Connections that are held open: taken for the length of one call, and never asked whether they still live.
//!
//! One that breaks takes the idle ones with it, since they most likely broke too; what was asked is asked again on a new
//! one where that is safe. One whose call was given up midway is closed, which ends its transaction on the server.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

use sqlx::{
    ConnectOptions, Connection as _, PgConnection, Row as _,
    postgres::{PgConnectOptions, PgRow},
};
use tokio::{
    sync::SemaphorePermit,
    time::{sleep, timeout},
};
use vmbay::{
    Error, Result,
    event::Event,
    storage::{Entity, Filter, Idle, Permits, PoolUse, Query, sql::Statement},
};

use crate::{
    Inner,
    connection::run,
    error::{failed, is_broken, is_in_the_way, is_temporary},
    options::PostgresOptions,
    writer::unknown,
};

/// The oldest server that has all we use, as it counts its versions.
const OLDEST: u32 = 13_00_00;
/// How soon a server that does not answer is asked again.
const RETRY: Duration = Duration::from_millis(50);

/// The open connections, and how to open more.
#[derive(Debug)]
pub(crate) struct Connections {
    target: PgConnectOptions,
    options: PostgresOptions,
    permits: Permits,
    idle: Idle<PgConnection>,
}

/// A connection on loan. Dropped, it is closed; only one that is known to be at rest is given back.
pub(crate) struct Held<'a> {
    pub(crate) connection: PgConnection,
    _permit: SemaphorePermit<'a>,
}

impl Connections {
    pub(crate) fn new(target: PgConnectOptions, options: PostgresOptions) -> Self {
        let permits = Permits::new(u32::try_from(options.connections).unwrap_or(u32::MAX));
        Self { target, permits, idle: Idle::new(options.idle), options }
    }

    /// A connection of one's own, waiting for a free one and for a server that restarts as long as is patient.
    pub(crate) async fn take(&self) -> Result<Held<'_>> {
        let begun = Instant::now();
        let permit = self.permits.take(self.options.patience).await?;
        loop {
            // Each time, as another call may have given one back.
            if let Some(connection) = self.idle.take()? {
                return Ok(Held { connection, _permit: permit });
            }
            match self.open().await {
                Ok(connection) => return Ok(Held { connection, _permit: permit }),
                Err(error) if is_temporary(&error) && begun.elapsed() < self.options.patience => {
                    sleep(RETRY).await;
                }
                Err(error) => return Err(failed("connect", error)),
            }
        }
    }

    /// Gives back a connection that is at rest, unless the error of its last statement says that it broke.
    pub(crate) fn give_back(&self, held: Held<'_>, error: Option<&sqlx::Error>) {
        match error {
            Some(error) if is_broken(error) => self.idle.clear(),
            _ => self.idle.give_back(held.connection),
        }
    }

    /// Opens the first connection, without patience, and looks whom it reached.
    pub(crate) async fn begin(&self) -> Result<()> {
        let connection = self.open().await.map_err(|error| failed("connect", error))?;
        match connection.server_version_num() {
            Some(version) if version < OLDEST => Err(Error::unavailable(
                format!("PostgreSQL {}", OLDEST / 10_000),
                format!("upgrade the server, which is at {}.{}", version / 10_000, version % 10_000),
            )),
            _ => {
                self.idle.give_back(connection);
                Ok(())
            }
        }
    }

    async fn open(&self) -> sqlx::Result<PgConnection> {
        let late = |_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
        timeout(self.options.connect_timeout, self.target.connect()).await.map_err(late)?
    }

    pub(crate) fn usage(&self) -> PoolUse {
        self.permits.usage()
    }

    /// Closes the connections: the idle ones now, those at work when they are given back.
    pub(crate) async fn close(&self) {
        self.permits.close();
        for connection in self.idle.close() {
            // Whether the server hears of it or not, it is over.
            let _ = connection.close().await;
        }
    }
}

/// What is asked in one trip.
#[derive(Clone, Copy)]
pub(crate) enum Request<'a> {
    /// A statement that may as well run twice.
    Again(&'a Statement<'a>),
    /// A statement that may not: when its reply is lost, nobody can say whether it ran.
    Once(&'a Statement<'a>),
    /// Statements that may as well run twice, among them those that begin and end a transaction.
    Script(&'a str),
}

impl Inner {
    /// The rows that a request returns.
    pub(crate) async fn ask(&self, what: &'static str, request: Request<'_>) -> Result<Vec<PgRow>> {
        let begun = Instant::now();
        loop {
            let mut held = self.connections.take().await?;
            let outcome = match request {
                Request::Again(statement) | Request::Once(statement) => {
                    self.mode.ask(&mut held.connection, statement).await
                }
                Request::Script(text) => run(&mut held.connection, text).await.map(|()| Vec::new()),
            };
            match (request, &outcome) {
                // It may still be within the transaction.
                (Request::Script(_), Err(error)) if !is_broken(error) => drop(held),
                _ => self.connections.give_back(held, outcome.as_ref().err()),
            }
            match (outcome, request) {
                (Err(error), Request::Once(_)) if is_broken(&error) => return Err(unknown(error)),
                (Err(error), _)
                    if (is_broken(&error) || is_in_the_way(&error))
                        && begun.elapsed() < self.options.patience =>
                {
                    sleep(RETRY).await;
                }
                (outcome, _) => return outcome.map_err(|error| failed(what, error)),
            }
        }
    }

    /// Gives committed events their numbers, if there are any without, and narrows a query of events to numbered ones.
    pub(crate) async fn numbered<'q>(&self, query: &'q Query) -> Result<Cow<'q, Query>> {
        if query.schema.table != Event::SCHEMA.table {
            return Ok(Cow::Borrowed(query));
        }
        let events = self.dialect.table(Event::SCHEMA.table);
        let text = format!("SELECT EXISTS (SELECT 1 FROM {events} WHERE sequence < 0)");
        let waiting = self.ask("read", Request::Again(&Statement { text, values: Vec::new() })).await?;
        if waiting.first().is_some_and(|row| row.try_get(0).unwrap_or(true)) {
            let numbers = self.dialect.table("event_numbers");
            // Each statement sees what was committed before it began: the second, all that the lock was waited for.
            let text = format!(
                "BEGIN ISOLATION LEVEL READ COMMITTED;
                SELECT pg_advisory_xact_lock(hashtextextended('vmbay numbers ' || $vmbay${events}$vmbay$, 0));
                WITH waiting AS MATERIALIZED (
                    SELECT sequence AS place FROM {events} WHERE sequence < 0 ORDER BY sequence DESC
                ), numbered AS MATERIALIZED (SELECT place, nextval($vmbay${numbers}$vmbay$) AS number FROM waiting)
                UPDATE {events} SET sequence = number FROM numbered WHERE sequence = place;
                COMMIT"
            );
            self.ask("number the events", Request::Script(&text)).await?;
        }
        Ok(Cow::Owned(query.clone().filter(Filter::gt("sequence", 0_i64))))
    }
}
