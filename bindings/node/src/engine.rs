//! Where calls run, and how JavaScript waits for them.
//!
//! Each call is polled once where it is made. Most are done then: a SQLite read, a simulated verb; what they give is what
//! the call returns. What is not done goes on as a task, under the number that the caller gave it; its end is told to
//! JavaScript once for all that ended since it was told before.

use std::{
    any::Any,
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use futures::future::{BoxFuture, FutureExt as _};
use napi::{
    Env, Error, Result, Status,
    bindgen_prelude::{Either3, Function},
    threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode},
};
use napi_derive::napi;
use tokio::{
    runtime::{Builder, Runtime},
    task::AbortHandle,
};
use vmbay_bindings_json::{Arguments, Refusal, failure};

use crate::{object::NativeObject, work::NativeWork};

/// What a call gives: JSON, a service, or long work.
pub(crate) type Given = Either3<String, NativeObject, NativeWork>;

/// A call of the library.
pub(crate) type Call = BoxFuture<'static, vmbay::Result<Given>>;

/// How a call ended that was not done at once.
#[napi(object, object_from_js = false)]
pub struct Settled {
    /// Its number.
    pub call: u32,
    /// Why it failed, if it did.
    pub failure: Option<String>,
    /// What it gave.
    pub value: Option<Given>,
}

/// Tells JavaScript that something ended. It does not keep the process alive; who waits does.
type Tell = ThreadsafeFunction<(), (), Vec<Settled>, Status, false, true>;

/// The threads of one open database, and the calls that they have at work.
pub(crate) struct Engine {
    runtime: Option<Runtime>,
    tell: Mutex<Tell>,
    settled: Arc<Mutex<Vec<Settled>>>,
    at_work: Mutex<HashMap<u32, AbortHandle>>,
}

impl Engine {
    /// Begins a call: what it gave, or nothing while it is at work.
    pub(crate) fn begin(self: &Arc<Self>, number: u32, call: Call) -> Result<Option<Given>> {
        let runtime = self.runtime()?;
        let mut call = AssertUnwindSafe(call).catch_unwind().boxed();
        let polled = {
            let _entered = runtime.enter();
            call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        };
        if let Poll::Ready(outcome) = polled {
            return ended(outcome).map(Some).map_err(|failure| Error::new(Status::GenericFailure, failure));
        }
        // Held until the task is known, so that it cannot end before.
        let mut at_work = lock(&self.at_work);
        let engine = self.clone();
        let task = runtime.spawn(async move {
            let outcome = ended(call.await);
            lock(&engine.at_work).remove(&number);
            let (failure, value) = match outcome {
                Ok(value) => (None, Some(value)),
                Err(failure) => (Some(failure), None),
            };
            engine.put(Settled { call: number, failure, value });
        });
        at_work.insert(number, task.abort_handle());
        Ok(None)
    }

    fn runtime(&self) -> Result<&Runtime> {
        self.runtime.as_ref().ok_or_else(|| Error::from_reason("the engine has ended"))
    }

    /// Puts down what a call gave, and tells JavaScript if it is the first since it looked.
    fn put(&self, settled: Settled) {
        let is_first = {
            let mut waiting = lock(&self.settled);
            waiting.push(settled);
            waiting.len() == 1
        };
        if is_first {
            // A thread of JavaScript that has ended has nobody left who waits.
            let _ended = lock(&self.tell).call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a call gave, or why it failed, as JSON.
fn ended(
    outcome: std::result::Result<vmbay::Result<Given>, Box<dyn Any + Send>>,
) -> std::result::Result<Given, String> {
    match outcome {
        Ok(outcome) => outcome.map_err(|error| failure(&error)),
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("a panic");
            Err(serde_json::json!({ "defect": text }).to_string())
        }
    }
}

/// The error of a call that was not begun: `InvalidArg` for what JavaScript has a `TypeError` for.
pub(crate) fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Type(problem) => Error::new(Status::InvalidArg, problem),
        Refusal::Error(error) => Error::new(Status::GenericFailure, failure(&error)),
    }
}

/// The engine of one open database.
#[napi]
pub struct NativeEngine(Arc<Engine>);

#[napi]
impl NativeEngine {
    /// `settle` is given what ended, many at a time.
    #[napi(constructor)]
    pub fn new(settle: Function<'_, Vec<Settled>, ()>) -> Result<Self> {
        let settled: Arc<Mutex<Vec<Settled>>> = Arc::default();
        let waiting = settled.clone();
        let tell = settle
            .build_threadsafe_function::<()>()
            .weak::<true>()
            .build_callback(move |_| Ok(std::mem::take(&mut *lock(&waiting))))?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("vmbay")
            .enable_all()
            .build()
            .map_err(|error| Error::from_reason(error.to_string()))?;
        Ok(Self(Arc::new(Engine {
            runtime: Some(runtime),
            tell: Mutex::new(tell),
            settled,
            at_work: Mutex::default(),
        })))
    }

    /// Opens the library.
    #[napi(catch_unwind)]
    pub fn open(&self, arguments: String, call: u32) -> Result<Option<Given>> {
        let (database, options) =
            Arguments::parse(&arguments).and_then(crate::object::options).map_err(refused)?;
        let engine = self.0.clone();
        self.0.begin(
            call,
            Box::pin(async move {
                let bay = vmbay_bindings_common::open(&database, options, |builder| builder).await?;
                Ok(Either3::B(NativeObject::new(Box::new(bay), engine)))
            }),
        )
    }

    /// Ends a call that is at work; nothing is told of it any more.
    #[napi]
    pub fn cancel(&self, call: u32) {
        if let Some(task) = lock(&self.0.at_work).remove(&call) {
            task.abort();
        }
    }

    /// Whether the process stays alive for what is at work.
    #[napi]
    #[allow(
        deprecated,
        reason = "a clone would keep the process alive as long as Rust holds it, not as long as somebody waits"
    )]
    pub fn hold(&self, env: Env, alive: bool) -> Result<()> {
        let mut tell = lock(&self.0.tell);
        if alive { tell.refer(&env) } else { tell.unref(&env) }
    }
}
