//! Operations of an application's own: tasks and sagas on the memory adapter, in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures::StreamExt;
use serde_json::{Value, json};
use vmbay::{
    Error, ErrorCode, Result, Vmbay,
    clock::{Clock, VirtualClock},
    event::{EventQuery, EventToken},
    operation::{OperationBegin, OperationQuery, OperationState, Progress, Retry, RunnerOptions, Task},
    storage::{MemoryStorage, Storage},
    testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
};

#[path = "operations/recipe.rs"]
mod recipe;

use recipe::{Recipe, STEPS};

const SECOND: Duration = Duration::from_secs(1);
const LEASE: Duration = Duration::from_secs(10);
const POLL: Duration = SECOND;

/// One database, and the libraries that are opened on it.
struct World {
    clock: VirtualClock,
    storage: Arc<MemoryStorage>,
}

/// Runs a test in virtual time: a day takes a moment, and nothing depends on how busy the machine is.
fn world<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    let clock = VirtualClock::default();
    let world = World { clock: clock.clone(), storage: Arc::new(MemoryStorage::new()) };
    let limit = clock.clone();
    clock.run(async {
        let done = vmbay::clock::within(&limit, Duration::from_secs(3600), "the test", test(world)).await;
        done.expect("nothing waits for ever");
    });
}

impl World {
    fn builder(&self) -> vmbay::Builder {
        Vmbay::builder()
            .storage(self.storage.reopen())
            .clock(Arc::new(self.clock.clone()))
            .runner(RunnerOptions { lease: LEASE, poll: POLL, ..RunnerOptions::default() })
    }

    async fn with(&self, task: Task) -> Vmbay {
        self.builder().operation(task).open().await.unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.clock.now().since(VirtualClock::default().now())
    }
}

fn task<F>(handler: impl Fn(u32) -> F + Send + Sync + 'static) -> Task
where
    F: Future<Output = Result<Value>> + Send + 'static,
{
    let calls = AtomicU32::new(0);
    Task::new("work", move |_| handler(calls.fetch_add(1, Ordering::SeqCst) + 1))
}

fn unavailable() -> Error {
    Error::unavailable("the kitchen", "wait")
}

fn refused() -> Error {
    Error::unsupported("cook", "this kitchen")
}

async fn begin(bay: &Vmbay) -> vmbay::operation::Operation<Value> {
    bay.operations().begin("work", OperationBegin::default()).await.unwrap()
}

#[test]
fn a_task_gets_its_input_and_gives_back_its_value() {
    world(|world| async move {
        let double = Task::new("work", |run| async move { Ok(json!(run.input::<u32>()? * 2)) });
        let bay = world.with(double).await;
        let begin = OperationBegin { input: json!(21), ..OperationBegin::default() };
        let operation = bay.operations().begin("work", begin).await.unwrap();
        assert_eq!(operation.wait().await.unwrap(), json!(42));
        let record = operation.status().await.unwrap();
        assert_eq!((record.state, record.owner), (OperationState::Succeeded, None));
        assert!((record.progress.fraction - 1.0).abs() < f64::EPSILON && record.duration().is_some());
    });
}

#[test]
fn a_kind_that_nobody_registered_is_not_found() {
    world(|world| async move {
        let bay = world.builder().open().await.unwrap();
        let error = bay.operations().begin("work", OperationBegin::default()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotFound);
    });
}

#[test]
fn a_task_is_tried_again_after_growing_waits_until_it_succeeds() {
    world(|world| async move {
        let third = task(|call| async move { if call < 3 { Err(unavailable()) } else { Ok(json!(call)) } });
        let retry = Retry { attempts: 3, delay: SECOND, max_delay: LEASE };
        let bay = world.with(third.retry(retry)).await;
        assert_eq!(begin(&bay).await.wait().await.unwrap(), json!(3));
        assert_eq!(world.elapsed(), SECOND + 2 * SECOND);
    });
}

#[test]
fn a_task_that_never_succeeds_fails_with_its_own_error_after_the_last_try() {
    world(|world| async move {
        let calls = Arc::new(AtomicU32::new(0));
        let counted = calls.clone();
        let never = task(move |call| {
            counted.store(call, Ordering::SeqCst);
            async { Err(unavailable()) }
        });
        let bay = world.with(never.retry(Retry { attempts: 4, ..Retry::default() })).await;
        let operation = begin(&bay).await;
        let error = operation.wait().await.unwrap_err();
        assert_eq!((error.code(), error.reason()), (ErrorCode::Unavailable, "the kitchen"));
        assert_eq!(operation.status().await.unwrap().state, OperationState::Failed);
        assert_eq!(calls.load(Ordering::SeqCst), 4);
    });
}

#[test]
fn an_error_that_no_repetition_mends_fails_at_once() {
    world(|world| async move {
        let bay = world.with(task(|_| async { Err(refused()) })).await;
        let operation = begin(&bay).await;
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Unsupported);
        assert_eq!((operation.status().await.unwrap().attempts, world.elapsed()), (0, Duration::ZERO));
    });
}

