//! What makes schedules tick: a look at those that are due, and the unit that one tick commits.

use std::time::Duration;

use serde_json::json;

use super::{
    misfire::due,
    record::{Begun, Schedule, ScheduleRun, ScheduleState, Target},
};
use crate::{
    access::Caller,
    clock::Timestamp,
    compute::Machines,
    error::{Error, Failure, Result},
    fleet::HostLinks,
    job::JobRecord,
    operation::{NewOperation, OperationRecord, Runner},
    page::MAX_LIMIT,
    storage::{Changes, Direction, Filter, Query, Repository},
    tasks::Tasks,
};

/// How many runs of each schedule are kept.
const KEPT: i64 = 100;

/// What a tick needs, cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    /// The library itself: whether a schedule's owner may do what it does was asked when they said so.
    pub(crate) caller: Caller,
    pub(crate) hosts: HostLinks,
    pub(crate) runner: Runner,
}

impl Engine {
    /// Ticks until shutdown.
    pub(crate) fn start(self, tasks: &Tasks) {
        let stopping = tasks.stopping().clone();
        tasks.spawn(async move {
            loop {
                let pause = self.look().await.unwrap_or_else(|error| {
                    tracing::warn!(target: "vmbay::schedule", %error, "schedules could not be read; trying again");
                    self.poll()
                });
                tokio::select! {
                    () = stopping.cancelled() => return,
                    () = self.caller.ports.clock.sleep(pause) => {}
                }
            }
        });
    }

    /// How long another process's new schedule may go unseen.
    fn poll(&self) -> Duration {
        self.runner.options().poll
    }

    /// Lets every schedule tick that is due, and says how long there is nothing to do.
    async fn look(&self) -> Result<Duration> {
        let soonest = Query::of::<Schedule>()
            .filter(Filter::eq("state", ScheduleState::Active))
            .order_by("due_at", Direction::Ascending)
            .limit(MAX_LIMIT);
        let page = Repository::<Schedule>::list(&*self.caller.ports.storage, &soonest).await?;
        let (mut pause, mut failed) = (self.poll(), false);
        for schedule in page {
            let now = self.caller.ports.now();
            if schedule.due_at > now {
                return Ok(pause.min(schedule.due_at.since(now)));
            }
            let id = schedule.id;
            match self.tick(schedule, now).await {
                // It may be due again, or another process was quicker.
                Ok(()) | Err(Error::Conflict { .. }) => pause = Duration::ZERO,
                // It waits for what holds its machine.
                Err(Error::Locked { .. }) => failed = true,
                Err(error) => {
                    failed = true;
                    tracing::warn!(target: "vmbay::schedule", schedule = %id, %error, "a tick could not be stored; trying again");
                }
            }
        }
        Ok(if failed { self.poll() } else { pause })
    }

    /// Lets the tick happen that `schedule` waits for, or leaves it out, as its misfire policy says.
    async fn tick(&self, schedule: Schedule, now: Timestamp) -> Result<()> {
        let mut after = schedule.clone();
        let plan = match schedule.timing.plan() {
            Ok(plan) => plan,
            // A zone that this program does not know any more.
            Err(error) => {
                after.state = ScheduleState::Paused;
                let why = json!({ "name": after.name, "failure": Failure::from(&error) });
                let event = self.caller.event("schedule.paused", &after, why);
                let unit = Changes::new().update(&after)?.emit(&event)?;
                return self.caller.ports.storage.commit(unit).await;
            }
        };
        let (tick, grace) = (schedule.due_at - schedule.jitter(), Duration::from_millis(schedule.grace_ms));
        let due = due(&plan, schedule.misfire, grace, tick, now - schedule.jitter());
        after.ticked_at = Some(due.fire.unwrap_or(now - schedule.jitter()));
        after.await_tick(due.next);
        let mut unit = Changes::new();
        if due.missed {
            let missed = json!({ "name": after.name, "from": tick, "until": after.ticked_at });
            unit = unit.emit(&self.caller.event("schedule.missed", &after, missed))?;
        }
        match due.fire {
            Some(tick) => self.run(after, Some(tick), unit).await.map(drop),
            None => self.caller.ports.storage.commit(unit.update(&after)?).await,
        }
    }

