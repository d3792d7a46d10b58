//! Virtual-machine management as an embeddable library.

extern crate self as vmbay;

pub mod access;
mod bootstrap;
pub mod clock;
pub mod compute;
pub mod disk;
pub mod error;
pub mod event;
pub mod fleet;
pub mod hypervisor;
pub mod id;
mod name;
pub mod network;
pub mod observe;
pub mod operation;
pub mod page;
pub mod ports;
mod sdk;
pub mod secret;
pub mod storage;
mod tasks;
#[cfg(feature = "testing")]
pub mod testing;

#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use uuid;

pub use clock::{Clock, Timestamp};
pub use error::{Error, ErrorCode, Failure, Resource, Result};
pub use page::{Cursor, Page};
pub use sdk::{Builder, Vmbay};
pub use secret::Secret;
pub use vmbay_macros::Entity;

use storage::{Entity as _, Schema};

/// The tables of the library, each after those it refers to.
pub fn entities() -> [&'static Schema; 11] {
    [
        observe::Setting::SCHEMA,
        access::Organization::SCHEMA,
        access::Project::SCHEMA,
        fleet::Host::SCHEMA,
        disk::StoragePool::SCHEMA,
        disk::Image::SCHEMA,
        compute::Machine::SCHEMA,
        disk::Volume::SCHEMA,
        network::Nic::SCHEMA,
        operation::OperationRecord::SCHEMA,
        event::Event::SCHEMA,
    ]
}