#[test]
fn a_step_that_panics_is_a_failure_and_harms_nobody_else() {
    world(|world| async move {
        let bay = world
            .with(task(|call| async move { if call == 1 { panic!("on purpose") } else { Ok(json!(call)) } }))
            .await;
        let error = begin(&bay).await.wait().await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::Corrupt);
        assert_eq!(begin(&bay).await.wait().await.unwrap(), json!(2));
    });
}

#[test]
fn rows_that_panic_while_they_are_made_are_a_failure_too() {
    world(|world| async move {
        let recipe = Recipe::new(|at| match at {
            "record b" => panic!("on purpose"),
            _ => Ok(()),
        });
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let operation = recipe.begin(&bay).await;
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Corrupt);
        assert_eq!(operation.status().await.unwrap().state, OperationState::RolledBack);
    });
}

#[test]
fn a_failed_saga_undoes_its_steps_in_reverse_and_says_why() {
    world(|world| async move {
        let recipe = Recipe::new(|at| if at == "perform c" { Err(refused()) } else { Ok(()) });
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let operation = recipe.begin(&bay).await;
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Unsupported);
        assert_eq!(operation.status().await.unwrap().state, OperationState::RolledBack);
        assert_eq!(recipe.acts(), ["perform a", "perform b", "perform c", "undo c", "undo b", "undo a"]);
        assert_eq!(recipe.ends(), ["fail undone"]);
    });
}

#[test]
fn a_saga_that_cannot_be_undone_needs_attention_and_keeps_the_first_error() {
    world(|world| async move {
        let recipe = Recipe::new(|at| match at {
            "perform c" => Err(unavailable()),
            "undo b" => Err(refused()),
            _ => Ok(()),
        });
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let operation = recipe.begin(&bay).await;
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Unavailable);
        assert_eq!(operation.status().await.unwrap().state, OperationState::NeedsAttention);
        assert_eq!(recipe.ends(), ["fail left"]);
        assert!(!recipe.acts().contains(&"undo a".to_owned()));
    });
}

#[test]
fn an_undo_is_tried_again_with_waits_even_after_a_cancel() {
    world(|world| async move {
        let failures = AtomicU32::new(0);
        let recipe = Recipe::new(move |at| {
            let fails = at == "undo a" && failures.fetch_add(1, Ordering::SeqCst) < 2;
            if fails { Err(unavailable()) } else { Ok(()) }
        });
        recipe.hold_at("perform b");
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let operation = recipe.begin(&bay).await;
        recipe.reached().await;
        operation.cancel().await.unwrap();
        recipe.go_on();
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Cancelled);
        assert_eq!(operation.status().await.unwrap().state, OperationState::RolledBack);
        assert!(world.elapsed() >= Retry::default().delay * 3, "{:?}", world.elapsed());
    });
}

#[test]
fn a_cancel_before_the_first_step_does_nothing_at_all() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let later = OperationBegin { delay: LEASE * 100, ..OperationBegin::default() };
        let operation = bay.operations().begin("cook", later).await.unwrap();
        operation.cancel().await.unwrap();
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Cancelled);
        assert_eq!(operation.status().await.unwrap().state, OperationState::Cancelled);
        assert!(recipe.acts().is_empty() && world.elapsed() <= POLL, "it waits for nothing");
        operation.cancel().await.unwrap();
        assert_eq!(operation.status().await.unwrap().state, OperationState::Cancelled);
    });
}

