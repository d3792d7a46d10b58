//! Integration tests of vmbay on real databases, hypervisors and guests. The tests are in `tests/`; this crate holds what they share.

pub mod lab;
pub mod libvirt;
pub mod served;
