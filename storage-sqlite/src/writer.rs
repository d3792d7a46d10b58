//! Leader and followers: group commit without a thread of its own.
//!
//! The first caller commits its unit at once, on its own thread. Callers that come meanwhile queue up and await; when
//! the leader is done it hands the lead to the first of them, which commits all that wait in one transaction. Alone, a
//! caller pays for no hop; together, they share one `fsync`.
//!
//! Who holds the lead holds the connection. Work of another kind, such as a caller's own transaction, waits for the lead
//! in the same queue, so that no task blocks on a lock that another holds for long.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::oneshot};
use vmbay::{Error, Result};

use crate::{
    connection::Connection,
    error::failed,
    joined,
    pen::{Outcome, Pen, Unit, shared},
};

/// The most units one transaction takes.
const GROUP: usize = 256;
/// Commits that take longer than this of late move to a thread where they may block.
const SLOW: Duration = Duration::from_millis(1);

/// The one writer of this process.
#[derive(Debug)]
pub(crate) struct Writer {
    pen: Mutex<Option<Pen>>,
    queue: Mutex<Queue>,
    /// How long to wait for other processes.
    patience: Duration,
    /// How long commits take of late, in microseconds.
    pace: AtomicU64,
}

#[derive(Debug, Default)]
struct Queue {
    led: bool,
    waiting: VecDeque<Waiting>,
}

/// Somebody in the queue.
#[derive(Debug)]
enum Waiting {
    /// For a unit to be written, by another or by its caller.
    Unit(Follower),
    /// For the lead, to do something else with it.
    Lead(oneshot::Sender<Lead>),
}

#[derive(Debug)]
struct Follower {
    unit: Unit,
    reply: oneshot::Sender<Reply>,
}

/// What the caller of a unit is told.
#[derive(Debug)]
enum Reply {
    /// The unit is done.
    Done(Outcome),
    /// The caller leads now, and the unit is the first of those it has to write.
    Lead(Lead, Unit),
}

impl Waiting {
    /// Whether the caller is gone, before anything of its unit began.
    fn gave_up(&self) -> bool {
        match self {
            Self::Unit(follower) => follower.reply.is_closed(),
            Self::Lead(reply) => reply.is_closed(),
        }
    }
}

/// The lead, held by one caller at a time. Dropped, by whomever and however, it goes to the next.
#[derive(Debug)]
pub(crate) struct Lead(Arc<Writer>);

impl Drop for Lead {
    fn drop(&mut self) {
        let next = {
            let mut queue = self.0.queue();
            while queue.waiting.pop_front_if(|waiting| waiting.gave_up()).is_some() {}
            let next = queue.waiting.pop_front();
            queue.led = next.is_some();
            next
        };
        // A caller that gives up just now drops the lead it is sent, and so hands it on.
        match next {
            Some(Waiting::Unit(Follower { unit, reply })) => {
                drop(reply.send(Reply::Lead(Lead(self.0.clone()), unit)));
            }
            Some(Waiting::Lead(reply)) => drop(reply.send(Lead(self.0.clone()))),
            None => {}
        }
    }
}

