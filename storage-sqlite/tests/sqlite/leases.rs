//! Named leases of two libraries on one file.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use vmbay::Vmbay;
use vmbay_storage_sqlite::SqliteStorage;

const TTL: Duration = Duration::from_secs(1);

async fn open(folder: &Path) -> Vmbay {
    let storage = SqliteStorage::open(folder.join("bay.db")).await.unwrap();
    Vmbay::builder().storage(storage).open().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_has_one_holder_at_a_time_and_outlives_a_crash_by_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (open(folder.path()).await, open(folder.path()).await);
    let held = AtomicU32::new(0);
    let turn = async |bay: &Vmbay| {
        let lease = bay.leases().acquire("leader", TTL).await.unwrap();
        assert_eq!(held.fetch_add(1, Ordering::SeqCst), 0);
        tokio::time::sleep(Duration::from_millis(20)).await;
        held.fetch_sub(1, Ordering::SeqCst);
        let fence = lease.fence();
        lease.release().await.unwrap();
        fence
    };
    let (first, second) = tokio::join!(turn(&here), turn(&there));
    assert_ne!(first, second);
    let lease = here.leases().acquire("leader", TTL).await.unwrap();
    drop(here);
    lease.lost().await;
    assert!(turn(&there).await > lease.fence());
    there.shutdown(TTL).await.unwrap();
}
