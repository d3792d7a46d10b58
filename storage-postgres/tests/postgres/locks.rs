//! Units that hold rows of each other.

use std::time::Duration;

use tokio::task::JoinSet;
use vmbay::{
    ErrorCode,
    storage::{Changes, Repository, Storage},
    testing::storage::sample::Drawer,
};
use vmbay_storage_postgres::{PostgresOptions, PostgresStorage};

use crate::common::{drawer, options, storage};

/// Changes the drawer `ours` while the drawer `theirs` stays as it is, again and again.
async fn changes(bay: PostgresStorage, ours: u128, theirs: u128) -> u32 {
    let mut done = 0;
    for _ in 0..300 {
        let ours: Drawer = bay.get(drawer(ours).id).await.unwrap();
        let theirs: Drawer = bay.get(drawer(theirs).id).await.unwrap();
        match bay.commit(Changes::new().update(&ours).unwrap().expect(&theirs)).await {
            Ok(()) => done += 1,
            // The other was first.
            Err(error) => assert_eq!(error.code(), ErrorCode::Conflict, "{error:?}"),
        }
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn units_that_expect_what_the_other_changes_never_wait_for_each_other_in_a_circle() {
    // A circle is found at once, and nothing is tried twice.
    let url = format!("{}&options=-c%20deadlock_timeout%3D5ms", vmbay_test_postgres::shared());
    let options = PostgresOptions { patience: Duration::ZERO, ..options() };
    let bay = storage(&url, options).await.unwrap();
    bay.commit(Changes::new().insert(&drawer(1)).unwrap().insert(&drawer(2)).unwrap()).await.unwrap();
    let both = [(1, 2), (2, 1)].map(|(ours, theirs)| changes(bay.clone(), ours, theirs));
    let both: JoinSet<u32> = both.into_iter().collect();
    let done: u32 = both.join_all().await.iter().sum();
    assert!(done > 0, "some come through");
}
