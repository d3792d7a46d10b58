//! Migrations: the library's own, and how a command runs on a connection.

use async_trait::async_trait;
use futures::FutureExt as _;
use vmbay::{
    Result,
    storage::{
        Component, ComponentStatus, MigrateCommand, Row, Schema, migration,
        sql::{self, SQLITE, Session, Statement},
    },
};

use crate::{connection::Connection, error::failed};

/// The library's own tables.
pub const VMBAY: Component = Component {
    name: migration::VMBAY,
    scripts: &[(
        "sqlite",
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

pub(crate) fn migrate(
    connection: &mut Connection,
    components: &[Component],
    command: MigrateCommand,
) -> Result<Vec<ComponentStatus>> {
    // Taken at once: of processes that start together the others wait here, and then find the work done.
    let begin = if command == MigrateCommand::Status { "BEGIN" } else { "BEGIN IMMEDIATE" };
    let work = sql::migrate(connection, &SQLITE, begin, (VMBAY, components), command);
    work.now_or_never().expect("SQLite answers on this thread")
}

#[async_trait]
impl Session for Connection {
    async fn run(&mut self, text: &str) -> Result<()> {
        self.execute_batch(text).map_err(|error| failed("migrate", error))
    }

    async fn rows(&mut self, schema: &'static Schema, statement: Statement<'_>) -> Result<Vec<Row>> {
        Connection::rows(self, schema, &statement)
    }
}
