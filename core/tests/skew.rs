//! Libraries whose clocks differ, on the memory adapter in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "support/skew.rs"]
mod support;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use vmbay::{
    Clock, Vmbay,
    clock::VirtualClock,
    event::{EventQuery, EventToken},
    operation::{OperationBegin, OperationState, Task},
    storage::MemoryStorage,
    testing::skew::SkewedClock,
};

#[test]
fn clocks_that_differ_by_a_minute_neither_double_nor_lose_an_operation() {
    let (clock, storage) = (VirtualClock::default(), MemoryStorage::new());
    let reopen = async || storage.reopen();
    let lease = Duration::from_secs(10);
    clock.clone().run(support::neither_doubles_nor_loses(Arc::new(clock), lease, reopen));
}

#[test]
fn clocks_that_differ_hasten_or_delay_what_waits_and_what_is_limited_and_neither_double_nor_lose_it() {
    const SKEW: u64 = 30;
    const LIMIT: u64 = 90;
    let cases = [[SKEW, 0], [0, SKEW]].into_iter().flat_map(|skew| [(skew, true), (skew, false)]);
    for (skew, dies) in cases {
        let clock = VirtualClock::default();
        let seconds = Duration::from_secs;
        clock.clone().run(async {
            let (storage, ran) = (MemoryStorage::new(), Arc::new(Mutex::new(Vec::new())));
            let open = async |ahead: u64| {
                let (clock, ran) = (clock.clone(), ran.clone());
                let skewed = SkewedClock::new(Arc::new(clock.clone()), seconds(ahead));
                let note = Task::new("note", move |run| {
                    ran.lock().unwrap().push((run.input::<u64>().unwrap(), clock.now()));
                    async { Ok(Value::Null) }
                });
                let stuck = Task::new("stuck", |_| std::future::pending());
                let builder = Vmbay::builder().storage(storage.reopen()).clock(Arc::new(skewed));
                builder.operation(note).operation(stuck).open().await.unwrap()
            };
            let (beginner, other) = (open(skew[0]).await, open(skew[1]).await);
            let began = clock.now();
            let delays = [1, 20, 40, 100];
            for delay in delays {
                let later = OperationBegin {
                    input: json!(delay),
                    delay: seconds(delay),
                    ..OperationBegin::default()
                };
                beginner.operations().begin("note", later).await.unwrap();
            }
            let limited = OperationBegin {
                delay: seconds(1),
                time_limit: Some(seconds(LIMIT)),
                ..OperationBegin::default()
            };
            let stuck = beginner.operations().begin("stuck", limited).await.unwrap().id();
            if dies {
                drop(beginner);
            }
            let failed = other.operations().attach(stuck).await.unwrap();
            failed.wait().await.unwrap_err();
            let took = clock.now().since(began).as_secs();
            clock.sleep(seconds(50)).await;

            let about = |at: u64, wanted: u64| at + SKEW >= wanted && at <= wanted + SKEW + 2;
            let mut ran = ran.lock().unwrap().clone();
            ran.sort_unstable();
            assert!(ran.iter().map(|(delay, _)| *delay).eq(delays), "{ran:?}");
            for (delay, at) in ran {
                assert!(about(at.since(began).as_secs(), delay), "{delay} at {at:?}");
            }
            assert_eq!(failed.status().await.unwrap().state, OperationState::Failed);
            assert!(about(took, LIMIT), "{took}");
            let ends =
                other.events().list(EventQuery::after(EventToken::START).topic("operation.failed")).await;
            assert_eq!(ends.unwrap().events.len(), 1);
        });
    }
}
