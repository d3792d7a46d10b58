//! How busy a database's connections are.

use serde::{Deserialize, Serialize};

/// How busy a bounded set of connections is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolUse {
    /// The most connections there may be.
    pub limit: u32,
    /// How many are at work.
    pub busy: u32,
    /// How many calls wait for one.
    pub waiting: u32,
}
