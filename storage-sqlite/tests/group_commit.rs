//! Commits of many callers share a transaction, and each unit stands alone within it.

use std::{sync::Arc, time::Duration};

use vmbay::{
    ErrorCode, Timestamp,
    observe::Setting,
    storage::{Changes, Filter, MigrateCommand, Repository, Storage},
};
use vmbay_storage_sqlite::{SqliteOptions, SqliteStorage};

async fn storage(folder: &tempfile::TempDir, options: SqliteOptions) -> Arc<SqliteStorage> {
    let storage = SqliteStorage::open_with(folder.path().join("bay.db"), options).await.unwrap();
    storage.migrate(&[], MigrateCommand::Latest).await.unwrap();
    Arc::new(storage)
}

fn setting(number: u128, name: &str) -> Setting {
    Setting {
        id: vmbay::uuid::Uuid::from_u128(number).into(),
        version: 1,
        name: name.to_owned(),
        value: serde_json::json!("x".repeat(200)),
        updated_at: Timestamp::EPOCH,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_units_at_once_those_that_fail_leave_nothing_and_the_others_all_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(&folder, SqliteOptions::default()).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..64_u128 {
        let storage = storage.clone();
        tasks.spawn(async move {
            // Every fourth unit ends with a name that another has: its first insert must not stay.
            let mut unit = Changes::new().insert(&setting(number, &format!("s-{number}"))).unwrap();
            if number % 4 == 3 {
                unit = unit.insert(&setting(1000 + number, &format!("s-{number}"))).unwrap();
            }
            (number, storage.commit(unit).await)
        });
    }
    for (number, outcome) in tasks.join_all().await {
        assert_eq!(outcome.is_err(), number % 4 == 3, "{number}: {outcome:?}");
        if let Err(error) = outcome {
            assert_eq!((error.code(), error.reason()), (ErrorCode::AlreadyExists, "name"));
        }
    }
    assert_eq!(Repository::<Setting>::count(&*storage, Filter::All).await.unwrap(), 48);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_that_give_up_stall_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(&folder, SqliteOptions::default()).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..400_u128 {
        let storage = storage.clone();
        tasks.spawn(async move {
            let unit = Changes::new().insert(&setting(number, &format!("s-{number}"))).unwrap();
            if number % 2 == 0 {
                let _ = tokio::time::timeout(Duration::from_micros(200), storage.commit(unit)).await;
            } else {
                storage.commit(unit).await.unwrap();
            }
        });
    }
    let all = tokio::time::timeout(Duration::from_secs(60), tasks.join_all()).await;
    assert!(all.is_ok(), "a unit was never answered");
    let count = Repository::<Setting>::count(&*storage, Filter::All).await.unwrap();
    assert!((200..=400).contains(&count), "{count}");
}

#[tokio::test]
async fn a_full_disk_is_said_and_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions { max_pages: Some(120), ..SqliteOptions::default() };
    let storage = storage(&folder, options).await;
    let mut stored = 0;
    let error = loop {
        let unit = (0..20).try_fold(Changes::new(), |unit, number| {
            let number = u128::from(stored * 20 + number);
            unit.insert(&setting(number, &format!("s-{number}")))
        });
        match storage.commit(unit.unwrap()).await {
            Ok(()) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 10_000, "the disk never fills");
    };
    assert_eq!(error.code(), ErrorCode::OutOfSpace, "{error}");
    assert_eq!(Repository::<Setting>::count(&*storage, Filter::All).await.unwrap(), stored * 20);
}

#[tokio::test]
async fn what_is_no_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bay.db");
    std::fs::write(&path, b"this is a letter, not a database; it is long enough to have a header".repeat(20))
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = SqliteStorage::open(&path).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Corrupt, "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let missing = SqliteStorage::open(folder.path().join("no/such/folder/bay.db")).await.unwrap_err();
    assert_eq!(missing.code(), ErrorCode::Unavailable, "{missing}");
}

#[tokio::test]
async fn a_transaction_of_the_callers_own_takes_changes_with_it_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(&folder, SqliteOptions::default()).await;
    let unit = Changes::new().insert(&setting(1, "kept")).unwrap();
    storage.transaction(move |transaction| SqliteStorage::apply(transaction, &unit)).await.unwrap();
    let unit = Changes::new().insert(&setting(2, "lost")).unwrap();
    let refused = storage
        .transaction(move |transaction| {
            SqliteStorage::apply(transaction, &unit)?;
            Err::<(), _>(vmbay::Error::invalid("x", "is refused"))
        })
        .await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::InvalidArgument);
    assert_eq!(Repository::<Setting>::count(&*storage, Filter::All).await.unwrap(), 1);
}
