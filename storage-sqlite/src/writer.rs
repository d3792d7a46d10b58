//! Leader and followers: group commit without a thread of its own.
//!
//! A caller queues its unit, and asks for the lead. Alone, it has it at once, and commits on its own thread without a hop.
//! Callers that come meanwhile await either: that the leader tells them what became of their units, or the lead, with
//! which the first of them commits all that are queued in one transaction, and one `fsync`.
//!
//! Who holds the lead holds the connection. Work of another kind, such as a caller's own transaction, asks for the lead in
//! the same line, so that no task blocks on a lock that another holds for long.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    runtime::Handle,
    sync::{self, OwnedMutexGuard, oneshot},
    task::spawn_blocking,
};
use vmbay::{Error, Result};

use crate::{
    apply::{Outcome, Pen, Unit},
    connection::Connection,
    error::failed,
    joined,
};

/// The most units one transaction takes.
const GROUP: usize = 256;
/// Commits that take longer than this of late move to a thread where they may block.
const SLOW: Duration = Duration::from_millis(1);

/// The one writer of this process.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Given in the order in which it is asked for; none once closed.
    pen: Arc<sync::Mutex<Option<Pen>>>,
    queue: Mutex<VecDeque<Follower>>,
    /// How long to wait for other processes.
    patience: Duration,
    /// How long commits take of late, in microseconds.
    pace: AtomicU64,
}

/// A unit, and whom to tell what became of it.
#[derive(Debug)]
struct Follower {
    unit: Unit,
    reply: oneshot::Sender<Outcome>,
}

type Lead = OwnedMutexGuard<Option<Pen>>;

impl Writer {
    pub(crate) fn new(connection: Connection, patience: Duration) -> Self {
        let pen = Arc::new(sync::Mutex::new(Some(Pen::new(connection))));
        Self { pen, queue: Mutex::default(), patience, pace: AtomicU64::new(0) }
    }

    /// Writes a unit, wholly or not at all. Dropped before its turn, it is not written; later, it is.
    pub(crate) async fn write(self: &Arc<Self>, unit: Unit) -> Outcome {
        let (reply, mut told) = oneshot::channel();
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).push_back(Follower { unit, reply });
        loop {
            tokio::select! {
                biased;
                outcome = &mut told => return outcome.unwrap_or_else(|_| Err(closed())),
                lead = self.lead() => self.write_queued(lead).await?,
            }
        }
    }

    /// Runs `work` on a thread where it may block, while nobody else of this process writes.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (mut lead, patience) = (self.lead().await, self.patience);
        let run = move || {
            let pen = lead.as_mut().ok_or_else(closed)?;
            pen.wait_at_most(patience).map_err(|error| failed("wait", error))?;
            work(&mut pen.connection)
        };
        joined(spawn_blocking(run).await)
    }

    /// Reads on the writing connection, as a database in memory must.
    pub(crate) async fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let pen = self.pen.lock().await;
        read(&pen.as_ref().ok_or_else(closed)?.connection)
    }

    /// A number that changes with every commit of another process. None while somebody writes, and once closed.
    pub(crate) fn neighbours(&self) -> Option<i64> {
        let mut pen = self.pen.try_lock().ok()?;
        let pen = pen.as_mut()?;
        pen.wait_at_most(Duration::ZERO).ok()?;
        pen.connection.pragma_query_value(None, "data_version", |row| row.get(0)).ok()
    }

    /// Closes the connection, after everything that waits is written: whoever comes later is told so. The last connection
    /// of all moves the log into the file.
    pub(crate) async fn close(&self) -> Result<()> {
        let mut lead = self.lead().await;
        let close = move || {
            drop(lead.take());
            Ok(())
        };
        joined(spawn_blocking(close).await)
    }

    async fn lead(&self) -> Lead {
        self.pen.clone().lock_owned().await
    }

    /// Commits what is queued: at once, unless that may block for long or another process is writing.
    async fn write_queued(self: &Arc<Self>, mut lead: Lead) -> Result<()> {
        let group = self.group();
        let writer = self.clone();
        if Handle::try_current().is_err() {
            writer.commit(&mut lead, group, self.patience);
            return Ok(());
        }
        let slow = u128::from(self.pace.load(Ordering::Relaxed)) > SLOW.as_micros();
        let busy = if slow { Some(group) } else { self.commit(&mut lead, group, Duration::ZERO) };
        let Some(group) = busy else { return Ok(()) };
        let commit = move || {
            writer.commit(&mut lead, group, writer.patience);
            Ok(())
        };
        joined(spawn_blocking(commit).await)
    }

    /// Those whose units are committed together.
    fn group(&self) -> Vec<Follower> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let count = queue.len().min(GROUP);
        queue.drain(..count).filter(|follower| !follower.reply.is_closed()).collect()
    }

    /// Commits the units of a group and tells each what became of it. Without patience the group comes back, untouched,
    /// when another process is writing.
    fn commit(&self, lead: &mut Lead, group: Vec<Follower>, patience: Duration) -> Option<Vec<Follower>> {
        let begun = Instant::now();
        let units = group.iter().map(|follower| &follower.unit);
        let outcomes = lead.as_mut().ok_or_else(closed).and_then(|pen| pen.write(units, patience));
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let pace = self.pace.load(Ordering::Relaxed);
        self.pace.store(pace - pace / 8 + took / 8, Ordering::Relaxed);
        let outcomes = match outcomes {
            Err(Error::StorageFailed { retryable: true, .. }) if patience.is_zero() => return Some(group),
            Err(error) => group.iter().map(|_| Err(error.retold())).collect(),
            Ok(outcomes) => outcomes,
        };
        for (follower, outcome) in group.into_iter().zip(outcomes) {
            // A caller that gave up meanwhile does not hear of it.
            drop(follower.reply.send(outcome));
        }
        None
    }
}

fn closed() -> Error {
    Error::closed("the storage")
}
