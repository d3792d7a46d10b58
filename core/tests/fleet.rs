//! Hosts, placement, drift and tenants, on the memory adapter and simulated hypervisors.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use uuid::Uuid;
use vmbay::{
    Error, ErrorCode, Result, Vmbay,
    access::{Context, OrganizationQuery, ProjectQuery, Scope},
    compute::{Machine, MachineCreate},
    disk::{Volume, VolumeState},
    event::{EventQuery, EventToken},
    fleet::{
        AdminState, ConnectionState, DriftKind, DriftReport, HostQuery, HostUpdate, ReconcileOptions, Request,
    },
    hypervisor::{
        BootSpec, Hypervisor, MachineSpec, PowerState, VolumeFormat, VolumeRef, VolumeSpec,
        simulated::{Incident, SimulatedHost, SimulatedOptions},
    },
    id::{InstallationId, MachineId, OperationId, VolumeId},
    storage::{MemoryStorage, Repository},
};

struct World {
    host: SimulatedHost,
    storage: Arc<MemoryStorage>,
    bay: Vmbay,
}

impl World {
    async fn new() -> Self {
        let host = SimulatedHost::new(SimulatedOptions::instant());
        let storage = Arc::new(MemoryStorage::new());
        let bay = Vmbay::builder()
            .storage(storage.clone())
            .hypervisor("local", host.connect())
            .open()
            .await
            .unwrap();
        Self { host, storage, bay }
    }

    async fn machine(&self, name: &str) -> Machine {
        let create = MachineCreate::new(name).memory_mib(128).disk(1 << 30);
        self.bay.machines().create(create).await.unwrap()
    }

    async fn disk(&self, machine: &Machine) -> Volume {
        let of_machine = vmbay::storage::Filter::eq("machine_id", machine.id);
        self.storage.find_one(of_machine).await.unwrap().unwrap()
    }

    async fn reconcile(&self, mend: bool) -> DriftReport {
        self.bay.hosts().reconcile(ReconcileOptions { host: None, mend }).await.unwrap()
    }

    async fn topics(&self, prefix: &str) -> Vec<String> {
        let all = EventQuery::after(EventToken::START).topic(prefix);
        self.bay.events().list(all).await.unwrap().into_iter().map(|event| event.topic).collect()
    }

    fn installation(&self) -> InstallationId {
        self.host.inventory().machines[0].owner
    }

