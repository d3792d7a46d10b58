//! A named consumer of two libraries on one file.

#[path = "../../../core/tests/support/consumers.rs"]
mod support;

use vmbay::Vmbay;
use vmbay_storage_sqlite::SqliteStorage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consumer_two_libraries_fight_for_survives_the_crash_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let open = async || {
        let storage = SqliteStorage::open(folder.path().join("bay.db")).await.unwrap();
        Vmbay::builder().storage(storage).open().await.unwrap()
    };
    support::fight(open().await, open().await).await;
}
