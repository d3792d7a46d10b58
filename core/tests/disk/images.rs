//! Images, from import to deletion.

use futures::{StreamExt, TryStreamExt};
use vmbay::{
    ErrorCode, Vmbay,
    access::{Context, Scope},
    compute::MachineCreate,
    disk::{
        Image, ImageImport, ImageKind, ImageQuery, ImageState, ImageUpdate, StoragePoolCreate, VolumeState,
    },
    hypervisor::VolumeFormat,
    operation::{OperationBegin, OperationQuery, OperationState, RunnerOptions, Task},
    testing::content,
};

use crate::world::{World, code, sha256, world};

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_image_is_imported_with_its_checksum_and_deleted_without_a_trace() {
    let world = world().await;
    let wanted = sha256(&content::qcow2(1 << 30));
    let image = world.import(world.disk("debian").sha256(wanted.to_uppercase()).label("os", "debian")).await;
    assert_eq!((image.kind, image.state), (ImageKind::Disk, ImageState::Ready));
    assert_eq!(image.sha256, Some(wanted));
    assert_eq!(image.virtual_size_bytes, Some(1 << 30));
    assert_eq!(image.size_bytes, content::qcow2(1 << 30).len() as u64);
    let file = world.bay.volumes().get(image.volume_id).await.expect("its file");
    assert_eq!(
        (file.format, file.state, file.size_bytes),
        (VolumeFormat::Qcow2, VolumeState::InUse, 1 << 30)
    );
    world.assert_agreement().await;

    world.bay.images().delete(image.id).await.expect("it is deleted");
    world.assert_nothing().await;
    assert_eq!(code(world.bay.images().get(image.id).await), ErrorCode::NotFound);
    assert_eq!(world.topics("image.").await, ["image.created", "image.imported", "image.deleted"]);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raw_disk_an_iso_and_a_kernel_are_imported_as_what_they_are() {
    let world = world().await;
    let raw = world.import(ImageImport::disk("raw", world.file("raw", &content::raw_disk(2 << 20)))).await;
    assert_eq!(raw.virtual_size_bytes, Some(2 << 20));
    let file = world.bay.volumes().get(raw.volume_id).await.expect("its file");
    assert_eq!(file.format, VolumeFormat::Raw, "a raw disk stays raw");

    let iso = world.import(ImageImport::iso("iso", world.file("iso", &content::iso()))).await;
    assert_eq!((iso.kind, iso.virtual_size_bytes), (ImageKind::Iso, None));

    let kernel = world.import(world.kernel("linux").command_line("quiet")).await;
    assert_eq!(kernel.sha256, Some(sha256(&content::kernel())));
    assert_eq!(kernel.initrd_sha256, Some(sha256(&content::initrd())));
    assert_eq!(kernel.size_bytes, 4096 + 1024);
    assert!(kernel.initrd_volume_id.is_some());
    world.assert_agreement().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_with_its_field_and_leaves_nothing() {
    let world = world().await;
    let good = world.file("good", &content::qcow2(1 << 30));
    let disk = || ImageImport::disk("i", &good);
    let backed = {
        let mut image = content::qcow2(1 << 30);
        image[15] = 1;
        image
    };
    let kernel = world.file("kernel", &content::kernel());
    let fifo = world.files.path().join("fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    let wrong = [
        ("name", ImageImport::disk("../x", &good)),
        ("description", disk().description("x".repeat(5000))),
        ("labels.a", disk().label("a", "\0")),
        ("command_line", disk().command_line("quiet")),
        ("sha256", disk().sha256("abc")),
        ("sha256", disk().sha256("g".repeat(64))),
        ("initrd_sha256", disk().initrd_sha256("0".repeat(64))),
        ("path", ImageImport::disk("i", "")),
        ("path", ImageImport::disk("i", "a\0b")),
        ("path", ImageImport::disk("i", world.files.path().join("absent"))),
        ("path", ImageImport::disk("i", world.files.path())),
        ("path", ImageImport::disk("i", "/dev/null")),
        ("path", ImageImport::disk("i", &fifo)),
        ("path", ImageImport::disk("i", world.file("empty", b""))),
        ("path", ImageImport::disk("i", world.file("backed", &backed))),
        ("path", ImageImport::disk("i", world.file("text", "json:{\"file\":\"/dev/sda\"}".as_bytes()))),
        ("path", ImageImport::iso("i", &good)),
        ("kernel", ImageImport::kernel("i", &good, &good)),
        ("initrd", ImageImport::kernel("i", &kernel, &kernel)),
        ("command_line", ImageImport::kernel("i", &kernel, &kernel).command_line("a\nb")),
    ];
    for (field, import) in wrong {
        let error = world.bay.images().import(import).await.expect_err("it is refused");
        assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, field), "{error}");
    }
    world.assert_nothing().await;
    assert!(world.topics("image.").await.is_empty());
    assert!(world.bay.operations().list(OperationQuery::default()).await.expect("a list").items.is_empty());
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checksum_that_does_not_match_leaves_nothing() {
    let world = world().await;
    let wrong = "0".repeat(64);
    let error = world.bay.images().import(world.disk("i").sha256(&wrong)).await.expect_err("it is refused");
    assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, "sha256"), "{error}");
    let error =
        world.bay.images().import(world.kernel("k").initrd_sha256(&wrong)).await.expect_err("refused");
    assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, "initrd_sha256"), "{error}");
    world.assert_nothing().await;
    assert_eq!(
        world.topics("image.").await,
        ["image.created", "image.import_failed", "image.created", "image.import_failed"]
    );
    world.import(world.disk("i")).await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_fails_the_import_and_leaves_nothing() {
    let world = world().await;
    world.host.set_disk_bytes(1000);
    assert_eq!(code(world.bay.images().import(world.disk("i")).await), ErrorCode::OutOfSpace);
    world.assert_nothing().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_unique_in_its_project_and_a_key_repeats_the_same_import() {
    let world = world().await;
    let first = world.import(world.disk("i").idempotency_key("k")).await;
    let again = world.import(world.disk("i").idempotency_key("k")).await;
    assert_eq!(first.id, again.id);
    let other = world.disk("j").idempotency_key("k");
    assert_eq!(code(world.bay.images().begin_import(other).await), ErrorCode::IdempotencyConflict);
    assert_eq!(code(world.bay.images().begin_import(world.disk("i")).await), ErrorCode::AlreadyExists);
    world.assert_agreement().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_in_use_is_not_deleted_and_not_touched() {
    let world = world().await;
    let image = world.import(world.disk("i")).await;
    let machine =
        world.bay.machines().create(MachineCreate::new("m").image(image.id)).await.expect("a machine");
    assert_eq!(code(world.bay.images().begin_delete(image.id).await), ErrorCode::InUse);
    let there = world.bay.images().get(image.id).await.expect("it is there");
    assert_eq!((there.state, there.version), (ImageState::Ready, image.version));
    world.bay.machines().delete(machine.id).await.expect("the machine is deleted");
    world.bay.images().delete(image.id).await.expect("it is deleted");
    world.assert_nothing().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_deletion_and_a_machine_that_come_at_once_one_is_refused() {
    let world = world().await;
    for round in 0..20 {
        let image = world.import(world.disk(&format!("i{round}"))).await;
        let create = MachineCreate::new(format!("m{round}")).image(image.id);
        let machines = world.bay.machines();
        let images = world.bay.images();
        let (deleted, made) = tokio::join!(images.delete(image.id), machines.create(create));
        assert!(deleted.is_err() || made.is_err(), "both cannot be");
        if made.is_ok() {
            assert_eq!(images.get(image.id).await.expect("it is there").state, ImageState::Ready);
        }
        world.assert_agreement().await;
    }
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_is_changed_at_the_version_the_caller_saw() {
    let world = world().await;
    let images = world.bay.images();
    let image = world.import(world.kernel("linux")).await;
    let update = ImageUpdate {
        description: Some("the small one".into()),
        command_line: Some("quiet".into()),
        expected_version: Some(image.version),
        ..ImageUpdate::default()
    };
    let changed = images.update(image.id, update.clone()).await.expect("it is changed");
    assert_eq!(changed.version, image.version + 1);
    assert_eq!(
        (changed.description.as_str(), changed.command_line.as_deref()),
        ("the small one", Some("quiet"))
    );
    assert_eq!(code(images.update(image.id, update).await), ErrorCode::Conflict);
    let disk = world.import(world.disk("disk")).await;
    let line = ImageUpdate { command_line: Some("quiet".into()), ..ImageUpdate::default() };
    assert_eq!(code(images.update(disk.id, line).await), ErrorCode::InvalidArgument);
    assert_eq!(world.topics("image.").await.iter().filter(|topic| *topic == "image.updated").count(), 1);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn images_are_listed_by_kind_state_name_and_label_a_page_at_a_time() {
    let world = world().await;
    let images = world.bay.images();
    for number in 0..3 {
        world.import(world.disk(&format!("disk-{number}")).label("n", number.to_string())).await;
    }
    world.import(world.kernel("linux")).await;
    let list = async |query| images.list(query).await.expect("a page");
    let disks = ImageQuery { kind: Some(ImageKind::Disk), limit: 2, ..ImageQuery::default() };
    let first = list(disks.clone()).await;
    assert_eq!(first.items.iter().map(|image| image.name.as_str()).collect::<Vec<_>>(), ["disk-2", "disk-1"]);
    let second = list(ImageQuery { after: first.next, ..disks.clone() }).await;
    assert_eq!(second.items.len(), 1);
    let streamed: Vec<Image> =
        images.stream(disks).await.expect("a stream").try_collect().await.expect("images");
    assert_eq!(streamed.len(), 3);
    let labelled = ImageQuery { labels: [("n".to_owned(), "1".to_owned())].into(), ..ImageQuery::default() };
    assert_eq!(list(labelled).await.items[0].name, "disk-1");
    let named = ImageQuery { name_prefix: Some("lin".into()), ..ImageQuery::default() };
    assert_eq!(list(named).await.items.len(), 1);
    let importing = ImageQuery { state: Some(ImageState::Importing), ..ImageQuery::default() };
    assert!(list(importing).await.items.is_empty());
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_tells_its_progress_and_can_be_cancelled() {
    let world = world().await;
    let large = world.file("large", &content::raw_disk(64 << 20));
    let operation =
        world.bay.images().begin_import(ImageImport::disk("large", &large)).await.expect("it begins");
    let mut progress = operation.progress();
    while let Some(step) = progress.next().await {
        if step.message.starts_with("copied") {
            break;
        }
    }
    operation.cancel().await.expect("it is asked to stop");
    let ended = operation.wait().await;
    if ended.is_err() {
        let record = world.bay.operations().get(operation.id()).await.expect("the operation");
        assert_eq!(record.state, OperationState::RolledBack);
        assert_eq!(code(ended), ErrorCode::Cancelled);
        world.assert_nothing().await;
    }
    world.assert_agreement().await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_goes_to_the_pool_that_is_named() {
    let world = world().await;
    let host_id = world.host_id().await;
    let create = StoragePoolCreate { host_id, name: "fast".into(), path: "/srv/fast".into() };
    let pool = world.bay.storage_pools().create(create).await.expect("a pool");
    let image = world.import(world.disk("i").pool(pool.id).host(host_id)).await;
    assert_eq!(image.pool_id, pool.id);
    assert_eq!(world.host.inventory().volumes[0].volume.pool, "/srv/fast");
    assert_eq!(code(world.bay.storage_pools().delete(pool.id).await), ErrorCode::InUse);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_sees_no_image_of_another() {
    let world = world().await;
    let image = world.import(world.disk("i")).await;
    let other = world.bay.organizations().create("other").await.expect("a tenant");
    let tenant = world.bay.with(Context { scope: Scope::Organization(other.id), ..Context::default() });
    assert!(tenant.images().list(ImageQuery::default()).await.expect("a list").items.is_empty());
    assert_eq!(code(tenant.images().get(image.id).await), ErrorCode::NotFound);
    assert_eq!(code(tenant.images().update(image.id, ImageUpdate::default()).await), ErrorCode::NotFound);
    assert_eq!(code(tenant.images().begin_delete(image.id).await), ErrorCode::NotFound);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_exchanged_after_it_was_judged_is_judged_again() {
    let (release, released) = tokio::sync::watch::channel(false);
    let wait = Task::new("block", move |_| {
        let mut released = released.clone();
        async move {
            drop(released.wait_for(|released| *released).await);
            Ok(serde_json::Value::Null)
        }
    });
    let runner = RunnerOptions { concurrency: 1, ..RunnerOptions::default() };
    let world = World::with(Vmbay::builder().runner(runner).operation(wait)).await;
    let blocked = world.bay.operations().begin("block", OperationBegin::default()).await.expect("it begins");
    let operation = world.bay.images().begin_import(world.disk("i")).await.expect("it passes");
    let smaller = world.bay.images().begin_import(world.disk("j")).await.expect("it passes");

    let mut hostile = content::qcow2(1 << 30);
    hostile[15] = 1;
    world.file("i", &hostile);
    world.file("j", &content::qcow2(1 << 29));
    release.send_replace(true);
    blocked.wait().await.expect("it ends");
    for (import, why) in [(operation, "backing file"), (smaller, "changed")] {
        let error = import.wait().await.expect_err("it is refused");
        assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, "path"));
        assert!(error.to_string().contains(why), "{error}");
    }
    world.assert_nothing().await;
    world.close().await;
}
