//! Commits of other processes on the same file, told by `PRAGMA data_version`.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::runtime::Handle;
use vmbay::storage::{Hint, Waker};

use crate::writer::Writer;

/// How often the file is asked: a few microseconds each time, without touching the disk.
const EVERY: Duration = Duration::from_millis(50);

/// Watches the file on behalf of this process's subscribers, from the first of them on.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    watched: Arc<AtomicBool>,
}

/// Clears the mark of a watch that ended, as with its runtime, so that the next subscriber begins another.
struct Watched(Arc<AtomicBool>);

impl Drop for Watched {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Neighbours {
    /// Begins to watch, unless somebody does. Without a runtime there is nobody to wake.
    pub(crate) fn watch(&self, writer: &Arc<Writer>, waker: &Arc<Waker>) {
        let Ok(runtime) = Handle::try_current() else { return };
        if self.watched.swap(true, Ordering::AcqRel) {
            return;
        }
        let watched = Watched(self.watched.clone());
        let (writer, waker) = (Arc::downgrade(writer), waker.clone());
        runtime.spawn(async move {
            let _watched = watched;
            let mut last = None;
            // It ends with the storage. What cannot be read now is asked again.
            while let Some(writer) = writer.upgrade().filter(|writer| !writer.is_closed()) {
                if let Some(version) = writer.neighbours() {
                    if last.is_some_and(|last| last != version) {
                        waker.wake(Hint::ALL);
                    }
                    last = Some(version);
                }
                drop(writer);
                tokio::time::sleep(EVERY).await;
            }
        });
    }
}
