//! Background tasks of one open library, which its shutdown waits for.

use std::{sync::Arc, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::clock::Clock;

/// The tasks of one open library, cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tasks {
    tracker: TaskTracker,
    stopping: CancellationToken,
    aborting: CancellationToken,
}

impl Tasks {
    /// Runs `task` until it ends by itself or shutdown's deadline ends it.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let aborting = self.aborting.clone();
        // Boxed first: each layer around a task moves it as a whole.
        let task = Box::pin(task);
        self.tracker.spawn(async move {
            tokio::select! {
                biased;
                () = aborting.cancelled() => {}
                () = task => {}
            }
        });
    }

    /// Cancelled as soon as shutdown begins: loops end then.
    pub(crate) fn stopping(&self) -> &CancellationToken {
        &self.stopping
    }

    /// Cancelled once no task runs on.
    pub(crate) fn aborting(&self) -> &CancellationToken {
        &self.aborting
    }

    /// Drops every task at once.
    pub(crate) fn abort(&self) {
        self.stopping.cancel();
        self.aborting.cancel();
    }

    /// Tells every task to stop, waits for them at most `deadline`, then drops those left. Says whether all had ended.
    pub(crate) async fn shutdown(&self, clock: &Arc<dyn Clock>, deadline: Duration) -> bool {
        self.stopping.cancel();
        self.tracker.close();
        let ended = tokio::select! {
            biased;
            () = self.tracker.wait() => true,
            () = clock.sleep(deadline) => false,
        };
        self.aborting.cancel();
        self.tracker.wait().await;
        ended
    }
}
