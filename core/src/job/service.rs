//! Enqueuing jobs, and looking after them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    backlog::oldest_age,
    record::{JobRecord, JobState, NewJob},
    worker::Worker,
};
use crate::{
    access::{Caller, Permission, Project, Scope},
    error::{Error, Resource, Result},
    id::{JobId, OrganizationId, ProjectId},
    page::{Cursor, DEFAULT_LIMIT, MAX_LIMIT, Page},
    storage::{Changes, Direction, Entity, Filter, Query, Repository, Value},
};

/// Which jobs to list: those of one state in the order of their line, others newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct JobQuery {
    /// Only those in this state.
    pub state: Option<JobState>,
    /// Only those of this kind.
    pub kind: Option<String>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many.
    pub limit: u32,
}

impl Default for JobQuery {
    fn default() -> Self {
        Self { state: None, kind: None, after: None, limit: DEFAULT_LIMIT }
    }
}

/// How the jobs of one kind do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobStats {
    /// The kind.
    pub kind: String,
    /// How many wait, for their turn or their time.
    pub queued: u64,
    /// How many are being done.
    pub running: u64,
    /// How many are dead letters.
    pub dead: u64,
    /// How long the first in the line has been able to begin; none when nothing can.
    pub oldest_age: Option<Duration>,
}

/// The jobs: [`Vmbay::jobs`](crate::Vmbay::jobs).
///
/// ```
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// use vmbay::{Vmbay, job::{JobKind, JobRun, NewJob}, storage::MemoryStorage};
///
/// let bay = Vmbay::builder()
///     .storage(MemoryStorage::new())
///     .job(JobKind::new("greet", |_: JobRun, name: String| async move {
///         println!("hello {name}");
///         Ok::<_, vmbay::Error>(())
///     }))
///     .open()
///     .await?;
/// bay.jobs().enqueue(NewJob::new("greet", &"Ada")?).await?;
/// # bay.shutdown(std::time::Duration::from_secs(5)).await?;
/// # Ok::<(), vmbay::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Jobs {
    caller: Caller,
    worker: Worker,
}

impl Jobs {
    pub(crate) fn new(caller: Caller, worker: Worker) -> Self {
        Self { caller, worker }
    }

    /// The record of a new job, not stored yet: put it into a unit of your own with
    /// [`Changes::enqueue_job`]. Whether a process knows the kind shows when it is done.
    ///
    /// # Errors
    /// `invalid_argument` for the kind or the priority; `not_found` for a project beyond the scope.
    pub async fn prepare(&self, new: NewJob) -> Result<JobRecord> {
        let scope = self.caller.authorize(Permission::new("job:enqueue")).await?;
        self.record(scope, new).await
    }

