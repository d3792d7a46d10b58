//! Making a machine: rows first, then disks, then the definition.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde_json::json;

use super::{
    record::{DesiredPower, GuestPhase, Machine, MachineHardware, MachinePhase},
    spec::Parts,
    step,
    transition::Verb,
};
use crate::{
    disk::{Image, ImageKind, ImageState, StoragePool, Volume, VolumeState, size_problem},
    error::{Error, Failure, Resource, Result},
    event::{Cause, Event},
    fleet::HostLinks,
    hypervisor::{PowerReason, PowerState, VolumeFormat},
    id::{HostId, ImageId, MachineId, OperationId, OrganizationId, ProjectId, VolumeId},
    name::{check_command_line, check_description, check_labels, check_metadata, check_name, check_range},
    network::{Nic, NicAttachment},
    operation::{Observed, Run, Saga, Step},
    ports::Ports,
    storage::Changes,
};

/// The most disks and the most network cards of a machine.
const DEVICES: usize = 16;

/// A disk to make with a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskCreate {
    /// Its size in bytes: 1 MiB to 64 TiB, a multiple of 512.
    pub size_bytes: u64,
}

/// A network card to give a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NicCreate {
    /// On user-mode networking: outgoing connections only.
    User,
    /// On the hypervisor's network of this name.
    Network(String),
}

/// A machine to make.
///
/// Without an image it boots its first disk, which is empty, or a volume lent to it.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineCreate {
    /// Its name, unique in the project.
    pub name: String,
    /// The project; the caller's own unless told otherwise.
    pub project_id: Option<ProjectId>,
    /// The host; chosen among the enabled ones unless told otherwise.
    pub host_id: Option<HostId>,
    /// What it is made from.
    pub image_id: Option<ImageId>,
    /// Virtual processors: 1 to 255; 1 unless told otherwise.
    pub vcpus: u32,
    /// Memory in MiB: 16 to 16,777,216; 512 unless told otherwise.
    pub memory_mib: u32,
    /// The kernel's command line; the image's own unless told otherwise.
    pub command_line: Option<String>,
    /// The size of its clone of a disk image, in bytes; as large as the image unless told otherwise.
    pub root_size_bytes: Option<u64>,
    /// Empty disks to make, after the image's.
    pub disks: Vec<DiskCreate>,
    /// Volumes to lend to it, after the disks made; they stay when it is deleted.
    pub volumes: Vec<VolumeId>,
    /// Network cards to give it; none unless told otherwise.
    pub nics: Vec<NicCreate>,
    /// What people should know.
    pub description: String,
    /// Labels, for choosing.
    pub labels: BTreeMap<String, String>,
    /// The application's own notes.
    pub metadata: serde_json::Value,
    /// The same key and input give the same operation.
    pub idempotency_key: Option<String>,
}

