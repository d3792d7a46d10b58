//! The typed side of storage: what services are written against.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use uuid::Uuid;

use super::{
    Storage,
    changes::Changes,
    entity::Entity,
    query::{Filter, Query},
};
use crate::{
    error::{Error, Result},
    page::{MAX_LIMIT, Page},
};

/// Records of one entity. Every [`Storage`] is a repository of every entity, and an integrator may put another one in
/// the place of one entity, as of users that live elsewhere.
#[async_trait]
pub trait Repository<E: Entity>: Send + Sync {
    /// The record, if there is one.
    async fn find(&self, id: E::Id) -> Result<Option<E>>;
    /// One page of the records `query` selects.
    async fn list(&self, query: &Query) -> Result<Page<E>>;
    /// Every record `query` selects, page by page: `query.limit` is the size of a page. Pins no connection and sees
    /// each record that stays in place exactly once.
    fn stream(self: Arc<Self>, query: Query) -> BoxStream<'static, Result<E>>;
    /// How many records `filter` matches. Reads them all: ask only when the number itself is wanted.
    async fn count(&self, filter: Filter) -> Result<u64>;
    /// Stores a new record.
    async fn insert(&self, entity: &E) -> Result<()>;
    /// Stores many new records in one unit: all or none.
    async fn insert_many(&self, entities: &[E]) -> Result<()>;
    /// Replaces the record at the version of `entity`, which grows by one.
    async fn update(&self, entity: &mut E) -> Result<()>;
    /// Removes the record at the version of `entity`.
    async fn delete(&self, entity: &E) -> Result<()>;
    /// Removes every record `filter` matches, a page per unit, and says how many.
    async fn delete_where(&self, filter: Filter) -> Result<u64>;

    /// The record.
    ///
    /// # Errors
    /// `not_found`.
    async fn get(&self, id: E::Id) -> Result<E> {
        self.find(id).await?.ok_or_else(|| Error::not_found(E::SCHEMA.kind, id))
    }

    /// The first record that `filter` matches, by id.
    async fn find_one(&self, filter: Filter) -> Result<Option<E>> {
        Ok(self.list(&Query::of::<E>().filter(filter).limit(1)).await?.items.pop())
    }

    /// Those of `ids` that exist, by id, in batched reads: how relations are included without a query per record.
    async fn get_many(&self, ids: &[E::Id]) -> Result<HashMap<E::Id, E>> {
        let mut found = HashMap::with_capacity(ids.len());
        for batch in ids.chunks(MAX_LIMIT as usize) {
            let filter = Filter::is_in("id", batch.iter().map(|id| -> Uuid { (*id).into() }));
            let page = self.list(&Query::of::<E>().filter(filter).limit(MAX_LIMIT)).await?;
            found.extend(page.items.into_iter().map(|entity| (entity.id(), entity)));
        }
        Ok(found)
    }

    /// Stores the record: new, or in the place of the one with its id, whatever version that has.
    async fn upsert(&self, entity: &mut E) -> Result<()> {
        loop {
            let Some(stored) = self.find(entity.id()).await? else {
                entity.set_version(1);
                match self.insert(entity).await {
                    // Somebody inserted this very record between the read and the write: look again.
                    Err(Error::AlreadyExists { .. }) if self.find(entity.id()).await?.is_some() => continue,
                    done => return done,
                }
            };
            entity.set_version(stored.version());
            match self.update(entity).await {
                // Somebody was quicker: look again.
                Err(Error::Conflict { .. } | Error::NotFound { .. }) => {}
                done => return done,
            }
        }
    }
}

#[async_trait]
impl<E: Entity, S: Storage + ?Sized> Repository<E> for S {
    async fn find(&self, id: E::Id) -> Result<Option<E>> {
        let query = Query::of::<E>().filter(Filter::Eq("id".into(), super::Value::Uuid(id.into()))).limit(1);
        self.select(&query).await?.pop().map(E::from_row).transpose()
    }

    async fn list(&self, query: &Query) -> Result<Page<E>> {
        query.check()?;
        let rows = self.select(query).await?;
        let next = query.position_after(&rows);
        Query::page(rows.into_iter().map(E::from_row).collect::<Result<_>>()?, next.as_ref())
    }

    fn stream(self: Arc<Self>, query: Query) -> BoxStream<'static, Result<E>> {
        futures::stream::try_unfold(Some(query), move |query| {
            let storage = self.clone();
            async move {
                let Some(mut query) = query else { return Ok(None) };
                query.check()?;
                let rows = storage.select(&query).await?;
                let next = query.position_after(&rows).map(|position| {
                    query.after = Some((position.value, position.id));
                    query
                });
                Ok::<_, Error>(Some((futures::stream::iter(rows.into_iter().map(E::from_row)), next)))
            }
        })
        .try_flatten()
        .boxed()
    }

    async fn count(&self, filter: Filter) -> Result<u64> {
        let query = Query::of::<E>().filter(filter);
        query.check()?;
        Storage::count(self, &query).await
    }

    async fn insert(&self, entity: &E) -> Result<()> {
        self.commit(Changes::new().insert(entity)?).await
    }

    async fn insert_many(&self, entities: &[E]) -> Result<()> {
        let changes = entities.iter().try_fold(Changes::new(), Changes::insert)?;
        self.commit(changes).await
    }

    async fn update(&self, entity: &mut E) -> Result<()> {
        self.commit(Changes::new().update(entity)?).await?;
        entity.set_version(entity.version() + 1);
        Ok(())
    }

    async fn delete(&self, entity: &E) -> Result<()> {
        self.commit(Changes::new().delete(entity)).await
    }

    async fn delete_where(&self, filter: Filter) -> Result<u64> {
        let query = Query::of::<E>().filter(filter).limit(MAX_LIMIT);
        let mut deleted = 0;
        loop {
            let page: Page<E> = self.list(&query).await?;
            let full = page.next.is_some();
            let changes = page.items.iter().fold(Changes::new(), Changes::delete);
            let count = changes.len() as u64;
            match self.commit(changes).await {
                Ok(()) => deleted += count,
                // Somebody changed one of them between the read and the write: look again.
                Err(Error::Conflict { .. } | Error::NotFound { .. }) => continue,
                Err(error) => return Err(error),
            }
            if !full {
                return Ok(deleted);
            }
        }
    }
}
