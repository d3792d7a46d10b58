//! Tenants.

use serde_json::json;

use super::{caller::Caller, context::Scope, policy::Permission};
use crate::{
    clock::Timestamp,
    error::{Error, Resource, Result},
    id::OrganizationId,
    name::check_name,
    operation::{OperationRecord, OperationState},
    page::{Cursor, DEFAULT_LIMIT, Page},
    storage::{Changes, Filter, Query, Repository},
};

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

/// Which organizations to list, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationQuery {
    /// Only those whose name begins with this.
    pub name_prefix: Option<String>,
    /// Only those that are suspended, or only those that are not.
    pub suspended: Option<bool>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for OrganizationQuery {
    fn default() -> Self {
        Self { name_prefix: None, suspended: None, after: None, limit: DEFAULT_LIMIT }
    }
}

/// Tenants: [`Vmbay::organizations`](crate::Vmbay::organizations).
///
/// Whether a tenant is, and whether it may work, is decided from above it: only a caller whose scope is the whole
/// installation makes, suspends, resumes and deletes organizations.
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
/// use vmbay::access::{Context, Scope};
///
/// let acme = bay.organizations().create("acme").await?;
/// let web = bay.projects().create(acme.id, "web").await?;
/// let tenant = bay.with(Context { scope: Scope::Project(acme.id, web.id), ..Context::default() });
/// assert!(tenant.machines().list(Default::default()).await?.items.is_empty());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Organizations {
    caller: Caller,
}

impl Organizations {
    pub(crate) fn new(caller: Caller) -> Self {
        Self { caller }
    }

    /// Makes an organization. It has no project yet.
    ///
    /// # Errors
    /// `invalid_argument` or `already_exists` for the name; `permission_denied`.
    pub async fn create(&self, name: impl Into<String>) -> Result<Organization> {
        self.caller.authorize_all(Permission::new("organization:create")).await?;
        let name = name.into();
        check_name("name", &name)?;
        let ports = &self.caller.ports;
        let organization =
            Organization { id: ports.id(), version: 1, name, suspended: false, created_at: ports.now() };
        let payload = json!({ "name": organization.name });
        let event = self.caller.event("organization.created", &organization, payload);
        ports.storage.commit(Changes::new().insert(&organization)?.emit(&event)?).await?;
        Ok(organization)
    }

    /// The organization of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: OrganizationId) -> Result<Organization> {
        let scope = self.caller.authorize(Permission::new("organization:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of organizations, oldest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: OrganizationQuery) -> Result<Page<Organization>> {
        let scope = self.caller.authorize(Permission::new("organization:list")).await?;
        let conditions = [
            query.name_prefix.map(|prefix| Filter::prefix("name", prefix)),
            query.suspended.map(|suspended| Filter::eq("suspended", suspended)),
        ];
        let filter = conditions.into_iter().flatten().fold(Filter::All, Filter::and);
        self.caller
            .list(
                scope,
                Query::of::<Organization>().filter(filter).limit(query.limit).resume(query.after.as_ref())?,
            )
            .await
    }

    /// Gives the organization another name.
    ///
    /// # Errors
    /// `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
    /// `expected_version`; `permission_denied`; `in_use` for the default one.
    pub async fn rename(
        &self,
        id: OrganizationId,
        name: impl Into<String>,
        expected_version: Option<u64>,
    ) -> Result<Organization> {
        let scope = self.caller.authorize(Permission::new("organization:update")).await?;
        if let Scope::Project(..) = scope {
            return Err(Error::PermissionDenied { permission: "organization:update".into() });
        }
        let name = name.into();
        check_name("name", &name)?;
        self.caller.get::<Organization>(scope, id).await?;
        self.not_the_default(id)?;
        let edit = |organization: &mut Organization| {
            organization.name.clone_from(&name);
            Ok(json!({ "name": name }))
        };
        self.caller.edit(scope, id, expected_version, "organization.updated", edit).await
    }

    /// Suspends the organization: it makes nothing new and starts nothing any more. What runs goes on running.
    ///
    /// # Errors
    /// `not_found`, `permission_denied`.
    pub async fn suspend(&self, id: OrganizationId) -> Result<Organization> {
        self.set_suspended(id, true, "organization.suspended").await
    }

    /// Lets a suspended organization work again.
    ///
    /// # Errors
    /// `not_found`, `permission_denied`.
    pub async fn resume(&self, id: OrganizationId) -> Result<Organization> {
        self.set_suspended(id, false, "organization.resumed").await
    }

    /// Deletes an organization that owns nothing any more.
    ///
    /// # Errors
    /// `in_use` while a project of it is there, while an operation of it is not over, and for the default one;
    /// `not_found`, `permission_denied`.
    pub async fn delete(&self, id: OrganizationId) -> Result<()> {
        self.caller.authorize_all(Permission::new("organization:delete")).await?;
        let organization: Organization = self.caller.get(Scope::All, id).await?;
        self.not_the_default(id)?;
        no_open_operation(&self.caller, Filter::eq("organization_id", id), Resource::new("organization", id))
            .await?;
        let payload = json!({ "name": organization.name });
        let event = self.caller.event("organization.deleted", &organization, payload);
        self.caller.ports.storage.commit(Changes::new().delete(&organization).emit(&event)?).await
    }

    async fn set_suspended(&self, id: OrganizationId, suspended: bool, topic: &str) -> Result<Organization> {
        self.caller.authorize_all(Permission::new("organization:suspend")).await?;
        let organization: Organization = self.caller.get(Scope::All, id).await?;
        if organization.suspended == suspended {
            return Ok(organization);
        }
        let edit = |organization: &mut Organization| {
            organization.suspended = suspended;
            Ok(json!({ "name": organization.name }))
        };
        self.caller.edit(Scope::All, id, None, topic, edit).await
    }

    fn not_the_default(&self, id: OrganizationId) -> Result<()> {
        if id == self.caller.home().0 {
            return Err(Error::InUse {
                resource: Resource::new("organization", id),
                by: "callers who name none".into(),
            });
        }
        Ok(())
    }
}

/// Refuses to delete a tenant or project for which work is not over.
pub(super) async fn no_open_operation(caller: &Caller, whose: Filter, resource: Resource) -> Result<()> {
    let open = [OperationState::Queued, OperationState::Running, OperationState::Compensating];
    let open = whose.and(Filter::is_in("state", open));
    match Repository::<OperationRecord>::find_one(&*caller.ports.storage, open).await? {
        Some(operation) => Err(Error::InUse { resource, by: format!("operation {}", operation.id).into() }),
        None => Ok(()),
    }
}