impl MachineCreate {
    /// A machine of this name, with one processor and 512 MiB.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            project_id: None,
            host_id: None,
            image_id: None,
            vcpus: 1,
            memory_mib: 512,
            command_line: None,
            root_size_bytes: None,
            disks: Vec::new(),
            volumes: Vec::new(),
            nics: Vec::new(),
            description: String::new(),
            labels: BTreeMap::new(),
            metadata: serde_json::Value::Null,
            idempotency_key: None,
        }
    }

    /// In this project.
    pub fn project(mut self, id: ProjectId) -> Self {
        self.project_id = Some(id);
        self
    }

    /// On this host.
    pub fn host(mut self, id: HostId) -> Self {
        self.host_id = Some(id);
        self
    }

    /// Made from this image.
    pub fn image(mut self, id: ImageId) -> Self {
        self.image_id = Some(id);
        self
    }

    /// With this many virtual processors.
    pub fn vcpus(mut self, vcpus: u32) -> Self {
        self.vcpus = vcpus;
        self
    }

    /// With this much memory.
    pub fn memory_mib(mut self, memory_mib: u32) -> Self {
        self.memory_mib = memory_mib;
        self
    }

    /// With this command line for its kernel.
    pub fn command_line(mut self, command_line: impl Into<String>) -> Self {
        self.command_line = Some(command_line.into());
        self
    }

    /// With a clone of the image's disk of this size.
    pub fn root_size_bytes(mut self, size_bytes: u64) -> Self {
        self.root_size_bytes = Some(size_bytes);
        self
    }

    /// With an empty disk of this size.
    pub fn disk(mut self, size_bytes: u64) -> Self {
        self.disks.push(DiskCreate { size_bytes });
        self
    }

    /// With this volume, lent.
    pub fn volume(mut self, id: VolumeId) -> Self {
        self.volumes.push(id);
        self
    }

    /// With this network card.
    pub fn nic(mut self, nic: NicCreate) -> Self {
        self.nics.push(nic);
        self
    }

    /// With this description.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// With this label.
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.insert(key.into(), value.into());
        self
    }

    /// With these notes of the application's own.
    pub fn metadata(mut self, metadata: serde_json::Value) -> Self {
        self.metadata = metadata;
        self
    }

    /// Under this idempotency key.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// Refuses what can be refused without looking at anything.
    pub(crate) fn check(&self) -> Result<()> {
        check_name("name", &self.name)?;
        check_hardware(Some(self.vcpus), Some(self.memory_mib), self.command_line.as_deref())?;
        check_description(&self.description)?;
        check_labels(&self.labels)?;
        check_metadata(&self.metadata)?;
        for size in self.disks.iter().map(|disk| disk.size_bytes).chain(self.root_size_bytes) {
            if let Some(problem) = size_problem(size) {
                return Err(Error::invalid("disks", problem));
            }
        }
        check_range("disks", &(self.disks.len() + self.volumes.len()), 0..=DEVICES)?;
        check_range("nics", &self.nics.len(), 0..=DEVICES)?;
        for (at, id) in self.volumes.iter().enumerate() {
            if self.volumes[..at].contains(id) {
                return Err(Error::invalid("volumes", format!("{id} is named twice")));
            }
        }
        for nic in &self.nics {
            if let NicCreate::Network(name) = nic {
                check_name("nics", name)?;
            }
        }
        Ok(())
    }

    /// What the operation stores as its input, so that a repeated request can be told from another.
    pub(crate) fn input(&self) -> serde_json::Value {
        json!({
            "name": self.name, "project_id": self.project_id, "host_id": self.host_id, "image_id": self.image_id,
            "vcpus": self.vcpus, "memory_mib": self.memory_mib, "command_line": self.command_line,
            "root_size_bytes": self.root_size_bytes,
            "disks": self.disks.iter().map(|disk| disk.size_bytes).collect::<Vec<_>>(),
            "volumes": self.volumes,
            "nics": self.nics.iter().map(|nic| match nic { NicCreate::User => None, NicCreate::Network(name) => Some(name) }).collect::<Vec<_>>(),
            "description": self.description, "labels": self.labels, "metadata": self.metadata,
        })
    }
}

/// Refuses processors, memory and command lines that no machine can have.
pub(crate) fn check_hardware(
    vcpus: Option<u32>,
    memory_mib: Option<u32>,
    command_line: Option<&str>,
) -> Result<()> {
    if let Some(vcpus) = vcpus {
        check_range("vcpus", &vcpus, 1..=255)?;
    }
    if let Some(memory_mib) = memory_mib {
        check_range("memory_mib", &memory_mib, 16..=16 * 1024 * 1024)?;
    }
    command_line.map_or(Ok(()), check_command_line)
}

/// Everything a new machine's rows are made of.
pub(crate) struct Draft<'a> {
    pub(crate) create: &'a MachineCreate,
    pub(crate) home: (OrganizationId, ProjectId),
    pub(crate) host_id: HostId,
    pub(crate) pool: Option<&'a StoragePool>,
    pub(crate) image: Option<&'a Image>,
    pub(crate) lent: &'a [Volume],
    pub(crate) operation: OperationId,
    pub(crate) cause: Cause,
}

