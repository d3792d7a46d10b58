//! What happened: the record that commits with the change it tells.

use uuid::Uuid;

use crate::{
    clock::Timestamp,
    id::{EntityId, EventId, OperationId, OrganizationId, ProjectId},
    ports::Ports,
    storage::Entity,
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
    /// Its place in the order of commits, from 1; 0 until it is committed, when the storage adapter assigns it.
    pub sequence: i64,
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

/// Who and what caused something: the part of an event that its entity does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// Who, as [`Actor`](crate::access::Actor) writes itself.
    pub actor: String,
    /// Within which operation.
    pub operation_id: Option<OperationId>,
    /// Within which request.
    pub request_id: Option<String>,
}

impl Event {
    /// The event `topic` of `entity`, to be committed with the change it tells. `payload` holds no secrets.
    pub fn new<E: Entity>(
        ports: &Ports,
        cause: &Cause,
        topic: &str,
        entity: &E,
        payload: serde_json::Value,
    ) -> Self {
        let entity_id: Uuid = entity.id().into();
        // What happens to an organization or a project belongs to it.
        let itself = |kind| (E::Id::KIND == kind).then_some(entity_id);
        Self {
            id: ports.id(),
            version: 1,
            sequence: 0,
            topic: topic.to_owned(),
            entity_kind: E::Id::KIND.to_owned(),
            entity_id,
            organization_id: entity.organization().or(itself(OrganizationId::KIND).map(Into::into)),
            project_id: entity.project().or(itself(ProjectId::KIND).map(Into::into)),
            actor: cause.actor.clone(),
            operation_id: cause.operation_id,
            request_id: cause.request_id.clone(),
            payload,
            payload_version: 1,
            at: ports.now(),
        }
    }
}
