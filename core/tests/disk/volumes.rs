//! Volumes, from creation to deletion.

use futures::TryStreamExt;
use vmbay::{
    ErrorCode,
    access::{Context, ProjectQuery, Scope},
    compute::MachineCreate,
    disk::{Volume, VolumeCreate, VolumeQuery, VolumeState},
    hypervisor::{
        VolumeFormat,
        simulated::{Fault, FaultKind, Verb},
    },
    operation::OperationQuery,
};

use crate::world::{World, code, unknown, world};

const GIB: u64 = 1 << 30;

async fn volume(world: &World, create: VolumeCreate) -> Volume {
    world.bay.volumes().create(create).await.expect("the volume is made")
}

fn size_on_host(world: &World, volume: &Volume) -> u64 {
    let inventory = world.host.inventory();
    let found = inventory.volumes.iter().find(|status| status.volume.id == volume.id);
    found.expect("its file is there").size_bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_volume_is_made_grown_and_deleted_without_a_trace() {
    let world = world().await;
    let volumes = world.bay.volumes();
    let data = volume(&world, VolumeCreate::new("data", GIB)).await;
    assert_eq!((data.state, data.lock_operation_id), (VolumeState::Ready, None));
    assert_eq!(size_on_host(&world, &data), GIB);

    let grown = volumes.resize(data.id, 2 * GIB).await.expect("it grows");
    assert_eq!((grown.size_bytes, size_on_host(&world, &data)), (2 * GIB, 2 * GIB));
    world.assert_agreement().await;

    volumes.delete(data.id).await.expect("it is deleted");
    world.assert_nothing().await;
    assert_eq!(
        world.topics("volume.").await,
        ["volume.created", "volume.ready", "volume.resized", "volume.deleted"]
    );
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raw_volume_and_a_linked_clone_are_made() {
    let world = world().await;
    let raw = volume(&world, VolumeCreate::new("raw", GIB).format(VolumeFormat::Raw)).await;
    assert_eq!(raw.format, VolumeFormat::Raw);

    let image = world.import(world.disk("i")).await;
    let clone = volume(&world, VolumeCreate::new("clone", 4 * GIB).from_image(image.id)).await;
    assert_eq!((clone.backing_volume_id, clone.pool_id), (Some(image.volume_id), image.pool_id));
    assert_eq!(code(world.bay.images().begin_delete(image.id).await), ErrorCode::InUse);
    world.bay.volumes().delete(clone.id).await.expect("the clone is deleted");
    world.bay.images().delete(image.id).await.expect("then the image is");
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_with_its_field_and_leaves_nothing() {
    let world = world().await;
    let image = world.import(world.disk("i")).await;
    let kernel = world.import(world.kernel("k")).await;
    let before = world.host.inventory();
    let operations =
        world.bay.operations().list(OperationQuery::default()).await.expect("a list").items.len();
    let wrong = [
        ("name", VolumeCreate::new("-rf", GIB)),
        ("size_bytes", VolumeCreate::new("v", 0)),
        ("size_bytes", VolumeCreate::new("v", (1 << 20) - 512)),
        ("size_bytes", VolumeCreate::new("v", GIB + 1)),
        ("size_bytes", VolumeCreate::new("v", (64 << 40) + 512)),
        ("size_bytes", VolumeCreate::new("v", u64::MAX)),
        ("size_bytes", VolumeCreate::new("v", GIB / 2).from_image(image.id)),
        ("format", VolumeCreate::new("v", GIB).from_image(image.id).format(VolumeFormat::Raw)),
        ("image_id", VolumeCreate::new("v", GIB).from_image(kernel.id)),
    ];
    for (field, create) in wrong {
        let error = world.bay.volumes().create(create).await.expect_err("it is refused");
        assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, field), "{error}");
    }
    let absent = [
        VolumeCreate::new("v", GIB).from_image(unknown()),
        VolumeCreate::new("v", GIB).pool(unknown()),
        VolumeCreate::new("v", GIB).host(unknown()),
        VolumeCreate::new("v", GIB).project(unknown()),
    ];
    for create in absent {
        assert_eq!(code(world.bay.volumes().create(create).await), ErrorCode::NotFound);
    }
    assert_eq!(world.host.inventory(), before);
    let after = world.bay.operations().list(OperationQuery::default()).await.expect("a list").items.len();
    assert_eq!(after, operations);
    assert!(world.topics("volume.").await.is_empty());
    world.assert_agreement().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_volume_that_does_not_fit_leaves_nothing() {
    let world = world().await;
    world.host.set_disk_bytes(GIB);
    let create = VolumeCreate::new("v", 2 * GIB).format(VolumeFormat::Raw);
    assert_eq!(code(world.bay.volumes().create(create).await), ErrorCode::OutOfSpace);
    world.assert_nothing().await;
    assert_eq!(world.topics("volume.").await, ["volume.created", "volume.create_failed"]);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_volume_only_grows() {
    let world = world().await;
    let data = volume(&world, VolumeCreate::new("data", 2 * GIB)).await;
    for size in [GIB, 2 * GIB, 3 * GIB + 1, (64 << 40) + 512] {
        let error = world.bay.volumes().begin_resize(data.id, size).await.expect_err("it is refused");
        assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, "size_bytes"));
    }
    assert_eq!(world.bay.volumes().get(data.id).await.expect("the volume"), data);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_disk_of_a_machine_grows_only_while_the_machine_is_off() {
    let world = world().await;
    let (volumes, machines) = (world.bay.volumes(), world.bay.machines());
    let data = volume(&world, VolumeCreate::new("data", GIB)).await;
    let machine = machines.create(MachineCreate::new("m").volume(data.id)).await.expect("a machine");

    machines.start(machine.id).await.expect("it starts");
    assert_eq!(code(volumes.begin_resize(data.id, 2 * GIB).await), ErrorCode::IllegalTransition);
    machines.force_stop(machine.id).await.expect("it stops");

    let resize = volumes.begin_resize(data.id, 2 * GIB).await.expect("it begins");
    let held = machines.begin_start(machine.id).await;
    let grown = resize.wait().await.expect("it grows");
    assert_eq!((grown.size_bytes, grown.state), (2 * GIB, VolumeState::InUse));
    if let Ok(start) = held {
        start.wait().await.expect("the resize was over when it began");
    }
    let machine = machines.get(machine.id).await.expect("the machine");
    assert_eq!(machine.lock_operation_id, None);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_a_machine_or_an_image_is_not_deleted_and_not_touched() {
    let world = world().await;
    let (volumes, machines) = (world.bay.volumes(), world.bay.machines());
    let image = world.import(world.disk("i")).await;
    let lent = volume(&world, VolumeCreate::new("lent", GIB)).await;
    let machine = machines.create(MachineCreate::new("m").volume(lent.id)).await.expect("a machine");
    let before = world.host.inventory();
    assert_eq!(code(volumes.begin_delete(lent.id).await), ErrorCode::InUse);
    assert_eq!(code(volumes.begin_delete(image.volume_id).await), ErrorCode::InUse);
    assert_eq!(code(volumes.begin_resize(image.volume_id, 4 * GIB).await), ErrorCode::InUse);
    assert_eq!(world.host.inventory(), before);

    machines.delete(machine.id).await.expect("the machine is deleted");
    assert_eq!(volumes.get(lent.id).await.expect("it stays").state, VolumeState::Ready);
    volumes.delete(lent.id).await.expect("it is deleted");
    world.assert_agreement().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_deletion_can_be_begun_again() {
    let world = world().await;
    let volumes = world.bay.volumes();
    let data = volume(&world, VolumeCreate::new("data", GIB)).await;
    world.host.plan(Fault::nth(1, Verb::DeleteVolume, FaultKind::FailBefore));
    assert_eq!(code(volumes.delete(data.id).await), ErrorCode::HypervisorFailed);
    let left = volumes.get(data.id).await.expect("it is still there");
    assert_eq!((left.state, left.lock_operation_id), (VolumeState::Deleting, None));
    volumes.delete(data.id).await.expect("it is deleted");
    world.assert_nothing().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_is_no_failure() {
    let world = world().await;
    let volumes = world.bay.volumes();
    world.host.plan(Fault::nth(1, Verb::CreateVolume, FaultKind::FailAfter));
    let data = volume(&world, VolumeCreate::new("data", GIB)).await;
    world.host.plan(Fault::nth(1, Verb::ResizeVolume, FaultKind::FailAfter));
    assert_eq!(volumes.resize(data.id, 2 * GIB).await.expect("it grows").size_bytes, 2 * GIB);
    world.host.plan(Fault::nth(1, Verb::DeleteVolume, FaultKind::FailAfter));
    volumes.delete(data.id).await.expect("it is deleted");
    world.assert_nothing().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_makes_one_volume() {
    let world = world().await;
    let first = volume(&world, VolumeCreate::new("v", GIB).idempotency_key("k")).await;
    let again = volume(&world, VolumeCreate::new("v", GIB).idempotency_key("k")).await;
    assert_eq!(first.id, again.id);
    let other = VolumeCreate::new("v", 2 * GIB).idempotency_key("k");
    assert_eq!(code(world.bay.volumes().begin_create(other).await), ErrorCode::IdempotencyConflict);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn volumes_are_listed_a_page_at_a_time() {
    let world = world().await;
    let volumes = world.bay.volumes();
    for number in 0..3 {
        volume(&world, VolumeCreate::new(format!("v{number}"), GIB)).await;
    }
    let query = VolumeQuery { state: Some(VolumeState::Ready), limit: 2, ..VolumeQuery::default() };
    let first = volumes.list(query.clone()).await.expect("a page");
    assert_eq!(first.items.iter().map(|volume| volume.name.as_str()).collect::<Vec<_>>(), ["v2", "v1"]);
    let rest = volumes.list(VolumeQuery { after: first.next, ..query.clone() }).await.expect("a page");
    assert_eq!(rest.items.len(), 1);
    let all: Vec<Volume> =
        volumes.stream(query).await.expect("a stream").try_collect().await.expect("volumes");
    assert_eq!(all.len(), 3);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_sees_no_volume_of_another() {
    let world = world().await;
    let data = volume(&world, VolumeCreate::new("data", GIB)).await;
    let image = world.import(world.disk("i")).await;
    let other = world.bay.organizations().create("other").await.expect("a tenant");
    let project = world.bay.projects().list(ProjectQuery::default()).await.expect("projects").items;
    let tenant =
        world.bay.with(Context { scope: Scope::Organization(other.id), ..Context::default() }).volumes();
    assert!(tenant.list(VolumeQuery::default()).await.expect("a list").items.is_empty());
    assert_eq!(code(tenant.get(data.id).await), ErrorCode::NotFound);
    assert_eq!(code(tenant.begin_resize(data.id, 2 * GIB).await), ErrorCode::NotFound);
    assert_eq!(code(tenant.begin_delete(data.id).await), ErrorCode::NotFound);
    let foreign = VolumeCreate::new("v", GIB).project(project[0].id).from_image(image.id);
    assert_eq!(code(tenant.begin_create(foreign).await), ErrorCode::NotFound);
    world.close().await;
}
