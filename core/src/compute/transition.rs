//! Which verb is allowed when: pure decisions over a machine's five axes.

use super::record::{DesiredPower, GuestPhase, Machine, MachinePhase};
use crate::{
    access::Permission,
    error::{Error, Resource, Result},
    hypervisor::PowerState,
    text_enum,
};

text_enum! {
    /// What can be done to a machine.
    pub enum Verb {
        /// Make its disks and define it.
        Provision = "provision",
        /// Turn it on.
        Start = "start",
        /// Turn it off: ask the guest, then force.
        Stop = "stop",
        /// Turn it off at once.
        ForceStop = "force_stop",
        /// Ask the guest to restart.
        Reboot = "reboot",
        /// Restart it at once.
        Reset = "reset",
        /// Halt its processors.
        Pause = "pause",
        /// Let it go on.
        Resume = "resume",
        /// Put its memory to disk and turn it off.
        Save = "save",
        /// Bring it back to where it was saved.
        Restore = "restore",
        /// Change what it is made of.
        Reconfigure = "reconfigure",
        /// Delete it.
        Delete = "delete",
    }
}

text_enum! {
    /// A machine's one status for people: a pure function of its five axes.
    pub enum DisplayStatus {
        /// It is being made.
        Creating = "creating",
        /// It could not be made, or could not be deleted.
        Failed = "failed",
        /// It is being deleted.
        Deleting = "deleting",
        /// It is put away.
        Archived = "archived",
        /// Nobody could look.
        Unknown = "unknown",
        /// It is off.
        Stopped = "stopped",
        /// It is off, with its memory saved.
        Saved = "saved",
        /// It is on its way up.
        Starting = "starting",
        /// It is on; its guest is not known to be ready.
        Running = "running",
        /// It is on, and its guest answers.
        Ready = "ready",
        /// It is halted.
        Paused = "paused",
        /// It is asleep by its own wish.
        Suspended = "suspended",
        /// It is on its way down.
        Stopping = "stopping",
        /// It died.
        Crashed = "crashed",
    }
}

impl Verb {
    /// The operation kind of the verb: `machine.start`.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Provision => "machine.create",
            Self::Start => "machine.start",
            Self::Stop => "machine.stop",
            Self::ForceStop => "machine.force_stop",
            Self::Reboot => "machine.reboot",
            Self::Reset => "machine.reset",
            Self::Pause => "machine.pause",
            Self::Resume => "machine.resume",
            Self::Save => "machine.save",
            Self::Restore => "machine.restore",
            Self::Reconfigure => "machine.reconfigure",
            Self::Delete => "machine.delete",
        }
    }

    /// The permission of the verb: `machine:start`.
    pub(crate) const fn permission(self) -> Permission {
        Permission::new(match self {
            Self::Provision => "machine:create",
            Self::Start => "machine:start",
            Self::Stop => "machine:stop",
            Self::ForceStop => "machine:force_stop",
            Self::Reboot => "machine:reboot",
            Self::Reset => "machine:reset",
            Self::Pause => "machine:pause",
            Self::Resume => "machine:resume",
            Self::Save => "machine:save",
            Self::Restore => "machine:restore",
            Self::Reconfigure => "machine:reconfigure",
            Self::Delete => "machine:delete",
        })
    }

    /// Whether the verb may run on `machine`, its lock aside. `force` is the caller's word for a delete of a machine
    /// that is on.
    pub(crate) fn allow(self, machine: &Machine, force: bool) -> Result<()> {
        use MachinePhase as Phase;
        use PowerState as Power;
        let phase = match self {
            Self::Provision => machine.phase == Phase::Defining,
            Self::ForceStop => {
                matches!(machine.phase, Phase::Ready | Phase::ProvisionFailed | Phase::Deleting)
            }
            Self::Delete => machine.phase != Phase::Deleting,
            _ => machine.phase == Phase::Ready,
        };
        if !phase {
            return Err(self.refusal(machine, machine.phase.as_str()));
        }
        let saved = machine.has_saved_state;
        let power = match (self, machine.power_state) {
            (Self::Provision, power) => matches!(power, Power::Stopped | Power::Unknown),
            (Self::Start, power) => matches!(power, Power::Stopped | Power::Crashed),
            (Self::Stop, power) => matches!(power, Power::Running | Power::Paused | Power::Starting),
            (Self::ForceStop, power) => power != Power::Stopped,
            (Self::Reboot | Self::Reset | Self::Pause | Self::Save, power) => power == Power::Running,
            (Self::Resume, power) => power == Power::Paused,
            (Self::Restore, power) => power == Power::Stopped && saved,
            (Self::Reconfigure, _) => true,
            // What was never made has no power to speak of.
            (Self::Delete, power) => {
                force || machine.phase != Phase::Ready || matches!(power, Power::Stopped | Power::Crashed)
            }
        };
        if power { Ok(()) } else { Err(self.refusal(machine, machine.power_state.as_str())) }
    }

    /// What the verb asks of the machine's power; none when it asks nothing.
    pub(crate) fn desired_power(self) -> Option<DesiredPower> {
        match self {
            Self::Start | Self::Resume | Self::Restore | Self::Reboot | Self::Reset => {
                Some(DesiredPower::Running)
            }
            Self::Stop | Self::ForceStop | Self::Save | Self::Delete => Some(DesiredPower::Stopped),
            Self::Pause => Some(DesiredPower::Paused),
            Self::Provision | Self::Reconfigure => None,
        }
    }

    fn refusal(self, machine: &Machine, from: &'static str) -> Error {
        Error::IllegalTransition {
            resource: Resource::new("machine", machine.id),
            from: from.into(),
            verb: self.as_str().into(),
        }
    }
}

