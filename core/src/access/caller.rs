//! A caller at work: the ports, the policy and the context that every service is given.

use std::sync::Arc;

use super::{
    context::{Context, Scope},
    organization::Organization,
    policy::{Permission, Policy},
    project::Project,
};
use crate::{
    error::{Error, Resource, Result},
    event::{Cause, Event},
    id::{OrganizationId, ProjectId},
    page::Page,
    ports::Ports,
    storage::{Changes, Entity, Filter, Query, Repository},
};

/// Who calls, with which ports, under which policy.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The ports.
    pub ports: Ports,
    policy: Arc<dyn Policy>,
    context: Arc<Context>,
    home: (OrganizationId, ProjectId),
}

impl Caller {
    /// A caller that acts in `context` under `policy`; what names no project goes to `home`.
    pub fn new(
        ports: Ports,
        policy: Arc<dyn Policy>,
        context: Context,
        home: (OrganizationId, ProjectId),
    ) -> Self {
        Self { ports, policy, context: Arc::new(context), home }
    }

    /// The same caller in another context.
    pub fn with(&self, context: Context) -> Self {
        Self { context: Arc::new(context), ..self.clone() }
    }

    /// The context.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The organization and project of what names none.
    pub fn home(&self) -> (OrganizationId, ProjectId) {
        self.home
    }

    /// Passes the policy: the scope within which this caller may use `permission`.
    ///
    /// # Errors
    /// `permission_denied`, or `timed_out` when the context's deadline has passed.
    pub async fn authorize(&self, permission: Permission) -> Result<Scope> {
        if let Some(deadline) = self.context.deadline
            && self.ports.now() >= deadline
        {
            return Err(Error::TimedOut {
                what: permission.as_str().into(),
                after: std::time::Duration::ZERO,
                operation: None,
            });
        }
        let decided = match self.policy.authorize(&self.context, permission).await {
            Ok(granted) => granted
                .narrow(self.context.scope)
                .ok_or(Error::PermissionDenied { permission: permission.as_str().into() }),
            Err(error) => Err(error),
        };
        tracing::debug!(
            target: "vmbay::api",
            permission = permission.as_str(),
            actor = %self.context.actor,
            request_id = self.context.request_id,
            granted = decided.is_ok(),
        );
        decided
    }

    /// Passes the policy for what concerns the whole installation, such as its hosts and tenants.
    ///
    /// # Errors
    /// `permission_denied` also for whoever sees only a part of it.
    pub async fn authorize_all(&self, permission: Permission) -> Result<()> {
        match self.authorize(permission).await? {
            Scope::All => Ok(()),
            _ => Err(Error::PermissionDenied { permission: permission.as_str().into() }),
        }
    }

    /// The record of this id within `scope`.
    ///
    /// # Errors
    /// `not_found`, also for what lies beyond the scope.
    pub async fn get<E: Entity>(&self, scope: Scope, id: E::Id) -> Result<E> {
        let found: Option<E> = match scope.filter(E::SCHEMA) {
            Filter::All => self.ports.storage.find(id).await?,
            within => {
                let uuid: uuid::Uuid = id.into();
                self.ports.storage.find_one(Filter::eq("id", uuid).and(within)).await?
            }
        };
        found.ok_or_else(|| Error::not_found(E::SCHEMA.kind, id))
    }

    /// A page of the records within `scope`.
    pub async fn list<E: Entity>(&self, scope: Scope, query: Query) -> Result<Page<E>> {
        Repository::<E>::list(&*self.ports.storage, &query.filter(scope.filter(E::SCHEMA))).await
    }

    /// Reads the record of this id within `scope`, edits it and stores it with the event `topic`, whose payload `edit`
    /// returns. A record that changed meanwhile is read and edited again, unless the caller said which version they saw.
    ///
    /// # Errors
    /// `not_found`, `conflict`, and whatever `edit` refuses.
    pub async fn edit<E: Entity>(
        &self,
        scope: Scope,
        id: E::Id,
        expected_version: Option<u64>,
        topic: &str,
        edit: impl Fn(&mut E) -> Result<serde_json::Value>,
    ) -> Result<E> {
        loop {
            let mut entity: E = self.get(scope, id).await?;
            if let Some(expected) = expected_version.filter(|expected| *expected != entity.version()) {
                return Err(Error::Conflict { resource: Resource::new(E::SCHEMA.kind, id), expected });
            }
            let payload = edit(&mut entity)?;
            let event = self.event(topic, &entity, payload);
            match self.ports.storage.commit(Changes::new().update(&entity)?.emit(&event)?).await {
                Ok(()) => {
                    entity.set_version(entity.version() + 1);
                    return Ok(entity);
                }
                // Whoever changed it has succeeded, so that this ends.
                Err(Error::Conflict { .. }) if expected_version.is_none() => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The organization and project of something new: `project` where the caller names one, else the scope's own, else
    /// the default one.
    ///
    /// # Errors
    /// `not_found` for a project beyond the scope, `invalid_argument` when an organization's caller names none,
    /// `illegal_transition` when the organization is suspended.
    pub async fn place(
        &self,
        scope: Scope,
        project: Option<ProjectId>,
    ) -> Result<(OrganizationId, ProjectId)> {
        let (organization, project) = match (project, scope) {
            (None, Scope::All) => return Ok(self.home),
            (None, Scope::Project(organization, project)) => (organization, project),
            (None, Scope::Organization(_)) => {
                return Err(Error::invalid("project_id", "must be named by a caller who sees several"));
            }
            (Some(id), scope) => (self.get::<Project>(scope, id).await?.organization_id, id),
        };
        self.check_active(organization, "own something new").await?;
        Ok((organization, project))
    }

    /// Refuses `verb` for what belongs to a suspended organization.
    ///
    /// # Errors
    /// `illegal_transition`.
    pub async fn check_active(&self, id: OrganizationId, verb: &'static str) -> Result<()> {
        if self.get::<Organization>(Scope::All, id).await?.suspended {
            return Err(Error::IllegalTransition {
                resource: Resource::new("organization", id),
                from: "suspended".into(),
                verb: verb.into(),
            });
        }
        Ok(())
    }

    /// Who and what causes what this caller does outside an operation.
    pub fn cause(&self) -> Cause {
        Cause {
            actor: self.context.actor.to_string(),
            operation_id: None,
            request_id: self.context.request_id.clone(),
        }
    }

    /// An event that this caller causes.
    pub fn event<E: Entity>(&self, topic: &str, entity: &E, payload: serde_json::Value) -> Event {
        Event::new(&self.ports, &self.cause(), topic, entity, payload)
    }
}
