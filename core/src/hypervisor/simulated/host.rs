//! The host that simulated hypervisors are connections to.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::Notify;

use super::{
    SimulatedHypervisor,
    fault::{Fault, Incident, Verb},
    guest::{GuestCall, GuestReply},
    machine::Machine,
    options::SimulatedOptions,
    trace::TraceEntry,
    world::{Subject, World},
};
use crate::{
    clock::Clock,
    error::{Error, Result},
    hypervisor::{MachineStatus, VolumeStatus},
    id::MachineId,
};

/// A simulated host: machines, guests and volumes that outlive every connection to it, as they outlive a process that
/// crashes. Clones are the same host.
#[derive(Clone, Debug)]
pub struct SimulatedHost(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Arc<dyn Clock>,
    uri: String,
    sooner: Arc<Notify>,
    world: Mutex<World>,
}

/// Everything on a simulated host, in order and comparable: a test that leaves nothing behind finds it as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Machines, by id.
    pub machines: Vec<MachineStatus>,
    /// Volumes, by pool and id.
    pub volumes: Vec<VolumeStatus>,
    /// Machines that are not ours, by id, with their names.
    pub foreign_machines: Vec<(MachineId, String)>,
    /// Files that are not ours, by pool and name.
    pub foreign_files: Vec<(String, String)>,
}

impl Default for SimulatedHost {
    fn default() -> Self {
        Self::new(SimulatedOptions::default())
    }
}

impl SimulatedHost {
    /// A host on which there is nothing yet.
    pub fn new(options: SimulatedOptions) -> Self {
        let sooner = Arc::new(Notify::new());
        Self(Arc::new(Inner {
            clock: options.clock.clone(),
            uri: format!("simulated://{}/", options.hostname),
            sooner: sooner.clone(),
            world: Mutex::new(World::new(options, sooner)),
        }))
    }

    /// A connection to it. Any number of them see the same machines and volumes.
    pub fn connect(&self) -> SimulatedHypervisor {
        SimulatedHypervisor::on(self.clone())
    }

    /// Everything that is on it.
    pub fn inventory(&self) -> Inventory {
        let world = self.settled();
        Inventory {
            machines: world.machines.values().map(Machine::status).collect(),
            volumes: world.disk.list_all(),
            foreign_machines: world.foreign_machines.iter().map(|(id, name)| (*id, name.clone())).collect(),
            foreign_files: world.disk.foreign_files(),
        }
    }

    /// What happened on it, the latest last. The same seed, clock and calls give the same trace.
    pub fn trace(&self) -> Vec<TraceEntry> {
        self.settled().trace()
    }

    /// Plans a fault, beside those planned before; its calls are counted from now on.
    pub fn plan(&self, fault: Fault) {
        self.settled().plan(fault);
    }

    /// Lets something happen now.
    pub fn happen(&self, incident: Incident) {
        self.settled().happen(incident);
    }

    /// Lets something happen after `time` has passed on the host's clock.
    pub fn happen_after(&self, time: Duration, incident: Incident) {
        self.settled().schedule(time, incident);
    }

    /// Adds a program to every guest, or replaces one of that name. While it runs the host stands still: it must not ask
    /// anything of the host itself.
    ///
    /// ```
    /// use vmbay::hypervisor::{SimulatedHost, simulated::GuestReply};
    ///
    /// let host = SimulatedHost::default();
    /// host.program("greet", |call| GuestReply::stdout(format!("Hello from {}\n", call.hostname)));
    /// ```
    pub fn program(
        &self,
        name: impl Into<String>,
        program: impl Fn(&mut GuestCall<'_>) -> GuestReply + Send + Sync + 'static,
    ) {
        self.settled().programs.add(name.into(), program);
    }

    /// Writes to a machine's serial console, as its guest would.
    pub fn write_console(&self, machine: MachineId, text: &str) {
        self.settled().write_console(machine, text);
    }

    /// Changes how large the host's disk is; what is on it stays.
    pub fn set_disk_bytes(&self, bytes: u64) {
        self.settled().disk.set_capacity(bytes);
    }

    /// Puts a machine there that is not ours, so that a test can tell that it is never touched.
    pub fn plant_machine(&self, id: MachineId, name: impl Into<String>) {
        self.settled().foreign_machines.insert(id, name.into());
    }

    /// Puts a file into a pool that is not ours.
    pub fn plant_file(&self, pool: &str, name: impl Into<String>, bytes: u64) {
        self.settled().disk.plant(pool, name.into(), bytes);
    }

    pub(super) fn uri(&self) -> &str {
        &self.0.uri
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// The world as of now.
    pub(super) fn settled(&self) -> MutexGuard<'_, World> {
        let mut world = self.0.world.lock().unwrap_or_else(PoisonError::into_inner);
        // Read under the lock, so that time never goes back for the world.
        world.settle(self.0.clock.now());
        world
    }

    /// Makes a call and waits for its answer.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        verb: Verb,
        subject: Subject,
        effect: impl FnOnce(&mut World) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (due, mut answer) = self.settled().enter(verb, subject, effect);
        loop {
            let now = self.settled().now;
            match answer.try_recv() {
                Ok(result) => return result,
                Err(_) if now < due => self.clock().sleep(due.since(now)).await,
                Err(_) => return Err(Error::UnknownOutcome { what: verb.as_str().into(), source: None }),
            }
        }
    }

    /// Settles the world whenever something is due, for as long as it is awaited.
    pub(super) async fn drive(&self) -> Infallible {
        loop {
            let sooner = self.0.sooner.notified();
            let next = {
                let world = self.settled();
                world.next_due().map(|due| due.since(world.now))
            };
            match next {
                Some(time) => tokio::select! {
                    () = sooner => {}
                    () = self.clock().sleep(time) => {}
                },
                None => sooner.await,
            }
        }
    }
}
