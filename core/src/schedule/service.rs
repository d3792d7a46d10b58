//! Schedules as their owners see them.

use serde_json::json;

use super::{
    engine::Engine,
    record::{
        Schedule, ScheduleCreate, ScheduleQuery, ScheduleRun, ScheduleRunQuery, ScheduleState,
        ScheduleUpdate, Target, millis,
    },
};
use crate::{
    access::{Caller, Permission, Scope},
    compute::{Machine, Verb},
    error::{Error, Resource, Result},
    id::ScheduleId,
    page::{MAX_LIMIT, Page},
    storage::{Changes, Direction, Filter, Query, Repository},
};

/// Schedules: [`Vmbay::schedules`](crate::Vmbay::schedules).
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay, machine: vmbay::compute::Machine) -> vmbay::Result<()> {
/// use vmbay::{compute::Verb, schedule::{ScheduleCreate, Target, Timing}};
///
/// let evening = Timing::cron("0 19 * * MON-FRI", "Europe/Berlin");
/// let stop = Target::Machine { machine_id: machine.id, verb: Verb::Stop };
/// let schedule = bay.schedules().create(ScheduleCreate::new("off-at-night", evening, stop)).await?;
/// println!("first at {}", schedule.due_at);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Schedules {
    caller: Caller,
    engine: Engine,
}

impl Schedules {
    pub(crate) fn new(caller: Caller, engine: Engine) -> Self {
        Self { caller, engine }
    }

    /// Creates a schedule. Whether the caller may do what its ticks begin is asked here, and not again at each tick.
    ///
    /// # Errors
    /// `invalid_argument` with the field; `already_exists` for the name; `not_found` for the project, the machine or the kind
    /// of operation; `permission_denied` also for what its ticks begin.
    pub async fn create(&self, create: ScheduleCreate) -> Result<Schedule> {
        let scope = self.caller.authorize(Permission::new("schedule:create")).await?;
        let (organization_id, project_id) = self.caller.place(scope, create.project_id).await?;
        let ports = &self.caller.ports;
        let now = ports.now();
        let mut schedule = Schedule {
            id: ports.id(),
            version: 1,
            organization_id,
            project_id,
            name: create.name,
            timing: create.timing,
            target: create.target,
            misfire: create.misfire,
            grace_ms: millis(create.grace),
            jitter_ms: millis(create.jitter),
            state: ScheduleState::Active,
            due_at: now,
            ticked_at: None,
            runs: 0,
            actor: self.caller.context().actor.to_string(),
            created_at: now,
        };
        schedule.begin(now)?;
        self.check_target(&schedule).await?;
        let event = self.caller.event("schedule.created", &schedule, payload(&schedule));
        ports.storage.commit(Changes::new().insert(&schedule)?.emit(&event)?).await?;
        Ok(schedule)
    }

