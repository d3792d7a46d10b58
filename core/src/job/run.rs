//! What a handler sees of the job it does.

use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use super::record::{JobProgress, JobRecord};
use crate::{
    clock::Clock,
    id::{JobId, OrganizationId, ProjectId},
};

/// An attempt at a job. Cheap to clone.
#[derive(Clone, Debug)]
pub struct JobRun {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: JobId,
    organization_id: OrganizationId,
    project_id: Option<ProjectId>,
    attempt: u32,
    clock: Arc<dyn Clock>,
    cancel: CancellationToken,
    /// What was said since it was last stored.
    progress: Mutex<Option<JobProgress>>,
}

impl JobRun {
    pub(super) fn new(record: &JobRecord, clock: Arc<dyn Clock>) -> Self {
        let cancel = CancellationToken::new();
        if record.cancel_requested {
            cancel.cancel();
        }
        Self {
            inner: Arc::new(Inner {
                id: record.id,
                organization_id: record.organization_id,
                project_id: record.project_id,
                attempt: record.attempts + 1,
                clock,
                cancel,
                progress: Mutex::default(),
            }),
        }
    }

    /// The job's id: the same at each attempt.
    pub fn id(&self) -> JobId {
        self.inner.id
    }

    /// The organization it works for.
    pub fn organization(&self) -> OrganizationId {
        self.inner.organization_id
    }

    /// The project it works for.
    pub fn project(&self) -> Option<ProjectId> {
        self.inner.project_id
    }

    /// Which attempt this is, from 1.
    pub fn attempt(&self) -> u32 {
        self.inner.attempt
    }

    /// Whether somebody asked for it to stop. A handler that then fails is not tried again.
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancel.is_cancelled()
    }

    /// Returns once somebody asks for it to stop.
    pub async fn cancelled(&self) {
        self.inner.cancel.cancelled().await;
    }

    /// Says how far it has come: a share from 0.0 to 1.0, and a sentence for people. The latest is stored about once a
    /// second.
    pub fn progress(&self, fraction: f64, message: impl Into<String>) {
        let fraction = if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 0.0 };
        *self.said() = Some(JobProgress { fraction, message: message.into() });
    }

    pub(super) fn cancel(&self) {
        self.inner.cancel.cancel();
    }

    /// What was said since this was last asked.
    pub(super) fn take_progress(&self) -> Option<JobProgress> {
        self.said().take()
    }

    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.clock
    }

    fn said(&self) -> std::sync::MutexGuard<'_, Option<JobProgress>> {
        self.inner.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
