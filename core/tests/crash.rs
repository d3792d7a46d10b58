//! Crash safety, proved: every verb, with every fault at every call to the database and the hypervisor.
//!
//! A clean run counts the calls of a verb. Then, for each call and each fault, the verb runs in a world of its own; after a
//! crash another library is opened on what is left. When all has settled, database and hypervisor must agree, nothing may
//! be locked, open or doubled, and the verb must still lead to where it leads.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "crash/agreement.rs"]
mod agreement;
#[path = "crash/cases.rs"]
mod cases;
#[path = "crash/verb.rs"]
mod verb;
#[path = "crash/world.rs"]
#[expect(dead_code, reason = "two tests live in such worlds")]
mod world;

use agreement::settle;
use cases::{every_fault_at_every_call, every_fault_while_recovering};
use verb::Verb;
use vmbay::{
    ErrorCode,
    compute::MachineCreate,
    hypervisor::PowerState,
    operation::{OperationQuery, OperationState},
    testing::faults::{Fault, FaultPlan, Point},
};
use world::World;

#[test]
fn a_create_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::Create);
}

#[test]
fn a_create_that_the_hypervisor_refuses_survives_every_fault_while_it_is_undone() {
    every_fault_at_every_call(Verb::RefusedCreate);
}

#[test]
fn a_start_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::Start);
}

#[test]
fn a_stop_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::Stop);
}

#[test]
fn a_forced_stop_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::ForceStop);
}

#[test]
fn a_delete_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::Delete);
}

#[test]
fn a_delete_of_a_running_machine_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::DeleteRunning);
}

#[test]
fn an_image_import_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::Import);
}

#[test]
fn an_image_delete_survives_every_fault_at_every_call() {
    every_fault_at_every_call(Verb::DeleteImage);
}

#[test]
fn the_recovery_of_a_create_survives_every_fault_at_every_call() {
    every_fault_while_recovering(Verb::Create);
}

#[test]
fn the_recovery_of_a_delete_survives_every_fault_at_every_call() {
    every_fault_while_recovering(Verb::DeleteRunning);
}

#[test]
fn a_forced_stop_that_is_taken_over_leaves_the_machine_off_and_what_it_preempted_at_an_end() {
    World::run(async |world| {
        let first = world.open_faulty(&world.plan).await.unwrap();
        let machine = first.machines().create(MachineCreate::new("a")).await.unwrap().id;
        world.plan.arm(Point::Method("hypervisor.start", 0), Fault::CrashAfter);
        tokio::select! {
            biased;
            () = world.plan.crash().cancelled() => {}
            done = async { first.machines().start(machine).await } => panic!("{done:?}"),
        }
        let plan = FaultPlan::new(world.clock.clone());
        let second = world.open_faulty(&plan).await.unwrap();
        plan.arm(Point::Method("hypervisor.force_stop", 0), Fault::CrashAfter);
        tokio::select! {
            biased;
            () = plan.crash().cancelled() => {}
            done = async { second.machines().force_stop(machine).await } => panic!("{done:?}"),
        }
        let heir = world.open().await;
        settle(&world).await;
        assert_eq!(heir.machines().get(machine).await.unwrap().power_state, PowerState::Stopped);
        let operations = heir.operations().list(OperationQuery::default()).await.unwrap().items;
        let start = operations.iter().find(|operation| operation.kind == "machine.start").unwrap();
        let code = start.failure.as_ref().map(|failure| failure.code);
        assert_eq!((start.state, code), (OperationState::Cancelled, Some(ErrorCode::Cancelled)));
        heir.machines().delete(machine).await.unwrap();
        heir.shutdown(world::PATIENCE).await.unwrap();
    });
}
