//! The ledger of migrations in an SQL database, and how a command changes it.

use std::borrow::Cow;

use async_trait::async_trait;

use super::{Parameter, Statement, dialect::Dialect};
use crate::{
    error::{Error, Result},
    storage::{
        AppliedMigration, Column, Component, ComponentStatus, Kind, MigrateCommand, Migration, Row, Schema,
        Value,
        migration::{compare, plan, with_own},
    },
};

/// What runs the statements of a command: one connection.
#[async_trait]
pub trait Session: Send {
    /// Runs statements that have no parameters.
    async fn run(&mut self, text: &str) -> Result<()>;

    /// The rows that one statement returns, of the columns of `schema`.
    async fn rows(&mut self, schema: &'static Schema, statement: Statement<'_>) -> Result<Vec<Row>>;
}

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

/// Runs a command in one transaction, so that it is done by one process and wholly. `begin` begins it, and makes others
/// who run one wait.
///
/// # Errors
/// As [`Storage::migrate`](crate::storage::Storage::migrate).
pub async fn migrate(
    session: &mut dyn Session,
    dialect: &Dialect,
    begin: &str,
    (own, others): (Component, &[Component]),
    command: MigrateCommand,
) -> Result<Vec<ComponentStatus>> {
    let components = with_own(own, others, command)?;
    session.run(begin).await?;
    let done = within(session, dialect, &components, command).await;
    let end = session.run(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).await;
    done.and_then(|statuses| end.map(|()| statuses))
}

async fn within(
    session: &mut dyn Session,
    dialect: &Dialect,
    components: &[Component],
    command: MigrateCommand,
) -> Result<Vec<ComponentStatus>> {
    if command != MigrateCommand::Status {
        // What is there is not asked to be created: that takes rights which a program need not have.
        if !has_ledger(session, dialect).await? {
            session.run(&ledger(dialect)).await?;
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

async fn step(
    session: &mut dyn Session,
    dialect: &Dialect,
    component: &Component,
    migration: &Migration,
    command: MigrateCommand,
) -> Result<()> {
    let back = matches!(command, MigrateCommand::Rollback { .. });
    session.run(if back { migration.down } else { migration.up }).await?;
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
    session.rows(LEDGER, statement(note, values)).await.map(drop)
}

async fn has_ledger(session: &mut dyn Session, dialect: &Dialect) -> Result<bool> {
    let found = session.rows(NAME, statement(dialect.find_table.to_owned(), [LEDGER.table.into()])).await?;
    Ok(!found.is_empty())
}

async fn applied(
    session: &mut dyn Session,
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
    session.rows(LEDGER, statement(text, [component.into()])).await?.into_iter().map(line).collect()
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

fn statement<const N: usize>(text: String, values: [Value; N]) -> Statement<'static> {
    Statement { text, values: values.map(|value| Parameter::One(Cow::Owned(value))).into() }
}