impl Lead {
    /// Runs `work` on a thread where it may block, while nobody else of this process writes.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let run = move || {
            self.0.with_pen(|pen| {
                pen.wait_at_most(self.0.patience).map_err(|error| failed("wait", error))?;
                work(&mut pen.connection)
            })
        };
        joined(tokio::task::spawn_blocking(run).await)
    }

    /// Closes the connection: whoever comes later is told so.
    pub(crate) fn close(self) {
        self.0.pen.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Writer {
    pub(crate) fn new(connection: Connection, patience: Duration) -> Self {
        Self {
            pen: Mutex::new(Some(Pen::new(connection))),
            queue: Mutex::default(),
            patience,
            pace: AtomicU64::new(0),
        }
    }

    /// Writes a unit. Dropped while it waits, it leaves the unit wholly applied or wholly absent.
    pub(crate) async fn write(self: &Arc<Self>, unit: Unit) -> Outcome {
        let turn = {
            let mut queue = self.queue();
            if queue.led {
                let (reply, told) = oneshot::channel();
                queue.waiting.push_back(Waiting::Unit(Follower { unit, reply }));
                Err(told)
            } else {
                queue.led = true;
                Ok((Lead(self.clone()), unit))
            }
        };
        let (lead, own) = match turn {
            Ok(lead) => lead,
            Err(told) => match told.await.map_err(|_| closed())? {
                Reply::Done(outcome) => return outcome,
                Reply::Lead(lead, unit) => (lead, unit),
            },
        };
        let group = Group { followers: self.followers(), own, lead };
        let Ok(runtime) = Handle::try_current() else { return group.write(self.patience) };
        let slow = u128::from(self.pace.load(Ordering::Relaxed)) > SLOW.as_micros();
        match if slow { Err(group) } else { group.try_write() } {
            Ok(outcome) => outcome,
            Err(group) => {
                let patience = self.patience;
                joined(runtime.spawn_blocking(move || group.write(patience)).await)
            }
        }
    }

    /// The lead, once everything that came before is written.
    pub(crate) async fn lead(self: &Arc<Self>) -> Result<Lead> {
        let told = {
            let mut queue = self.queue();
            if !queue.led {
                queue.led = true;
                return Ok(Lead(self.clone()));
            }
            let (reply, told) = oneshot::channel();
            queue.waiting.push_back(Waiting::Lead(reply));
            told
        };
        told.await.map_err(|_| closed())
    }

    /// Reads on the writing connection, as a database in memory must.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.with_pen(|pen| read(&pen.connection))
    }

    /// A number that changes with every commit of another process. None while somebody writes, and once closed.
    pub(crate) fn neighbours(&self) -> Option<i64> {
        let mut pen = self.pen.try_lock().ok()?;
        let pen = pen.as_mut()?;
        pen.wait_at_most(Duration::ZERO).ok()?;
        pen.connection.pragma_query_value(None, "data_version", |row| row.get(0)).ok()
    }

    /// Whether the connection is closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.pen.try_lock().is_ok_and(|pen| pen.is_none())
    }

    /// Those whose units wait before anybody who waits for the lead.
    fn followers(&self) -> Vec<Follower> {
        let mut queue = self.queue();
        let mut followers = Vec::new();
        while followers.len() < GROUP
            && let Some(Waiting::Unit(follower)) =
                queue.waiting.pop_front_if(|waiting| matches!(waiting, Waiting::Unit(_)))
        {
            if !follower.reply.is_closed() {
                followers.push(follower);
            }
        }
        followers
    }

    fn with_pen<T>(&self, work: impl FnOnce(&mut Pen) -> Result<T>) -> Result<T> {
        let mut pen = self.pen.lock().unwrap_or_else(PoisonError::into_inner);
        work(pen.as_mut().ok_or_else(closed)?)
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The units that commit together, and the lead that lets them.
struct Group {
    own: Unit,
    followers: Vec<Follower>,
    /// Dropped last: the outcomes are told before the next leads.
    lead: Lead,
}

impl Group {
    /// Writes the units at once; the group comes back, untouched, when another process is writing.
    fn try_write(self) -> Result<Outcome, Self> {
        match self.outcomes(Duration::ZERO) {
            Err(Error::StorageFailed { retryable: true, .. }) => Err(self),
            outcomes => Ok(self.tell(outcomes)),
        }
    }

    /// Writes the units, after other processes if need be.
    fn write(self, patience: Duration) -> Outcome {
        let outcomes = self.outcomes(patience);
        self.tell(outcomes)
    }

    /// The outcome of each unit, the leader's first.
    fn outcomes(&self, patience: Duration) -> Result<Vec<Outcome>> {
        let writer = &self.lead.0;
        let followers = self.followers.iter().map(|follower| &follower.unit);
        let units: Vec<&Unit> = std::iter::once(&self.own).chain(followers).collect();
        let begun = Instant::now();
        let outcomes = writer.with_pen(|pen| pen.write(&units, patience));
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let pace = writer.pace.load(Ordering::Relaxed);
        writer.pace.store(pace - pace / 8 + took / 8, Ordering::Relaxed);
        outcomes
    }

    /// Tells the followers what became of their units, and returns the leader's outcome.
    fn tell(self, outcomes: Result<Vec<Outcome>>) -> Outcome {
        let mut outcomes = outcomes.map(Vec::into_iter);
        let mut next = || match &mut outcomes {
            Ok(each) => each.next().unwrap_or_else(|| Err(closed())),
            Err(error) => Err(shared(error)),
        };
        let own = next();
        for follower in self.followers {
            // A caller that gave up meanwhile does not hear of it.
            drop(follower.reply.send(Reply::Done(next())));
        }
        own
    }
}

fn closed() -> Error {
    Error::Closed { what: "the storage".into() }
}
