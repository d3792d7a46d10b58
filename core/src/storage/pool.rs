//! Connections: how many may be at work, those at rest, and how busy they are.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::error::{Error, Result};

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

/// How many connections may be at work at once, for an adapter whose server has a limit.
#[derive(Debug)]
pub struct Permits {
    limit: u32,
    free: Arc<Semaphore>,
    waiting: AtomicU32,
}

impl Permits {
    /// So many, and at least one.
    pub fn new(limit: u32) -> Self {
        let limit = limit.max(1);
        Self { limit, free: Arc::new(Semaphore::new(limit as usize)), waiting: AtomicU32::new(0) }
    }

    /// The right to one connection, after waiting at most for `patience`.
    ///
    /// # Errors
    /// `unavailable` when all are at work for so long, `closed` once closed.
    pub async fn take(&self, patience: Duration) -> Result<OwnedSemaphorePermit> {
        if let Ok(permit) = self.free.clone().try_acquire_owned() {
            return Ok(permit);
        }
        let _counted = Counted::new(&self.waiting);
        match timeout(patience, self.free.clone().acquire_owned()).await {
            Ok(permit) => permit.map_err(|_| closed()),
            Err(_) => Err(Error::unavailable("a connection", "all are at work: allow for more of them")),
        }
    }

    /// How many are at work, and how many calls wait.
    pub fn usage(&self) -> PoolUse {
        let free = u32::try_from(self.free.available_permits()).unwrap_or(u32::MAX);
        let waiting = self.waiting.load(Ordering::Relaxed);
        PoolUse { limit: self.limit, busy: self.limit.saturating_sub(free), waiting }
    }

    /// Gives no more.
    pub fn close(&self) {
        self.free.close();
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
