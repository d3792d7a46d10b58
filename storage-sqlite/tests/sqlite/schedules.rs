//! A schedule of three libraries on one file.

#[path = "../../../core/tests/support/schedules.rs"]
mod support;

use vmbay::Vmbay;
use vmbay_storage_sqlite::SqliteStorage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn libraries_that_share_a_file_share_its_ticks_and_survive_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let open = async || {
        let storage = SqliteStorage::open(folder.path().join("bay.db")).await.unwrap();
        Vmbay::builder().storage(storage).operation(support::tick()).open().await.unwrap()
    };
    support::share(open().await, vec![open().await, open().await]).await;
}
