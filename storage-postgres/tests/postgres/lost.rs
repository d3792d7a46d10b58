//! Replies that are lost, by a wire that breaks or a server that dies: each unit takes effect once, or its outcome is said to be
//! unknown.

use std::{sync::Arc, time::Duration};

use vmbay::{
    ErrorCode, Result,
    storage::{Changes, Repository, Storage},
    testing::storage::sample::Drawer,
};
use vmbay_storage_postgres::{PostgresOptions, PostgresStorage};
use vmbay_test_postgres::Server;

use crate::{
    common::{counted, drawer, options, storage},
    proxy::{Fault, Proxy},
};

/// The request that begins a transaction, and not one that only wakes others.
const BEGIN: &str = "BEGIN ISOLATION";
/// The request that ends one: of eleven bytes, so that it is nothing else, as the end of a script that wakes others.
const COMMIT: &str = "\u{b}COMMIT\0";

/// A unit that nothing marks as ours.
fn unmarked() -> Changes {
    Changes::new().add::<Drawer>(drawer(0).id, "used", 1, 0..=9)
}

fn pooled() -> PostgresOptions {
    PostgresOptions { pooler: true, ..options() }
}

/// Commits through a wire that breaks once, and says how often that took effect.
async fn commit(bay: &PostgresStorage, proxy: &Proxy, fault: Fault, unit: Changes) -> (Result<()>, i64) {
    bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
    // Another like it, so that the statements are prepared.
    bay.commit(counted(77)).await.unwrap();
    proxy.set(fault);
    let done = bay.commit(unit).await;
    assert!(proxy.happened());
    let counter: Drawer = bay.get(drawer(0).id).await.unwrap();
    (done, counter.used - 1)
}

/// The same, where all that may break is the wire: it took effect once.
async fn once(server: &Server, options: PostgresOptions, fault: Fault, unit: Changes) {
    let proxy = Proxy::to(server.socket());
    let bay = storage(&proxy.url(), options).await.unwrap();
    let (done, count) = commit(&bay, &proxy, fault.clone(), unit).await;
    done.unwrap();
    assert_eq!(count, 1, "{fault:?}");
    bay.close().await.unwrap();
}

#[tokio::test]
async fn a_lost_reply_to_a_unit_in_one_statement_is_resolved_by_looking() {
    let server = Server::start(&[]);
    for fault in [Fault::After("drawer-5"), Fault::Before("drawer-5")] {
        once(&server, options(), fault, counted(5)).await;
    }
}

#[tokio::test]
async fn a_lost_reply_to_a_commit_is_resolved_by_looking() {
    let server = Server::start(&[]);
    for part in [BEGIN, COMMIT] {
        for fault in [Fault::After(part), Fault::Before(part)] {
            once(&server, options(), fault.clone(), unmarked()).await;
            once(&server, pooled(), fault, counted(5)).await;
        }
    }
}

/// The same, where the server dies and comes back while the reply is under way.
async fn through_a_restart(
    server: &Arc<Server>,
    options: PostgresOptions,
    fault: Fault,
    unit: Changes,
) -> (Result<()>, i64) {
    let proxy = Proxy::to(server.socket());
    // How long a server takes to come back is the machine's affair.
    let options = PostgresOptions { patience: Duration::from_secs(60), ..options };
    let bay = storage(&proxy.url(), options).await.unwrap();
    let server = server.clone();
    proxy.meanwhile(move || {
        server.crash();
        server.resume();
    });
    let outcome = commit(&bay, &proxy, fault, unit).await;
    bay.close().await.unwrap();
    outcome
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_restarts_in_the_middle_of_a_commit_neither_loses_nor_doubles_it() {
    let server = Arc::new(Server::start(&[]));
    for fault in [Fault::Before("drawer-5"), Fault::After("drawer-5")] {
        let (done, count) = through_a_restart(&server, options(), fault.clone(), counted(5)).await;
        done.unwrap();
        assert_eq!(count, 1, "{fault:?}");
    }
    for fault in [Fault::Before(COMMIT), Fault::After(COMMIT)] {
        let (done, count) = through_a_restart(&server, pooled(), fault.clone(), counted(5)).await;
        done.unwrap();
        assert_eq!(count, 1, "{fault:?} through a pooler");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_nothing_marks_is_repeated_after_a_restart_only_when_it_is_known_to_be_undone() {
    let server = Arc::new(Server::start(&[]));
    let (done, count) = through_a_restart(&server, options(), Fault::Before(COMMIT), unmarked()).await;
    done.unwrap();
    assert_eq!(count, 1);
    let (done, count) = through_a_restart(&server, options(), Fault::After(COMMIT), unmarked()).await;
    assert_eq!(done.unwrap_err().code(), ErrorCode::UnknownOutcome);
    assert_eq!(count, 1);
}