#[test]
fn a_cancel_between_two_steps_undoes_what_was_done() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform b");
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let operation = recipe.begin(&bay).await;
        recipe.reached().await;
        operation.cancel().await.unwrap();
        recipe.go_on();
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Cancelled);
        assert_eq!(recipe.acts(), ["perform a", "perform b", "undo b", "undo a"]);
    });
}

#[test]
fn a_cancel_reaches_a_step_that_listens_also_from_another_library() {
    world(|world| async move {
        let listening = || {
            Task::new("work", |run| async move {
                run.cancelled().await;
                Err(Error::Cancelled { what: "the work".into() })
            })
        };
        let (here, there) = (world.with(listening()).await, world.with(listening()).await);
        for canceller in [&here, &there] {
            let operation = begin(&here).await;
            canceller.operations().cancel(operation.id()).await.unwrap();
            assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Cancelled);
            assert_eq!(operation.status().await.unwrap().state, OperationState::Cancelled);
        }
        assert!(world.elapsed() <= LEASE / 3 + POLL, "the next heartbeat tells: {:?}", world.elapsed());
    });
}

#[test]
fn a_deadline_cuts_short_a_step_that_hangs() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform b");
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let limited = OperationBegin { time_limit: Some(5 * SECOND), ..OperationBegin::default() };
        let operation = bay.operations().begin("cook", limited).await.unwrap();
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::TimedOut);
        assert_eq!(operation.status().await.unwrap().state, OperationState::RolledBack);
        assert!(world.elapsed() < 6 * SECOND, "{:?}", world.elapsed());
        assert_eq!(recipe.acts(), ["perform a", "perform b", "undo b", "undo a"]);
    });
}

#[test]
fn the_same_key_and_input_give_the_same_operation_and_another_input_is_a_conflict() {
    world(|world| async move {
        let bay = world.with(task(|call| async move { Ok(json!(call)) })).await;
        let keyed =
            |input| OperationBegin { input, idempotency_key: Some("k".into()), ..OperationBegin::default() };
        let first = bay.operations().begin("work", keyed(json!(1))).await.unwrap();
        assert_eq!(first.wait().await.unwrap(), json!(1));
        let again = bay.operations().begin("work", keyed(json!(1))).await.unwrap();
        assert_eq!((again.id(), again.wait().await.unwrap()), (first.id(), json!(1)));
        let error = bay.operations().begin("work", keyed(json!(2))).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::IdempotencyConflict);
    });
}

#[test]
fn requests_with_one_key_at_the_same_time_begin_one_operation() {
    world(|world| async move {
        let bay = world.with(task(|call| async move { Ok(json!(call)) })).await;
        let begin = || async {
            let keyed = OperationBegin { idempotency_key: Some("k".into()), ..OperationBegin::default() };
            bay.operations().begin("work", keyed).await.unwrap().wait().await.unwrap()
        };
        let values = futures::future::join_all((0..16).map(|_| begin())).await;
        assert_eq!(values, vec![json!(1); 16]);
    });
}

#[test]
fn a_commit_without_an_answer_still_begins_the_operation_once() {
    for fault in [Fault::ErrorAfter, Fault::UnknownAfter, Fault::Duplicate] {
        world(|world| async move {
            let plan = FaultPlan::new(Arc::new(world.clock.clone()));
            let faulty = FaultyStorage::new(world.storage.clone(), plan.clone());
            let counting = task(|call| async move { Ok(json!(call)) });
            let bay = world.builder().storage(faulty).operation(counting).open().await.unwrap();
            plan.arm(Point::Method("storage.commit", 0), fault);
            assert_eq!(begin(&bay).await.wait().await.unwrap(), json!(1), "{fault:?}");
            assert!(plan.fired());
            assert_eq!(bay.operations().list(OperationQuery::default()).await.unwrap().items.len(), 1);
        });
    }
}

/// Reports its progress in small parts, over half a minute.
fn diligent() -> Task {
    Task::new("work", |run| async move {
        for part in 1..=30_u32 {
            run.ports().clock.sleep(SECOND).await;
            run.progress(f64::from(part) / 40.0, format!("part {part}"));
        }
        // What comes late and says less is not shown as a step back.
        run.progress(0.1, "nearly done");
        Ok(Value::Null)
    })
}

