//! Connections that are held open: taken for the length of one call, and never asked whether they still live.
//!
//! One that breaks takes the idle ones with it, since they most likely broke too; what was asked is asked again on a new
//! one where that is safe. One whose call was given up midway is closed, which ends its transaction on the server.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

use sqlx::{ConnectOptions, Connection as _, PgConnection, postgres::PgConnectOptions};
use tokio::time::{sleep, timeout};
use vmbay::{
    Error, Result,
    storage::{
        Lent, Pool, PoolUse, Query, Row, Schema,
        sql::{self, Server as _, Session as _, Statement, number},
    },
};

use crate::{
    Inner,
    error::{failed, is_broken, is_in_the_way, is_temporary},
    options::PostgresOptions,
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
    pool: Pool<PgConnection>,
}

pub(crate) type Held = Lent<PgConnection>;

impl Connections {
    pub(crate) fn new(target: PgConnectOptions, options: PostgresOptions) -> Self {
        Self { target, pool: Pool::new(options.connections, options.idle), options }
    }

    /// A connection of one's own, waiting for a free one and for a server that restarts as long as is patient.
    pub(crate) async fn take(&self) -> Result<Held> {
        let open = async |patient| match self.open().await {
            Err(error) if patient && is_temporary(&error) => Ok(None),
            opened => opened.map(Some).map_err(|error| failed("connect", error)),
        };
        self.pool.take(self.options.patience, open).await
    }

    /// Gives back a connection that is at rest, unless the error of its last statement says that it broke.
    pub(crate) fn give_back(&self, held: Held, error: Option<&sqlx::Error>) {
        self.pool.give_back(held, error.is_some_and(is_broken));
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
                self.pool.keep(connection);
                Ok(())
            }
        }
    }

    async fn open(&self) -> sqlx::Result<PgConnection> {
        let late = |_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
        timeout(self.options.connect_timeout, self.target.connect()).await.map_err(late)?
    }

    pub(crate) fn usage(&self) -> PoolUse {
        self.pool.usage()
    }

    /// Closes the connections: the idle ones now, those at work when they are given back.
    pub(crate) async fn close(&self) {
        for connection in self.pool.close() {
            // Whether the server hears of it or not, it is over.
            let _ = connection.close().await;
        }
    }
}

/// What is asked in one trip.
#[derive(Clone, Copy)]
pub(crate) enum Request<'a> {
    /// A statement that may as well run twice, and what it returns rows of.
    Again(&'static Schema, &'a Statement<'a>),
    /// A statement that may not: when its reply is lost, nobody can say whether it ran.
    Once(&'static Schema, &'a Statement<'a>),
    /// Statements that may as well run twice, among them those that begin and end a transaction.
    Script(&'a str),
}

impl Inner {
    /// The rows that a request returns.
    pub(crate) async fn ask(&self, what: &'static str, request: Request<'_>) -> Result<Vec<Row>> {
        let begun = Instant::now();
        loop {
            let mut session = self.take().await?;
            let outcome = match request {
                Request::Again(schema, statement) | Request::Once(schema, statement) => {
                    session.ask(schema, statement).await
                }
                Request::Script(text) => session.run(text).await.map(|()| Vec::new()),
            };
            match (request, &outcome) {
                // It may still be within the transaction.
                (Request::Script(_), Err(error)) if !is_broken(error) => drop(session),
                _ => self.give_back(session, outcome.as_ref().err()),
            }
            match (outcome, request) {
                (Err(error), Request::Once(..)) if is_broken(&error) => return Err(sql::unknown(error)),
                (Err(error), _) if (is_broken(&error) || is_in_the_way(&error)) && self.is_patient(begun) => {
                    sleep(RETRY).await;
                }
                (outcome, _) => return outcome.map_err(|error| failed(what, error)),
            }
        }
    }

    /// Gives committed events their numbers, if there are any without, and narrows a query of events to numbered ones.
    pub(crate) async fn numbered<'q>(&self, query: &'q Query) -> Result<Cow<'q, Query>> {
        let Some(narrowed) = number::numbered(query) else { return Ok(Cow::Borrowed(query)) };
        let unnumbered = number::unnumbered(&self.dialect);
        if !self.ask("read", Request::Again(sql::NUMBER, &unnumbered)).await?.is_empty() {
            self.ask("number the events", Request::Script(&number::give_numbers(&self.dialect))).await?;
        }
        Ok(Cow::Owned(narrowed))
    }
}
