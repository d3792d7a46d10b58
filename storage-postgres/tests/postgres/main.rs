//! The PostgreSQL adapter on real servers: the conformance kit, the order of events, faults, its schema.

// All of this is test code, also what stands outside a test function.
#![allow(clippy::unwrap_used)]

mod common;
mod conformance;
mod consumers;
mod faults;
mod jobs;
mod locks;
mod lost;
mod order;
mod pool;
mod proxy;
mod restarts;
mod schedules;
mod schema;
mod skew;
mod tls;
