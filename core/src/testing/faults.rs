//! What goes wrong, and when: one plan for all the wrapped ports of a program.
//!
//! A harness runs a scenario once under an empty [`FaultPlan`] to learn its [`calls`](FaultPlan::calls), then once per
//! call and [`Fault`]:
//!
//! ```
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! use std::sync::Arc;
//! use vmbay::{
//!     storage::{Changes, MemoryStorage, Storage},
//!     testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
//! };
//!
//! let plan = FaultPlan::default();
//! let storage = FaultyStorage::new(Arc::new(MemoryStorage::new()), plan.clone());
//! plan.arm(Point::Call(1), Fault::CrashAfter);
//! storage.commit(Changes::new()).await?; // call 0
//! assert!(storage.commit(Changes::new()).await.is_err()); // call 1 takes effect, and the process is gone
//! assert!(plan.crash().is_cancelled() && storage.commit(Changes::new()).await.is_err());
//! assert_eq!(plan.calls(), ["storage.commit", "storage.commit"]);
//! # Ok::<(), vmbay::Error>(()) }).unwrap();
//! ```

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::{Clock, SystemClock},
    error::{Error, Result},
    storage::{
        Changes, Component, ComponentStatus, MigrateCommand, PoolUse, Query, Row, Storage, Value, Wake,
    },
};

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It fails for good, and has done nothing.
    ErrorBefore,
    /// It fails for good, but has taken effect.
    ErrorAfter,
    /// It answers `unknown_outcome`, and has done nothing.
    UnknownBefore,
    /// It answers `unknown_outcome`, and has taken effect.
    UnknownAfter,
    /// It never returns, and has done nothing.
    HangBefore,
    /// It never returns, but has taken effect.
    HangAfter,
    /// The process is gone before it.
    CrashBefore,
    /// The process is gone after it.
    CrashAfter,
    /// It is made twice; the answer is the second one's.
    Duplicate,
    /// It takes this much longer.
    Delay(Duration),
}

impl Fault {
    /// Those that make a call neither hang nor wait: what a test lets happen at every call, one after the other.
    pub const PROMPT: [Self; 7] = [
        Self::ErrorBefore,
        Self::ErrorAfter,
        Self::UnknownBefore,
        Self::UnknownAfter,
        Self::CrashBefore,
        Self::CrashAfter,
        Self::Duplicate,
    ];
}

/// The call to which it happens, counted from 0 since the plan was armed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// The n-th call of all.
    Call(usize),
    /// The n-th call of one method, such as `storage.commit`.
    Method(&'static str, usize),
}

/// What is to go wrong, shared by every wrapper that is given a clone of it.
#[derive(Clone, Debug)]
pub struct FaultPlan {
    crash: CancellationToken,
    clock: Arc<dyn Clock>,
    course: Arc<Mutex<Course>>,
}

#[derive(Debug, Default)]
struct Course {
    armed: Option<(Point, Fault)>,
    calls: Vec<&'static str>,
    fired: bool,
}

impl Default for FaultPlan {
    fn default() -> Self {
        Self::new(Arc::new(SystemClock::default()))
    }
}

