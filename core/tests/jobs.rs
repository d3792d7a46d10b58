//! Background jobs on the memory adapter, in virtual time.
#![allow(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "jobs/faults.rs"]
mod faults;
#[path = "jobs/limits.rs"]
mod limits;
#[path = "jobs/world.rs"]
mod world;

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use vmbay::{
    Clock, ErrorCode,
    event::{EventQuery, EventToken},
    job::{JobKind, JobQuery, JobRun, JobState, NewJob},
    observe::HealthStatus,
    operation::Retry,
    storage::Changes,
};

use self::world::{LEASE, Log, SECOND, Skewed, World, world};

/// Twice in all, the second time after a half to a whole second.
const TWICE: Retry = Retry { attempts: 2, delay: SECOND, max_delay: SECOND };

fn job(kind: &str, payload: &str) -> NewJob {
    NewJob::new(kind, &payload).unwrap()
}

/// A kind that notes what it is given.
fn noting(log: &Log) -> JobKind {
    let log = log.clone();
    JobKind::new("note", move |_: JobRun, text: String| {
        log.push(text);
        async { Ok::<_, vmbay::Error>(()) }
    })
}

#[test]
fn a_job_is_done_once_in_the_order_of_the_line_and_is_gone() {
    world(|world| async move {
        let log = Log::default();
        let bay = world.open([noting(&log)]).await;
        let one = bay.jobs().enqueue(job("note", "one")).await.unwrap();
        let many = ["two", "three"].map(|text| job("note", text));
        bay.jobs().enqueue_many(many).await.unwrap();
        world.settle().await;
        assert_eq!(log.all(), ["one", "two", "three"]);
        assert_eq!(bay.jobs().get(one.id).await.unwrap_err().code(), ErrorCode::NotFound);
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn a_job_that_can_begin_where_it_is_enqueued_is_stored_as_one_that_runs() {
    world(|world| async move {
        let log = Log::default();
        let bay = world.open([noting(&log)]).await;
        world.clock.sleep(SECOND).await;
        let enqueued = bay.jobs().enqueue(job("note", "at once")).await.unwrap();
        assert_eq!((enqueued.state, enqueued.owner.is_some()), (JobState::Running, true));
        let later = bay.jobs().enqueue(job("note", "later").delay(SECOND)).await.unwrap();
        let unknown = bay.jobs().enqueue(job("unknown", "")).await.unwrap();
        assert_eq!([later.state, unknown.state], [JobState::Queued; 2]);
        bay.jobs().cancel(unknown.id).await.unwrap();
        world.settle().await;
        assert_eq!(log.all(), ["at once", "later"]);
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn a_worker_does_no_more_jobs_at_once_than_it_has_room_for() {
    world(|world| async move {
        let (running, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let kind = {
            let (clock, most) = (world.clock.clone(), most.clone());
            JobKind::new("nap", move |_: JobRun, (): ()| {
                let (clock, running, most) = (clock.clone(), running.clone(), most.clone());
                async move {
                    most.fetch_max(running.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                    clock.sleep(SECOND).await;
                    running.fetch_sub(1, Ordering::Relaxed);
                    Ok::<_, vmbay::Error>(())
                }
            })
        };
        let bay = world.open([kind]).await;
        world.clock.sleep(SECOND).await;
        for _ in 0..300 {
            bay.jobs().enqueue(NewJob::new("nap", &()).unwrap()).await.unwrap();
        }
        world.settle().await;
        assert_eq!(most.load(Ordering::Relaxed), 256);
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn a_job_exists_if_and_only_if_the_rest_of_its_unit_does() {
    world(|world| async move {
        let log = Log::default();
        let bay = world.open([noting(&log)]).await;
        let organization = bay.organizations().create("a").await.unwrap();
        let lost = bay.jobs().prepare(job("note", "lost")).await.unwrap();
        let stored = bay.jobs().prepare(job("note", "stored")).await.unwrap();
        let organizations = bay.repository::<vmbay::access::Organization>();
        let stale = organization.clone();
        let mut renamed = organization;
        organizations.update(&mut renamed).await.unwrap();
        let unit = |seen, job| Changes::new().expect(seen).enqueue_job(job).unwrap();
        let refused = world.commit(unit(&stale, &lost)).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Conflict);
        world.commit(unit(&renamed, &stored)).await.unwrap();
        world.settle().await;
        assert_eq!(log.all(), ["stored"]);
    });
}

#[test]
fn what_fails_is_tried_again_after_a_wait_and_then_is_a_dead_letter_that_can_be_replayed_or_purged() {
    world(|world| async move {
        let log = Log::default();
        let attempts = log.clone();
        let kind = JobKind::new("fail", move |run: JobRun, how: String| {
            attempts.push(format!("{how} {}", run.attempt()));
            assert_ne!(how, "panic", "as asked");
            async { Err::<(), _>("no luck") }
        });
        let bay = world.open([kind.retry(TWICE)]).await;
        let begun = world.clock.now();
        let first = bay.jobs().enqueue(job("fail", "error").dedupe_key("a")).await.unwrap();
        bay.jobs().enqueue(job("fail", "panic")).await.unwrap();
        bay.jobs().enqueue(NewJob::new("fail", &17).unwrap()).await.unwrap();
        world.until(async || bay.jobs().stats().await.unwrap()[0].dead == 3).await;
        let took = world.clock.now().since(begun);
        assert!((SECOND / 2..=SECOND * 3).contains(&took), "{took:?}");
        let mut tried = log.all();
        tried.sort();
        assert_eq!(tried, ["error 1", "error 2", "panic 1", "panic 2"]);

        let dead = JobQuery { state: Some(JobState::Dead), ..JobQuery::default() };
        let dead = bay.jobs().list(dead).await.unwrap().items;
        let errors: Vec<_> = dead.iter().map(|job| job.last_error.clone().unwrap()).collect();
        for said in ["no luck", "its handler panicked: assertion", "its payload cannot be read"] {
            assert!(errors.iter().any(|error| error.starts_with(said)), "{errors:?}");
        }
        let events =
            bay.events().list(EventQuery::after(EventToken::START).topic("job.")).await.unwrap().events;
        let told = |topic: &str| events.iter().filter(|event| event.topic == topic).count();
        assert_eq!((told("job.dead"), told("job.succeeded")), (3, 0));

        // Its key is free again.
        assert_ne!(bay.jobs().enqueue(job("fail", "error").dedupe_key("a")).await.unwrap().id, first.id);
        bay.jobs().replay(first.id).await.unwrap();
        assert_eq!(bay.jobs().replay_all("fail").await.unwrap(), 2);
        world.until(async || bay.jobs().stats().await.unwrap()[0].dead == 4).await;
        assert_eq!(log.all().len(), 10);
        assert_eq!(bay.jobs().purge("fail").await.unwrap(), 4);
        assert_eq!(bay.jobs().stats().await.unwrap(), []);
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn priority_is_a_head_start_and_a_delay_is_kept() {
    world(|world| async move {
        let bay = world.open([]).await;
        let begun = world.clock.now();
        for (text, priority, delay) in
            [("normal", 0, 0), ("later", 9, 30), ("urgent", 9, 0), ("soon", 0, 10), ("high", 5, 0)]
        {
            let new = job("note", text).priority(priority).delay(SECOND * delay);
            bay.jobs().enqueue(new).await.unwrap();
        }
        let refused = bay.jobs().enqueue(job("note", "").priority(10)).await.unwrap_err();
        assert_eq!(refused.reason(), "priority");
        let log = Log::default();
        let worker = world.open([noting(&log)]).await;
        world.settle().await;
        assert_eq!(log.all(), ["urgent", "high", "normal", "soon", "later"]);
        let took = world.clock.now().since(begun);
        assert!((SECOND * 30..SECOND * 33).contains(&took), "{took:?}");
        worker.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn a_dedupe_key_gives_the_job_that_is_there_already() {
    world(|world| async move {
        let log = Log::default();
        let bay = world.open([]).await;
        let first = bay.jobs().enqueue(job("note", "a").dedupe_key("k")).await.unwrap();
        assert_eq!(bay.jobs().enqueue(job("note", "b").dedupe_key("k")).await.unwrap(), first);
        let many = [job("note", "c"), job("note", "d").dedupe_key("k")];
        assert_eq!(bay.jobs().enqueue_many(many).await.unwrap_err().code(), ErrorCode::AlreadyExists);
        let worker = world.open([noting(&log)]).await;
        world.settle().await;
        assert_eq!(log.all(), ["a"]);
        bay.jobs().enqueue(job("note", "e").dedupe_key("k")).await.unwrap();
        world.settle().await;
        assert_eq!(log.all(), ["a", "e"]);
        worker.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn a_job_that_waits_is_cancelled_at_once_and_one_that_runs_is_told() {
    world(|world| async move {
        let log = Log::default();
        let told = log.clone();
        let kind = JobKind::new("slow", move |run: JobRun, (): ()| {
            let told = told.clone();
            async move {
                run.progress(0.5, "half way");
                run.cancelled().await;
                told.push("told");
                Err::<(), _>("stopped")
            }
        });
        let (bay, other) = (world.open([kind.retry(TWICE)]).await, world.open([]).await);
        let waiting = bay.jobs().enqueue(NewJob::new("slow", &()).unwrap().delay(SECOND * 60)).await.unwrap();
        bay.jobs().cancel(waiting.id).await.unwrap();
        assert_eq!(bay.jobs().get(waiting.id).await.unwrap_err().code(), ErrorCode::NotFound);
        for canceller in [&bay, &other] {
            let running = bay.jobs().enqueue(NewJob::new("slow", &()).unwrap()).await.unwrap();
            world.until(async || bay.jobs().get(running.id).await.unwrap().progress.is_some()).await;
            let progress = other.jobs().get(running.id).await.unwrap().progress.unwrap();
            assert_eq!((progress.fraction, &*progress.message), (0.5, "half way"));
            canceller.jobs().cancel(running.id).await.unwrap();
            world.settle().await;
        }
        assert_eq!(log.all(), ["told", "told"], "neither is tried again");
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn the_jobs_of_a_worker_that_died_are_done_by_another_whatever_their_clocks_say() {
    world(|world| async move {
        let log = Log::default();
        let stuck = |log: &Log| {
            let log = log.clone();
            JobKind::new("note", move |run: JobRun, text: String| {
                log.push(format!("{text} {}", run.attempt()));
                std::future::pending::<vmbay::Result<()>>()
            })
        };
        for ahead in [true, false] {
            let clock = Arc::new(Skewed::new(&world.clock, ahead, SECOND * 30));
            let dying = world.open_at(clock, [stuck(&log)]).await;
            dying.jobs().enqueue(job("note", "a")).await.unwrap();
            world.until(async || log.all().len() == 1).await;
            let heir = world.open([noting(&log)]).await;
            world.clock.sleep(LEASE * 5).await;
            assert_eq!(log.all(), ["a 1"], "a job may take its time");
            let died = world.clock.now();
            drop(dying);
            world.settle().await;
            let took = world.clock.now().since(died);
            assert!(took <= LEASE * 7 / 6, "{took:?}");
            assert_eq!(log.take(), ["a 1", "a"]);
            heir.shutdown(SECOND).await.unwrap();
        }
    });
}

#[test]
fn the_jobs_of_a_dead_worker_are_taken_over_about_one_lease_after_its_last_sign_of_life() {
    for moment in 0..12 {
        world(|world| async move {
            let stuck =
                JobKind::new("note", |_: JobRun, _: String| std::future::pending::<vmbay::Result<()>>());
            let log = Log::default();
            let dying = world.open([stuck]).await;
            dying.jobs().enqueue(job("note", "a")).await.unwrap();
            world.clock.sleep(SECOND / 3).await;
            let heir = world.open([noting(&log)]).await;
            world.clock.sleep(LEASE * 3 + LEASE * moment / 12).await;
            drop(dying);
            let died = world.clock.now();
            world.settle().await;
            let took = world.clock.now().since(died);
            // A sixth passes between two signs of life, a twelfth between two looks, a tenth of a second until this test looks.
            assert!((LEASE * 5 / 6..=LEASE * 7 / 6 + SECOND / 5).contains(&took), "{moment}: {took:?}");
            assert_eq!(log.all(), ["a"]);
            heir.shutdown(SECOND).await.unwrap();
        });
    }
}

#[test]
fn a_job_whose_workers_die_again_and_again_is_a_dead_letter() {
    world(|world| async move {
        let bay = world.open([]).await;
        let id = bay.jobs().enqueue(job("deadly", "")).await.unwrap().id;
        let deadly = || {
            JobKind::new("deadly", |_: JobRun, _: String| std::future::pending::<vmbay::Result<()>>())
                .retry(TWICE)
        };
        let state = async || bay.jobs().get(id).await.unwrap().state;
        for _ in 0..2 {
            let dying = world.open([deadly()]).await;
            world.until(async || state().await == JobState::Running).await;
            drop(dying);
            let watcher = world.open([noting(&Log::default())]).await;
            world.until(async || state().await == JobState::Queued).await;
            watcher.shutdown(SECOND).await.unwrap();
        }
        let last = world.open([deadly()]).await;
        world.until(async || state().await == JobState::Dead).await;
        assert_eq!(bay.jobs().get(id).await.unwrap().last_error.as_deref(), Some("its worker died"));
        last.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn a_shutdown_waits_for_jobs_and_puts_back_those_that_do_not_end() {
    world(|world| async move {
        let log = Log::default();
        let told = log.clone();
        let clock = world.clock.clone();
        let kind = JobKind::new("nap", move |run: JobRun, seconds: u32| {
            let (clock, told) = (clock.clone(), told.clone());
            async move {
                told.push(format!("{seconds} {}", run.attempt()));
                clock.sleep(SECOND * seconds).await;
                Ok::<_, vmbay::Error>(())
            }
        });
        let bay = world.open([kind.clone()]).await;
        for seconds in [2, 20] {
            bay.jobs().enqueue(NewJob::new("nap", &seconds).unwrap()).await.unwrap();
        }
        world.until(async || log.all().len() == 2).await;
        assert_eq!(bay.shutdown(SECOND * 5).await.unwrap_err().code(), ErrorCode::TimedOut);
        let again = world.open([kind]).await;
        world.settle().await;
        assert_eq!(log.all(), ["2 1", "20 1", "20 1"], "it costs no attempt");
        again.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn an_attempt_that_takes_too_long_fails() {
    world(|world| async move {
        let kind = JobKind::new("stuck", |_: JobRun, _: String| std::future::pending::<vmbay::Result<()>>());
        let bay = world.open([kind.time_limit(SECOND).retry(TWICE)]).await;
        let id = bay.jobs().enqueue(job("stuck", "")).await.unwrap().id;
        world.until(async || bay.jobs().get(id).await.unwrap().state == JobState::Dead).await;
        let error = bay.jobs().get(id).await.unwrap().last_error.unwrap();
        assert!(error.contains("did not finish within 1s"), "{error}");
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn success_is_announced_where_the_kind_asks_for_it() {
    world(|world| async move {
        let bay = world.open([noting(&Log::default()).announce()]).await;
        let id = bay.jobs().enqueue(job("note", "a")).await.unwrap().id;
        world.settle().await;
        let query = EventQuery::after(EventToken::START).topic("job.");
        let events = bay.events().list(query).await.unwrap().events;
        assert_eq!(events.len(), 1);
        assert_eq!((&*events[0].topic, events[0].entity_id), ("job.succeeded", id.into()));
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn statistics_tell_of_each_kind_and_health_of_one_that_no_worker_knows() {
    world(|world| async move {
        let bay = world.open([noting(&Log::default())]).await;
        for _ in 0..3 {
            bay.jobs().enqueue(job("unknown", "")).await.unwrap();
        }
        bay.jobs().enqueue(job("note", "").delay(SECOND * 3600)).await.unwrap();
        world.clock.sleep(SECOND * 50).await;
        let jobs = async || bay.health().await.unwrap().check("jobs").unwrap().clone();
        assert_eq!(jobs().await.status, HealthStatus::Ok);
        let stats = bay.jobs().stats().await.unwrap();
        let told: Vec<_> = stats.iter().map(|stat| (&*stat.kind, stat.queued, stat.oldest_age)).collect();
        assert_eq!(told, [("note", 1, None), ("unknown", 3, Some(SECOND * 50))]);
        world.clock.sleep(SECOND * 20).await;
        let found = jobs().await;
        assert_eq!(found.status, HealthStatus::Degraded);
        assert!(found.message.starts_with("unknown waits for 7"), "{}", found.message);
        bay.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn many_kinds_share_one_worker_and_a_long_line_slows_no_other() {
    world(|world| async move {
        let log = Log::default();
        let kinds = ["a", "b", "c"].map(|name| {
            let log = log.clone();
            JobKind::new(name, move |_: JobRun, (): ()| {
                log.push(name);
                async { Ok::<_, vmbay::Error>(()) }
            })
        });
        let bay = world.open([]).await;
        for (kind, count) in [("a", 3000), ("b", 1), ("c", 300)] {
            let jobs = (0..count).map(|_| NewJob::new(kind, &()).unwrap());
            bay.jobs().enqueue_many(jobs).await.unwrap();
        }
        let worker = world.open(kinds).await;
        world.settle().await;
        let done = log.all();
        assert_eq!(done.len(), 3301);
        let last = done.iter().rposition(|kind| kind == "c").unwrap();
        assert!(last < 2000, "c was done after {last} others");
        worker.shutdown(SECOND).await.unwrap();
    });
}

#[test]
fn two_kinds_of_one_name_and_one_that_would_never_run_are_refused() {
    world(|world: World| async move {
        let log = Log::default();
        let open = async |kinds: Vec<JobKind>| world.try_open(kinds).await.map(drop).unwrap_err().code();
        assert_eq!(open(vec![noting(&log), noting(&log)]).await, ErrorCode::AlreadyExists);
        assert_eq!(open(vec![noting(&log).concurrency(0)]).await, ErrorCode::InvalidArgument);
        assert_eq!(open(vec![noting(&log).per_key(0)]).await, ErrorCode::InvalidArgument);
    });
}
