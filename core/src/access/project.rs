//! Groups inside a tenant.

use crate::{
    clock::Timestamp,
    id::{OrganizationId, ProjectId},
};

/// A group inside an organization, such as a department.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(table = "projects", unique = "organization_id, name")]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its version.
    pub version: u64,
    /// The organization it belongs to.
    #[entity(references = "organizations")]
    pub organization_id: OrganizationId,
    /// Its name, unique in the organization.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
}
