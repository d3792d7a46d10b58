//! Long work.

use std::{sync::Arc, time::Duration};

use futures::{
    future::{FutureExt as _, TryFutureExt as _},
    stream::StreamExt as _,
};
use napi::{Result, bindgen_prelude::Either3};
use napi_derive::napi;
use vmbay_bindings_common::LongWork;
use vmbay_bindings_json::{Arguments, Form, to_json};

use crate::{
    engine::{Engine, Given, refused},
    stream::NativeStream,
};

/// A handle on long work.
#[napi]
pub struct NativeWork {
    work: LongWork<String>,
    engine: Arc<Engine>,
}

impl NativeWork {
    pub(crate) fn new(work: LongWork<String>, engine: Arc<Engine>) -> Self {
        Self { work, engine }
    }
}

#[napi]
impl NativeWork {
    /// Its id.
    #[napi(getter)]
    pub fn id(&self) -> String {
        self.work.id().to_string()
    }

    /// Begins to wait for its end, at most `timeoutMs` of the arguments.
    #[napi(catch_unwind)]
    pub fn wait(&self, arguments: String, call: u32) -> Result<Option<Given>> {
        let limit = Arguments::parse(&arguments).and_then(|mut given| {
            let limit = given.optional::<Duration>("timeoutMs")?;
            given.end()?;
            Ok(limit)
        });
        let wait = self.work.wait(limit.map_err(refused)?);
        self.engine.begin(call, false, wait.map_ok(Either3::A).boxed())
    }

    /// Begins to ask how it stands.
    #[napi(catch_unwind)]
    pub fn status(&self, call: u32) -> Result<Option<Given>> {
        self.engine.begin(
            call,
            false,
            self.work.status().map_ok(|record| Either3::A(to_json(&record, Form::Rows))).boxed(),
        )
    }

    /// Begins to ask it to stop.
    #[napi(catch_unwind)]
    pub fn cancel(&self, call: u32) -> Result<Option<Given>> {
        self.engine.begin(call, false, self.work.cancel().map_ok(|()| Either3::A("null".into())).boxed())
    }

    /// Its progress, until its end.
    #[napi]
    pub fn progress(&self) -> NativeStream {
        let steps = self.work.progress().map(|step| Ok(to_json(&step, Form::Rows)));
        NativeStream::new(steps.boxed(), self.engine.clone(), false)
    }
}
