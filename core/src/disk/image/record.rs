//! Importable bases of machines.

use std::collections::BTreeMap;

use crate::{
    clock::Timestamp,
    error::{Error, Resource, Result},
    id::{ImageId, OperationId, OrganizationId, ProjectId, StoragePoolId, VolumeId},
    text_enum,
};

text_enum! {
    /// What an image is.
    pub enum ImageKind {
        /// A cloud disk image: machines get a linked clone of it.
        Disk = "disk",
        /// An ISO: machines get it as a CD-ROM.
        Iso = "iso",
        /// A kernel and an initial RAM disk: machines boot them directly.
        Kernel = "kernel",
    }
}

text_enum! {
    /// Where an image stands.
    pub enum ImageState {
        /// Its files are on their way in.
        Importing = "importing",
        /// It can be used.
        Ready = "ready",
        /// It could not be imported; delete it.
        Failed = "failed",
        /// It is being deleted.
        Deleting = "deleting",
    }
}

/// A base that machines are made from.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(
    table = "images",
    unique = "project_id, name",
    index = "project_id, created_at",
    index = "organization_id, created_at",
    index = "created_at",
    index = "state"
)]
pub struct Image {
    /// Its id.
    pub id: ImageId,
    /// Its version.
    pub version: u64,
    /// The organization it belongs to.
    #[entity(references = "organizations")]
    pub organization_id: OrganizationId,
    /// The project it belongs to.
    #[entity(references = "projects")]
    pub project_id: ProjectId,
    /// Its name, unique in the project.
    pub name: String,
    /// What people should know.
    pub description: String,
    /// What it is.
    pub kind: ImageKind,
    /// Where it stands.
    pub state: ImageState,
    /// The operation that holds it.
    pub lock_operation_id: Option<OperationId>,
    /// The pool its files are in.
    #[entity(index, references = "storage_pools")]
    pub pool_id: StoragePoolId,
    /// The file of a disk or ISO, or the kernel.
    pub volume_id: VolumeId,
    /// The initial RAM disk of a kernel.
    pub initrd_volume_id: Option<VolumeId>,
    /// The sha256 of the main file as imported, in hex; none until it is ready.
    pub sha256: Option<String>,
    /// The sha256 of the initial RAM disk as imported, in hex.
    pub initrd_sha256: Option<String>,
    /// The size of the files as imported, in bytes.
    pub size_bytes: u64,
    /// The size a guest sees of a disk, in bytes.
    pub virtual_size_bytes: Option<u64>,
    /// The kernel's command line unless a machine brings its own.
    pub command_line: Option<String>,
    /// Labels, for choosing.
    pub labels: BTreeMap<String, String>,
    /// When it was asked for.
    pub created_at: Timestamp,
}

impl Image {
    /// The image as `operation` deletes it. A deletion that failed can be begun again, and so can that of an image that
    /// could not be imported.
    ///
    /// # Errors
    /// `locked` while another operation holds it.
    pub(super) fn deleting(self, operation: OperationId) -> Result<Self> {
        if let Some(operation) = self.lock_operation_id {
            return Err(Error::Locked { resource: Resource::new("image", self.id), operation });
        }
        Ok(Self { state: ImageState::Deleting, lock_operation_id: Some(operation), ..self })
    }
}
