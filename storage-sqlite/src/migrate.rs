//! Migrations: everything a command runs is one transaction, so that it is done by one process and wholly.

use rusqlite::{OptionalExtension, TransactionBehavior};
use vmbay::{
    Result,
    storage::{
        AppliedMigration, Component, ComponentStatus, MigrateCommand, Migration,
        migration::{self, compare, plan, with_own},
    },
};

use crate::{connection::Connection, error::failed};

/// The library's own tables.
pub const VMBAY: Component = Component {
    name: migration::VMBAY,
    scripts: &[(
        "sqlite",
        &[
            Migration {
                number: 1,
                name: "spine",
                up: include_str!("../migrations/0001_spine.up.sql"),
                down: include_str!("../migrations/0001_spine.down.sql"),
            },
            Migration {
                number: 2,
                name: "named_leases",
                up: include_str!("../migrations/0002_named_leases.up.sql"),
                down: include_str!("../migrations/0002_named_leases.down.sql"),
            },
            Migration {
                number: 3,
                name: "consumers",
                up: include_str!("../migrations/0003_consumers.up.sql"),
                down: include_str!("../migrations/0003_consumers.down.sql"),
            },
            Migration {
                number: 4,
                name: "operation_leases",
                up: include_str!("../migrations/0004_operation_leases.up.sql"),
                down: include_str!("../migrations/0004_operation_leases.down.sql"),
            },
            Migration {
                number: 5,
                name: "jobs",
                up: include_str!("../migrations/0005_jobs.up.sql"),
                down: include_str!("../migrations/0005_jobs.down.sql"),
            },
        ],
    )],
};

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS vmbay_migrations (
    component TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (component, number)
) STRICT";

pub(crate) fn migrate(
    connection: &mut Connection,
    components: &[Component],
    command: MigrateCommand,
) -> Result<Vec<ComponentStatus>> {
    let components = with_own(VMBAY, components, command)?;
    let run = |error| failed("migrate", error);
    if command != MigrateCommand::Status {
        // Taken at once: of processes that start together the others wait here, and then find the work done.
        let transaction =
            connection.raw().transaction_with_behavior(TransactionBehavior::Immediate).map_err(run)?;
        transaction.execute_batch(LEDGER).map_err(run)?;
        let mut plans = Vec::with_capacity(components.len());
        for component in &components {
            let applied = applied(&transaction, component.name)?;
            plans.push(plan(component.name, component.for_adapter("sqlite")?, &applied, command)?);
        }
        for (component, migrations) in components.iter().zip(plans) {
            for migration in migrations {
                step(&transaction, component, migration, command).map_err(run)?;
            }
        }
        transaction.commit().map_err(run)?;
    }
    components
        .iter()
        .map(|component| {
            let applied = applied(connection, component.name)?;
            let state = compare(component.for_adapter("sqlite")?, &applied);
            Ok(ComponentStatus { component: component.name, state, applied })
        })
        .collect()
}

fn step(
    connection: &rusqlite::Connection,
    component: &Component,
    migration: &Migration,
    command: MigrateCommand,
) -> rusqlite::Result<()> {
    if matches!(command, MigrateCommand::Rollback { .. }) {
        connection.execute_batch(migration.down)?;
        let forget = "DELETE FROM vmbay_migrations WHERE component = ?1 AND number = ?2";
        connection.execute(forget, (component.name, migration.number))?;
    } else {
        connection.execute_batch(migration.up)?;
        let note = "INSERT INTO vmbay_migrations (component, number, name, checksum) VALUES (?1, ?2, ?3, ?4)";
        connection.execute(note, (component.name, migration.number, migration.name, migration.checksum()))?;
    }
    Ok(())
}

fn applied(connection: &rusqlite::Connection, component: &str) -> Result<Vec<AppliedMigration>> {
    let read = || {
        let ledger = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'vmbay_migrations'";
        if connection.query_row(ledger, (), |_| Ok(())).optional()?.is_none() {
            return Ok(Vec::new());
        }
        let lines =
            "SELECT number, name, checksum FROM vmbay_migrations WHERE component = ?1 ORDER BY number";
        let mut lines = connection.prepare(lines)?;
        let lines = lines.query_map([component], |row| {
            Ok(AppliedMigration { number: row.get(0)?, name: row.get(1)?, checksum: row.get(2)? })
        })?;
        lines.collect()
    };
    read().map_err(|error| failed("read the migrations", error))
}
