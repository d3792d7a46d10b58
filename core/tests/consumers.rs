//! Named consumers of events, on the memory adapter in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "support/consumers.rs"]
mod support;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use support::{fight, open, progress, project, projected};
use vmbay::{
    ErrorCode, Vmbay,
    clock::{Clock, VirtualClock, within},
    event::{ConsumerLag, ConsumerOptions, ConsumerQuery, EventPage, EventToken, Gap},
    observe::{HealthOptions, HealthStatus},
    storage::{Changes, MemoryStorage, Storage},
    testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
};

const SECOND: Duration = Duration::from_secs(1);
const TTL: Duration = Duration::from_secs(8);
/// The longest wait for a silent owner's consumer: its lease and an eighth, from a look that may be a second late.
const TAKE_OVER: Duration = Duration::from_secs(10);

/// One database, and the libraries that are opened on it.
struct World {
    clock: VirtualClock,
    storage: Arc<MemoryStorage>,
}

fn world<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    let clock = VirtualClock::default();
    let storage = Arc::new(MemoryStorage::new());
    let world = World { clock: clock.clone(), storage };
    let limit = clock.clone();
    clock.run(async {
        within(&limit, Duration::from_secs(3600), "the test", test(world))
            .await
            .expect("nothing waits for ever");
    });
}

impl World {
    async fn on(&self, storage: impl Storage) -> Vmbay {
        Vmbay::builder().storage(storage).clock(Arc::new(self.clock.clone())).open().await.unwrap()
    }

    async fn open(&self) -> Vmbay {
        self.on(self.storage.reopen()).await
    }

    fn elapsed(&self) -> Duration {
        self.clock.now().since(VirtualClock::default().now())
    }
}

async fn happen(bay: &Vmbay, names: &[&str]) {
    for name in names {
        bay.organizations().create(*name).await.unwrap();
    }
}

/// The organizations a batch tells of.
fn names(batch: &EventPage) -> Vec<&str> {
    batch.events.iter().filter_map(|event| event.payload["name"].as_str()).collect()
}

async fn lag(bay: &Vmbay) -> ConsumerLag {
    bay.consumers().list(ConsumerQuery::default()).await.unwrap().items.remove(0)
}

#[test]
fn what_was_acknowledged_never_comes_again_and_what_was_not_does() {
    world(|world| async move {
        let bay = world.open().await;
        happen(&bay, &["a", "b"]).await;
        let mut consumer = open(&bay, TTL).await;
        let batch = consumer.next().await.unwrap().unwrap();
        assert_eq!(names(&batch), ["a", "b", "projection"]);
        let again = consumer.next().await.unwrap().unwrap();
        assert_eq!(again, batch);
        consumer.acknowledge(again.events[0].token()).await.unwrap();
        consumer.release().await.unwrap();

        let other = world.open().await;
        let mut consumer = open(&other, TTL).await;
        let rest = consumer.next().await.unwrap().unwrap();
        assert_eq!(names(&rest), ["b", "projection"]);
        consumer.acknowledge(rest.token).await.unwrap();
        let next = async { consumer.next().await.unwrap().unwrap() };
        let (next, ()) = futures::join!(next, happen(&bay, &["c"]));
        assert_eq!(names(&next), ["c"]);
        assert_eq!(world.elapsed(), Duration::ZERO, "a commit wakes it");
    });
}

#[test]
fn a_token_that_is_not_of_the_last_batch_moves_nothing() {
    world(|world| async move {
        let bay = world.open().await;
        happen(&bay, &["a"]).await;
        let mut consumer = open(&bay, TTL).await;
        let refused = consumer.acknowledge(EventToken::START).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidArgument, "nothing was given yet");
        let batch = consumer.next().await.unwrap().unwrap();
        happen(&bay, &["b", "c"]).await;
        for token in [EventToken::START, bay.events().latest().await.unwrap()] {
            let refused = consumer.acknowledge(token).await.unwrap_err();
            assert_eq!((refused.code(), refused.reason()), (ErrorCode::InvalidArgument, "token"));
            consumer.next().await.unwrap();
        }
        assert_eq!(lag(&bay).await.consumer.position, EventToken::START);
        consumer.acknowledge(batch.token).await.unwrap();
        assert_eq!(lag(&bay).await.behind, 2);
    });
}

