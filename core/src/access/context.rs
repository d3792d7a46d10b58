//! On whose behalf a call is made.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    clock::Timestamp,
    id::{OrganizationId, ProjectId, UserId},
    storage::{Filter, Schema},
};

/// Who acts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// The embedding application itself.
    #[default]
    System,
    /// A user of it.
    User(UserId),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::User(id) => write!(f, "user:{id}"),
        }
    }
}

/// How far a call can see. What lies beyond reads as not found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// Everything.
    #[default]
    All,
    /// One organization and its projects.
    Organization(OrganizationId),
    /// One project.
    Project(OrganizationId, ProjectId),
}

impl Scope {
    /// The condition that keeps a query on `schema` within the scope. A table that belongs to no organization is open to
    /// every scope; one that belongs to an organization but to no project is open to the organization's projects.
    pub fn filter(self, schema: &Schema) -> Filter {
        let within = |kind: &str, column: &'static str, id: uuid::Uuid| {
            if schema.kind == kind {
                Filter::eq("id", id)
            } else if schema.has(column) {
                Filter::eq(column, id)
            } else {
                Filter::All
            }
        };
        match self {
            Self::All => Filter::All,
            Self::Organization(organization) => {
                within("organization", "organization_id", organization.into())
            }
            Self::Project(organization, project) => within(
                "organization",
                "organization_id",
                organization.into(),
            )
            .and(within("project", "project_id", project.into())),
        }
    }

    /// Whether something of this organization and project lies within the scope.
    pub fn contains(self, organization: Option<OrganizationId>, project: Option<ProjectId>) -> bool {
        match self {
            Self::All => true,
            Self::Organization(own) => organization == Some(own),
            Self::Project(own, own_project) => organization == Some(own) && project == Some(own_project),
        }
    }

    /// The part of both scopes, or none when they do not meet.
    pub fn narrow(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::All, scope) | (scope, Self::All) => Some(scope),
            (Self::Organization(a), Self::Organization(b) | Self::Project(b, _)) if a == b => Some(other),
            (Self::Project(a, _), Self::Organization(b)) if a == b => Some(self),
            (Self::Project(..), Self::Project(..)) if self == other => Some(self),
            _ => None,
        }
    }
}

/// On whose behalf, for which request and until when a call is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Who acts.
    pub actor: Actor,
    /// How far they can see at most; the policy may narrow it.
    pub scope: Scope,
    /// The request it belongs to, kept with operations and events.
    pub request_id: Option<String>,
    /// When to give up, by the clock of this process; an operation that is begun takes it along, and a runner elsewhere
    /// compares it with its own.
    pub deadline: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Project, storage::Entity};

    #[test]
    fn a_scope_filters_by_the_columns_the_table_has() {
        let organization = OrganizationId::from(uuid::Uuid::from_u128(1));
        let project = ProjectId::from(uuid::Uuid::from_u128(2));
        let scope = Scope::Project(organization, project);
        assert_eq!(
            scope.filter(Project::SCHEMA),
            Filter::eq("organization_id", organization).and(Filter::eq("id", project))
        );
        assert_eq!(
            scope.filter(super::super::Organization::SCHEMA),
            Filter::eq("id", organization),
            "a project sees its own organization"
        );
    }

    #[test]
    fn scopes_narrow_to_their_common_part() {
        let (a, b) =
            (OrganizationId::from(uuid::Uuid::from_u128(1)), OrganizationId::from(uuid::Uuid::from_u128(2)));
        let project = Scope::Project(a, ProjectId::from(uuid::Uuid::from_u128(3)));
        assert_eq!(Scope::Organization(a).narrow(project), Some(project));
        assert_eq!(Scope::Organization(b).narrow(project), None);
        assert_eq!(Scope::All.narrow(Scope::Organization(b)), Some(Scope::Organization(b)));
    }
}
