//! The simulated hypervisor meets the contract, case by case.

#[path = "support/simulated_rig.rs"]
mod simulated_rig;

use std::{sync::Arc, time::Duration};

use futures::FutureExt;
use simulated_rig::SimulatedRig;
use vmbay::testing::hypervisor::{Kit, Outcome, Rig};

vmbay::hypervisor_conformance!(SimulatedRig::default());

#[test]
fn all_cases_hold_one_after_another_on_one_connection() {
    let rig = Arc::new(SimulatedRig::default());
    let (kit, clock) = (rig.clone(), rig.clock());
    let begun = clock.now();
    rig.block_on(
        async move {
            let report = Kit::new(kit).await.run_all().await;
            assert!(report.0.iter().all(|(_, outcome)| *outcome == Outcome::Passed), "{report}");
        }
        .boxed(),
    );
    // What a real host with emulated guests would need: a run must stay short there.
    let took = clock.now().since(begun);
    assert!(took < Duration::from_secs(180), "{took:?}");
}
