//! Databases to write to, and what to write.

use vmbay::{
    Result, Timestamp,
    event::Event,
    storage::{Changes, MigrateCommand, Storage},
    testing::storage::sample::{Drawer, SAMPLE},
    uuid::Uuid,
};
use vmbay_storage_postgres::{
    PostgresOptions, PostgresStorage,
    sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql},
};

/// Options with a schema that nobody else uses.
pub(crate) fn options() -> PostgresOptions {
    PostgresOptions { schema: vmbay_test_postgres::schema().into(), ..PostgresOptions::default() }
}

/// A handle on the database at `url`, with the tables of the samples.
pub(crate) async fn storage(url: &str, options: PostgresOptions) -> Result<PostgresStorage> {
    let storage = PostgresStorage::connect_with(url, options).await?;
    storage.migrate(&[SAMPLE], MigrateCommand::Latest).await?;
    Ok(storage)
}

/// Runs SQL as another application would.
pub(crate) async fn run(url: &str, text: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

pub(crate) fn drawer(number: u128) -> Drawer {
    let id = Uuid::from_u128(number).into();
    Drawer { id, version: 1, name: format!("drawer-{number}"), used: 0, parent_id: None }
}

/// An event of the drawer `number`.
pub(crate) fn event(number: u128) -> Event {
    Event {
        id: Uuid::from_u128(number).into(),
        version: 1,
        sequence: 0,
        topic: "drawer.noted".into(),
        entity_kind: "drawer".into(),
        entity_id: Uuid::from_u128(number),
        organization_id: None,
        project_id: None,
        actor: "system".into(),
        operation_id: None,
        request_id: None,
        payload: serde_json::Value::Null,
        payload_version: 1,
        at: Timestamp::EPOCH,
    }
}

/// A unit that stores a drawer, tells of it, and counts it in drawer 0.
pub(crate) fn counted(number: u128) -> Changes {
    let unit = Changes::new().add::<Drawer>(drawer(0).id, "used", 1, 0..=i64::MAX);
    unit.insert(&drawer(number)).unwrap().emit(&event(number)).unwrap()
}
