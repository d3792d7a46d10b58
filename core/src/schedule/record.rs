//! What is stored of schedules and of their runs.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    misfire::{MOST, Misfire},
    timing::{Plan, Timing},
};
use crate::{
    clock::Timestamp,
    compute::Verb,
    error::{Error, Failure, Result},
    id::{JobId, MachineId, OperationId, OrganizationId, ProjectId, ScheduleId, ScheduleRunId},
    job::{JobRecord, NewJob},
    name::{check_name, check_range},
    page::{Cursor, DEFAULT_LIMIT},
    ports::Ports,
    text_enum,
};

const DAY_MS: u64 = 24 * 3600 * 1000;

text_enum! {
    /// Where a schedule stands.
    pub enum ScheduleState {
        /// It waits for its next tick.
        Active = "active",
        /// Somebody paused it.
        Paused = "paused",
        /// It has no tick any more.
        Ended = "ended",
    }
}

/// What a tick begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A job of the application's own.
    Job {
        /// Its kind.
        kind: String,
        /// What its handler is given, without secrets: it is stored.
        payload: serde_json::Value,
    },
    /// An operation of the application's own.
    Operation {
        /// Its kind.
        kind: String,
        /// What it is asked to do, without secrets: it is stored.
        input: serde_json::Value,
    },
    /// A power verb of a machine. A stop is a graceful one. While another operation holds the machine, the tick waits.
    Machine {
        /// The machine, of the schedule's own project.
        machine_id: MachineId,
        /// `start`, `stop` or `reboot`.
        verb: Verb,
    },
}

/// A schedule.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(
    table = "schedules",
    unique = "project_id, name",
    index = "organization_id",
    index = "state, due_at"
)]
pub struct Schedule {
    /// Its id.
    pub id: ScheduleId,
    /// Its version: each tick adds one.
    pub version: u64,
    /// The organization it belongs to.
    #[entity(references = "organizations")]
    pub organization_id: OrganizationId,
    /// The project it belongs to.
    #[entity(references = "projects")]
    pub project_id: ProjectId,
    /// Its name, unique in the project.
    pub name: String,
    /// When it ticks.
    #[entity(json)]
    pub timing: Timing,
    /// What a tick begins.
    #[entity(json)]
    pub target: Target,
    /// What becomes of ticks that were missed.
    #[entity(json)]
    pub misfire: Misfire,
    /// How late a tick may be before it counts as missed, in milliseconds.
    pub grace_ms: u64,
    /// Below which time it is late on purpose, in milliseconds: always by the same, which its id decides, so that
    /// schedules of one pattern do not all happen at once.
    pub jitter_ms: u64,
    /// Where it stands.
    pub state: ScheduleState,
    /// When its next tick is due, if it is active.
    pub due_at: Timestamp,
    /// The last tick that happened or was left out: there is no tick before it any more, whatever its timing becomes.
    pub ticked_at: Option<Timestamp>,
    /// How often it ran.
    pub runs: i64,
    /// Who created it, as [`Actor`](crate::access::Actor) writes itself: what it begins is theirs.
    pub actor: String,
    /// When it was created.
    pub created_at: Timestamp,
}

impl Schedule {
    /// When its next tick is due.
    pub fn next_at(&self) -> Option<Timestamp> {
        (self.state == ScheduleState::Active).then_some(self.due_at)
    }

    /// How late it is on purpose.
    pub(super) fn jitter(&self) -> Duration {
        // The low bits of the id are random.
        #[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
        let random = Uuid::from(self.id).as_u128() as u64;
        Duration::from_micros(random.checked_rem(self.jitter_ms * 1000).unwrap_or(0))
    }

    /// Waits for the tick `next`, or has ended without one.
    pub(super) fn await_tick(&mut self, next: Option<Timestamp>) {
        match next {
            Some(tick) => (self.state, self.due_at) = (ScheduleState::Active, tick + self.jitter()),
            None => self.state = ScheduleState::Ended,
        }
    }

    /// Waits for the first tick after `now`, and never for one that was there already.
    pub(super) fn begin(&mut self, now: Timestamp) -> Result<()> {
        let plan = self.check()?;
        let after = self.ticked_at.map_or(now, |ticked| ticked.max(now));
        self.await_tick(plan.next(after));
        if self.state == ScheduleState::Ended {
            return Err(Error::invalid("timing", "has no tick to come"));
        }
        Ok(())
    }

