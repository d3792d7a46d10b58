//! What a database is asked, as `tracing` sees it: target `vmbay::storage`.
//!
//! A span per call at `debug`, with the table, the number of rows or changes and the latency; a warning for a slow one.
//! Values never reach a span. While nobody listens to the target a call costs one look at a cached flag.

use std::{pin::Pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::sync::watch;
use tracing::{Instrument, Level, field::Empty};

use super::{
    Change, Changes, Component, ComponentStatus, MigrateCommand, Query, Row, Schema, Storage, Value, Wake,
};
use crate::{clock::Clock, error::Result, event::Event, storage::Entity};

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A storage that tells `tracing` of each call.
#[derive(Debug)]
pub(crate) struct TracedStorage {
    inner: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    /// From which latency on a call is warned of.
    slow: Duration,
}

impl TracedStorage {
    pub(crate) fn new(inner: Arc<dyn Storage>, clock: Arc<dyn Clock>, slow: Duration) -> Self {
        Self { inner, clock, slow }
    }

    /// Whether anybody would hear of a slow call; time is read only then.
    fn is_heard() -> bool {
        tracing::enabled!(target: "vmbay::storage", Level::WARN)
    }

    async fn trace<T>(
        &self,
        verb: &'static str,
        table: &'static str,
        count: impl FnOnce(&T) -> usize + Send,
        call: Answer<'_, T>,
    ) -> Result<T> {
        let span = tracing::debug_span!(
            target: "vmbay::storage",
            "storage",
            adapter = self.inner.name(),
            verb,
            table,
            count = Empty,
            latency_us = Empty,
            error = Empty,
        );
        let began = self.clock.now();
        let answer = call.instrument(span.clone()).await;
        let latency = self.clock.now().since(began);
        let latency_us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        span.record("latency_us", latency_us);
        match &answer {
            Ok(value) => span.record("count", count(value)),
            Err(error) => span.record("error", error.code().as_str()),
        };
        if latency >= self.slow {
            tracing::warn!(target: "vmbay::storage", parent: &span, verb, table, latency_us, "slow query");
        }
        answer
    }
}

/// The table of a unit's first change, by which people recognise it.
fn first_table(changes: &Changes) -> &'static str {
    let schema: &'static Schema = match changes.iter().next() {
        Some(
            Change::Insert { schema, .. }
            | Change::Update { schema, .. }
            | Change::Delete { schema, .. }
            | Change::Expect { schema, .. }
            | Change::Add { schema, .. },
        ) => schema,
        Some(Change::Emit { .. }) => Event::SCHEMA,
        None => return "",
    };
    schema.table
}

#[async_trait]
impl Storage for TracedStorage {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    async fn migrate(
        &self,
        components: &[Component],
        command: MigrateCommand,
    ) -> Result<Vec<ComponentStatus>> {
        let call = self.inner.migrate(components, command);
        self.trace("migrate", "", Vec::len, call).await
    }

    // Written out where a call is hot, so that one nobody listens to is the inner one and not a future around it.
    fn select<'life0, 'life1, 'async_trait>(
        &'life0 self,
        query: &'life1 Query,
    ) -> Answer<'async_trait, Vec<Row>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        let call = self.inner.select(query);
        if !Self::is_heard() {
            return call;
        }
        Box::pin(self.trace("select", query.schema.table, Vec::len, call))
    }

    fn commit<'life0, 'async_trait>(&'life0 self, changes: Changes) -> Answer<'async_trait, ()>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        if !Self::is_heard() {
            return self.inner.commit(changes);
        }
        let (table, count) = (first_table(&changes), changes.len());
        Box::pin(self.trace("commit", table, move |()| count, self.inner.commit(changes)))
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)]) -> Result<Vec<Row>> {
        let call = self.inner.claim(query, set);
        if !Self::is_heard() {
            return call.await;
        }
        self.trace("claim", query.schema.table, Vec::len, call).await
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        let call = self.inner.count(query);
        if !Self::is_heard() {
            return call.await;
        }
        self.trace("count", query.schema.table, |_| 1, call).await
    }

    fn watch(&self) -> watch::Receiver<Wake> {
        self.inner.watch()
    }

    async fn close(&self) -> Result<()> {
        self.inner.close().await
    }
}