#[test]
fn one_process_owns_a_consumer_and_another_goes_on_where_it_crashed() {
    world(|world| async move {
        let (dying, bay) = (world.open().await, world.open().await);
        let mut first = open(&dying, TTL).await;
        let batch = first.next().await.unwrap().unwrap();
        first.commit(batch.token, projected(&batch)).await.unwrap();
        happen(&bay, &["a", "b", "c", "d"]).await;
        let mut second = open(&bay, TTL).await;
        assert!(within(&world.clock, 20 * TTL, "it", second.next()).await.is_err(), "the first lives");
        let unfinished = first.next().await.unwrap().unwrap();
        drop(dying);
        let died = world.clock.now();
        let batch = second.next().await.unwrap().unwrap();
        assert!(world.clock.now().since(died) <= TAKE_OVER);
        assert_eq!(batch, unfinished);
        second.commit(batch.token, projected(&batch)).await.unwrap();
        let (seen, there_are) = progress(&bay).await;
        assert_eq!(seen, there_are - 1);
    });
}

#[test]
fn an_owner_that_was_overtaken_commits_nothing() {
    world(|world| async move {
        let plan = FaultPlan::new(Arc::new(world.clock.clone()));
        let suspended = world.on(FaultyStorage::new(world.storage.clone(), plan.clone())).await;
        let bay = world.open().await;
        let mut zombie = open(&suspended, TTL).await;
        let batch = zombie.next().await.unwrap().unwrap();
        // Its next renewal takes longer than its lease.
        plan.arm(Point::Method("storage.commit", 0), Fault::Delay(4 * TTL));
        let mut heir = open(&bay, TTL).await;
        let same = heir.next().await.unwrap().unwrap();
        assert_eq!(same, batch);
        let rows = projected(&batch);
        let refused = zombie.commit(batch.token, rows.clone()).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Exhausted);
        assert_eq!(progress(&bay).await.0, 0);
        heir.commit(same.token, rows).await.unwrap();
    });
}

#[test]
fn what_retention_took_is_told_once_and_the_list_tells_beforehand() {
    world(|world| async move {
        let bay = world.open().await;
        let mut consumer = open(&bay, TTL).await;
        happen(&bay, &["a", "b"]).await;
        world.clock.sleep(SECOND).await;
        let before = world.clock.now();
        let late = lag(&bay).await;
        assert_eq!((late.behind, late.gap), (3, None));
        assert!(late.oldest_at.unwrap() < before, "pruning would take from it");
        happen(&bay, &["c"]).await;
        assert_eq!(bay.events().prune(before).await.unwrap(), 3);
        let lost = lag(&bay).await;
        let batch = consumer.next().await.unwrap().unwrap();
        assert_eq!((batch.gap.unwrap().after, names(&batch)), (EventToken::START, vec!["c"]));
        assert_eq!((lost.behind, lost.gap, lost.oldest_at), (1, batch.gap, Some(before)));
        consumer.acknowledge(batch.token).await.unwrap();

        // A gap alone is a batch too.
        happen(&bay, &["d"]).await;
        world.clock.sleep(SECOND).await;
        bay.events().prune(world.clock.now()).await.unwrap();
        let gone = consumer.next().await.unwrap().unwrap();
        assert_eq!((gone.gap, gone.events.len()), (Some(Gap { after: batch.token, until: gone.token }), 0));
        consumer.acknowledge(gone.token).await.unwrap();
        let none = within(&world.clock, 5 * SECOND, "it", consumer.next()).await;
        assert!(none.is_err());
        assert_eq!((lag(&bay).await.behind, lag(&bay).await.gap), (0, None));
    });
}

#[test]
fn a_reset_takes_its_owner_back_or_forth_and_a_deleted_one_ends() {
    world(|world| async move {
        let bay = world.open().await;
        happen(&bay, &["a", "b"]).await;
        let mut consumer = open(&bay, TTL).await;
        let batch = consumer.next().await.unwrap().unwrap();
        consumer.acknowledge(batch.events[0].token()).await.unwrap();
        bay.consumers().reset("projection", EventToken::START).await.unwrap();
        let overtaken = consumer.acknowledge(batch.token).await.unwrap_err();
        assert_eq!(
            (overtaken.code(), overtaken.resource().unwrap().kind.as_ref()),
            (ErrorCode::Conflict, "consumer")
        );
        assert_eq!(names(&consumer.next().await.unwrap().unwrap()), names(&batch));

        let latest = bay.events().latest().await.unwrap();
        bay.consumers().reset("projection", latest).await.unwrap();
        assert_eq!(consumer.next().await.unwrap().unwrap().events[0].topic, "consumer.reset");
        let beyond: EventToken = "e1000".parse().unwrap();
        let refused = bay.consumers().reset("projection", beyond).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidArgument);

        bay.consumers().delete("projection").await.unwrap();
        assert_eq!(consumer.next().await.unwrap_err().code(), ErrorCode::NotFound);
        assert_eq!(bay.consumers().delete("projection").await.unwrap_err().code(), ErrorCode::NotFound);
    });
}

