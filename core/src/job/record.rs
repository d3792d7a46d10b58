//! What is stored of jobs: the jobs, the processes that do them, and what limits them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    clock::Timestamp,
    error::{Error, Result},
    id::{JobId, JobLimitId, JobWorkerId, OrganizationId, ProjectId},
    ports::Ports,
    text_enum,
};

text_enum! {
    /// Where a job stands. One that succeeded or was cancelled is gone.
    pub enum JobState {
        /// Waiting for its turn, or for its time.
        Queued = "queued",
        /// A worker works on it.
        Running = "running",
        /// It failed as often as it may: a dead letter, until it is replayed or purged.
        Dead = "dead",
    }
}

/// The highest priority.
pub(super) const MAX_PRIORITY: u32 = 9;
/// How much sooner each step of priority puts a job in the line.
const HEAD_START: Duration = Duration::from_secs(3600);

/// How far a job has come, as its handler says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobProgress {
    /// The share done, 0.0 to 1.0.
    pub fraction: f64,
    /// A sentence for people.
    pub message: String,
}

/// A job, as it is stored.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(table = "jobs", unique = "organization_id, kind, dedupe_key", index = "kind, state, place, id")]
pub struct JobRecord {
    /// Its id.
    pub id: JobId,
    /// Its version: every claim and every change adds one. It is the fence too: a worker acknowledges only the version
    /// that it claimed or wrote itself.
    pub version: u64,
    /// The organization it works for.
    pub organization_id: OrganizationId,
    /// The project it works for.
    pub project_id: Option<ProjectId>,
    /// What it does, as the application named it: `mail.send`.
    pub kind: String,
    /// What its handler is given.
    pub payload: serde_json::Value,
    /// Where it stands.
    pub state: JobState,
    /// 0 to 9: each step is a head start of an hour over the jobs of its kind.
    pub priority: u32,
    /// Its place in the line of its kind, lowest first: when it could begin at the earliest, less its head start.
    pub place: Timestamp,
    /// Not before this time; none when it can begin at once.
    pub run_after: Option<Timestamp>,
    /// How many attempts failed.
    pub attempts: u32,
    /// Among the organization's jobs of one kind that are queued or running, no two have the same.
    pub dedupe_key: Option<String>,
    /// What its kind may limit it by: the customer, the mail server …
    pub limit_key: Option<String>,
    /// The worker that holds it.
    pub owner: Option<JobWorkerId>,
    /// Whether somebody asked for it to be cancelled while it ran.
    pub cancel_requested: bool,
    /// How far it has come, where its handler says so.
    #[entity(json)]
    pub progress: Option<JobProgress>,
    /// Why its last attempt failed.
    pub last_error: Option<String>,
    /// Who asked for it, as [`Actor`](crate::access::Actor) writes itself.
    pub actor: String,
    /// When it was asked for.
    pub created_at: Timestamp,
}

impl JobRecord {
    /// Puts it back into the line, for `run_after` or at once.
    pub(super) fn requeue(&mut self, now: Timestamp, run_after: Option<Timestamp>) {
        self.state = JobState::Queued;
        self.owner = None;
        self.run_after = run_after;
        self.place = run_after.unwrap_or(now) - HEAD_START * self.priority;
    }
}

/// A job to be.
///
/// ```
/// # fn main() -> vmbay::Result<()> {
/// use std::time::Duration;
/// use vmbay::job::NewJob;
///
/// let job = NewJob::new("mail.send", &serde_json::json!({"to": "ada@example.com"}))?
///     .delay(Duration::from_secs(60))
///     .dedupe_key("welcome ada");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewJob {
    /// What it does, as the application named it: 1 to 100 bytes.
    pub kind: String,
    /// What its handler is given: no secrets, since it is stored.
    pub payload: serde_json::Value,
    /// The project it works for; the caller's own unless told otherwise.
    pub project_id: Option<ProjectId>,
    /// 0 to 9, higher sooner: each step is a head start of an hour over the jobs of its kind.
    pub priority: u32,
    /// Not before this much time has passed.
    pub delay: Duration,
    /// The organization's jobs of this kind that are queued or running have no two of the same key.
    pub dedupe_key: Option<String>,
    /// What the job is limited by where its kind has a limit per key.
    pub limit_key: Option<String>,
}

