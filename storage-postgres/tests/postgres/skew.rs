//! Libraries whose clocks differ, on one database.

#[path = "../../../core/tests/support/skew.rs"]
mod support;

use std::{sync::Arc, time::Duration};

use vmbay::clock::SystemClock;
use vmbay_storage_postgres::PostgresStorage;

use crate::common::options;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clocks_that_differ_by_a_minute_neither_double_nor_lose_an_operation() {
    let (url, options) = (vmbay_test_postgres::shared(), options());
    let reopen = async || PostgresStorage::connect_with(&url, options.clone()).await.unwrap();
    let lease = Duration::from_secs(1);
    support::neither_doubles_nor_loses(Arc::new(SystemClock::default()), lease, reopen).await;
}
