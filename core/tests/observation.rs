//! Several libraries that observe one host, on the memory adapter in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

use std::{sync::Arc, time::Duration};

use vmbay::{
    Clock, Vmbay,
    clock::{VirtualClock, within},
    compute::MachineCreate,
    event::{EventQuery, EventToken},
    hypervisor::{PowerState, SimulatedHost, SimulatedOptions, simulated::Incident},
    id::MachineId,
    storage::{MemoryStorage, Storage},
    testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// One database and one host.
struct World {
    clock: VirtualClock,
    storage: Arc<MemoryStorage>,
    host: SimulatedHost,
}

fn world<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    let clock = VirtualClock::default();
    let options = SimulatedOptions { clock: Arc::new(clock.clone()), ..SimulatedOptions::instant() };
    let world = World {
        clock: clock.clone(),
        storage: Arc::new(MemoryStorage::new()),
        host: SimulatedHost::new(options),
    };
    let limit = clock.clone();
    clock.run(async {
        within(&limit, HOUR, "the test", test(world)).await.expect("nothing waits for ever");
    });
}

impl World {
    /// A library that looks at the host only when it is told to.
    async fn open(&self, storage: impl Storage) -> Vmbay {
        let builder = Vmbay::builder().storage(storage).clock(Arc::new(self.clock.clone()));
        builder.hypervisor("local", self.host.connect()).observe_every(HOUR).open().await.unwrap()
    }

    async fn power(&self, bay: &Vmbay, id: MachineId) -> PowerState {
        self.clock.sleep(SECOND).await;
        bay.machines().get(id).await.unwrap().power_state
    }
}

#[test]
fn a_library_sees_on_when_one_that_opened_the_host_later_has_died() {
    world(|world| async move {
        let earlier = world.open(world.storage.reopen()).await;
        let later = world.open(world.storage.reopen()).await;
        let machine = later.machines().create(MachineCreate::new("m")).await.unwrap();
        later.machines().start(machine.id).await.unwrap();
        drop(later);

        world.host.happen(Incident::MachineCrashed(machine.id));
        assert_eq!(world.power(&earlier, machine.id).await, PowerState::Crashed);
        earlier.machines().start(machine.id).await.unwrap();
        assert_eq!(world.power(&earlier, machine.id).await, PowerState::Running);
    });
}

#[test]
fn a_sweep_that_is_slow_at_any_read_undoes_nothing_that_another_library_saw_later() {
    for nth in 0..6 {
        world(|world| async move {
            let quick = world.open(world.storage.reopen()).await;
            let plan = FaultPlan::new(Arc::new(world.clock.clone()));
            let slow = world.open(FaultyStorage::new(Arc::new(world.storage.reopen()), plan.clone())).await;
            let machine = quick.machines().create(MachineCreate::new("m")).await.unwrap();
            world.clock.sleep(SECOND).await;

            plan.arm(Point::Method("storage.select", nth), Fault::Delay(10 * SECOND));
            world.host.happen(Incident::HostReturned);
            world.clock.sleep(5 * SECOND).await;
            quick.machines().start(machine.id).await.unwrap();
            world.clock.sleep(20 * SECOND).await;
            assert!(plan.fired());
            let power = EventQuery::after(EventToken::START).topic("machine.power_changed");
            let power = slow.events().list(power).await.unwrap();
            let power: Vec<_> =
                power.events.iter().map(|event| event.payload["to"].as_str().unwrap()).collect();
            assert_eq!(power, ["stopped", "running"], "slow at read {nth}");
        });
    }
}
