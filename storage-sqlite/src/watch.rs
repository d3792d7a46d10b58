//! Commits of other processes on the same file, told by `PRAGMA data_version`.

use std::{sync::Arc, time::Duration};

use vmbay::storage::{Background, Hint, Waker};

use crate::writer::Writer;

/// How often the file is asked: a few microseconds each time, without touching the disk.
const EVERY: Duration = Duration::from_millis(50);

/// Watches the file on behalf of this process's subscribers, from the first of them on.
#[derive(Debug, Default)]
pub(crate) struct Neighbours(Background);

impl Neighbours {
    /// Begins to watch, unless somebody does.
    pub(crate) fn watch(&self, writer: &Arc<Writer>, waker: &Arc<Waker>) {
        self.0.ensure(|| {
            let (writer, waker) = (Arc::downgrade(writer), waker.clone());
            async move {
                let mut last = None;
                // It ends with the storage. What cannot be read now is asked again.
                while let Some(writer) = writer.upgrade() {
                    if let Some(version) = writer.neighbours() {
                        if last.is_some_and(|last| last != version) {
                            waker.wake(Hint::ALL);
                        }
                        last = Some(version);
                    }
                    drop(writer);
                    tokio::time::sleep(EVERY).await;
                }
            }
        });
    }

    /// Stops.
    pub(crate) fn end(&self) {
        self.0.end();
    }
}
