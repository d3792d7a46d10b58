//! Functions of the program that the library calls: handlers of jobs, probes, a hypervisor's methods.
//!
//! They run on threads of the library where they may block; what a coroutine function gives is awaited on the event loop
//! that the library was opened on, or on one of its own where there is none. Whoever stops waiting cancels what awaits.

use std::{
    collections::BTreeMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use pyo3::{exceptions::PyRuntimeError, intern, prelude::*, types::PyTuple};
use tokio::runtime::Handle;
use vmbay_bindings_common::Busy;

use crate::{
    convert::{Incoming, wrong},
    engine::Engine,
    error::{Raised, types},
};

/// How often the end of Python looks whether functions that are at work have ended, and for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// The program's functions that an engine knows, and their calls that are at work.
#[derive(Default)]
pub(crate) struct Running {
    state: Mutex<State>,
    ended: Condvar,
}

#[derive(Default)]
struct State {
    functions: Vec<Arc<Py<PyAny>>>,
    /// Each call at work, by its number, and what cancels it.
    calls: BTreeMap<u64, Py<PyAny>>,
    last: u64,
}

impl Running {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets the functions: the library was shut down and calls none of them any more. What they hold may be the library
    /// itself, and neither would ever be let go of otherwise.
    pub(crate) fn forget(&self) {
        let functions = std::mem::take(&mut self.state().functions);
        drop(functions);
    }

    /// Cancels every call, and waits until all have ended, as Python does for its own threads.
    pub(crate) fn end(&self, py: Python<'_>) -> PyResult<()> {
        self.forget();
        loop {
            let calls: Vec<_> = self.state().calls.values().map(|call| call.clone_ref(py)).collect();
            if calls.is_empty() {
                return Ok(());
            }
            for call in calls {
                call.call_method0(py, intern!(py, "cancel"))?;
            }
            py.detach(|| drop(self.ended.wait_timeout(self.state(), LOOK)));
            py.check_signals()?;
        }
    }
}

/// Something to call.
pub(crate) struct Callable(pub(crate) Py<PyAny>);

impl Incoming for Callable {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_callable() {
            return Ok(Self(value.clone().unbind()));
        }
        Err(wrong(value, "a function"))
    }
}

/// A function of the program.
#[derive(Clone)]
pub(crate) struct Function {
    name: Arc<str>,
    place: usize,
    engine: Weak<Engine>,
    event_loop: Option<Arc<Py<PyAny>>>,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Function").field(&self.name).finish()
    }
}

impl Function {
    /// A function that `engine` is to call; a coroutine is awaited on the event loop that runs here, if one does.
    pub(crate) fn new(engine: &Arc<Engine>, name: &str, function: Bound<'_, PyAny>) -> PyResult<Self> {
        let py = function.py();
        let running = types(py)?.call_method0(intern!(py, "running_loop"))?;
        let event_loop = (!running.is_none()).then(|| Arc::new(running.unbind()));
        let mut state = engine.running.state();
        state.functions.push(Arc::new(function.unbind()));
        let place = state.functions.len() - 1;
        Ok(Self { name: name.into(), place, engine: Arc::downgrade(engine), event_loop })
    }

    /// Calls it with what `arguments` gives, and makes what it gives into a value.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        arguments: impl FnOnce(Python<'_>, &Arc<Engine>) -> PyResult<Py<PyTuple>> + Send + 'static,
        finish: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<T> + Send + 'static,
    ) -> Result<T, Raised> {
        let gone = || Raised::closed(&self.name);
        let engine = self.engine.upgrade().ok_or_else(gone)?;
        let function = engine.running.state().functions.get(self.place).cloned().ok_or_else(gone)?;
        let _busy = Busy::begin(engine.pace());
        let call = Arc::new(Call { engine: self.engine.clone(), stage: Mutex::new(Stage::Waiting) });
        let stop = Stop(call.clone());
        let event_loop = self.event_loop.clone();
        let work = move || {
            Python::try_attach(|py| {
                let outcome = call.run(py, &engine, |running| {
                    let arguments = arguments(py, &engine)?;
                    let function =
                        (function.bind(py), event_loop.map(|event_loop| event_loop.clone_ref(py)), arguments);
                    finish(&running.call_method1(intern!(py, "run"), function)?)
                });
                // What was given goes here, where Python is.
                drop(engine);
                outcome.map_err(|error| Raised::new(py, &error))
            })
        };
        let outcome = Handle::current().spawn_blocking(work).await;
        // It ended by itself.
        std::mem::forget(stop);
        match outcome {
            Ok(Some(outcome)) => outcome,
            Ok(None) | Err(_) => Err(gone()),
        }
    }
}

/// A call of a function.
struct Call {
    engine: Weak<Engine>,
    stage: Mutex<Stage>,
}

enum Stage {
    Waiting,
    /// At work, under this number.
    Running(u64),
    Stopped,
}

impl Call {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run<T>(
        &self,
        py: Python<'_>,
        engine: &Engine,
        work: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<T>,
    ) -> PyResult<T> {
        let running = types(py)?.call_method0(intern!(py, "Running"))?;
        let number = {
            let mut stage = self.stage();
            if matches!(*stage, Stage::Stopped) {
                return Err(PyRuntimeError::new_err("nobody waits for it any more"));
            }
            let mut known = engine.running.state();
            let number = known.last + 1;
            known.last = number;
            known.calls.insert(number, running.clone().unbind());
            *stage = Stage::Running(number);
            number
        };
        let outcome = work(&running);
        let known = engine.running.state().calls.remove(&number);
        engine.running.ended.notify_all();
        drop(known);
        outcome
    }
}

/// Cancels a call that nobody waits for any more.
struct Stop(Arc<Call>);

impl Drop for Stop {
    fn drop(&mut self) {
        let stage = std::mem::replace(&mut *self.0.stage(), Stage::Stopped);
        let (Stage::Running(number), Some(engine), Ok(handle)) =
            (stage, self.0.engine.upgrade(), Handle::try_current())
        else {
            return;
        };
        // Whoever drops this must not wait for Python.
        handle.spawn_blocking(move || {
            Python::try_attach(|py| {
                let call = engine.running.state().calls.get(&number).map(|call| call.clone_ref(py));
                if let Some(Err(error)) = call.map(|call| call.call_method0(py, intern!(py, "cancel"))) {
                    error.write_unraisable(py, None);
                }
                drop(engine);
            });
        });
    }
}
