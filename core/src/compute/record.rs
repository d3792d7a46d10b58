//! A machine as it is stored: its specification and its five axes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    clock::Timestamp,
    hypervisor::{PowerReason, PowerState},
    id::{HostId, ImageId, MachineId, OperationId, OrganizationId, ProjectId},
    text_enum,
};

text_enum! {
    /// What the API last asked of a machine's power.
    pub enum DesiredPower {
        /// On.
        Running = "running",
        /// Off.
        Stopped = "stopped",
        /// Halted.
        Paused = "paused",
    }
}

text_enum! {
    /// Where a machine's existence stands.
    pub enum MachinePhase {
        /// Written down, nothing of it exists yet.
        Defining = "defining",
        /// Its disks and its definition are being made.
        Provisioning = "provisioning",
        /// It can be used.
        Ready = "ready",
        /// It is being deleted.
        Deleting = "deleting",
        /// It could not be made; delete it.
        ProvisionFailed = "provision_failed",
        /// It could not be deleted; try again.
        DeleteFailed = "delete_failed",
        /// It is put away.
        Archived = "archived",
    }
}

text_enum! {
    /// How far the guest has come.
    pub enum GuestPhase {
        /// Nothing is known of it.
        None = "none",
        /// It is being installed.
        Installing = "installing",
        /// It configures itself.
        Configuring = "configuring",
        /// Its agent answers.
        Ready = "ready",
        /// It failed to become ready.
        Failed = "failed",
    }
}

/// What a machine is made of, apart from its disks and network cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineHardware {
    /// Virtual processors, 1 to 255.
    pub vcpus: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// The kernel's command line, for a machine that boots a kernel directly.
    pub command_line: Option<String>,
}

/// A machine.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(
    table = "machines",
    unique = "project_id, name",
    index = "project_id, created_at",
    index = "organization_id, created_at",
    index = "created_at",
    index = "host_id"
)]
pub struct Machine {
    /// Its id; the hypervisor knows it by the same.
    pub id: MachineId,
    /// Its version.
    pub version: u64,
    /// The organization it belongs to.
    #[entity(references = "organizations")]
    pub organization_id: OrganizationId,
    /// The project it belongs to.
    #[entity(references = "projects")]
    pub project_id: ProjectId,
    /// Its name, unique in the project.
    pub name: String,
    /// What people should know.
    pub description: String,
    /// Labels, for choosing.
    pub labels: BTreeMap<String, String>,
    /// The application's own notes, kept as they are.
    pub metadata: serde_json::Value,
    /// The host it is on.
    #[entity(references = "hosts")]
    pub host_id: HostId,
    /// The image it was made from, which cannot be deleted before it.
    #[entity(index, references = "images")]
    pub image_id: Option<ImageId>,
    /// What it is to be made of.
    #[entity(json)]
    pub desired: MachineHardware,
    /// What it was last defined with.
    #[entity(json)]
    pub applied: Option<MachineHardware>,
    /// What the API last asked of its power.
    pub desired_power: DesiredPower,
    /// What was last seen of its power; written by the observer alone.
    pub power_state: PowerState,
    /// Why, as far as the hypervisor tells.
    pub power_reason: PowerReason,
    /// Whether its memory is saved, so that the next start is a restore.
    pub has_saved_state: bool,
    /// When its power was last seen to change.
    pub power_observed_at: Option<Timestamp>,
    /// The host's epoch of the process that saw it.
    pub power_epoch: u64,
    /// The place of that look among those of this process; what was seen of an older version of the machine is dropped.
    pub power_sequence: u64,
    /// Where its existence stands; written by operations alone.
    pub phase: MachinePhase,
    /// The one operation that holds it.
    pub lock_operation_id: Option<OperationId>,
    /// How far its guest has come; written by the guest observer alone.
    pub guest_phase: GuestPhase,
    /// When it was asked for.
    pub created_at: Timestamp,
}
