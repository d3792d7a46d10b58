//! What happened on a simulated host, in order and comparable.

use std::fmt;

use uuid::Uuid;

use super::fault::{Incident, Verb};
use crate::{
    clock::Timestamp,
    error::ErrorCode,
    hypervisor::{PowerReason, PowerState},
    id::MachineId,
};

/// Something that happened, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceEntry {
    /// When, on the host's clock.
    pub at: Timestamp,
    /// What.
    pub event: TraceEvent,
}

/// Something that happened on a simulated host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceEvent {
    /// A call took effect, or failed to.
    Call {
        /// The method.
        verb: Verb,
        /// The machine or volume it was about.
        subject: Option<Uuid>,
        /// The error it ended with; none when it succeeded.
        error: Option<ErrorCode>,
    },
    /// A machine's power changed.
    Power {
        /// The machine.
        machine: MachineId,
        /// Its power now.
        state: PowerState,
        /// Why.
        reason: PowerReason,
    },
    /// A guest's agent began to answer.
    AgentUp(MachineId),
    /// Something went wrong, or came right again.
    Incident(Incident),
}

impl fmt::Display for TraceEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.at)?;
        match &self.event {
            TraceEvent::Call { verb, subject, error } => {
                write!(f, "{verb}")?;
                subject.iter().try_for_each(|subject| write!(f, " {subject}"))?;
                error.iter().try_for_each(|error| write!(f, ": {error}"))
            }
            TraceEvent::Power { machine, state, reason } => write!(f, "{machine} is {state} ({reason})"),
            TraceEvent::AgentUp(machine) => write!(f, "the agent of {machine} answers"),
            TraceEvent::Incident(incident) => write!(f, "{incident:?}"),
        }
    }
}
