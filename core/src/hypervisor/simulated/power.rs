//! Machines of a simulated host: their power and the life of their guests.

use std::{collections::BTreeMap, time::Duration};

use bytes::Bytes;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{
    guest::{GuestCall, GuestReply},
    trace::TraceEvent,
    world::{Due, World},
};
use crate::{
    clock::Timestamp,
    error::{Error, Resource, Result},
    hypervisor::{
        BootSpec, DiskKind, ExecCommand, MachineSpec, MachineStats, MachineStatus, PowerReason, PowerState,
    },
    id::MachineId,
};

/// A machine that was defined.
#[derive(Debug)]
pub(super) struct Machine {
    spec: MachineSpec,
    power: PowerState,
    reason: PowerReason,
    run: Option<Run>,
    saved: Option<Saved>,
    console: Vec<u8>,
    listens: bool,
}

type Files = BTreeMap<String, Bytes>;

/// The memory of a machine on the host's disk.
#[derive(Debug)]
struct Saved {
    files: Files,
    paused: bool,
    booted: bool,
}

/// A machine that is on, as it was started: a new definition does not change it.
#[derive(Debug)]
struct Run {
    spec: MachineSpec,
    since: Timestamp,
    phase: GuestPhase,
    next: Next,
    files: Files,
    /// Ends the guest's programs when the guest ends.
    life: DropGuard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GuestPhase {
    Booting,
    StartingAgent,
    Up,
    ShuttingDown,
    Rebooting,
    Dead,
}

/// When a guest takes its next step.
#[derive(Clone, Copy, Debug)]
enum Next {
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

    fn illegal<T>(&self, verb: &'static str) -> Result<T> {
        Err(Error::IllegalTransition {
            resource: Resource::new("machine", self.spec.id),
            from: self.power.as_str().into(),
            verb: verb.into(),
        })
    }

