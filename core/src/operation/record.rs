//! A durable unit of work, as it is stored.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    clock::Timestamp,
    error::Failure,
    id::{HostId, InstanceId, OperationId, OrganizationId, ProjectId},
    text_enum,
};

text_enum! {
    /// Where an operation stands.
    pub enum OperationState {
        /// Waiting for a runner.
        Queued = "queued",
        /// A runner works on it.
        Running = "running",
        /// A step failed or the work was cancelled; what was done is being undone.
        Compensating = "compensating",
        /// Done.
        Succeeded = "succeeded",
        /// Ended without success, with nothing to undo.
        Failed = "failed",
        /// Cancelled before anything was done.
        Cancelled = "cancelled",
        /// Ended without success; what was done has been undone.
        RolledBack = "rolled_back",
        /// Ended without success, and undoing failed too: a person has to look.
        NeedsAttention = "needs_attention",
    }
}

impl OperationState {
    /// Whether nothing more will happen to it.
    pub fn is_terminal(self) -> bool {
        !matches!(self, Self::Queued | Self::Running | Self::Compensating)
    }
}

/// How far an operation has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// The name of the step at work.
    pub step: String,
    /// The share done, 0.0 to 1.0; it never falls while the operation runs forward.
    pub fraction: f64,
    /// A sentence for people.
    pub message: String,
}

/// A durable unit of work.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(
    table = "operations",
    unique = "organization_id, idempotency_key",
    index = "state, run_after",
    index = "target_id, created_at",
    index = "organization_id, created_at"
)]
pub struct OperationRecord {
    /// Its id.
    pub id: OperationId,
    /// Its version: every change of its runner or of a canceller adds one. It is the fence too: a runner commits only on
    /// the version that it claimed or wrote itself, so one that lost its lease can change nothing.
    pub version: u64,
    /// The organization it works for; none for the installation's own.
    pub organization_id: Option<OrganizationId>,
    /// The project it works for.
    pub project_id: Option<ProjectId>,
    /// What it does: `machine.start`, `image.import`, or a kind the application registered.
    pub kind: String,
    /// Where it stands.
    pub state: OperationState,
    /// The kind of the entity it works on.
    pub target_kind: Option<String>,
    /// The entity it works on.
    pub target_id: Option<Uuid>,
    /// The host it needs; only a process that has that host takes it up.
    pub host_id: Option<HostId>,
    /// What it was asked to do, as JSON.
    pub input: serde_json::Value,
    /// What it gave back, once it succeeded.
    pub output: Option<serde_json::Value>,
    /// Why it failed.
    #[entity(json)]
    pub failure: Option<Failure>,
    /// The caller's key by which a repeated request is told from a new one.
    pub idempotency_key: Option<String>,
    /// The digest of the input, compared when the key comes again.
    pub input_digest: String,
    /// The step at work, counted from 0; while compensating, the step to undo next.
    pub step: u32,
    /// How far it has come.
    #[entity(json)]
    pub progress: Progress,
    /// How often the present step was tried.
    pub attempts: u32,
    /// Not before this time, which the process that asked told by its clock and a runner compares with its own. What
    /// their clocks differ by is haste or delay, and nothing else.
    pub run_after: Timestamp,
    /// Fails when it has not finished by then. Told and compared as [`run_after`](Self::run_after) is.
    pub deadline: Option<Timestamp>,
    /// Whether somebody asked for it to be cancelled.
    pub cancel_requested: bool,
    /// The runner that holds it.
    pub owner: Option<InstanceId>,
    /// Until when the runner holds it unless it renews, by its own clock: no other compares that with its own.
    pub lease_until: Option<Timestamp>,
    /// Who asked for it, as [`Actor`](crate::access::Actor) writes itself.
    pub actor: String,
    /// The request that asked for it.
    pub request_id: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When a runner first took it up.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// How long its version stands still before another runner takes it over, in milliseconds.
    pub lease_ms: Option<u32>,
}

impl OperationRecord {
    /// How long it took from the first runner to its end.
    pub fn duration(&self) -> Option<Duration> {
        Some(self.finished_at?.since(self.started_at?))
    }
}
