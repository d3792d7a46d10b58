//! For the tests of programs: a simulated host whose time and faults the test has in hand.

use std::{sync::Arc, time::Duration};

use pyo3::{prelude::*, types::PyDict};
use vmbay::{
    clock::{Clock as _, VirtualClock as Clock},
    hypervisor::{
        SimulatedHost as Host, SimulatedOptions,
        simulated::{Fault, Latencies, Verb},
    },
    id::{MachineId, SeededIds},
    storage::MemoryStorage,
};
use vmbay_bindings_common::fault_kind;

use crate::{
    convert::{Outgoing, argument},
    engine::Engine,
    error::raise,
    generated::{AsyncVmbay, Vmbay},
    logs,
    open::{Extensions, started},
};

/// A library in memory, on a simulated host in virtual time, both as a synchronous and as an asynchronous program has it; its
/// host; and its clock. `given` are the options of `vmbay.testing.simulate`.
#[pyfunction]
pub(crate) fn simulate<'py>(
    py: Python<'py>,
    given: &Bound<'py, PyDict>,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>, SimulatedHost, VirtualClock)> {
    logs::look(py)?;
    let clock = Clock::default();
    let engine = started(py, Engine::start_virtual(clock.clone()))?;
    let extensions = Extensions::read(&engine, given)?;
    let options = options(given, &clock)?;
    let seed = options.seed;
    let host = Host::new(options);
    let builder = vmbay::Vmbay::builder()
        .storage(MemoryStorage::new())
        .clock(Arc::new(clock.clone()))
        .ids(SeededIds::new(seed))
        .hypervisor("local", host.connect());
    let bay = engine.wait(py, Box::pin(extensions.give(builder).open()))?;
    let asynchronous = AsyncVmbay::new(bay.clone(), engine.clone()).into_py(py)?;
    let synchronous = Vmbay::new(bay, engine.clone()).into_py(py)?;
    Ok((synchronous, asynchronous, SimulatedHost(host), VirtualClock { clock, engine }))
}

/// What the host is like: instant unless a time is said.
fn options(given: &Bound<'_, PyDict>, clock: &Clock) -> PyResult<SimulatedOptions> {
    fn read<T: crate::convert::Incoming>(given: &Bound<'_, PyDict>, name: &str, default: T) -> PyResult<T> {
        let value = given.get_item(name)?.filter(|value| !value.is_none());
        Ok(value.map(|value| argument(name, &value)).transpose()?.unwrap_or(default))
    }
    let instant = SimulatedOptions::instant();
    let latencies =
        if read(given, "latencies", false)? { Latencies::measured() } else { instant.latencies.clone() };
    Ok(SimulatedOptions {
        seed: read(given, "seed", instant.seed)?,
        clock: Arc::new(clock.clone()),
        cpus: read(given, "cpus", instant.cpus)?,
        memory_mib: read(given, "memory_mib", instant.memory_mib)?,
        disk_bytes: read(given, "disk_bytes", instant.disk_bytes)?,
        latencies,
        boot_time: read(given, "boot_time", instant.boot_time)?,
        agent_time: read(given, "agent_time", instant.agent_time)?,
        shutdown_time: read(given, "shutdown_time", instant.shutdown_time)?,
        guests_listen: read(given, "guests_listen", instant.guests_listen)?,
        deadline: read(given, "deadline", instant.deadline)?,
        ..instant
    })
}

/// The time of a simulated library. It stands still until it is moved, and goes on by itself while a call waits for what takes
/// time.
#[pyclass(frozen, weakref, module = "vmbay.testing")]
pub(crate) struct VirtualClock {
    clock: Clock,
    engine: Arc<Engine>,
}

impl VirtualClock {
    fn passed(&self, time: Duration) -> crate::engine::Call<()> {
        let (clock, pace) = (self.clock.clone(), self.engine.pace().clone());
        Box::pin(async move {
            pace.pass(&clock, time).await;
            Ok(())
        })
    }
}

#[pymethods]
impl VirtualClock {
    /// The present time.
    fn now<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.clock.now().into_py(py)
    }

    /// Lets `time` pass, in seconds, and everything happen that is due until then.
    fn advance(&self, py: Python<'_>, time: &Bound<'_, PyAny>) -> PyResult<()> {
        self.engine.wait(py, self.passed(argument("time", time)?))
    }

    /// What `advance` does, to be awaited.
    fn advance_async<'py>(&self, py: Python<'py>, time: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.engine.begin(py, "VirtualClock.advance_async", self.passed(argument("time", time)?))
    }

    fn __repr__(&self) -> String {
        format!("VirtualClock({})", self.clock.now())
    }
}

/// A simulated host: what is on it, what happened on it, and what shall go wrong.
#[pyclass(frozen, weakref, module = "vmbay.testing")]
pub(crate) struct SimulatedHost(Host);

#[pymethods]
impl SimulatedHost {
    /// Plans a fault: the `nth` call of `verb` from now on goes wrong as `fault` says.
    #[pyo3(signature = (verb, fault, *, nth = None, machine = None))]
    fn plan(
        &self,
        verb: &Bound<'_, PyAny>,
        fault: &Bound<'_, PyAny>,
        nth: Option<&Bound<'_, PyAny>>,
        machine: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let py = verb.py();
        let verb: String = argument("verb", verb)?;
        let fault: String = argument("fault", fault)?;
        let nth = nth.map(|nth| argument("nth", nth)).transpose()?.unwrap_or(1);
        let machine = optional_machine(machine)?;
        let planned =
            verb.parse::<Verb>().and_then(|verb| Ok(Fault { verb, machine, nth, kind: fault_kind(&fault)? }));
        self.0.plan(planned.map_err(|error| raise(py, &error))?);
        Ok(())
    }

    /// Lets something happen, now or `after` some seconds.
    #[pyo3(signature = (incident, *, machine = None, count = None, after = None))]
    fn happen(
        &self,
        incident: &Bound<'_, PyAny>,
        machine: Option<&Bound<'_, PyAny>>,
        count: Option<&Bound<'_, PyAny>>,
        after: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let py = incident.py();
        let name: String = argument("incident", incident)?;
        let machine = optional_machine(machine)?;
        let count = count.map(|count| argument("count", count)).transpose()?.unwrap_or(1);
        let after: Option<Duration> = after.map(|after| argument("after", after)).transpose()?.flatten();
        let incident =
            vmbay_bindings_common::incident(&name, machine, count).map_err(|error| raise(py, &error))?;
        match after {
            Some(after) => self.0.happen_after(after, incident),
            None => self.0.happen(incident),
        }
        Ok(())
    }

    /// The machines that are on it.
    fn machines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.inventory().machines.into_py(py)
    }

    /// The volumes that are on it.
    fn volumes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.inventory().volumes.into_py(py)
    }

    /// What happened on it, a line each, the latest last: the same seed and the same calls give the same.
    fn trace(&self) -> Vec<String> {
        self.0.trace().iter().map(ToString::to_string).collect()
    }

    /// Writes to a machine's serial console, as its guest would.
    fn write_console(&self, machine: &Bound<'_, PyAny>, text: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.write_console(argument("machine", machine)?, &argument::<String>("text", text)?);
        Ok(())
    }

    /// Changes how large its disk is; what is on it stays.
    fn set_disk_bytes(&self, bytes: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.set_disk_bytes(argument("bytes", bytes)?);
        Ok(())
    }
}

fn optional_machine(machine: Option<&Bound<'_, PyAny>>) -> PyResult<Option<MachineId>> {
    machine.map(|machine| argument::<Option<MachineId>>("machine", machine)).transpose().map(Option::flatten)
}
