//! Services, by the names of their verbs.

use std::sync::Arc;

use futures::future::{FutureExt as _, TryFutureExt as _};
use napi::{Error, Result, Status, bindgen_prelude::Either3};
use napi_derive::napi;
use vmbay_bindings_json::{Answer, Arguments, Form, Object};

use crate::{
    engine::{Engine, Given, refused},
    stream::NativeStream,
    work::NativeWork,
};

/// A service.
#[napi]
pub struct NativeObject {
    object: Box<dyn Object>,
    engine: Arc<Engine>,
}

impl NativeObject {
    pub(crate) fn new(object: Box<dyn Object>, engine: Arc<Engine>) -> Self {
        Self { object, engine }
    }

    fn answer(&self, verb: &str, arguments: &str) -> Result<Answer> {
        Arguments::parse(arguments)
            .and_then(|arguments| self.object.call(verb, arguments, Form::Rows))
            .map_err(refused)
    }
}

#[napi]
impl NativeObject {
    /// The service that this one leads to by a name.
    #[napi]
    pub fn member(&self, name: String) -> Result<NativeObject> {
        let object = self.object.member(&name);
        let object = object.ok_or_else(|| Error::new(Status::InvalidArg, format!("{name} is no member")))?;
        Ok(Self::new(object, self.engine.clone()))
    }

    /// Begins a verb: what it gave, or nothing while it is at work under this number.
    #[napi(catch_unwind)]
    pub fn begin(&self, verb: String, arguments: String, call: u32) -> Result<Option<Given>> {
        let engine = self.engine.clone();
        let work = match self.answer(&verb, &arguments)? {
            Answer::Text(text) => text.map_ok(Either3::A).boxed(),
            Answer::Object(object) => object.map_ok(|object| Either3::B(Self::new(object, engine))).boxed(),
            Answer::Work(work) => work.map_ok(|work| Either3::C(NativeWork::new(work, engine))).boxed(),
            Answer::Stream(_) => {
                return Err(Error::new(Status::InvalidArg, format!("{verb} gives a stream")));
            }
        };
        self.engine.begin(call, self.object.follows(&verb), work)
    }

    /// The stream that a verb gives.
    #[napi(catch_unwind)]
    pub fn stream(&self, verb: String, arguments: String) -> Result<NativeStream> {
        match self.answer(&verb, &arguments)? {
            Answer::Stream(items) => {
                Ok(NativeStream::new(items, self.engine.clone(), self.object.follows(&verb)))
            }
            _ => Err(Error::new(Status::InvalidArg, format!("{verb} gives no stream"))),
        }
    }
}
