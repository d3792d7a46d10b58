//! For the tests of adapters and applications (feature `testing`).
//!
//! - [`faults`]: plans of what goes wrong at which call, and a storage that follows one.

pub mod faults;
