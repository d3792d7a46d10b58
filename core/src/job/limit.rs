//! Letting jobs of a limited kind begin, exactly within its limits over all processes.
//!
//! Nothing is counted up and down, so that no crash leaves a wrong count: what runs is what the jobs' own rows say.
//! Whoever lets jobs begin reads the kind's row of limits, then the running jobs, then those that wait, and commits the
//! jobs it chose together with that row at the version it read. Of two that do so at once, one succeeds, and the other
//! looks again. A job that ends or whose worker died frees its place by that alone.
//!
//! A rate is a single time, that of the next beginning, which each job moves on by one interval. It is of the clock of whoever
//! lets a job begin: between clocks that differ, the one that is ahead gets more of the rate, and the rate stays what it is.

use std::{collections::HashMap, time::Duration};

use super::{
    kind::{JobKind, Limits},
    record::{JobLimitRecord, JobRecord, JobState},
    worker::due,
};
use crate::{
    clock::Timestamp,
    error::{Error, Result},
    id::JobWorkerId,
    page::{MAX_LIMIT, Page},
    ports::Ports,
    storage::{Changes, Direction, Filter, Query, Repository},
};

/// How far ahead jobs of a kind with a rate are taken; each begins when its time has come.
const AHEAD: Duration = Duration::from_millis(50);

/// What was let to begin.
#[derive(Debug, Default)]
pub(super) struct Admitted {
    /// The jobs, and how long each is to wait yet.
    pub(super) jobs: Vec<(JobRecord, Duration)>,
    /// When the rate lets another begin, where one waits for that.
    pub(super) due: Option<Timestamp>,
}

