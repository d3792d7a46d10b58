//! Worker lanes: where blocking libvirt calls run, each with a deadline, never on the caller's runtime.
//!
//! No libvirt call has a deadline of its own: a stopped QEMU, a frozen daemon or an unreachable host can hold one for
//! minutes. So calls run on threads of this module. Calls on one domain take turns; a call that overstays its deadline is
//! given up as an *unknown outcome*, keeps its domain's turn until it returns, and hands its seat to the others, so that
//! one stuck domain never delays the rest.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;
use vmbay::{Error, Result};

use crate::locked;

/// How many calls may overstay their deadline before new ones have to wait for them.
const OVERSTAYING: usize = 64;
/// How long a thread without work waits for some.
const IDLE: Duration = Duration::from_secs(10);

/// Which calls take turns with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Lane {
    /// Takes no turns: looks without changing anything.
    Free,
    /// Changes one domain.
    Domain(Uuid),
    /// Ends one domain, which must get through while another change of it is stuck.
    Urgent(Uuid),
    /// Talks to one domain's guest agent, which may be dead while the domain is well.
    Agent(Uuid),
}

/// The threads, and who may use them.
pub(crate) struct Lanes {
    pool: Arc<Pool>,
    seats: Arc<Semaphore>,
    spare_seats: Arc<Semaphore>,
    turns: Mutex<HashMap<Lane, Weak<tokio::sync::Mutex<()>>>>,
}

/// What a running call holds until it returns, however long after its caller left.
struct Held {
    seat: Mutex<OwnedSemaphorePermit>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Lanes {
    /// Lanes for at most `calls` calls at a time.
    pub(crate) fn new(calls: usize) -> Self {
        Self {
            pool: Arc::default(),
            seats: Arc::new(Semaphore::new(calls)),
            spare_seats: Arc::new(Semaphore::new(OVERSTAYING)),
            turns: Mutex::default(),
        }
    }

    /// Runs `work` on a thread of its own and awaits its value.
    ///
    /// # Errors
    /// `timed_out` when `work` could not begin within the deadline, `unknown_outcome` when it began and did not return.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        what: &'static str,
        deadline: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let expiry = Instant::now() + deadline;
        let held = timeout_at(expiry, self.hold(lane)).await.map_err(|_| Error::TimedOut {
            what: what.into(),
            after: deadline,
            operation: None,
        })?;
        let _overstay = Overstay { held: Arc::downgrade(&held), spare_seats: &self.spare_seats };
        let (answer, answered) = oneshot::channel();
        self.pool.submit(Box::new(move || {
            let value = work();
            drop(held);
            // The caller may have left; then nobody wants the value.
            let _ = answer.send(value);
        }))?;
        match timeout_at(expiry, answered).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(panicked)) => {
                Err(Error::UnknownOutcome { what: what.into(), source: Some(Box::new(panicked)) })
            }
            Err(elapsed) => Err(Error::UnknownOutcome { what: what.into(), source: Some(Box::new(elapsed)) }),
        }
    }

    /// Does something whose outcome nobody waits for.
    pub(crate) fn later(&self, work: impl FnOnce() + Send + 'static) {
        if let Err(error) = self.pool.submit(Box::new(work)) {
            tracing::warn!(target: "vmbay::libvirt", %error, "left undone");
        }
    }

    async fn hold(&self, lane: Lane) -> Arc<Held> {
        let turn = match lane {
            Lane::Free => None,
            _ => Some(self.turn(lane).lock_owned().await),
        };
        let seat = Arc::clone(&self.seats).acquire_owned().await.expect("the seats are never closed");
        Arc::new(Held { seat: Mutex::new(seat), _turn: turn })
    }

    fn turn(&self, lane: Lane) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = locked(&self.turns);
        if let Some(turn) = turns.get(&lane).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::default();
        turns.insert(lane, Arc::downgrade(&turn));
        turn
    }
}

/// A caller who waits no longer, by deadline or by cancellation: a call still running then moves to a spare seat.
struct Overstay<'a> {
    held: Weak<Held>,
    spare_seats: &'a Arc<Semaphore>,
}