#[test]
fn options_that_cannot_be_are_refused() {
    world(|world| async move {
        let bay = world.open().await;
        let refused = async |name: &str, options: ConsumerOptions| {
            let refused = bay.consumers().open(name, options).await.unwrap_err();
            assert_eq!(refused.code(), ErrorCode::InvalidArgument);
            refused.reason().to_owned()
        };
        let options = ConsumerOptions::default();
        assert_eq!(refused("a b", options).await, "name");
        assert_eq!(refused("a", ConsumerOptions { limit: 0, ..options }).await, "limit");
        assert_eq!(refused("a", ConsumerOptions { limit: 1001, ..options }).await, "limit");
        assert_eq!(refused("a", ConsumerOptions { lease: Duration::ZERO, ..options }).await, "lease");
        let beyond = ConsumerOptions { start: "e9".parse().unwrap(), ..options };
        assert_eq!(refused("a", beyond).await, "token");
    });
}

#[test]
fn health_names_a_consumer_that_is_late() {
    world(|world| async move {
        let bay = world.open().await;
        let mut consumer = open(&bay, TTL).await;
        world.clock.sleep(61 * SECOND).await;
        let check = async || {
            let health = bay.health_with(HealthOptions::default()).await.unwrap();
            health.check("consumers").unwrap().clone()
        };
        let late = check().await;
        assert_eq!(late.status, HealthStatus::Degraded);
        assert_eq!(late.message, "projection is 1 events behind, the oldest of 61 s ago");
        let batch = consumer.next().await.unwrap().unwrap();
        consumer.acknowledge(batch.token).await.unwrap();
        assert_eq!(check().await.status, HealthStatus::Ok);
    });
}

#[test]
fn shutdown_ends_a_consumer_that_waits_and_frees_it_at_once() {
    world(|world| async move {
        let (here, there) = (world.open().await, world.open().await);
        let consumer = open(&here, TTL).await;
        let mut waiting = open(&there, TTL).await;
        let shut = async {
            world.clock.sleep(SECOND).await;
            here.shutdown(SECOND).await.unwrap();
        };
        let (ended, ()) = futures::join!(project(consumer), shut);
        ended.unwrap();
        happen(&there, &["a"]).await;
        assert_eq!(names(&waiting.next().await.unwrap().unwrap()), ["a"]);
        assert!(world.elapsed() <= 3 * SECOND, "{:?}", world.elapsed());
    });
}

#[test]
fn every_fault_at_every_call_leaves_each_event_projected_once() {
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
        Fault::Delay(2 * TTL),
    ];
    let fired = AtomicU32::new(0);
    for (nth, fault) in (0..24).flat_map(|nth| faults.map(|fault| (nth, fault))) {
        let fired = &fired;
        world(|world| async move {
            let plan = FaultPlan::new(Arc::new(world.clock.clone()));
            let at_risk = world.on(FaultyStorage::new(world.storage.clone(), plan.clone())).await;
            let bay = world.open().await;
            happen(&bay, &["a", "b", "c", "d", "e"]).await;
            plan.arm(Point::Call(nth), fault);
            let options = ConsumerOptions { limit: 3, lease: TTL, ..ConsumerOptions::default() };
            let first = async {
                let consumers = at_risk.consumers();
                let consumer = loop {
                    let opens = consumers.open("projection", options);
                    match within(&world.clock, TTL, "it", opens).await.flatten() {
                        Ok(consumer) => break consumer,
                        Err(_) if plan.crash().is_cancelled() => return,
                        Err(_) => {}
                    }
                };
                consumer
                    .run(|batch| async move { Ok::<_, vmbay::Error>(projected(&batch)) })
                    .await
                    .unwrap_err();
                assert!(plan.crash().is_cancelled(), "nothing less ends it");
            };
            tokio::select! {
                () = first => {}
                () = all_projected(&world, &bay) => {}
            }
            assert!(world.elapsed() <= 5 * TTL, "it goes on by itself after {fault:?} at {nth}");
            happen(&bay, &["f"]).await;
            tokio::select! {
                rest = project(open(&bay, TTL).await) => rest.unwrap(),
                () = all_projected(&world, &bay) => {}
            }
            fired.fetch_add(u32::from(plan.fired()), Ordering::SeqCst);
        });
    }
    assert!(fired.load(Ordering::SeqCst) >= 200, "{fired:?}");
}

