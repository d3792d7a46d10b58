//! The core alone: the same machines and the same waits as through the bindings.

use std::time::{Duration, Instant};

use futures::future::join_all;
use serde::Serialize;
use tokio::runtime::{Builder, Runtime};
use vmbay::{
    Result, Timestamp, Vmbay,
    compute::{
        DesiredPower, GuestPhase, Machine, MachineCreate, MachineHardware, MachinePhase, MachineQuery,
    },
    hypervisor::{PowerReason, PowerState, SimulatedHypervisor, SimulatedOptions},
    id::{HostId, ImageId, MachineId, OperationId, OrganizationId, ProjectId},
    storage::MemoryStorage,
};

/// An open library with machines.
pub struct Core {
    runtime: Runtime,
    bay: Vmbay,
    machines: Vec<MachineId>,
}

impl Core {
    /// So many machines, on a host on which nothing takes time unless it is to.
    ///
    /// # Errors
    /// What the library answers.
    ///
    /// # Panics
    /// When no thread can be started.
    pub fn open(count: u32, is_instant: bool) -> Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("threads can be started");
        let options =
            if is_instant { SimulatedOptions::instant() } else { SimulatedOptions::default() };
        let (bay, machines) = runtime.block_on(async {
            let builder = Vmbay::builder().storage(MemoryStorage::new());
            let bay = builder.hypervisor("local", SimulatedHypervisor::new(options)).open().await?;
            let mut machines = Vec::new();
            for number in 0..count {
                let create = MachineCreate::new(format!("machine-{number}"))
                    .memory_mib(256)
                    .disk(1 << 30)
                    .description("keep until the end of the month")
                    .label("team", "search");
                machines.push(bay.machines().create(create).await?.id);
            }
            Ok::<_, vmbay::Error>((bay, machines))
        })?;
        Ok(Self { runtime, bay, machines })
    }

    /// The machines, one page of them.
    ///
    /// # Errors
    /// What the library answers.
    pub fn list(&self) -> Result<Vec<Machine>> {
        let machines = self.bay.machines();
        Ok(self.runtime.block_on(machines.list(MachineQuery::default().limit(1000)))?.items)
    }

    /// Starts the first machine, and waits for its guest.
    ///
    /// # Errors
    /// What the library answers.
    pub fn start(&self) -> Result<()> {
        let (machines, first) = (self.bay.machines(), self.machines[0]);
        self.runtime.block_on(async {
            machines.start(first).await?;
            machines.wait_ready(first, Duration::from_secs(60)).await.map(drop)
        })
    }

    /// How long it takes to ask the guest of the first machine so often at once whether it is there.
    ///
    /// # Errors
    /// What the library answers.
    pub fn pings(&self, count: u32) -> Result<Duration> {
        let guest = self.bay.guest();
        self.runtime.block_on(async {
            let begun = Instant::now();
            let pings = join_all((0..count).map(|_| guest.ping(self.machines[0]))).await;
            pings.into_iter().collect::<Result<()>>()?;
            Ok(begun.elapsed())
        })
    }
}

/// A machine as serde writes it: what one would derive.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "they are those of a machine")]
pub struct Plain<'a> {
    pub id: MachineId,
    pub version: u64,
    pub organization_id: OrganizationId,
    pub project_id: ProjectId,
    pub name: &'a str,
    pub description: &'a str,
    pub labels: &'a std::collections::BTreeMap<String, String>,
    pub metadata: &'a serde_json::Value,
    pub host_id: HostId,
    pub image_id: Option<ImageId>,
    pub desired: &'a MachineHardware,
    pub applied: Option<&'a MachineHardware>,
    pub desired_power: DesiredPower,
    pub power_state: PowerState,
    pub power_reason: PowerReason,
    pub has_saved_state: bool,
    pub power_observed_at: Option<Timestamp>,
    pub power_epoch: u64,
    pub power_sequence: u64,
    pub phase: MachinePhase,
    pub lock_operation_id: Option<OperationId>,
    pub guest_phase: GuestPhase,
    pub created_at: Timestamp,
}

impl<'a> From<&'a Machine> for Plain<'a> {
    fn from(machine: &'a Machine) -> Self {
        Self {
            id: machine.id,
            version: machine.version,
            organization_id: machine.organization_id,
            project_id: machine.project_id,
            name: &machine.name,
            description: &machine.description,
            labels: &machine.labels,
            metadata: &machine.metadata,
            host_id: machine.host_id,
            image_id: machine.image_id,
            desired: &machine.desired,
            applied: machine.applied.as_ref(),
            desired_power: machine.desired_power,
            power_state: machine.power_state,
            power_reason: machine.power_reason,
            has_saved_state: machine.has_saved_state,
            power_observed_at: machine.power_observed_at,
            power_epoch: machine.power_epoch,
            power_sequence: machine.power_sequence,
            phase: machine.phase,
            lock_operation_id: machine.lock_operation_id,
            guest_phase: machine.guest_phase,
            created_at: machine.created_at,
        }
    }
}
