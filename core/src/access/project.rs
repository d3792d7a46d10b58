//! Groups inside a tenant.

use serde_json::json;

use super::{
    caller::Caller, context::Scope, organization::Organization, organization::no_open_operation,
    policy::Permission,
};
use crate::{
    clock::Timestamp,
    error::{Error, Resource, Result},
    id::{OrganizationId, ProjectId},
    name::check_name,
    page::{Cursor, DEFAULT_LIMIT, Page},
    storage::{Changes, Filter, Query},
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

/// Which projects to list, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectQuery {
    /// Only those of this organization.
    pub organization_id: Option<OrganizationId>,
    /// Only those whose name begins with this.
    pub name_prefix: Option<String>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for ProjectQuery {
    fn default() -> Self {
        Self { organization_id: None, name_prefix: None, after: None, limit: DEFAULT_LIMIT }
    }
}

/// Projects: [`Vmbay::projects`](crate::Vmbay::projects).
///
/// An organization orders its projects itself: a caller confined to one project reads it and no more.
#[derive(Clone, Debug)]
pub struct Projects {
    caller: Caller,
}

impl Projects {
    pub(crate) fn new(caller: Caller) -> Self {
        Self { caller }
    }

    /// Makes a project in an organization.
    ///
    /// # Errors
    /// `invalid_argument` or `already_exists` for the name; `not_found` for the organization; `permission_denied`.
    pub async fn create(&self, organization: OrganizationId, name: impl Into<String>) -> Result<Project> {
        let scope = self.authorize(Permission::new("project:create")).await?;
        let name = name.into();
        check_name("name", &name)?;
        let organization_id = self.caller.get::<Organization>(scope, organization).await?.id;
        let ports = &self.caller.ports;
        let project = Project { id: ports.id(), version: 1, organization_id, name, created_at: ports.now() };
        let event = self.caller.event("project.created", &project, json!({ "name": project.name }));
        ports.storage.commit(Changes::new().insert(&project)?.emit(&event)?).await?;
        Ok(project)
    }

    /// The project of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: ProjectId) -> Result<Project> {
        let scope = self.caller.authorize(Permission::new("project:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of projects, oldest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: ProjectQuery) -> Result<Page<Project>> {
        let scope = self.caller.authorize(Permission::new("project:list")).await?;
        let conditions = [
            query.organization_id.map(|id| Filter::eq("organization_id", id)),
            query.name_prefix.map(|prefix| Filter::prefix("name", prefix)),
        ];
        let filter = conditions.into_iter().flatten().fold(Filter::All, Filter::and);
        self.caller
            .list(
                scope,
                Query::of::<Project>().filter(filter).limit(query.limit).resume(query.after.as_ref())?,
            )
            .await
    }

    /// Gives the project another name.
    ///
    /// # Errors
    /// `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
    /// `expected_version`; `permission_denied`; `in_use` for the default one.
    pub async fn rename(
        &self,
        id: ProjectId,
        name: impl Into<String>,
        expected_version: Option<u64>,
    ) -> Result<Project> {
        let scope = self.authorize(Permission::new("project:update")).await?;
        let name = name.into();
        check_name("name", &name)?;
        self.caller.get::<Project>(scope, id).await?;
        self.not_the_default(id)?;
        let edit = |project: &mut Project| {
            project.name.clone_from(&name);
            Ok(json!({ "name": name }))
        };
        self.caller.edit(scope, id, expected_version, "project.updated", edit).await
    }

    /// Deletes a project in which nothing is any more.
    ///
    /// # Errors
    /// `in_use` while a machine, image or volume is in it, while an operation of it is not over, and for the default
    /// one; `not_found`, `permission_denied`.
    pub async fn delete(&self, id: ProjectId) -> Result<()> {
        let scope = self.authorize(Permission::new("project:delete")).await?;
        let project: Project = self.caller.get(scope, id).await?;
        self.not_the_default(id)?;
        no_open_operation(&self.caller, Filter::eq("project_id", id), Resource::new("project", id)).await?;
        let event = self.caller.event("project.deleted", &project, json!({ "name": project.name }));
        self.caller.ports.storage.commit(Changes::new().delete(&project).emit(&event)?).await
    }

    /// The scope of a caller who may change projects: wider than one of them.
    async fn authorize(&self, permission: Permission) -> Result<Scope> {
        match self.caller.authorize(permission).await? {
            Scope::Project(..) => Err(Error::PermissionDenied { permission: permission.as_str().into() }),
            scope => Ok(scope),
        }
    }

    fn not_the_default(&self, id: ProjectId) -> Result<()> {
        if id == self.caller.home().1 {
            return Err(Error::InUse {
                resource: Resource::new("project", id),
                by: "callers who name none".into(),
            });
        }
        Ok(())
    }
}
