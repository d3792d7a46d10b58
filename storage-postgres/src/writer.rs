//! Units, written through [`vmbay::storage::sql::write`]: how PostgreSQL names a transaction and tells what became of it.

use std::{borrow::Cow, time::Instant};

use sqlx::{AssertSqlSafe, Row as _};
use vmbay::{
    Result,
    storage::{
        Column, Kind, Query, Row, Schema, Value,
        sql::{self, Dialect, Fate, Parameter, Server, Statement},
    },
};

use crate::{
    Inner,
    connection::{Link, Mode},
    reader::{Held, Request},
};

/// Names a transaction by its number and by the life of the server it belongs to.
const NAME: &str =
    "SELECT pg_current_xact_id()::text || '@' || extract(epoch FROM pg_postmaster_start_time())::text";

/// What became of a transaction of this name. A server that crashed gives numbers that had not reached the disk again: then
/// one that is not done was never ours, and one that is may be another's.
const LOOK: &str = "SELECT CASE
        WHEN life = extract(epoch FROM pg_postmaster_start_time())::text THEN pg_xact_status(number)
        WHEN number >= pg_snapshot_xmax(pg_current_snapshot()) THEN 'aborted'
        WHEN pg_xact_status(number) IN ('aborted', 'in progress') THEN 'aborted'
    END FROM (SELECT split_part($1, '@', 1)::xid8 AS number, split_part($1, '@', 2) AS life) AS transaction";

/// What [`LOOK`] returns.
const FATE: &Schema = &Schema {
    kind: "transaction",
    table: "transaction",
    columns: &[Column { name: "fate", kind: Kind::Text, nullable: true }],
    indexes: &[],
    references: &[],
};

impl Server for Inner {
    type Session = Link<Held>;

    fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    fn fuses(&self) -> bool {
        matches!(self.mode, Mode::Prepared)
    }

    fn is_patient(&self, begun: Instant) -> bool {
        begun.elapsed() < self.options.patience
    }

    async fn take(&self) -> Result<Link<Held>> {
        Ok(Link { connection: self.connections.take().await?, mode: self.mode })
    }

    fn give_back(&self, session: Link<Held>, error: Option<&sqlx::Error>) {
        self.connections.give_back(session.connection, error);
    }

    async fn begin(&self, session: &mut Link<Held>, first: &str) -> sqlx::Result<String> {
        let begin = AssertSqlSafe(format!("BEGIN ISOLATION LEVEL READ COMMITTED; {first}; {NAME}"));
        sqlx::raw_sql(begin).fetch_one(&mut *session.connection).await?.try_get(0)
    }

    async fn fate(&self, name: &str) -> Result<Fate> {
        let values = vec![Parameter::One(Cow::Owned(Value::from(name)))];
        let statement = Statement { text: LOOK.to_owned(), values };
        let rows = self.ask("look for a commit", Request::Again(FATE, &statement)).await?;
        let status = match rows.first().map(Vec::as_slice) {
            Some([Value::Text(status)]) => status,
            _ => "",
        };
        Ok(match status {
            "committed" => Fate::Committed,
            "aborted" => Fate::Aborted,
            "in progress" => Fate::InProgress,
            _ => Fate::Unknown,
        })
    }

    async fn find(&self, query: &Query) -> Result<Vec<Row>> {
        let statement = sql::select(query, &self.dialect);
        self.ask("look for a commit", Request::Again(query.schema, &statement)).await
    }
}
