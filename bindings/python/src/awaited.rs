//! How an asynchronous program waits for a call.
//!
//! What a call of an asynchronous class gives is a coroutine in all but its making: nothing happens before it is awaited, it
//! can be a task, and to cancel it is to drop the call. Awaited, it is polled once, and is over if it is done; otherwise it
//! goes on as a task of the engine, whose end is told to the event loop: once for all that ended since the loop looked.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use futures::future::FutureExt as _;
use pyo3::{
    exceptions::{PyRuntimeError, PyRuntimeWarning, PyStopIteration},
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::PyAny,
};
use tokio::task::AbortHandle;

use crate::{
    convert::{Item, Outgoing},
    engine::{Call, Engine},
    error::raise,
    own::{Own, process},
};

/// A call that somebody is to await.
#[pyclass(frozen, generic, weakref, module = "vmbay", name = "Call")]
pub(crate) struct Awaited {
    name: &'static str,
    /// Whether it only follows what happens, so that a virtual clock does not hurry to its end.
    follows: bool,
    engine: Arc<Engine>,
    state: Mutex<Own<State>>,
}

enum State {
    /// Nobody awaited it yet.
    Fresh(Call<Item>),
    /// It goes on; what it gives will be put down here.
    Waiting(Slot, Task),
    Over,
}

/// What a task gave; none, once it ended without giving anything.
type Slot = Arc<Mutex<Option<Option<vmbay::Result<Item>>>>>;

/// A task that ends when nobody waits for it any more.
struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Engine {
    /// A call, for an asynchronous caller to await.
    pub(crate) fn begin<'py, T: Outgoing + Send + 'static>(
        self: &Arc<Self>,
        py: Python<'py>,
        name: &'static str,
        call: Call<T>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.awaited(py, name, false, call)
    }

    /// One that only follows what happens.
    pub(crate) fn follow<'py, T: Outgoing + Send + 'static>(
        self: &Arc<Self>,
        py: Python<'py>,
        name: &'static str,
        call: Call<T>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.awaited(py, name, true, call)
    }

    fn awaited<'py, T: Outgoing + Send + 'static>(
        self: &Arc<Self>,
        py: Python<'py>,
        name: &'static str,
        follows: bool,
        call: Call<T>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let call = call.map(|outcome| outcome.map(Item::new)).boxed();
        let state = Mutex::new(Own::new(State::Fresh(call)));
        Ok(Bound::new(py, Awaited { name, follows, engine: self.clone(), state })?.into_any())
    }
}

#[pymethods]
impl Awaited {
    fn __await__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let state = self.next(State::Over);
        self.engine.check().map_err(|error| raise(py, &error))?;
        match state.into_inner() {
            State::Fresh(mut call) => match py.detach(|| self.engine.poll(&mut call)) {
                std::task::Poll::Ready(outcome) => Err(ended(py, outcome)),
                std::task::Poll::Pending => self.go_on(py, call),
            },
            State::Waiting(slot, task) => {
                let put = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
                match put {
                    Some(Some(outcome)) => Err(ended(py, outcome)),
                    Some(None) => Err(self.engine.unanswered(py)),
                    None => {
                        self.next(State::Waiting(slot, task));
                        Err(PyRuntimeError::new_err(format!("{} is awaited by another task", self.name)))
                    }
                }
            }
            State::Over => Err(PyRuntimeError::new_err(format!("{} was awaited before", self.name))),
        }
    }

    fn send<'py>(&self, py: Python<'py>, _value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.__next__(py)
    }

    #[pyo3(signature = (kind, value = None, _traceback = None))]
    fn throw(
        &self,
        kind: Bound<'_, PyAny>,
        value: Option<Bound<'_, PyAny>>,
        _traceback: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        self.close();
        Err(PyErr::from_value(value.unwrap_or(kind)))
    }

    /// Ends the call.
    fn close(&self) {
        self.next(State::Over);
    }

    #[getter(__name__)]
    fn name(&self) -> &'static str {
        self.name
    }

    #[getter(__qualname__)]
    fn qualified_name(&self) -> &'static str {
        self.name
    }

    fn __repr__(&self) -> String {
        format!("<call of {}>", self.name)
    }
}

