//! Virtual-machine management as a library: what SQLite did for databases, for machines.
//!
//! Give it a database and a hypervisor, and your program has machines, images, volumes, operations and events: in process,
//! typed, crash-safe, with no daemon to run. It starts on one SQLite file and one local QEMU, and grows to many processes
//! and hosts without a change in the code that calls it.
//!
//! ```
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! use std::time::Duration;
//! use vmbay::{Vmbay, compute::{MachineCreate, StopOptions}, hypervisor::{ExecCommand, SimulatedHypervisor, SimulatedOptions}};
//! use vmbay::storage::MemoryStorage;
//!
//! let bay = Vmbay::builder()
//!     .storage(MemoryStorage::new())                              // or SqliteStorage::open("bay.db").await?
//!     .hypervisor("local", SimulatedHypervisor::new(SimulatedOptions::instant())) // or LibvirtHypervisor::connect("qemu:///embed?root=…").await?
//!     .open().await?;
//! let machine = bay.machines().create(MachineCreate::new("web-1").memory_mib(256).disk(1 << 30)).await?;
//! bay.machines().start(machine.id).await?;
//! bay.machines().wait_ready(machine.id, Duration::from_secs(60)).await?;
//! let out = bay.guest().exec(machine.id, ExecCommand::new(["uname", "-a"])).await?;
//! assert!(out.stdout_text().starts_with("Linux"));
//! bay.machines().stop(machine.id, StopOptions::graceful()).await?;
//! bay.machines().delete(machine.id).await?;
//! bay.shutdown(Duration::from_secs(10)).await?;
//! # Ok::<_, vmbay::Error>(()) }).unwrap();
//! ```
//!
//! # The three promises
//!
//! **Nothing is half-done.** A change, its events and the work it starts commit in one transaction. Long work is a durable
//! [operation]: when the process dies in the middle, the next one looks at what really happened, and finishes
//! or undoes it. Rows come before files, so that there is no disk that nobody knows of.
//!
//! **Nothing is lost.** [Events](event) are rows, in an order that a reader can resume from after a crash; what was pruned
//! meanwhile is said, as a gap. What a hypervisor tells is only a hint to look, so a hint that never came costs nothing.
//!
//! **Nothing is guessed.** A machine whose host does not answer is of `unknown` power, not `stopped`. A call that ended
//! without an answer is looked into before it is repeated. An error says what, why, and what mends it, under a
//! [code](ErrorCode) that stays.
//!
//! # The map
//!
//! | to … | read |
//! |---|---|
//! | open, choose a context, shut down | [`Vmbay`], [`Builder`] |
//! | make, start, stop, list and delete machines; run commands in them | [`compute`] |
//! | import images, make volumes | [`disk`] |
//! | follow what happens | [`event`] |
//! | follow, cancel and re-attach to long work; add kinds of your own; let one process lead | [`operation`] |
//! | have background jobs of your own done | [`job`] |
//! | have work begin at certain times | [`schedule`] |
//! | say who may do what, and how far they see | [`access`] |
//! | look after hosts | [`fleet`] |
//! | see how it is doing | [`observe`] |
//! | store entities of your own; write a database adapter | [`storage`] |
//! | write a hypervisor adapter; test without one | [`hypervisor`] |
//! | match on what went wrong | [`Error`], [`ErrorCode`] |
//!
//! # Ground rules
//!
//! The library reads no environment, installs no signal handler and keeps no global, so two of them live in one process.
//! Time, ids and randomness come from ports ([`Clock`], [`id::Ids`]); a test brings its own. Every long verb is a pair:
//! `start` completes, `begin_start` returns an [`Operation`](operation::Operation) at once. Dropping a future abandons the
//! wait, never the work.

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
pub mod job;
mod name;
pub mod network;
pub mod observe;
pub mod operation;
pub mod page;
pub mod ports;
pub mod schedule;
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
pub fn entities() -> [&'static Schema; 18] {
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
        operation::LeaseRecord::SCHEMA,
        event::ConsumerRecord::SCHEMA,
        job::JobRecord::SCHEMA,
        job::JobWorkerRecord::SCHEMA,
        job::JobLimitRecord::SCHEMA,
        schedule::Schedule::SCHEMA,
        schedule::ScheduleRun::SCHEMA,
    ]
}
