//! The verbs that turn machines of a simulated host on and off.

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use super::{
    machine::{GuestPhase, Machine, Next, Run, Saved},
    trace::TraceEvent,
    world::World,
};
use crate::{
    error::{Error, Resource, Result},
    hypervisor::{BootSpec, DiskKind, MachineSpec, MachineStats, PowerReason, PowerState},
    id::MachineId,
};

impl World {
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
    pub(super) fn turn_off(&mut self, id: MachineId, power: PowerState, reason: PowerReason) -> Option<Run> {
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
}

pub(super) fn cannot_start(problem: &'static str) -> Error {
    Error::HypervisorFailed { what: "start the machine".into(), source: problem.into() }
}
