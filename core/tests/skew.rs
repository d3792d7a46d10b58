//! Libraries whose clocks differ, on the memory adapter in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "support/skew.rs"]
mod support;

use std::{sync::Arc, time::Duration};

use vmbay::{clock::VirtualClock, storage::MemoryStorage};

#[test]
fn clocks_that_differ_by_a_minute_neither_double_nor_lose_an_operation() {
    let (clock, storage) = (VirtualClock::default(), MemoryStorage::new());
    let reopen = async || storage.reopen();
    let lease = Duration::from_secs(10);
    clock.clone().run(support::neither_doubles_nor_loses(Arc::new(clock), lease, reopen));
}
