//! Hosts, and where a machine goes.

mod host;
mod link;
mod observer;

pub(crate) use self::{
    link::{HostLink, HostLinks},
    observer::{Observer, observation_events},
};
pub use host::{AdminState, ConnectionState, Host};