#[test]
fn progress_never_falls_and_ends_with_the_operation_here_and_in_another_library() {
    world(|world| async move {
        let (here, there) = (world.with(diligent()).await, world.with(diligent()).await);
        let operation = begin(&here).await;
        let attached = there.operations().attach(operation.id()).await.unwrap();
        let (near, far): (Vec<Progress>, Vec<Progress>) =
            tokio::join!(operation.progress().collect(), attached.progress().collect());
        for seen in [&near, &far] {
            assert!(seen.is_sorted_by(|a, b| a.fraction <= b.fraction), "{seen:?}");
            assert!((seen.last().unwrap().fraction - 1.0).abs() < f64::EPSILON);
        }
        assert!(near.len() >= 30, "every part is seen here: {}", near.len());
        assert!(far.len() >= 5, "heartbeats bring it there: {}", far.len());
    });
}

#[test]
fn an_operation_is_waited_for_by_its_id_from_another_library() {
    world(|world| async move {
        let (here, there) = (world.with(diligent()).await, world.with(diligent()).await);
        let id = begin(&here).await.id();
        let attached = there.operations().attach(id).await.unwrap();
        let error = attached.wait_for(SECOND).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::TimedOut);
        assert!(error.to_string().contains("continues") && error.resource().is_some(), "{error}");
        assert_eq!(attached.wait().await.unwrap(), Value::Null);
        drop(here);
    });
}

#[test]
fn a_delayed_operation_begins_at_its_time() {
    world(|world| async move {
        let bay = world.with(task(|call| async move { Ok(json!(call)) })).await;
        let later = OperationBegin { delay: 60 * SECOND, ..OperationBegin::default() };
        let operation = bay.operations().begin("work", later).await.unwrap();
        assert_eq!(operation.status().await.unwrap().state, OperationState::Queued);
        operation.wait().await.unwrap();
        assert!((60 * SECOND..=60 * SECOND + POLL).contains(&world.elapsed()), "{:?}", world.elapsed());
    });
}

#[test]
fn no_more_run_at_once_than_allowed_and_the_queue_drains() {
    world(|world| async move {
        let (at_work, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let counted = (at_work.clone(), most.clone());
        let slow = Task::new("work", move |run| {
            let (at_work, most) = counted.clone();
            async move {
                most.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                run.ports().clock.sleep(SECOND).await;
                at_work.fetch_sub(1, Ordering::SeqCst);
                Ok(Value::Null)
            }
        });
        let narrow = RunnerOptions { concurrency: 3, poll: LEASE, lease: LEASE };
        let bay = world.builder().runner(narrow).operation(slow).open().await.unwrap();
        let mut begun = Vec::new();
        for _ in 0..20 {
            begun.push(begin(&bay).await);
        }
        for operation in begun {
            operation.wait().await.unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), 3);
        // A free place is taken at once, not at the next poll.
        assert!(world.elapsed() < 8 * SECOND, "{:?}", world.elapsed());
    });
}

#[test]
fn two_libraries_on_one_database_share_the_work_and_repeat_none() {
    world(|world| async move {
        let runs = Arc::new(AtomicU32::new(0));
        let counting = || {
            let runs = runs.clone();
            Task::new("work", move |run| {
                runs.fetch_add(1, Ordering::SeqCst);
                async move {
                    run.ports().clock.sleep(SECOND).await;
                    Ok(Value::Null)
                }
            })
        };
        let narrow = RunnerOptions { concurrency: 4, poll: POLL, lease: LEASE };
        let here = world.builder().runner(narrow).operation(counting()).open().await.unwrap();
        let there = world.builder().runner(narrow).operation(counting()).open().await.unwrap();
        let mut begun = Vec::new();
        for _ in 0..40 {
            begun.push(begin(&here).await);
        }
        for operation in begun {
            operation.wait().await.unwrap();
        }
        assert_eq!(runs.load(Ordering::SeqCst), 40);
        assert!(world.elapsed() < 8 * SECOND, "both work: {:?}", world.elapsed());
        drop(there);
    });
}