/// Lets up to `free` jobs of `kind` begin in the hands of `owner`.
pub(super) async fn admit(ports: &Ports, kind: &JobKind, owner: JobWorkerId, free: u32) -> Result<Admitted> {
    loop {
        let mut limit = limit(ports, &kind.name).await?;
        let counts = Counts::read(ports, kind).await?;
        let room = kind.limits.concurrency.map_or(free, |most| free.min(most.saturating_sub(counts.all)));
        if room == 0 {
            return Ok(Admitted::default());
        }
        let query = Query::of::<JobRecord>()
            .filter(due(std::slice::from_ref(&kind.name), ports.now()))
            .filter(counts.without_full(kind.limits))
            .order_by("place", Direction::Ascending)
            .limit(MAX_LIMIT.min(room.saturating_mul(4)));
        let waiting: Page<JobRecord> = ports.storage.list(&query).await?;
        let Choice { mut jobs, next_at, next_waits } =
            counts.choose(kind.limits, limit.next_at, ports.now(), waiting.items, room);
        let due = next_waits.then_some(next_at);
        if jobs.is_empty() {
            return Ok(Admitted { jobs, due });
        }
        limit.next_at = next_at;
        let mut changes = Changes::new().update(&limit)?;
        for (job, _) in &mut jobs {
            job.state = JobState::Running;
            job.owner = Some(owner);
            changes = changes.update(job)?;
            job.version += 1;
        }
        match ports.storage.commit(changes).await {
            Ok(()) => return Ok(Admitted { jobs, due }),
            // Somebody let others begin, or one of them was cancelled: who was in the way has succeeded.
            Err(Error::Conflict { .. } | Error::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
}

async fn limit(ports: &Ports, kind: &str) -> Result<JobLimitRecord> {
    loop {
        if let Some(limit) = ports.storage.find_one(Filter::eq("kind", kind)).await? {
            return Ok(limit);
        }
        let limit =
            JobLimitRecord { id: ports.id(), version: 1, kind: kind.to_owned(), next_at: Timestamp::EPOCH };
        match ports.storage.insert(&limit).await {
            Err(Error::AlreadyExists { .. }) => {}
            done => return done.map(|()| limit),
        }
    }
}

/// Which jobs may begin.
struct Choice {
    /// The jobs, and how long each is to wait yet.
    jobs: Vec<(JobRecord, Duration)>,
    /// When the rate lets the next begin.
    next_at: Timestamp,
    /// Whether one waits for that.
    next_waits: bool,
}

/// How many jobs of a kind run.
#[derive(Debug, Default)]
struct Counts {
    all: u32,
    by_key: HashMap<String, u32>,
}

impl Counts {
    async fn read(ports: &Ports, kind: &JobKind) -> Result<Self> {
        let running = Filter::eq("kind", kind.name.clone()).and(Filter::eq("state", JobState::Running));
        let mut counts = Self::default();
        if kind.limits.per_key.is_none() {
            if kind.limits.concurrency.is_some() {
                let all = Repository::<JobRecord>::count(&*ports.storage, running).await?;
                counts.all = u32::try_from(all).unwrap_or(u32::MAX);
            }
            return Ok(counts);
        }
        let mut query = Query::of::<JobRecord>().filter(running).limit(MAX_LIMIT);
        loop {
            let page: Page<JobRecord> = ports.storage.list(&query).await?;
            for job in page.items {
                counts.add(job.limit_key.as_deref());
            }
            let Some(next) = page.next else { return Ok(counts) };
            query = query.after(&next)?;
        }
    }

    fn add(&mut self, key: Option<&str>) {
        self.all += 1;
        if let Some(key) = key {
            *self.by_key.entry(key.to_owned()).or_default() += 1;
        }
    }

    /// Leaves out the jobs whose key has its fill, so that they are in nobody's way.
    fn without_full(&self, limits: Limits) -> Filter {
        let Some(most) = limits.per_key else { return Filter::All };
        let full = self.by_key.iter().filter(|(_, count)| **count >= most).map(|(key, _)| key);
        let full: Vec<_> = full.collect();
        if full.is_empty() {
            return Filter::All;
        }
        Filter::is_null("limit_key").or(Filter::Not(Box::new(Filter::is_in("limit_key", full))))
    }

    /// Those of `waiting`, in their order, that may begin.
    fn choose(
        mut self,
        limits: Limits,
        next_at: Timestamp,
        now: Timestamp,
        waiting: Vec<JobRecord>,
        room: u32,
    ) -> Choice {
        let mut jobs = Vec::new();
        let mut next_at = if limits.every.is_some() { next_at.max(now) } else { next_at };
        let mut next_waits = false;
        for job in waiting {
            let key = job.limit_key.as_deref();
            let full = |most| key.is_some_and(|key| self.by_key.get(key).is_some_and(|count| *count >= most));
            if jobs.len() == room as usize {
                break;
            }
            if limits.per_key.is_some_and(full) {
                continue;
            }
            if limits.every.is_some() && next_at > now + AHEAD {
                next_waits = true;
                break;
            }
            self.add(key);
            let wait = limits.every.map_or(Duration::ZERO, |every| {
                let wait = next_at.since(now);
                next_at = next_at + every;
                wait
            });
            jobs.push((job, wait));
        }
        Choice { jobs, next_at, next_waits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::VirtualClock,
        id::{OrganizationId, SeededIds},
        job::NewJob,
        storage::MemoryStorage,
    };

    fn jobs(keys: &[Option<&str>]) -> Vec<JobRecord> {
        let ports = Ports {
            storage: std::sync::Arc::new(MemoryStorage::new()),
            clock: std::sync::Arc::new(VirtualClock::default()),
            ids: std::sync::Arc::new(SeededIds::new(1)),
        };
        let organization: OrganizationId = ports.id();
        let make = |key: Option<&str>| {
            let new = NewJob::new("a", &()).unwrap();
            let new = if let Some(key) = key { new.limit_key(key) } else { new };
            new.record(&ports, "system".into(), (organization, None)).unwrap()
        };
        keys.iter().copied().map(make).collect()
    }

    #[test]
    fn a_key_that_has_its_fill_keeps_nobody_else_waiting() {
        let limits = Limits { per_key: Some(1), ..Limits::default() };
        let mut counts = Counts::default();
        counts.add(Some("a"));
        let waiting = jobs(&[Some("a"), Some("b"), Some("b"), None, None]);
        let choice = counts.choose(limits, Timestamp::EPOCH, Timestamp::EPOCH, waiting, 10);
        let keys: Vec<_> = choice.jobs.iter().map(|(job, _)| job.limit_key.as_deref()).collect();
        assert_eq!((keys, choice.next_waits), (vec![Some("b"), None, None], false));
    }

    #[test]
    fn a_rate_gives_each_job_its_own_time_and_takes_few_ahead() {
        let every = Duration::from_millis(20);
        let limits = Limits { every: Some(every), ..Limits::default() };
        let now = Timestamp::from_micros(1_000_000);
        let choice = Counts::default().choose(limits, now + every, now, jobs(&[None; 9]), 9);
        let waits: Vec<_> = choice.jobs.iter().map(|(_, wait)| *wait).collect();
        assert_eq!(waits, [every, every * 2]);
        assert_eq!((choice.next_at, choice.next_waits), (now + every * 3, true));
    }
}
