//! Schedules, on the memory adapter in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "support/schedules.rs"]
mod support;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use support::{check, every, runs, tick};
use vmbay::{
    Builder, Clock, Error, ErrorCode, Result, Timestamp, Vmbay,
    access::{Actor, Context, Permission, Policy, Scope},
    clock::{VirtualClock, within},
    compute::{MachineCreate, Verb},
    hypervisor::{PowerState, SimulatedHost, SimulatedOptions},
    id::{ScheduleId, UserId},
    job::{JobKind, JobRun},
    operation::{OperationRecord, RunnerOptions},
    schedule::{
        Begun, Misfire, Schedule, ScheduleCreate, ScheduleQuery, ScheduleState, ScheduleUpdate, Target,
        Timing,
    },
    storage::{Filter, MemoryStorage, Storage},
    testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
    uuid::Uuid,
};

const SECOND: Duration = Duration::from_secs(1);
const TEN: Duration = Duration::from_secs(10);

/// One database, and the libraries that are opened on it.
struct World {
    clock: VirtualClock,
    storage: Arc<MemoryStorage>,
}

fn world<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    let clock = VirtualClock::default();
    let world = World { clock: clock.clone(), storage: Arc::new(MemoryStorage::new()) };
    let limit = clock.clone();
    clock.run(async {
        within(&limit, Duration::from_secs(400 * 24 * 3600), "the test", test(world)).await.expect("it ends");
    });
}

impl World {
    fn builder(&self, storage: impl Storage) -> Builder {
        let runner = RunnerOptions { poll: 5 * SECOND, ..RunnerOptions::default() };
        Vmbay::builder()
            .storage(storage)
            .clock(Arc::new(self.clock.clone()))
            .runner(runner)
            .observe_every(3600 * SECOND)
            .operation(tick())
    }

