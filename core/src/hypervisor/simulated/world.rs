//! The state of a simulated host as one value without time or tasks of its own: what is to happen waits in a queue and
//! happens, in order, when the world is [settled](World::settle) up to a moment.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt,
    sync::Arc,
    time::Duration,
};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::sync::{Notify, broadcast, oneshot};
use uuid::Uuid;

use super::{
    fault::{Fault, FaultKind, Incident, Verb},
    guest::Programs,
    machine::Machine,
    options::SimulatedOptions,
    trace::{TraceEntry, TraceEvent},
    volumes::Disk,
};
use crate::{
    clock::Timestamp,
    error::{Error, Result},
    hypervisor::HypervisorEvent,
    id::MachineId,
};

/// Hints that a listener may fall behind before it is told to look at everything.
const HINTS: usize = 1024;

/// Something that is to happen: when, and its place among what happens then.
pub(super) type Due = (Timestamp, u64);

enum Happening {
    Effect(Box<dyn FnOnce(&mut World) + Send>),
    Guest(MachineId),
    Incident(Incident),
}

/// What a call is about.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Host,
    Machine(MachineId),
    Volume(Uuid),
}

pub(super) struct World {
    pub(super) options: SimulatedOptions,
    pub(super) now: Timestamp,
    pub(super) machines: BTreeMap<MachineId, Machine>,
    pub(super) foreign_machines: BTreeMap<MachineId, String>,
    pub(super) disk: Disk,
    pub(super) used_memory_mib: u64,
    pub(super) programs: Programs,
    connected: bool,
    stuck: BTreeSet<MachineId>,
    faults: Vec<Fault>,
    random: StdRng,
    queue: BTreeMap<Due, Happening>,
    queued: u64,
    /// Told when something is due before all that was due until then.
    sooner: Arc<Notify>,
    hints: broadcast::Sender<HypervisorEvent>,
    hints_to_lose: u64,
    trace: VecDeque<TraceEntry>,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("now", &self.now)
            .field("machines", &self.machines.len())
            .finish_non_exhaustive()
    }
}

impl World {
    pub(super) fn new(options: SimulatedOptions, sooner: Arc<Notify>) -> Self {
        Self {
            now: options.clock.now(),
            machines: BTreeMap::new(),
            foreign_machines: BTreeMap::new(),
            disk: Disk::new(options.disk_bytes),
            used_memory_mib: 0,
            programs: Programs::default(),
            connected: true,
            stuck: BTreeSet::new(),
            faults: options.faults.clone(),
            random: StdRng::seed_from_u64(options.seed),
            queue: BTreeMap::new(),
            queued: 0,
            sooner,
            hints: broadcast::Sender::new(HINTS),
            hints_to_lose: 0,
            trace: VecDeque::new(),
            options,
        }
    }

    /// Lets everything happen that is due by `now`.
    pub(super) fn settle(&mut self, now: Timestamp) {
        while let Some(first) = self.queue.first_entry().filter(|first| first.key().0 <= now) {
            let ((at, _), happening) = first.remove_entry();
            self.now = at;
            match happening {
                Happening::Effect(effect) => effect(self),
                Happening::Guest(id) => self.guest_proceeds(id),
                Happening::Incident(incident) => self.happen(incident),
            }
        }
        self.now = now;
    }

