//! Health and doctor, on the memory adapter and simulated hypervisors with something the matter.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::time::Duration;

use async_trait::async_trait;
use vmbay::{
    Error, ErrorCode, Result, Vmbay,
    access::{Context, Scope},
    compute::MachineCreate,
    hypervisor::{
        Hypervisor, Severity,
        simulated::{Fault, FaultKind, Incident, SimulatedHost, SimulatedOptions, Verb},
    },
    id::OrganizationId,
    observe::{HealthOptions, HealthStatus},
    operation::{OperationBegin, Run, Saga, Step},
    storage::MemoryStorage,
};

/// An operation that fails and cannot be undone.
#[derive(Debug)]
struct Hopeless;

#[async_trait]
impl Saga for Hopeless {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Fail];
    const COMPENSATES: bool = true;
    fn kind(&self) -> &'static str {
        "hopeless"
    }
}

struct Fail;

#[async_trait]
impl Step<Hopeless> for Fail {
    fn name(&self) -> &'static str {
        "fail"
    }
    async fn perform(&self, _: &Hopeless, _: &Run) -> Result<()> {
        Err(Error::unsupported("succeed", "this"))
    }
    async fn undo(&self, _: &Hopeless, _: &Run) -> Result<()> {
        Err(Error::unsupported("undo", "this"))
    }
}

async fn open() -> (SimulatedHost, Vmbay) {
    let host = SimulatedHost::new(SimulatedOptions::instant());
    let bay = Vmbay::builder()
        .storage(MemoryStorage::new())
        .hypervisor("local", host.connect())
        .operation(Hopeless)
        .observe_every(Duration::from_secs(3600))
        .open()
        .await
        .unwrap();
    (host, bay)
}

async fn status(bay: &Vmbay, check: &str) -> (HealthStatus, HealthStatus) {
    let options =
        HealthOptions { deadline: Duration::from_millis(100), drift: true, ..HealthOptions::default() };
    let health = bay.health_with(options).await.unwrap();
    (health.status, health.check(check).unwrap().status)
}

#[tokio::test(flavor = "multi_thread")]
async fn all_is_well_with_a_library_that_was_just_opened() {
    let (_host, bay) = open().await;
    let health = bay.health().await.unwrap();
    let names: Vec<&str> = health.checks.iter().map(|check| check.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "database",
            "migrations",
            "backlog",
            "jobs",
            "events",
            "consumers",
            "hypervisor:local",
            "disk:local"
        ]
    );
    assert!(health.live && health.is_ready() && health.status == HealthStatus::Ok, "{health:?}");
    assert!(bay.doctor().await.unwrap().is_empty());
    bay.shutdown(Duration::from_secs(5)).await.unwrap();

    let closed = bay.health().await.unwrap();
    assert!(!closed.live && !closed.is_ready(), "{closed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_does_not_answer_is_down_and_the_doctor_says_what_mends_it() {
    let (host, bay) = open().await;
    host.happen(Incident::ConnectionLost);
    assert_eq!(status(&bay, "hypervisor:local").await, (HealthStatus::Down, HealthStatus::Down));
    let found = bay.doctor().await.unwrap();
    assert_eq!((found[0].host.as_deref(), found[0].finding.severity), (Some("local"), Severity::Error));
    assert!(!found[0].finding.mend.is_empty());
    host.happen(Incident::HostReturned);
    assert_eq!(status(&bay, "hypervisor:local").await, (HealthStatus::Ok, HealthStatus::Ok));
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_hangs_is_given_up_at_its_deadline() {
    let (host, bay) = open().await;
    host.plan(Fault::nth(1, Verb::HostInfo, FaultKind::HangBefore));
    let began = std::time::Instant::now();
    assert_eq!(status(&bay, "hypervisor:local").await, (HealthStatus::Down, HealthStatus::Down));
    assert!(began.elapsed() < Duration::from_secs(5));
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_that_is_nearly_full_degrades() {
    let (host, bay) = open().await;
    bay.machines().create(MachineCreate::new("a").disk(1 << 30)).await.unwrap();
    host.set_disk_bytes(200 * 1024);
    assert_eq!(status(&bay, "disk:local").await, (HealthStatus::Degraded, HealthStatus::Degraded));
    let found = bay.doctor().await.unwrap();
    assert_eq!(found[0].finding.code, "pool_nearly_full");
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_needs_attention_degrades_and_is_named() {
    let (_host, bay) = open().await;
    let operation = bay.operations().begin("hopeless", OperationBegin::default()).await.unwrap();
    operation.wait().await.unwrap_err();
    assert_eq!(status(&bay, "backlog").await, (HealthStatus::Degraded, HealthStatus::Degraded));
    let found = bay.doctor().await.unwrap();
    assert!(found[0].finding.problem.contains(&operation.id().to_string()), "{found:?}");
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn drift_degrades_where_it_is_asked_for() {
    let (host, bay) = open().await;
    let machine = bay.machines().create(MachineCreate::new("a")).await.unwrap();
    assert_eq!(status(&bay, "drift:local").await, (HealthStatus::Ok, HealthStatus::Ok));
    host.connect().undefine(machine.id).await.unwrap();
    assert_eq!(status(&bay, "drift:local").await, (HealthStatus::Degraded, HealthStatus::Degraded));
    assert_eq!(bay.doctor().await.unwrap()[0].finding.code, "machine_missing");
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_health_of_the_installation_is_not_a_tenants_business() {
    let (_host, bay) = open().await;
    let scope = Scope::Organization(OrganizationId::from(uuid::Uuid::from_u128(1)));
    let tenant = bay.with(Context { scope, ..Context::default() });
    assert_eq!(tenant.health().await.unwrap_err().code(), ErrorCode::PermissionDenied);
    assert_eq!(tenant.doctor().await.unwrap_err().code(), ErrorCode::PermissionDenied);
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}
