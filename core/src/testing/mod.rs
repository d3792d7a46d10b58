//! For the tests of adapters and applications (feature `testing`).
//!
//! - [`faults`]: plans of what goes wrong at which call, and a storage that follows one.
//! - [`hypervisor`]: the conformance kit of the hypervisor contract, and a hypervisor that follows a plan of faults.

pub mod faults;
pub mod hypervisor;
