//! Where calls run, and how a synchronous program waits for them.
//!
//! Each call is polled once where it is made, and goes on as a task if it is not done then: an [`Executor`]'s way. A synchronous
//! caller waits for its end and looks for Ctrl-C meanwhile; how an asynchronous one does is told in
//! [`awaited`](crate::awaited). The GIL is never held while anything waits.

use std::{
    sync::{
        Arc, Mutex, PoisonError, RwLock, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{RecvTimeoutError, sync_channel},
    },
    task::Poll,
    time::Duration,
};

use futures::future::BoxFuture;
use pyo3::{exceptions::PyRuntimeError, prelude::*};
use tokio::task::AbortHandle;
use vmbay::clock::VirtualClock;
use vmbay_bindings_common::{Executor, Pace, Threads};

use crate::{awaited::Inbox, error::raise, function::Running, own::process};

/// How often a synchronous caller that waits looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);
/// How long callers are waited for when Python ends.
const PATIENCE: Duration = Duration::from_secs(1);

/// The engines of this process. The end of Python is one for all of them, and threads that would still come to it then are
/// ended by it in the middle of what they do: so all are ended before.
static ENGINES: Mutex<Vec<Weak<Engine>>> = Mutex::new(Vec::new());

/// A call of the library.
pub(crate) type Call<T> = BoxFuture<'static, vmbay::Result<T>>;

/// The threads of one open library. A process that forks has none of them: its calls are refused.
pub(crate) struct Engine {
    executor: Executor,
    threads: Mutex<Option<Threads>>,
    /// Which process began it.
    process: usize,
    ended: AtomicBool,
    /// Held by whoever polls a call on a thread of the program; its threads end when nobody does.
    polling: RwLock<()>,
    /// How many threads of the program wait here.
    callers: AtomicUsize,
    pub(crate) inbox: Arc<Inbox>,
    /// The functions of the program that are at work.
    pub(crate) running: Running,
}

impl Engine {
    pub(crate) fn start() -> std::io::Result<Arc<Self>> {
        Executor::start().map(Self::on)
    }

    /// One whose time is `clock`: it stands still but while somebody waits for what takes time, and then takes none.
    pub(crate) fn start_virtual(clock: VirtualClock) -> std::io::Result<Arc<Self>> {
        Executor::start_virtual(clock).map(Self::on)
    }

    fn on((executor, threads): (Executor, Threads)) -> Arc<Self> {
        let engine = Arc::new(Self {
            executor,
            threads: Mutex::new(Some(threads)),
            process: process(),
            ended: AtomicBool::new(false),
            polling: RwLock::new(()),
            callers: AtomicUsize::new(0),
            inbox: Arc::default(),
            running: Running::default(),
        });
        let mut engines = ENGINES.lock().unwrap_or_else(PoisonError::into_inner);
        engines.retain(|engine| engine.strong_count() > 0);
        engines.push(Arc::downgrade(&engine));
        engine
    }

    /// Whether it was begun by another process, which forked into this one.
    pub(crate) fn is_foreign(&self) -> bool {
        self.process != process()
    }

    /// Refuses a call that nothing would answer.
    pub(crate) fn check(&self) -> vmbay::Result<()> {
        if self.is_foreign() {
            return Err(vmbay::Error::closed(
                "what was opened before this process forked: open it again here; it",
            ));
        }
        if self.ended.load(Ordering::Acquire) {
            return Err(vmbay::Error::closed("the library, as Python is ending,"));
        }
        Ok(())
    }

    /// What its time goes by, if that is virtual.
    pub(crate) fn pace(&self) -> &Arc<Pace> {
        self.executor.pace()
    }

    /// Polls a call once, where the caller is.
    pub(crate) fn poll<T>(&self, call: &mut Call<T>) -> Poll<vmbay::Result<T>> {
        let _polling = self.polling.read().unwrap_or_else(PoisonError::into_inner);
        if let Err(ended) = self.check() {
            return Poll::Ready(Err(ended));
        }
        self.executor.poll(call)
    }

    /// Lets a call go on to its end, and gives what came of it to `tell`. What only `follows` what happens has no end that a
    /// virtual clock could hurry to.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        follows: bool,
        call: Call<T>,
        tell: impl FnOnce(vmbay::Result<T>) + Send + 'static,
    ) -> AbortHandle {
        self.executor.spawn(follows, call, tell)
    }

    /// Runs a call to its end, as a synchronous caller.
    pub(crate) fn wait<T: Send + 'static>(&self, py: Python<'_>, mut call: Call<T>) -> PyResult<T> {
        self.check().map_err(|error| raise(py, &error))?;
        if let Poll::Ready(outcome) = py.detach(|| self.poll(&mut call)) {
            return outcome.map_err(|error| raise(py, &error));
        }
        let (tell, mut told) = sync_channel(1);
        let task = self.spawn(false, call, move |outcome| {
            // Whoever waited may have been interrupted.
            let _interrupted = tell.send(outcome);
        });
        let _caller = Caller::begin(&self.callers);
        loop {
            let outcome;
            (told, outcome) = py.detach(move || {
                let outcome = told.recv_timeout(LOOK);
                (told, outcome)
            });
            match outcome {
                Ok(outcome) => return outcome.map_err(|error| raise(py, &error)),
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(interrupted) = py.check_signals() {
                        task.abort();
                        return Err(interrupted);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Err(self.unanswered(py)),
            }
        }
    }

    /// The error of a call whose task ended without an answer.
    pub(crate) fn unanswered(&self, py: Python<'_>) -> PyErr {
        match self.check() {
            Err(error) => raise(py, &error),
            Ok(()) => PyRuntimeError::new_err("the library failed; standard error has the panic"),
        }
    }

    /// Ends everything at once. What the program does for it is told to stop, and waited for.
    fn end(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_foreign() || self.ended.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        self.running.end(py)?;
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner).take();
        py.detach(|| {
            drop(self.polling.write().unwrap_or_else(PoisonError::into_inner));
            if let Some(threads) = threads {
                threads.end();
            }
        });
        // They are told that nothing will come, and let go of Python before it goes.
        for _ in 0..PATIENCE.as_millis() / LOOK.as_millis() {
            if self.callers.load(Ordering::Acquire) == 0 {
                break;
            }
            py.detach(|| std::thread::sleep(LOOK));
        }
        Ok(())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner).take();
        match threads {
            // They are in another process: there is nothing to end here.
            threads if self.is_foreign() => std::mem::forget(threads),
            Some(threads) => threads.leave(),
            None => {}
        }
    }
}

/// Ends every engine: called when Python ends, while it still runs.
#[pyfunction]
pub(crate) fn end(py: Python<'_>) -> PyResult<()> {
    let engines = std::mem::take(&mut *ENGINES.lock().unwrap_or_else(PoisonError::into_inner));
    engines.iter().filter_map(Weak::upgrade).try_for_each(|engine| engine.end(py))
}

/// A thread of the program that waits.
struct Caller<'a>(&'a AtomicUsize);

impl<'a> Caller<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Caller<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