impl NewJob {
    /// A job of the kind `kind`, whose handler is given `payload`: no secrets, since it is stored.
    ///
    /// # Errors
    /// `invalid_argument` when the payload cannot be written as JSON.
    pub fn new(kind: impl Into<String>, payload: &impl Serialize) -> Result<Self> {
        let payload = serde_json::to_value(payload)
            .map_err(|error| Error::invalid("payload", format!("cannot be written as JSON: {error}")))?;
        Ok(Self { kind: kind.into(), payload, ..Self::default() })
    }

    /// 0 to 9, higher sooner: each step is a head start of an hour over the jobs of its kind, so that none waits for ever.
    pub fn priority(mut self, priority: u32) -> Self {
        self.priority = priority;
        self
    }

    /// Not before this much time has passed. The worker compares the clock of this process with its own: by as much as the
    /// two differ it comes sooner or later.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The organization's jobs of this kind that are queued or running have no two of the same key.
    pub fn dedupe_key(mut self, key: impl Into<String>) -> Self {
        self.dedupe_key = Some(key.into());
        self
    }

    /// What the job is limited by where its kind has a limit [per key](super::JobKind::per_key).
    pub fn limit_key(mut self, key: impl Into<String>) -> Self {
        self.limit_key = Some(key.into());
        self
    }

    /// The project it works for; the caller's own unless told otherwise.
    pub fn project(mut self, project: ProjectId) -> Self {
        self.project_id = Some(project);
        self
    }

    /// The record of it, not stored yet.
    pub(crate) fn record(
        self,
        ports: &Ports,
        actor: String,
        (organization_id, project_id): (OrganizationId, Option<ProjectId>),
    ) -> Result<JobRecord> {
        if self.kind.is_empty() || self.kind.len() > 100 {
            return Err(Error::invalid("kind", "must be 1 to 100 bytes"));
        }
        if self.priority > MAX_PRIORITY {
            return Err(Error::invalid("priority", format!("must be 0 to {MAX_PRIORITY}")));
        }
        let now = ports.now();
        let mut record = JobRecord {
            id: ports.id(),
            version: 1,
            organization_id,
            project_id,
            kind: self.kind,
            payload: self.payload,
            state: JobState::Queued,
            priority: self.priority,
            place: now,
            run_after: None,
            attempts: 0,
            dedupe_key: self.dedupe_key,
            limit_key: self.limit_key,
            owner: None,
            cancel_requested: false,
            progress: None,
            last_error: None,
            actor,
            created_at: now,
        };
        record.requeue(now, (!self.delay.is_zero()).then(|| now + self.delay));
        Ok(record)
    }
}

/// A process that does jobs, as it is stored: its version grows as long as it lives.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(table = "job_workers")]
pub struct JobWorkerRecord {
    /// Its id: the owner of the jobs it holds.
    pub id: JobWorkerId,
    /// Its version: each beat adds one, by which others see that it lives.
    pub version: u64,
    /// The kinds it knows.
    #[entity(json)]
    pub kinds: Vec<String>,
    /// How long it may go without a beat, in milliseconds.
    pub lease_ms: u64,
    /// When it last gave a sign of life, by its own clock: for people.
    pub beat_at: Timestamp,
}

/// What the limits of one kind have in common, as it is stored: whoever lets jobs of the kind begin changes its version.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(table = "job_limits")]
pub struct JobLimitRecord {
    /// Its id.
    pub id: JobLimitId,
    /// Its version: of processes that let jobs begin at once, one succeeds.
    pub version: u64,
    /// The kind of the jobs.
    #[entity(unique)]
    pub kind: String,
    /// When the next job may begin, of a kind with a rate.
    pub next_at: Timestamp,
}
