//! Migrations: the library's own, and how a command runs on a connection.

use async_trait::async_trait;
use sqlx::PgConnection;
use vmbay::{
    Result,
    storage::{
        Component, ComponentStatus, MigrateCommand, Row, Schema, migration,
        sql::{self, POSTGRES, Session, Statement},
    },
};

use crate::{
    connection::{Mode, decoded, run},
    error::failed,
};

/// The library's own tables.
pub const VMBAY: Component = Component {
    name: migration::VMBAY,
    scripts: &[(
        "postgres",
        &[
            vmbay::migration!("../migrations", "0001_spine"),
            vmbay::migration!("../migrations", "0002_named_leases"),
            vmbay::migration!("../migrations", "0003_consumers"),
            vmbay::migration!("../migrations", "0004_operation_leases"),
            vmbay::migration!("../migrations", "0005_jobs"),
            vmbay::migration!("../migrations", "0006_schedules"),
        ],
    )],
};

/// Migrates the tables in `schema`.
///
/// The lock is the transaction's, so that it works through a pooler too: of processes that start together the others wait
/// for it, and then find the work done. So is the search path. What is there already is not asked to be created, since
/// that takes rights that a program without migrations to run need not have.
pub(crate) async fn migrate(
    connection: &mut PgConnection,
    schema: &str,
    components: &[Component],
    command: MigrateCommand,
) -> Result<Vec<ComponentStatus>> {
    let quoted = format!("\"{}\"", schema.replace('"', "\"\""));
    let literal = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let lock = literal(&format!("vmbay migrates {schema}"));
    let unless = format!(
        "BEGIN IF to_regnamespace({}) IS NULL THEN CREATE SCHEMA {quoted}; END IF; END",
        literal(&quoted)
    );
    let make = match command {
        MigrateCommand::Status => String::new(),
        _ => format!("DO {}", literal(&unless)),
    };
    let begin = format!(
        "BEGIN ISOLATION LEVEL READ COMMITTED;
        SELECT pg_advisory_xact_lock(hashtextextended({lock}, 0));
        SET LOCAL search_path TO {quoted};
        {make}"
    );
    let own = (VMBAY, components);
    sql::migrate(&mut OnConnection(connection), &POSTGRES, &begin, own, command).await
}

struct OnConnection<'a>(&'a mut PgConnection);

#[async_trait]
impl Session for OnConnection<'_> {
    async fn run(&mut self, text: &str) -> Result<()> {
        run(self.0, text).await.map_err(|error| failed("migrate", error))
    }

    async fn rows(&mut self, schema: &'static Schema, statement: Statement<'_>) -> Result<Vec<Row>> {
        let rows = Mode::Once.fetch(self.0, &statement).await;
        decoded(schema, &rows.map_err(|error| failed("migrate", error))?)
    }
}