    /// Stores `schedule` with what a tick begins, or asked-for run, and `more`, in one unit.
    pub(super) async fn run(
        &self,
        mut schedule: Schedule,
        tick_at: Option<Timestamp>,
        more: Changes,
    ) -> Result<ScheduleRun> {
        let ports = &self.caller.ports;
        let start = match self.prepare(&schedule).await {
            Ok(start) => Ok(start),
            Err(error) if is_refusal(&error) => Err(Failure::from(&error)),
            Err(error) => return Err(error),
        };
        schedule.runs += 1;
        let run = ScheduleRun {
            id: ports.id(),
            version: 1,
            organization_id: schedule.organization_id,
            project_id: schedule.project_id,
            schedule_id: schedule.id,
            number: schedule.runs,
            tick_at,
            at: ports.now(),
            begun: start.as_ref().ok().map(Start::begun),
            failure: start.as_ref().err().cloned(),
        };
        let told = json!({
            "name": schedule.name, "number": run.number, "tick_at": tick_at,
            "begun": run.begun, "failure": run.failure,
        });
        let event = self.caller.event("schedule.ran", &schedule, told);
        let unit =
            more.update(&schedule)?.insert(&run)?.emit(&event)?.extend(self.outdated(&schedule).await?);
        match start {
            Ok(Start::Operation(operation, rows)) => {
                self.runner.submit(*operation, rows.extend(unit)).await?;
            }
            Ok(Start::Job(job)) => ports.storage.commit(unit.enqueue_job(&job)?).await?,
            Err(_) => ports.storage.commit(unit).await?,
        }
        Ok(run)
    }

    /// What a tick of `schedule` begins.
    async fn prepare(&self, schedule: &Schedule) -> Result<Start> {
        self.caller.check_active(schedule.organization_id, "run schedules").await?;
        let (mut operation, rows) = match &schedule.target {
            Target::Job { .. } => return Ok(Start::Job(Box::new(schedule.job(&self.caller.ports)?))),
            Target::Operation { kind, input } => {
                let new = NewOperation {
                    organization_id: Some(schedule.organization_id),
                    project_id: Some(schedule.project_id),
                    input: input.clone(),
                    ..NewOperation::of(kind)
                };
                (self.runner.prepare(&self.caller, new), Changes::new())
            }
            Target::Machine { machine_id, verb } => {
                let machines = Machines::new(self.caller.clone(), self.hosts.clone(), self.runner.clone());
                machines.prepare_power(*verb, *machine_id).await?
            }
        };
        operation.actor.clone_from(&schedule.actor);
        Ok(Start::Operation(Box::new(operation), rows))
    }

    /// The deletion of the runs of `schedule` that are no longer kept.
    async fn outdated(&self, schedule: &Schedule) -> Result<Changes> {
        let old = Filter::eq("schedule_id", schedule.id).and(Filter::le("number", schedule.runs - KEPT));
        let old = Query::of::<ScheduleRun>().filter(old);
        let old = Repository::<ScheduleRun>::list(&*self.caller.ports.storage, &old).await?;
        Ok(old.items.iter().fold(Changes::new(), Changes::delete))
    }
}

/// What a tick is about to begin.
enum Start {
    Job(Box<JobRecord>),
    /// With the rows that go with it.
    Operation(Box<OperationRecord>, Changes),
}

impl Start {
    fn begun(&self) -> Begun {
        match self {
            Self::Job(job) => Begun::Job(job.id),
            Self::Operation(operation, _) => Begun::Operation(operation.id),
        }
    }
}

/// Whether `error` says that the target cannot do it, rather than that it could not be asked.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::NotFound { .. }
            | Error::IllegalTransition { .. }
            | Error::InvalidArgument { .. }
            | Error::Unsupported { .. }
            | Error::Exhausted { .. }
    )
}