impl FaultPlan {
    /// A plan in which nothing goes wrong, whose delays are of `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { crash: CancellationToken::new(), clock, course: Arc::default() }
    }

    /// From now on counts anew, and lets `fault` happen once, at `point`.
    pub fn arm(&self, point: Point, fault: Fault) {
        *self.course() = Course { armed: Some((point, fault)), ..Course::default() };
    }

    /// From now on counts anew, and lets nothing happen.
    pub fn disarm(&self) {
        *self.course() = Course::default();
    }

    /// The calls since the plan was made, armed or disarmed, in order.
    pub fn calls(&self) -> Vec<&'static str> {
        self.course().calls.clone()
    }

    /// Whether the armed fault has happened.
    pub fn fired(&self) -> bool {
        self.course().fired
    }

    /// The switch that a crash throws: once it is cancelled every call fails with `closed` and does nothing, as if the
    /// process were gone. Throw it by hand, or wait for it.
    pub fn crash(&self) -> &CancellationToken {
        &self.crash
    }

    /// Makes the call `method` as the plan says; `failed` gives the error of a call that fails for good.
    pub async fn call<T, F>(
        &self,
        method: &'static str,
        failed: impl Fn() -> Error + Send,
        call: impl Fn() -> F + Send,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send,
    {
        let gone = || Error::Closed { what: "the crashed process".into() };
        let unknown = || Error::UnknownOutcome { what: method.into(), source: None };
        if self.crash.is_cancelled() {
            return Err(gone());
        }
        let result = match self.next(method) {
            None => call().await,
            Some(Fault::ErrorBefore) => Err(failed()),
            Some(Fault::ErrorAfter) => call().await.and_then(|_| Err(failed())),
            Some(Fault::UnknownBefore) => Err(unknown()),
            Some(Fault::UnknownAfter) => call().await.and_then(|_| Err(unknown())),
            Some(Fault::HangBefore) => std::future::pending().await,
            Some(Fault::HangAfter) => {
                drop(call().await);
                std::future::pending().await
            }
            Some(Fault::CrashBefore) => {
                self.crash.cancel();
                Err(gone())
            }
            Some(Fault::CrashAfter) => {
                drop(call().await);
                self.crash.cancel();
                Err(gone())
            }
            Some(Fault::Duplicate) => {
                drop(call().await);
                call().await
            }
            Some(Fault::Delay(duration)) => {
                self.clock.sleep(duration).await;
                call().await
            }
        };
        // The process may have gone while the call was under way: nobody is there to hear the answer.
        if self.crash.is_cancelled() { Err(gone()) } else { result }
    }

    /// Counts a call, and says what happens to it.
    fn next(&self, method: &'static str) -> Option<Fault> {
        let mut course = self.course();
        let place = match course.armed {
            Some((Point::Method(name, _), _)) => {
                if name == method {
                    course.calls.iter().filter(|call| **call == method).count()
                } else {
                    usize::MAX
                }
            }
            _ => course.calls.len(),
        };
        course.calls.push(method);
        let (Point::Call(at) | Point::Method(_, at), fault) = course.armed?;
        (at == place).then(|| {
            course.fired = true;
            fault
        })
    }

    fn course(&self) -> MutexGuard<'_, Course> {
        self.course.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A storage whose calls go wrong as a [`FaultPlan`] says. Its methods are called `storage.select`, `storage.commit` …
#[derive(Debug)]
pub struct FaultyStorage {
    inner: Arc<dyn Storage>,
    plan: FaultPlan,
}

impl FaultyStorage {
    /// Lets `plan` happen to `inner`, which stays intact: what is left of it after a crash.
    pub fn new(inner: Arc<dyn Storage>, plan: FaultPlan) -> Self {
        Self { inner, plan }
    }

    async fn call<T, F>(&self, method: &'static str, call: impl Fn() -> F + Send) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send,
    {
        let failed = || Error::StorageFailed {
            adapter: self.inner.name(),
            what: format!("answer {method}").into(),
            retryable: false,
            source: "a planned fault".into(),
        };
        self.plan.call(method, failed, call).await
    }
}

#[async_trait]
impl Storage for FaultyStorage {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        self.call("storage.migrate", || self.inner.migrate(components, command)).await
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        self.call("storage.select", || self.inner.select(query)).await
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        self.call("storage.commit", || self.inner.commit(changes.clone())).await
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        self.call("storage.claim", || self.inner.claim(query, set, first.clone())).await
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        self.call("storage.count", || self.inner.count(query)).await
    }

    fn pool(&self) -> Option<PoolUse> {
        self.inner.pool()
    }

    fn watch(&self) -> watch::Receiver<Wake> {
        self.inner.watch()
    }

    async fn close(&self) -> Result<()> {
        self.call("storage.close", || self.inner.close()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ErrorCode,
        id::{Ids, SeededIds},
        observe::Setting,
        storage::{Entity, MemoryStorage, Repository},
    };

    fn setting() -> Setting {
        let id = SeededIds::new(1).uuid(crate::Timestamp::EPOCH).into();
        let name = "a".to_owned();
        Setting { id, version: 1, name, value: 1.into(), updated_at: crate::Timestamp::EPOCH }
    }

    /// The answer of one commit under a fault, and whether it took effect.
    async fn commit(fault: Fault) -> (Result<(), ErrorCode>, bool) {
        let (plan, memory) = (FaultPlan::default(), Arc::new(MemoryStorage::new()));
        let storage = FaultyStorage::new(memory.clone(), plan.clone());
        plan.arm(Point::Method("storage.commit", 0), fault);
        let unit = Changes::new().insert(&setting()).expect("it can be stored");
        let answer = tokio::time::timeout(Duration::from_secs(60), storage.commit(unit)).await;
        let answer =
            answer.map_err(|_| ErrorCode::TimedOut).and_then(|answer| answer.map_err(|error| error.code()));
        assert!(plan.fired());
        (
            answer,
            memory
                .find(setting().id)
                .await
                .expect("it can be read")
                .is_some_and(|found: Setting| found.version == 1),
        )
    }

    #[tokio::test(start_paused = true)]
    async fn a_fault_before_has_no_effect_and_one_after_has() {
        use ErrorCode::{AlreadyExists, Closed, StorageFailed, TimedOut, UnknownOutcome};
        for (fault, answer) in [
            (Fault::ErrorBefore, (Err(StorageFailed), false)),
            (Fault::ErrorAfter, (Err(StorageFailed), true)),
            (Fault::UnknownBefore, (Err(UnknownOutcome), false)),
            (Fault::UnknownAfter, (Err(UnknownOutcome), true)),
            (Fault::HangBefore, (Err(TimedOut), false)),
            (Fault::HangAfter, (Err(TimedOut), true)),
            (Fault::CrashBefore, (Err(Closed), false)),
            (Fault::CrashAfter, (Err(Closed), true)),
            (Fault::Duplicate, (Err(AlreadyExists), true)),
            (Fault::Delay(Duration::from_secs(1)), (Ok(()), true)),
        ] {
            assert_eq!(commit(fault).await, answer, "{fault:?}");
        }
    }

    #[tokio::test]
    async fn a_fault_happens_once_at_its_call() {
        let plan = FaultPlan::default();
        let storage = FaultyStorage::new(Arc::new(MemoryStorage::new()), plan.clone());
        let query = Query::on(Setting::SCHEMA);
        for (point, failing) in
            [(Point::Call(2), 2), (Point::Method("storage.select", 1), 2), (Point::Call(9), 9)]
        {
            plan.arm(point, Fault::ErrorBefore);
            let mut failed = Vec::new();
            for call in 0..4 {
                let result = match call {
                    1 => Storage::count(&storage, &query).await.map(drop),
                    _ => storage.select(&query).await.map(drop),
                };
                failed.extend(result.is_err().then_some(call));
            }
            assert_eq!(
                failed,
                [failing].into_iter().filter(|call| *call < 4).collect::<Vec<_>>(),
                "{point:?}"
            );
            assert_eq!(plan.fired(), failing < 4);
            assert_eq!(plan.calls(), ["storage.select", "storage.count", "storage.select", "storage.select"]);
        }
    }

    #[tokio::test]
    async fn after_a_crash_nothing_takes_effect() {
        let (plan, memory) = (FaultPlan::default(), Arc::new(MemoryStorage::new()));
        let storage = FaultyStorage::new(memory.clone(), plan.clone());
        plan.crash().cancel();
        let unit = Changes::new().insert(&setting()).expect("it can be stored");
        assert_eq!(storage.commit(unit).await.map_err(|error| error.code()), Err(ErrorCode::Closed));
        assert!(
            memory
                .find_one(crate::storage::Filter::All)
                .await
                .is_ok_and(|found: Option<Setting>| found.is_none())
        );
    }
}
