//! The ledger of migrations in an SQL database, and how a command changes it.

use std::borrow::Cow;

use super::{Parameter, Session, Statement, dialect::Dialect};
use crate::{
    error::{Error, Result},
    storage::{
        AppliedMigration, Column, Component, ComponentStatus, Kind, MigrateCommand, Migration, Row, Schema,
        Value,
        migration::{compare, plan, with_own},
    },
};

/// A line of the ledger.
const LEDGER: &Schema = &Schema {
    kind: "migration",
    table: "vmbay_migrations",
    columns: &[
        COMPONENT,
        column("number", Kind::Int),
        column("name", Kind::Text),
        column("checksum", Kind::Text),
    ],
    indexes: &[],
    references: &[],
};
const COMPONENT: Column = column("component", Kind::Text);
/// Something that is named.
const NAME: &Schema = &Schema { columns: &[column("name", Kind::Text)], ..*LEDGER };

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, nullable: false }
}

/// Runs a command in one transaction, so that it is done by one process and wholly; others who run one wait.
///
/// # Errors
/// As [`Storage::migrate`](crate::storage::Storage::migrate).
pub async fn migrate<S: Session>(
    session: &mut S,
    dialect: &Dialect,
    (own, others): (Component, &[Component]),
    command: MigrateCommand,
) -> Result<Vec<ComponentStatus>> {
    let components = with_own(own, others, command)?;
    session.run(&dialect.begin(command != MigrateCommand::Status)).await.map_err(failed::<S>)?;
    let done = within(session, dialect, &components, command).await;
    let end = session.run(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).await.map_err(failed::<S>);
    done.and_then(|statuses| end.map(|()| statuses))
}

async fn within<S: Session>(
    session: &mut S,
    dialect: &Dialect,
    components: &[Component],
    command: MigrateCommand,
) -> Result<Vec<ComponentStatus>> {
    if command != MigrateCommand::Status {
        // What is there is not asked to be created: that takes rights which a program need not have.
        if !has_ledger(session, dialect).await? {
            session.run(&ledger(dialect)).await.map_err(failed::<S>)?;
        }
        let mut plans = Vec::with_capacity(components.len());
        for component in components {
            let applied = applied(session, dialect, component.name).await?;
            plans.push(plan(component.name, component.for_adapter(dialect.name)?, &applied, command)?);
        }
        for (component, migrations) in components.iter().zip(plans) {
            for migration in migrations {
                step(session, dialect, component, migration, command).await?;
            }
        }
    }
    let mut statuses = Vec::with_capacity(components.len());
    for component in components {
        let applied = applied(session, dialect, component.name).await?;
        let state = compare(component.for_adapter(dialect.name)?, &applied);
        statuses.push(ComponentStatus { component: component.name, state, applied });
    }
    Ok(statuses)
}

async fn step<S: Session>(
    session: &mut S,
    dialect: &Dialect,
    component: &Component,
    migration: &Migration,
    command: MigrateCommand,
) -> Result<()> {
    let back = matches!(command, MigrateCommand::Rollback { .. });
    session.run(if back { migration.down } else { migration.up }).await.map_err(failed::<S>)?;
    let checksum = migration.checksum();
    let (table, parameter) = (LEDGER.table, |number| dialect.named(number));
    let columns = LEDGER.columns.iter().zip(1..);
    let note = if back {
        let equal: Vec<_> =
            columns.map(|(column, at)| format!("{} = {}", column.name, parameter(at))).collect();
        format!("DELETE FROM {table} WHERE {}", equal.join(" AND "))
    } else {
        let (names, places): (Vec<_>, Vec<_>) =
            columns.map(|(column, at)| (column.name, parameter(at))).unzip();
        format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "))
    };
    let number = Value::Int(migration.number.into());
    let values = [component.name.into(), number, migration.name.into(), checksum.into()];
    session.rows(LEDGER, &statement(note, values)).await.map(drop).map_err(failed::<S>)
}

async fn has_ledger<S: Session>(session: &mut S, dialect: &Dialect) -> Result<bool> {
    let asked = statement(dialect.find_table.to_owned(), [LEDGER.table.into()]);
    let found = session.rows(NAME, &asked).await.map_err(failed::<S>)?;
    Ok(!found.is_empty())
}

async fn applied<S: Session>(
    session: &mut S,
    dialect: &Dialect,
    component: &'static str,
) -> Result<Vec<AppliedMigration>> {
    if !has_ledger(session, dialect).await? {
        return Ok(Vec::new());
    }
    let names: Vec<_> = LEDGER.columns.iter().map(|column| column.name).collect();
    let text = format!(
        "SELECT {} FROM {} WHERE component = {} ORDER BY number",
        names.join(", "),
        LEDGER.table,
        dialect.named(1)
    );
    let line = |row: Row| match <[Value; 4]>::try_from(row) {
        Ok([_, Value::Int(number), Value::Text(name), Value::Text(checksum)]) => {
            let number =
                u32::try_from(number).map_err(|error| Error::corrupt("a migration", error.to_string()))?;
            Ok(AppliedMigration { number, name, checksum })
        }
        _ => Err(Error::corrupt("a migration", "its line in the ledger is none")),
    };
    let lines = session.rows(LEDGER, &statement(text, [component.into()])).await;
    lines.map_err(failed::<S>)?.into_iter().map(line).collect()
}

/// Creates the ledger.
fn ledger(dialect: &Dialect) -> String {
    let columns = LEDGER.columns.iter();
    let columns: Vec<_> = columns
        .map(|column| format!("{} {} NOT NULL", column.name, dialect.column_type(column.kind)))
        .collect();
    let (table, columns) = (LEDGER.table, columns.join(", "));
    format!("CREATE TABLE {table} ({columns}, PRIMARY KEY (component, number)){}", dialect.table_options)
}

fn failed<S: Session>(error: S::Error) -> Error {
    S::failed("migrate", error)
}

fn statement<const N: usize>(text: String, values: [Value; N]) -> Statement<'static> {
    Statement { text, values: values.map(|value| Parameter::One(Cow::Owned(value))).into() }
}
