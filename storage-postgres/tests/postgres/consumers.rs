//! A named consumer of two libraries on one database.

#[path = "../../../core/tests/support/consumers.rs"]
mod support;

use vmbay::Vmbay;
use vmbay_storage_postgres::PostgresStorage;

use crate::common::options;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consumer_two_libraries_fight_for_survives_the_crash_of_one() {
    let (url, options) = (vmbay_test_postgres::shared(), options());
    let open = async || {
        let storage = PostgresStorage::connect_with(&url, options.clone()).await.unwrap();
        Vmbay::builder().storage(storage).open().await.unwrap()
    };
    support::fight(open().await, open().await).await;
}
