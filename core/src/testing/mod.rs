//! For the tests of adapters and applications (feature `testing`).
//!
//! - [`content`]: files that can be imported;
//! - [`faults`]: plans of what goes wrong at which call, and a storage that follows one.
//! - [`hypervisor`]: the conformance kit of the hypervisor contract, and a hypervisor that follows a plan of faults.

pub mod content;
pub mod faults;
pub mod hypervisor;
