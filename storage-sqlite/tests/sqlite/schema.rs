//! The migrated tables are what the entities say.

use rusqlite::Connection;
use vmbay::storage::{
    Migration, Schema,
    sql::{SQLITE, create_table},
};
use vmbay_storage_sqlite::VMBAY;

fn migrations() -> &'static [Migration] {
    VMBAY.for_adapter("sqlite").unwrap()
}

/// Every definition in the database, in the order of its names; white space, which a column that was added later has not, aside.
fn definitions(connection: &Connection) -> Vec<(String, String)> {
    let query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut statement = connection.prepare(query).unwrap();
    let bare = |sql: String| sql.split_whitespace().collect();
    let rows = statement.query_map((), |row| Ok((row.get(0)?, bare(row.get(1)?)))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn created(scripts: impl IntoIterator<Item = impl AsRef<str>>) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    for script in scripts {
        connection.execute_batch(script.as_ref()).unwrap();
    }
    connection
}

#[test]
fn the_migrations_make_the_tables_of_the_entities() {
    let tables = vmbay::entities().map(|schema: &Schema| create_table(schema, &SQLITE));
    let wanted = definitions(&created(tables));
    let migrated = definitions(&created(migrations().iter().map(|migration| migration.up)));
    assert_eq!(migrated, wanted, "add a migration");
}

#[test]
fn the_checked_in_schema_is_the_sum_of_the_migrations() {
    let schema = definitions(&created([include_str!("../../schema.sql")]));
    assert_eq!(schema, definitions(&created(migrations().iter().map(|migration| migration.up))));
}

#[test]
fn taking_every_migration_back_leaves_nothing() {
    let connection = created(migrations().iter().map(|migration| migration.up));
    for migration in migrations().iter().rev() {
        connection.execute_batch(migration.down).unwrap();
    }
    assert_eq!(definitions(&connection), []);
}

#[test]
fn every_reference_is_served_by_an_index() {
    // Without one, a deletion of what is referred to would read the whole table that refers to it.
    for schema in vmbay::entities() {
        for reference in schema.references {
            let served = schema.indexes.iter().any(|index| index.columns[0] == reference.column);
            assert!(served, "{}.{}", schema.table, reference.column);
        }
    }
}
