//! How virtual time passes under a program that runs in real time.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};
use vmbay::clock::{Clock as _, VirtualClock};

/// What a virtual clock goes by: it moves while somebody waits for what takes time, and no function of the program is at
/// work, which takes time of its own. One that waits too is not at work.
#[derive(Debug, Default)]
pub struct Pace {
    waiting: AtomicUsize,
    busy: AtomicUsize,
    /// Who is to be told once the library has nothing left to do before the clock moves.
    settled: Listeners,
    /// Who is to be told once the program's functions have nothing left to do either.
    idle: Listeners,
}

#[derive(Debug, Default)]
struct Listeners(Mutex<Vec<oneshot::Sender<()>>>);

impl Listeners {
    async fn wait(&self) {
        let (tell, told) = oneshot::channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(tell);
        // It is told, or the engine has ended.
        let _ended = told.await;
    }

    /// Tells all of them; whether there was one.
    fn tell(&self) -> bool {
        let listeners = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let any = !listeners.is_empty();
        for listener in listeners {
            // Whoever waited may have been interrupted.
            let _interrupted = listener.send(());
        }
        any
    }
}

impl Pace {
    /// Lets `time` pass on `clock`, and everything happen that is due until then.
    pub async fn pass(&self, clock: &VirtualClock, time: Duration) {
        clock.sleep(time).await;
        self.idle.wait().await;
    }

    /// Lets the library come to where it waits for time, so that what it does because of a call is done before the next.
    pub async fn settle(&self) {
        self.settled.wait().await;
    }

    /// Whether the clock may move; whoever is told that nothing is left to do may do more before.
    fn may_move(&self) -> bool {
        let (waiting, busy) = (self.waiting.load(Ordering::Acquire), self.busy.load(Ordering::Acquire));
        let is_at_work = busy > 0 && waiting <= busy;
        let told = self.settled.tell();
        let told = (!is_at_work && self.idle.tell()) || told;
        !told && !is_at_work && waiting > 0
    }
}

macro_rules! counted {
    ($(#[$doc:meta])* $visible:vis $name:ident, $count:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        $visible struct $name(Arc<Pace>);

        impl $name {
            /// Until it is dropped.
            $visible fn begin(pace: &Arc<Pace>) -> Self {
                pace.$count.fetch_add(1, Ordering::AcqRel);
                Self(pace.clone())
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                self.0.$count.fetch_sub(1, Ordering::AcqRel);
            }
        }
    };
}
counted!(
    /// Somebody who waits for what takes time.
    pub(crate) Waits, waiting
);
counted!(
    /// A function of the program at work.
    pub Busy, busy
);

/// A thread on which time is a clock's.
#[derive(Debug)]
pub(crate) struct VirtualThread {
    handle: Handle,
    end: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl VirtualThread {
    /// Starts it. The clock stands still but while `pace` knows of somebody who waits, and then jumps to what is next.
    /// When it [ends](Self::end), its tasks have `patience`.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn start(clock: VirtualClock, pace: Arc<Pace>, patience: Duration) -> std::io::Result<Self> {
        let jump = move || {
            if pace.may_move() {
                clock.jump();
            }
        };
        let runtime = Builder::new_current_thread().enable_all().on_thread_park(jump).build()?;
        let (handle, (end, ended)) = (runtime.handle().clone(), oneshot::channel::<()>());
        let thread = thread::Builder::new().name("vmbay".into()).spawn(move || {
            // Its end is the sender's: nothing is ever sent.
            let _end = runtime.block_on(ended);
            runtime.shutdown_timeout(patience);
        })?;
        Ok(Self { handle, end, thread })
    }

    /// Where its tasks are spawned.
    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Ends it, and waits until it has. Dropped without, it ends by itself.
    pub(crate) fn end(self) {
        drop(self.end);
        // A panic of that thread was told where it was.
        let _ended = self.thread.join();
    }
}
