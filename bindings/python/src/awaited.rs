//! How an asynchronous program waits for a call.
//!
//! What a call of an asynchronous class gives is a coroutine in all but its making: nothing happens before it is awaited, it
//! can be a task, and to cancel it is to drop the call. Awaited, it is polled once, and is over if it is done; otherwise it
//! goes on as a task of the engine, whose end is told to the event loop: once for all that ended since the loop looked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    own::Own,
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
        let waiting = Some((event_loop.unbind(), future.clone().unbind()));
        let mut tell = Tell { inbox: self.engine.inbox.clone(), waiting, slot: slot.clone(), outcome: None };
        let (call, engine) = (self.engine.to_end(call), self.engine.clone());
        let task = self.engine.spawn(self.follows, async move {
            tell.outcome = Some(call.await);
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
type Waiting = (Py<PyAny>, Py<PyAny>);

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

/// What ended since the event loop looked.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<Vec<Waiting>>);

impl Inbox {
    /// Puts down what ended, and wakes its event loop if it is the first.
    fn put(&self, waiting: Waiting) {
        let is_first = {
            let mut ended = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            ended.push(waiting);
            ended.len() == 1
        };
        if is_first {
            Python::try_attach(|py| self.deliver(py));
        }
    }

    /// Hands everything that ended to the loops that wait for it.
    fn deliver(&self, py: Python<'_>) {
        let ended = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut of_loop: Vec<(Py<PyAny>, Vec<Py<PyAny>>)> = Vec::new();
        for (event_loop, future) in ended {
            match of_loop.iter_mut().find(|(known, _)| known.is(&event_loop)) {
                Some((_, futures)) => futures.push(future),
                None => of_loop.push((event_loop, vec![future])),
            }
        }
        for (event_loop, futures) in of_loop {
            let deliver = Bound::new(py, Deliver(Mutex::new(futures)));
            // A loop that is closed has nobody left who waits.
            let _closed = deliver.and_then(|deliver| {
                event_loop.call_method1(py, intern!(py, "call_soon_threadsafe"), (deliver,))
            });
        }
    }
}

/// Wakes the tasks whose calls ended, on the thread of their loop.
#[pyclass(frozen)]
struct Deliver(Mutex<Vec<Py<PyAny>>>);

#[pymethods]
impl Deliver {
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let futures = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for future in futures {
            let future = future.bind(py);
            if !future.call_method0(intern!(py, "done"))?.is_truthy()? {
                future.call_method1(intern!(py, "set_result"), (py.None(),))?;
            }
        }
        Ok(())
    }
}
