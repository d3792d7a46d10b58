//! Hosts, and where a machine goes.

mod host;
mod link;
mod observer;
mod placement;
mod service;

pub use self::{
    host::{AdminState, ConnectionState, Host},
    placement::Request,
    service::{HostQuery, HostUpdate, Hosts},
};
pub(crate) use self::{
    link::{HostLink, HostLinks},
    observer::{Observer, observation_events},
    placement::place,
};
