//! Connections that are held open: taken for the length of one call, and never asked whether they still live.
//!
//! One that breaks takes the idle ones with it, since they most likely broke too; what was asked is asked again on a new
//! one where that is safe. One whose call was given up midway is closed, which ends its transaction on the server.

use std::{
    ops::{Deref, DerefMut},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{ConnectOptions, Connection as _, PgConnection, postgres::PgConnectOptions};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{sleep, timeout},
};
use vmbay::{Error, Result, storage::PoolUse};

use crate::{
    error::{failed, is_broken, is_temporary},
    options::PostgresOptions,
};

/// The oldest server that has all we use, as it counts its versions.
const OLDEST: u32 = 13_00_00;
/// How soon a server that does not answer is asked again.
pub(crate) const RETRY: Duration = Duration::from_millis(50);

/// The idle connections, and how to open more.
#[derive(Debug)]
pub(crate) struct Connections {
    target: PgConnectOptions,
    options: PostgresOptions,
    permits: Semaphore,
    waiting: AtomicU32,
    idle: Mutex<Vec<PgConnection>>,
}

impl Connections {
    pub(crate) fn new(target: PgConnectOptions, options: PostgresOptions) -> Self {
        let permits = Semaphore::new(options.connections.max(1));
        Self { target, options, permits, waiting: AtomicU32::new(0), idle: Mutex::default() }
    }

    /// A connection of one's own, waiting for a free one and for a server that restarts as long as is patient.
    pub(crate) async fn take(&self) -> Result<Held<'_>> {
        let begun = Instant::now();
        let permit = match self.permits.try_acquire() {
            Ok(permit) => permit,
            Err(_) => self.wait().await?,
        };
        loop {
            // Apart, as the lock must not be held any longer.
            let idle = self.idle().pop();
            if let Some(connection) = idle {
                return Ok(Held { connections: self, connection: Some(connection), _permit: permit });
            }
            match self.open().await {
                Ok(connection) => {
                    return Ok(Held { connections: self, connection: Some(connection), _permit: permit });
                }
                Err(error) if is_temporary(&error) && begun.elapsed() < self.options.patience => {
                    sleep(RETRY).await;
                }
                Err(error) => return Err(failed("connect", error)),
            }
        }
    }

    async fn wait(&self) -> Result<SemaphorePermit<'_>> {
        let _counted = Counted::new(&self.waiting);
        timeout(self.options.patience, self.permits.acquire())
            .await
            .map_err(|_| Error::unavailable("a connection", "all are at work: allow for more of them"))?
            .map_err(|_| closed())
    }

    /// How busy they are.
    pub(crate) fn usage(&self) -> PoolUse {
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        let limit = count(self.options.connections.max(1));
        let busy = limit.saturating_sub(count(self.permits.available_permits()));
        PoolUse { limit, busy, waiting: self.waiting.load(Ordering::Relaxed) }
    }

    /// Opens the first connection, without patience, and looks whom it reached.
    pub(crate) async fn begin(&self) -> Result<()> {
        let connection = self.open().await.map_err(|error| failed("connect", error))?;
        match connection.server_version_num() {
            Some(version) if version < OLDEST => Err(Error::unavailable(
                format!("PostgreSQL {}", OLDEST / 10_000),
                format!("upgrade the server, which is at {}.{}", version / 10_000, version % 10_000),
            )),
            _ => {
                self.idle().push(connection);
                Ok(())
            }
        }
    }

    async fn open(&self) -> sqlx::Result<PgConnection> {
        let late = |_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
        timeout(self.options.connect_timeout, self.target.connect()).await.map_err(late)?
    }

    /// Closes the connections: the idle ones now, those at work when they are given back.
    pub(crate) async fn close(&self) {
        self.permits.close();
        let idle = std::mem::take(&mut *self.idle());
        for connection in idle {
            // Whether the server hears of it or not, it is over.
            let _ = connection.close().await;
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<PgConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
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

/// A connection on loan. Dropped, it is closed; only one that is known to be at rest is given back.
pub(crate) struct Held<'a> {
    connections: &'a Connections,
    connection: Option<PgConnection>,
    _permit: SemaphorePermit<'a>,
}

impl Held<'_> {
    /// Gives back a connection that is at rest, unless the error of its last statement says that it broke.
    pub(crate) fn give_back(mut self, error: Option<&sqlx::Error>) {
        let mut idle = self.connections.idle();
        match error {
            Some(error) if is_broken(error) => idle.clear(),
            _ if idle.len() < self.connections.options.idle && !self.connections.permits.is_closed() => {
                idle.extend(self.connection.take());
            }
            _ => {}
        }
    }
}

impl Deref for Held<'_> {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        self.connection.as_ref().expect("it is given back by value")
    }
}

impl DerefMut for Held<'_> {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.connection.as_mut().expect("it is given back by value")
    }
}

pub(crate) fn closed() -> Error {
    Error::Closed { what: "the storage".into() }
}
