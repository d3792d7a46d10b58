//! A fault at every call that enqueuing, taking and acknowledging make.

use std::{cell::Cell, sync::Arc, thread, time::Duration};

use vmbay::{
    job::{JobKind, JobRun, NewJob},
    operation::Retry,
    testing::faults::{Fault, FaultPlan, FaultyStorage, Point},
};

use crate::world::{Log, SECOND, World, world};

const FAULTS: [Fault; 9] = [
    Fault::ErrorBefore,
    Fault::ErrorAfter,
    Fault::UnknownBefore,
    Fault::UnknownAfter,
    Fault::HangBefore,
    Fault::HangAfter,
    Fault::CrashBefore,
    Fault::CrashAfter,
    Fault::Duplicate,
];

fn kinds(log: &Log) -> [JobKind; 2] {
    ["free", "limited"].map(|name| {
        let log = log.clone();
        let kind = JobKind::new(name, move |run: JobRun, fails: u32| {
            log.push(run.id().to_string());
            async move { if run.attempt() <= fails { Err("not yet") } else { Ok(()) } }
        });
        let kind = kind.retry(Retry { attempts: 9, delay: SECOND, max_delay: SECOND });
        if name == "limited" { kind.concurrency(1) } else { kind }
    })
}

/// Enqueues and does jobs while the storage fails at `fault`; then another process does what is left.
async fn course(world: World, fault: Option<(Point, Fault)>) -> Vec<&'static str> {
    let plan = FaultPlan::new(Arc::new(world.clock.clone()));
    let log = Log::default();
    let storage = FaultyStorage::new(Arc::new(world.storage.reopen()), plan.clone());
    let bay = world.on(storage, Arc::new(world.clock.clone()), kinds(&log)).await.unwrap();
    match fault {
        Some((point, fault)) => plan.arm(point, fault),
        None => plan.disarm(),
    }
    let mut acknowledged = Vec::new();
    for (kind, fails) in [("free", 0), ("free", 1), ("limited", 0), ("limited", 1)] {
        let jobs = bay.jobs();
        let enqueue = jobs.enqueue(NewJob::new(kind, &fails).unwrap());
        let enqueued = vmbay::clock::within(&world.clock, SECOND * 5, "the call", enqueue).await;
        if let Ok(Ok(job)) = enqueued {
            acknowledged.push(job.id.to_string());
        }
    }
    tokio::select! {
        () = world.settle() => {}
        () = plan.crash().cancelled() => {}
    }
    let calls = plan.calls();
    // A process that crashed lets go of nothing.
    if plan.crash().is_cancelled() {
        drop(bay);
    } else {
        let hangs = matches!(fault, Some((_, Fault::HangBefore | Fault::HangAfter)));
        let shut = bay.shutdown(Duration::from_secs(30)).await;
        assert!(shut.is_ok() || hangs, "{shut:?} after {fault:?}");
    }
    let heir = world.open(kinds(&log)).await;
    world.settle().await;
    let done = log.all();
    for id in acknowledged {
        assert!(done.contains(&id), "{id} was lost after {fault:?}");
    }
    assert_eq!(heir.jobs().stats().await.unwrap(), [], "nothing is left after {fault:?}");
    heir.shutdown(SECOND).await.unwrap();
    calls
}

#[test]
fn a_fault_at_any_call_loses_no_job() {
    let count = Cell::new(0);
    world(|world| async { count.set(course(world, None).await.len()) });
    let count = count.into_inner();
    assert!(count > 10, "{count}");
    // Each course has a world and a time of its own, so they may as well go side by side.
    thread::scope(|scope| {
        for fault in FAULTS {
            scope.spawn(move || {
                for call in 0..count {
                    world(|world| async move { drop(course(world, Some((Point::Call(call), fault))).await) });
                }
            });
        }
    });
}
