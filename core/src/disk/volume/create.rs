//! Making a volume: the row, then the file.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    record::{Volume, VolumeState},
    service::CREATE,
    step::{place, volume},
};
use crate::{
    disk::{
        image::{Image, ImageKind, ImageState},
        inspect::size_problem,
        place::Place,
        pool::StoragePool,
    },
    error::{Error, Failure, Resource, Result},
    fleet::HostLinks,
    hypervisor::{VolumeFormat, VolumeSpec},
    id::{HostId, ImageId, OperationId, OrganizationId, ProjectId, StoragePoolId},
    name::check_name,
    operation::{Run, Saga, Step},
    ports::Ports,
    storage::{Changes, Repository},
};

/// A volume to make: empty, or a linked clone of a disk image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeCreate {
    /// A name for people; need not be unique.
    pub name: String,
    /// Its size in bytes: 1 MiB to 64 TiB, a multiple of 512; of a clone, at least the image's.
    pub size_bytes: u64,
    /// Its format; qcow2 unless told otherwise, which a clone needs.
    pub format: VolumeFormat,
    /// The disk image it is a linked clone of.
    pub image_id: Option<ImageId>,
    /// The project; the caller's own unless told otherwise.
    pub project_id: Option<ProjectId>,
    /// The host whose default pool it goes to; the image's, or one that is enabled, unless told otherwise.
    pub host_id: Option<HostId>,
    /// The pool it goes to; the image's, or the host's default one, unless told otherwise.
    pub pool_id: Option<StoragePoolId>,
    /// The same key and input give the same operation.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

impl VolumeCreate {
    /// An empty volume of this size.
    pub fn new(name: impl Into<String>, size_bytes: u64) -> Self {
        Self {
            name: name.into(),
            size_bytes,
            format: VolumeFormat::Qcow2,
            image_id: None,
            project_id: None,
            host_id: None,
            pool_id: None,
            idempotency_key: None,
        }
    }

    /// As a linked clone of this disk image.
    pub fn from_image(mut self, id: ImageId) -> Self {
        self.image_id = Some(id);
        self
    }

    /// In this format.
    pub fn format(mut self, format: VolumeFormat) -> Self {
        self.format = format;
        self
    }

    /// In this project.
    pub fn project(mut self, id: ProjectId) -> Self {
        self.project_id = Some(id);
        self
    }

    /// On this host.
    pub fn host(mut self, id: HostId) -> Self {
        self.host_id = Some(id);
        self
    }

    /// In this pool.
    pub fn pool(mut self, id: StoragePoolId) -> Self {
        self.pool_id = Some(id);
        self
    }

    /// Under this idempotency key.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// Refuses what can be refused without looking at anything.
    pub(super) fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        check_size(self.size_bytes)?;
        if self.image_id.is_some() && self.format != VolumeFormat::Qcow2 {
            return Err(Error::invalid("format", "must be qcow2 for a linked clone"));
        }
        Ok(())
    }
}

/// Refuses sizes that no volume has.
pub(super) fn check_size(size_bytes: u64) -> Result<()> {
    size_problem(size_bytes).map_or(Ok(()), |problem| Err(Error::invalid("size_bytes", problem)))
}

/// Everything the row of a new volume is made of.
pub(super) struct Draft<'a> {
    pub(super) create: &'a VolumeCreate,
    pub(super) home: (OrganizationId, ProjectId),
    pub(super) pool: &'a StoragePool,
    pub(super) image: Option<&'a Image>,
    pub(super) operation: OperationId,
}

impl Draft<'_> {
    /// The volume and the unit that writes it down.
    pub(super) fn rows(&self, ports: &Ports) -> Result<(Volume, Changes)> {
        let volume = Volume {
            id: ports.id(),
            version: 1,
            organization_id: self.home.0,
            project_id: self.home.1,
            pool_id: self.pool.id,
            name: self.create.name.clone(),
            format: self.create.format,
            size_bytes: self.create.size_bytes,
            backing_volume_id: self.image.map(|image| image.volume_id),
            machine_id: None,
            delete_with_machine: false,
            position: None,
            image_id: None,
            state: VolumeState::Allocating,
            lock_operation_id: Some(self.operation),
            created_at: ports.now(),
        };
        let mut changes = Changes::new().insert(&volume)?;
        if let Some(image) = self.image {
            self.check_image(image)?;
            // A deletion of the image that begins meanwhile changes its version: one of the two is refused.
            changes = changes.expect(image);
        }
        Ok((volume, changes))
    }

    fn check_image(&self, image: &Image) -> Result<()> {
        if image.kind != ImageKind::Disk {
            return Err(Error::invalid("image_id", format!("is a {} image, not a disk image", image.kind)));
        }
        if image.state != ImageState::Ready {
            return Err(Error::IllegalTransition {
                resource: Resource::new("image", image.id),
                from: image.state.as_str().into(),
                verb: "be cloned".into(),
            });
        }
        let least = image.virtual_size_bytes.unwrap_or(0);
        if self.create.size_bytes < least {
            return Err(Error::invalid("size_bytes", format!("must be at least the image's {least}")));
        }
        Ok(())
    }
}

/// Makes the file that the row tells of.
#[derive(Clone, Debug)]
pub(crate) struct CreateVolume {
    pub(crate) hosts: HostLinks,
}

#[async_trait]
impl Saga for CreateVolume {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Make];
    const COMPENSATES: bool = true;

    fn kind(&self) -> &str {
        CREATE
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let volume = Volume { state: VolumeState::Ready, lock_operation_id: None, ..volume(run).await? };
        let event = run.event("volume.ready", &volume, json!({ "name": volume.name }));
        Changes::new().update(&volume)?.emit(&event)
    }

    async fn fail(&self, run: &Run, failure: &Failure, undone: bool) -> Result<Changes> {
        let volume = volume(run).await?;
        let payload = json!({ "name": volume.name, "failure": failure });
        let changes = Changes::new().emit(&run.event("volume.create_failed", &volume, payload))?;
        if undone {
            return Ok(changes.delete(&volume));
        }
        // Its file may be left: whoever deletes the volume takes it away.
        changes.update(&Volume { state: VolumeState::Orphaned, lock_operation_id: None, ..volume })
    }
}

struct Make;

#[async_trait]
impl Step<CreateVolume> for Make {
    fn name(&self) -> &'static str {
        "make"
    }

    async fn perform(&self, saga: &CreateVolume, run: &Run) -> Result<()> {
        let volume = volume(run).await?;
        let backing = match volume.backing_volume_id {
            Some(id) => {
                let base = Repository::<Volume>::get(&*run.ports().storage, id).await?;
                Some(Place::of(run.ports(), &saga.hosts, &base).await?.volume)
            }
            None => None,
        };
        let place = Place::of(run.ports(), &saga.hosts, &volume).await?;
        let spec = VolumeSpec { volume: place.volume, size_bytes: volume.size_bytes, backing };
        place.hypervisor.create_volume(&spec).await
    }

    async fn undo(&self, saga: &CreateVolume, run: &Run) -> Result<()> {
        let place = place(run, &saga.hosts).await?;
        place.hypervisor.delete_volume(&place.volume).await
    }
}
