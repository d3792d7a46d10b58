//! Connections: how many may be at work, those at rest, and how busy they are.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};

use crate::error::{Error, Result};

/// How soon a server that does not answer is asked again.
const RETRY: Duration = Duration::from_millis(50);

/// How busy a bounded set of connections is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolUse {
    /// The most connections there may be.
    pub limit: u32,
    /// How many are at work.
    pub busy: u32,
    /// How many calls wait for one.
    pub waiting: u32,
}

/// Connections to a server, which are held open: so many may be at work at once.
#[derive(Debug)]
pub struct Pool<C> {
    limit: u32,
    free: Arc<Semaphore>,
    waiting: AtomicU32,
    idle: Idle<C>,
}

/// A connection on loan. Dropped, it is closed; only one that is known to be at rest is to be given back.
#[derive(Debug)]
pub struct Lent<C> {
    connection: C,
    _permit: OwnedSemaphorePermit,
}

impl<C> Pool<C> {
    /// At most `limit` connections at work, and at least one; at most `idle` of them are kept when they are at rest.
    pub fn new(limit: usize, idle: usize) -> Self {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX).max(1);
        let free = Arc::new(Semaphore::new(limit as usize));
        Self { limit, free, waiting: AtomicU32::new(0), idle: Idle::new(idle) }
    }

    /// A connection of one's own. For `patience` it waits for one that is free, and while `open`, which opens a
    /// connection, says by none that one may be had soon; what it answers when it is asked without patience is not none.
    ///
    /// # Errors
    /// `unavailable` when all are at work for so long, `closed` once closed, and those of `open`.
    pub async fn take<F>(&self, patience: Duration, open: impl Fn(bool) -> F) -> Result<Lent<C>>
    where
        F: Future<Output = Result<Option<C>>>,
    {
        let begun = Instant::now();
        let permit = self.permit(patience).await?;
        loop {
            // Each time, as another call may have given one back.
            let opened = match self.idle.take()? {
                None => open(begun.elapsed() < patience).await?,
                idle => idle,
            };
            match opened {
                Some(connection) => return Ok(Lent { connection, _permit: permit }),
                None => sleep(RETRY).await,
            }
        }
    }

    async fn permit(&self, patience: Duration) -> Result<OwnedSemaphorePermit> {
        if let Ok(permit) = self.free.clone().try_acquire_owned() {
            return Ok(permit);
        }
        let _counted = Counted::new(&self.waiting);
        match timeout(patience, self.free.clone().acquire_owned()).await {
            Ok(permit) => permit.map_err(|_| closed()),
            Err(_) => Err(Error::unavailable("a connection", "all are at work: allow for more of them")),
        }
    }

    /// Keeps a connection that is at rest. One that is of no more use takes those at rest with it, since they most likely
    /// broke too.
    pub fn give_back(&self, lent: Lent<C>, is_broken: bool) {
        if is_broken {
            self.idle.clear();
        } else {
            self.keep(lent.connection);
        }
    }

    /// Keeps a new connection for whoever asks next.
    pub fn keep(&self, connection: C) {
        self.idle.give_back(connection);
    }

    /// How many are at work, and how many calls wait.
    pub fn usage(&self) -> PoolUse {
        let free = u32::try_from(self.free.available_permits()).unwrap_or(u32::MAX);
        let waiting = self.waiting.load(Ordering::Relaxed);
        PoolUse { limit: self.limit, busy: self.limit.saturating_sub(free), waiting }
    }

    /// Gives no more, and returns those that are at rest. Those at work are closed when they are given back.
    pub fn close(&self) -> Vec<C> {
        self.free.close();
        self.idle.close()
    }
}

impl<C> Deref for Lent<C> {
    type Target = C;
    fn deref(&self) -> &C {
        &self.connection
    }
}

impl<C> DerefMut for Lent<C> {
    fn deref_mut(&mut self) -> &mut C {
        &mut self.connection
    }
}

/// One more, until it is dropped.
struct Counted<'a>(&'a AtomicU32);

impl<'a> Counted<'a> {
    fn new(count: &'a AtomicU32) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Open connections at rest: a call takes one, and gives it back.
pub struct Idle<C> {
    most: usize,
    /// None once closed.
    list: Mutex<Option<Vec<C>>>,
}

impl<C> Idle<C> {
    /// None yet, and never more than `most`.
    pub fn new(most: usize) -> Self {
        Self { most, list: Mutex::new(Some(Vec::new())) }
    }

    /// One of them; none when all are at work.
    ///
    /// # Errors
    /// `closed` once closed.
    pub fn take(&self) -> Result<Option<C>> {
        self.list().as_mut().map(Vec::pop).ok_or_else(closed)
    }

    /// Keeps a connection at rest, unless there are enough of them.
    pub fn give_back(&self, connection: C) {
        let mut list = self.list();
        let surplus = match list.as_mut() {
            Some(list) if list.len() < self.most => {
                list.push(connection);
                None
            }
            _ => Some(connection),
        };
        // It is closed after the lock is free, as that may take a moment.
        drop(list);
        drop(surplus);
    }

    /// Lets go of those that are at rest.
    pub fn clear(&self) {
        let old = self.list().as_mut().map(std::mem::take);
        drop(old);
    }

    /// The last of those at rest: none is given or kept from now on.
    pub fn close(&self) -> Vec<C> {
        self.list().take().unwrap_or_default()
    }

    fn list(&self) -> MutexGuard<'_, Option<Vec<C>>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C> fmt::Debug for Idle<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.list().as_ref().map(Vec::len);
        f.debug_struct("Idle").field("most", &self.most).field("count", &count).finish_non_exhaustive()
    }
}

fn closed() -> Error {
    Error::closed("the storage")
}
