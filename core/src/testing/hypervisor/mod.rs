//! The conformance kit of the hypervisor contract, and [`FaultyHypervisor`], whose calls go wrong.
//!
//! Each bullet under a `# Behavior` of [`Hypervisor`] is a [`Case`], named by the sentence it proves. An adapter brings a
//! [`Rig`] that makes connections to a hypervisor and says what its guest boots from, and
//! [`hypervisor_conformance!`](crate::hypervisor_conformance) makes a test of each case:
//!
//! ```
//! # mod tests {
//! use std::sync::Arc;
//! use vmbay::{
//!     hypervisor::{Hypervisor, SimulatedHypervisor, SimulatedOptions},
//!     testing::hypervisor::Rig,
//! };
//!
//! struct Simulated;
//!
//! #[async_trait::async_trait]
//! impl Rig for Simulated {
//!     async fn connect(&self) -> Arc<dyn Hypervisor> {
//!         Arc::new(SimulatedHypervisor::new(SimulatedOptions::instant()))
//!     }
//!     fn pool(&self) -> String {
//!         "/simulated".to_owned()
//!     }
//! }
//!
//! vmbay::hypervisor_conformance!(Simulated);
//! # }
//! ```
//!
//! Where a connection or a boot is dear, [`Kit::run_all`] runs all cases on one connection and one booted guest instead, and
//! tells case by case how each ended.
//!
//! A case asks the adapter's [`Capabilities`](crate::hypervisor::Capabilities) and its rig for what it needs; where either
//! lacks it the case is *inapplicable*, and says why. Every case removes what it made, and fails if anything is left.

mod bench;
mod cases;
mod faults;
mod kit;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use futures::future::BoxFuture;

pub use self::{
    bench::Bench,
    cases::CASES,
    faults::FaultyHypervisor,
    kit::{Case, Inapplicable, Kit, Outcome, Report, prove},
};
use crate::{
    clock::{Clock, SystemClock},
    hypervisor::Hypervisor,
    id::MachineId,
};

/// What an adapter brings to the kit. What a rig cannot do it answers with its default, and the cases that need it are
/// inapplicable.
#[async_trait]
pub trait Rig: Send + Sync {
    /// A connection to the hypervisor under test, to the same one at each call.
    async fn connect(&self) -> Arc<dyn Hypervisor>;

    /// A pool of the rig's own, in which there are no volumes.
    fn pool(&self) -> String;

    /// What a guest with an agent boots from. It needs the usual programs: `uname`, `echo`, `cat`, `seq`, `sleep`,
    /// `printenv`, `true`, `false`; its files in `/tmp` do not survive a reboot.
    async fn guest(&self) -> Option<GuestFiles> {
        None
    }

    /// A pool with less than 8 MiB of room.
    async fn full_pool(&self) -> Option<String> {
        None
    }

    /// Breaks something, and tells whether it could.
    async fn disturb(&self, _disturbance: Disturbance) -> bool {
        false
    }

    /// A machine that is not ours, running if it can, and that stays what it is.
    async fn foreign_machine(&self) -> Option<MachineId> {
        None
    }

    /// Whether the [foreign machine](Self::foreign_machine) is still as it was made.
    async fn is_untouched(&self, _foreign: MachineId) -> bool {
        true
    }

    /// How long something may take that is sure to happen: a guest to boot, a call to reach its deadline.
    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }

    /// The time by which the hypervisor lives.
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock::default())
    }

    /// Runs a case to its end; unless told otherwise, on a tokio runtime with one thread, which no method may block.
    fn block_on(&self, case: BoxFuture<'_, ()>) {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a current-thread runtime needs nothing but a few file descriptors")
            .block_on(case);
    }

    /// Why a case cannot hold on this hypervisor although the adapter does what it can, where that is known.
    fn inapplicable(&self, _case: &str) -> Option<&'static str> {
        None
    }

    /// Is told of every case that was inapplicable, so that none is skipped in silence.
    fn not_run(&self, case: &str, why: &str) {
        eprintln!("not run: {case}: {why}");
    }
}

/// What a guest boots from, and how.
#[derive(Clone, Debug)]
pub struct GuestFiles {
    /// The kernel.
    pub kernel: Bytes,
    /// The initial RAM disk.
    pub initrd: Bytes,
    /// The kernel's command line.
    pub command_line: String,
    /// The memory it needs.
    pub memory_mib: u32,
}

/// What a rig is asked to break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disturbance {
    /// Kill the process of this machine.
    KillMachine(MachineId),
    /// Kill the agent in the guest of this machine, or the guest, so that it never answers again.
    KillGuest(MachineId),
    /// Cut every connection; machines go on running. Calls fail at once or when they are due.
    CutConnection,
    /// Let connections come back.
    MendConnection,
    /// Put a file that is not ours into the rig's pool; it goes with the rig.
    PlantFile,
}

/// Makes a `#[test]` of each case of the [hypervisor conformance kit](crate::testing::hypervisor) with a
/// [`Rig`](crate::testing::hypervisor::Rig) of its own: `vmbay::hypervisor_conformance!(MyRig::new());`
#[macro_export]
macro_rules! hypervisor_conformance {
    ($rig:expr) => {
        $crate::hypervisor_cases! { [$crate::hypervisor_tests] ($rig) }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! hypervisor_tests {
    (($rig:expr) $($module:ident: $($case:ident)*;)*) => { $(
        mod $module {
            #[allow(unused_imports, reason = "a rig may need nothing from around it")]
            use super::*;
            $(
                #[test]
                fn $case() {
                    let rig: ::std::sync::Arc<dyn $crate::testing::hypervisor::Rig> = ::std::sync::Arc::new($rig);
                    $crate::testing::hypervisor::prove(&rig, stringify!($case));
                }
            )*
        }
    )* };
}
