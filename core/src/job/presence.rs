//! That a process lives, as others see it, and what becomes of the jobs of one that does not.
//!
//! A worker has a row, whose version it raises at a sixth of its lease. No time of one process is compared with a time of
//! another: whoever sees a version stand still for the worker's whole lease, counted on its own clock from when it saw the
//! version first, puts the worker's jobs back and removes its row. It looks twelve times in a lease, so that this is about
//! one lease after the last sign of life. So one row per process stands for all its jobs, however long they take, and short
//! ones pay nothing for it.
//!
//! A worker that was only suspended makes itself a new row. The jobs it held have other versions now, so that it cannot
//! acknowledge them.

use std::{collections::HashMap, time::Duration};

use super::record::{JobRecord, JobState, JobWorkerRecord};
use crate::{
    clock::{Timestamp, within},
    error::{Error, Result},
    id::JobWorkerId,
    page::{MAX_LIMIT, Page},
    ports::Ports,
    storage::{Changes, Filter, Kind, Query, Repository, Value},
};

/// How many jobs of a dead worker are put back in one unit.
const BATCH: u32 = 100;
/// How often in a lease a worker looks after the others.
const LOOKS: u32 = 12;
/// At which of these looks it gives a sign of life.
const BEAT: u32 = 2;

/// The life of one worker, and what it knows of the others'.
#[derive(Debug)]
pub(super) struct Presence {
    ports: Ports,
    me: JobWorkerRecord,
    lease: Duration,
    /// The version of each worker, and since when it has not changed.
    seen: HashMap<JobWorkerId, (u64, Timestamp)>,
}

impl Presence {
    pub(super) fn new(ports: Ports, id: JobWorkerId, kinds: Vec<String>, lease: Duration) -> Self {
        let lease_ms = u64::try_from(lease.as_millis()).unwrap_or(u64::MAX);
        let me = JobWorkerRecord { id, version: 1, kinds, lease_ms, beat_at: ports.now() };
        Self { ports, me, lease, seen: HashMap::new() }
    }

    /// Looks after the others and gives signs of life, for ever.
    pub(super) async fn keep(mut self) {
        let clock = self.ports.clock.clone();
        let mut looks = 0;
        loop {
            let watch = within(&*clock, self.lease / 2, "a look at other workers", self.watch()).await;
            if let Err(error) = watch.flatten() {
                tracing::warn!(target: "vmbay::job", %error, "other job workers could not be looked after; trying again");
            }
            clock.sleep(self.lease / LOOKS).await;
            looks += 1;
            if looks < BEAT {
                continue;
            }
            match self.beat().await {
                Ok(()) => looks = 0,
                Err(error) => {
                    tracing::warn!(target: "vmbay::job", %error, "a job worker could not give a sign of life; trying again");
                }
            }
        }
    }

    /// Gives a sign of life, the first one too.
    pub(super) async fn beat(&mut self) -> Result<()> {
        let clock = self.ports.clock.clone();
        within(&*clock, self.lease / 2, "a sign of life", self.raise()).await?
    }

    async fn raise(&mut self) -> Result<()> {
        self.me.beat_at = self.ports.now();
        let storage = &self.ports.storage;
        let Some(JobWorkerRecord { version, .. }) = storage.find(self.me.id).await? else {
            self.me.version = 1;
            return storage.insert(&self.me).await;
        };
        self.me.version = version;
        storage.update(&mut self.me).await
    }

    /// Looks which workers live, and puts back the jobs of those that do not.
    async fn watch(&mut self) -> Result<()> {
        // Before the workers are read: whoever holds a job of these had a row before.
        let strangers = self.strangers().await?;
        let workers = self.workers().await?;
        let now = self.ports.now();
        self.seen.retain(|id, _| workers.iter().any(|worker| worker.id == *id));
        for worker in &workers {
            let seen = self.seen.entry(worker.id).or_insert((worker.version, now));
            if seen.0 != worker.version {
                *seen = (worker.version, now);
            }
            let lease = Duration::from_millis(worker.lease_ms);
            if worker.id != self.me.id && now.since(seen.1) >= lease {
                self.bury(worker).await?;
            }
        }
        let known = |job: &JobRecord| workers.iter().any(|worker| Some(worker.id) == job.owner);
        let orphans: Vec<_> = strangers.into_iter().filter(|job| !known(job)).collect();
        if orphans.is_empty() { Ok(()) } else { self.put_back(Changes::new(), orphans).await.map(drop) }
    }

    async fn workers(&self) -> Result<Vec<JobWorkerRecord>> {
        let mut workers = Vec::new();
        let mut query = Query::of::<JobWorkerRecord>().limit(MAX_LIMIT);
        loop {
            let page: Page<JobWorkerRecord> = self.ports.storage.list(&query).await?;
            workers.extend(page.items);
            let Some(next) = page.next else { return Ok(workers) };
            query = query.after(&next)?;
        }
    }

    /// Running jobs of workers that were not there at the last look.
    async fn strangers(&self) -> Result<Vec<JobRecord>> {
        let known = Filter::is_in("owner", self.seen.keys().copied());
        let running = running(&self.me.kinds).and(Filter::Not(Box::new(known)));
        let query = Query::of::<JobRecord>().filter(running).limit(BATCH);
        Ok(Repository::<JobRecord>::list(&*self.ports.storage, &query).await?.items)
    }

    /// Puts back the jobs of a dead worker, and removes it, unless it gives a sign of life meanwhile.
    async fn bury(&self, worker: &JobWorkerRecord) -> Result<()> {
        let held = running(&worker.kinds).and(Filter::eq("owner", worker.id));
        let query = Query::of::<JobRecord>().filter(held).limit(BATCH);
        loop {
            let page: Page<JobRecord> = self.ports.storage.list(&query).await?;
            if page.items.is_empty() {
                break;
            }
            if !self.put_back(Changes::new().expect(worker), page.items).await? {
                return Ok(());
            }
        }
        match self.ports.storage.delete(worker).await {
            Err(Error::Conflict { .. } | Error::NotFound { .. }) => Ok(()),
            done => done,
        }
    }

    /// Puts jobs back, an attempt the poorer: one whose workers die again and again ends as a dead letter. Says whether
    /// nobody was in the way.
    async fn put_back(&self, mut changes: Changes, jobs: Vec<JobRecord>) -> Result<bool> {
        for mut job in jobs {
            if job.cancel_requested {
                changes = changes.delete(&job);
                continue;
            }
            job.attempts += 1;
            job.last_error = Some("its worker died".into());
            job.requeue(self.ports.now(), None);
            changes = changes.update(&job)?;
        }
        match self.ports.storage.commit(changes).await {
            Ok(()) => Ok(true),
            Err(Error::Conflict { .. } | Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Puts back the jobs that a worker holds, none the poorer, and removes its row: its process is about to end.
pub(super) async fn leave(ports: &Ports, id: JobWorkerId, kinds: &[String]) -> Result<()> {
    let held = running(kinds).and(Filter::eq("owner", id));
    let query = Query::of::<JobRecord>().filter(held).limit(MAX_LIMIT);
    let set = [("state", JobState::Queued.into()), ("owner", Value::Null(Kind::Uuid))];
    while !ports.storage.claim(&query, &set, Changes::new()).await?.is_empty() {}
    let id: uuid::Uuid = id.into();
    Repository::<JobWorkerRecord>::delete_where(&*ports.storage, Filter::eq("id", id)).await.map(drop)
}

/// Jobs of these kinds that run.
pub(super) fn running(kinds: &[String]) -> Filter {
    Filter::is_in("kind", kinds).and(Filter::eq("state", JobState::Running))
}
