//! Limits over two processes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use vmbay::{
    Clock, Timestamp,
    clock::VirtualClock,
    job::{JobKind, JobRun, NewJob},
};

use crate::world::{SECOND, Skewed, world};

/// What ran at once, in all and by key, at most; and when each began.
#[derive(Clone, Default)]
struct Gauge(Arc<Mutex<Levels>>);

#[derive(Default)]
struct Levels {
    now: HashMap<String, u32>,
    most: u32,
    most_by_key: u32,
    began: Vec<(String, Timestamp)>,
}

impl Gauge {
    /// A kind whose jobs take a second.
    fn kind(&self, clock: &VirtualClock) -> JobKind {
        let (gauge, clock) = (self.clone(), clock.clone());
        JobKind::new("work", move |_: JobRun, key: String| {
            let (gauge, clock) = (gauge.clone(), clock.clone());
            async move {
                {
                    let mut levels = gauge.0.lock().unwrap();
                    levels.began.push((key.clone(), clock.now()));
                    *levels.now.entry(key.clone()).or_default() += 1;
                    levels.most = levels.most.max(levels.now.values().sum());
                    levels.most_by_key = levels.most_by_key.max(levels.now[&key]);
                }
                clock.sleep(SECOND).await;
                *gauge.0.lock().unwrap().now.get_mut(&key).unwrap() -= 1;
                Ok::<_, vmbay::Error>(())
            }
        })
    }
}

fn work(key: &str) -> NewJob {
    NewJob::new("work", &key).unwrap().limit_key(key)
}

#[test]
fn no_more_of_a_kind_run_at_once_than_it_allows_over_all_processes() {
    world(|world| async move {
        let gauge = Gauge::default();
        let kind = gauge.kind(&world.clock).concurrency(3);
        let bays = [world.open([kind.clone()]).await, world.open([kind]).await];
        for bay in &bays {
            bay.jobs().enqueue_many((0..10).map(|_| work("a"))).await.unwrap();
        }
        let begun = world.clock.now();
        world.settle().await;
        let took = world.clock.now().since(begun);
        assert_eq!(gauge.0.lock().unwrap().most, 3);
        assert!((SECOND * 7..SECOND * 14).contains(&took), "{took:?}");
    });
}

#[test]
fn a_key_that_has_its_fill_lets_others_pass() {
    world(|world| async move {
        let gauge = Gauge::default();
        let kind = gauge.kind(&world.clock).per_key(2);
        let bays = [world.open([kind.clone()]).await, world.open([kind]).await];
        bays[0].jobs().enqueue_many((0..40).map(|_| work("full"))).await.unwrap();
        bays[1].jobs().enqueue_many(["b", "b", "c", "d"].map(work)).await.unwrap();
        let begun = world.clock.now();
        world.settle().await;
        let levels = gauge.0.lock().unwrap();
        assert_eq!(levels.most_by_key, 2);
        let late = |(key, at): &&(String, Timestamp)| key != "full" && at.since(begun) > SECOND;
        assert_eq!(levels.began.iter().find(late), None);
    });
}

#[test]
fn a_rate_is_kept_over_processes_whose_clocks_differ() {
    world(|world| async move {
        let gauge = Gauge::default();
        let kind = gauge.kind(&world.clock).rate(5, SECOND);
        let ahead = Arc::new(Skewed::new(&world.clock, true, SECOND * 30));
        let behind = Arc::new(Skewed::new(&world.clock, false, SECOND * 30));
        let bays = [
            world.open_at(ahead, [kind.clone()]).await,
            world.open_at(behind, [kind.clone()]).await,
            world.open([kind]).await,
        ];
        for bay in &bays {
            bay.jobs().enqueue_many((0..20).map(|_| work("a"))).await.unwrap();
        }
        let begun = world.clock.now();
        world.settle().await;
        let took = world.clock.now().since(begun);
        let mut starts: Vec<_> = gauge.0.lock().unwrap().began.iter().map(|(_, at)| *at).collect();
        starts.sort();
        let crowded = starts.windows(7).find(|seven| seven[6].since(seven[0]) < SECOND);
        assert_eq!(crowded, None, "one more where clocks differ, never another");
        assert!(took < SECOND * 60, "{took:?}");
    });
}

#[test]
fn the_places_of_a_worker_that_died_are_free_again() {
    world(|world| async move {
        let gauge = Gauge::default();
        let stuck = JobKind::new("work", |_: JobRun, _: String| std::future::pending::<vmbay::Result<()>>());
        let dying = world.open([stuck.concurrency(1)]).await;
        dying.jobs().enqueue(work("a")).await.unwrap();
        let running = async || dying.jobs().stats().await.unwrap()[0].running == 1;
        world.until(running).await;
        let heir = world.open([gauge.kind(&world.clock).concurrency(1)]).await;
        heir.jobs().enqueue(work("b")).await.unwrap();
        drop(dying);
        world.settle().await;
        assert_eq!(gauge.0.lock().unwrap().began.len(), 2);
    });
}
