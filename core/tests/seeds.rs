//! A simulated fleet under random work and random faults: thousands of courses of events, each from one number.
//!
//! A course has several lives: a library is opened, works on machines, is struck by a fault or an incident of its host, and
//! crashes or shuts down. While faults are on, what must never be is looked for (*safety*); then they are switched off, and a last
//! library must bring everything to an end and to nothing (*liveness*). Time is virtual, so a course takes milliseconds.
//!
//! `VMBAY_SEED=17 cargo nextest run --package vmbay --all-features --test seeds` runs one course again, the same in every call.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "seeds/course.rs"]
mod course;
#[path = "seeds/dice.rs"]
mod dice;
#[path = "seeds/stock.rs"]
mod stock;
#[path = "crash/world.rs"]
#[expect(dead_code, reason = "two tests live in such worlds")]
mod world;

use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use course::Course;

const SEEDS: u64 = 10_000;

#[test]
fn all_courses_of_a_fleet_are_safe_and_come_to_an_end() {
    #[expect(clippy::disallowed_methods, reason = "a test is told which course to run again")]
    let wanted = env::var("VMBAY_SEED");
    if let Ok(seed) = wanted {
        let course = Course::run(seed.parse().unwrap());
        panic!("{}\nseed {seed}: {:?}", course.log.join("\n"), course.outcome);
    }
    let (next, failures) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= SEEDS {
                        return;
                    }
                    let outcome = catch_unwind(AssertUnwindSafe(|| Course::run(seed).outcome));
                    let outcome = outcome.unwrap_or_else(|_| Err("it panicked, as told above".to_owned()));
                    if let Err(problem) = outcome {
                        failures.lock().unwrap().push(format!("seed {seed}: {problem}"));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {SEEDS}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn one_seed_is_one_course() {
    for seed in [3, 1_414, 271_828] {
        let (once, again) = (Course::run(seed), Course::run(seed));
        assert!(once.log.len() > 3, "{:?}", once.log);
        assert_eq!(once.log, again.log, "seed {seed}");
    }
}
