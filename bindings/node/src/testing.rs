//! For the tests of programs: a simulated host whose time and faults the test has in hand.

use std::{sync::Arc, time::Duration};

use napi::{Result, bindgen_prelude::Either3};
use napi_derive::napi;
use vmbay::{
    Vmbay,
    clock::{Clock as _, VirtualClock},
    hypervisor::{
        SimulatedHost, SimulatedOptions,
        simulated::{Fault, Latencies, Verb},
    },
    id::{MachineId, SeededIds},
    storage::MemoryStorage,
};
use vmbay_bindings_common::{fault_kind, incident};
use vmbay_bindings_json::{Arguments, Form, Refusal, to_json};

use crate::{
    engine::{Engine, Given, NativeEngine, refused},
    object::NativeObject,
    open::Extensions,
};

/// A simulated host, and its time.
#[napi]
pub struct NativeHost {
    host: SimulatedHost,
    clock: VirtualClock,
    engine: Arc<Engine>,
}

#[napi]
impl NativeEngine {
    /// The host that the options describe. The engine is one in virtual time.
    #[napi]
    pub fn host(&self, arguments: String) -> Result<NativeHost> {
        let clock = self.0.clock()?;
        let options =
            Arguments::parse(&arguments).and_then(|given| options(given, &clock)).map_err(refused)?;
        Ok(NativeHost { host: SimulatedHost::new(options), clock, engine: self.0.clone() })
    }
}

/// What the host is like: instant unless a time is said.
fn options(mut given: Arguments, clock: &VirtualClock) -> std::result::Result<SimulatedOptions, Refusal> {
    let instant = SimulatedOptions::instant();
    let measured = given.optional("latencies")?.unwrap_or(false);
    let options = SimulatedOptions {
        seed: given.optional("seed")?.unwrap_or(instant.seed),
        clock: Arc::new(clock.clone()),
        cpus: given.optional("cpus")?.unwrap_or(instant.cpus),
        memory_mib: given.optional("memoryMib")?.unwrap_or(instant.memory_mib),
        disk_bytes: given.optional("diskBytes")?.unwrap_or(instant.disk_bytes),
        latencies: if measured { Latencies::measured() } else { instant.latencies.clone() },
        boot_time: given.optional("bootTimeMs")?.unwrap_or(instant.boot_time),
        agent_time: given.optional("agentTimeMs")?.unwrap_or(instant.agent_time),
        shutdown_time: given.optional("shutdownTimeMs")?.unwrap_or(instant.shutdown_time),
        guests_listen: given.optional("guestsListen")?.unwrap_or(instant.guests_listen),
        deadline: given.optional("deadlineMs")?.unwrap_or(instant.deadline),
        ..instant
    };
    given.end()?;
    Ok(options)
}

#[napi]
impl NativeHost {
    /// Opens a library in memory on it.
    #[napi(catch_unwind)]
    pub fn open(&self, arguments: String, call: u32) -> Result<Option<Given>> {
        let (seed, extensions) = Arguments::parse(&arguments)
            .and_then(|mut given| {
                let seed = given.optional("seed")?.unwrap_or(0);
                let extensions = Extensions::read(&self.engine, &mut given)?;
                given.end()?;
                Ok((seed, extensions))
            })
            .map_err(refused)?;
        let builder = Vmbay::builder()
            .storage(MemoryStorage::new())
            .clock(Arc::new(self.clock.clone()))
            .ids(SeededIds::new(seed))
            .hypervisor("local", self.host.connect());
        let (builder, engine) = (extensions.give(builder), self.engine.clone());
        let opening = async move {
            let bay = builder.open().await?;
            Ok(Either3::B(NativeObject::new(Box::new(bay), engine)))
        };
        self.engine.begin(call, false, Box::pin(opening))
    }

    /// Milliseconds since 1970.
    #[napi]
    pub fn now(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a number of JavaScript")]
        let micros = self.clock.now().as_micros() as f64;
        micros / 1000.0
    }

    /// Begins to let time pass.
    #[napi(catch_unwind)]
    pub fn advance(&self, arguments: String, call: u32) -> Result<Option<Given>> {
        let time = Arguments::parse(&arguments).and_then(|mut given| given.required::<Duration>("timeMs"));
        let time = time.map_err(refused)?;
        let (clock, pace) = (self.clock.clone(), self.engine.pace().clone());
        let passing = async move {
            pace.pass(&clock, time).await;
            Ok(Either3::A("null".into()))
        };
        self.engine.begin(call, false, Box::pin(passing))
    }

    /// Plans a fault.
    #[napi]
    pub fn plan(&self, arguments: String) -> Result<()> {
        let fault = Arguments::parse(&arguments).and_then(|mut given| {
            let fault = Fault {
                verb: given.required::<String>("verb")?.parse::<Verb>()?,
                kind: fault_kind(&given.required::<String>("fault")?)?,
                nth: given.optional("nth")?.unwrap_or(1),
                machine: given.optional("machine")?,
            };
            given.end()?;
            Ok(fault)
        });
        self.host.plan(fault.map_err(refused)?);
        Ok(())
    }

    /// Lets something happen.
    #[napi]
    pub fn happen(&self, arguments: String) -> Result<()> {
        let read = Arguments::parse(&arguments).and_then(|mut given| {
            let (name, machine, count): (String, Option<MachineId>, Option<u64>) =
                (given.required("incident")?, given.optional("machine")?, given.optional("count")?);
            let after: Option<Duration> = given.optional("afterMs")?;
            given.end()?;
            Ok((incident(&name, machine, count.unwrap_or(1))?, after))
        });
        match read.map_err(refused)? {
            (incident, Some(after)) => self.host.happen_after(after, incident),
            (incident, None) => self.host.happen(incident),
        }
        Ok(())
    }

    /// The ids of the machines that are on it, as JSON.
    #[napi]
    pub fn machines(&self) -> String {
        to_json(&self.host.inventory().machines, Form::Objects)
    }

    /// The volumes that are on it, as JSON.
    #[napi]
    pub fn volumes(&self) -> String {
        to_json(&self.host.inventory().volumes, Form::Objects)
    }

    /// What happened on it, a line each, as JSON.
    #[napi]
    pub fn trace(&self) -> String {
        to_json(&self.host.trace().iter().map(ToString::to_string).collect::<Vec<_>>(), Form::Objects)
    }

    /// Writes to a machine's serial console, as its guest would.
    #[napi]
    pub fn write_console(&self, arguments: String) -> Result<()> {
        let read = Arguments::parse(&arguments).and_then(|mut given| {
            Ok((given.required::<MachineId>("machine")?, given.required::<String>("text")?))
        });
        let (machine, text) = read.map_err(refused)?;
        self.host.write_console(machine, &text);
        Ok(())
    }
}
