//! For the tests of adapters and applications (feature `testing`).
//!
//! - [`storage`]: what every storage adapter must do, case by case;
//! - [`hypervisor`]: the conformance kit of the hypervisor contract, and a hypervisor that follows a plan of faults;
//! - [`content`]: files that can be imported;
//! - [`faults`]: plans of what goes wrong at which call, and a storage that follows one;
//! - [`skew`]: clocks that differ.

pub mod content;
pub mod faults;
pub mod hypervisor;
pub mod skew;
pub mod storage;
