//! Libraries whose clocks differ, on one database, for the tests of every adapter.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use vmbay::{
    Vmbay,
    clock::{Clock, within},
    operation::{OperationBegin, RunnerOptions, Task},
    storage::Storage,
    testing::skew::SkewedClock,
};

/// What the clocks of two processes may differ by, and more.
const SKEW: Duration = Duration::from_secs(60);

/// An operation stays with the library that runs it for as long as that lives, and goes to the other within a lease and
/// two looks when it crashes, whichever clock is ahead. `reopen` gives handles on one new database.
pub(crate) async fn neither_doubles_nor_loses<S: Storage>(
    clock: Arc<dyn Clock>,
    lease: Duration,
    reopen: impl AsyncFn() -> S,
) {
    for [of_the_dying, of_the_heir] in [[SKEW, Duration::ZERO], [Duration::ZERO, SKEW]] {
        let (runs, dead) = (Arc::new(AtomicU32::new(0)), Arc::new(Mutex::new(false)));
        let open = async |ahead: Duration| {
            let (runs, dead) = (runs.clone(), dead.clone());
            let stays = Task::new("stay", move |_| {
                runs.fetch_add(1, Ordering::SeqCst);
                let dead = *dead.lock().unwrap();
                async move { if dead { Ok(Value::Null) } else { std::future::pending().await } }
            });
            Vmbay::builder()
                .storage(reopen().await)
                .clock(Arc::new(SkewedClock::new(clock.clone(), ahead)))
                .runner(RunnerOptions { lease, poll: lease / 10, ..RunnerOptions::default() })
                .operation(stays)
                .open()
                .await
                .unwrap()
        };
        let (dying, heir) = (open(of_the_dying).await, open(of_the_heir).await);
        let operation = dying.operations().begin("stay", OperationBegin::default()).await.unwrap();
        clock.sleep(2 * lease).await;
        assert_eq!(runs.load(Ordering::SeqCst), 1, "nobody takes from the living");

        *dead.lock().unwrap() = true;
        let died = clock.now();
        drop(dying);
        let taken = heir.operations().attach(operation.id()).await.unwrap();
        within(&*clock, 10 * lease, "the operation", taken.wait()).await.unwrap().unwrap();
        let waited = clock.now().since(died);
        assert!(waited < 2 * lease, "{waited:?}");
        assert_eq!(runs.load(Ordering::SeqCst), 2, "taken over once");
        heir.shutdown(lease).await.unwrap();
    }
}