    /// The schedule of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: ScheduleId) -> Result<Schedule> {
        let scope = self.caller.authorize(Permission::new("schedule:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of schedules, oldest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: ScheduleQuery) -> Result<Page<Schedule>> {
        let scope = self.caller.authorize(Permission::new("schedule:list")).await?;
        let filter = query.state.map_or(Filter::All, |state| Filter::eq("state", state));
        let page = Query::of::<Schedule>().filter(filter).limit(query.limit).resume(query.after.as_ref())?;
        self.caller.list(scope, page).await
    }

    /// A page of the last runs of a schedule, newest first.
    ///
    /// # Errors
    /// As [`get`](Self::get) and [`list`](Self::list).
    pub async fn runs(&self, id: ScheduleId, query: ScheduleRunQuery) -> Result<Page<ScheduleRun>> {
        let scope = self.caller.authorize(Permission::new("schedule:get")).await?;
        self.caller.get::<Schedule>(scope, id).await?;
        let page = Query::of::<ScheduleRun>()
            .filter(Filter::eq("schedule_id", id))
            .order_by("number", Direction::Descending)
            .limit(query.limit)
            .resume(query.after.as_ref())?;
        self.caller.list(scope, page).await
    }

    /// Changes a schedule. With another timing it waits for its first tick from now on, unless it is paused.
    ///
    /// # Errors
    /// As [`create`](Self::create); `conflict` when it no longer has the expected version.
    pub async fn update(&self, id: ScheduleId, update: ScheduleUpdate) -> Result<Schedule> {
        let scope = self.caller.authorize(Permission::new("schedule:update")).await?;
        if let Some(target) = update.target.clone() {
            let schedule = Schedule { target, ..self.caller.get(scope, id).await? };
            self.check_target(&schedule).await?;
        }
        let now = self.caller.ports.now();
        let actor = self.caller.context().actor.to_string();
        let edit = |schedule: &mut Schedule| {
            let (state, waits_for) = (schedule.state, schedule.due_at - schedule.jitter());
            if let Some(target) = update.target.clone() {
                // What it begins is theirs who said so.
                (schedule.target, schedule.actor) = (target, actor.clone());
            }
            schedule.timing = update.timing.clone().unwrap_or_else(|| schedule.timing.clone());
            schedule.misfire = update.misfire.unwrap_or(schedule.misfire);
            schedule.grace_ms = update.grace.map_or(schedule.grace_ms, millis);
            schedule.jitter_ms = update.jitter.map_or(schedule.jitter_ms, millis);
            if update.timing.is_some() {
                schedule.begin(now)?;
            } else {
                schedule.check()?;
                schedule.await_tick(Some(waits_for));
            }
            if state == ScheduleState::Paused || update.timing.is_none() {
                schedule.state = state;
            }
            Ok(payload(schedule))
        };
        self.caller.edit(scope, id, update.expected_version, "schedule.updated", edit).await
    }

    /// Lets a schedule rest: the ticks until it is resumed are not missed, there are none.
    ///
    /// # Errors
    /// `not_found`; `illegal_transition` unless it is active.
    pub async fn pause(&self, id: ScheduleId) -> Result<Schedule> {
        let scope = self.caller.authorize(Permission::new("schedule:pause")).await?;
        let pause = |schedule: &mut Schedule| {
            expect(schedule, ScheduleState::Active, "be paused")?;
            schedule.state = ScheduleState::Paused;
            Ok(payload(schedule))
        };
        self.caller.edit(scope, id, None, "schedule.paused", pause).await
    }

    /// Lets a paused schedule wait for its first tick from now on.
    ///
    /// # Errors
    /// `not_found`; `illegal_transition` unless it is paused; `invalid_argument` when it has no tick to come.
    pub async fn resume(&self, id: ScheduleId) -> Result<Schedule> {
        let scope = self.caller.authorize(Permission::new("schedule:resume")).await?;
        let now = self.caller.ports.now();
        let resume = |schedule: &mut Schedule| {
            expect(schedule, ScheduleState::Paused, "be resumed")?;
            schedule.begin(now)?;
            Ok(payload(schedule))
        };
        self.caller.edit(scope, id, None, "schedule.resumed", resume).await
    }

    /// Begins at once what a tick of the schedule begins, whatever its state; its ticks stay as they are.
    ///
    /// # Errors
    /// `not_found`; `locked` while another operation holds its machine. What refuses it otherwise is told by the
    /// [failure](ScheduleRun::failure) of the run.
    pub async fn run(&self, id: ScheduleId) -> Result<ScheduleRun> {
        let scope = self.caller.authorize(Permission::new("schedule:run")).await?;
        loop {
            let schedule: Schedule = self.caller.get(scope, id).await?;
            match self.engine.run(schedule, None, Changes::new()).await {
                // It ticked just now, or its machine changed: whoever did that has succeeded, so that this ends.
                Err(Error::Conflict { .. }) => {}
                done => return done,
            }
        }
    }

    /// Deletes a schedule and its runs. What it began goes on.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn delete(&self, id: ScheduleId) -> Result<()> {
        let scope = self.caller.authorize(Permission::new("schedule:delete")).await?;
        let storage = &self.caller.ports.storage;
        loop {
            let schedule: Schedule = self.caller.get(scope, id).await?;
            let runs = Query::of::<ScheduleRun>().filter(Filter::eq("schedule_id", id)).limit(MAX_LIMIT);
            let runs = Repository::<ScheduleRun>::list(&**storage, &runs).await?;
            let event = self.caller.event("schedule.deleted", &schedule, payload(&schedule));
            let unit = runs.items.iter().fold(Changes::new(), Changes::delete).delete(&schedule);
            match storage.commit(unit.emit(&event)?).await {
                // It ticked meanwhile.
                Err(Error::Conflict { .. } | Error::NotFound { .. } | Error::InUse { .. }) => {}
                done => return done,
            }
        }
    }

    /// Refuses a target that the caller could not begin themselves.
    async fn check_target(&self, schedule: &Schedule) -> Result<()> {
        match &schedule.target {
            Target::Job { .. } => {
                let scope = self.caller.authorize(Permission::new("job:enqueue")).await?;
                check_reach(scope, schedule)?;
                schedule.job(&self.caller.ports).map(drop)
            }
            Target::Operation { kind, .. } => {
                let scope = self.caller.authorize(Permission::new("operation:begin")).await?;
                check_reach(scope, schedule)?;
                self.engine
                    .runner
                    .knows(kind)
                    .then_some(())
                    .ok_or_else(|| Error::not_found("operation kind", kind))
            }
            Target::Machine { machine_id, verb } => {
                let scope = self.caller.authorize(Verb::permission(*verb)).await?;
                let machine: Machine = self.caller.get(scope, *machine_id).await?;
                if machine.project_id == schedule.project_id {
                    return Ok(());
                }
                Err(Error::invalid("target.machine_id", "must be a machine of the schedule's own project"))
            }
        }
    }
}

/// Refuses to begin something where the caller may not.
fn check_reach(scope: Scope, schedule: &Schedule) -> Result<()> {
    if scope.contains(Some(schedule.organization_id), Some(schedule.project_id)) {
        return Ok(());
    }
    Err(Error::not_found("project", schedule.project_id))
}

fn expect(schedule: &Schedule, state: ScheduleState, verb: &'static str) -> Result<()> {
    if schedule.state == state {
        return Ok(());
    }
    let resource = Resource::new("schedule", schedule.id);
    Err(Error::IllegalTransition { resource, from: schedule.state.as_str().into(), verb: verb.into() })
}

fn payload(schedule: &Schedule) -> serde_json::Value {
    json!({
        "name": schedule.name, "timing": schedule.timing, "state": schedule.state, "due_at": schedule.next_at(),
    })
}