    /// The job that a tick enqueues, where that is its target.
    pub(super) fn job(&self, ports: &Ports) -> Result<JobRecord> {
        let Target::Job { kind, payload } = &self.target else {
            return Err(Error::invalid("target", "is no job"));
        };
        let place = (self.organization_id, Some(self.project_id));
        NewJob::new(kind, payload)?.record(ports, self.actor.clone(), place)
    }

    /// Refuses what no schedule can be.
    pub(super) fn check(&self) -> Result<Plan> {
        check_name("name", &self.name)?;
        check_range("grace_ms", &self.grace_ms, 1000..=DAY_MS)?;
        check_range("jitter_ms", &self.jitter_ms, 0..=DAY_MS)?;
        if let Misfire::CatchUp { runs } = &self.misfire {
            check_range("misfire.runs", runs, 1..=MOST)?;
        }
        match &self.target {
            Target::Machine { verb, .. } if !matches!(verb, Verb::Start | Verb::Stop | Verb::Reboot) => {
                Err(Error::invalid("target.verb", "must be start, stop or reboot"))
            }
            _ => self.timing.plan(),
        }
    }
}

/// What a run began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begun {
    /// A job.
    Job(JobId),
    /// An operation.
    Operation(OperationId),
}

/// One time that a schedule ran. The last 100 of each schedule are kept.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(table = "schedule_runs", unique = "schedule_id, number")]
pub struct ScheduleRun {
    /// Its id.
    pub id: ScheduleRunId,
    /// Its version.
    pub version: u64,
    /// The organization of the schedule.
    pub organization_id: OrganizationId,
    /// The project of the schedule.
    pub project_id: ProjectId,
    /// The schedule.
    #[entity(references = "schedules")]
    pub schedule_id: ScheduleId,
    /// Which run of the schedule it is, from 1.
    pub number: i64,
    /// The tick it is of; none when somebody asked for it.
    pub tick_at: Option<Timestamp>,
    /// When it happened.
    pub at: Timestamp,
    /// What it began.
    #[entity(json)]
    pub begun: Option<Begun>,
    /// Why it began nothing.
    #[entity(json)]
    pub failure: Option<Failure>,
}

/// A schedule to create.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleCreate {
    /// Its name, unique in the project.
    pub name: String,
    /// The project it belongs to; the caller's own unless told otherwise.
    pub project_id: Option<ProjectId>,
    /// When it ticks.
    pub timing: Timing,
    /// What a tick begins.
    pub target: Target,
    /// What becomes of ticks that were missed; the last of them happens unless told otherwise.
    pub misfire: Misfire,
    /// How late a tick may be before it counts as missed: a second to a day, above the difference of the clocks of your
    /// processes; two minutes unless told otherwise.
    pub grace: Duration,
    /// Below which time the schedule is late on purpose: at most a day; none unless told otherwise.
    pub jitter: Duration,
}

impl ScheduleCreate {
    /// A schedule of this name.
    pub fn new(name: impl Into<String>, timing: Timing, target: Target) -> Self {
        Self {
            name: name.into(),
            project_id: None,
            timing,
            target,
            misfire: Misfire::default(),
            grace: Duration::from_secs(120),
            jitter: Duration::ZERO,
        }
    }

    /// It belongs to this project.
    pub fn project(mut self, id: ProjectId) -> Self {
        self.project_id = Some(id);
        self
    }

    /// What becomes of ticks that were missed.
    pub fn misfire(mut self, misfire: Misfire) -> Self {
        self.misfire = misfire;
        self
    }

    /// How late a tick may be before it counts as missed.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Late on purpose, by less than this.
    pub fn jitter(mut self, jitter: Duration) -> Self {
        self.jitter = jitter;
        self
    }
}

/// What to change of a schedule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScheduleUpdate {
    /// When it ticks from now on. A schedule that had ended begins again.
    pub timing: Option<Timing>,
    /// What a tick begins.
    pub target: Option<Target>,
    /// What becomes of ticks that were missed.
    pub misfire: Option<Misfire>,
    /// How late a tick may be before it counts as missed.
    pub grace: Option<Duration>,
    /// Below which time it is late on purpose.
    pub jitter: Option<Duration>,
    /// Only if it still has this version.
    pub expected_version: Option<u64>,
}

/// Which schedules to list, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleQuery {
    /// Only those in this state.
    pub state: Option<ScheduleState>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for ScheduleQuery {
    fn default() -> Self {
        Self { state: None, after: None, limit: DEFAULT_LIMIT }
    }
}

/// Which runs of a schedule to list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleRunQuery {
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for ScheduleRunQuery {
    fn default() -> Self {
        Self { after: None, limit: DEFAULT_LIMIT }
    }
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
