//! The one error list of the library.
//!
//! Every failure is an [`Error`] with a stable [`code`](Error::code) a program can match on, a finer
//! [`reason`](Error::reason), the [`resource`](Error::resource) it is about, and whether
//! [trying again](Error::is_retryable) can help. Messages say what to do and never hold a secret.

use std::{borrow::Cow, fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{id::OperationId, text_enum};

/// What every fallible function of the library returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The cause behind an error, kept for the source chain.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

text_enum! {
    /// A stable, machine-readable name of what went wrong, the same in every language.
    #[non_exhaustive]
    pub enum ErrorCode {
        /// An argument is outside what it may be; nothing was done.
        InvalidArgument = "invalid_argument",
        /// No such resource, or not within the caller's scope.
        NotFound = "not_found",
        /// A unique name or key is taken.
        AlreadyExists = "already_exists",
        /// The resource changed since it was read.
        Conflict = "conflict",
        /// Something else still refers to the resource.
        InUse = "in_use",
        /// The verb is not allowed in the resource's present state.
        IllegalTransition = "illegal_transition",
        /// Another operation holds the resource.
        Locked = "locked",
        /// The idempotency key was used before with another input.
        IdempotencyConflict = "idempotency_conflict",
        /// The actor lacks the permission.
        PermissionDenied = "permission_denied",
        /// A bounded counter would pass its limit.
        Exhausted = "exhausted",
        /// The adapter or the host cannot do this.
        Unsupported = "unsupported",
        /// Something outside the library is missing or does not answer.
        Unavailable = "unavailable",
        /// A deadline passed; the message says whether work goes on.
        TimedOut = "timed_out",
        /// A call ended without saying whether it took effect, and looking did not tell either.
        UnknownOutcome = "unknown_outcome",
        /// The caller cancelled the work.
        Cancelled = "cancelled",
        /// The guest, or its agent, refused or failed.
        GuestFailed = "guest_failed",
        /// The hypervisor refused or failed.
        HypervisorFailed = "hypervisor_failed",
        /// The database refused or failed.
        StorageFailed = "storage_failed",
        /// A disk has no room left.
        OutOfSpace = "out_of_space",
        /// Stored data does not read as what it should be.
        Corrupt = "corrupt",
        /// The handle was shut down.
        Closed = "closed",
    }
}

/// What an error is about: a kind such as `machine` and, where known, its id or name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The kind in the words of the domain: `machine`, `image`, `volume` …
    pub kind: Cow<'static, str>,
    /// The id, or the name where there is no id yet.
    pub id: Option<String>,
}

impl Resource {
    /// A resource known by its id or name.
    pub fn new(kind: impl Into<Cow<'static, str>>, id: impl fmt::Display) -> Self {
        Self { kind: kind.into(), id: Some(id.to_string()) }
    }

    /// A resource of which only the kind is known.
    pub fn kind(kind: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: kind.into(), id: None }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.id {
            Some(id) => write!(f, "{} {id}", self.kind),
            None => f.write_str(&self.kind),
        }
    }
}

/// Why an operation failed, as it is stored with the operation and read back by any process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The stable code of the error that ended the work.
    pub code: ErrorCode,
    /// Its finer reason.
    pub reason: String,
    /// Its message.
    pub message: String,
    /// What it was about.
    pub resource: Option<Resource>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        if let Error::OperationFailed { failure, .. } = error {
            return (**failure).clone();
        }
        let mut message = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            message = format!("{message}: {cause}");
            source = cause.source();
        }
        Self {
            code: error.code(),
            reason: error.reason().to_owned(),
            message,
            resource: error.resource(),
            retryable: error.is_retryable(),
        }
    }
}

