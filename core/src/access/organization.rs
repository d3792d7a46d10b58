//! Tenants.

use crate::{clock::Timestamp, id::OrganizationId};

/// A tenant: it owns projects and everything in them.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(table = "organizations")]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its version.
    pub version: u64,
    /// Its name, unique.
    #[entity(unique)]
    pub name: String,
    /// Whether it is suspended: nothing of it starts any more.
    pub suspended: bool,
    /// When it was created.
    pub created_at: Timestamp,
}
