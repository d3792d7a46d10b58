//! Hints that something was committed.

use std::sync::{Mutex, PoisonError};

use tokio::{runtime::Handle, sync::watch, task::AbortHandle};

use super::changes::Changes;

/// How many commits announced events, queued operations and queued jobs. A change of a number is a hint to look; a missed one does
/// no harm, since everyone who waits also looks from time to time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wake {
    /// Commits with events.
    pub events: u64,
    /// Commits that queued an operation.
    pub operations: u64,
    /// Commits that queued a job.
    pub jobs: u64,
}

/// What a commit is worth a look for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// Events.
    pub events: bool,
    /// Queued operations.
    pub operations: bool,
    /// Queued jobs.
    pub jobs: bool,
}

impl Hint {
    /// Worth a look for everything, as a commit is of which nothing is known.
    pub const ALL: Self = Self { events: true, operations: true, jobs: true };

    /// What this unit is worth a look for.
    pub fn of(changes: &Changes) -> Self {
        Self { events: changes.emits(), operations: changes.enqueues(), jobs: changes.enqueues_jobs() }
    }

    /// What was announced since.
    pub fn between(earlier: Wake, later: Wake) -> Self {
        Self {
            events: later.events != earlier.events,
            operations: later.operations != earlier.operations,
            jobs: later.jobs != earlier.jobs,
        }
    }

    /// The hint in a few letters, for a message to other processes.
    pub fn letters(self) -> String {
        let letters = [(self.events, 'e'), (self.operations, 'o'), (self.jobs, 'j')];
        letters.into_iter().filter_map(|(is, letter)| is.then_some(letter)).collect()
    }

    /// The hint of these letters. Those of a later version mean nothing to this one.
    pub fn of_letters(letters: &str) -> Self {
        let has = |letter| letters.contains(letter);
        Self { events: has('e'), operations: has('o'), jobs: has('j') }
    }
}

/// An adapter's end: call [`committed`](Self::committed) after each commit.
#[derive(Debug, Default)]
pub struct Waker {
    sender: watch::Sender<Wake>,
}

impl Waker {
    /// Tells subscribers of a commit with events, queued operations or queued jobs; any other wakes nobody.
    pub fn committed(&self, changes: &Changes) {
        self.wake(Hint::of(changes));
    }

    /// Tells subscribers to look, as after a commit by another process.
    pub fn wake(&self, hint: Hint) {
        if hint != Hint::default() {
            self.sender.send_modify(|wake| {
                wake.events += u64::from(hint.events);
                wake.operations += u64::from(hint.operations);
                wake.jobs += u64::from(hint.jobs);
            });
        }
    }

    /// A receiver of later wake-ups.
    pub fn subscribe(&self) -> watch::Receiver<Wake> {
        self.sender.subscribe()
    }
}

/// An adapter's task in the background, as one that hears of other processes' commits. It ends with its owner, and begins
/// again when it is needed after its runtime ended.
#[derive(Debug, Default)]
pub struct Background(Mutex<Option<AbortHandle>>);

impl Background {
    /// Begins the task unless it runs. Without a runtime there is nobody to wake, and nothing begins.
    pub fn ensure<F: Future<Output = ()> + Send + 'static>(&self, task: impl FnOnce() -> F) {
        let Ok(runtime) = Handle::try_current() else { return };
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if running.as_ref().is_none_or(AbortHandle::is_finished) {
            *running = Some(runtime.spawn(task()).abort_handle());
        }
    }

    /// Ends the task.
    pub fn end(&self) {
        if let Some(running) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            running.abort();
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.end();
    }
}
