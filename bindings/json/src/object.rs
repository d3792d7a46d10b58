//! Services, by the names of their verbs.

use futures::{
    future::{BoxFuture, FutureExt as _, TryFutureExt as _},
    stream::{BoxStream, Stream, StreamExt as _, TryStreamExt as _},
};
use vmbay::{Error, Result, error::Failure, operation::Operation};
use vmbay_bindings_common::LongWork;

use crate::{
    read::{Arguments, Refusal},
    write::{Form, ToJson, to_json},
};

/// A service.
pub trait Object: Send + Sync {
    /// The service that this one leads to by a name; none when it leads to none.
    #[allow(unused_variables, reason = "most lead nowhere, and the name belongs to those that do")]
    fn member(&self, name: &str) -> Option<Box<dyn Object>> {
        None
    }

    /// Whether a verb only follows what happens: it ends when something does, or never.
    #[allow(unused_variables, reason = "most services have none, and the verb belongs to those that do")]
    fn follows(&self, verb: &str) -> bool {
        false
    }

    /// Begins a verb, whose answer is written in this form. Nothing is done before what it answers is polled.
    ///
    /// # Errors
    /// A [`Refusal`] when there is no such verb, or when it does not take these arguments.
    fn call(&self, verb: &str, arguments: Arguments, form: Form) -> Result<Answer, Refusal>;
}

/// What a verb gives.
pub enum Answer {
    /// A value, as JSON.
    Text(BoxFuture<'static, Result<String>>),
    /// One value after the other.
    Stream(BoxStream<'static, Result<String>>),
    /// A handle on long work.
    Work(BoxFuture<'static, Result<LongWork<String>>>),
    /// Another service.
    Object(BoxFuture<'static, Result<Box<dyn Object>>>),
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Answer::Text",
            Self::Stream(_) => "Answer::Stream",
            Self::Work(_) => "Answer::Work",
            Self::Object(_) => "Answer::Object",
        })
    }
}

impl Answer {
    pub(crate) fn value<T: ToJson + 'static>(
        call: impl Future<Output = Result<T>> + Send + 'static,
        form: Form,
    ) -> Self {
        Self::Text(call.map_ok(move |value| to_json(&value, form)).boxed())
    }

    pub(crate) fn stream<T: ToJson + 'static>(
        items: impl Stream<Item = Result<T>> + Send + 'static,
        form: Form,
    ) -> Self {
        Self::Stream(items.map_ok(move |item| to_json(&item, form)).boxed())
    }

    pub(crate) fn work<T: ToJson + Send + 'static>(
        call: impl Future<Output = Result<Operation<T>>> + Send + 'static,
        form: Form,
    ) -> Self {
        let converted = move |operation| LongWork::new(operation, move |value| to_json(&value, form));
        Self::Work(call.map_ok(converted).boxed())
    }

    pub(crate) fn object(call: impl Future<Output = Result<impl Object + 'static>> + Send + 'static) -> Self {
        Self::Object(call.map_ok(|object| Box::new(object) as Box<dyn Object>).boxed())
    }
}

/// What an error is in JSON: its code, reason, message, resource, and whether trying again may help.
pub fn failure(error: &Error) -> String {
    to_json(&Failure::from(error), Form::Objects)
}
