//! Clocks that differ.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;

use crate::clock::{Clock, Timestamp};

/// A clock that is ahead of another by a constant.
#[derive(Clone, Debug)]
pub struct SkewedClock {
    clock: Arc<dyn Clock>,
    ahead: Duration,
}

impl SkewedClock {
    /// `clock`, ahead by `ahead`.
    pub fn new(clock: Arc<dyn Clock>, ahead: Duration) -> Self {
        Self { clock, ahead }
    }
}

#[async_trait]
impl Clock for SkewedClock {
    fn now(&self) -> Timestamp {
        self.clock.now() + self.ahead
    }

    async fn sleep(&self, duration: Duration) {
        self.clock.sleep(duration).await;
    }
}
