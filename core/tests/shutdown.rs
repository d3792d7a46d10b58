//! A library on a database that stops to answer, on the memory adapter in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

use std::{
    future::pending,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use tokio::sync::watch;
use vmbay::{
    Clock, ErrorCode, Result, Vmbay,
    clock::{VirtualClock, within},
    job::{JobKind, JobRun},
    operation::{OperationBegin, RunnerOptions, Task},
    storage::{
        Changes, Component, ComponentStatus, MemoryStorage, MigrateCommand, Query, Row, Storage, Value, Wake,
    },
    testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
};

const SECOND: Duration = Duration::from_secs(1);
const LEASE: Duration = Duration::from_secs(10);

/// A database some of whose methods no longer return.
#[derive(Clone, Debug)]
struct Mute {
    inner: Arc<MemoryStorage>,
    mute: Arc<Mutex<&'static [&'static str]>>,
}

impl Mute {
    async fn speak(&self, method: &str) {
        let mute = self.mute.lock().unwrap().contains(&method);
        if mute {
            pending::<()>().await;
        }
    }
}

#[async_trait]
impl Storage for Mute {
    fn name(&self) -> &'static str {
        self.inner.name()
    }
    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        self.inner.migrate(components, command).await
    }
    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        self.speak("select").await;
        self.inner.select(query).await
    }
    async fn commit(&self, changes: Changes) -> Result<()> {
        self.speak("commit").await;
        self.inner.commit(changes).await
    }
    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        self.speak("claim").await;
        self.inner.claim(query, set, first).await
    }
    async fn count(&self, query: &Query) -> Result<u64> {
        self.speak("count").await;
        self.inner.count(query).await
    }
    fn watch(&self) -> watch::Receiver<Wake> {
        self.inner.watch()
    }
    async fn close(&self) -> Result<()> {
        self.speak("close").await;
        self.inner.close().await
    }
}

/// Runs a test in virtual time.
fn run<F: Future<Output = ()>>(test: impl FnOnce(VirtualClock) -> F) {
    let clock = VirtualClock::default();
    let test = test(clock.clone());
    let limit = clock.clone();
    clock.run(async move {
        within(&limit, Duration::from_secs(3600), "the test", test).await.expect("nothing waits for ever");
    });
}

async fn open(clock: &VirtualClock, storage: impl Storage) -> Vmbay {
    Vmbay::builder()
        .storage(storage)
        .clock(Arc::new(clock.clone()))
        .runner(RunnerOptions { lease: LEASE, ..RunnerOptions::default() })
        .operation(Task::new("work", |_| async { Ok(serde_json::Value::Null) }))
        .job(JobKind::new("job", |_: JobRun, (): ()| async { Ok::<_, vmbay::Error>(()) }))
        .open()
        .await
        .unwrap()
}

#[test]
fn a_shutdown_ends_in_time_and_says_so_whatever_no_longer_returns() {
    let methods: [&[&str]; 4] =
        [&["claim"], &["close"], &["select", "commit"], &["select", "commit", "claim", "count", "close"]];
    for methods in methods {
        for deadline in [Duration::ZERO, SECOND * 3, SECOND * 60] {
            run(|clock| async move {
                let storage = Mute { inner: Arc::default(), mute: Arc::default() };
                let bay = open(&clock, storage.clone()).await;
                *storage.mute.lock().unwrap() = methods;
                clock.sleep(SECOND * 3).await;
                let began = clock.now();
                let error = bay.shutdown(deadline).await.unwrap_err();
                assert_eq!(error.code(), ErrorCode::TimedOut, "{methods:?}");
                let took = clock.now().since(began);
                assert!(took <= deadline + SECOND * 2, "{methods:?}: {took:?} of {deadline:?}");
                let closed = storage.inner.commit(Changes::new()).await.is_err();
                assert_eq!(closed, !methods.contains(&"close"), "{methods:?}");
            });
        }
    }
}

#[test]
fn one_claim_that_never_returns_keeps_a_runner_from_nothing_for_longer_than_a_lease() {
    const DELAY: Duration = Duration::from_secs(3);
    for (nth, fault) in (0..12).flat_map(|nth| [(nth, Fault::HangBefore), (nth, Fault::HangAfter)]) {
        run(|clock| async move {
            let plan = FaultPlan::new(Arc::new(clock.clone()));
            let storage = FaultyStorage::new(Arc::new(MemoryStorage::new()), plan.clone());
            let bay = open(&clock, storage).await;
            let began = clock.now();
            plan.arm(Point::Method("storage.claim", nth), fault);
            let later = OperationBegin { delay: DELAY, ..OperationBegin::default() };
            let operation = bay.operations().begin("work", later).await.unwrap();
            operation.wait().await.unwrap();
            // The call is given up after a lease; what it took stands still for another.
            let took = clock.now().since(began);
            assert!(took <= DELAY + LEASE * 2 + SECOND * 2, "{fault:?} at {nth}: {took:?}");
            clock.sleep(LEASE * 2).await;
            assert!(plan.fired(), "{nth}");
            bay.shutdown(SECOND).await.unwrap();
        });
    }
}
