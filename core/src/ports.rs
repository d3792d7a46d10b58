//! What the library takes from outside: a database, time and randomness.

use std::sync::Arc;

use crate::{
    clock::{Clock, Timestamp},
    id::{EntityId, Ids},
    storage::Storage,
};

/// The ports of one open library, cheap to clone.
#[derive(Clone, Debug)]
pub struct Ports {
    /// The database.
    pub storage: Arc<dyn Storage>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and randomness.
    pub ids: Arc<dyn Ids>,
}

impl Ports {
    /// The present time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id.
    pub fn id<I: EntityId>(&self) -> I {
        self.ids.uuid(self.clock.now()).into()
    }
}
