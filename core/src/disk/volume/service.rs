//! Volumes: making, finding, growing and deleting them.

use futures::stream::BoxStream;
use serde_json::json;

use super::{
    create::{Draft, VolumeCreate, check_size},
    delete::Deletion,
    record::{Volume, VolumeState},
    resize::{Resize, hold},
};
use crate::{
    access::{Caller, Permission, Scope},
    compute::Machine,
    disk::{image::Image, place::choose_pool, pool::StoragePool, users::refuse_used_volume},
    error::{Error, Result},
    fleet::HostLinks,
    id::{MachineId, ProjectId, StoragePoolId, VolumeId},
    operation::{NewOperation, Operation, OperationRecord, Runner},
    page::{Cursor, DEFAULT_LIMIT, Page},
    storage::{Changes, Direction, Entity, Filter, Query, Repository},
};

/// The kinds of the operations on volumes.
pub(super) const CREATE: &str = "volume.create";
pub(super) const RESIZE: &str = "volume.resize";
pub(super) const DELETE: &str = "volume.delete";

/// How often a verb is begun anew because a row changed while it was being begun.
const CONFLICTS: u32 = 100;

/// Which volumes to list, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct VolumeQuery {
    /// Only those in this project.
    pub project_id: Option<ProjectId>,
    /// Only those in this pool.
    pub pool_id: Option<StoragePoolId>,
    /// Only the disks of this machine.
    pub machine_id: Option<MachineId>,
    /// Only the linked clones of this volume.
    pub backing_volume_id: Option<VolumeId>,
    /// Only those in this state.
    pub state: Option<VolumeState>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for VolumeQuery {
    fn default() -> Self {
        Self {
            project_id: None,
            pool_id: None,
            machine_id: None,
            backing_volume_id: None,
            state: None,
            after: None,
            limit: DEFAULT_LIMIT,
        }
    }
}

impl VolumeQuery {
    fn query(&self) -> Result<Query> {
        let equals = [
            self.project_id.map(|id| Filter::eq("project_id", id)),
            self.pool_id.map(|id| Filter::eq("pool_id", id)),
            self.machine_id.map(|id| Filter::eq("machine_id", id)),
            self.backing_volume_id.map(|id| Filter::eq("backing_volume_id", id)),
            self.state.map(|state| Filter::eq("state", state)),
        ];
        Query::of::<Volume>()
            .filter(equals.into_iter().flatten().fold(Filter::All, Filter::and))
            .order_by("created_at", Direction::Descending)
            .limit(self.limit)
            .resume(self.after.as_ref())
    }
}

/// Volumes: [`Vmbay::volumes`](crate::Vmbay::volumes).
///
/// Long verbs are pairs: `create` returns when the volume is ready, `begin_create` returns an [`Operation`] at once.
/// Dropping the future of the first abandons the wait, not the work.
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay, image: vmbay::disk::Image) -> vmbay::Result<()> {
/// use vmbay::disk::VolumeCreate;
///
/// let data = bay.volumes().create(VolumeCreate::new("data", 10 << 30)).await?;
/// let clone = bay.volumes().create(VolumeCreate::new("root", 20 << 30).from_image(image.id)).await?;
/// bay.volumes().resize(data.id, 20 << 30).await?;
/// bay.volumes().delete(clone.id).await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Volumes {
    caller: Caller,
    hosts: HostLinks,
    runner: Runner,
}

impl Volumes {
    pub(crate) fn new(caller: Caller, hosts: HostLinks, runner: Runner) -> Self {
        Self { caller, hosts, runner }
    }

    /// The volume of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: VolumeId) -> Result<Volume> {
        let scope = self.caller.authorize(Permission::new("volume:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of volumes, newest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: VolumeQuery) -> Result<Page<Volume>> {
        let scope = self.caller.authorize(Permission::new("volume:list")).await?;
        self.caller.list(scope, query.query()?).await
    }

    /// Every volume, newest first, page by page; `query.limit` is the size of a page.
    pub async fn stream(&self, query: VolumeQuery) -> Result<BoxStream<'static, Result<Volume>>> {
        let scope = self.caller.authorize(Permission::new("volume:list")).await?;
        let query = query.query()?.filter(scope.filter(Volume::SCHEMA));
        Ok(Repository::<Volume>::stream(self.caller.ports.storage.clone(), query))
    }

    /// Makes a volume: its row, then its file.
    ///
    /// # Errors
    /// `invalid_argument` with the field, before any side effect; `not_found` for an image, pool, host or project;
    /// `illegal_transition` for an image that is not ready; `out_of_space`; `idempotency_conflict`. Whatever the failure,
    /// nothing is left of the volume.
    pub async fn create(&self, create: VolumeCreate) -> Result<Volume> {
        self.begin_create(create).await?.wait().await
    }

