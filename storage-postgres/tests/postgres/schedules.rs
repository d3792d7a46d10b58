//! A schedule of three libraries on one database.

#[path = "../../../core/tests/support/schedules.rs"]
mod support;

use vmbay::Vmbay;
use vmbay_storage_postgres::PostgresStorage;

use crate::common::options;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn libraries_that_share_a_database_share_its_ticks_and_survive_a_crash() {
    let (url, options) = (vmbay_test_postgres::shared(), options());
    let open = async || {
        let storage = PostgresStorage::connect_with(&url, options.clone()).await.unwrap();
        Vmbay::builder().storage(storage).operation(support::tick()).open().await.unwrap()
    };
    support::share(open().await, vec![open().await, open().await]).await;
}
