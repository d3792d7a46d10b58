//! The room of a worker: as many places as it does jobs at once.
//!
//! A job that is enqueued where there is a place, and nobody in the line before it, is stored as one that this worker
//! holds, and begins as soon as it is: the line would cost it another write. What dies in between is found as any other
//! job of a worker that died, and what is stored without an answer by the worker's own comparison.

use std::{
    mem::take,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use super::record::JobRecord;

/// Places for jobs, free again when dropped.
pub(super) type Places = OwnedSemaphorePermit;

/// The places of one worker.
#[derive(Debug)]
pub(super) struct Room {
    places: Arc<Semaphore>,
    /// Whether the line was found empty, so that who comes now need not go to its end.
    open: AtomicBool,
    arrived: Mutex<Vec<(JobRecord, Places)>>,
    arrival: Notify,
}

impl Room {
    pub(super) fn new(places: u32) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places as usize)),
            open: AtomicBool::new(false),
            arrived: Mutex::default(),
            arrival: Notify::new(),
        }
    }

    /// How many places are free.
    pub(super) fn free(&self) -> u32 {
        u32::try_from(self.places.available_permits()).unwrap_or(u32::MAX)
    }

    /// So many places, if they are free.
    pub(super) fn take(&self, places: u32) -> Option<Places> {
        self.places.clone().try_acquire_many_owned(places).ok()
    }

    /// Says whether who comes now may go by the line.
    pub(super) fn open(&self, open: bool) {
        self.open.store(open, Ordering::Release);
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// Hands over a job that went by the line.
    pub(super) fn arrive(&self, record: JobRecord, place: Places) {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner).push((record, place));
        self.arrival.notify_one();
    }

    /// The jobs that went by the line since this was last asked.
    pub(super) fn arrived(&self) -> Vec<(JobRecord, Places)> {
        take(&mut *self.arrived.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns once a job went by the line.
    pub(super) async fn arrival(&self) {
        self.arrival.notified().await;
    }
}
