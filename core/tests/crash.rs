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

use cases::{every_fault_at_every_call, every_fault_while_recovering};
use verb::Verb;

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
