//! One row per file, created before the file.

use crate::{
    clock::Timestamp,
    disk::pool::StoragePool,
    error::{Error, Resource, Result},
    hypervisor::{VolumeFormat, VolumeRef},
    id::{ImageId, MachineId, OperationId, OrganizationId, ProjectId, StoragePoolId, VolumeId},
    text_enum,
};

text_enum! {
    /// Where a volume stands.
    pub enum VolumeState {
        /// The row is there, the file may not be yet.
        Allocating = "allocating",
        /// It can be used.
        Ready = "ready",
        /// A machine or an image uses it.
        InUse = "in_use",
        /// The file is going, then the row.
        Deleting = "deleting",
        /// A file whose owner is gone, and which could not be removed.
        Orphaned = "orphaned",
        /// The row is there, the file is not.
        Lost = "lost",
    }
}

/// A disk file.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(
    table = "volumes",
    index = "project_id, created_at",
    index = "organization_id, created_at",
    index = "created_at",
    index = "pool_id"
)]
pub struct Volume {
    /// Its id; the file is named after it.
    pub id: VolumeId,
    /// Its version.
    pub version: u64,
    /// The organization it belongs to.
    #[entity(references = "organizations")]
    pub organization_id: OrganizationId,
    /// The project it belongs to.
    #[entity(references = "projects")]
    pub project_id: ProjectId,
    /// The pool its file is in.
    #[entity(references = "storage_pools")]
    pub pool_id: StoragePoolId,
    /// A name for people; not unique.
    pub name: String,
    /// Its format.
    pub format: VolumeFormat,
    /// The size a guest sees, in bytes.
    pub size_bytes: u64,
    /// The volume it is a linked clone of, which cannot be deleted before it.
    #[entity(index, references = "volumes")]
    pub backing_volume_id: Option<VolumeId>,
    /// The machine that has it as a disk.
    #[entity(index, references = "machines")]
    pub machine_id: Option<MachineId>,
    /// Whether it was made with the machine, and goes with it.
    pub delete_with_machine: bool,
    /// Its place among the machine's disks, from 0.
    pub position: Option<u32>,
    /// The image it is a file of.
    #[entity(index, references = "images")]
    pub image_id: Option<ImageId>,
    /// Where it stands.
    pub state: VolumeState,
    /// The operation that holds it.
    pub lock_operation_id: Option<OperationId>,
    /// When it was asked for.
    pub created_at: Timestamp,
}

impl Volume {
    /// The volume with `operation` holding it.
    ///
    /// # Errors
    /// `locked` while another operation holds it.
    pub(super) fn locked(self, operation: OperationId) -> Result<Self> {
        if let Some(operation) = self.lock_operation_id {
            return Err(Error::Locked { resource: self.resource(), operation });
        }
        Ok(Self { lock_operation_id: Some(operation), ..self })
    }

    /// The volume as `operation` deletes it. A deletion that failed can be begun again.
    ///
    /// # Errors
    /// `locked`; `in_use` when it belongs to a machine or an image.
    pub(super) fn deleting(self, operation: OperationId) -> Result<Self> {
        self.refuse_owner()?;
        Ok(Self { state: VolumeState::Deleting, ..self.locked(operation)? })
    }

    /// The volume as `operation` grows it to `size_bytes`.
    ///
    /// # Errors
    /// `invalid_argument` when it would not grow; `in_use` when it belongs to an image; `illegal_transition`; `locked`.
    pub(super) fn growing(self, size_bytes: u64, operation: OperationId) -> Result<Self> {
        if self.image_id.is_some() {
            return Err(self.in_use("the image it is a file of"));
        }
        if !matches!(self.state, VolumeState::Ready | VolumeState::InUse) {
            return Err(Error::IllegalTransition {
                resource: self.resource(),
                from: self.state.as_str().into(),
                verb: "resize".into(),
            });
        }
        if size_bytes <= self.size_bytes {
            return Err(Error::invalid(
                "size_bytes",
                format!("must be above the present {}", self.size_bytes),
            ));
        }
        self.locked(operation)
    }

    fn refuse_owner(&self) -> Result<()> {
        match (self.image_id, self.machine_id) {
            (Some(_), _) => Err(self.in_use("the image it is a file of")),
            (_, Some(_)) => Err(self.in_use("the machine it is a disk of")),
            (None, None) => Ok(()),
        }
    }

    fn in_use(&self, by: &'static str) -> Error {
        Error::InUse { resource: self.resource(), by: by.into() }
    }

    fn resource(&self) -> Resource {
        Resource::new("volume", self.id)
    }
}

/// Where a volume of `pool` lies, as hypervisors name it.
pub(crate) fn volume_ref(pool: &StoragePool, volume: &Volume) -> VolumeRef {
    VolumeRef { pool: pool.path.clone(), id: volume.id, format: volume.format }
}
