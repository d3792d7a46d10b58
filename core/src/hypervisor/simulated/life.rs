//! The life of a simulated guest, and what runs in it.

use std::time::Duration;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use super::{
    guest::{GuestCall, GuestReply},
    machine::{GuestPhase, Next, Run},
    trace::TraceEvent,
    world::World,
};
use crate::{
    error::{Error, Resource, Result},
    hypervisor::{BootSpec, ExecCommand, PowerReason, PowerState},
    id::MachineId,
};

impl World {
    /// Asks the guest to go into `phase`; only one that is up and listens does so.
    pub(super) fn ask_guest(&mut self, id: MachineId, phase: GuestPhase) -> Result<()> {
        let machine = self.machine(id)?;
        let hears = machine.listens
            && machine.power == PowerState::Running
            && machine.run.as_ref().is_some_and(|run| run.phase == GuestPhase::Up);
        if hears {
            self.guest_enters(id, phase, self.options.shutdown_time);
            self.hint(id);
        }
        Ok(())
    }

    /// The guest takes the step it was waiting for.
    pub(super) fn guest_proceeds(&mut self, id: MachineId) {
        let Some(run) = self.run(id) else { return };
        match run.phase {
            GuestPhase::Booting => {
                self.write_console(id, "Linux version 6.1.0-simulated\n");
                self.guest_enters(id, GuestPhase::StartingAgent, self.options.agent_time);
            }
            GuestPhase::StartingAgent => {
                (run.phase, run.next) = (GuestPhase::Up, Next::Never);
                self.write_console(id, "ready\n");
                self.record(TraceEvent::AgentUp(id));
                self.hint(id);
            }
            GuestPhase::ShuttingDown => {
                self.write_console(id, "Power down\n");
                self.turn_off(id, PowerState::Stopped, PowerReason::Shutdown);
            }
            GuestPhase::Rebooting => {
                run.begin_anew();
                self.guest_boots(id);
            }
            GuestPhase::Up | GuestPhase::Dead => run.next = Next::Never,
        }
    }

    /// The guest begins to boot, if there is anything to boot from.
    pub(super) fn guest_boots(&mut self, id: MachineId) {
        let Some(run) = self.run(id) else { return };
        if run.spec.boot == BootSpec::Disk && run.spec.disks.is_empty() {
            run.phase = GuestPhase::Dead;
            self.write_console(id, "No bootable device\n");
        } else {
            self.guest_enters(id, GuestPhase::Booting, self.options.boot_time);
        }
    }

    /// The guest is in `phase` now, for a modelled `time`.
    pub(super) fn guest_enters(&mut self, id: MachineId, phase: GuestPhase, time: Duration) {
        let Some(run) = self.run(id) else { return };
        run.phase = phase;
        let due = self.guest_after(time, id);
        self.set_next(id, Next::At(due));
    }

    /// When the guest takes its next step, instead of what was to be.
    pub(super) fn set_next(&mut self, id: MachineId, next: Next) {
        let before = self.run(id).map(|run| std::mem::replace(&mut run.next, next));
        if let Some(Next::At(due)) = before {
            self.call_off(due);
        }
    }

    pub(super) fn guest_dies(&mut self, id: MachineId) {
        let Some(run) = self.run(id) else { return };
        run.begin_anew();
        run.phase = GuestPhase::Dead;
        self.set_next(id, Next::Never);
        self.write_console(id, "Kernel panic\n");
        self.hint(id);
    }

    pub(super) fn guest_goes_deaf(&mut self, id: MachineId) {
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.listens = false;
        }
    }

    /// The machine's run if its guest's agent answers.
    fn answering(&mut self, id: MachineId) -> Result<&mut Run> {
        let machine = self.machine(id)?;
        match &mut machine.run {
            Some(run) if machine.power == PowerState::Running && run.phase == GuestPhase::Up => Ok(run),
            _ => Err(guest_failed(id, "its agent does not answer")),
        }
    }

    pub(super) fn guest_ping(&mut self, id: MachineId) -> Result<()> {
        self.answering(id).map(|_| ())
    }

    /// Runs a program: what it will have left behind, and a token that tells when the guest ended before it.
    pub(super) fn guest_exec(
        &mut self,
        id: MachineId,
        command: &ExecCommand,
    ) -> Result<(GuestReply, CancellationToken)> {
        let programs = self.programs.clone();
        let run = self.answering(id)?;
        let mut call = GuestCall { command, hostname: &run.spec.name, files: &mut run.files };
        let reply = programs.run(&mut call).ok_or_else(|| guest_failed(id, "it has no such program"))?;
        Ok((reply, run.life.token().clone()))
    }

    pub(super) fn guest_read_file(&mut self, id: MachineId, path: &str) -> Result<Bytes> {
        let content = self.answering(id)?.files.get(path).cloned();
        content.ok_or_else(|| guest_failed(id, "it has no such file"))
    }

    pub(super) fn guest_write_file(&mut self, id: MachineId, path: String, content: Bytes) -> Result<()> {
        self.answering(id)?.files.insert(path, content);
        Ok(())
    }
}

pub(super) fn guest_failed(id: MachineId, problem: &'static str) -> Error {
    Error::GuestFailed { resource: Resource::new("machine", id), problem: problem.into(), source: None }
}