    /// Begins what [`create`](Self::create) does.
    pub async fn begin_create(&self, create: VolumeCreate) -> Result<Operation<Volume>> {
        let scope = self.caller.authorize(Permission::new("volume:create")).await?;
        create.check()?;
        let home = self.caller.place(scope, create.project_id).await?;
        let mut new = NewOperation {
            organization_id: Some(home.0),
            project_id: Some(home.1),
            input: json!(create),
            idempotency_key: create.idempotency_key.clone(),
            ..NewOperation::of(CREATE)
        };
        if let Some(earlier) = self.runner.earlier(&new).await? {
            return Ok(self.handle(&earlier));
        }
        let image = match create.image_id {
            Some(id) => Some(self.caller.get::<Image>(scope, id).await?),
            None => None,
        };
        let pool = self.choose_pool(&create, image.as_ref()).await?;
        new.host_id = Some(pool.host_id);
        let mut operation = self.runner.prepare(&self.caller, new);
        let draft =
            Draft { create: &create, home, pool: &pool, image: image.as_ref(), operation: operation.id };
        let (volume, rows) = draft.rows(&self.caller.ports)?;
        operation.target_kind = Some("volume".to_owned());
        operation.target_id = Some(volume.id.into());
        let payload = json!({ "name": volume.name, "size_bytes": volume.size_bytes });
        let event = self.caller.event("volume.created", &volume, payload);
        Ok(self.handle(&self.runner.submit(operation, rows.emit(&event)?).await?))
    }

    /// Where a new volume goes: a clone to the host of its image, which is the only one that can read it.
    async fn choose_pool(&self, create: &VolumeCreate, image: Option<&Image>) -> Result<StoragePool> {
        let Some(image) = image else {
            return choose_pool(&self.caller.ports, &self.hosts, create.pool_id, create.host_id).await;
        };
        let storage = &*self.caller.ports.storage;
        let base = Repository::<StoragePool>::get(storage, image.pool_id).await?;
        let host = create.host_id.or(Some(base.host_id));
        let pool = create.pool_id.or((host == Some(base.host_id)).then_some(base.id));
        let pool = choose_pool(&self.caller.ports, &self.hosts, pool, host).await?;
        if pool.host_id != base.host_id {
            return Err(Error::invalid("host_id", "must be the host that the image is on"));
        }
        Ok(pool)
    }

    /// Grows a volume to `size_bytes`. The machine it is a disk of is off.
    ///
    /// # Errors
    /// `invalid_argument` when it would not grow; `not_found`, `locked`; `in_use` when it belongs to an image;
    /// `illegal_transition` while its machine is on or saved.
    pub async fn resize(&self, id: VolumeId, size_bytes: u64) -> Result<Volume> {
        self.begin_resize(id, size_bytes).await?.wait().await
    }

    /// Begins what [`resize`](Self::resize) does.
    pub async fn begin_resize(&self, id: VolumeId, size_bytes: u64) -> Result<Operation<Volume>> {
        let scope = self.caller.authorize(Permission::new("volume:resize")).await?;
        check_size(size_bytes)?;
        let mut tries = 0;
        loop {
            let (volume, mut new) = self.target(scope, id, RESIZE).await?;
            new.input = json!(Resize { size_bytes });
            let operation = self.runner.prepare(&self.caller, new);
            let volume = volume.growing(size_bytes, operation.id)?;
            let mut rows = Changes::new().update(&volume)?;
            if let Some(machine) = volume.machine_id {
                let machine: Machine = Repository::get(&*self.caller.ports.storage, machine).await?;
                rows = rows.update(&hold(machine, operation.id)?)?;
            }
            match self.runner.submit(operation, rows).await {
                Ok(record) => return Ok(self.handle(&record)),
                Err(Error::Conflict { .. }) if tries < CONFLICTS => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Deletes a volume: its file, then its row.
    ///
    /// # Errors
    /// `not_found`, `locked`; `in_use` while it belongs to a machine or an image, or others are clones of it, before the
    /// file is touched. When deleting the file fails later, the volume stays `deleting` and can be deleted again.
    pub async fn delete(&self, id: VolumeId) -> Result<()> {
        self.begin_delete(id).await?.wait().await
    }

    /// Begins what [`delete`](Self::delete) does.
    pub async fn begin_delete(&self, id: VolumeId) -> Result<Operation<()>> {
        let scope = self.caller.authorize(Permission::new("volume:delete")).await?;
        let mut tries = 0;
        loop {
            let (volume, mut new) = self.target(scope, id, DELETE).await?;
            new.input = json!(Deletion { from: volume.state });
            let operation = self.runner.prepare(&self.caller, new);
            let volume = volume.deleting(operation.id)?;
            refuse_used_volume(&*self.caller.ports.storage, id).await?;
            match self.runner.submit(operation, Changes::new().update(&volume)?).await {
                Ok(record) => {
                    return Ok(Operation::new(self.runner.clone(), record.id, |_| async { Ok(()) }));
                }
                Err(Error::Conflict { .. }) if tries < CONFLICTS => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The volume, and an operation of `kind` on it.
    async fn target(&self, scope: Scope, id: VolumeId, kind: &str) -> Result<(Volume, NewOperation)> {
        let volume: Volume = self.caller.get(scope, id).await?;
        let pool = Repository::<StoragePool>::get(&*self.caller.ports.storage, volume.pool_id).await?;
        let new = NewOperation {
            organization_id: Some(volume.organization_id),
            project_id: Some(volume.project_id),
            target: Some(("volume", id.into())),
            host_id: Some(pool.host_id),
            ..NewOperation::of(kind)
        };
        Ok((volume, new))
    }

    /// The handle of an operation whose value is the volume as it then is.
    fn handle(&self, record: &OperationRecord) -> Operation<Volume> {
        let storage = self.caller.ports.storage.clone();
        Operation::new(self.runner.clone(), record.id, move |record| {
            let storage = storage.clone();
            async move {
                let id = record.target_id.unwrap_or_default();
                Repository::<Volume>::get(&*storage, id.into()).await
            }
        })
    }
}
