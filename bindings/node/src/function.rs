//! Functions of the program that the library calls: handlers of jobs, probes.
//!
//! They run on the thread of JavaScript, which is told of them as it is of calls that ended, and answers by number. Whoever
//! stops waiting aborts the signal that the function was given.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, Weak},
};

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use tokio::sync::oneshot;
use vmbay::job::JobRun;
use vmbay_bindings_common::Busy;

use crate::{
    engine::{Engine, NativeEngine, lock},
    object::NativeObject,
};

/// What a function is given beside its arguments: a job's run, or a guest.
pub(crate) type Beside = Either<NativeJobRun, NativeObject>;

/// A function that is to be called, or whose call nobody waits for any more.
#[napi(object, object_from_js = false)]
pub struct Asked {
    /// The number of the call.
    pub call: u32,
    /// Which function; none where the call is given up.
    pub function: Option<String>,
    /// Its argument, as JSON.
    pub argument: Option<String>,
    /// What it is given beside that.
    pub beside: Option<Beside>,
}

/// The calls that JavaScript owes an answer.
#[derive(Default)]
pub(crate) struct Asking {
    last: u32,
    waiting: HashMap<u32, oneshot::Sender<std::result::Result<String, String>>>,
}

/// A function of the program.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    name: String,
    engine: Weak<Engine>,
}

impl Function {
    /// The function that the program knows by this name.
    pub(crate) fn new(engine: &Arc<Engine>, name: String) -> Self {
        Self { name, engine: Arc::downgrade(engine) }
    }

    /// Calls it: what it gave as JSON, or what it threw.
    pub(crate) async fn call(
        &self,
        argument: String,
        beside: impl FnOnce(&Arc<Engine>) -> Beside,
    ) -> std::result::Result<String, String> {
        let gone = || format!("the program that has {} has ended", self.name);
        let engine = self.engine.upgrade().ok_or_else(gone)?;
        let _busy = Busy::begin(engine.pace());
        let (tell, told) = oneshot::channel();
        let call = {
            let mut asking = lock(&engine.asking);
            asking.last = asking.last.wrapping_add(1);
            let call = asking.last;
            asking.waiting.insert(call, tell);
            call
        };
        let _given_up = GivenUp { call, engine: self.engine.clone() };
        engine.ask(Asked {
            call,
            function: Some(self.name.clone()),
            argument: Some(argument),
            beside: Some(beside(&engine)),
        });
        drop(engine);
        told.await.unwrap_or_else(|_| Err(gone()))
    }
}

/// Tells JavaScript that nobody waits any more, unless it has answered.
struct GivenUp {
    call: u32,
    engine: Weak<Engine>,
}

impl Drop for GivenUp {
    fn drop(&mut self) {
        let Some(engine) = self.engine.upgrade() else { return };
        if lock(&engine.asking).waiting.remove(&self.call).is_some() {
            engine.ask(Asked { call: self.call, function: None, argument: None, beside: None });
        }
    }
}

#[napi]
impl NativeEngine {
    /// What a function gave, as JSON, or what it threw.
    #[napi]
    pub fn answer(&self, call: u32, value: Option<String>, thrown: Option<String>) {
        if let Some(waiting) = lock(&self.0.asking).waiting.remove(&call) {
            // Nobody waits any more.
            let _given_up = waiting.send(match thrown {
                Some(thrown) => Err(thrown),
                None => Ok(value.unwrap_or_else(|| "null".into())),
            });
        }
    }
}

/// An attempt at a job, as its handler sees it.
#[napi]
pub struct NativeJobRun(Mutex<JobRun>);

impl NativeJobRun {
    pub(crate) fn new(run: JobRun) -> Self {
        Self(Mutex::new(run))
    }
}

#[napi]
impl NativeJobRun {
    /// The job's id.
    #[napi(getter)]
    pub fn id(&self) -> String {
        lock(&self.0).id().to_string()
    }

    /// The organization it works for.
    #[napi(getter)]
    pub fn organization_id(&self) -> String {
        lock(&self.0).organization().to_string()
    }

    /// The project it works for.
    #[napi(getter)]
    pub fn project_id(&self) -> Option<String> {
        lock(&self.0).project().map(|project| project.to_string())
    }

    /// Which attempt this is, from 1.
    #[napi(getter)]
    pub fn attempt(&self) -> u32 {
        lock(&self.0).attempt()
    }

    /// Whether somebody asked for it to stop.
    #[napi(getter)]
    pub fn is_cancelled(&self) -> bool {
        lock(&self.0).is_cancelled()
    }

    /// Says how far it has come.
    #[napi]
    pub fn progress(&self, fraction: f64, message: String) {
        lock(&self.0).progress(fraction, message);
    }
}