#[test]
fn a_crashed_librarys_operation_is_taken_over_after_its_lease_and_never_before() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform b");
        let dying = world.builder().operation(recipe.clone()).open().await.unwrap();
        let heir = Recipe::new(|_| Ok(()));
        let bay = world.builder().operation(heir.clone()).open().await.unwrap();
        let id = recipe.begin(&dying).await.id();
        recipe.reached().await;
        drop(dying);
        heir.hold_at("observe b");
        heir.reached().await;
        assert!((LEASE..=LEASE + POLL).contains(&world.elapsed()), "{:?}", world.elapsed());
        heir.go_on();
        let operation = bay.operations().attach(id).await.unwrap();
        assert_eq!(operation.wait().await.unwrap(), json!("served"));
        assert_eq!(heir.acts(), ["observe b", "perform b", "perform c"], "it looks before it repeats");
    });
}

#[test]
fn a_library_opened_long_after_a_crash_goes_on_one_lease_after_it_was_opened() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform b");
        let dying = world.builder().operation(recipe.clone()).open().await.unwrap();
        let id = recipe.begin(&dying).await.id();
        recipe.reached().await;
        drop(dying);
        world.clock.sleep(20 * LEASE).await;
        let opened = world.elapsed();
        let bay = world.builder().operation(Recipe::new(|_| Ok(()))).open().await.unwrap();
        bay.operations().attach(id).await.unwrap().wait().await.unwrap();
        let waited = world.elapsed().saturating_sub(opened);
        assert!((LEASE..=LEASE + POLL).contains(&waited), "{waited:?}");
    });
}

#[test]
fn a_step_that_outlives_the_lease_is_kept_by_its_heartbeat() {
    world(|world| async move {
        let (recipe, idle) = (Recipe::new(|_| Ok(())), Recipe::new(|_| Ok(())));
        recipe.hold_at("perform b");
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let other = world.builder().operation(idle.clone()).open().await.unwrap();
        let operation = recipe.begin(&bay).await;
        recipe.reached().await;
        world.clock.sleep(LEASE * 5).await;
        recipe.go_on();
        operation.wait().await.unwrap();
        assert_eq!(recipe.acts(), STEPS.map(|step| format!("perform {step}")));
        assert!(idle.acts().is_empty());
        drop(other);
    });
}

#[test]
fn an_operation_of_short_steps_that_together_outlive_the_lease_keeps_it() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform a");
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let operation = recipe.begin(&bay).await;
        for next in ["record a", "perform b", "record b", "perform c", "record c", "succeed"] {
            recipe.reached().await;
            world.clock.sleep(LEASE * 3 / 10).await;
            recipe.hold_at(next);
            recipe.go_on();
        }
        recipe.reached().await;
        recipe.go_on();
        operation.wait().await.unwrap();
        assert_eq!(recipe.acts(), STEPS.map(|step| format!("perform {step}")), "nobody else had to look");
    });
}

#[test]
fn a_library_cut_off_from_its_database_lets_go_when_the_lease_is_over() {
    world(|world| async move {
        let plan = FaultPlan::new(Arc::new(world.clock.clone()));
        let (recipe, heir) = (Recipe::new(|_| Ok(())), Recipe::new(|_| Ok(())));
        recipe.hold_at("perform b");
        let faulty = FaultyStorage::new(world.storage.clone(), plan.clone());
        let cut_off = world.builder().storage(faulty).operation(recipe.clone()).open().await.unwrap();
        let operation = recipe.begin(&cut_off).await;
        recipe.reached().await;
        // The first heartbeat never comes back.
        plan.arm(Point::Method("storage.commit", 0), Fault::HangBefore);
        let bay = world.builder().operation(heir.clone()).open().await.unwrap();
        let attached = bay.operations().attach(operation.id()).await.unwrap();
        attached.wait().await.unwrap();
        assert!((LEASE..=LEASE + POLL).contains(&world.elapsed()), "{:?}", world.elapsed());
        recipe.go_on();
        world.clock.sleep(LEASE).await;
        assert_eq!(operation.wait().await.unwrap(), json!("served"));
        let everywhere = || recipe.acts().into_iter().chain(heir.acts());
        assert_eq!(everywhere().filter(|act| act == "perform c").count(), 1, "the old run never went on");
        assert_eq!(everywhere().filter(|act| act == "observe b").count(), 1);
    });
}

