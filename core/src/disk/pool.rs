//! Where volumes live.

use crate::{
    clock::Timestamp,
    id::{HostId, StoragePoolId},
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
