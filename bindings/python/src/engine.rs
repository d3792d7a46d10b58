//! Where calls run, and how Python waits for them.
//!
//! Each call is polled once where it is made. Most are done then: a SQLite read, a simulated verb; they cost no thread and
//! no wake-up. What is not done goes on, in a synchronous caller on its own thread, which looks for Ctrl-C meanwhile, and
//! in an asynchronous one as a task whose end is told to the event loop: once for all that ended since the loop looked.
//! The GIL is never held while anything waits.

use std::{
    future::Future,
    pin::Pin,
    process,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures::future::BoxFuture;
use pyo3::{exceptions::PyStopIteration, intern, prelude::*};
use tokio::{
    runtime::{Builder, Runtime},
    task::AbortHandle,
};

use crate::{convert::Outgoing, error::raise};

/// How often a synchronous caller that waits looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// A call of the library. Boxed, so that what waits for it is compiled once for each type of value, not for each call.
pub(crate) type Call<T> = BoxFuture<'static, vmbay::Result<T>>;

/// The threads of one open database. A process that forks has none of them: its calls are refused.
#[derive(Debug)]
pub(crate) struct Engine {
    runtime: Option<Runtime>,
    process: u32,
    inbox: Arc<Inbox>,
}

impl Engine {
    pub(crate) fn start() -> std::io::Result<Arc<Self>> {
        let runtime =
            Builder::new_multi_thread().worker_threads(2).thread_name("vmbay").enable_all().build()?;
        Ok(Arc::new(Self { runtime: Some(runtime), process: process::id(), inbox: Arc::default() }))
    }

    fn runtime(&self) -> vmbay::Result<&Runtime> {
        if process::id() != self.process {
            return Err(vmbay::Error::closed("the handle of the process that forked this one"));
        }
        self.runtime.as_ref().ok_or_else(|| vmbay::Error::closed("the engine"))
    }

    /// Runs a call to its end, as a synchronous caller.
    pub(crate) fn wait<T: Send>(&self, py: Python<'_>, mut call: Call<T>) -> PyResult<T> {
        let runtime = self.runtime().map_err(|error| raise(py, &error))?;
        let ended = py.detach(|| {
            let _entered = runtime.enter();
            poll_once(call.as_mut())
        });
        if let Poll::Ready(outcome) = ended {
            return outcome.map_err(|error| raise(py, &error));
        }
        loop {
            let ended = py.detach(|| runtime.handle().block_on_for(LOOK, call.as_mut()));
            if let Some(outcome) = ended {
                return outcome.map_err(|error| raise(py, &error));
            }
            py.check_signals()?;
        }
    }

    /// Begins a call, as an asynchronous caller: what comes back is to be awaited.
    pub(crate) fn begin<'py, T: Outgoing + Send + 'static>(
        self: &Arc<Self>,
        py: Python<'py>,
        mut call: Call<T>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let runtime = self.runtime().map_err(|error| raise(py, &error))?;
        let ended = py.detach(|| {
            let _entered = runtime.enter();
            poll_once(call.as_mut())
        });
        if let Poll::Ready(outcome) = ended {
            let outcome = outcome.map_err(|error| raise(py, &error)).and_then(|value| value.into_py(py));
            return Ok(Bound::new(py, Done(Mutex::new(Some(outcome.map(Bound::unbind)))))?.into_any());
        }
        let event_loop = py.import(intern!(py, "asyncio"))?.call_method0(intern!(py, "get_running_loop"))?;
        let future = event_loop.call_method0(intern!(py, "create_future"))?;
        let (inbox, ours, to) = (self.inbox.clone(), future.clone().unbind(), event_loop.unbind());
        let engine = self.clone();
        let task = runtime.spawn(async move {
            let outcome = call.await;
            // The last handle may go with the call, and a runtime cannot end on a thread of its own.
            let _engine = engine;
            inbox.put(
                to,
                ours,
                Box::new(move |py| match outcome {
                    Ok(value) => value.into_py(py).map(Bound::unbind),
                    Err(error) => Err(raise(py, &error)),
                }),
            );
        });
        let cancel = Bound::new(py, CancelTask(Mutex::new(Some(task.abort_handle()))))?;
        future.call_method1(intern!(py, "add_done_callback"), (cancel,))?;
        Ok(future)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        if process::id() == self.process {
            runtime.shutdown_background();
        } else {
            // Its threads are in another process: there is nothing to end here.
            std::mem::forget(runtime);
        }
    }
}

trait BlockOnFor {
    /// Goes on with a call for some time; none when it did not end.
    fn block_on_for<F: Future + ?Sized>(&self, time: Duration, call: Pin<&mut F>) -> Option<F::Output>;
}

impl BlockOnFor for tokio::runtime::Handle {
    fn block_on_for<F: Future + ?Sized>(&self, time: Duration, call: Pin<&mut F>) -> Option<F::Output> {
        self.block_on(async { tokio::time::timeout(time, call).await.ok() })
    }
}

fn poll_once<F: Future + ?Sized>(call: Pin<&mut F>) -> Poll<F::Output> {
    call.poll(&mut Context::from_waker(Waker::noop()))
}

/// What a call gave that was done at once, for whoever awaits it.
#[pyclass(frozen, module = "vmbay", name = "_Done")]
pub(crate) struct Done(Mutex<Option<PyResult<Py<PyAny>>>>);

#[pymethods]
impl Done {
    fn __await__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self) -> PyResult<Py<PyAny>> {
        let outcome = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match outcome {
            Some(Ok(value)) => Err(PyStopIteration::new_err((value,))),
            Some(Err(error)) => Err(error),
            None => Err(pyo3::exceptions::PyRuntimeError::new_err("it was awaited before")),
        }
    }
}