    async fn close(self) {
        self.bay.shutdown(Duration::from_secs(5)).await.unwrap();
    }
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> ErrorCode {
    result.expect_err("it is refused").code()
}

fn kinds(report: &DriftReport) -> Vec<(DriftKind, bool)> {
    let mut kinds: Vec<_> = report.drifts.iter().map(|drift| (drift.kind, drift.mended)).collect();
    kinds.sort_unstable();
    kinds
}

fn volume_ref(volume: &Volume) -> VolumeRef {
    VolumeRef { pool: "/simulated".into(), id: volume.id, format: volume.format }
}

fn stray(number: u128, owner: InstallationId) -> MachineSpec {
    MachineSpec {
        id: MachineId::from(Uuid::from_u128(number)),
        owner,
        name: format!("stray-{number}"),
        vcpus: 1,
        memory_mib: 64,
        boot: BootSpec::Disk,
        disks: Vec::new(),
        nics: Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_and_a_host_that_agree_have_no_drift() {
    let world = World::new().await;
    world.machine("a").await;
    assert_eq!(world.reconcile(false).await, DriftReport::default());
    assert_eq!(world.reconcile(true).await, DriftReport::default());
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_the_host_forgot_is_defined_again() {
    let world = World::new().await;
    let machine = world.machine("a").await;
    world.host.connect().undefine(machine.id).await.unwrap();

    let reported = world.reconcile(false).await;
    assert_eq!(kinds(&reported), [(DriftKind::MachineMissing, false)]);
    assert_eq!(reported.drifts[0].id, Uuid::from(machine.id));
    assert!(world.host.inventory().machines.is_empty(), "a report touches nothing");

    assert_eq!(kinds(&world.reconcile(true).await), [(DriftKind::MachineMissing, true)]);
    assert_eq!(world.topics("machine.redefined").await.len(), 1);
    let machine = world.bay.machines().start(machine.id).await.unwrap();
    assert_eq!((machine.power_state, machine.lock_operation_id), (PowerState::Running, None));
    assert!(world.reconcile(true).await.is_clean());
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_of_ours_without_a_row_is_removed_and_no_other() {
    let world = World::new().await;
    world.machine("a").await;
    let connection = world.host.connect();
    let ours = stray(1, world.installation());
    let theirs = stray(2, InstallationId::from(Uuid::from_u128(99)));
    for spec in [&ours, &theirs] {
        connection.define(spec).await.unwrap();
        connection.start(spec.id).await.unwrap();
    }
    world.host.plant_machine(MachineId::from(Uuid::from_u128(3)), "somebody-elses");
    let before = world.host.inventory();

    assert_eq!(kinds(&world.reconcile(false).await), [(DriftKind::MachineStray, false)]);
    assert_eq!(world.host.inventory(), before);
    assert_eq!(kinds(&world.reconcile(true).await), [(DriftKind::MachineStray, true)]);
    let after = world.host.inventory();
    assert!(after.machines.iter().all(|machine| machine.id != ours.id));
    assert!(
        after.machines.iter().any(|machine| machine.id == theirs.id && machine.power == PowerState::Running)
    );
    assert_eq!(after.foreign_machines, before.foreign_machines);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_a_row_goes_only_when_it_was_ours() {
    let world = World::new().await;
    world.machine("a").await;
    let gone = world.disk(&world.machine("b").await).await;
    Repository::<Volume>::delete(&*world.storage, &gone).await.unwrap();
    let foreign = VolumeRef {
        pool: "/simulated".into(),
        id: VolumeId::from(Uuid::from_u128(7)),
        format: VolumeFormat::Qcow2,
    };
    let spec = VolumeSpec { volume: foreign.clone(), size_bytes: 1 << 20, backing: None };
    world.host.connect().create_volume(&spec).await.unwrap();
    world.host.plant_file("/simulated", "notes.txt", 10);

    let found = world.reconcile(true).await;
    assert_eq!(kinds(&found), [(DriftKind::VolumeStray, true), (DriftKind::VolumeForeign, false)]);
    let after = world.host.inventory();
    assert!(after.volumes.iter().all(|file| file.volume.id != gone.id));
    assert!(after.volumes.iter().any(|file| file.volume == foreign));
    assert_eq!(after.foreign_files.len(), 1);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_volume_without_a_file_is_lost_until_the_file_returns() {
    let world = World::new().await;
    world.machine("a").await;
    let machine = world.machine("b").await;
    let disk = world.disk(&machine).await;
    let connection = world.host.connect();
    connection.delete_volume(&volume_ref(&disk)).await.unwrap();

    assert_eq!(kinds(&world.reconcile(true).await), [(DriftKind::VolumeMissing, true)]);
    assert_eq!(world.disk(&machine).await.state, VolumeState::Lost);
    assert_eq!(world.topics("volume.lost").await.len(), 1);
    assert!(world.reconcile(true).await.drifts.is_empty(), "what is known to be lost is no news");

    let spec = VolumeSpec { volume: volume_ref(&disk), size_bytes: disk.size_bytes, backing: None };
    connection.create_volume(&spec).await.unwrap();
    assert_eq!(kinds(&world.reconcile(true).await), [(DriftKind::VolumeReturned, true)]);
    assert_eq!(world.disk(&machine).await.state, VolumeState::InUse);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_in_which_nothing_is_found_is_away_and_not_lost() {
    let world = World::new().await;
    let disks = [world.disk(&world.machine("a").await).await, world.disk(&world.machine("b").await).await];
    for disk in &disks {
        world.host.connect().delete_volume(&volume_ref(disk)).await.unwrap();
    }
    assert_eq!(kinds(&world.reconcile(true).await), [(DriftKind::PoolMissing, false)]);
    for disk in &disks {
        let row: Volume = world.storage.get(disk.id).await.unwrap();
        assert_eq!(row.state, VolumeState::InUse);
    }
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_operation_holds_is_left_alone() {
    let world = World::new().await;
    let mut machine = world.machine("a").await;
    let disk = world.disk(&world.machine("b").await).await;
    let connection = world.host.connect();
    connection.undefine(machine.id).await.unwrap();
    connection.delete_volume(&volume_ref(&world.disk(&machine).await)).await.unwrap();
    machine = world.bay.machines().get(machine.id).await.unwrap();
    machine.lock_operation_id = Some(OperationId::from(Uuid::from_u128(1)));
    Repository::<Machine>::update(&*world.storage, &mut machine).await.unwrap();

    assert_eq!(world.reconcile(true).await, DriftReport::default());
    assert!(world.host.inventory().machines.iter().all(|status| status.id != machine.id));
    assert_eq!(Repository::<Volume>::get(&*world.storage, disk.id).await.unwrap().state, VolumeState::InUse);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn power_that_differs_from_what_was_asked_is_reported_and_left() {
    let world = World::new().await;
    let machine = world.machine("a").await;
    world.bay.machines().start(machine.id).await.unwrap();
    world.host.connect().force_stop(machine.id).await.unwrap();
    for _ in 0..100 {
        if world.bay.machines().get(machine.id).await.unwrap().power_state == PowerState::Stopped {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let found = world.reconcile(true).await;
    assert_eq!(kinds(&found), [(DriftKind::PowerDiffers, false)]);
    assert_eq!(found.drifts[0].problem, "the machine a is to be running and is stopped");
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_changes_by_its_transitions_and_only_an_empty_one_is_removed() {
    let world = World::new().await;
    let hosts = world.bay.hosts();
    let host = hosts.list(HostQuery::default()).await.unwrap().items.remove(0);
    let set = async |state| {
        let update = HostUpdate { admin_state: Some(state), ..HostUpdate::default() };
        world.bay.hosts().update(host.id, update).await
    };
    let machine = world.machine("a").await;
    assert_eq!(code(set(AdminState::Removed).await), ErrorCode::InUse);
    world.bay.machines().delete(machine.id).await.unwrap();
    assert_eq!(code(set(AdminState::Removed).await), ErrorCode::IllegalTransition);

    set(AdminState::Cordoned).await.unwrap();
    let refused = world.bay.machines().create(MachineCreate::new("b")).await.unwrap_err();
    assert_eq!(refused.to_string(), "a host for the machine is not available; local is cordoned");
    assert_eq!(code(hosts.suggest(&Request::default()).await), ErrorCode::Unavailable);
    set(AdminState::Enabled).await.unwrap();
    assert_eq!(hosts.suggest(&Request::default()).await.unwrap().id, host.id);

    set(AdminState::Maintenance).await.unwrap();
    set(AdminState::Removed).await.unwrap();
    assert_eq!(code(set(AdminState::Enabled).await), ErrorCode::IllegalTransition);
    assert_eq!(world.topics("host.updated").await.len(), 4);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_labels_of_a_host_are_checked_and_found_by() {
    let world = World::new().await;
    let hosts = world.bay.hosts();
    let host = hosts.list(HostQuery::default()).await.unwrap().items.remove(0);
    let labels = |key: &str| Some(BTreeMap::from([(key.to_owned(), "nvme".to_owned())]));
    let bad = HostUpdate { labels: labels("no spaces"), ..HostUpdate::default() };
    assert_eq!(code(hosts.update(host.id, bad).await), ErrorCode::InvalidArgument);
    let stale = HostUpdate { labels: labels("disk"), expected_version: Some(99), ..HostUpdate::default() };
    assert_eq!(code(hosts.update(host.id, stale).await), ErrorCode::Conflict);
    let good = HostUpdate { labels: labels("disk"), ..HostUpdate::default() };
    assert_eq!(hosts.update(host.id, good).await.unwrap().labels["disk"], "nvme");
    let with = |value: &str| HostQuery {
        labels: BTreeMap::from([("disk".to_owned(), value.to_owned())]),
        ..HostQuery::default()
    };
    assert_eq!(hosts.list(with("nvme")).await.unwrap().items.len(), 1);
    assert!(hosts.list(with("spinning")).await.unwrap().items.is_empty());
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_spread_over_hosts_by_the_memory_they_take() {
    let small =
        SimulatedOptions { memory_mib: 1024, hostname: "small".into(), ..SimulatedOptions::instant() };
    let large =
        SimulatedOptions { memory_mib: 3072, hostname: "large".into(), ..SimulatedOptions::instant() };
    let (small, large) = (SimulatedHost::new(small), SimulatedHost::new(large));
    let bay = Vmbay::builder()
        .storage(MemoryStorage::new())
        .hypervisor("small", small.connect())
        .hypervisor("large", large.connect())
        .open()
        .await
        .unwrap();
    for n in 0..8 {
        bay.machines().create(MachineCreate::new(format!("m-{n}")).memory_mib(256)).await.unwrap();
    }
    assert_eq!((small.inventory().machines.len(), large.inventory().machines.len()), (2, 6));
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn organizations_and_projects_come_and_go_with_events() {
    let world = World::new().await;
    let (organizations, projects) = (world.bay.organizations(), world.bay.projects());
    let acme = organizations.create("acme").await.unwrap();
    assert_eq!(code(organizations.create("acme").await), ErrorCode::AlreadyExists);
    assert_eq!(code(organizations.create("a b").await), ErrorCode::InvalidArgument);
    let web = projects.create(acme.id, "web").await.unwrap();
    assert_eq!(code(projects.create(acme.id, "web").await), ErrorCode::AlreadyExists);
    assert_eq!(code(organizations.delete(acme.id).await), ErrorCode::InUse);

    let renamed = projects.rename(web.id, "shop", Some(web.version)).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.version), ("shop", 2));
    assert_eq!(code(projects.rename(web.id, "late", Some(web.version)).await), ErrorCode::Conflict);

    let machine = MachineCreate::new("m").project(web.id);
    organizations.suspend(acme.id).await.unwrap();
    assert_eq!(code(world.bay.machines().create(machine.clone()).await), ErrorCode::IllegalTransition);
    organizations.resume(acme.id).await.unwrap();
    let machine = world.bay.machines().create(machine).await.unwrap();
    assert_eq!(code(projects.delete(web.id).await), ErrorCode::InUse);
    world.bay.machines().delete(machine.id).await.unwrap();
    projects.delete(web.id).await.unwrap();
    organizations.delete(acme.id).await.unwrap();
    assert_eq!(code(organizations.get(acme.id).await), ErrorCode::NotFound);
    assert_eq!(
        world.topics("organization.").await,
        ["organization.created", "organization.suspended", "organization.resumed", "organization.deleted"]
    );
    assert_eq!(world.topics("project.").await, ["project.created", "project.updated", "project.deleted"]);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_organization_and_project_stay() {
    let world = World::new().await;
    let organization =
        world.bay.organizations().list(OrganizationQuery::default()).await.unwrap().items.remove(0);
    let project = world.bay.projects().list(ProjectQuery::default()).await.unwrap().items.remove(0);
    assert_eq!(code(world.bay.organizations().delete(organization.id).await), ErrorCode::InUse);
    assert_eq!(code(world.bay.organizations().rename(organization.id, "x", None).await), ErrorCode::InUse);
    assert_eq!(code(world.bay.projects().delete(project.id).await), ErrorCode::InUse);
    assert_eq!(code(world.bay.projects().rename(project.id, "x", None).await), ErrorCode::InUse);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_decides_neither_on_itself_nor_on_hosts() {
    let world = World::new().await;
    let acme = world.bay.organizations().create("acme").await.unwrap();
    let host = world.bay.hosts().list(HostQuery::default()).await.unwrap().items.remove(0);
    let tenant = world.bay.with(Context { scope: Scope::Organization(acme.id), ..Context::default() });
    let denied = |error: Option<Error>| assert_eq!(error.unwrap().code(), ErrorCode::PermissionDenied);
    denied(tenant.organizations().create("b").await.err());
    denied(tenant.organizations().suspend(acme.id).await.err());
    denied(tenant.organizations().delete(acme.id).await.err());
    denied(tenant.hosts().update(host.id, HostUpdate::default()).await.err());
    denied(tenant.hosts().reconcile(ReconcileOptions::default()).await.err());
    denied(tenant.events().prune(vmbay::Timestamp::EPOCH).await.err());

    let web = tenant.projects().create(acme.id, "web").await.unwrap();
    let member = world.bay.with(Context { scope: Scope::Project(acme.id, web.id), ..Context::default() });
    denied(member.projects().create(acme.id, "b").await.err());
    denied(member.projects().delete(web.id).await.err());
    denied(member.organizations().rename(acme.id, "b", None).await.err());
    assert_eq!(member.projects().get(web.id).await.unwrap(), web);
    world.close().await;
}

#[tokio::test]
async fn a_host_that_is_away_keeps_nobody_from_opening_and_is_observed_when_it_is_back() {
    let world = World::new().await;
    let machine = world.machine("m").await;
    world.bay.machines().start(machine.id).await.unwrap();
    world.bay.shutdown(Duration::from_secs(1)).await.unwrap();
    world.host.happen(Incident::ConnectionLost);

    let open = |name: &str| {
        let tick = Duration::from_millis(20);
        let storage = world.storage.reopen();
        Vmbay::builder().storage(storage).hypervisor(name, world.host.connect()).observe_every(tick).open()
    };
    assert_eq!(open("new").await.unwrap_err().code(), ErrorCode::Unavailable, "nobody knows what it is");
    let bay = open("local").await.unwrap();
    let state = async || bay.hosts().list(HostQuery::default()).await.unwrap().items[0].connection_state;
    assert_eq!(state().await, ConnectionState::Offline);
    assert_eq!(bay.machines().get(machine.id).await.unwrap().power_state, PowerState::Unknown);

    world.host.happen(Incident::HostReturned);
    while bay.machines().get(machine.id).await.unwrap().power_state != PowerState::Running {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(state().await, ConnectionState::Online);
    bay.machines().force_stop(machine.id).await.unwrap();
    bay.machines().delete(machine.id).await.unwrap();
    bay.shutdown(Duration::from_secs(1)).await.unwrap();
}
