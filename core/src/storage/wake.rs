//! Hints that something was committed.

use tokio::sync::watch;

use super::changes::Changes;

/// How many commits announced events and queued operations. A change of a number is a hint to look; a missed one does
/// no harm, since everyone who waits also looks from time to time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wake {
    /// Commits with events.
    pub events: u64,
    /// Commits that queued an operation.
    pub operations: u64,
}

/// An adapter's end: call [`committed`](Self::committed) after each commit.
#[derive(Debug, Default)]
pub struct Waker {
    sender: watch::Sender<Wake>,
}

impl Waker {
    /// Tells subscribers of a commit with events or queued operations; any other wakes nobody.
    pub fn committed(&self, changes: &Changes) {
        self.wake(changes.emits(), changes.enqueues());
    }

    /// Tells subscribers to look, as after a commit by another process.
    pub fn wake(&self, events: bool, operations: bool) {
        if events || operations {
            self.sender.send_modify(|wake| {
                wake.events += u64::from(events);
                wake.operations += u64::from(operations);
            });
        }
    }

    /// A receiver of later wake-ups.
    pub fn subscribe(&self) -> watch::Receiver<Wake> {
        self.sender.subscribe()
    }
}