type Finish = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Py<PyAny>> + Send>;

/// What ended since the event loop looked.
#[derive(Default)]
pub(crate) struct Inbox(Mutex<Vec<(Py<PyAny>, Py<PyAny>, Finish)>>);

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}

impl Inbox {
    /// Puts down what a call gave, and wakes its event loop if it is the first.
    fn put(self: &Arc<Self>, event_loop: Py<PyAny>, future: Py<PyAny>, finish: Finish) {
        let is_first = {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.push((event_loop, future, finish));
            waiting.len() == 1
        };
        if is_first {
            Python::attach(|py| self.deliver(py));
        }
    }

    /// Hands everything that waits to the loops that wait for it.
    fn deliver(&self, py: Python<'_>) {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut of_loop: Vec<(Py<PyAny>, Vec<(Py<PyAny>, Finish)>)> = Vec::new();
        for (event_loop, future, finish) in waiting {
            match of_loop.iter_mut().find(|(known, _)| known.is(&event_loop)) {
                Some((_, ended)) => ended.push((future, finish)),
                None => of_loop.push((event_loop, vec![(future, finish)])),
            }
        }
        for (event_loop, ended) in of_loop {
            let letter = Bound::new(py, Deliver(Mutex::new(ended)));
            // A loop that is closed has nobody left who waits.
            let _closed = letter.and_then(|letter| {
                event_loop.call_method1(py, intern!(py, "call_soon_threadsafe"), (letter,))
            });
        }
    }
}

/// Sets the futures of calls that ended, on the thread of their loop.
#[pyclass(frozen)]
struct Deliver(Mutex<Vec<(Py<PyAny>, Finish)>>);

#[pymethods]
impl Deliver {
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let ended = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for (future, finish) in ended {
            let future = future.bind(py);
            if future.call_method0(intern!(py, "done"))?.is_truthy()? {
                continue;
            }
            match finish(py) {
                Ok(value) => future.call_method1(intern!(py, "set_result"), (value,))?,
                Err(error) => future.call_method1(intern!(py, "set_exception"), (error,))?,
            };
        }
        Ok(())
    }
}

/// Ends the call of a future that was cancelled.
#[pyclass(frozen)]
struct CancelTask(Mutex<Option<AbortHandle>>);

#[pymethods]
impl CancelTask {
    fn __call__(&self, future: &Bound<'_, PyAny>) -> PyResult<()> {
        let task = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task
            && future.call_method0(intern!(future.py(), "cancelled"))?.is_truthy()?
        {
            task.abort();
        }
        Ok(())
    }
}
