//! A thousand machines for Node: as one JSON string, and as plain objects. And the core alone.

use std::collections::HashMap;

use napi::{Error, Result};
use napi_derive::napi;
use vmbay::compute::MachineHardware;
use vmbay_peers_core::{Core as Alone, Plain};

/// The core alone.
#[napi]
pub struct Core(Alone);

fn failed(error: &vmbay::Error) -> Error {
    Error::from_reason(error.to_string())
}

#[napi]
#[allow(missing_docs, reason = "it is nobody's but the benchmarks'")]
impl Core {
    #[napi(constructor)]
    pub fn new(machines: u32, is_instant: bool) -> Result<Self> {
        Alone::open(machines, is_instant).map(Self).map_err(|error| failed(&error))
    }

    #[napi]
    pub fn start(&self) -> Result<()> {
        self.0.start().map_err(|error| failed(&error))
    }

    /// How many seconds so many pings at once take.
    #[napi]
    pub fn pings(&self, count: u32) -> Result<f64> {
        Ok(self.0.pings(count).map_err(|error| failed(&error))?.as_secs_f64())
    }

    /// Lists the machines, and gives none of them.
    #[napi]
    pub fn listed(&self) -> Result<u32> {
        Ok(u32::try_from(self.list()?.len()).unwrap_or(u32::MAX))
    }

    #[napi]
    pub fn json(&self) -> Result<String> {
        let machines = self.list()?;
        let machines: Vec<Plain<'_>> = machines.iter().map(Plain::from).collect();
        serde_json::to_string(&machines).map_err(|error| Error::from_reason(error.to_string()))
    }

    #[napi]
    pub fn objects(&self) -> Result<Vec<Machine>> {
        Ok(self.list()?.into_iter().map(Machine::from).collect())
    }
}

impl Core {
    fn list(&self) -> Result<Vec<vmbay::compute::Machine>> {
        self.0.list().map_err(|error| failed(&error))
    }
}

/// What a machine is made of.
#[napi(object, object_from_js = false)]
#[allow(missing_docs, reason = "they are those of the core")]
pub struct Hardware {
    pub vcpus: u32,
    pub memory_mib: u32,
    pub command_line: Option<String>,
}

impl From<MachineHardware> for Hardware {
    fn from(hardware: MachineHardware) -> Self {
        let MachineHardware { vcpus, memory_mib, command_line } = hardware;
        Self { vcpus, memory_mib, command_line }
    }
}

/// A machine as a plain object.
#[napi(object, object_from_js = false)]
#[allow(missing_docs, reason = "they are those of a machine")]
pub struct Machine {
    pub id: String,
    pub version: f64,
    pub organization_id: String,
    pub project_id: String,
    pub name: String,
    pub description: String,
    pub labels: HashMap<String, String>,
    pub metadata: serde_json::Value,
    pub host_id: String,
    pub image_id: Option<String>,
    pub desired: Hardware,
    pub applied: Option<Hardware>,
    pub desired_power: String,
    pub power_state: String,
    pub power_reason: String,
    pub has_saved_state: bool,
    pub power_observed_at: Option<f64>,
    pub power_epoch: f64,
    pub power_sequence: f64,
    pub phase: String,
    pub lock_operation_id: Option<String>,
    pub guest_phase: String,
    pub created_at: f64,
}

impl From<vmbay::compute::Machine> for Machine {
    #[allow(clippy::cast_precision_loss, reason = "they are small")]
    fn from(machine: vmbay::compute::Machine) -> Self {
        Self {
            id: machine.id.to_string(),
            version: machine.version as f64,
            organization_id: machine.organization_id.to_string(),
            project_id: machine.project_id.to_string(),
            name: machine.name,
            description: machine.description,
            labels: machine.labels.into_iter().collect(),
            metadata: machine.metadata,
            host_id: machine.host_id.to_string(),
            image_id: machine.image_id.map(|id| id.to_string()),
            desired: machine.desired.into(),
            applied: machine.applied.map(Into::into),
            desired_power: machine.desired_power.to_string(),
            power_state: machine.power_state.to_string(),
            power_reason: machine.power_reason.to_string(),
            has_saved_state: machine.has_saved_state,
            power_observed_at: machine.power_observed_at.map(|at| at.as_micros() as f64),
            power_epoch: machine.power_epoch as f64,
            power_sequence: machine.power_sequence as f64,
            phase: machine.phase.to_string(),
            lock_operation_id: machine.lock_operation_id.map(|id| id.to_string()),
            guest_phase: machine.guest_phase.to_string(),
            created_at: machine.created_at.as_micros() as f64,
        }
    }
}
