//! The network cards of machines.

use crate::{
    id::{MachineId, NicId, OrganizationId, ProjectId},
    text_enum,
};

text_enum! {
    /// What a network card is plugged into.
    pub enum NicAttachment {
        /// User-mode networking of the hypervisor.
        User = "user",
        /// A network of the hypervisor, by its name.
        Network = "network",
    }
}

/// A network card of a machine.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(table = "nics", unique = "machine_id, position")]
pub struct Nic {
    /// Its id.
    pub id: NicId,
    /// Its version.
    pub version: u64,
    /// The organization it belongs to.
    pub organization_id: OrganizationId,
    /// The project it belongs to.
    pub project_id: ProjectId,
    /// The machine it is in.
    #[entity(references = "machines")]
    pub machine_id: MachineId,
    /// Its place among the machine's cards, from 0.
    pub position: u32,
    /// Its hardware address, unique.
    #[entity(unique)]
    pub mac: String,
    /// What it is plugged into.
    pub attachment: NicAttachment,
    /// The name of the hypervisor's network.
    pub network_name: Option<String>,
}
