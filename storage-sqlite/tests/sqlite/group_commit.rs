//! Commits of many callers share a transaction, and each unit stands alone within it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::common::{named, setting, storage};

use vmbay::{
    ErrorCode,
    observe::Setting,
    storage::{Changes, Filter, Repository, Storage},
};
use vmbay_storage_sqlite::{SqliteOptions, SqliteStorage, failed};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_units_at_once_those_that_fail_leave_nothing_and_the_others_all_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(folder.path(), SqliteOptions::default()).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..64_u128 {
        let storage = storage.clone();
        tasks.spawn(async move {
            // Every fourth unit ends with a name that another has: its first insert must not stay.
            let mut unit = Changes::new().insert(&setting(number)).unwrap();
            if number % 4 == 3 {
                unit = unit.insert(&named(1000 + number, &format!("s-{number}"))).unwrap();
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
    let storage = storage(folder.path(), SqliteOptions::default()).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..400_u128 {
        let storage = storage.clone();
        tasks.spawn(async move {
            let unit = Changes::new().insert(&setting(number)).unwrap();
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_waits_for_callers_that_come_again_and_again() {
    const EACH: usize = 50;
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(folder.path(), SqliteOptions::default()).await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..16 {
        let (storage, order) = (storage.clone(), order.clone());
        tasks.spawn(async move {
            for at in 0..EACH {
                let unit = Changes::new().insert(&setting((task * EACH + at) as u128)).unwrap();
                storage.commit(unit).await.unwrap();
                order.lock().unwrap().push(task);
            }
        });
    }
    tasks.join_all().await;
    let order = order.lock().unwrap();
    let mut done = [0; 16];
    for task in order.iter() {
        done[*task] += 1;
        if done[*task] == EACH {
            break;
        }
    }
    assert!(done.iter().all(|done| *done >= 5), "when the first was done: {done:?}");
}

#[tokio::test]
async fn what_was_begun_before_closing_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(folder.path(), SqliteOptions::default()).await;
    // The queue is held by a transaction, so that the commit waits behind it, and closing behind the commit.
    let (release, held) = std::sync::mpsc::channel::<()>();
    let first = storage.transaction(move |_| held.recv().map_err(|_| vmbay::Error::invalid("x", "is gone")));
    let second = storage.commit(Changes::new().insert(&setting(1)).unwrap());
    let close = async {
        tokio::task::yield_now().await;
        release.send(()).unwrap();
        storage.close().await
    };
    let (first, second, close) = tokio::join!(first, second, close);
    assert_eq!((first.is_ok(), second.is_ok(), close.is_ok()), (true, true, true));
    let late = storage.commit(Changes::new()).await.unwrap_err();
    assert_eq!(late.code(), ErrorCode::Closed);
    assert!(!folder.path().join("bay.db-wal").exists(), "the log was moved into the file");
    let again = crate::common::storage(folder.path(), SqliteOptions::default()).await;
    assert_eq!(Repository::<Setting>::count(&*again, Filter::All).await.unwrap(), 1);
}

#[tokio::test]
async fn a_transaction_elsewhere_is_waited_for_without_holding_up_this_runtime() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(folder.path(), SqliteOptions::default()).await;
    let neighbour = SqliteStorage::open(folder.path().join("bay.db")).await.unwrap();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let theirs = neighbour.transaction(move |_| {
        let _ = held.recv();
        Ok(())
    });
    let ours = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        storage.commit(Changes::new().insert(&setting(1)).unwrap()).await
    };
    // On this one thread: were it blocked by our commit, theirs would never end.
    let later = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        release.send(()).unwrap();
    };
    let (theirs, ours, ()) = tokio::join!(theirs, ours, later);
    theirs.unwrap();
    ours.unwrap();
}

#[tokio::test]
async fn who_waits_for_another_process_too_long_is_told_to_try_again() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions { busy_timeout: Duration::from_millis(10), ..SqliteOptions::default() };
    let storage = storage(folder.path(), options.clone()).await;
    let neighbour = SqliteStorage::open(folder.path().join("bay.db")).await.unwrap();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let theirs = neighbour.transaction(move |_| {
        let _ = held.recv();
        Ok(())
    });
    let ours = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let refused = storage.commit(Changes::new().insert(&setting(1)).unwrap()).await;
        release.send(()).unwrap();
        refused
    };
    let (theirs, ours) = tokio::join!(theirs, ours);
    theirs.unwrap();
    let error = ours.unwrap_err();
    assert!((error.code(), error.is_retryable()) == (ErrorCode::StorageFailed, true), "{error:?}");
    storage.commit(Changes::new().insert(&setting(1)).unwrap()).await.unwrap();
}

#[tokio::test]
async fn sql_of_the_callers_own_sees_what_was_committed_and_cannot_write_where_it_only_reads() {
    let folder = tempfile::tempdir().unwrap();
    let storage = storage(folder.path(), SqliteOptions::default()).await;
    storage.commit(Changes::new().insert(&setting(1)).unwrap()).await.unwrap();
    let names = storage.query(|connection| {
        let name = connection.query_row("SELECT name FROM settings", (), |row| row.get::<_, String>(0));
        name.map_err(|error| failed("read", error))
    });
    assert_eq!(names.await.unwrap(), "s-1");
    let write = storage.query(|connection| {
        connection.execute("DELETE FROM settings", ()).map_err(|error| failed("delete", error))
    });
    assert_eq!(write.await.unwrap_err().code(), ErrorCode::Unavailable);
}

#[tokio::test]
async fn a_full_disk_is_said_and_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let options = SqliteOptions { max_pages: Some(120), ..SqliteOptions::default() };
    let storage = storage(folder.path(), options).await;
    let mut stored = 0;
    let error = loop {
        let unit = (0..20).try_fold(Changes::new(), |unit, number| {
            let number = u128::from(stored * 20 + number);
            unit.insert(&setting(number))
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
    let storage = storage(folder.path(), SqliteOptions::default()).await;
    let unit = Changes::new().insert(&setting(1)).unwrap();
    storage.transaction(move |transaction| SqliteStorage::apply(transaction, &unit)).await.unwrap();
    let unit = Changes::new().insert(&setting(2)).unwrap();
    let refused = storage
        .transaction(move |transaction| {
            SqliteStorage::apply(transaction, &unit)?;
            Err::<(), _>(vmbay::Error::invalid("x", "is refused"))
        })
        .await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::InvalidArgument);
    assert_eq!(Repository::<Setting>::count(&*storage, Filter::All).await.unwrap(), 1);
}
