//! Durable work: sagas that survive a crash at any point.

mod record;

pub use record::{OperationRecord, OperationState, Progress};
