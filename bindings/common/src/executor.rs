//! Where the calls of an open library run.

use std::{
    future::Future,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures::future::BoxFuture;
use tokio::{
    runtime::{Builder, Handle, Runtime},
    task::AbortHandle,
};
use vmbay::clock::VirtualClock;

use crate::pace::{Pace, VirtualThread, Waits};

/// How long tasks have once their threads are to end.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs calls: each is polled once where it is made, as most are done then (a SQLite read, a simulated verb), which costs no
/// thread and no wake-up; what is not done goes on as a task.
///
/// In virtual time everything happens on one thread, in the same order each time: there no call is polled where it is made.
#[derive(Clone, Debug)]
pub struct Executor {
    handle: Handle,
    pace: Arc<Pace>,
    clock: Option<VirtualClock>,
}

/// The threads of an [`Executor`], which are its own as long as this is kept.
#[derive(Debug)]
pub struct Threads(Kind);

#[derive(Debug)]
enum Kind {
    Many(Runtime),
    One(VirtualThread),
}

impl Executor {
    /// One in real time.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn start() -> std::io::Result<(Self, Threads)> {
        let runtime =
            Builder::new_multi_thread().worker_threads(2).thread_name("vmbay").enable_all().build()?;
        let executor = Self { handle: runtime.handle().clone(), pace: Arc::default(), clock: None };
        Ok((executor, Threads(Kind::Many(runtime))))
    }

    /// One whose time is `clock`: it stands still but while somebody waits for what takes time, and then takes none.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start_virtual(clock: VirtualClock) -> std::io::Result<(Self, Threads)> {
        let pace = Arc::new(Pace::default());
        let thread = VirtualThread::start(clock.clone(), pace.clone(), PATIENCE)?;
        let executor = Self { handle: thread.handle().clone(), pace, clock: Some(clock) };
        Ok((executor, Threads(Kind::One(thread))))
    }

    /// What its time goes by, if that is virtual.
    pub fn pace(&self) -> &Arc<Pace> {
        &self.pace
    }

    /// Its time, if that is virtual.
    pub fn clock(&self) -> Option<&VirtualClock> {
        self.clock.as_ref()
    }

    /// Polls a call where it is made.
    pub fn poll<T>(&self, call: &mut BoxFuture<'_, T>) -> Poll<T> {
        if self.clock.is_some() {
            return Poll::Pending;
        }
        let _entered = self.handle.enter();
        call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    /// Lets a call go on to its end, in virtual time to that of everything that it led to before time passes, and gives what came
    /// of it to `tell`. Until then somebody waits for it; what only `follows` what happens has no end that a clock could hurry to.
    pub fn spawn<F>(
        &self,
        follows: bool,
        call: F,
        tell: impl FnOnce(F::Output) + Send + 'static,
    ) -> AbortHandle
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let (pace, is_virtual) = (self.pace.clone(), self.clock.is_some());
        let task = async move {
            // From its first step on: while it is on its way to the thread, the clock stands still.
            let _waits = (!follows).then(|| Waits::begin(&pace));
            let outcome = call.await;
            if is_virtual {
                pace.settle().await;
            }
            tell(outcome);
        };
        self.handle.spawn(task).abort_handle()
    }
}

impl Threads {
    /// Ends them, and waits until they have, a second at most.
    pub fn end(self) {
        match self.0 {
            Kind::Many(runtime) => runtime.shutdown_timeout(PATIENCE),
            Kind::One(thread) => thread.end(),
        }
    }

    /// Ends them without waiting.
    pub fn leave(self) {
        match self.0 {
            Kind::Many(runtime) => runtime.shutdown_background(),
            // It ends by itself.
            Kind::One(thread) => drop(thread),
        }
    }
}
