//! Network cards.

mod nic;

pub use nic::{Nic, NicAttachment};
