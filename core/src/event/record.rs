//! What happened: the record that commits with the change it tells.

use uuid::Uuid;

use crate::{
    clock::Timestamp,
    id::{EventId, OperationId, OrganizationId, ProjectId},
};

/// One thing that happened to one entity.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(
    table = "events",
    unique = "sequence",
    index = "entity_id, sequence",
    index = "organization_id, sequence",
    index = "at"
)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Always 1: an event never changes.
    pub version: u64,
    /// Its place in the order of commits; none until it is committed.
    pub sequence: Option<i64>,
    /// What happened: `machine.created`, `machine.power_changed` …
    pub topic: String,
    /// The kind of the entity it happened to.
    pub entity_kind: String,
    /// The entity it happened to.
    pub entity_id: Uuid,
    /// The organization it belongs to; none when it is global.
    pub organization_id: Option<OrganizationId>,
    /// The project it belongs to.
    pub project_id: Option<ProjectId>,
    /// Who caused it, as [`Actor`](crate::access::Actor) writes itself.
    pub actor: String,
    /// The operation that caused it.
    pub operation_id: Option<OperationId>,
    /// The request that caused it.
    pub request_id: Option<String>,
    /// What there is to know, without secrets.
    pub payload: serde_json::Value,
    /// The version of the payload's shape.
    pub payload_version: u32,
    /// When it happened.
    pub at: Timestamp,
}
