//! Migrations: everything a command runs is one transaction, so that it is done by one process and wholly.

use sqlx::{AssertSqlSafe, PgConnection, Row as _};
use vmbay::{
    Result,
    storage::{
        AppliedMigration, Component, ComponentStatus, MigrateCommand, Migration,
        migration::{self, compare, plan, with_own},
    },
};

use crate::{connection::run, error::failed};

/// The library's own tables.
pub const VMBAY: Component = Component {
    name: migration::VMBAY,
    scripts: &[(
        "postgres",
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

const LEDGER: &str = "CREATE TABLE vmbay_migrations (
    component TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (component, number)
)";

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
    let components = with_own(VMBAY, components, command)?;
    let quoted = format!("\"{}\"", schema.replace('"', "\"\""));
    let work = async {
        begin(connection, schema, &quoted).await.map_err(|error| failed("migrate", error))?;
        if command != MigrateCommand::Status {
            advance(connection, &quoted, &components, command).await?;
        }
        let mut statuses = Vec::with_capacity(components.len());
        for component in &components {
            let applied = applied(connection, component.name).await?;
            let state = compare(component.for_adapter("postgres")?, &applied);
            statuses.push(ComponentStatus { component: component.name, state, applied });
        }
        run(connection, "COMMIT").await.map_err(|error| failed("migrate", error))?;
        Ok(statuses)
    };
    let done = work.await;
    if done.is_err() {
        // A connection that broke has rolled back already.
        let _ = run(connection, "ROLLBACK").await;
    }
    done
}

async fn begin(connection: &mut PgConnection, schema: &str, quoted: &str) -> sqlx::Result<()> {
    run(connection, &format!("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL search_path TO {quoted}"))
        .await?;
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('vmbay migrates ' || $1, 0))";
    sqlx::query(lock).bind(schema).persistent(false).execute(connection).await.map(drop)
}

async fn advance(
    connection: &mut PgConnection,
    quoted: &str,
    components: &[Component],
    command: MigrateCommand,
) -> Result<()> {
    let failed = |error| failed("migrate", error);
    if !is_there(connection, "to_regnamespace", quoted).await.map_err(failed)? {
        run(connection, &format!("CREATE SCHEMA {quoted}")).await.map_err(failed)?;
    }
    if !is_there(connection, "to_regclass", "vmbay_migrations").await.map_err(failed)? {
        run(connection, LEDGER).await.map_err(failed)?;
    }
    let mut plans = Vec::with_capacity(components.len());
    for component in components {
        let applied = applied(connection, component.name).await?;
        plans.push(plan(component.name, component.for_adapter("postgres")?, &applied, command)?);
    }
    for (component, migrations) in components.iter().zip(plans) {
        for migration in migrations {
            step(connection, component, migration, command).await.map_err(failed)?;
        }
    }
    Ok(())
}

async fn step(
    connection: &mut PgConnection,
    component: &Component,
    migration: &Migration,
    command: MigrateCommand,
) -> sqlx::Result<()> {
    let note = if matches!(command, MigrateCommand::Rollback { .. }) {
        run(connection, migration.down).await?;
        "DELETE FROM vmbay_migrations WHERE component = $1 AND number = $2 AND name = $3 AND checksum = $4"
    } else {
        run(connection, migration.up).await?;
        "INSERT INTO vmbay_migrations (component, number, name, checksum) VALUES ($1, $2, $3, $4)"
    };
    let note = sqlx::query(note).bind(component.name).bind(i64::from(migration.number));
    note.bind(migration.name).bind(migration.checksum()).persistent(false).execute(connection).await.map(drop)
}

/// Whether a function that finds something by its name finds it.
async fn is_there(connection: &mut PgConnection, find: &str, name: &str) -> sqlx::Result<bool> {
    let text = format!("SELECT {find}($1) IS NOT NULL");
    let asked = sqlx::query(AssertSqlSafe(text)).bind(name).persistent(false);
    asked.fetch_one(connection).await?.try_get(0)
}

async fn applied(connection: &mut PgConnection, component: &str) -> Result<Vec<AppliedMigration>> {
    let read = async {
        if !is_there(connection, "to_regclass", "vmbay_migrations").await? {
            return Ok(Vec::new());
        }
        let lines =
            "SELECT number, name, checksum FROM vmbay_migrations WHERE component = $1 ORDER BY number";
        let lines = sqlx::query(lines).bind(component).persistent(false).fetch_all(connection).await?;
        let line = |row: &sqlx::postgres::PgRow| {
            let number: i64 = row.try_get(0)?;
            let number = u32::try_from(number).map_err(|error| sqlx::Error::Decode(error.into()))?;
            Ok(AppliedMigration { number, name: row.try_get(1)?, checksum: row.try_get(2)? })
        };
        lines.iter().map(line).collect()
    };
    read.await.map_err(|error| failed("read the migrations", error))
}
