//! The records of an entity as a caller may see and change them.

use std::sync::Arc;

use async_trait::async_trait;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};

use super::{caller::Caller, context::Scope, policy::Permission};
use crate::{
    error::{Error, Result},
    page::Page,
    storage::{Entity, Filter, Query, Repository},
};

const READ: Permission = Permission::new("repository:read");
const WRITE: Permission = Permission::new("repository:write");

/// A repository within the scope of a caller: what lies beyond it cannot be read, counted or changed. What belongs to no
/// organization is read by everybody, and changed by whoever sees the whole installation.
#[derive(Debug)]
pub(crate) struct ScopedRepository {
    caller: Caller,
}

impl ScopedRepository {
    pub(crate) fn new(caller: Caller) -> Self {
        Self { caller }
    }

    /// Refuses to leave something beyond the scope, or to change what lies there.
    async fn check<E: Entity>(&self, scope: Scope, entities: &[&E], stored: bool) -> Result<()> {
        for entity in entities {
            if scope != Scope::All && stored {
                self.caller.get::<E>(scope, entity.id()).await?;
            }
            if !scope.contains(entity.organization(), entity.project()) {
                return Err(Error::PermissionDenied { permission: WRITE.as_str().into() });
            }
        }
        Ok(())
    }
}

#[async_trait]
impl<E: Entity> Repository<E> for ScopedRepository {
    async fn find(&self, id: E::Id) -> Result<Option<E>> {
        let scope = self.caller.authorize(READ).await?;
        match self.caller.get(scope, id).await {
            Ok(entity) => Ok(Some(entity)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn list(&self, query: &Query) -> Result<Page<E>> {
        let scope = self.caller.authorize(READ).await?;
        self.caller.list(scope, query.clone()).await
    }

    fn stream(self: Arc<Self>, query: Query) -> BoxStream<'static, Result<E>> {
        let scoped = async move {
            let scope = self.caller.authorize(READ).await?;
            let storage = self.caller.ports.storage.clone();
            Ok::<_, Error>(Repository::<E>::stream(storage, query.filter(scope.filter(E::SCHEMA))))
        };
        futures::stream::once(scoped).try_flatten().boxed()
    }

    async fn count(&self, filter: Filter) -> Result<u64> {
        let scope = self.caller.authorize(READ).await?;
        Repository::<E>::count(&*self.caller.ports.storage, filter.and(scope.filter(E::SCHEMA))).await
    }

    async fn insert(&self, entity: &E) -> Result<()> {
        let scope = self.caller.authorize(WRITE).await?;
        self.check(scope, &[entity], false).await?;
        self.caller.ports.storage.insert(entity).await
    }

    async fn insert_many(&self, entities: &[E]) -> Result<()> {
        let scope = self.caller.authorize(WRITE).await?;
        self.check(scope, &entities.iter().collect::<Vec<_>>(), false).await?;
        self.caller.ports.storage.insert_many(entities).await
    }

    async fn update(&self, entity: &mut E) -> Result<()> {
        let scope = self.caller.authorize(WRITE).await?;
        self.check(scope, &[&*entity], true).await?;
        self.caller.ports.storage.update(entity).await
    }

    async fn delete(&self, entity: &E) -> Result<()> {
        let scope = self.caller.authorize(WRITE).await?;
        self.check(scope, &[entity], true).await?;
        Repository::<E>::delete(&*self.caller.ports.storage, entity).await
    }

    async fn delete_where(&self, filter: Filter) -> Result<u64> {
        let scope = self.caller.authorize(WRITE).await?;
        // Nothing narrows what belongs to no organization.
        if scope != Scope::All && scope.filter(E::SCHEMA) == Filter::All {
            return Err(Error::PermissionDenied { permission: WRITE.as_str().into() });
        }
        let filter = filter.and(scope.filter(E::SCHEMA));
        Repository::<E>::delete_where(&*self.caller.ports.storage, filter).await
    }
}
