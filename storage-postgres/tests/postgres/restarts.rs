//! A server that dies under its writers.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use vmbay::{
    event::Event,
    storage::{Changes, Direction, Filter, Query, Repository, Storage},
    testing::storage::sample::Drawer,
};
use vmbay_storage_postgres::PostgresOptions;
use vmbay_test_postgres::Server;

use crate::common::{counted, drawer, options, storage};

const WRITERS: u128 = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_crashes_loses_no_acknowledged_unit_and_doubles_none() {
    let server = Server::start(&["fsync = on"]);
    crash_under_writers(&server, &server.url(), options()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_crashes_behind_a_pooler_loses_no_acknowledged_unit_and_doubles_none() {
    let server = Server::with_pooler();
    let options = PostgresOptions { pooler: true, ..options() };
    crash_under_writers(&server, &server.pooled_url(), options).await;
}

async fn crash_under_writers(server: &Server, url: &str, options: PostgresOptions) {
    let bay = storage(url, options).await.unwrap();
    bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
    let [over, written] = [(); 2].map(|()| Arc::new(AtomicBool::new(false)));
    let count = Arc::new(AtomicUsize::new(0));
    let mut writers = tokio::task::JoinSet::new();
    for writer in 1..=WRITERS {
        let (bay, over, count) = (bay.clone(), over.clone(), count.clone());
        writers.spawn(async move {
            let mut acknowledged = Vec::new();
            for at in 0.. {
                let number = writer * 1_000_000 + at;
                match bay.commit(counted(number)).await {
                    Ok(()) => {
                        acknowledged.push(number);
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                    Err(error) => assert!(error.is_retryable(), "{error:?}"),
                }
                if over.load(Ordering::Relaxed) {
                    break;
                }
            }
            acknowledged
        });
    }
    // A consumer reads on meanwhile.
    let mut consumer = tokio::task::JoinSet::new();
    consumer.spawn({
        let (bay, written) = (bay.clone(), written.clone());
        async move {
            let mut seen: Vec<Event> = Vec::new();
            loop {
                // Seen before reading: nothing is written any more.
                let last = written.load(Ordering::Acquire);
                let after = Filter::gt("sequence", seen.last().map_or(0, |event| event.sequence));
                let query = Query::of::<Event>().filter(after).order_by("sequence", Direction::Ascending);
                if let Ok(page) = Repository::<Event>::list(&bay, &query.limit(1000)).await {
                    if page.items.is_empty() && last {
                        return seen;
                    }
                    seen.extend(page.items);
                }
            }
        }
    });
    for crash in 1..=3 {
        while count.load(Ordering::Relaxed) < 15 * crash {
            assert!(writers.try_join_next().is_none(), "a writer gave up");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::task::block_in_place(|| {
            server.crash();
            server.resume();
        });
    }
    over.store(true, Ordering::Relaxed);
    let acknowledged = writers.join_all().await.concat();
    written.store(true, Ordering::Release);
    let seen = consumer.join_all().await.concat();
    let rows = Storage::count(&bay, &Query::of::<Drawer>()).await.unwrap() - 1;
    let counter: Drawer = bay.get(drawer(0).id).await.unwrap();
    assert_eq!(counter.used, rows as i64, "a unit took effect by half, or twice");
    for number in acknowledged {
        assert!(
            Repository::<Drawer>::find(&bay, drawer(number).id).await.unwrap().is_some(),
            "{number} is lost"
        );
    }
    let mut ids: Vec<_> = seen.iter().map(|event| event.entity_id).collect();
    assert_eq!(ids.len() as u64, Storage::count(&bay, &Query::of::<Event>()).await.unwrap());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len() as u64, rows, "each event was seen once");
}