impl Drop for Overstay<'_> {
    fn drop(&mut self) {
        if let Some(held) = self.held.upgrade()
            && let Ok(spare) = Arc::clone(self.spare_seats).try_acquire_owned()
        {
            *locked(&held.seat) = spare;
        }
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// Threads that stay a while after their last job.
#[derive(Default)]
struct Pool {
    state: Mutex<PoolState>,
    work: Condvar,
}

#[derive(Default)]
struct PoolState {
    jobs: VecDeque<Job>,
    idle: usize,
}

impl Pool {
    fn submit(self: &Arc<Self>, job: Job) -> Result<()> {
        let mut state = locked(&self.state);
        if state.idle <= state.jobs.len() {
            let pool = Arc::clone(self);
            let spawned = thread::Builder::new().name("libvirt-call".into()).spawn(move || pool.serve());
            spawned.map_err(|source| Error::Unavailable {
                what: "a thread for a libvirt call".into(),
                mend: "raise the process limit of the host".into(),
                source: Some(Box::new(source)),
            })?;
        }
        state.jobs.push_back(job);
        self.work.notify_one();
        Ok(())
    }

    fn serve(&self) {
        let mut state = locked(&self.state);
        loop {
            if let Some(job) = state.jobs.pop_front() {
                drop(state);
                job();
                state = locked(&self.state);
                continue;
            }
            state.idle += 1;
            let waited = self.work.wait_timeout(state, IDLE);
            let (woken, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            state = woken;
            state.idle -= 1;
            if timeout.timed_out() && state.jobs.is_empty() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use vmbay::ErrorCode;

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(30);

    fn domain(n: u128) -> Lane {
        Lane::Domain(Uuid::from_u128(n))
    }

    #[tokio::test]
    async fn a_call_past_its_deadline_is_an_unknown_outcome_and_its_domain_stays_taken() {
        let lanes = Lanes::new(1);
        let (release, stuck) = mpsc::channel::<()>();
        let error = lanes.run(domain(1), "start", SHORT, move || stuck.recv()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownOutcome);
        let error = lanes.run(domain(1), "destroy", SHORT, || ()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::TimedOut, "the second call never began");
        release.send(()).unwrap();
        lanes.run(domain(1), "destroy", LONG, || ()).await.unwrap();
    }

    #[tokio::test]
    async fn a_stuck_domain_delays_no_other_even_on_one_lane() {
        let lanes = Lanes::new(1);
        let (release, stuck) = mpsc::channel::<()>();
        lanes.run(domain(1), "start", SHORT, move || stuck.recv()).await.unwrap_err();
        assert_eq!(lanes.run(domain(2), "start", LONG, || 7).await.unwrap(), 7);
        assert_eq!(lanes.run(Lane::Free, "observe", LONG, || 8).await.unwrap(), 8);
        release.send(()).unwrap();
    }

    #[tokio::test]
    async fn a_caller_who_leaves_gives_the_seat_back() {
        let lanes = Lanes::new(1);
        let (release, stuck) = mpsc::channel::<()>();
        let left =
            tokio::time::timeout(SHORT, lanes.run(domain(1), "start", LONG, move || stuck.recv())).await;
        assert!(left.is_err());
        lanes.run(domain(2), "start", LONG, || ()).await.unwrap();
        release.send(()).unwrap();
    }

    #[tokio::test]
    async fn calls_on_one_domain_take_turns() {
        let lanes = Lanes::new(4);
        let running = Arc::new(Mutex::new(()));
        let calls = (0..16).map(|_| {
            let running = Arc::clone(&running);
            lanes.run(domain(1), "reset", LONG, move || running.try_lock().is_ok())
        });
        for alone in futures::future::join_all(calls).await {
            assert!(alone.unwrap());
        }
    }

    #[tokio::test]
    async fn a_panic_in_a_call_is_an_error_of_that_call_only() {
        let lanes = Lanes::new(1);
        let error = lanes.run(domain(1), "start", LONG, || panic!("on purpose")).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownOutcome);
        lanes.run(domain(1), "start", LONG, || ()).await.unwrap();
    }
}
