//! The migrated tables are what the entities say.

use vmbay::storage::{
    Migration,
    sql::{POSTGRES, create_table},
};
use vmbay_storage_postgres::{
    VMBAY,
    sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, query, raw_sql},
};

fn migrations() -> &'static [Migration] {
    VMBAY.for_adapter("postgres").unwrap()
}

/// Every definition that the scripts leave, in a schema that is rolled back.
async fn definitions(scripts: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let mut connection = PgConnection::connect(&vmbay_test_postgres::shared()).await.unwrap();
    let schema = vmbay_test_postgres::schema();
    let begin = format!("BEGIN; CREATE SCHEMA {schema}; SET LOCAL search_path TO {schema}");
    raw_sql(AssertSqlSafe(begin)).execute(&mut connection).await.unwrap();
    for script in scripts {
        raw_sql(AssertSqlSafe(script.as_ref())).execute(&mut connection).await.unwrap();
    }
    let text = "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
            || coalesce(collation_name, '') || coalesce(column_default, '')
            FROM information_schema.columns WHERE table_schema = $1
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = $1
        UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = to_regnamespace($1)
        UNION ALL SELECT sequencename FROM pg_sequences WHERE schemaname = $1
        ORDER BY 1";
    let rows = query(text).bind(&schema).fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(0).replace(&schema, "")).collect()
}

fn ups() -> Vec<&'static str> {
    migrations().iter().map(|migration| migration.up).collect()
}

#[tokio::test]
async fn the_migrations_make_the_tables_of_the_entities() {
    let wanted = vmbay::entities().map(|schema| create_table(schema, &POSTGRES));
    let wanted = definitions(wanted).await;
    assert!(wanted.len() > 100);
    assert_eq!(
        definitions(ups()).await,
        wanted,
        "run: cargo run -p vmbay-storage-postgres --example postgres-schema"
    );
}

#[tokio::test]
async fn the_checked_in_schema_is_the_sum_of_the_migrations() {
    assert_eq!(definitions([include_str!("../../schema.sql")]).await, definitions(ups()).await);
}

#[tokio::test]
async fn taking_every_migration_back_leaves_nothing() {
    let all = ups().into_iter().chain(migrations().iter().rev().map(|migration| migration.down));
    assert_eq!(definitions(all.collect::<Vec<_>>()).await, [] as [String; 0]);
}
