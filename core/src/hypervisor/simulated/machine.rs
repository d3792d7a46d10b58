//! A machine of a simulated host, and its run while it is on.

use std::{collections::BTreeMap, time::Duration};

use bytes::Bytes;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::world::{Due, World};
use crate::{
    clock::Timestamp,
    error::{Error, Resource, Result},
    hypervisor::{MachineSpec, MachineStats, MachineStatus, PowerReason, PowerState},
    id::MachineId,
};

/// A machine that was defined.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) spec: MachineSpec,
    pub(super) power: PowerState,
    pub(super) reason: PowerReason,
    pub(super) run: Option<Run>,
    pub(super) saved: Option<Saved>,
    pub(super) console: Vec<u8>,
    pub(super) listens: bool,
}

pub(super) type Files = BTreeMap<String, Bytes>;

/// The memory of a machine on the host's disk.
#[derive(Debug)]
pub(super) struct Saved {
    pub(super) files: Files,
    pub(super) paused: bool,
    pub(super) booted: bool,
}

/// A machine that is on, as it was started: a new definition does not change it.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) spec: MachineSpec,
    pub(super) since: Timestamp,
    pub(super) phase: GuestPhase,
    pub(super) next: Next,
    pub(super) files: Files,
    /// Ends the guest's programs when the guest ends.
    pub(super) life: DropGuard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GuestPhase {
    Booting,
    StartingAgent,
    Up,
    ShuttingDown,
    Rebooting,
    Dead,
}

/// When a guest takes its next step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    Never,
    At(Due),
    /// It is halted; so much is left.
    Halted(Duration),
}

impl Machine {
    pub(super) fn status(&self) -> MachineStatus {
        MachineStatus {
            id: self.spec.id,
            owner: self.spec.owner,
            power: self.power,
            reason: self.reason,
            has_saved_state: self.saved.is_some(),
            agent_connected: Some(self.run.as_ref().is_some_and(|run| run.phase == GuestPhase::Up)),
        }
    }

    pub(super) fn illegal<T>(&self, verb: &'static str) -> Result<T> {
        Err(Error::IllegalTransition {
            resource: Resource::new("machine", self.spec.id),
            from: self.power.as_str().into(),
            verb: verb.into(),
        })
    }

    pub(super) fn stats(&self, now: Timestamp) -> Option<MachineStats> {
        let run = self.run.as_ref()?;
        // A guest that idles keeps one processor one hundredth busy.
        let used = u64::try_from(now.since(run.since).as_nanos() / 100).ok();
        Some(MachineStats {
            id: self.spec.id,
            cpu_time_ns: used,
            vcpus: Some(run.spec.vcpus),
            memory_mib: Some(run.spec.memory_mib.into()),
            disk_read_bytes: Some(0),
            disk_write_bytes: Some(0),
            net_rx_bytes: Some(0),
            net_tx_bytes: Some(0),
        })
    }
}

impl Run {
    /// Loses what is in memory: files and programs.
    pub(super) fn begin_anew(&mut self) {
        self.files.clear();
        self.life = CancellationToken::new().drop_guard();
    }
}

impl World {
    pub(super) fn machine(&mut self, id: MachineId) -> Result<&mut Machine> {
        self.machines.get_mut(&id).ok_or_else(|| Error::not_found("machine", id))
    }

    /// The run of a machine that is on.
    pub(super) fn run(&mut self, id: MachineId) -> Option<&mut Run> {
        self.machines.get_mut(&id)?.run.as_mut()
    }
}
