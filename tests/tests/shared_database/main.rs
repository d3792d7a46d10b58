//! Many processes on one database: they open it together, an old one meets a newer schema, and events reach every reader
//! in the order of their commits whoever is killed.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

#[path = "../many_processes/database.rs"]
mod database;
#[path = "../../../core/tests/seeds/dice.rs"]
mod dice;
mod opening;
mod order;
#[path = "../many_processes/process.rs"]
mod process;
