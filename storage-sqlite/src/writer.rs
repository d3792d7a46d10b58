//! Leader and followers: group commit without a thread of its own.
//!
//! The first caller commits its unit at once, on its own thread. Callers that come meanwhile queue up and await; when
//! the leader is done it hands the lead to one of them, which commits the whole queue in one transaction, each unit
//! under a savepoint of its own. Alone, a caller pays for no hop; together, they share one `fsync`.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Transaction, TransactionBehavior};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::oneshot,
};
use vmbay::{Error, Result, storage::Changes};

use crate::{
    apply::{Texts, apply},
    connection::Connection,
    error::failed,
};

/// The most units one transaction takes.
const GROUP: usize = 256;
/// Commits that take longer than this make room for other tasks of the runtime while they last.
const SLOW: Duration = Duration::from_millis(1);

/// The one writer of this process.
#[derive(Debug)]
pub(crate) struct Writer {
    connection: Mutex<Option<Pen>>,
    queue: Mutex<Queue>,
    /// How long commits take of late, in microseconds.
    pace: AtomicU64,
}

/// The connection with the texts it has prepared.
#[derive(Debug)]
struct Pen {
    connection: Connection,
    texts: Texts,
}

#[derive(Debug, Default)]
struct Queue {
    led: bool,
    waiting: VecDeque<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    changes: Changes,
    reply: oneshot::Sender<Reply>,
}

/// What a waiting caller is told.
#[derive(Debug)]
enum Reply {
    /// Its unit is done.
    Done(Result<()>),
    /// It leads now: its unit is the first of the queue it has to commit.
    Lead(Lead, Changes),
}

/// The lead, held by one caller at a time. Dropped, by whomever and however, it goes to the next.
#[derive(Debug)]
struct Lead(Option<Arc<Writer>>);

impl Drop for Lead {
    fn drop(&mut self) {
        let Some(writer) = self.0.take() else { return };
        loop {
            let next = {
                let mut queue = writer.queue();
                let next = queue.waiting.pop_front();
                queue.led = next.is_some();
                next
            };
            let Some(next) = next else { return };
            let lead = Lead(Some(writer.clone()));
            // A caller that gave up did so before anything of its unit began: the lead comes back, for the next.
            let Err(Reply::Lead(mut lead, _)) = next.reply.send(Reply::Lead(lead, next.changes)) else {
                return;
            };
            lead.0 = None;
        }
    }
}

impl Writer {
    pub(crate) fn new(connection: Connection) -> Self {
        Self {
            connection: Mutex::new(Some(Pen { connection, texts: Texts::default() })),
            queue: Mutex::default(),
            pace: AtomicU64::new(0),
        }
    }

    /// Commits a unit. Dropped while it waits, it leaves the unit wholly applied or wholly absent.
    pub(crate) async fn commit(writer: &Arc<Self>, changes: Changes) -> Result<()> {
        let waiting = {
            let mut queue = writer.queue();
            if queue.led {
                let (reply, told) = oneshot::channel();
                queue.waiting.push_back(Waiting { changes, reply });
                told
            } else {
                queue.led = true;
                drop(queue);
                return writer.lead(Lead(Some(writer.clone())), changes, Vec::new());
            }
        };
        match waiting.await {
            Ok(Reply::Done(done)) => done,
            Ok(Reply::Lead(lead, changes)) => {
                let others = writer.take_waiting();
                writer.lead(lead, changes, others)
            }
            Err(_) => Err(Error::Closed { what: "the storage".into() }),
        }
    }

    /// Commits the leader's unit and the others' in one transaction, tells the others, and returns the leader's outcome.
    fn lead(&self, lead: Lead, changes: Changes, others: Vec<Waiting>) -> Result<()> {
        let (units, replies): (Vec<Changes>, Vec<_>) =
            others.into_iter().map(|waiting| (waiting.changes, waiting.reply)).unzip();
        let units: Vec<Changes> = std::iter::once(changes).chain(units).collect();
        let mut outcomes = self.unhurried(|| self.with(|pen| pen.commit(&units)));
        let mut outcome = |at: usize| match &mut outcomes {
            Ok(each) => std::mem::replace(&mut each[at], Ok(())),
            Err(error) => Err(shared(error)),
        };
        let own = outcome(0);
        for (at, reply) in replies.into_iter().enumerate() {
            // A caller that gave up meanwhile does not hear of it.
            let _ = reply.send(Reply::Done(outcome(at + 1)));
        }
        // The outcomes are told: the next may lead.
        drop(lead);
        own
    }