    /// When the next thing is due.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        self.queue.keys().next().map(|(at, _)| *at)
    }

    /// Takes up a call and tells when it is to be answered. A call that is dropped meanwhile takes effect all the same.
    pub(super) fn enter<T: Send + 'static>(
        &mut self,
        verb: Verb,
        subject: Subject,
        effect: impl FnOnce(&mut Self) -> Result<T> + Send + 'static,
    ) -> (Timestamp, oneshot::Receiver<Result<T>>) {
        let machine = if let Subject::Machine(id) = subject { Some(id) } else { None };
        let fault = if machine.is_some_and(|id| self.stuck.contains(&id)) {
            Some(FaultKind::HangBefore)
        } else {
            self.strike(verb, machine)
        };
        let latency = self.stray(self.options.latencies.of(verb));
        let hangs = matches!(fault, Some(FaultKind::HangBefore | FaultKind::HangAfter));
        let waits = if hangs { self.options.deadline.saturating_sub(latency) } else { Duration::ZERO };
        let (reply, answer) = oneshot::channel();
        self.after(latency, move |world| {
            let result = world.perform(verb, subject, fault, effect);
            if hangs {
                world.after(waits, |_| drop(reply.send(result)));
            } else {
                // A caller that no longer waits misses nothing but the answer.
                drop(reply.send(result));
            }
        });
        (self.now + latency + waits, answer)
    }

    fn perform<T>(
        &mut self,
        verb: Verb,
        subject: Subject,
        fault: Option<FaultKind>,
        effect: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let result = match fault {
            _ if !self.connected => Err(Error::unavailable(
                format!("the simulated host {}", self.options.hostname),
                "wait until it is connected again",
            )),
            Some(FaultKind::FailBefore) => {
                Err(Error::HypervisorFailed { what: verb.as_str().into(), source: "a planned fault".into() })
            }
            Some(FaultKind::HangBefore) => Err(no_answer(verb)),
            Some(FaultKind::FailAfter | FaultKind::HangAfter) => effect(self).and(Err(no_answer(verb))),
            Some(FaultKind::Then(_)) | None => effect(self),
        };
        let subject = match subject {
            Subject::Host => None,
            Subject::Machine(id) => Some(id.into()),
            Subject::Volume(id) => Some(id),
        };
        self.record(TraceEvent::Call { verb, subject, error: result.as_ref().err().map(Error::code) });
        if let Some(FaultKind::Then(incident)) = fault {
            self.happen(incident);
        }
        result
    }

    pub(super) fn plan(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Counts the call against every fault that waits for it, and takes out one whose turn it is.
    fn strike(&mut self, verb: Verb, machine: Option<MachineId>) -> Option<FaultKind> {
        let mut struck = None;
        for (index, fault) in self.faults.iter_mut().enumerate() {
            if fault.verb == verb && (fault.machine.is_none() || fault.machine == machine) {
                fault.nth = fault.nth.saturating_sub(1);
                if fault.nth == 0 && struck.is_none() {
                    struck = Some(index);
                }
            }
        }
        struck.map(|index| self.faults.remove(index).kind)
    }

    pub(super) fn happen(&mut self, incident: Incident) {
        self.record(TraceEvent::Incident(incident));
        match incident {
            Incident::ConnectionLost => self.disconnect(),
            Incident::HostDied => {
                self.disconnect();
                self.every_machine_off();
            }
            Incident::HostReturned => {
                self.connected = true;
                self.send(HypervisorEvent::Resync);
            }
            Incident::MachineCrashed(id) => self.machine_crashes(id),
            Incident::MachineStuck(id) => {
                self.stuck.insert(id);
            }
            Incident::MachineUnstuck(id) => {
                self.stuck.remove(&id);
            }
            Incident::GuestDied(id) => self.guest_dies(id),
            Incident::GuestDeaf(id) => self.guest_goes_deaf(id),
            Incident::HintsLost(count) => self.hints_to_lose += count,
        }
    }

    pub(super) fn is_connected(&self) -> bool {
        self.connected
    }

    fn disconnect(&mut self) {
        self.connected = false;
        self.send(HypervisorEvent::Disconnected);
    }

    /// Tells listeners that something about a machine changed.
    pub(super) fn hint(&mut self, machine: MachineId) {
        if self.hints_to_lose > 0 {
            self.hints_to_lose -= 1;
        } else if self.connected {
            self.send(HypervisorEvent::Machine(machine));
        }
    }

    fn send(&self, event: HypervisorEvent) {
        // Nobody listens: nothing is lost, since whoever comes later begins with a look at everything.
        drop(self.hints.send(event));
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<HypervisorEvent> {
        self.hints.subscribe()
    }

    pub(super) fn record(&mut self, event: TraceEvent) {
        if self.trace.len() == self.options.trace_length {
            self.trace.pop_front();
        }
        if self.options.trace_length > 0 {
            self.trace.push_back(TraceEntry { at: self.now, event });
        }
    }

    pub(super) fn trace(&self) -> Vec<TraceEntry> {
        self.trace.iter().cloned().collect()
    }

    /// A modelled time, strayed by chance.
    fn stray(&mut self, time: Duration) -> Duration {
        let spread = f64::from(self.options.jitter_percent) / 100.0;
        if time.is_zero() || spread == 0.0 {
            return time;
        }
        let strayed = time.mul_f64((1.0 + self.random.random_range(-spread..=spread)).max(0.0));
        // A clock tells microseconds: what is finer would be lost in adding up.
        Duration::from_micros(u64::try_from(strayed.as_micros()).unwrap_or(u64::MAX))
    }

    fn queue(&mut self, after: Duration, happening: Happening) -> Due {
        self.queued += 1;
        let due = (self.now + after, self.queued);
        if self.next_due().is_none_or(|next| due.0 < next) {
            self.sooner.notify_waiters();
        }
        self.queue.insert(due, happening);
        due
    }

    fn after(&mut self, after: Duration, effect: impl FnOnce(&mut Self) + Send + 'static) {
        self.queue(after, Happening::Effect(Box::new(effect)));
    }

    pub(super) fn schedule(&mut self, after: Duration, incident: Incident) {
        self.queue(after, Happening::Incident(incident));
    }

    /// Lets the guest of `id` take its next step after a modelled time.
    pub(super) fn guest_after(&mut self, time: Duration, id: MachineId) -> Due {
        let after = self.stray(time);
        self.queue(after, Happening::Guest(id))
    }

    /// Calls off what was queued, and tells how long it would have been.
    pub(super) fn call_off(&mut self, due: Due) -> Duration {
        self.queue.remove(&due);
        due.0.since(self.now)
    }
}

fn no_answer(verb: Verb) -> Error {
    Error::UnknownOutcome { what: verb.as_str().into(), source: None }
}
