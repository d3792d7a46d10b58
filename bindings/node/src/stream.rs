//! One value after the other.

use std::sync::Arc;

use futures::stream::{BoxStream, StreamExt as _};
use napi::{Result, bindgen_prelude::Either3};
use napi_derive::napi;
use tokio::sync::Mutex;

use crate::engine::{Engine, Given};

type Items = BoxStream<'static, vmbay::Result<String>>;

/// A stream.
#[napi]
pub struct NativeStream {
    items: Arc<Mutex<Option<Items>>>,
    engine: Arc<Engine>,
    /// Whether it only follows what happens, without an end.
    follows: bool,
}

impl NativeStream {
    pub(crate) fn new(items: Items, engine: Arc<Engine>, follows: bool) -> Self {
        Self { items: Arc::new(Mutex::new(Some(items))), engine, follows }
    }
}

#[napi]
impl NativeStream {
    /// Begins to wait for the next: JSON, or empty text at the end.
    #[napi(catch_unwind)]
    pub fn next(&self, call: u32) -> Result<Option<Given>> {
        let items = self.items.clone();
        self.engine.begin(
            call,
            self.follows,
            Box::pin(async move {
                let mut items = items.lock().await;
                let next = match &mut *items {
                    Some(items) => items.next().await,
                    None => None,
                };
                next.transpose().map(|item| Either3::A(item.unwrap_or_default()))
            }),
        )
    }

    /// Ends the stream, once the calls that wait for its next have ended.
    #[napi(catch_unwind)]
    pub fn close(&self, call: u32) -> Result<Option<Given>> {
        let items = self.items.clone();
        self.engine.begin(
            call,
            false,
            Box::pin(async move {
                drop(items.lock().await.take());
                Ok(Either3::A(String::new()))
            }),
        )
    }
}
