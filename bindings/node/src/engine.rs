//! Where calls run, and how JavaScript waits for them.
//!
//! Each call is polled once where it is made, and goes on as a task if it is not done then: an [`Executor`]'s way. What is done
//! at once is what the call returns. A task has the number that the caller gave it; its end is told to JavaScript once for all
//! that ended, and for all functions that are to be called, since it was told before.

use std::{
    any::Any,
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
};

use futures::future::{BoxFuture, FutureExt as _};
use napi::{
    Env, Error, Result, Status,
    bindgen_prelude::{Either3, FnArgs, Function},
    threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode},
};
use napi_derive::napi;
use tokio::task::AbortHandle;
use vmbay::clock::VirtualClock;
use vmbay_bindings_common::{Executor, Pace, Threads};
use vmbay_bindings_json::{Arguments, Refusal, failure};

use crate::{
    function::{Asked, Asking},
    object::NativeObject,
    open::Opening,
    work::NativeWork,
};

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

/// What JavaScript hears.
type Told = FnArgs<(Vec<Settled>, Vec<Asked>)>;

/// Tells JavaScript what there is. It does not keep the process alive; who waits does.
type Tell = ThreadsafeFunction<(), (), Told, Status, false, true>;

/// What JavaScript is to be told.
#[derive(Default)]
struct News {
    settled: Vec<Settled>,
    asked: Vec<Asked>,
}

/// The threads of one open library, and the calls that they have at work.
pub(crate) struct Engine {
    executor: Executor,
    threads: Option<Threads>,
    tell: Mutex<Tell>,
    news: Arc<Mutex<News>>,
    at_work: Mutex<HashMap<u32, AbortHandle>>,
    pub(crate) asking: Mutex<Asking>,
}

impl Engine {
    fn start(clock: Option<VirtualClock>, tell: Tell, news: Arc<Mutex<News>>) -> std::io::Result<Self> {
        let (executor, threads) = match clock {
            Some(clock) => Executor::start_virtual(clock)?,
            None => Executor::start()?,
        };
        Ok(Self {
            executor,
            threads: Some(threads),
            tell: Mutex::new(tell),
            news,
            at_work: Mutex::default(),
            asking: Mutex::default(),
        })
    }

    /// Begins a call: what it gave, or nothing while it is at work. One that only `follows` what happens has no end that a
    /// virtual clock could hurry to.
    pub(crate) fn begin(self: &Arc<Self>, number: u32, follows: bool, call: Call) -> Result<Option<Given>> {
        let mut call = AssertUnwindSafe(call).catch_unwind().boxed();
        if let Poll::Ready(outcome) = self.executor.poll(&mut call) {
            return ended(outcome).map(Some).map_err(|failure| Error::new(Status::GenericFailure, failure));
        }
        // Held until the task is known, so that it cannot end before.
        let mut at_work = lock(&self.at_work);
        let engine = self.clone();
        let task = self.executor.spawn(follows, call, move |outcome| {
            lock(&engine.at_work).remove(&number);
            let (failure, value) = match ended(outcome) {
                Ok(value) => (None, Some(value)),
                Err(failure) => (Some(failure), None),
            };
            engine.put(|news| news.settled.push(Settled { call: number, failure, value }));
        });
        at_work.insert(number, task);
        Ok(None)
    }

    /// Asks for a call of a function of the program, or gives one up.
    pub(crate) fn ask(&self, asked: Asked) {
        self.put(|news| news.asked.push(asked));
    }

    /// What its time goes by, if that is virtual.
    pub(crate) fn pace(&self) -> &Arc<Pace> {
        self.executor.pace()
    }

    /// The time of a virtual one.
    pub(crate) fn clock(&self) -> Result<VirtualClock> {
        self.executor.clock().cloned().ok_or_else(|| Error::new(Status::InvalidArg, "its time is real"))
    }

    /// Puts down news, and tells JavaScript if they are the first since it looked.
    fn put(&self, put: impl FnOnce(&mut News)) {
        let is_first = {
            let mut news = lock(&self.news);
            let is_first = news.settled.is_empty() && news.asked.is_empty();
            put(&mut news);
            is_first
        };
        if is_first {
            // A thread of JavaScript that has ended has nobody left who waits.
            let _ended = lock(&self.tell).call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            threads.leave();
        }
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
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
pub struct NativeEngine(pub(crate) Arc<Engine>);

#[napi]
impl NativeEngine {
    /// `hear` is given what ended and what is asked of the program, many at a time. Time is real, or the engine's own.
    #[napi(constructor)]
    pub fn new(hear: Function<'_, Told, ()>, is_virtual: bool) -> Result<Self> {
        let news: Arc<Mutex<News>> = Arc::default();
        let waiting = news.clone();
        let tell = hear.build_threadsafe_function::<()>().weak::<true>().build_callback(move |_| {
            let News { settled, asked } = std::mem::take(&mut *lock(&waiting));
            Ok((settled, asked).into())
        })?;
        let engine = Engine::start(is_virtual.then(VirtualClock::default), tell, news);
        engine.map(|engine| Self(Arc::new(engine))).map_err(|error| Error::from_reason(error.to_string()))
    }

    /// Opens the library.
    #[napi(catch_unwind)]
    pub fn open(&self, arguments: String, call: u32) -> Result<Option<Given>> {
        let opening = Arguments::parse(&arguments).and_then(|given| Opening::read(&self.0, given));
        let opening = opening.map_err(refused)?.open(self.0.clone());
        self.0.begin(call, false, Box::pin(opening))
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
