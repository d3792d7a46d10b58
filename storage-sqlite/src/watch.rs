//! Commits of other processes on the same file: told by `PRAGMA data_version`, which changes when somebody else commits.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::runtime::Handle;
use vmbay::storage::Waker;

use crate::connection::Connection;

/// How often the file is asked: a few microseconds each time, without touching the disk.
const EVERY: Duration = Duration::from_millis(50);

/// Watches the file on behalf of this process's subscribers, from the first of them on.
#[derive(Debug)]
pub(crate) struct Neighbours {
    connection: Arc<Mutex<Option<Connection>>>,
    waker: Arc<Waker>,
    started: AtomicBool,
}

impl Neighbours {
    pub(crate) fn new(connection: Connection, waker: Arc<Waker>) -> Self {
        Self { connection: Arc::new(Mutex::new(Some(connection))), waker, started: AtomicBool::new(false) }
    }

    /// Begins to watch, once. Without a runtime there is nobody to wake.
    pub(crate) fn start(&self) {
        let Ok(runtime) = Handle::try_current() else { return };
        if self.started.swap(true, Ordering::AcqRel) {
            return;
        }
        let (connection, waker) = (Arc::downgrade(&self.connection), self.waker.clone());
        runtime.spawn(async move {
            let mut last = None;
            loop {
                tokio::time::sleep(EVERY).await;
                // Gone with the storage.
                let Some(connection) = connection.upgrade() else { return };
                let Some(version) = data_version(&connection) else { return };
                if last.is_some_and(|last| last != version) {
                    waker.wake(true, true);
                }
                last = Some(version);
            }
        });
    }

    /// Ends the watch.
    pub(crate) fn stop(&self) {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

fn data_version(connection: &Mutex<Option<Connection>>) -> Option<i64> {
    let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
    connection.as_ref()?.pragma_query_value(None, "data_version", |row| row.get(0)).ok()
}