    /// Stores a job. Where another of its [dedupe key](NewJob::dedupe_key) is queued or running, that one is returned in
    /// its place.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    pub async fn enqueue(&self, new: NewJob) -> Result<JobRecord> {
        let scope = self.caller.authorize(Permission::new("job:enqueue")).await?;
        let mut job = self.record(scope, new).await?;
        let place = self.worker.place(&mut job);
        let storage = &self.caller.ports.storage;
        loop {
            match storage.commit(Changes::new().enqueue_job(&job)?).await {
                Err(Error::AlreadyExists { .. }) if job.dedupe_key.is_some() => {}
                // An adapter that asked twice found the job itself.
                Ok(()) | Err(Error::AlreadyExists { .. }) => {
                    self.worker.arrive(&job, place);
                    return Ok(job);
                }
                Err(error) => {
                    // It may have taken effect all the same.
                    let stored = Repository::<JobRecord>::find(&**storage, job.id).await;
                    return if matches!(stored, Ok(Some(_))) { Ok(job) } else { Err(error) };
                }
            }
            let same = Filter::eq("organization_id", job.organization_id)
                .and(Filter::eq("kind", &job.kind))
                .and(Filter::eq("dedupe_key", job.dedupe_key.as_deref().unwrap_or_default()));
            if let Some(earlier) = storage.find_one(same).await? {
                return Ok(earlier);
            }
        }
    }

    /// Stores many jobs in one unit: all or none.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare); `already_exists` when a dedupe key is taken.
    pub async fn enqueue_many(&self, new: impl IntoIterator<Item = NewJob> + Send) -> Result<Vec<JobRecord>> {
        let scope = self.caller.authorize(Permission::new("job:enqueue")).await?;
        let new: Vec<_> = new.into_iter().collect();
        let mut jobs = Vec::with_capacity(new.len());
        let mut changes = Changes::new();
        for (at, new) in new.into_iter().enumerate() {
            let mut job = self.record(scope, new).await?;
            // In the order given, also where the clock stood still.
            job.place = job.place + Duration::from_micros(at as u64);
            changes = changes.enqueue_job(&job)?;
            jobs.push(job);
        }
        self.caller.ports.storage.commit(changes).await?;
        Ok(jobs)
    }

    async fn record(&self, scope: Scope, new: NewJob) -> Result<JobRecord> {
        let place = self.place(scope, new.project_id).await?;
        new.record(&self.caller.ports, self.caller.context().actor.to_string(), place)
    }

    async fn place(
        &self,
        scope: Scope,
        project: Option<ProjectId>,
    ) -> Result<(OrganizationId, Option<ProjectId>)> {
        Ok(match (project, scope) {
            (None, Scope::All) => (self.caller.home().0, None),
            (None, Scope::Organization(organization)) => (organization, None),
            (None, Scope::Project(organization, project)) => (organization, Some(project)),
            (Some(id), scope) => (self.caller.get::<Project>(scope, id).await?.organization_id, Some(id)),
        })
    }

    /// The job of this id. One that succeeded or was cancelled is gone.
    pub async fn get(&self, id: JobId) -> Result<JobRecord> {
        let scope = self.caller.authorize(Permission::new("job:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of jobs.
    pub async fn list(&self, query: JobQuery) -> Result<Page<JobRecord>> {
        let scope = self.caller.authorize(Permission::new("job:list")).await?;
        let page = match query.state {
            Some(state) => Query::of::<JobRecord>()
                .filter(Filter::eq("state", state))
                .order_by("place", Direction::Ascending),
            None => Query::of::<JobRecord>().order_by("id", Direction::Descending),
        };
        let page = page.filter(query.kind.map_or(Filter::All, |kind| Filter::eq("kind", kind)));
        self.caller.list(scope, page.limit(query.limit).resume(query.after.as_ref())?).await
    }

    /// Removes a job that waits, or asks one that runs to stop.
    ///
    /// # Errors
    /// `illegal_transition` for a dead letter.
    pub async fn cancel(&self, id: JobId) -> Result<()> {
        let scope = self.caller.authorize(Permission::new("job:cancel")).await?;
        loop {
            let mut job: JobRecord = self.caller.get(scope, id).await?;
            let storage = &self.caller.ports.storage;
            let done = match job.state {
                JobState::Queued => storage.delete(&job).await,
                JobState::Running if job.cancel_requested => Ok(()),
                JobState::Running => {
                    job.cancel_requested = true;
                    storage.update(&mut job).await
                }
                JobState::Dead => return Err(refused(&job, "be cancelled")),
            };
            match done {
                Ok(()) => {
                    self.worker.look(true);
                    return Ok(());
                }
                // A worker was quicker: it took the job, or ended it.
                Err(Error::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives a dead letter all its attempts again.
    ///
    /// # Errors
    /// `illegal_transition` for a job that is not dead.
    pub async fn replay(&self, id: JobId) -> Result<JobRecord> {
        let scope = self.caller.authorize(Permission::new("job:replay")).await?;
        let mut job: JobRecord = self.caller.get(scope, id).await?;
        if job.state != JobState::Dead {
            return Err(refused(&job, "be replayed"));
        }
        job.attempts = 0;
        job.requeue(self.caller.ports.now(), None);
        self.caller.ports.storage.update(&mut job).await?;
        self.worker.look(false);
        Ok(job)
    }

    /// Gives every dead letter of a kind all its attempts again, and says how many there were. Priority counts no more:
    /// they go in the order in which they would have been done.
    pub async fn replay_all(&self, kind: &str) -> Result<u64> {
        let scope = self.caller.authorize(Permission::new("job:replay")).await?;
        // One that dies again meanwhile lies beyond.
        let now = self.caller.ports.now();
        let dead = dead(scope, kind).and(Filter::lt("place", now));
        let query = Query::on(JobRecord::SCHEMA).filter(dead).order_by("place", Direction::Ascending);
        let query = query.limit(MAX_LIMIT);
        let set = [
            ("state", JobState::Queued.into()),
            ("attempts", Value::Int(0)),
            ("run_after", Value::Null(crate::storage::Kind::Time)),
            ("place", now.into()),
        ];
        let mut replayed = 0;
        loop {
            let rows = self.caller.ports.storage.claim(&query, &set, Changes::new()).await?;
            replayed += rows.len() as u64;
            self.worker.look(false);
            if rows.len() < MAX_LIMIT as usize {
                return Ok(replayed);
            }
        }
    }

    /// Removes every dead letter of a kind, and says how many there were.
    pub async fn purge(&self, kind: &str) -> Result<u64> {
        let scope = self.caller.authorize(Permission::new("job:purge")).await?;
        let dead = dead(scope, kind);
        Repository::<JobRecord>::delete_where(&*self.caller.ports.storage, dead).await
    }

    /// How the jobs of each kind do, by kind. Reads all of them: it is for people, not for loops.
    pub async fn stats(&self) -> Result<Vec<JobStats>> {
        let scope = self.caller.authorize(Permission::new("job:stats")).await?;
        let storage = &*self.caller.ports.storage;
        let within = scope.filter(JobRecord::SCHEMA);
        let mut stats: Vec<JobStats> = Vec::new();
        loop {
            let later = stats.last().map_or(Filter::All, |last| Filter::gt("kind", &last.kind));
            let next = Query::of::<JobRecord>().filter(later.and(within.clone()));
            let next = next.order_by("kind", Direction::Ascending).limit(1);
            let Some(next) = self.caller.list::<JobRecord>(scope, next).await?.items.pop() else {
                return Ok(stats);
            };
            let of = |state| {
                let kind = Filter::eq("kind", &next.kind).and(Filter::eq("state", state));
                Repository::<JobRecord>::count(storage, kind.and(within.clone()))
            };
            stats.push(JobStats {
                queued: of(JobState::Queued).await?,
                running: of(JobState::Running).await?,
                dead: of(JobState::Dead).await?,
                oldest_age: oldest_age(&self.caller.ports, &next.kind, within.clone()).await?,
                kind: next.kind,
            });
        }
    }
}

/// The dead letters of a kind within a scope.
fn dead(scope: Scope, kind: &str) -> Filter {
    Filter::eq("kind", kind).and(Filter::eq("state", JobState::Dead)).and(scope.filter(JobRecord::SCHEMA))
}

fn refused(job: &JobRecord, verb: &'static str) -> Error {
    Error::IllegalTransition {
        resource: Resource::new("job", job.id),
        from: job.state.as_str().into(),
        verb: verb.into(),
    }
}