#[test]
fn a_library_that_slept_through_its_lease_changes_nothing_when_it_wakes() {
    world(|world| async move {
        // Its clock stands still, so it holds its lease to be good.
        let stopped = VirtualClock::new(world.clock.now());
        let (recipe, heir) = (Recipe::new(|_| Ok(())), Recipe::new(|_| Ok(())));
        recipe.hold_at("perform b");
        let asleep = world.builder().clock(Arc::new(stopped)).operation(recipe.clone()).open().await.unwrap();
        let id = recipe.begin(&asleep).await.id();
        recipe.reached().await;
        let bay = world.builder().operation(heir.clone()).open().await.unwrap();
        let operation = bay.operations().attach(id).await.unwrap();
        heir.hold_at("perform c");
        heir.reached().await;
        let before = operation.status().await.unwrap();
        recipe.go_on();
        world.clock.sleep(SECOND / 2).await;
        assert_eq!(operation.status().await.unwrap(), before, "the sleeper's commit is refused");
        assert_eq!(recipe.acts(), ["perform a", "perform b"]);
        heir.go_on();
        assert_eq!(operation.wait().await.unwrap(), json!("served"));
        let ends: Vec<_> = recipe.ends().into_iter().chain(heir.ends()).collect();
        assert_eq!(ends, ["succeed"]);
    });
}

#[test]
fn shutdown_lets_go_of_what_could_not_end_and_the_next_library_goes_on_at_once() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform b");
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        let id = recipe.begin(&bay).await.id();
        recipe.reached().await;
        let error = bay.shutdown(SECOND).await.unwrap_err();
        assert_eq!((error.code(), world.elapsed()), (ErrorCode::TimedOut, SECOND));
        assert_eq!(begin_fails(&bay).await, ErrorCode::Closed);

        let heir = Recipe::new(|_| Ok(()));
        let next = world.builder().operation(heir.clone()).open().await.unwrap();
        next.operations().attach(id).await.unwrap().wait().await.unwrap();
        assert!(world.elapsed() <= SECOND + POLL, "{:?}", world.elapsed());
        assert_eq!(heir.acts(), ["observe b", "perform b", "perform c"]);
        next.shutdown(SECOND).await.unwrap();
    });
}

async fn begin_fails(bay: &Vmbay) -> ErrorCode {
    bay.operations().begin("cook", OperationBegin::default()).await.unwrap_err().code()
}

#[test]
fn shutdown_waits_for_the_step_at_work_and_stops_before_the_next() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform b");
        let bay = world.builder().operation(recipe.clone()).open().await.unwrap();
        recipe.begin(&bay).await;
        recipe.reached().await;
        let (stopped, ()) = tokio::join!(bay.shutdown(LEASE), async {
            world.clock.sleep(SECOND).await;
            recipe.go_on();
        });
        stopped.unwrap();
        assert_eq!((recipe.acts().len(), world.elapsed()), (2, SECOND));
    });
}

#[test]
fn waiting_in_a_library_that_was_dropped_ends_with_closed() {
    world(|world| async move {
        let bay = world.with(diligent()).await;
        let operation = begin(&bay).await;
        drop(bay);
        assert_eq!(operation.wait().await.unwrap_err().code(), ErrorCode::Closed);
        assert!(operation.progress().collect::<Vec<_>>().await.len() <= 1);
    });
}

#[test]
fn what_an_early_step_gave_back_survives_a_crash_in_a_later_one() {
    world(|world| async move {
        let recipe = Recipe::new(|_| Ok(()));
        recipe.hold_at("perform c");
        let dying = world.builder().operation(recipe.clone()).open().await.unwrap();
        let id = recipe.begin(&dying).await.id();
        recipe.reached().await;
        drop(dying);
        let bay = world.builder().operation(Recipe::new(|_| Ok(()))).open().await.unwrap();
        assert_eq!(bay.operations().attach(id).await.unwrap().wait().await.unwrap(), json!("served"));
    });
}

#[test]
fn every_operation_announces_its_end_once() {
    world(|world| async move {
        let bay = world
            .with(task(|call| async move { if call == 1 { Ok(json!(1)) } else { Err(refused()) } }))
            .await;
        for _ in 0..2 {
            begin(&bay).await.wait().await.ok();
        }
        let events =
            bay.events().list(EventQuery::after(EventToken::START).topic("operation.")).await.unwrap();
        let topics: Vec<_> = events.into_iter().map(|event| event.topic).collect();
        assert_eq!(topics, ["operation.succeeded", "operation.failed"]);
        world.storage.close().await.unwrap();
    });
}