    fn stats(&self, now: Timestamp) -> Option<MachineStats> {
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

impl World {
    pub(super) fn machine(&mut self, id: MachineId) -> Result<&mut Machine> {
        self.machines.get_mut(&id).ok_or_else(|| Error::not_found("machine", id))
    }

    pub(super) fn define(&mut self, spec: MachineSpec) -> Result<()> {
        let id = spec.id;
        if self.foreign_machines.contains_key(&id) {
            return Err(Error::AlreadyExists { resource: Resource::new("machine", id), field: "id".into() });
        }
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.spec = spec;
        } else {
            let machine = Machine {
                spec,
                power: PowerState::Stopped,
                reason: PowerReason::Unknown,
                run: None,
                saved: None,
                console: Vec::new(),
                listens: self.options.guests_listen,
            };
            self.machines.insert(id, machine);
        }
        self.hint(id);
        Ok(())
    }

    pub(super) fn undefine(&mut self, id: MachineId) -> Result<()> {
        let Some(machine) = self.machines.get(&id) else { return Ok(()) };
        if machine.run.is_some() {
            return machine.illegal("undefine");
        }
        self.machines.remove(&id);
        self.hint(id);
        Ok(())
    }

    pub(super) fn start(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        match machine.power {
            PowerState::Running => Ok(()),
            PowerState::Paused => machine.illegal("start"),
            _ => self.turn_on(id),
        }
    }

    pub(super) fn restore(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        match machine.power {
            PowerState::Running => Ok(()),
            PowerState::Stopped | PowerState::Crashed => match &machine.saved {
                Some(Saved { paused, .. }) => {
                    let paused = *paused;
                    self.turn_on(id)?;
                    if paused { self.pause(id) } else { Ok(()) }
                }
                None => machine.illegal("restore"),
            },
            _ => machine.illegal("restore"),
        }
    }

    fn turn_on(&mut self, id: MachineId) -> Result<()> {
        let spec = self.machine(id)?.spec.clone();
        let memory_mib = u64::from(spec.memory_mib);
        if self.used_memory_mib + memory_mib > self.options.memory_mib {
            return Err(cannot_start("the host has not enough memory left"));
        }
        if let BootSpec::Kernel { kernel, initrd, .. } = &spec.boot {
            for volume in [Some(kernel), initrd.as_ref()].into_iter().flatten() {
                self.disk.open(volume, None)?;
            }
        }
        for (index, disk) in spec.disks.iter().enumerate() {
            let writer = (disk.kind == DiskKind::Disk).then_some(id);
            if let Err(error) = self.disk.open(&disk.volume, writer) {
                spec.disks[..index].iter().for_each(|disk| self.disk.close(&disk.volume, id));
                return Err(error);
            }
        }
        self.used_memory_mib += memory_mib;
        let saved = self.machine(id)?.saved.take();
        let reason = if saved.is_some() { PowerReason::Restored } else { PowerReason::Booted };
        let since = self.now;
        let machine = self.machine(id)?;
        if saved.is_none() {
            machine.console.clear();
        }
        let booted = saved.as_ref().is_some_and(|saved| saved.booted);
        machine.run = Some(Run {
            spec,
            since,
            phase: GuestPhase::Dead,
            next: Next::Never,
            files: saved.map(|saved| saved.files).unwrap_or_default(),
            life: CancellationToken::new().drop_guard(),
        });
        self.set_power(id, PowerState::Running, reason);
        if booted {
            // A guest that was up finds its agent's channel anew.
            self.guest_enters(id, GuestPhase::StartingAgent, self.options.agent_time);
        } else {
            self.guest_boots(id);
        }
        Ok(())
    }

    /// Turns a machine off and gives back what it held; its run, if it was on.
    fn turn_off(&mut self, id: MachineId, power: PowerState, reason: PowerReason) -> Option<Run> {
        let run = self.machines.get_mut(&id)?.run.take()?;
        if let Next::At(due) = run.next {
            self.call_off(due);
        }
        self.used_memory_mib -= u64::from(run.spec.memory_mib);
        run.spec.disks.iter().for_each(|disk| self.disk.close(&disk.volume, id));
        self.set_power(id, power, reason);
        Some(run)
    }

    fn set_power(&mut self, id: MachineId, state: PowerState, reason: PowerReason) {
        if let Some(machine) = self.machines.get_mut(&id) {
            (machine.power, machine.reason) = (state, reason);
            self.record(TraceEvent::Power { machine: id, state, reason });
            self.hint(id);
        }
    }

    pub(super) fn shutdown(&mut self, id: MachineId) -> Result<()> {
        self.ask_guest(id, GuestPhase::ShuttingDown)
    }

    pub(super) fn reboot(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        if machine.power != PowerState::Running {
            return machine.illegal("reboot");
        }
        self.ask_guest(id, GuestPhase::Rebooting)
    }

    /// Asks the guest to go into `phase`; only one that is up and listens does so.
    fn ask_guest(&mut self, id: MachineId, phase: GuestPhase) -> Result<()> {
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

    pub(super) fn force_stop(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        if machine.run.is_some() {
            self.turn_off(id, PowerState::Stopped, PowerReason::Destroyed);
        } else if machine.power != PowerState::Stopped {
            self.set_power(id, PowerState::Stopped, PowerReason::Destroyed);
        }
        Ok(())
    }

    pub(super) fn reset(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        match &mut machine.run {
            Some(run) if machine.power == PowerState::Running => {
                run.begin_anew();
                self.guest_boots(id);
                self.hint(id);
                Ok(())
            }
            _ => machine.illegal("reset"),
        }
    }

    pub(super) fn pause(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        let next = match (&machine.run, machine.power) {
            (_, PowerState::Paused) => return Ok(()),
            (Some(run), PowerState::Running) => run.next,
            _ => return machine.illegal("pause"),
        };
        if let Next::At(due) = next {
            let left = self.call_off(due);
            self.set_next(id, Next::Halted(left));
        }
        self.set_power(id, PowerState::Paused, PowerReason::User);
        Ok(())
    }

    pub(super) fn resume(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        let next = match (&machine.run, machine.power) {
            (_, PowerState::Running) => return Ok(()),
            (Some(run), PowerState::Paused) => run.next,
            _ => return machine.illegal("resume"),
        };
        if let Next::Halted(left) = next {
            let due = self.guest_after(left, id);
            self.set_next(id, Next::At(due));
        }
        self.set_power(id, PowerState::Running, PowerReason::Unpaused);
        Ok(())
    }

    pub(super) fn save(&mut self, id: MachineId) -> Result<()> {
        let machine = self.machine(id)?;
        if machine.run.is_none() {
            return if machine.saved.is_some() { Ok(()) } else { machine.illegal("save") };
        }
        let paused = machine.power == PowerState::Paused;
        if let Some(run) = self.turn_off(id, PowerState::Stopped, PowerReason::Saved) {
            let booted = matches!(run.phase, GuestPhase::StartingAgent | GuestPhase::Up);
            self.machine(id)?.saved = Some(Saved { files: run.files, paused, booted });
        }
        Ok(())
    }

    pub(super) fn stats(&self) -> Vec<MachineStats> {
        self.machines.values().filter_map(|machine| machine.stats(self.now)).collect()
    }

    pub(super) fn console_log(&mut self, id: MachineId, offset: u64) -> Result<Bytes> {
        const MOST: usize = 1 << 20;
        let console = &self.machine(id)?.console;
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(console.len());
        Ok(Bytes::copy_from_slice(&console[from..console.len().min(from + MOST)]))
    }

    pub(super) fn write_console(&mut self, id: MachineId, text: &str) {
        if let Some(machine) = self.machines.get_mut(&id) {
            machine.console.extend_from_slice(text.as_bytes());
        }
    }

    /// The guest takes the step it was waiting for.
    pub(super) fn guest_proceeds(&mut self, id: MachineId) {
        let Some(run) = self.machines.get_mut(&id).and_then(|machine| machine.run.as_mut()) else { return };
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
    fn guest_boots(&mut self, id: MachineId) {
        let Some(run) = self.machines.get_mut(&id).and_then(|machine| machine.run.as_mut()) else { return };
        if run.spec.boot == BootSpec::Disk && run.spec.disks.is_empty() {
            run.phase = GuestPhase::Dead;
            self.write_console(id, "No bootable device\n");
        } else {
            self.guest_enters(id, GuestPhase::Booting, self.options.boot_time);
        }
    }

    /// The guest is in `phase` now, for a modelled `time`.
    fn guest_enters(&mut self, id: MachineId, phase: GuestPhase, time: Duration) {
        let Some(run) = self.machines.get_mut(&id).and_then(|machine| machine.run.as_mut()) else { return };
        run.phase = phase;
        if let Next::At(due) = std::mem::replace(&mut run.next, Next::Never) {
            self.call_off(due);
        }
        let due = self.guest_after(time, id);
        self.set_next(id, Next::At(due));
    }

    fn set_next(&mut self, id: MachineId, next: Next) {
        if let Some(run) = self.machines.get_mut(&id).and_then(|machine| machine.run.as_mut()) {
            run.next = next;
        }
    }

    pub(super) fn machine_crashes(&mut self, id: MachineId) {
        self.turn_off(id, PowerState::Crashed, PowerReason::Crashed);
    }

    pub(super) fn every_machine_off(&mut self) {
        let on: Vec<_> =
            self.machines.iter().filter(|(_, machine)| machine.run.is_some()).map(|(id, _)| *id).collect();
        for id in on {
            self.turn_off(id, PowerState::Stopped, PowerReason::Unknown);
        }
    }

    pub(super) fn guest_dies(&mut self, id: MachineId) {
        let Some(run) = self.machines.get_mut(&id).and_then(|machine| machine.run.as_mut()) else { return };
        run.begin_anew();
        run.phase = GuestPhase::Dead;
        if let Next::At(due) = std::mem::replace(&mut run.next, Next::Never) {
            self.call_off(due);
        }
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

impl Run {
    /// Loses what is in memory: files and programs.
    fn begin_anew(&mut self) {
        self.files.clear();
        self.life = CancellationToken::new().drop_guard();
    }
}

pub(super) fn guest_failed(id: MachineId, problem: &'static str) -> Error {
    Error::GuestFailed { resource: Resource::new("machine", id), problem: problem.into(), source: None }
}

pub(super) fn cannot_start(problem: &'static str) -> Error {
    Error::HypervisorFailed { what: "start the machine".into(), source: problem.into() }
}
