//! Hypervisor connections.

use std::collections::BTreeMap;

use crate::{
    clock::Timestamp,
    error::{Error, Resource, Result},
    id::HostId,
    text_enum,
};

text_enum! {
    /// What people decided about a host.
    pub enum AdminState {
        /// It takes machines.
        Enabled = "enabled",
        /// It takes no new ones.
        Cordoned = "cordoned",
        /// It is being emptied.
        Maintenance = "maintenance",
        /// It is gone for good.
        Removed = "removed",
    }
}

text_enum! {
    /// What was last seen of the connection to a host.
    pub enum ConnectionState {
        /// Not seen yet.
        Connecting = "connecting",
        /// It answers.
        Online = "online",
        /// It answers some calls.
        Degraded = "degraded",
        /// It does not answer.
        Offline = "offline",
    }
}

/// A hypervisor on a host, registered under a name.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(table = "hosts")]
pub struct Host {
    /// Its id.
    pub id: HostId,
    /// Its version.
    pub version: u64,
    /// The name it was registered under, unique.
    #[entity(unique)]
    pub name: String,
    /// Its adapter: `libvirt`, `simulated`.
    pub adapter: String,
    /// Where it is, without secrets.
    pub uri: String,
    /// Its own name, once seen.
    pub hostname: Option<String>,
    /// The adapter's and the hypervisor's versions, once seen.
    pub hypervisor_version: Option<String>,
    /// Its processors, once seen.
    pub cpus: Option<u32>,
    /// Its memory in MiB, once seen.
    pub memory_mib: Option<u64>,
    /// Whether its guests run on hardware virtualization, once seen.
    pub accelerated: Option<bool>,
    /// Labels, for choosing.
    pub labels: BTreeMap<String, String>,
    /// What people decided about it.
    pub admin_state: AdminState,
    /// What was last seen of its connection.
    pub connection_state: ConnectionState,
    /// When that was last seen.
    pub seen_at: Option<Timestamp>,
    /// Grows by one each time a process begins to observe it, so that each observation tells whose it was.
    pub epoch: u64,
    /// When it was registered.
    pub created_at: Timestamp,
}

impl Host {
    /// The host as people decided: enabled, cordoned and in maintenance lead to each other; removal comes after
    /// maintenance and is final.
    ///
    /// # Errors
    /// `illegal_transition`.
    pub(crate) fn admit(mut self, state: AdminState) -> Result<Self> {
        let allowed = match (self.admin_state, state) {
            (from, to) if from == to => true,
            (AdminState::Removed, _) => false,
            (from, AdminState::Removed) => from == AdminState::Maintenance,
            _ => true,
        };
        if !allowed {
            return Err(Error::IllegalTransition {
                resource: Resource::new("host", self.id),
                from: self.admin_state.as_str().into(),
                verb: format!("become {state}").into(),
            });
        }
        self.admin_state = state;
        Ok(self)
    }
}