/// Everything that can go wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An argument is outside what it may be; nothing was done.
    #[error("{field} {problem}")]
    InvalidArgument {
        /// The argument, as a path such as `labels.env`.
        field: Cow<'static, str>,
        /// What is wrong with it and what it may be.
        problem: Cow<'static, str>,
    },
    /// No such resource, or not within the caller's scope.
    #[error("{resource} was not found")]
    NotFound {
        /// What was looked for.
        resource: Resource,
    },
    /// A unique value is taken.
    #[error("{resource} already exists: its {field} is taken")]
    AlreadyExists {
        /// What could not be stored.
        resource: Resource,
        /// The unique index or column that refused.
        field: Cow<'static, str>,
    },
    /// The resource changed since it was read.
    #[error("{resource} is no longer at version {expected}; read it again and repeat the change")]
    Conflict {
        /// What changed.
        resource: Resource,
        /// The version the caller saw.
        expected: u64,
    },
    /// Something else still refers to the resource, or the resource refers to nothing.
    #[error("{resource} is still in use by {by}")]
    InUse {
        /// What could not be removed.
        resource: Resource,
        /// Who holds it.
        by: Cow<'static, str>,
    },
    /// The verb is not allowed in the present state.
    #[error("{resource} is {from}: it cannot {verb}")]
    IllegalTransition {
        /// What was asked to change.
        resource: Resource,
        /// Its present state.
        from: Cow<'static, str>,
        /// The verb that was refused.
        verb: Cow<'static, str>,
    },
    /// Another operation holds the resource.
    #[error("{resource} is held by operation {operation}; wait for it or cancel it")]
    Locked {
        /// What is held.
        resource: Resource,
        /// The operation that holds it.
        operation: OperationId,
    },
    /// The idempotency key was used before with another input.
    #[error("the idempotency key {key:?} was used before with another input")]
    IdempotencyConflict {
        /// The key.
        key: String,
    },
    /// The actor lacks the permission.
    #[error("the actor lacks the permission {permission}")]
    PermissionDenied {
        /// The permission, as `resource:verb`.
        permission: Cow<'static, str>,
    },
    /// A bounded counter would pass its limit.
    #[error("{resource} has no {field} left")]
    Exhausted {
        /// What holds the counter.
        resource: Resource,
        /// The counter.
        field: Cow<'static, str>,
    },
    /// The adapter or the host cannot do this.
    #[error("{by} cannot {ability}")]
    Unsupported {
        /// What was asked for, as a verb phrase.
        ability: Cow<'static, str>,
        /// Who cannot: an adapter or a host.
        by: Cow<'static, str>,
    },
    /// Something outside the library is missing or does not answer.
    #[error("{what} is not available; {mend}")]
    Unavailable {
        /// What is missing.
        what: Cow<'static, str>,
        /// The package or setting that mends it.
        mend: Cow<'static, str>,
        /// The cause.
        source: Option<Source>,
    },
    /// A deadline passed.
    #[error("{what} did not finish within {after:?}{}", if operation.is_some() { "; the operation continues" } else { "" })]
    TimedOut {
        /// What was waited for.
        what: Cow<'static, str>,
        /// The deadline.
        after: Duration,
        /// The operation that goes on working, if one does.
        operation: Option<OperationId>,
    },
    /// A call ended without saying whether it took effect.
    #[error("{what} ended without an answer: whether it took effect is unknown")]
    UnknownOutcome {
        /// The call.
        what: Cow<'static, str>,
        /// The cause.
        source: Option<Source>,
    },
    /// The work was cancelled.
    #[error("{what} was cancelled")]
    Cancelled {
        /// What was cancelled.
        what: Cow<'static, str>,
    },
    /// An operation ended badly; the code is that of the error that ended it.
    #[error("operation {operation} failed: {}", failure.message)]
    OperationFailed {
        /// The operation.
        operation: OperationId,
        /// What ended it.
        failure: Box<Failure>,
    },
    /// The guest, or its agent, refused or failed.
    #[error("the guest of {resource} failed: {problem}")]
    GuestFailed {
        /// The machine.
        resource: Resource,
        /// What the guest said, or did not say.
        problem: Cow<'static, str>,
        /// The cause.
        source: Option<Source>,
    },
    /// The hypervisor refused or failed.
    #[error("the hypervisor could not {what}")]
    HypervisorFailed {
        /// What was asked of it, as a verb phrase.
        what: Cow<'static, str>,
        /// The cause.
        source: Source,
    },
    /// The database refused or failed.
    #[error("{adapter} storage failed to {what}")]
    StorageFailed {
        /// The adapter's name.
        adapter: &'static str,
        /// What was asked of it, as a verb phrase.
        what: Cow<'static, str>,
        /// Whether the same request may succeed when tried again.
        retryable: bool,
        /// The cause.
        source: Source,
    },
    /// A disk has no room left.
    #[error("no space is left for {what}; free some room or grow the disk")]
    OutOfSpace {
        /// What was being written.
        what: Cow<'static, str>,
        /// The cause.
        source: Option<Source>,
    },
    /// Stored data does not read as what it should be.
    #[error("{what} does not read as it should: {problem}")]
    Corrupt {
        /// What was read.
        what: Cow<'static, str>,
        /// What is wrong.
        problem: Cow<'static, str>,
    },
    /// The handle was shut down.
    #[error("{what} is shut down")]
    Closed {
        /// Which handle.
        what: Cow<'static, str>,
    },
}

