//! A thousand machines for Python: as a class written by hand, through `pythonize`, and as what a class of Python's is made
//! of. And the core alone.

use pyo3::{
    exceptions::PyRuntimeError,
    prelude::*,
    types::{PyDict, PyList, PyTuple},
};
use pythonize::pythonize;
use vmbay::compute::MachineHardware;
use vmbay_peers_core::{Core as Alone, Plain};

/// The core alone.
#[pyclass(frozen)]
struct Core(Alone);

fn failed(error: &vmbay::Error) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

#[pymethods]
impl Core {
    #[new]
    fn new(machines: u32, is_instant: bool) -> PyResult<Self> {
        Alone::open(machines, is_instant).map(Self).map_err(|error| failed(&error))
    }

    fn start(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.0.start()).map_err(|error| failed(&error))
    }

    /// How many seconds so many pings at once take.
    fn pings(&self, py: Python<'_>, count: u32) -> PyResult<f64> {
        let took = py.detach(|| self.0.pings(count)).map_err(|error| failed(&error))?;
        Ok(took.as_secs_f64())
    }

    /// Lists the machines, and gives none of them.
    fn listed(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.list(py)?.len())
    }

    fn by_hand(&self, py: Python<'_>) -> PyResult<Vec<Py<Machine>>> {
        self.list(py)?.into_iter().map(|machine| Py::new(py, Machine(machine))).collect()
    }

    fn pythonized<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let machines = self.list(py)?;
        let machines: Vec<Plain<'_>> = machines.iter().map(Plain::from).collect();
        Ok(pythonize(py, &machines)?)
    }

    /// A tuple of the fields of each.
    fn tuples<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let machines = self.list(py)?;
        let tuples: Vec<_> = machines.iter().map(|machine| tuple(py, machine)).collect::<PyResult<_>>()?;
        PyList::new(py, tuples)
    }
}

impl Core {
    fn list(&self, py: Python<'_>) -> PyResult<Vec<vmbay::compute::Machine>> {
        py.detach(|| self.0.list()).map_err(|error| failed(&error))
    }
}

fn tuple<'py>(py: Python<'py>, machine: &vmbay::compute::Machine) -> PyResult<Bound<'py, PyTuple>> {
    let id = |id: String| id.into_pyobject(py).map(Bound::into_any);
    let hardware = |hardware: &MachineHardware| {
        (hardware.vcpus, hardware.memory_mib, hardware.command_line.as_deref()).into_pyobject(py)
    };
    let fields: [Bound<'py, PyAny>; 23] = [
        id(machine.id.to_string())?,
        machine.version.into_pyobject(py)?.into_any(),
        id(machine.organization_id.to_string())?,
        id(machine.project_id.to_string())?,
        (&machine.name).into_pyobject(py)?.into_any(),
        (&machine.description).into_pyobject(py)?.into_any(),
        machine.labels.clone().into_pyobject(py)?.into_any(),
        pythonize(py, &machine.metadata)?,
        id(machine.host_id.to_string())?,
        machine.image_id.map(|id| id.to_string()).into_pyobject(py)?,
        hardware(&machine.desired)?.into_any(),
        machine.applied.as_ref().map(hardware).transpose()?.into_pyobject(py)?.into_any(),
        machine.desired_power.as_str().into_pyobject(py)?.into_any(),
        machine.power_state.as_str().into_pyobject(py)?.into_any(),
        machine.power_reason.as_str().into_pyobject(py)?.into_any(),
        machine.has_saved_state.into_pyobject(py)?.to_owned().into_any(),
        machine.power_observed_at.map(|at| at.as_micros()).into_pyobject(py)?,
        machine.power_epoch.into_pyobject(py)?.into_any(),
        machine.power_sequence.into_pyobject(py)?.into_any(),
        machine.phase.as_str().into_pyobject(py)?.into_any(),
        machine.lock_operation_id.map(|id| id.to_string()).into_pyobject(py)?,
        machine.guest_phase.as_str().into_pyobject(py)?.into_any(),
        machine.created_at.as_micros().into_pyobject(py)?.into_any(),
    ];
    PyTuple::new(py, fields)
}

/// A machine, with no more than its fields: what one would write by hand.
#[pyclass(frozen)]
struct Machine(vmbay::compute::Machine);

/// A field that is text, a number or a truth.
macro_rules! getters {
    ($($name:ident -> $ty:ty = $value:expr;)*) => {
        #[pymethods]
        impl Machine {
            $(#[getter] fn $name(&self) -> $ty { let of: fn(&vmbay::compute::Machine) -> $ty = $value; of(&self.0) })*

            #[getter]
            fn labels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
                self.0.labels.clone().into_pyobject(py)
            }

            #[getter]
            fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok(pythonize(py, &self.0.metadata)?)
            }
        }
    };
}
type Hardware = (u32, u32, Option<String>);

fn hardware(of: &MachineHardware) -> Hardware {
    (of.vcpus, of.memory_mib, of.command_line.clone())
}

getters! {
    id -> String = |m| m.id.to_string();
    version -> u64 = |m| m.version;
    organization_id -> String = |m| m.organization_id.to_string();
    project_id -> String = |m| m.project_id.to_string();
    name -> String = |m| m.name.clone();
    description -> String = |m| m.description.clone();
    host_id -> String = |m| m.host_id.to_string();
    image_id -> Option<String> = |m| m.image_id.map(|id| id.to_string());
    desired -> Hardware = |m| hardware(&m.desired);
    applied -> Option<Hardware> = |m| m.applied.as_ref().map(hardware);
    desired_power -> &'static str = |m| m.desired_power.as_str();
    power_state -> &'static str = |m| m.power_state.as_str();
    power_reason -> &'static str = |m| m.power_reason.as_str();
    has_saved_state -> bool = |m| m.has_saved_state;
    power_observed_at -> Option<i64> = |m| m.power_observed_at.map(|at| at.as_micros());
    power_epoch -> u64 = |m| m.power_epoch;
    power_sequence -> u64 = |m| m.power_sequence;
    phase -> &'static str = |m| m.phase.as_str();
    lock_operation_id -> Option<String> = |m| m.lock_operation_id.map(|id| id.to_string());
    guest_phase -> &'static str = |m| m.guest_phase.as_str();
    created_at -> i64 = |m| m.created_at.as_micros();
}

/// The module.
#[pymodule]
fn vmbay_peers(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Core>()
}
