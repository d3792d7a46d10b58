//! A clock that stands still until it is moved.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use async_trait::async_trait;

use super::{Clock, Timestamp};

/// A clock for tests and simulations: it stands still until [`advance`](Self::advance) moves it, or until a program under
/// [`run`](Self::run) has nothing left to do but wait. Clones show the same time.
///
/// Sleepers wake in the order of their times, those of one time in the order in which they fell asleep, so a program
/// whose only clock this is takes the same course every time.
///
/// ```
/// use std::time::Duration;
/// use vmbay::clock::{Clock, VirtualClock};
///
/// let clock = VirtualClock::default();
/// let start = clock.now();
/// clock.run(async { clock.sleep(Duration::from_secs(3600)).await }); // takes no time
/// assert_eq!(clock.now().since(start), Duration::from_secs(3600));
/// ```
#[derive(Clone, Debug)]
pub struct VirtualClock(Arc<Mutex<Dial>>);

#[derive(Debug)]
struct Dial {
    now: Timestamp,
    sleeps: u64,
    sleepers: BTreeMap<Alarm, Waker>,
}

/// When a sleeper wakes, and its place among those that wake with it.
type Alarm = (Timestamp, u64);

impl Default for VirtualClock {
    /// A clock at the start of 2026.
    fn default() -> Self {
        Self::new(Timestamp::from_micros(1_767_225_600_000_000))
    }
}

impl VirtualClock {
    /// A clock that shows `now`.
    pub fn new(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Dial { now, sleeps: 0, sleepers: BTreeMap::new() })))
    }

    /// Moves the clock by `duration` and wakes, in order, whoever sleeps no longer than that. A task that goes to sleep
    /// anew when it wakes does so at the later time: to see each of its sleeps, advance in steps, or use [`run`](Self::run).
    pub fn advance(&self, duration: Duration) {
        let dial = self.dial();
        let now = dial.now + duration;
        Self::set(dial, now);
    }

    /// Moves the clock to the next wake-up, or tells by `false` that nobody sleeps.
    pub fn jump(&self) -> bool {
        let dial = self.dial();
        let Some(&(next, _)) = dial.sleepers.keys().next() else { return false };
        Self::set(dial, next);
        true
    }

    /// Runs `future` to its end on a current-thread runtime of its own, [jumping](Self::jump) whenever every task waits.
    ///
    /// Only tasks of that runtime are seen: while another thread works for it (`spawn_blocking`, file or network input and
    /// output) the clock goes on jumping, so sleeps meanwhile end early. A `std` or tokio timer keeps its own, real time.
    pub fn run<F: Future>(&self, future: F) -> F::Output {
        let clock = self.clone();
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .on_thread_park(move || {
                clock.jump();
            })
            .build()
            .expect("a current-thread runtime needs nothing but a few file descriptors")
            .block_on(future)
    }

    fn dial(&self) -> MutexGuard<'_, Dial> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes outside the lock, because a waker may run code that asks for the time.
    fn set(mut dial: MutexGuard<'_, Dial>, now: Timestamp) {
        dial.now = now;
        let later = dial.sleepers.split_off(&(now, u64::MAX));
        let woken = std::mem::replace(&mut dial.sleepers, later);
        drop(dial);
        woken.into_values().for_each(Waker::wake);
    }
}

#[async_trait]
impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        self.dial().now
    }

    async fn sleep(&self, duration: Duration) {
        let alarm = {
            let mut dial = self.dial();
            dial.sleeps += 1;
            (dial.now + duration, dial.sleeps)
        };
        Sleep { clock: self, alarm }.await;
    }
}

struct Sleep<'a> {
    clock: &'a VirtualClock,
    alarm: Alarm,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut dial = self.clock.dial();
        if dial.now >= self.alarm.0 {
            return Poll::Ready(());
        }
        dial.sleepers.insert(self.alarm, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        self.clock.dial().sleepers.remove(&self.alarm);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures::future::join_all;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn time_stands_still_until_it_is_advanced() {
        let clock = VirtualClock::default();
        let start = clock.now();
        let mut sleep = poller(clock.sleep(SECOND));
        assert!(!sleep());
        clock.advance(SECOND / 2);
        assert!(!sleep());
        clock.advance(SECOND / 2);
        assert!(sleep());
        assert_eq!(clock.now(), start + SECOND);
    }

    /// Polls a future once at each call and tells whether it is done.
    fn poller<'a>(future: impl Future<Output = ()> + 'a) -> impl FnMut() -> bool + 'a {
        let mut future = Box::pin(future);
        move || future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
    }

    #[test]
    fn an_idle_program_jumps_from_wake_up_to_wake_up_in_order() {
        let clock = VirtualClock::default();
        let start = clock.now();
        let woken = RefCell::new(Vec::new());
        clock.run(join_all([3_u32, 1, 2, 1].iter().enumerate().map(|(index, &seconds)| {
            let (clock, woken) = (&clock, &woken);
            async move {
                clock.sleep(SECOND * seconds).await;
                woken.borrow_mut().push((index, clock.now().since(start).as_secs()));
                clock.sleep(SECOND * 10).await;
            }
        })));
        assert_eq!(woken.into_inner(), [(1, 1), (3, 1), (2, 2), (0, 3)]);
        assert_eq!(clock.now(), start + SECOND * 13);
    }

    #[test]
    fn a_sleep_that_is_dropped_wakes_nobody() {
        let clock = VirtualClock::default();
        let mut sleep = poller(clock.sleep(SECOND));
        sleep();
        drop(sleep);
        assert!(!clock.jump());
    }
}
