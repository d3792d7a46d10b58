//! Every fault at every call.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use vmbay::{
    Result, Vmbay,
    testing::faults::{Fault, FaultPlan, Point},
};

use crate::{
    agreement::{disagreements, leftovers, settle},
    verb::{Verb, clear},
    world::World,
};

/// How many crashes are recovered from.
const CRASHES: usize = 5;

/// What happens, and at which call.
type Strike = (usize, Fault);

/// Puts `verb` to the test with every fault at every call it makes.
pub(crate) fn every_fault_at_every_call(verb: Verb) {
    let calls = in_a_new_world(verb, async |world| act(&world, verb, None).await).unwrap().len();
    assert!(calls > 5, "the calls are counted: {calls}");
    let strikes: Vec<Strike> = (0..calls).flat_map(|call| Fault::PROMPT.map(|fault| (call, fault))).collect();
    each(verb, &strikes, |strike: Strike| {
        in_a_new_world(verb, async |world| {
            act(&world, verb, Some(strike)).await?;
            finish(&world, verb).await
        })
    });
}

/// Lets the process crash at some calls of `verb`, and puts the recovery to the test in the same way.
pub(crate) fn every_fault_while_recovering(verb: Verb) {
    let calls = in_a_new_world(verb, async |world| act(&world, verb, None).await).unwrap().len();
    let mut strikes = Vec::new();
    for crash in (0..calls).step_by(calls.div_ceil(CRASHES)) {
        let recovery = in_a_new_world(verb, async |world| {
            act(&world, verb, Some((crash, Fault::CrashAfter))).await?;
            recover(&world, verb, None).await
        });
        let faults = [Fault::ErrorBefore, Fault::UnknownAfter, Fault::CrashAfter];
        strikes.extend((0..recovery.unwrap()).flat_map(|call| faults.map(|fault| (crash, (call, fault)))));
    }
    each(verb, &strikes, |(crash, strike): (usize, Strike)| {
        in_a_new_world(verb, async |world| {
            act(&world, verb, Some((crash, Fault::CrashAfter))).await?;
            recover(&world, verb, Some(strike)).await?;
            finish(&world, verb).await
        })
    });
}

type Outcome<T> = std::result::Result<T, String>;

fn in_a_new_world<T>(verb: Verb, test: impl AsyncFnOnce(World) -> T) -> T {
    if verb.reads_files() { World::run_in_real_time(test) } else { World::run(test) }
}

/// Runs every case, on as many threads as there are processors, and tells of all that fail.
fn each<C: Copy + std::fmt::Debug + Send + Sync>(
    verb: Verb,
    cases: &[C],
    run: impl Fn(C) -> Outcome<()> + Sync,
) {
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    // Cases in real time wait most of theirs.
    let threads = if verb.reads_files() { threads * 8 } else { threads };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(&case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = catch_unwind(AssertUnwindSafe(|| run(case)));
                    let outcome = outcome.unwrap_or_else(|_| Err("it panicked, as told above".to_owned()));
                    if let Err(problem) = outcome {
                        failures.lock().unwrap().push(format!("{verb:?} with {case:?}: {problem}"));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// Runs the verb in a library to which `strike` happens, until all has settled or it has crashed; gives the calls.
async fn act(world: &World, verb: Verb, strike: Option<Strike>) -> Outcome<Vec<&'static str>> {
    let plan = &world.plan;
    let bay = world.open_faulty(plan).await.unwrap();
    verb.prepare(&bay, world).await;
    settle(world).await;
    arm(plan, strike);
    let acted = tokio::select! {
        biased;
        () = plan.crash().cancelled() => return Ok(Vec::new()),
        acted = verb.act(&bay, world) => acted,
    };
    tokio::select! {
        biased;
        () = plan.crash().cancelled() => return Ok(Vec::new()),
        () = settle(world) => {}
    }
    let calls = plan.calls();
    plan.disarm();
    agree(world, verb).await?;
    keeps_its_word(&bay, verb, &acted).await?;
    bay.shutdown(crate::world::PATIENCE).await.map_err(|error| error.to_string())?;
    Ok(calls)
}

fn arm(plan: &FaultPlan, strike: Option<Strike>) {
    match strike {
        Some((call, fault)) => plan.arm(Point::Call(call), fault),
        None => plan.disarm(),
    }
}

/// What was acknowledged is so.
async fn keeps_its_word(bay: &Vmbay, verb: Verb, acted: &Result<()>) -> Outcome<()> {
    if acted.is_ok() && !verb.is_done(bay).await {
        return Err("it was acknowledged and is not so".to_owned());
    }
    Ok(())
}

/// Opens a library to which `strike` happens on what a crash has left, until all has settled or it crashes too; gives
/// the number of calls.
async fn recover(world: &World, verb: Verb, strike: Option<Strike>) -> Outcome<usize> {
    let plan = FaultPlan::new(world.clock.clone());
    arm(&plan, strike);
    let recovery = async {
        let Ok(bay) = world.open_faulty(&plan).await else { return Ok(0) };
        settle(world).await;
        let calls = plan.calls().len();
        agree(world, verb).await?;
        drop(bay);
        Ok(calls)
    };
    tokio::select! {
        biased;
        () = plan.crash().cancelled() => Ok(0),
        calls = recovery => calls,
    }
}

/// Opens a library on what is left, and holds that all agrees and that the verb can be repeated to success.
async fn finish(world: &World, verb: Verb) -> Outcome<()> {
    let bay = world.open().await;
    settle(world).await;
    agree(world, verb).await?;
    verb.repeat(&bay, world).await;
    clear(&bay).await;
    bay.shutdown(crate::world::PATIENCE).await.map_err(|error| error.to_string())?;
    none(&leftovers(world).await)
}

async fn agree(world: &World, verb: Verb) -> Outcome<()> {
    none(&disagreements(world, verb.kind()).await)
}

fn none(problems: &[String]) -> Outcome<()> {
    if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
}
