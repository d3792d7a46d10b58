//! Where volumes live.

use std::path::{Component, Path};

use serde_json::json;

use crate::{
    access::{Caller, Permission},
    clock::Timestamp,
    error::{Error, Resource, Result},
    fleet::{Host, HostLinks},
    hypervisor::PoolSpace,
    id::{HostId, StoragePoolId},
    name::check_name,
    page::{Cursor, DEFAULT_LIMIT, Page},
    storage::{Changes, Filter, Query, Repository},
    text_enum,
};

text_enum! {
    /// What a storage pool is.
    pub enum PoolKind {
        /// A directory of the host.
        Directory = "directory",
    }
}

/// A place for volumes on a host.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(table = "storage_pools", unique = "host_id, name", unique = "host_id, path")]
pub struct StoragePool {
    /// Its id.
    pub id: StoragePoolId,
    /// Its version.
    pub version: u64,
    /// The host it is on.
    #[entity(references = "hosts")]
    pub host_id: HostId,
    /// Its name, unique on the host.
    pub name: String,
    /// What it is.
    pub kind: PoolKind,
    /// The absolute path on the host.
    pub path: String,
    /// When it was created.
    pub created_at: Timestamp,
}

/// A storage pool to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoragePoolCreate {
    /// The host it is on.
    pub host_id: HostId,
    /// Its name, unique on the host.
    pub name: String,
    /// The absolute path of a directory on the host, which is made when it is not there.
    pub path: String,
}

impl StoragePoolCreate {
    /// Refuses what can be refused without looking at anything.
    fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        let path = Path::new(&self.path);
        let plain = path.is_absolute()
            && path.components().skip(1).all(|part| matches!(part, Component::Normal(_)))
            && !self.path.chars().any(char::is_control);
        // Written in one way only, so that one directory is one pool.
        let written = path.components().as_path().to_str() == Some(&self.path) && self.path != "/";
        if plain && written && !self.path.contains("//") && !self.path.contains("/./") {
            return Ok(());
        }
        Err(Error::invalid("path", "must be an absolute path without . or .. and without a / at its end"))
    }
}

/// Which storage pools to list, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoragePoolQuery {
    /// Only those on this host.
    pub host_id: Option<HostId>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for StoragePoolQuery {
    fn default() -> Self {
        Self { host_id: None, after: None, limit: DEFAULT_LIMIT }
    }
}

/// Storage pools: [`Vmbay::storage_pools`](crate::Vmbay::storage_pools).
///
/// Pools belong to hosts and to no organization: whoever may use the permission reads them all, and only a caller whose
/// scope is the whole installation changes them. Every host that keeps volumes has one from the start, named `default`.
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay, host: vmbay::fleet::Host) -> vmbay::Result<()> {
/// use vmbay::disk::StoragePoolCreate;
///
/// let create = StoragePoolCreate { host_id: host.id, name: "fast".into(), path: "/srv/nvme/volumes".into() };
/// let pool = bay.storage_pools().create(create).await?;
/// let space = bay.storage_pools().space(pool.id).await?;
/// println!("{} of {} bytes are free", space.available_bytes, space.capacity_bytes);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct StoragePools {
    caller: Caller,
    hosts: HostLinks,
}

impl StoragePools {
    pub(crate) fn new(caller: Caller, hosts: HostLinks) -> Self {
        Self { caller, hosts }
    }

    /// The storage pool of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: StoragePoolId) -> Result<StoragePool> {
        let scope = self.caller.authorize(Permission::new("storage_pool:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of storage pools, oldest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: StoragePoolQuery) -> Result<Page<StoragePool>> {
        let scope = self.caller.authorize(Permission::new("storage_pool:list")).await?;
        let filter = query.host_id.map_or(Filter::All, |id| Filter::eq("host_id", id));
        let page =
            Query::of::<StoragePool>().filter(filter).limit(query.limit).resume(query.after.as_ref())?;
        self.caller.list(scope, page).await
    }

    /// The space in a storage pool.
    ///
    /// # Errors
    /// `not_found`; `unavailable` when its host or its directory is not within reach.
    pub async fn space(&self, id: StoragePoolId) -> Result<PoolSpace> {
        let scope = self.caller.authorize(Permission::new("storage_pool:space")).await?;
        let pool: StoragePool = self.caller.get(scope, id).await?;
        self.hosts.get(pool.host_id)?.hypervisor.pool_space(&pool.path).await
    }

    /// Creates a storage pool, and makes sure that its directory can be used.
    ///
    /// # Errors
    /// `invalid_argument` with the field; `not_found` for the host; `already_exists` for the name or the path;
    /// `unavailable` when the host or the directory is not within reach; `permission_denied`.
    pub async fn create(&self, create: StoragePoolCreate) -> Result<StoragePool> {
        self.caller.authorize_all(Permission::new("storage_pool:create")).await?;
        create.check()?;
        let storage = &self.caller.ports.storage;
        let host = Repository::<Host>::get(&**storage, create.host_id).await?;
        let link = self.hosts.get(host.id)?;
        let pool = StoragePool {
            id: self.caller.ports.id(),
            version: 1,
            host_id: host.id,
            name: create.name,
            kind: PoolKind::Directory,
            path: create.path,
            created_at: self.caller.ports.now(),
        };
        let payload = json!({ "name": pool.name, "path": pool.path });
        let event = self.caller.event("storage_pool.created", &pool, payload);
        storage.commit(Changes::new().insert(&pool)?.emit(&event)?).await?;
        match link.hypervisor.pool_space(&pool.path).await {
            Ok(_) => Ok(pool),
            Err(error) => {
                self.remove(&pool).await?;
                Err(error)
            }
        }
    }

    /// Deletes a storage pool. Its directory stays as it is.
    ///
    /// # Errors
    /// `not_found`, `permission_denied`; `in_use` while volumes or images are in it, and for the default one of a host.
    pub async fn delete(&self, id: StoragePoolId) -> Result<()> {
        self.caller.authorize_all(Permission::new("storage_pool:delete")).await?;
        let pool = Repository::<StoragePool>::get(&*self.caller.ports.storage, id).await?;
        if self.hosts.iter().any(|link| link.default_pool == Some(id)) {
            let resource = Resource::new("storage_pool", id);
            return Err(Error::InUse { resource, by: "the host whose default pool it is".into() });
        }
        self.remove(&pool).await
    }

    async fn remove(&self, pool: &StoragePool) -> Result<()> {
        let event = self.caller.event("storage_pool.deleted", pool, json!({ "name": pool.name }));
        self.caller.ports.storage.commit(Changes::new().delete(pool).emit(&event)?).await
    }
}
