//! What a database is asked, as the library's telemetry and `tracing` see it: target `vmbay::storage`.
//!
//! A span per call at `debug`, with the table, the number of rows or changes and the latency; a warning for a slow one.
//! Values never reach a span. While nobody listens to the target a call is measured and nothing more.

use std::{pin::Pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::sync::watch;
use tracing::{Instrument, Level, field::Empty};

use super::{Changes, Component, ComponentStatus, MigrateCommand, PoolUse, Query, Row, Storage, Value, Wake};
use crate::{clock::Clock, error::Result, observe::Meter};

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A storage that measures each call, and tells `tracing` of it.
#[derive(Debug)]
pub(crate) struct TracedStorage {
    inner: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    meter: Arc<Meter>,
    /// From which latency on a call is warned of.
    slow: Duration,
}

impl TracedStorage {
    pub(crate) fn new(
        inner: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        meter: Arc<Meter>,
        slow: Duration,
    ) -> Self {
        Self { inner, clock, meter, slow }
    }

    /// Does `call`, measures it, and tells of it where somebody listens.
    async fn measure<T>(
        &self,
        verb: &'static str,
        table: &'static str,
        count: impl FnOnce(&T) -> usize + Send,
        call: Answer<'_, T>,
    ) -> Result<T> {
        if tracing::enabled!(target: "vmbay::storage", Level::WARN) {
            return self.trace(verb, table, count, call).await;
        }
        let began = self.clock.now();
        let answer = call.await;
        self.meter.called(verb, table, self.clock.now().since(began), answer.is_err());
        answer
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
        self.meter.called(verb, table, latency, answer.is_err());
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
    changes.iter().next().map_or("", |change| change.schema().table)
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
        self.measure("migrate", "", Vec::len, self.inner.migrate(components, command)).await
    }

    async fn select(&self, query: &Query) -> Result<Vec<Row>> {
        self.measure("select", query.schema.table, Vec::len, self.inner.select(query)).await
    }

    async fn commit(&self, changes: Changes) -> Result<()> {
        let (table, count) = (first_table(&changes), changes.len());
        self.measure("commit", table, move |()| count, self.inner.commit(changes)).await
    }

    async fn claim(&self, query: &Query, set: &[(&'static str, Value)], first: Changes) -> Result<Vec<Row>> {
        self.measure("claim", query.schema.table, Vec::len, self.inner.claim(query, set, first)).await
    }

    async fn count(&self, query: &Query) -> Result<u64> {
        self.measure("count", query.schema.table, |_| 1, self.inner.count(query)).await
    }

    fn pool(&self) -> Option<PoolUse> {
        self.inner.pool()
    }

    fn watch(&self) -> watch::Receiver<Wake> {
        self.inner.watch()
    }

    async fn close(&self) -> Result<()> {
        self.inner.close().await
    }
}
