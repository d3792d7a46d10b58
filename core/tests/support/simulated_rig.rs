//! A rig around a simulated host, on a clock that takes no time.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures::future::BoxFuture;
use vmbay::{
    clock::{Clock, VirtualClock},
    hypervisor::{Hypervisor, SimulatedHost, SimulatedOptions, simulated::Incident},
    id::{EntityId, Ids, MachineId, SystemIds},
    testing::hypervisor::{Disturbance, GuestFiles, Rig},
};

/// Puts something around each connection to the host.
type Wrap = dyn Fn(Arc<dyn Hypervisor>) -> Arc<dyn Hypervisor> + Send + Sync;

pub(crate) struct SimulatedRig {
    clock: VirtualClock,
    host: SimulatedHost,
    wrap: Box<Wrap>,
    /// Whether no case may be inapplicable.
    complete: bool,
    planted: AtomicU64,
}

impl Default for SimulatedRig {
    fn default() -> Self {
        Self { complete: true, ..Self::wrapped(|hypervisor| hypervisor) }
    }
}

impl SimulatedRig {
    pub(crate) fn wrapped(
        wrap: impl Fn(Arc<dyn Hypervisor>) -> Arc<dyn Hypervisor> + Send + Sync + 'static,
    ) -> Self {
        let clock = VirtualClock::default();
        let options = SimulatedOptions { clock: Arc::new(clock.clone()), ..SimulatedOptions::default() };
        Self {
            host: SimulatedHost::new(options),
            clock,
            wrap: Box::new(wrap),
            complete: false,
            planted: AtomicU64::new(0),
        }
    }

    fn id<I: EntityId>(&self) -> I {
        SystemIds::default().uuid(self.clock.now()).into()
    }
}

const FOREIGN: &str = "payroll";

#[async_trait::async_trait]
impl Rig for SimulatedRig {
    async fn connect(&self) -> Arc<dyn Hypervisor> {
        (self.wrap)(Arc::new(self.host.connect()))
    }

    fn pool(&self) -> String {
        "/simulated".to_owned()
    }

    async fn guest(&self) -> Option<GuestFiles> {
        Some(GuestFiles {
            kernel: "a kernel".into(),
            initrd: "an initial RAM disk".into(),
            command_line: "console=ttyS0".to_owned(),
            memory_mib: 128,
        })
    }

    async fn full_pool(&self) -> Option<String> {
        let used: u64 = self.host.inventory().volumes.iter().map(|volume| volume.allocated_bytes).sum();
        self.host.set_disk_bytes(used + (4 << 20));
        Some("/full".to_owned())
    }

    async fn disturb(&self, disturbance: Disturbance) -> bool {
        match disturbance {
            Disturbance::KillMachine(id) => self.host.happen(Incident::MachineCrashed(id)),
            Disturbance::KillGuest(id) => self.host.happen(Incident::GuestDied(id)),
            Disturbance::CutConnection => self.host.happen(Incident::ConnectionLost),
            Disturbance::MendConnection => self.host.happen(Incident::HostReturned),
            Disturbance::PlantFile => {
                let number = self.planted.fetch_add(1, Ordering::Relaxed);
                self.host.plant_file(&self.pool(), format!("{FOREIGN}-{number}.img"), 4096);
            }
        }
        true
    }

    async fn foreign_machine(&self) -> Option<MachineId> {
        let id = self.id();
        self.host.plant_machine(id, FOREIGN);
        Some(id)
    }

    async fn is_untouched(&self, foreign: MachineId) -> bool {
        self.host.inventory().foreign_machines.contains(&(foreign, FOREIGN.to_owned()))
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.clock.clone())
    }

    fn block_on(&self, case: BoxFuture<'_, ()>) {
        self.clock.run(case);
    }

    fn not_run(&self, case: &str, why: &str) {
        assert!(!self.complete, "the simulated hypervisor can do everything, but {case}: {why}");
    }
}
