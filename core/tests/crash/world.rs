//! What outlives a process: a database and a host.

use std::{cell::Cell, sync::Arc, time::Duration};

use vmbay::{
    Builder, Result, Vmbay,
    clock::{Clock, SystemClock, VirtualClock, within},
    hypervisor::{SimulatedHost, SimulatedOptions},
    id::SeededIds,
    operation::RunnerOptions,
    storage::MemoryStorage,
    testing::{
        faults::{FaultPlan, FaultyStorage},
        hypervisor::FaultyHypervisor,
    },
};

/// The longest that anything may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(600);

/// A database and a host, a folder of files to import, and the plan of what goes wrong between them and a library.
pub(crate) struct World {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) storage: Arc<MemoryStorage>,
    pub(crate) host: SimulatedHost,
    pub(crate) plan: FaultPlan,
    pub(crate) files: tempfile::TempDir,
    /// How often a test looks whether all has settled.
    pub(crate) look: Duration,
    runner: RunnerOptions,
    /// Where the ids of each library come from, if not from real chance.
    seed: Option<u64>,
    lives: Cell<u64>,
}

impl World {
    fn new(clock: Arc<dyn Clock>, host: SimulatedOptions, runner: RunnerOptions) -> Self {
        let options = SimulatedOptions { clock: clock.clone(), trace_length: 0, ..host };
        Self {
            storage: Arc::new(MemoryStorage::new()),
            host: SimulatedHost::new(options),
            plan: FaultPlan::new(clock.clone()),
            files: tempfile::tempdir().unwrap(),
            clock,
            look: runner.lease / 20,
            runner,
            seed: None,
            lives: Cell::new(0),
        }
    }

    /// Runs `test` in a new world, in virtual time: nothing depends on how busy the machine is.
    pub(crate) fn run<T>(test: impl AsyncFnOnce(World) -> T) -> T {
        let clock = VirtualClock::default();
        let world = Self::new(Arc::new(clock.clone()), SimulatedOptions::default(), RunnerOptions::default());
        clock.run(limited(world, test))
    }

    /// The same, with all chance from one number.
    pub(crate) fn run_seeded<T>(seed: u64, test: impl AsyncFnOnce(World) -> T) -> T {
        let clock = VirtualClock::default();
        let host = SimulatedOptions { seed, ..SimulatedOptions::default() };
        let mut world = Self::new(Arc::new(clock.clone()), host, RunnerOptions::default());
        world.seed = Some(seed);
        clock.run(limited(world, test))
    }

    /// Runs `test` in a new world, in real time, for what reads real files.
    pub(crate) fn run_in_real_time<T>(test: impl AsyncFnOnce(World) -> T) -> T {
        let lease = Duration::from_millis(300);
        let runner = RunnerOptions { lease, poll: lease / 10, ..RunnerOptions::default() };
        let world = Self::new(Arc::new(SystemClock::default()), SimulatedOptions::instant(), runner);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(limited(world, test))
    }

    fn builder(&self) -> Builder {
        let builder = Vmbay::builder().clock(self.clock.clone()).runner(self.runner);
        let Some(seed) = self.seed else { return builder };
        // Two libraries that drew the same ids would take each other for one.
        self.lives.set(self.lives.get() + 1);
        builder.ids(SeededIds::new(seed.wrapping_mul(64) + self.lives.get()))
    }

    /// A library between which and this world faults happen as `plan` says.
    pub(crate) async fn open_faulty(&self, plan: &FaultPlan) -> Result<Vmbay> {
        self.builder()
            .storage(FaultyStorage::new(Arc::new(self.storage.reopen()), plan.clone()))
            .hypervisor("local", FaultyHypervisor::new(Arc::new(self.host.connect()), plan.clone()))
            .open()
            .await
    }

    /// A library to which nothing happens.
    pub(crate) async fn open(&self) -> Vmbay {
        let storage = self.storage.reopen();
        self.builder().storage(storage).hypervisor("local", self.host.connect()).open().await.unwrap()
    }
}

async fn limited<T>(world: World, test: impl AsyncFnOnce(World) -> T) -> T {
    let clock = world.clock.clone();
    within(&*clock, PATIENCE, "the case", test(world)).await.expect("nothing waits for ever")
}