impl Awaited {
    fn state(&self) -> MutexGuard<'_, Own<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, next: State) -> Own<State> {
        std::mem::replace(&mut *self.state(), Own::new(next))
    }

    /// Lets the call go on, and gives what the event loop waits for.
    fn go_on<'py>(&self, py: Python<'py>, call: Call<Item>) -> PyResult<Bound<'py, PyAny>> {
        static RUNNING_LOOP: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let event_loop = RUNNING_LOOP.import(py, "asyncio", "get_running_loop")?.call0()?;
        let future = event_loop.call_method0(intern!(py, "create_future"))?;
        // What `await future` does: it tells the task that it may wait for this.
        future.setattr(intern!(py, "_asyncio_future_blocking"), true)?;
        let slot = Slot::default();
        let waiting = Some((Arc::new(event_loop.unbind()), future.clone().unbind()));
        let mut tell = Tell { inbox: self.engine.inbox.clone(), waiting, slot: slot.clone(), outcome: None };
        let engine = self.engine.clone();
        let task = self.engine.spawn(self.follows, call, move |outcome| {
            tell.outcome = Some(outcome);
            drop(tell);
            // The last handle may go with the call.
            drop(engine);
        });
        self.next(State::Waiting(slot, Task(task)));
        Ok(future)
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        let state = self.next(State::Over);
        if !matches!(*state, State::Fresh(_)) || self.engine.is_foreign() {
            return;
        }
        Python::try_attach(|py| {
            // It may be dropped on the way of another exception.
            let on_its_way = PyErr::take(py);
            let text = format!("{} was never awaited", self.name);
            let text = std::ffi::CString::new(text).unwrap_or_default();
            if let Err(error) = PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), &text, 1) {
                error.write_unraisable(py, None);
            }
            if let Some(error) = on_its_way {
                error.restore(py);
            }
        });
    }
}

/// The end of a coroutine: its value is an exception too.
fn ended(py: Python<'_>, outcome: vmbay::Result<Item>) -> PyErr {
    let value = outcome.map_err(|error| raise(py, &error)).and_then(|value| value.into_py(py));
    value.map_or_else(|error| error, |value| PyStopIteration::new_err((value.unbind(),)))
}

/// An event loop, and what waits on it.
type Waiting = (Arc<Py<PyAny>>, Py<PyAny>);

/// Tells who waits that the task has ended, however it did.
struct Tell {
    inbox: Arc<Inbox>,
    waiting: Option<Waiting>,
    slot: Slot,
    outcome: Option<vmbay::Result<Item>>,
}

impl Drop for Tell {
    fn drop(&mut self) {
        *self.slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.outcome.take());
        if let Some(waiting) = self.waiting.take() {
            self.inbox.put(waiting);
        }
    }
}

/// An event loop, and what waits on it for what has ended.
type Ended = (Arc<Py<PyAny>>, Vec<Py<PyAny>>);

/// What ended since their event loops looked.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<Vec<Ended>>);

impl Inbox {
    /// Puts down what ended, and tells its event loop if it is the first since that looked. A thread of ours comes to Python
    /// for nothing else: to do so takes longer than all else about a call.
    fn put(self: &Arc<Self>, (event_loop, future): Waiting) {
        let mut ended = self.ended();
        if let Some((_, futures)) = ended.iter_mut().find(|(known, _)| known.is(&*event_loop)) {
            return futures.push(future);
        }
        ended.push((event_loop.clone(), vec![future]));
        drop(ended);
        Python::try_attach(|py| {
            let look = Look {
                inbox: self.clone(),
                event_loop: event_loop.clone(),
                process: process(),
                looked: AtomicBool::new(false),
            };
            // A loop that is closed has nobody left who waits; what was put down for it goes with the look that is not taken.
            let _closed = Bound::new(py, look)
                .and_then(|look| event_loop.call_method1(py, intern!(py, "call_soon_threadsafe"), (look,)));
        });
    }

    fn take(&self, event_loop: &Py<PyAny>) -> Vec<Py<PyAny>> {
        let mut ended = self.ended();
        let at = ended.iter().position(|(known, _)| known.is(event_loop));
        at.map(|at| ended.swap_remove(at).1).unwrap_or_default()
    }

    fn ended(&self) -> MutexGuard<'_, Vec<Ended>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes the tasks whose calls ended, on the thread of their loop.
#[pyclass(frozen)]
struct Look {
    inbox: Arc<Inbox>,
    event_loop: Arc<Py<PyAny>>,
    process: usize,
    looked: AtomicBool,
}

impl Look {
    /// What ended, once; nothing in a process that forked meanwhile, where the inbox may be locked for ever.
    fn take(&self) -> Vec<Py<PyAny>> {
        if self.process != process() || self.looked.swap(true, Ordering::AcqRel) {
            return Vec::new();
        }
        self.inbox.take(&self.event_loop)
    }
}

#[pymethods]
impl Look {
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        for future in self.take() {
            let future = future.bind(py);
            if !future.call_method0(intern!(py, "done"))?.is_truthy()? {
                future.call_method1(intern!(py, "set_result"), (py.None(),))?;
            }
        }
        Ok(())
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        drop(self.take());
    }
}