impl Draft<'_> {
    /// The machine and the unit that writes it down, with everything that belongs to it.
    pub(crate) fn rows(&self, ports: &Ports) -> Result<(Machine, Changes)> {
        let machine = self.machine(ports);
        let mut changes = Changes::new().insert(&machine)?;
        if let Some(image) = self.image {
            if image.state != ImageState::Ready {
                return Err(Error::IllegalTransition {
                    resource: Resource::new("image", image.id),
                    from: image.state.as_str().into(),
                    verb: "become a machine".into(),
                });
            }
            // A delete of the image that begins meanwhile changes its version: one of the two is refused.
            changes = changes.expect(image);
        }
        let mut position = 0;
        for volume in self.made(ports, &machine)? {
            let volume = Volume { position: Some(position), ..volume };
            let payload = json!({ "name": volume.name, "machine_id": machine.id });
            let event = Event::new(ports, &self.cause, "volume.created", &volume, payload);
            changes = changes.insert(&volume)?.emit(&event)?;
            position += 1;
        }
        for volume in self.lent {
            changes = changes.update(&lend(volume, &machine, position)?)?;
            position += 1;
        }
        for (position, nic) in (0..).zip(&self.create.nics) {
            changes = changes.insert(&new_nic(ports, &machine, position, nic))?;
        }
        Ok((machine, changes))
    }

    fn machine(&self, ports: &Ports) -> Machine {
        let create = self.create;
        Machine {
            id: ports.id(),
            version: 1,
            organization_id: self.home.0,
            project_id: self.home.1,
            name: create.name.clone(),
            description: create.description.clone(),
            labels: create.labels.clone(),
            metadata: create.metadata.clone(),
            host_id: self.host_id,
            image_id: create.image_id,
            desired: MachineHardware {
                vcpus: create.vcpus,
                memory_mib: create.memory_mib,
                command_line: create.command_line.clone(),
            },
            applied: None,
            desired_power: DesiredPower::Stopped,
            power_state: PowerState::Unknown,
            power_reason: PowerReason::Unknown,
            has_saved_state: false,
            power_observed_at: None,
            power_epoch: 0,
            power_sequence: 0,
            phase: MachinePhase::Defining,
            lock_operation_id: Some(self.operation),
            guest_phase: GuestPhase::None,
            created_at: ports.now(),
        }
    }

    /// The disks to make: the clone of a disk image, then the empty ones.
    fn made(&self, ports: &Ports, machine: &Machine) -> Result<Vec<Volume>> {
        let root = match self.image {
            Some(image) if image.kind == ImageKind::Disk => {
                let least = image.virtual_size_bytes.unwrap_or(0);
                let size = self.create.root_size_bytes.unwrap_or(least);
                if size < least {
                    return Err(Error::invalid(
                        "root_size_bytes",
                        format!("must be at least the image's {least} bytes"),
                    ));
                }
                Some((size, Some(image.volume_id)))
            }
            _ if self.create.root_size_bytes.is_some() => {
                return Err(Error::invalid("root_size_bytes", "needs a disk image"));
            }
            _ => None,
        };
        let empty = self.create.disks.iter().map(|disk| (disk.size_bytes, None));
        root.into_iter()
            .chain(empty)
            .map(|(size, backing)| self.made_one(ports, machine, size, backing))
            .collect()
    }

    fn made_one(
        &self,
        ports: &Ports,
        machine: &Machine,
        size_bytes: u64,
        backing: Option<VolumeId>,
    ) -> Result<Volume> {
        let pool = self.pool.ok_or_else(|| Error::unsupported("keep volumes", "the host"))?;
        Ok(Volume {
            id: ports.id(),
            version: 1,
            organization_id: machine.organization_id,
            project_id: machine.project_id,
            pool_id: pool.id,
            name: machine.name.clone(),
            format: VolumeFormat::Qcow2,
            size_bytes,
            backing_volume_id: backing,
            machine_id: Some(machine.id),
            delete_with_machine: true,
            position: None,
            image_id: None,
            state: VolumeState::Allocating,
            lock_operation_id: Some(self.operation),
            created_at: ports.now(),
        })
    }
}

/// A volume of somebody's own, lent to a machine.
fn lend(volume: &Volume, machine: &Machine, position: u32) -> Result<Volume> {
    if volume.state != VolumeState::Ready || volume.lock_operation_id.is_some() {
        return Err(Error::InUse {
            resource: Resource::new("volume", volume.id),
            by: volume.state.as_str().into(),
        });
    }
    Ok(Volume {
        state: VolumeState::InUse,
        machine_id: Some(machine.id),
        delete_with_machine: false,
        position: Some(position),
        ..volume.clone()
    })
}

