//! Libraries whose clocks differ, on one file.

#[path = "../../../core/tests/support/skew.rs"]
mod support;

use std::{sync::Arc, time::Duration};

use vmbay::clock::SystemClock;
use vmbay_storage_sqlite::SqliteStorage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clocks_that_differ_by_a_minute_neither_double_nor_lose_an_operation() {
    let folder = tempfile::tempdir().unwrap();
    let reopen = async || SqliteStorage::open(folder.path().join("bay.db")).await.unwrap();
    let lease = Duration::from_secs(1);
    support::neither_doubles_nor_loses(Arc::new(SystemClock::default()), lease, reopen).await;
}
