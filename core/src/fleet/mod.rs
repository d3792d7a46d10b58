//! Hosts, and where a machine goes.

mod host;

pub use host::{AdminState, ConnectionState, Host};
