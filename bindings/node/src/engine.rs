//! Where calls run, and how JavaScript waits for them.
//!
//! Each call is polled once where it is made. Most are done then: a SQLite read, a simulated verb; what they give is what
//! the call returns. What is not done goes on as a task, under the number that the caller gave it; its end is told to
//! JavaScript once for all that ended, and for all functions that are to be called, since it was told before.

use std::{
    any::Any,
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures::future::{BoxFuture, FutureExt as _};
use napi::{
    Env, Error, Result, Status,
    bindgen_prelude::{Either3, FnArgs, Function},
    threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode},
};
use napi_derive::napi;
use tokio::{
    runtime::{Builder, Handle, Runtime},
    task::AbortHandle,
};
use vmbay::clock::VirtualClock;
use vmbay_bindings_common::{Pace, VirtualThread, waited};
use vmbay_bindings_json::{Arguments, Refusal, failure};

use crate::{
    function::{Asked, Asking},
    object::NativeObject,
    open::Opening,
    work::NativeWork,
};

/// How long the tasks of a virtual thread have when it ends.
const PATIENCE: Duration = Duration::from_secs(1);

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
    handle: Handle,
    threads: Option<Threads>,
    /// The time of a virtual one.
    clock: Option<VirtualClock>,
    pub(crate) pace: Arc<Pace>,
    tell: Mutex<Tell>,
    news: Arc<Mutex<News>>,
    at_work: Mutex<HashMap<u32, AbortHandle>>,
    pub(crate) asking: Mutex<Asking>,
}

enum Threads {
    Many(Runtime),
    One(VirtualThread),
}

impl Engine {
    fn start(clock: Option<VirtualClock>, tell: Tell, news: Arc<Mutex<News>>) -> std::io::Result<Self> {
        let pace = Arc::new(Pace::default());
        let (handle, threads) = if let Some(clock) = &clock {
            let thread = VirtualThread::start(clock.clone(), pace.clone(), PATIENCE)?;
            (thread.handle().clone(), Threads::One(thread))
        } else {
            let runtime =
                Builder::new_multi_thread().worker_threads(2).thread_name("vmbay").enable_all().build()?;
            (runtime.handle().clone(), Threads::Many(runtime))
        };
        Ok(Self {
            handle,
            threads: Some(threads),
            clock,
            pace,
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
        let polled = {
            let _entered = self.handle.enter();
            call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        };
        if let Poll::Ready(outcome) = polled {
            return ended(outcome).map(Some).map_err(|failure| Error::new(Status::GenericFailure, failure));
        }
        // Held until the task is known, so that it cannot end before.
        let mut at_work = lock(&self.at_work);
        let engine = self.clone();
        let task = self.handle.spawn(waited(&self.pace, follows, async move {
            let outcome = ended(call.await);
            lock(&engine.at_work).remove(&number);
            let (failure, value) = match outcome {
                Ok(value) => (None, Some(value)),
                Err(failure) => (Some(failure), None),
            };
            engine.put(|news| news.settled.push(Settled { call: number, failure, value }));
        }));
        at_work.insert(number, task.abort_handle());
        Ok(None)
    }

    /// Asks for a call of a function of the program, or gives one up.
    pub(crate) fn ask(&self, asked: Asked) {
        self.put(|news| news.asked.push(asked));
    }

    /// The time of a virtual one.
    pub(crate) fn clock(&self) -> Result<VirtualClock> {
        self.clock.clone().ok_or_else(|| Error::new(Status::InvalidArg, "its time is real"))
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
        match self.threads.take() {
            Some(Threads::Many(runtime)) => runtime.shutdown_background(),
            // It ends by itself.
            Some(Threads::One(thread)) => drop(thread),
            None => {}
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
