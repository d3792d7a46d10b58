//! A running operation, as its steps see it.

use std::{
    any::Any,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use serde::de::DeserializeOwned;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::record::{OperationRecord, Progress};
use crate::{
    error::{Error, Result},
    event::{Cause, Event},
    id::{EntityId, OperationId},
    ports::Ports,
    storage::Entity,
};

/// One run of an operation by this process.
#[derive(Debug)]
pub struct Run {
    ports: Ports,
    record: watch::Sender<Arc<OperationRecord>>,
    cancelled: CancellationToken,
    over: CancellationToken,
    steps: usize,
    memory: Mutex<Memory>,
    this: Weak<Run>,
}

/// What a run has read.
pub(super) type Memory = Option<Arc<dyn Any + Send + Sync>>;

impl Run {
    pub(super) fn new(ports: Ports, record: OperationRecord, steps: usize, memory: Memory) -> Arc<Self> {
        let cancelled = CancellationToken::new();
        if record.cancel_requested {
            cancelled.cancel();
        }
        Arc::new_cyclic(|this| Self {
            ports,
            record: watch::Sender::new(Arc::new(record)),
            cancelled,
            over: CancellationToken::new(),
            steps,
            memory: Mutex::new(memory),
            this: this.clone(),
        })
    }

    /// The ports of the library.
    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// The operation as this run last knew it.
    pub fn operation(&self) -> Arc<OperationRecord> {
        self.record.borrow().clone()
    }

    /// Its id.
    pub fn id(&self) -> OperationId {
        self.record.borrow().id
    }

    /// What it was asked to do.
    ///
    /// # Errors
    /// `corrupt` when the stored input is not a `T`.
    pub fn input<T: DeserializeOwned>(&self) -> Result<T> {
        T::deserialize(&self.record.borrow().input)
            .map_err(|error| Error::corrupt("the input of an operation", error.to_string()))
    }

    /// The id of the entity it works on.
    ///
    /// # Errors
    /// `corrupt` when it has none.
    pub fn target<I: EntityId>(&self) -> Result<I> {
        let target = self.record.borrow().target_id;
        target.map(I::from).ok_or_else(|| Error::corrupt("an operation", "it has no target"))
    }

    /// Tells how far the present step has come: `fraction` of it, 0.0 to 1.0, and a sentence for people. Watchers in
    /// this process see it at once, others within seconds; a burst is coalesced.
    pub fn progress(&self, fraction: f64, message: impl Into<String>) {
        let message = message.into();
        self.record.send_modify(|record| {
            let record = Arc::make_mut(record);
            let done = f64::from(record.step) + fraction.clamp(0.0, 1.0);
            let whole = f64::from(u32::try_from(self.steps.max(1)).unwrap_or(u32::MAX));
            record.progress.fraction = (done / whole).max(record.progress.fraction).min(1.0);
            record.progress.message = message;
        });
    }

    /// Whether somebody asked for the work to stop. The runner asks between steps; a long step asks by itself and
    /// returns [`Error::Cancelled`].
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.is_cancelled()
    }

    /// Returns when somebody asks for the work to stop.
    pub async fn cancelled(&self) {
        self.cancelled.cancelled().await;
    }

    /// Sets what the operation gives back when it succeeds. It is stored with the present step.
    pub fn set_output(&self, output: serde_json::Value) {
        self.record.send_modify(|record| Arc::make_mut(record).output = Some(output));
    }

    /// Who and what causes what this operation does.
    pub fn cause(&self) -> Cause {
        let record = self.record.borrow();
        Cause {
            actor: record.actor.clone(),
            operation_id: Some(record.id),
            request_id: record.request_id.clone(),
        }
    }

    /// An event that this operation causes.
    pub fn event<E: Entity>(&self, topic: &str, entity: &E, payload: serde_json::Value) -> Event {
        Event::new(&self.ports, &self.cause(), topic, entity, payload)
    }

    /// A share of this run, for work that outlives a borrow: streams and threads.
    pub(crate) fn share(&self) -> Arc<Self> {
        // A step borrows the run from the `Arc` that drives it, so there is always one.
        self.this.upgrade().expect("a run is driven through its Arc")
    }

    /// What an earlier line of this run has [remembered](Self::remember).
    pub(crate) fn recall<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.clone()?.downcast().ok()
    }

    /// Keeps what was read, in the place of what was kept before, until this run next commits rows or fails: a commit is
    /// refused when the version of a row is no longer the one that was read, and is then made anew from what is stored.
    pub(crate) fn remember<T: Any + Send + Sync>(&self, read: T) -> Arc<T> {
        let read = Arc::new(read);
        *self.memory.lock().unwrap_or_else(PoisonError::into_inner) = Some(read.clone());
        read
    }

    pub(super) fn forget(&self) {
        *self.memory.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<OperationRecord>> {
        self.record.subscribe()
    }

    /// What this run has set as its output so far, for the rows that change with it.
    pub(crate) fn output(&self) -> Option<serde_json::Value> {
        self.record.borrow().output.clone()
    }

    /// Takes over what was stored: from our own commit, or from another's that we have just read. What the step at work
    /// said meanwhile of its progress and output is only known here, and stays.
    pub(super) fn set(&self, mut record: OperationRecord) {
        if record.cancel_requested {
            self.cancelled.cancel();
        }
        self.record.send_modify(|current| {
            if current.progress.fraction >= record.progress.fraction {
                record.progress = current.progress.clone();
            }
            record.output = current.output.clone().or(record.output.take());
            *current = Arc::new(record);
        });
    }

    /// Tells the step at work that a stop was asked for, before the record says so.
    pub(super) fn request_cancel(&self) {
        self.cancelled.cancel();
    }

    /// Says that nothing works on the operation here any more.
    pub(super) fn end(&self) {
        self.over.cancel();
    }

    /// Returns when nothing works on the operation here any more.
    pub(super) async fn ended(&self) {
        self.over.cancelled().await;
    }

    pub(super) fn enter_step(&self, name: &str) {
        self.record.send_modify(|record| {
            let record = Arc::make_mut(record);
            let fraction =
                f64::from(record.step) / f64::from(u32::try_from(self.steps.max(1)).unwrap_or(u32::MAX));
            record.progress = Progress {
                step: name.to_owned(),
                fraction: fraction.max(record.progress.fraction),
                message: name.to_owned(),
            };
        });
    }
}