impl Machine {
    /// Its one status for people.
    pub fn display_status(&self) -> DisplayStatus {
        match self.phase {
            MachinePhase::Defining | MachinePhase::Provisioning => DisplayStatus::Creating,
            MachinePhase::ProvisionFailed | MachinePhase::DeleteFailed => DisplayStatus::Failed,
            MachinePhase::Deleting => DisplayStatus::Deleting,
            MachinePhase::Archived => DisplayStatus::Archived,
            MachinePhase::Ready => self.powered_status(),
        }
    }

    /// Whether a verb at work is to have it run.
    pub(super) fn is_to_run(&self) -> bool {
        self.lock_operation_id.is_some() && self.desired_power == DesiredPower::Running
    }

    fn powered_status(&self) -> DisplayStatus {
        let held = self.lock_operation_id.is_some();
        match (self.power_state, self.desired_power) {
            (PowerState::Stopped | PowerState::Crashed, _) if self.is_to_run() => DisplayStatus::Starting,
            (PowerState::Running | PowerState::Paused, DesiredPower::Stopped) if held => {
                DisplayStatus::Stopping
            }
            (PowerState::Stopped, _) if self.has_saved_state => DisplayStatus::Saved,
            (PowerState::Running, _) if self.guest_phase == GuestPhase::Ready => DisplayStatus::Ready,
            (PowerState::Unknown, _) => DisplayStatus::Unknown,
            (PowerState::Stopped, _) => DisplayStatus::Stopped,
            (PowerState::Starting, _) => DisplayStatus::Starting,
            (PowerState::Running, _) => DisplayStatus::Running,
            (PowerState::Paused, _) => DisplayStatus::Paused,
            (PowerState::Suspended, _) => DisplayStatus::Suspended,
            (PowerState::Stopping, _) => DisplayStatus::Stopping,
            (PowerState::Crashed, _) => DisplayStatus::Crashed,
        }
    }

    /// Whether the next start makes it something else than it is now: what it is to be made of differs from what it was
    /// last defined with.
    pub fn pending_restart(&self) -> bool {
        self.applied.as_ref().is_some_and(|applied| *applied != self.desired)
    }
}