impl Error {
    /// The stable code; of a failed operation, the code of what ended it.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::InvalidArgument { .. } => ErrorCode::InvalidArgument,
            Self::NotFound { .. } => ErrorCode::NotFound,
            Self::AlreadyExists { .. } => ErrorCode::AlreadyExists,
            Self::Conflict { .. } => ErrorCode::Conflict,
            Self::InUse { .. } => ErrorCode::InUse,
            Self::IllegalTransition { .. } => ErrorCode::IllegalTransition,
            Self::Locked { .. } => ErrorCode::Locked,
            Self::IdempotencyConflict { .. } => ErrorCode::IdempotencyConflict,
            Self::PermissionDenied { .. } => ErrorCode::PermissionDenied,
            Self::Exhausted { .. } => ErrorCode::Exhausted,
            Self::Unsupported { .. } => ErrorCode::Unsupported,
            Self::Unavailable { .. } => ErrorCode::Unavailable,
            Self::TimedOut { .. } => ErrorCode::TimedOut,
            Self::UnknownOutcome { .. } => ErrorCode::UnknownOutcome,
            Self::Cancelled { .. } => ErrorCode::Cancelled,
            Self::OperationFailed { failure, .. } => failure.code,
            Self::GuestFailed { .. } => ErrorCode::GuestFailed,
            Self::HypervisorFailed { .. } => ErrorCode::HypervisorFailed,
            Self::StorageFailed { .. } => ErrorCode::StorageFailed,
            Self::OutOfSpace { .. } => ErrorCode::OutOfSpace,
            Self::Corrupt { .. } => ErrorCode::Corrupt,
            Self::Closed { .. } => ErrorCode::Closed,
        }
    }

    /// The finer reason within the code: the field, the verb, the ability … or the code itself.
    pub fn reason(&self) -> &str {
        match self {
            Self::InvalidArgument { field, .. }
            | Self::AlreadyExists { field, .. }
            | Self::Exhausted { field, .. } => field,
            Self::IllegalTransition { verb, .. } => verb,
            Self::PermissionDenied { permission } => permission,
            Self::Unsupported { ability, .. } => ability,
            Self::Unavailable { what, .. } => what,
            Self::OperationFailed { failure, .. } => &failure.reason,
            other => other.code().as_str(),
        }
    }

    /// Whether the same request may succeed later without a change by the caller.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Conflict { .. }
            | Self::Locked { .. }
            | Self::Unavailable { .. }
            | Self::TimedOut { .. }
            | Self::UnknownOutcome { .. } => true,
            Self::StorageFailed { retryable, .. } => *retryable,
            Self::OperationFailed { failure, .. } => failure.retryable,
            _ => false,
        }
    }

    /// What the error is about, where one resource can be named.
    pub fn resource(&self) -> Option<Resource> {
        match self {
            Self::NotFound { resource }
            | Self::AlreadyExists { resource, .. }
            | Self::Conflict { resource, .. }
            | Self::InUse { resource, .. }
            | Self::IllegalTransition { resource, .. }
            | Self::Locked { resource, .. }
            | Self::Exhausted { resource, .. }
            | Self::GuestFailed { resource, .. } => Some(resource.clone()),
            Self::OperationFailed { failure, .. } => failure.resource.clone(),
            Self::TimedOut { operation: Some(id), .. } => Some(Resource::new("operation", id)),
            _ => None,
        }
    }

    /// The same failure for another who shared it, as when several commit together: what caused it becomes text.
    #[must_use]
    pub fn retold(&self) -> Self {
        match self {
            Self::OutOfSpace { what, .. } => Self::OutOfSpace { what: what.clone(), source: None },
            Self::Closed { what } => Self::Closed { what: what.clone() },
            Self::Corrupt { what, problem } => Self::Corrupt { what: what.clone(), problem: problem.clone() },
            Self::Unavailable { what, mend, .. } => {
                Self::Unavailable { what: what.clone(), mend: mend.clone(), source: None }
            }
            other => Self::StorageFailed {
                adapter: if let Self::StorageFailed { adapter, .. } = other { adapter } else { "storage" },
                what: "commit".into(),
                retryable: other.is_retryable(),
                source: other.to_string().into(),
            },
        }
    }

    /// An argument that is outside what it may be.
    pub fn invalid(field: impl Into<Cow<'static, str>>, problem: impl Into<Cow<'static, str>>) -> Self {
        Self::InvalidArgument { field: field.into(), problem: problem.into() }
    }

    /// A resource that is not there.
    pub fn not_found(kind: impl Into<Cow<'static, str>>, id: impl fmt::Display) -> Self {
        Self::NotFound { resource: Resource::new(kind, id) }
    }

    /// Something outside the library that is missing, and what mends it.
    pub fn unavailable(what: impl Into<Cow<'static, str>>, mend: impl Into<Cow<'static, str>>) -> Self {
        Self::Unavailable { what: what.into(), mend: mend.into(), source: None }
    }

    /// An ability the adapter or host lacks.
    pub fn unsupported(ability: impl Into<Cow<'static, str>>, by: impl Into<Cow<'static, str>>) -> Self {
        Self::Unsupported { ability: ability.into(), by: by.into() }
    }

    /// `closed`: `what` was closed before.
    pub fn closed(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Closed { what: what.into() }
    }

    /// Stored data that does not read as it should.
    pub fn corrupt(what: impl Into<Cow<'static, str>>, problem: impl Into<Cow<'static, str>>) -> Self {
        Self::Corrupt { what: what.into(), problem: problem.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_written_the_same_by_display_and_by_serde() {
        for code in [ErrorCode::InvalidArgument, ErrorCode::OutOfSpace, ErrorCode::IdempotencyConflict] {
            assert_eq!(serde_json::to_string(&code).unwrap(), format!("\"{code}\""));
        }
    }

    #[test]
    fn a_failure_keeps_the_chain_of_causes_in_its_message() {
        let error = Error::HypervisorFailed { what: "start the machine".into(), source: "no disk".into() };
        let failure = Failure::from(&error);
        assert_eq!(failure.message, "the hypervisor could not start the machine: no disk");
        assert_eq!(failure.code, ErrorCode::HypervisorFailed);
    }
}
