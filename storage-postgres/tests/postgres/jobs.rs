//! Background jobs of two libraries on one database.

#[path = "../../../core/tests/support/jobs.rs"]
mod support;

use vmbay_storage_postgres::PostgresStorage;

use crate::common::options;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_are_done_by_two_libraries_on_one_database() {
    let (url, options) = (vmbay_test_postgres::shared(), options());
    let reopen = async || PostgresStorage::connect_with(&url, options.clone()).await.unwrap();
    support::are_done_by_several(reopen).await;
}