    /// Runs `work` while nobody of this process writes.
    pub(crate) fn exclusive<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        self.unhurried(|| self.with(|pen| work(&mut pen.connection)))
    }

    /// Runs `work` in a transaction.
    pub(crate) fn transaction<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.with(|pen| {
            let transaction = pen
                .connection
                .raw()
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(|error| failed("begin a transaction", error))?;
            let value = work(&transaction)?;
            transaction.commit().map_err(|error| failed("commit", error))?;
            Ok(value)
        })
    }

    /// Reads on the writing connection, as a database in memory must.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.with(|pen| read(&pen.connection))
    }

    /// Closes the connection after the units that wait.
    pub(crate) fn close(&self) {
        // A commit in this process holds the lock for one transaction at most.
        self.unhurried(|| self.connection.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    fn with<T>(&self, work: impl FnOnce(&mut Pen) -> Result<T>) -> Result<T> {
        let mut pen = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let pen = pen.as_mut().ok_or_else(|| Error::Closed { what: "the storage".into() })?;
        work(pen)
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_waiting(&self) -> Vec<Waiting> {
        let mut queue = self.queue();
        let count = queue.waiting.len().min(GROUP);
        queue.waiting.drain(..count).filter(|waiting| !waiting.reply.is_closed()).collect()
    }

    /// Runs `work` on this thread, after making room for the runtime's other tasks when commits are slow of late.
    fn unhurried<T>(&self, work: impl FnOnce() -> T) -> T {
        let slow = u128::from(self.pace.load(Ordering::Relaxed)) > SLOW.as_micros();
        let several = || {
            Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread)
        };
        let begun = Instant::now();
        let done = if slow && several() { tokio::task::block_in_place(work) } else { work() };
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let pace = self.pace.load(Ordering::Relaxed);
        self.pace.store(pace - pace / 8 + took / 8, Ordering::Relaxed);
        done
    }
}

impl Pen {
    /// Commits the units in one transaction, each whole or not at all. An error of the transaction is every unit's.
    fn commit(&mut self, units: &[Changes]) -> Result<Vec<Result<()>>> {
        let Self { connection, texts } = self;
        let run = |sql| {
            connection
                .prepare_cached(sql)
                .and_then(|mut statement| statement.execute(()))
                .map_err(|error| failed("commit", error))
        };
        run("BEGIN IMMEDIATE")?;
        let mut applied = || -> Result<Vec<Result<()>>> {
            if let [unit] = units {
                return Ok(vec![apply(connection, texts, unit)]);
            }
            let mut outcomes = Vec::with_capacity(units.len());
            for unit in units {
                run("SAVEPOINT unit")?;
                let outcome = apply(connection, texts, unit);
                if outcome.is_err() {
                    run("ROLLBACK TO unit")?;
                }
                run("RELEASE unit")?;
                outcomes.push(outcome);
            }
            Ok(outcomes)
        };
        let outcome = applied().and_then(|outcomes| {
            if outcomes.iter().any(Result::is_ok) {
                run("COMMIT")?;
            }
            Ok(outcomes)
        });
        // Nothing succeeded, or the commit failed: a transaction left open would swallow the next.
        if !connection.is_autocommit() {
            run("ROLLBACK")?;
        }
        outcome
    }
}

/// The same failure of a transaction, for each of its units.
fn shared(error: &Error) -> Error {
    match error {
        Error::OutOfSpace { what, .. } => Error::OutOfSpace { what: what.clone(), source: None },
        Error::Closed { what } => Error::Closed { what: what.clone() },
        Error::Unavailable { what, mend, .. } => {
            Error::Unavailable { what: what.clone(), mend: mend.clone(), source: None }
        }
        Error::Corrupt { what, problem } => Error::Corrupt { what: what.clone(), problem: problem.clone() },
        other => Error::StorageFailed {
            adapter: "sqlite",
            what: "commit".into(),
            retryable: other.is_retryable(),
            source: other.to_string().into(),
        },
    }
}
