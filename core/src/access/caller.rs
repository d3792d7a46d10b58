//! A caller at work: the ports, the policy and the context that every service is given.

use std::sync::Arc;

use super::{
    context::{Context, Scope},
    policy::{Permission, Policy},
};
use crate::{
    error::{Error, Result},
    event::{Cause, Event},
    page::Page,
    ports::Ports,
    storage::{Entity, Filter, Query, Repository},
};

/// Who calls, with which ports, under which policy.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The ports.
    pub ports: Ports,
    policy: Arc<dyn Policy>,
    context: Arc<Context>,
}

impl Caller {
    /// A caller that acts in `context` under `policy`.
    pub fn new(ports: Ports, policy: Arc<dyn Policy>, context: Context) -> Self {
        Self { ports, policy, context: Arc::new(context) }
    }

    /// The same caller in another context.
    pub fn with(&self, context: Context) -> Self {
        Self { context: Arc::new(context), ..self.clone() }
    }

    /// The context.
    pub fn context(&self) -> &Context {
        &self.context
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
        let granted = self.policy.authorize(&self.context, permission).await?;
        granted
            .narrow(self.context.scope)
            .ok_or(Error::PermissionDenied { permission: permission.as_str().into() })
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
