//! Every database does what the memory adapter does: random units, claims and queries on both, and the same answers; and
//! those of several callers at once as if they had come one after the other.

#![allow(clippy::unwrap_used, reason = "a test")]

mod action;
mod history;

use std::sync::Arc;

use proptest::{
    collection::vec,
    strategy::Strategy,
    test_runner::{Config, RngSeed, TestRunner},
};
use tokio::runtime::Runtime;
use vmbay::{
    storage::{MemoryStorage, MigrateCommand, Storage},
    testing::storage::sample::SAMPLE,
};
use vmbay_storage_postgres::{
    PostgresOptions, PostgresStorage,
    sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql},
};
use vmbay_storage_sqlite::SqliteStorage;

use action::{Action, Subject, action, everything};
use history::history;

/// Compares `cases` random values of a strategy.
fn compare<S: Strategy>(cases: u32, strategy: S, check: impl Fn(S::Value)) {
    let config =
        Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..Config::default() };
    let compared = TestRunner::new(config).run(&strategy, |value| {
        check(value);
        Ok(())
    });
    compared.unwrap_or_else(|failure| panic!("{failure}"));
}

async fn migrated(storage: impl Storage) -> Arc<dyn Storage> {
    storage.migrate(&[SAMPLE], MigrateCommand::Latest).await.unwrap();
    Arc::new(storage)
}

async fn memory() -> Arc<dyn Storage> {
    migrated(MemoryStorage::new()).await
}

/// A database on a server, which is emptied rather than made anew.
struct Postgres {
    storage: Arc<dyn Storage>,
    eraser: PgConnection,
    schema: String,
}

impl Postgres {
    async fn new() -> Self {
        let (url, schema) = (vmbay_test_postgres::shared(), vmbay_test_postgres::schema());
        let options = PostgresOptions { schema: schema.clone().into(), ..PostgresOptions::default() };
        let storage = migrated(PostgresStorage::connect_with(&url, options).await.unwrap()).await;
        Self { storage, eraser: PgConnection::connect(&url).await.unwrap(), schema }
    }

    async fn emptied(&mut self) -> Arc<dyn Storage> {
        let text = format!("TRUNCATE {0}.drawers, {0}.events CASCADE", self.schema);
        raw_sql(AssertSqlSafe(text)).execute(&mut self.eraser).await.unwrap();
        self.storage.clone()
    }
}

async fn same_answers(actions: &[Action], storage: Arc<dyn Storage>) {
    let (model, subject) = (Subject::new(memory().await), Subject::new(storage));
    for action in actions {
        assert_eq!(subject.answer(action).await, model.answer(action).await, "{action:?}");
    }
    assert_eq!(everything(&*subject.storage).await, everything(&*model.storage).await);
}

#[test]
fn sqlite_answers_as_memory_does() {
    let runtime = Runtime::new().unwrap();
    compare(500, vec(action(), 1..25), |actions| {
        runtime.block_on(async {
            let storage = migrated(SqliteStorage::open_in_memory().unwrap()).await;
            same_answers(&actions, storage).await;
        });
    });
}

#[test]
fn postgresql_answers_as_memory_does() {
    let runtime = Runtime::new().unwrap();
    let postgres = runtime.block_on(Postgres::new());
    let postgres = tokio::sync::Mutex::new(postgres);
    compare(500, vec(action(), 1..25), |actions| {
        runtime.block_on(async {
            let storage = postgres.lock().await.emptied().await;
            same_answers(&actions, storage).await;
        });
    });
}

#[test]
fn callers_at_once_are_answered_by_sqlite_as_if_in_turn() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    compare(200, history(), |history| {
        runtime.block_on(async {
            let path = folder.path().join(format!("{}.db", uuid::Uuid::new_v4()));
            let storage = migrated(SqliteStorage::open(path).await.unwrap()).await;
            history.is_as_if_in_turn(&storage).await.unwrap();
            storage.close().await.unwrap();
        });
    });
}

#[test]
fn callers_at_once_are_answered_by_postgresql_as_if_in_turn() {
    let runtime = Runtime::new().unwrap();
    let postgres = runtime.block_on(Postgres::new());
    let postgres = tokio::sync::Mutex::new(postgres);
    compare(300, history(), |history| {
        runtime.block_on(async {
            let storage = postgres.lock().await.emptied().await;
            history.is_as_if_in_turn(&storage).await.unwrap();
        });
    });
}
