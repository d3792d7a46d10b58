//! One database in virtual time, and the libraries that are opened on it.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use vmbay::{
    Clock, Result, Timestamp, Vmbay,
    clock::VirtualClock,
    id::SeededIds,
    job::{JobKind, JobOptions, JobRecord, JobState},
    storage::{Changes, Filter, MemoryStorage, Repository, Storage},
};

pub(crate) const SECOND: Duration = Duration::from_secs(1);
pub(crate) const LEASE: Duration = Duration::from_secs(10);

pub(crate) struct World {
    pub(crate) clock: VirtualClock,
    pub(crate) storage: Arc<MemoryStorage>,
    opened: AtomicU64,
}

pub(crate) fn world<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    let clock = VirtualClock::default();
    let world =
        World { clock: clock.clone(), storage: Arc::new(MemoryStorage::new()), opened: AtomicU64::new(1) };
    let limit = clock.clone();
    clock.run(async {
        let done = vmbay::clock::within(&limit, SECOND * 7200, "the test", test(world)).await;
        done.expect("nothing waits for ever");
    });
}

impl World {
    pub(crate) async fn on(
        &self,
        storage: impl Storage,
        clock: Arc<dyn Clock>,
        kinds: impl IntoIterator<Item = JobKind>,
    ) -> Result<Vmbay> {
        let options = JobOptions { lease: LEASE, ..JobOptions::default() };
        // Each process draws its own ids.
        let seed = self.opened.fetch_add(1, Ordering::Relaxed);
        let builder = Vmbay::builder().storage(storage).clock(clock).job_options(options);
        let builder = builder.ids(SeededIds::new(seed));
        kinds.into_iter().fold(builder, vmbay::Builder::job).open().await
    }

    pub(crate) async fn try_open(&self, kinds: impl IntoIterator<Item = JobKind>) -> Result<Vmbay> {
        self.on(self.storage.reopen(), Arc::new(self.clock.clone()), kinds).await
    }

    pub(crate) async fn open(&self, kinds: impl IntoIterator<Item = JobKind>) -> Vmbay {
        self.try_open(kinds).await.unwrap()
    }

    pub(crate) async fn open_at(
        &self,
        clock: Arc<dyn Clock>,
        kinds: impl IntoIterator<Item = JobKind>,
    ) -> Vmbay {
        self.on(self.storage.reopen(), clock, kinds).await.unwrap()
    }

    pub(crate) async fn commit(&self, changes: Changes) -> Result<()> {
        self.storage.commit(changes).await
    }

    /// Waits until something is so.
    pub(crate) async fn until(&self, is_so: impl AsyncFn() -> bool) {
        while !is_so().await {
            self.clock.sleep(SECOND / 10).await;
        }
    }

    /// Waits until no job is queued or running.
    pub(crate) async fn settle(&self) {
        let open = || Filter::is_in("state", [JobState::Queued, JobState::Running]);
        self.until(async || Repository::<JobRecord>::count(&*self.storage, open()).await.unwrap() == 0).await;
    }
}

/// What handlers note.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub(crate) fn push(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// A clock that is wrong by a constant.
#[derive(Debug)]
pub(crate) struct Skewed {
    clock: VirtualClock,
    ahead: bool,
    by: Duration,
}

impl Skewed {
    pub(crate) fn new(clock: &VirtualClock, ahead: bool, by: Duration) -> Self {
        Self { clock: clock.clone(), ahead, by }
    }
}

#[async_trait]
impl Clock for Skewed {
    fn now(&self) -> Timestamp {
        if self.ahead { self.clock.now() + self.by } else { self.clock.now() - self.by }
    }
    async fn sleep(&self, duration: Duration) {
        self.clock.sleep(duration).await;
    }
}