#[test]
fn a_handler_that_fails_is_given_the_same_events_after_ever_longer_waits() {
    world(|world| async move {
        let bay = world.open().await;
        happen(&bay, &["a"]).await;
        let (clock, tries) = (world.clock.clone(), Arc::new(Mutex::new(Vec::new())));
        let told = tries.clone();
        let handle = move |batch: EventPage| {
            let mut tries = told.lock().unwrap();
            tries.push((clock.now(), names(&batch).join(" ")));
            let fails = tries.len() <= 12;
            async move { if fails { Err("not yet") } else { Ok(projected(&batch)) } }
        };
        let shut = async {
            world.clock.sleep(300 * SECOND).await;
            assert_eq!(progress(&bay).await, (2, 2));
            happen(&bay, &["b"]).await;
            world.clock.sleep(SECOND).await;
            assert_eq!(progress(&bay).await, (3, 3));
            bay.shutdown(SECOND).await.unwrap();
        };
        let (ended, ()) = futures::join!(open(&bay, TTL).await.run(handle), shut);
        ended.unwrap();
        let mut tries = tries.lock().unwrap().clone();
        assert_eq!(tries.pop().unwrap().1, "b");
        assert_eq!(tries.len(), 13);
        assert!(tries.iter().all(|(_, names)| names == "a projection"), "{tries:?}");
        let waits: Vec<_> = tries.windows(2).map(|pair| pair[1].0.since(pair[0].0)).collect();
        assert!(waits.is_sorted() && waits[0] == SECOND / 10 && waits[11] == 30 * SECOND, "{waits:?}");
    });
}

#[test]
fn a_handler_at_work_is_dropped_when_its_process_no_longer_owns_the_consumer() {
    world(|world| async move {
        let plan = FaultPlan::new(Arc::new(world.clock.clone()));
        let suspended = world.on(FaultyStorage::new(world.storage.clone(), plan.clone())).await;
        let bay = world.open().await;
        let at_work = Arc::new(());
        let held = at_work.clone();
        let stuck = move |_| {
            let held = held.clone();
            async move {
                std::future::pending::<()>().await;
                drop(held);
                Ok::<_, vmbay::Error>(Changes::new())
            }
        };
        let loses = open(&suspended, TTL).await.run(stuck);
        let heir = async {
            world.clock.sleep(SECOND).await;
            assert_eq!(Arc::strong_count(&at_work), 3);
            plan.arm(Point::Method("storage.commit", 0), Fault::Delay(4 * TTL));
            let mut heir = open(&bay, TTL).await;
            let batch = heir.next().await.unwrap().unwrap();
            assert_eq!(Arc::strong_count(&at_work), 2, "only the closure is left");
            heir.commit(batch.token, projected(&batch)).await.unwrap();
            suspended.shutdown(SECOND).await.unwrap();
        };
        let (ended, ()) = futures::join!(loses, heir);
        ended.unwrap();
    });
}

#[test]
fn a_consumer_that_was_deleted_ends_its_run() {
    world(|world| async move {
        let bay = world.open().await;
        let run = open(&bay, TTL).await.run(|batch| async move { Ok::<_, vmbay::Error>(projected(&batch)) });
        let delete = async {
            world.clock.sleep(SECOND).await;
            bay.consumers().delete("projection").await.unwrap();
        };
        let (ended, ()) = futures::join!(run, delete);
        assert_eq!(ended.unwrap_err().code(), ErrorCode::NotFound);
    });
}

#[test]
fn two_processes_that_fight_for_a_consumer_project_each_event_once() {
    world(|world| async move {
        let (here, there) = (world.open().await, world.open().await);
        // Each gives it up after every second batch.
        let turns = [&here, &there].map(|bay| async {
            for _ in 0..10 {
                let mut consumer = open(bay, TTL).await;
                for _ in 0..2 {
                    let Ok(batch) = within(&world.clock, SECOND, "it", consumer.next()).await else { break };
                    let batch = batch.unwrap().unwrap();
                    consumer.commit(batch.token, projected(&batch)).await.unwrap();
                }
                consumer.release().await.unwrap();
            }
        });
        let writes = async {
            for number in 0..30 {
                happen(&here, &[&format!("o{number}")]).await;
                world.clock.sleep(SECOND / 10).await;
            }
        };
        futures::join!(futures::future::join_all(turns), writes);
        project_rest(&world, &here).await;
        let (seen, there_are) = progress(&here).await;
        assert_eq!(seen, there_are);
    });
}

/// Returns once each event that there is was projected.
async fn all_projected(world: &World, bay: &Vmbay) {
    loop {
        let (seen, there_are) = progress(bay).await;
        if seen == there_are {
            return;
        }
        world.clock.sleep(SECOND / 4).await;
    }
}

async fn project_rest(world: &World, bay: &Vmbay) {
    let rest = project(open(bay, TTL).await);
    drop(within(&world.clock, 2 * TAKE_OVER, "it", rest).await);
}

#[tokio::test]
async fn a_consumer_two_libraries_fight_for_survives_the_crash_of_one() {
    let storage = MemoryStorage::new();
    let open = || Vmbay::builder().storage(storage.reopen()).open();
    fight(open().await.unwrap(), open().await.unwrap()).await;
}
