//! Hosts: which there are, where a machine goes, and what is really on them.
//!
//! - `host`: the row and its transitions; `service`: what callers use; `placement`: where a machine goes, and why not
//!   elsewhere;
//! - `link`: the connections of this process; `observer`: the one writer of a machine's power;
//! - `drift`: where a host and the database differ; `reconcile`: mending it.

mod drift;
mod host;
mod link;
mod observer;
mod placement;
mod reconcile;
mod service;

pub(crate) use self::{
    drift::drifts,
    link::{HostLink, HostLinks},
    observer::{Observer, observation_events},
    placement::place,
    reconcile::Reconcile,
};
pub use self::{
    drift::{Drift, DriftKind},
    host::{AdminState, ConnectionState, Host},
    placement::Request,
    reconcile::{DriftReport, ReconcileOptions, UnreachableHost},
    service::{HostQuery, HostUpdate, Hosts},
};
