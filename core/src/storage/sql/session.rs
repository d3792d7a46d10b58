//! What an SQL adapter gives, so that units and migrations run on its database.

use std::{error::Error as StdError, time::Instant};

use super::{Dialect, Parameter, Refusal, Statement};
use crate::{
    error::{Error, Result},
    storage::{Query, Row, Schema},
};

/// One connection to a database. A driver that answers on the caller's thread has futures that are ready at once.
#[expect(async_fn_in_trait, reason = "whether its futures may move between threads is the adapter's affair")]
pub trait Session {
    /// The error of its driver.
    type Error: StdError + Send + Sync + 'static;

    /// Runs statements that have no parameters.
    async fn run(&mut self, text: &str) -> Result<(), Self::Error>;

    /// Runs one statement, and says how many rows it touched or found.
    async fn execute(&mut self, text: &str, values: &[Parameter<'_>]) -> Result<u64, Self::Error>;

    /// The rows that one statement returns, of the columns of `schema`.
    async fn rows(
        &mut self,
        schema: &'static Schema,
        statement: &Statement<'_>,
    ) -> Result<Vec<Row>, Self::Error>;

    /// Whether the connection is of no more use. Then nobody knows whether the statement ran.
    fn is_broken(error: &Self::Error) -> bool;

    /// Whether another transaction was in the way. Then nothing is done, and the same again may succeed.
    fn is_in_the_way(error: &Self::Error) -> bool;

    /// Why a change of a row of `schema` was refused, if it was for what it is.
    fn refusal(error: &Self::Error, schema: &'static Schema) -> Option<Refusal>;

    /// The library's error for one of a call that was to do `what`, such as `read`.
    fn failed(what: &'static str, error: Self::Error) -> Error;
}

/// A database that is reached through connections which may break, so that a reply can be lost.
#[expect(async_fn_in_trait, reason = "whether its futures may move between threads is the adapter's affair")]
pub trait Server {
    /// A connection on loan. Dropped, it is closed, which ends its transaction.
    type Session: Session;

    /// How it writes SQL.
    fn dialect(&self) -> &Dialect;

    /// Whether a whole unit goes best as one statement, in one trip.
    fn fuses(&self) -> bool;

    /// Whether a call that began at this moment may try again.
    fn is_patient(&self, begun: Instant) -> bool;

    /// A connection of one's own.
    async fn take(&self) -> Result<Self::Session>;

    /// Gives back a connection that is at rest, with the error of its last statement if that failed.
    fn give_back(&self, session: Self::Session, error: Option<&<Self::Session as Session>::Error>);

    /// Begins a transaction, after `first`, which is a statement without parameters or none, and returns its name.
    async fn begin(
        &self,
        session: &mut Self::Session,
        first: &str,
    ) -> Result<String, <Self::Session as Session>::Error>;

    /// What became of a transaction.
    async fn fate(&self, name: &str) -> Result<Fate>;

    /// The rows of a query, asked on any connection.
    async fn find(&self, query: &Query) -> Result<Vec<Row>>;
}

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is written.
    Committed,
    /// It left nothing.
    Aborted,
    /// It goes on.
    InProgress,
    /// Nobody can say.
    Unknown,
}
