//! Telemetry, on the memory adapter and a virtual clock.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{sync::Arc, time::Duration};

use vmbay::{
    ErrorCode, Vmbay,
    access::{Context, Scope},
    clock::VirtualClock,
    compute::MachineCreate,
    hypervisor::{SimulatedHypervisor, SimulatedOptions},
    id::{MachineId, OrganizationId},
    observe::Latency,
    storage::MemoryStorage,
    testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
};

fn find<'a>(latencies: &'a [Latency], name: &str) -> &'a Latency {
    latencies.iter().find(|latency| latency.name == name).unwrap_or_else(|| panic!("{name}: {latencies:?}"))
}

#[test]
fn calls_and_operations_are_measured_on_the_librarys_clock() {
    let clock = VirtualClock::default();
    let ports = Arc::new(clock.clone());
    clock.run(async {
        let plan = FaultPlan::new(ports.clone());
        let bay = Vmbay::builder()
            .storage(FaultyStorage::new(Arc::new(MemoryStorage::new()), plan.clone()))
            .hypervisor("local", SimulatedHypervisor::new(SimulatedOptions::instant()))
            .clock(ports)
            .open()
            .await
            .unwrap();
        let before = bay.telemetry().await.unwrap();
        let machine = bay.machines().create(MachineCreate::new("web-1")).await.unwrap();

        plan.arm(Point::Call(0), Fault::Delay(Duration::from_secs(2)));
        bay.machines().get(machine.id).await.unwrap();
        plan.arm(Point::Call(0), Fault::ErrorBefore);
        bay.machines().get(machine.id).await.unwrap_err();
        plan.disarm();
        bay.machines().get(MachineId::from(uuid::Uuid::nil())).await.unwrap_err();

        let after = bay.telemetry().await.unwrap();
        assert_eq!((before.since, before.pool), (after.since, None));
        assert!(before.operations.is_empty());
        let selects = find(&after.storage, "select machines");
        assert_eq!(after.storage[0], *selects, "nothing took as long in all");
        assert_eq!(selects.failures, 1, "a record that is not there is an answer");
        assert!((1_980_000..=2_020_000).contains(&selects.max_us), "{selects:?}");
        assert!(selects.p50_us < 1000);
        assert_eq!(find(&after.operations, "machine.create").count, 1);
        bay.shutdown(Duration::from_secs(5)).await.unwrap();
    });
}

#[tokio::test]
async fn the_telemetry_of_the_installation_is_not_a_tenants_business() {
    let bay = Vmbay::builder().storage(MemoryStorage::new()).open().await.unwrap();
    let scope = Scope::Organization(OrganizationId::from(uuid::Uuid::from_u128(1)));
    let tenant = bay.with(Context { scope, ..Context::default() });
    assert_eq!(tenant.telemetry().await.unwrap_err().code(), ErrorCode::PermissionDenied);
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}
