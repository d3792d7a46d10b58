//! Background jobs of two libraries on one file.

#[path = "../../../core/tests/support/jobs.rs"]
mod support;

use vmbay_storage_sqlite::SqliteStorage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_are_done_by_two_libraries_on_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bay.db");
    support::are_done_by_several(async || SqliteStorage::open(&path).await.unwrap()).await;
}
