//! How long the library's calls take, as this process has seen it.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

use crate::{clock::Timestamp, storage::PoolUse};

/// How precisely a latency is kept, in significant figures: within 1 %.
const FIGURES: u8 = 2;

/// What calls of one name took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latency {
    /// What was called: a verb and a table, such as `select machines`, or a kind of operation, such as `machine.start`.
    pub name: String,
    /// How many calls.
    pub count: u64,
    /// How many of them failed.
    pub failures: u64,
    /// What they took in all, in microseconds.
    pub total_us: u64,
    /// Half of them took no longer than this, in microseconds. This and what follows is right within 1 %.
    pub p50_us: u64,
    /// Nine of ten took no longer than this, in microseconds.
    pub p90_us: u64,
    /// 99 of 100 took no longer than this, in microseconds.
    pub p99_us: u64,
    /// The longest, in microseconds.
    pub max_us: u64,
}

/// What this process has seen since it opened the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telemetry {
    /// Since when.
    pub since: Timestamp,
    /// The calls of the database, by verb and table, the one that took most time in all first. Failures are those that
    /// the database refused as much as its own.
    pub storage: Vec<Latency>,
    /// The operations that ended here, by kind, from the request to the end; the one that took most time in all first.
    pub operations: Vec<Latency>,
    /// How busy the database's connections are now, where the adapter has a pool of them.
    pub pool: Option<PoolUse>,
}

/// Keeps the latencies of one open library.
#[derive(Debug)]
pub(crate) struct Meter {
    since: Timestamp,
    storage: Latencies<(&'static str, &'static str)>,
    operations: Latencies<String>,
}

impl Meter {
    pub(crate) fn new(since: Timestamp) -> Self {
        Self { since, storage: Latencies::default(), operations: Latencies::default() }
    }

    /// A call of the database has ended.
    pub(crate) fn called(&self, verb: &'static str, table: &'static str, took: Duration, failed: bool) {
        self.storage.record((verb, table), took, failed);
    }

    /// An operation has ended.
    pub(crate) fn ended(&self, kind: &str, took: Duration, failed: bool) {
        self.operations.record(kind.to_owned(), took, failed);
    }

    pub(crate) fn read(&self, pool: Option<PoolUse>) -> Telemetry {
        Telemetry {
            since: self.since,
            storage: self.storage.read(|(verb, table)| format!("{verb} {table}").trim_end().to_owned()),
            operations: self.operations.read(Clone::clone),
            pool,
        }
    }
}

/// A histogram per name.
struct Latencies<K>(Mutex<HashMap<K, Record>>);

impl<K> Default for Latencies<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K> fmt::Debug for Latencies<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Latencies").finish_non_exhaustive()
    }
}

struct Record {
    /// In microseconds; it grows with what it is told.
    histogram: Histogram<u64>,
    failures: u64,
    total_us: u64,
}

impl Default for Record {
    fn default() -> Self {
        let histogram = Histogram::new(FIGURES).expect("so many figures are allowed");
        Self { histogram, failures: 0, total_us: 0 }
    }
}

impl<K: Eq + std::hash::Hash> Latencies<K> {
    fn record(&self, key: K, took: Duration, failed: bool) {
        let mut all = self.lock();
        let record = all.entry(key).or_default();
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        record.histogram += took_us;
        record.total_us = record.total_us.saturating_add(took_us);
        record.failures += u64::from(failed);
    }

    fn read(&self, name: impl Fn(&K) -> String) -> Vec<Latency> {
        let all = self.lock();
        let mut latencies: Vec<Latency> = all
            .iter()
            .map(|(key, Record { histogram, failures, total_us })| {
                let at = |quantile| histogram.value_at_quantile(quantile);
                Latency {
                    name: name(key),
                    count: histogram.len(),
                    failures: *failures,
                    total_us: *total_us,
                    p50_us: at(0.5),
                    p90_us: at(0.9),
                    p99_us: at(0.99),
                    max_us: histogram.max(),
                }
            })
            .collect();
        latencies.sort_by(|one, other| (other.total_us, &one.name).cmp(&(one.total_us, &other.name)));
        latencies
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latencies_are_told_by_name_with_the_dearest_first() {
        let meter = Meter::new(Timestamp::EPOCH);
        for micros in 1..=100 {
            meter.called("select", "machines", Duration::from_micros(micros), micros > 98);
        }
        meter.called("commit", "machines", Duration::from_secs(60), false);
        meter.called("migrate", "", Duration::ZERO, false);
        meter.ended("machine.start", Duration::MAX, true);
        let read = meter.read(None);
        let names: Vec<_> = read.storage.iter().map(|latency| latency.name.as_str()).collect();
        assert_eq!(names, ["commit machines", "select machines", "migrate"]);
        let Latency { count, failures, p50_us, p90_us, p99_us, max_us, .. } = read.storage[1].clone();
        assert_eq!((count, failures, p50_us, p90_us, p99_us, max_us), (100, 2, 50, 90, 99, 100));
        assert!((59_400_000..=60_600_000).contains(&read.storage[0].p50_us));
        assert_eq!((read.operations[0].count, read.operations[0].failures), (1, 1));
    }
}
