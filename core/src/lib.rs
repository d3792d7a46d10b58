//! Virtual-machine management as an embeddable library.

extern crate self as vmbay;

pub mod clock;
pub mod error;
pub mod event;
pub mod hypervisor;
pub mod id;
pub mod operation;
pub mod page;
pub mod secret;
pub mod storage;

#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use uuid;

pub use clock::{Clock, Timestamp};
pub use error::{Error, ErrorCode, Failure, Resource, Result};
pub use page::{Cursor, Page};
pub use secret::Secret;
pub use vmbay_macros::Entity;
