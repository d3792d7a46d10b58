//! Storage pools.

use vmbay::{
    ErrorCode,
    access::{Context, Scope},
    disk::{StoragePoolCreate, StoragePoolQuery, VolumeCreate},
};

use crate::world::{World, code, unknown, world};

async fn create(world: &World, name: &str, path: &str) -> StoragePoolCreate {
    StoragePoolCreate { host_id: world.host_id().await, name: name.into(), path: path.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_is_created_used_and_deleted() {
    let world = world().await;
    let pools = world.bay.storage_pools();
    let pool = pools.create(create(&world, "fast", "/srv/fast").await).await.expect("a pool");
    assert_eq!(pools.get(pool.id).await.expect("the pool"), pool);
    let space = pools.space(pool.id).await.expect("its space");
    assert!(space.available_bytes > 0 && space.available_bytes <= space.capacity_bytes);

    let volume =
        world.bay.volumes().create(VolumeCreate::new("v", 1 << 30).pool(pool.id)).await.expect("a volume");
    assert_eq!(code(pools.delete(pool.id).await), ErrorCode::InUse);
    world.bay.volumes().delete(volume.id).await.expect("the volume is deleted");
    pools.delete(pool.id).await.expect("the pool is deleted");
    assert_eq!(code(pools.get(pool.id).await), ErrorCode::NotFound);
    assert_eq!(world.topics("storage_pool.").await, ["storage_pool.created", "storage_pool.deleted"]);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_with_its_field_and_leaves_nothing() {
    let world = world().await;
    let pools = world.bay.storage_pools();
    let wrong = [
        ("name", "a/b", "/srv/fast"),
        ("path", "p", ""),
        ("path", "p", "/"),
        ("path", "p", "srv/fast"),
        ("path", "p", "/srv/../etc"),
        ("path", "p", "/srv/./fast"),
        ("path", "p", "/srv//fast"),
        ("path", "p", "/srv/fast/"),
        ("path", "p", "/srv/fa\nst"),
    ];
    for (field, name, path) in wrong {
        let error = pools.create(create(&world, name, path).await).await.expect_err("it is refused");
        assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, field), "{path}");
    }
    let nowhere = StoragePoolCreate { host_id: unknown(), name: "p".into(), path: "/srv/p".into() };
    assert_eq!(code(pools.create(nowhere).await), ErrorCode::NotFound);
    assert_eq!(pools.list(StoragePoolQuery::default()).await.expect("a list").items.len(), 1);
    assert!(world.topics("storage_pool.").await.is_empty());
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_and_a_directory_are_one_pool_of_a_host() {
    let world = world().await;
    let pools = world.bay.storage_pools();
    pools.create(create(&world, "a", "/srv/a").await).await.expect("a pool");
    assert_eq!(code(pools.create(create(&world, "a", "/srv/b").await).await), ErrorCode::AlreadyExists);
    assert_eq!(code(pools.create(create(&world, "b", "/srv/a").await).await), ErrorCode::AlreadyExists);
    let query = StoragePoolQuery { host_id: Some(world.host_id().await), ..StoragePoolQuery::default() };
    let names: Vec<String> =
        pools.list(query).await.expect("a list").into_iter().map(|pool| pool.name).collect();
    assert_eq!(names, ["default", "a"]);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_pool_stays_and_a_tenant_makes_none() {
    let world = world().await;
    let pools = world.bay.storage_pools();
    let default = pools.list(StoragePoolQuery::default()).await.expect("a list").items.remove(0);
    assert_eq!(code(pools.delete(default.id).await), ErrorCode::InUse);
    let other = world.bay.organizations().create("other").await.expect("a tenant");
    let tenant = world.bay.with(Context { scope: Scope::Organization(other.id), ..Context::default() });
    let refused = tenant.storage_pools().create(create(&world, "p", "/etc").await).await;
    assert_eq!(code(refused), ErrorCode::PermissionDenied);
    assert_eq!(code(tenant.storage_pools().delete(default.id).await), ErrorCode::PermissionDenied);
    world.close().await;
}
