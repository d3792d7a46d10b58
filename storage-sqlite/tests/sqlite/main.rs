//! The SQLite adapter on real files: its group commit, several processes on one file, its schema.

// All of this is test code, also what stands outside a test function.
#![allow(clippy::unwrap_used)]

mod common;
mod conformance;
mod consumers;
mod errors;
mod group_commit;
mod jobs;
mod leases;
mod processes;
mod schedules;
mod schema;
mod skew;