fn new_nic(ports: &Ports, machine: &Machine, position: u32, nic: &NicCreate) -> Nic {
    let (attachment, network_name) = match nic {
        NicCreate::User => (NicAttachment::User, None),
        NicCreate::Network(name) => (NicAttachment::Network, Some(name.clone())),
    };
    // 52:54:00 is the prefix QEMU's machines carry; the rest is drawn, and a unique index refuses a repetition.
    let [a, b, c, ..] = ports.ids.random().to_be_bytes();
    Nic {
        id: ports.id(),
        version: 1,
        organization_id: machine.organization_id,
        project_id: machine.project_id,
        machine_id: machine.id,
        position,
        mac: format!("52:54:00:{a:02x}:{b:02x}:{c:02x}"),
        attachment,
        network_name,
    }
}

/// Makes what the rows say.
#[derive(Clone, Debug)]
pub(crate) struct Provision {
    pub(crate) hosts: HostLinks,
}

#[async_trait]
impl Saga for Provision {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&MakeDisks, &Define];
    const COMPENSATES: bool = true;

    fn kind(&self) -> &str {
        Verb::Provision.kind()
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let before = step::machine(run).await?;
        let mut machine = step::observe(run, &self.hosts, &before).await?;
        machine.phase = MachinePhase::Ready;
        machine.applied = Some(machine.desired.clone());
        step::unlock(run, &mut machine);
        let event = run.event("machine.provisioned", &machine, json!({ "name": machine.name }));
        step::changes(run, &before, &machine)?.emit(&event)
    }

    async fn fail(&self, run: &Run, failure: &Failure, undone: bool) -> Result<Changes> {
        let mut machine = step::machine(run).await?;
        machine.phase = MachinePhase::ProvisionFailed;
        step::unlock(run, &mut machine);
        let payload = json!({ "name": machine.name, "failure": failure });
        let event = run.event("machine.provision_failed", &machine, payload);
        let mut changes = Changes::new().update(&machine)?.emit(&event)?;
        if undone {
            let parts = Parts::load(run.ports(), machine).await?;
            changes = changes.extend(step::let_go(run, &parts)?);
        }
        Ok(changes)
    }
}

struct MakeDisks;

#[async_trait]
impl Step<Provision> for MakeDisks {
    fn name(&self) -> &'static str {
        "make disks"
    }

    async fn perform(&self, saga: &Provision, run: &Run) -> Result<()> {
        let parts = step::parts(run).await?;
        let link = saga.hosts.get(parts.machine.host_id)?;
        let made: Vec<&Volume> = parts.disks.iter().filter(|disk| disk.delete_with_machine).collect();
        for (at, disk) in made.iter().enumerate() {
            link.hypervisor.create_volume(&parts.volume_spec(disk)?).await?;
            run.progress(step::share(at + 1, made.len()), format!("made disk {} of {}", at + 1, made.len()));
        }
        Ok(())
    }

    async fn undo(&self, saga: &Provision, run: &Run) -> Result<()> {
        step::delete_disks(run, &saga.hosts).await
    }

    async fn record(&self, _saga: &Provision, run: &Run) -> Result<Changes> {
        let parts = step::parts(run).await?;
        let machine = Machine { phase: MachinePhase::Provisioning, ..parts.machine.clone() };
        let mut changes = Changes::new().update(&machine)?;
        for disk in parts.disks.iter().filter(|disk| disk.state == VolumeState::Allocating) {
            let ready = Volume { state: VolumeState::InUse, lock_operation_id: None, ..disk.clone() };
            changes = changes.update(&ready)?;
        }
        Ok(changes)
    }
}

struct Define;

#[async_trait]
impl Step<Provision> for Define {
    fn name(&self) -> &'static str {
        "define"
    }

    async fn observe(&self, saga: &Provision, run: &Run) -> Result<Observed> {
        let machine = step::machine(run).await?;
        let link = saga.hosts.get(machine.host_id)?;
        let found = link.hypervisor.inspect(machine.id).await?;
        Ok(if found.is_some() { Observed::Done } else { Observed::Absent })
    }

    async fn perform(&self, saga: &Provision, run: &Run) -> Result<()> {
        let parts = step::parts(run).await?;
        let link = saga.hosts.get(parts.machine.host_id)?;
        link.hypervisor.define(&parts.spec(link.installation)?).await
    }

    async fn undo(&self, saga: &Provision, run: &Run) -> Result<()> {
        let machine = step::machine(run).await?;
        saga.hosts.get(machine.host_id)?.hypervisor.undefine(run.target::<MachineId>()?).await
    }
}