    async fn open(&self) -> Vmbay {
        self.builder(self.storage.reopen()).open().await.unwrap()
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn pass(&self, time: Duration) {
        self.clock.sleep(time).await;
    }
}

async fn get(bay: &Vmbay, id: ScheduleId) -> Schedule {
    bay.schedules().get(id).await.unwrap()
}

#[test]
fn each_tick_happens_once_however_many_processes_look() {
    world(|world| async move {
        let bays = [world.open().await, world.open().await, world.open().await];
        let from = world.now() + TEN;
        let schedule = bays[0].schedules().create(every(TEN, from)).await.unwrap();
        assert_eq!((schedule.next_at(), schedule.state), (Some(from), ScheduleState::Active));
        world.pass(1005 * SECOND).await;
        assert_eq!(check(&bays[1], &schedule, from, TEN).await, 100);
        for run in runs(&bays[2], schedule.id).await {
            assert_eq!(run.tick_at, Some(run.at), "nothing is late");
        }
        let after = get(&bays[0], schedule.id).await;
        assert_eq!((after.next_at(), after.runs), (Some(from + 100 * TEN), 100));
    });
}

/// A clock that is wrong by a constant.
#[derive(Debug)]
struct Skewed(VirtualClock, Duration);

#[async_trait]
impl Clock for Skewed {
    fn now(&self) -> Timestamp {
        self.0.now() + self.1
    }
    async fn sleep(&self, duration: Duration) {
        self.0.sleep(duration).await;
    }
}

#[test]
fn clocks_that_differ_by_a_minute_neither_double_a_tick_nor_leave_one_out() {
    for ahead_dies in [true, false] {
        world(|world| async move {
            let skewed = async |seconds| {
                let clock = Skewed(world.clock.clone(), Duration::from_secs(seconds));
                world.builder(world.storage.reopen()).clock(Arc::new(clock)).open().await.unwrap()
            };
            let mut bays = vec![skewed(0).await, skewed(30).await];
            let from = world.now() + 100 * SECOND;
            let schedule = bays[0].schedules().create(every(TEN, from).misfire(Misfire::Skip)).await.unwrap();
            world.pass(150 * SECOND).await;
            // One joins that is a minute ahead of the first, and one of the others goes.
            bays.push(skewed(60).await);
            world.pass(100 * SECOND).await;
            drop(bays.remove(if ahead_dies { 2 } else { 0 }));
            world.pass(100 * SECOND).await;
            let ticks = check(&bays[0], &schedule, from, TEN).await;
            assert!((26..=32).contains(&ticks), "{ticks}");
        });
    }
}

#[test]
fn every_fault_at_every_call_leaves_each_tick_with_one_run() {
    let faults = [
        Fault::ErrorBefore,
        Fault::ErrorAfter,
        Fault::UnknownBefore,
        Fault::UnknownAfter,
        Fault::HangBefore,
        Fault::HangAfter,
        Fault::CrashBefore,
        Fault::CrashAfter,
        Fault::Duplicate,
        Fault::Delay(25 * SECOND),
    ];
    let fired = AtomicU32::new(0);
    for (nth, fault) in (0..16).flat_map(|nth| faults.map(|fault| (nth, fault))) {
        let fired = &fired;
        world(|world| async move {
            let plan = FaultPlan::new(Arc::new(world.clock.clone()));
            let broken = FaultyStorage::new(world.storage.clone(), plan.clone());
            let _at_risk = world.builder(broken).open().await.unwrap();
            let from = world.now() + TEN;
            // The process at risk is alone with the first ticks.
            let create = world.open().await;
            let schedule = create.schedules().create(every(TEN, from)).await.unwrap();
            drop(create);
            world.pass(TEN * 19 / 20).await;
            plan.arm(Point::Call(nth), fault);
            world.pass(15 * SECOND).await;
            let bay = world.open().await;
            world.pass(60 * SECOND).await;
            let ticks = check(&bay, &schedule, from, TEN).await;
            assert_eq!(ticks, 8, "{nth} {fault:?}");
            fired.fetch_add(u32::from(plan.fired()), Ordering::SeqCst);
        });
    }
    assert!(fired.load(Ordering::SeqCst) >= 120, "{fired:?}");
}

#[test]
fn ticks_that_nobody_was_there_for_are_treated_as_the_schedule_says() {
    let cases = [
        (Misfire::Skip, vec![]),
        (Misfire::RunOnce, vec![20]),
        (Misfire::CatchUp { runs: 3 }, vec![18, 19, 20]),
    ];
    for (misfire, wanted) in cases {
        world(|world| async move {
            let bay = world.open().await;
            let (hour, from) = (3600 * SECOND, world.now() + 3600 * SECOND);
            let schedule = bay.schedules().create(every(hour, from).misfire(misfire)).await.unwrap();
            drop(bay);
            world.pass(hour * 41 / 2).await;
            let bay = world.open().await;
            world.pass(10 * SECOND).await;
            let ran: Vec<_> = runs(&bay, schedule.id).await.iter().map(|run| run.tick_at.unwrap()).collect();
            assert_eq!(
                ran,
                wanted.iter().map(|nth| from + hour * (nth - 1)).collect::<Vec<_>>(),
                "{misfire:?}"
            );
            assert_eq!(get(&bay, schedule.id).await.next_at(), Some(from + hour * 20));
            let events = bay
                .events()
                .list(vmbay::event::EventQuery::after(vmbay::event::EventToken::START))
                .await
                .unwrap();
            let missed = events.into_iter().filter(|event| event.topic == "schedule.missed").count();
            assert_eq!(missed, 1, "{misfire:?}");
        });
    }
}

#[test]
fn a_paused_schedule_has_no_ticks_and_a_resumed_one_goes_on_from_now() {
    world(|world| async move {
        let bay = world.open().await;
        let (schedules, from) = (bay.schedules(), world.now() + TEN);
        let id = schedules.create(every(TEN, from)).await.unwrap().id;
        world.pass(15 * SECOND).await;
        assert_eq!(schedules.pause(id).await.unwrap().next_at(), None);
        world.pass(100 * SECOND).await;
        assert_eq!(runs(&bay, id).await.len(), 1);
        assert_eq!(schedules.pause(id).await.unwrap_err().code(), ErrorCode::IllegalTransition);

        let run = schedules.run(id).await.unwrap();
        assert_eq!((run.number, run.tick_at, run.at), (2, None, world.now()));
        let Some(Begun::Operation(operation)) = run.begun else { panic!("{run:?}") };
        assert!(bay.operations().attach(operation).await.unwrap().wait().await.is_ok());

        assert_eq!(schedules.resume(id).await.unwrap().next_at(), Some(from + 11 * TEN));
        assert_eq!(schedules.resume(id).await.unwrap_err().code(), ErrorCode::IllegalTransition);
        world.pass(TEN).await;
        assert_eq!(runs(&bay, id).await.last().unwrap().tick_at, Some(from + 11 * TEN));
    });
}

#[test]
fn an_update_keeps_the_tick_it_waits_for_unless_it_changes_the_timing() {
    world(|world| async move {
        let bay = world.open().await;
        let (schedules, from) = (bay.schedules(), world.now() + TEN);
        let id = schedules.create(every(TEN, from)).await.unwrap().id;
        let calm = ScheduleUpdate { misfire: Some(Misfire::Skip), ..ScheduleUpdate::default() };
        assert_eq!(schedules.update(id, calm).await.unwrap().next_at(), Some(from));
        world.pass(15 * SECOND).await;

        let at = world.now() + 5 * TEN;
        let once = ScheduleUpdate { timing: Some(Timing::once(at)), ..ScheduleUpdate::default() };
        assert_eq!(schedules.update(id, once).await.unwrap().next_at(), Some(at));
        world.pass(6 * TEN).await;
        let ended = get(&bay, id).await;
        assert_eq!((ended.state, ended.runs), (ScheduleState::Ended, 2));
        let list = async |state| {
            schedules
                .list(ScheduleQuery { state: Some(state), ..ScheduleQuery::default() })
                .await
                .unwrap()
                .items
                .len()
        };
        assert_eq!((list(ScheduleState::Ended).await, list(ScheduleState::Active).await), (1, 0));

        // A tick that was cannot be again.
        let past = ScheduleUpdate { timing: Some(Timing::once(at)), ..ScheduleUpdate::default() };
        assert_eq!(schedules.update(id, past).await.unwrap_err().code(), ErrorCode::InvalidArgument);
        let stale = ScheduleUpdate { expected_version: Some(1), ..ScheduleUpdate::default() };
        assert_eq!(schedules.update(id, stale).await.unwrap_err().code(), ErrorCode::Conflict);
    });
}

#[test]
fn the_last_hundred_runs_are_kept_and_go_with_their_schedule() {
    world(|world| async move {
        let bay = world.open().await;
        let schedule = bay.schedules().create(every(TEN, world.now() + TEN)).await.unwrap();
        world.pass(125 * TEN + SECOND).await;
        let kept: Vec<_> = runs(&bay, schedule.id).await.iter().map(|run| run.number).collect();
        assert_eq!(kept, (26..=125).collect::<Vec<_>>());
        bay.schedules().delete(schedule.id).await.unwrap();
        assert_eq!(bay.schedules().get(schedule.id).await.unwrap_err().code(), ErrorCode::NotFound);
        let begun = bay.repository::<OperationRecord>().count(Filter::eq("kind", "tick")).await.unwrap();
        world.pass(10 * TEN).await;
        let later = bay.repository::<OperationRecord>().count(Filter::eq("kind", "tick")).await.unwrap();
        assert_eq!((begun, later), (125, 125));
    });
}

#[test]
fn jitter_is_below_its_bound_and_stays_the_same() {
    world(|world| async move {
        let bay = world.open().await;
        let from = world.now() + TEN;
        let mut late = Vec::new();
        for number in 0..20 {
            let create =
                ScheduleCreate { name: format!("s{number}"), ..every(60 * SECOND, from).jitter(TEN) };
            let schedule = bay.schedules().create(create).await.unwrap();
            let first = schedule.due_at.since(from);
            world.pass(SECOND / 1000).await;
            late.push((schedule.id, first));
        }
        assert!(late.iter().all(|(_, late)| *late < TEN), "{late:?}");
        late.sort_by_key(|(_, late)| *late);
        late.dedup_by_key(|(_, late)| *late);
        assert!(late.len() > 15, "they differ: {late:?}");
        world.pass(150 * SECOND).await;
        for (id, late) in late {
            let at: Vec<_> = runs(&bay, id).await.iter().map(|run| run.at).collect();
            assert_eq!(at, [from + late, from + 60 * SECOND + late, from + 120 * SECOND + late]);
        }
    });
}

#[test]
fn a_tick_enqueues_a_job_with_its_payload() {
    world(|world| async move {
        let done = Arc::new(Mutex::new(Vec::new()));
        let greet = || {
            let done = done.clone();
            JobKind::new("greet", move |run: JobRun, name: String| {
                done.lock().unwrap().push((run.id(), run.project(), name));
                async { Ok::<_, Error>(()) }
            })
        };
        let builder = || world.builder(world.storage.reopen()).job(greet());
        let (bay, _other) = (builder().open().await.unwrap(), builder().open().await.unwrap());
        let target = Target::Job { kind: "greet".into(), payload: "Ada".into() };
        let every = Timing::every(TEN, world.now() + TEN);
        let create = ScheduleCreate::new("greeting", every, target);
        let schedule = bay.schedules().create(create.clone()).await.unwrap();
        world.pass(30 * TEN + SECOND).await;
        let begun: Vec<_> = runs(&bay, schedule.id).await.iter().map(|run| run.begun).collect();
        let mut jobs = done.lock().unwrap().clone();
        jobs.sort();
        let ids: Vec<_> = jobs.iter().map(|(id, ..)| Some(Begun::Job(*id))).collect();
        assert_eq!((ids.len(), ids), (30, begun));
        assert!(jobs.iter().all(|(_, project, name)| *project == Some(schedule.project_id) && name == "Ada"));

        let nameless = Target::Job { kind: String::new(), payload: "Ada".into() };
        let refused =
            bay.schedules().create(ScheduleCreate { target: nameless, name: "b".into(), ..create }).await;
        assert_eq!(refused.unwrap_err().reason(), "kind");
    });
}

#[test]
fn a_machine_is_on_by_day_and_off_by_night() {
    world(|world| async move {
        let host = SimulatedHost::new(SimulatedOptions {
            clock: Arc::new(world.clock.clone()),
            ..SimulatedOptions::instant()
        });
        let bay =
            world.builder(world.storage.reopen()).hypervisor("local", host.connect()).open().await.unwrap();
        let machine = bay.machines().create(MachineCreate::new("desk")).await.unwrap();
        for (name, pattern, verb) in [("on", "0 8 * * *", Verb::Start), ("off", "0 19 * * *", Verb::Stop)] {
            let target = Target::Machine { machine_id: machine.id, verb };
            let create = ScheduleCreate::new(name, Timing::cron(pattern, "Europe/Berlin"), target);
            bay.schedules().create(create).await.unwrap();
        }
        // It is the first hour of the year in Berlin.
        let power = async || bay.machines().get(machine.id).await.unwrap().power_state;
        world.pass(8 * 3600 * SECOND).await;
        assert_eq!(power().await, PowerState::Running);
        world.pass(11 * 3600 * SECOND).await;
        assert_eq!(power().await, PowerState::Stopped);

        // On already: the tick says so, and the next one is none the worse.
        bay.machines().start(machine.id).await.unwrap();
        world.pass(13 * 3600 * SECOND).await;
        let on = bay.schedules().list(ScheduleQuery::default()).await.unwrap().items.remove(0);
        let refused = runs(&bay, on.id).await.pop().unwrap();
        assert_eq!((refused.begun, refused.failure.unwrap().code), (None, ErrorCode::IllegalTransition));
        world.pass(11 * 3600 * SECOND).await;
        assert_eq!(power().await, PowerState::Stopped);
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn a_tick_waits_for_what_holds_its_machine() {
    world(|world| async move {
        let options =
            SimulatedOptions { clock: Arc::new(world.clock.clone()), ..SimulatedOptions::default() };
        let host = SimulatedHost::new(options);
        let bay =
            world.builder(world.storage.reopen()).hypervisor("local", host.connect()).open().await.unwrap();
        let machine = bay.machines().create(MachineCreate::new("desk")).await.unwrap();
        bay.machines().start(machine.id).await.unwrap();
        let at = world.now() + SECOND / 10;
        let target = Target::Machine { machine_id: machine.id, verb: Verb::Stop };
        let id =
            bay.schedules().create(ScheduleCreate::new("off", Timing::once(at), target)).await.unwrap().id;
        bay.machines().begin_reboot(machine.id).await.unwrap();
        let locked = bay.schedules().run(id).await.unwrap_err();
        assert_eq!(locked.code(), ErrorCode::Locked);
        world.pass(600 * SECOND).await;
        let run = runs(&bay, id).await.pop().unwrap();
        assert!(run.begun.is_some() && run.at > at, "{run:?}");
        assert_eq!(bay.machines().get(machine.id).await.unwrap().power_state, PowerState::Stopped);
        bay.shutdown(SECOND).await.unwrap();
    });
}

/// Lets users schedule, and nothing else.
#[derive(Debug)]
struct OnlySchedules;

#[async_trait]
impl Policy for OnlySchedules {
    async fn authorize(&self, context: &Context, permission: Permission) -> Result<Scope> {
        if context.actor == Actor::System || permission.as_str().starts_with("schedule:") {
            return Ok(context.scope);
        }
        Err(Error::PermissionDenied { permission: permission.as_str().into() })
    }
}

#[test]
fn nobody_schedules_what_they_may_not_begin() {
    world(|world| async move {
        let host = SimulatedHost::new(SimulatedOptions {
            clock: Arc::new(world.clock.clone()),
            ..SimulatedOptions::instant()
        });
        let builder = world.builder(world.storage.reopen()).hypervisor("local", host.connect());
        let bay = builder.policy(OnlySchedules).open().await.unwrap();
        let machine = bay.machines().create(MachineCreate::new("desk")).await.unwrap();
        let user = Actor::User(UserId::from(Uuid::from_u128(1)));
        let user = bay.with(Context { actor: user, ..Context::default() }).schedules();
        let daily = |target| ScheduleCreate::new("daily", Timing::cron("@daily", "UTC"), target);
        let start = Target::Machine { machine_id: machine.id, verb: Verb::Start };
        let begin = Target::Operation { kind: "tick".into(), input: serde_json::Value::Null };
        let enqueue = Target::Job { kind: "tick".into(), payload: serde_json::Value::Null };
        for target in [start.clone(), begin, enqueue] {
            let denied = user.create(daily(target.clone())).await.unwrap_err();
            assert_eq!(denied.code(), ErrorCode::PermissionDenied);
            let harmless = bay
                .schedules()
                .create(ScheduleCreate::new("mine", Timing::cron("@daily", "UTC"), start.clone()))
                .await
                .unwrap();
            let update = ScheduleUpdate { target: Some(target), ..ScheduleUpdate::default() };
            let denied = user.update(harmless.id, update).await.unwrap_err();
            assert_eq!(denied.code(), ErrorCode::PermissionDenied);
            bay.schedules().delete(harmless.id).await.unwrap();
        }
        let elsewhere =
            bay.projects().create(bay.organizations().create("acme").await.unwrap().id, "a").await.unwrap();
        let refused = bay.schedules().create(daily(start).project(elsewhere.id)).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidArgument);
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn what_no_schedule_can_be_is_refused_with_its_field() {
    world(|world| async move {
        let bay = world.open().await;
        let good = every(TEN, world.now());
        let refused = async |create: ScheduleCreate| {
            let error = bay.schedules().create(create).await.unwrap_err();
            (error.code(), error.reason().to_owned())
        };
        let invalid = |field: &str| (ErrorCode::InvalidArgument, field.to_owned());
        let timed = |timing| ScheduleCreate { timing, ..good.clone() };
        assert_eq!(refused(ScheduleCreate { name: "a b".into(), ..good.clone() }).await, invalid("name"));
        assert_eq!(refused(timed(Timing::cron("61 * * * *", "UTC"))).await, invalid("timing.pattern"));
        assert_eq!(refused(timed(Timing::cron("* * * * *", "Nowhere"))).await, invalid("timing.zone"));
        assert_eq!(
            refused(timed(Timing::every(SECOND / 2, world.now()))).await,
            invalid("timing.interval_ms")
        );
        assert_eq!(refused(timed(Timing::once(world.now()))).await, invalid("timing"));
        assert_eq!(refused(timed(Timing::cron("0 0 30 2 *", "UTC"))).await, invalid("timing"));
        assert_eq!(refused(good.clone().grace(Duration::ZERO)).await, invalid("grace_ms"));
        assert_eq!(refused(good.clone().jitter(48 * 3600 * SECOND)).await, invalid("jitter_ms"));
        assert_eq!(
            refused(good.clone().misfire(Misfire::CatchUp { runs: 0 })).await,
            invalid("misfire.runs")
        );
        let unknown = Target::Operation { kind: "unknown".into(), input: serde_json::Value::Null };
        assert_eq!(refused(ScheduleCreate { target: unknown, ..good.clone() }).await.0, ErrorCode::NotFound);
        bay.schedules().create(good.clone()).await.unwrap();
        assert_eq!(refused(good).await.0, ErrorCode::AlreadyExists);
    });
}

#[test]
fn what_a_suspended_organization_scheduled_does_not_begin() {
    world(|world| async move {
        let bay = world.open().await;
        let acme = bay.organizations().create("acme").await.unwrap().id;
        let project = bay.projects().create(acme, "a").await.unwrap().id;
        let id = bay.schedules().create(every(TEN, world.now() + TEN).project(project)).await.unwrap().id;
        bay.organizations().suspend(acme).await.unwrap();
        world.pass(15 * SECOND).await;
        bay.organizations().resume(acme).await.unwrap();
        world.pass(TEN).await;
        let failures: Vec<_> =
            runs(&bay, id).await.into_iter().map(|run| run.failure.map(|it| it.code)).collect();
        assert_eq!(failures, [Some(ErrorCode::IllegalTransition), None]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn libraries_that_share_a_database_share_its_ticks_and_survive_a_crash() {
    let storage = MemoryStorage::new();
    let open = async || Vmbay::builder().storage(storage.reopen()).operation(tick()).open().await.unwrap();
    support::share(open().await, vec![open().await, open().await]).await;
}
