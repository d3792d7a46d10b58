//! Long work whose value has a type that only the caller's language knows.

use std::{fmt, sync::Arc, time::Duration};

use futures::{
    future::{BoxFuture, FutureExt as _},
    stream::BoxStream,
};
use vmbay::{
    Result,
    id::OperationId,
    operation::{Operation, OperationRecord, Progress},
};

type Waiting<V> = Arc<dyn Fn(Option<Duration>) -> BoxFuture<'static, Result<V>> + Send + Sync>;

/// An [`Operation`] whose value is `V`, whatever it was before.
pub struct LongWork<V> {
    id: OperationId,
    wait: Waiting<V>,
    status: Arc<dyn Fn() -> BoxFuture<'static, Result<OperationRecord>> + Send + Sync>,
    cancel: Arc<dyn Fn() -> BoxFuture<'static, Result<()>> + Send + Sync>,
    progress: Arc<dyn Fn() -> BoxStream<'static, Progress> + Send + Sync>,
}

impl<V> fmt::Debug for LongWork<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LongWork").field("id", &self.id).finish_non_exhaustive()
    }
}

impl<V: Send + 'static> LongWork<V> {
    /// The operation, with its value put through `convert`.
    pub fn new<T: Send + 'static>(
        operation: Operation<T>,
        convert: impl Fn(T) -> V + Clone + Send + Sync + 'static,
    ) -> Self {
        let (waiting, status, cancel) = (operation.clone(), operation.clone(), operation.clone());
        Self {
            id: operation.id(),
            wait: Arc::new(move |limit| {
                let (operation, convert) = (waiting.clone(), convert.clone());
                async move {
                    match limit {
                        Some(limit) => operation.wait_for(limit).await,
                        None => operation.wait().await,
                    }
                    .map(convert)
                }
                .boxed()
            }),
            status: Arc::new(move || {
                let operation = status.clone();
                async move { operation.status().await }.boxed()
            }),
            cancel: Arc::new(move || {
                let operation = cancel.clone();
                async move { operation.cancel().await }.boxed()
            }),
            progress: Arc::new(move || operation.progress()),
        }
    }

    /// Its id.
    pub fn id(&self) -> OperationId {
        self.id
    }

    /// Waits for its end, at most `limit`.
    pub fn wait(&self, limit: Option<Duration>) -> BoxFuture<'static, Result<V>> {
        (self.wait)(limit)
    }

    /// How it stands now.
    pub fn status(&self) -> BoxFuture<'static, Result<OperationRecord>> {
        (self.status)()
    }

    /// Asks it to stop.
    pub fn cancel(&self) -> BoxFuture<'static, Result<()>> {
        (self.cancel)()
    }

    /// Its progress, until its end.
    pub fn progress(&self) -> BoxStream<'static, Progress> {
        (self.progress)()
    }
}
