//! The adapter itself: each method of the contract on its lane.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use tokio::sync::OnceCell;
use virt::connect::Connect;
use virt_sys as sys;
use vmbay::hypervisor::{
    Capabilities, ExecCommand, ExecEvent, Finding, HostInfo, Hypervisor, HypervisorEvent, MachineSpec,
    MachineStats, MachineStatus, PoolSpace, VolumeRef, VolumeSpec, VolumeStatus,
};
use vmbay::id::MachineId;
use vmbay::{Error, Result};

use crate::connection::{Connection, Known};
use crate::guest::Agent;
use crate::lane::Lane;
use crate::options::{AcceleratorChoice, LibvirtBuilder};
use crate::place::{Place, without_password};
use crate::volume::{self, QemuImg, Upload};
use crate::xml::{self, Accelerator, DomainXml};
use crate::{accelerator, doctor, error, files, machine, status};

/// QEMU machines by libvirt.
#[derive(Debug)]
pub struct LibvirtHypervisor {
    connection: Arc<Connection>,
    place: Place,
    uri: String,
    directory: Option<PathBuf>,
    capabilities: Capabilities,
    deadline: Duration,
    slow_deadline: Duration,
    qemu_img: QemuImg,
    choice: AcceleratorChoice,
    accelerator: OnceCell<Accelerator>,
}

impl LibvirtHypervisor {
    /// Connects to `uri`; see the [crate's front page](crate) for where it may lead.
    ///
    /// # Errors
    /// Those of [`LibvirtBuilder::connect`].
    pub async fn connect(uri: &str) -> Result<Self> {
        Self::builder(uri).connect().await
    }

    /// A hypervisor at `uri`, to be told more before it connects.
    pub fn builder(uri: &str) -> LibvirtBuilder {
        LibvirtBuilder::new(uri)
    }

    pub(crate) async fn open(builder: LibvirtBuilder) -> Result<Self> {
        let (place, uri) = Place::parse(&builder.uri, rustix::process::geteuid().is_root())?;
        let directory = builder.directory.clone().or_else(|| place.default_directory());
        let connection = Connection::open(place.clone(), uri, &builder).await?;
        let looked = {
            let directory = directory.clone();
            move |connect: &Connect| {
                // The first time, libvirt asks QEMU what it can do, for seconds: not within the deadline of some later call.
                accelerator::guest_types(connect)?;
                let networks = connect.num_of_networks().is_ok();
                let console = directory.is_some_and(|directory| {
                    ["console", "agent"].iter().all(|name| fs::create_dir_all(directory.join(name)).is_ok())
                });
                Ok((networks, console))
            }
        };
        let what = "look at what this libvirt can do";
        let (networks, console) = connection.call(Lane::Free, what, builder.slow_deadline, looked).await?;
        let real = place != Place::Test;
        let capabilities = Capabilities {
            reset: real,
            pause: true,
            save: true,
            volumes: place != Place::Remote,
            guest_agent: real,
            console_log: real && console && place != Place::Remote,
            events: true,
            stats: real,
            user_network: true,
            named_network: networks,
            guests: real,
        };
        Ok(Self {
            connection,
            uri: without_password(&builder.uri),
            directory,
            capabilities,
            deadline: builder.deadline,
            slow_deadline: builder.slow_deadline,
            qemu_img: QemuImg(builder.qemu_img),
            choice: builder.accelerator,
            accelerator: OnceCell::new(),
            place,
        })
    }

    /// What executes guests here, found out once.
    async fn accelerator(&self) -> Result<Accelerator> {
        let find = async || match (&self.place, self.choice) {
            (Place::Test, _) => Ok(Accelerator::Pretended),
            (_, AcceleratorChoice::Hardware) => Ok(Accelerator::Kvm),
            (_, AcceleratorChoice::Emulation) => Ok(Accelerator::Tcg),
            (place, AcceleratorChoice::Probe) => {
                let directory = self.directory.clone().filter(|_| *place != Place::Remote);
                accelerator::probe(&self.connection, directory).await
            }
        };
        self.accelerator.get_or_try_init(find).await.copied()
    }

    /// Does something to a machine, in turn with everything else done to it.
    async fn change<F>(&self, id: MachineId, what: &'static str, deadline: Duration, verb: F) -> Result<()>
    where
        F: FnOnce(&Connect, &Known) -> Result<()> + Send + 'static,
    {
        let known = Arc::clone(&self.connection.known);
        self.connection
            .call(Lane::Domain(id.into()), what, deadline, move |connect| verb(connect, &known))
            .await
    }

    /// Looks at something without changing it.
    async fn look<T: Send + 'static>(
        &self,
        what: &'static str,
        look: impl FnOnce(&Connect, &Known) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let known = Arc::clone(&self.connection.known);
        self.connection.call(Lane::Free, what, self.deadline, move |connect| look(connect, &known)).await
    }

    async fn on_disk<T: Send + 'static>(
        &self,
        what: &'static str,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.require(self.capabilities.volumes, "keep volumes on another host")?;
        self.connection.offload(what, self.slow_deadline, work).await
    }

    fn agent(&self, id: MachineId) -> Result<Agent> {
        self.require(self.capabilities.guest_agent, "reach a guest")?;
        Ok(Agent::new(Arc::clone(&self.connection), id))
    }

    fn require(&self, ability: bool, verb: &'static str) -> Result<()> {
        if ability { Ok(()) } else { Err(Error::unsupported(verb, self.name())) }
    }

    fn console_file(&self, id: MachineId) -> Option<PathBuf> {
        let directory = self.directory.as_deref().filter(|_| self.capabilities.console_log)?;
        Some(directory.join("console").join(format!("{id}.log")))
    }

    /// Below an embedded root the sockets get short names: libvirt's own would not fit into what a socket may be called.
    fn agent_socket(&self, id: MachineId) -> Option<PathBuf> {
        match &self.place {
            Place::Embedded(root) => Some(root.join("agent").join(id.to_string())),
            _ => None,
        }
    }

    /// The power button for a machine with firmware; the test driver only knows shutdown as such.
    fn power_button(&self) -> u32 {
        if self.capabilities.guests {
            sys::VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN
        } else {
            sys::VIR_DOMAIN_SHUTDOWN_DEFAULT
        }
    }
}

#[async_trait]
impl Hypervisor for LibvirtHypervisor {
    fn name(&self) -> &'static str {
        "libvirt"
    }

    fn uri(&self) -> String {
        self.uri.clone()
    }

    fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    async fn host_info(&self) -> Result<HostInfo> {
        let accelerated = self.accelerator().await? == Accelerator::Kvm;
        let default_pool = self
            .directory
            .as_ref()
            .filter(|_| self.capabilities.volumes)
            .map(|directory| directory.join("volumes"));
        let default_pool = default_pool.and_then(|pool| pool.to_str().map(str::to_owned));
        let pretended = self.place == Place::Test;
        self.look("look at the host", move |connect, _| {
            let failed = error::hypervisor("look at the host");
            let node = connect.node_info().map_err(&failed)?;
            let libvirt = version(connect.lib_version().map_err(&failed)?);
            let driver = if pretended {
                "test driver".to_owned()
            } else {
                format!("QEMU {}", version(connect.hyp_version().map_err(&failed)?))
            };
            Ok(HostInfo {
                hostname: connect.hostname().map_err(&failed)?,
                version: format!("libvirt {libvirt}, {driver}"),
                cpus: node.cpus,
                memory_mib: node.memory / 1024,
                accelerated,
                default_pool,
            })
        })
        .await
    }

    async fn doctor(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if matches!(self.place, Place::Embedded(_)) {
            findings.extend(doctor::first_process(std::process::id()));
        }
        if self.capabilities.guests {
            match self
                .look("look at what libvirt can run", |connect, _| accelerator::guest_types(connect))
                .await
            {
                Ok(types) if types.is_empty() => findings.push(doctor::qemu_missing()),
                Ok(_) => findings.extend(
                    matches!(self.accelerator().await, Ok(Accelerator::Tcg)).then(doctor::kvm_unusable),
                ),
                Err(error) => {
                    findings.push(doctor::disconnected(&error, self.place.mend(&error.to_string())));
                }
            }
        }
        if self.capabilities.volumes {
            let (qemu_img, directory, deadline) =
                (self.qemu_img.clone(), self.directory.clone(), self.deadline);
            let local = move || {
                let program = doctor::qemu_img(&qemu_img, deadline);
                Ok(program
                    .into_iter()
                    .chain(directory.as_deref().and_then(doctor::directory))
                    .collect::<Vec<_>>())
            };
            findings.extend(self.on_disk("look at the host's tools", local).await.unwrap_or_default());
        }
        findings
    }

    fn events(&self) -> BoxStream<'static, HypervisorEvent> {
        self.connection.hints()
    }

    async fn define(&self, spec: &MachineSpec) -> Result<()> {
        let accelerator = self.accelerator().await?;
        let options = DomainXml {
            accelerator,
            console_log: self.console_file(spec.id),
            agent_socket: self.agent_socket(spec.id),
        };
        let (id, definition) = (spec.id, xml::domain(spec, &options)?);
        self.change(id, "define the machine", self.deadline, move |connect, known| {
            machine::define(connect, known, id, &definition)
        })
        .await
    }

    async fn undefine(&self, id: MachineId) -> Result<()> {
        let flags =
            if self.capabilities.guests { machine::UNDEFINE_ALL } else { machine::UNDEFINE_PRETENDED };
        let files = [self.console_file(id), self.agent_socket(id)];
        let undefine = move |connect: &Connect, known: &Known| {
            machine::undefine(connect, known, id, flags)?;
            files.iter().flatten().try_for_each(|file| files::remove(file))
        };
        self.change(id, "undefine the machine", self.deadline, undefine).await
    }

    async fn start(&self, id: MachineId) -> Result<()> {
        self.change(id, "start the machine", self.slow_deadline, move |connect, known| {
            machine::start(connect, known, id)
        })
        .await
    }

    async fn shutdown(&self, id: MachineId) -> Result<()> {
        let flags = self.power_button();
        self.change(id, "shut the machine down", self.deadline, move |connect, known| {
            machine::shutdown(connect, known, id, flags)
        })
        .await
    }

    async fn force_stop(&self, id: MachineId) -> Result<()> {
        let known = Arc::clone(&self.connection.known);
        let stop = move |connect: &Connect| machine::force_stop(connect, &known, id);
        self.connection.call(Lane::Urgent(id.into()), "stop the machine", self.slow_deadline, stop).await
    }

    async fn reboot(&self, id: MachineId) -> Result<()> {
        // The flags of reboot and shutdown have the same numbers.
        let flags = self.power_button();
        self.change(id, "reboot the machine", self.deadline, move |connect, known| {
            machine::reboot(connect, known, id, flags)
        })
        .await
    }

    async fn reset(&self, id: MachineId) -> Result<()> {
        self.require(self.capabilities.reset, "reset a machine")?;
        self.change(id, "reset the machine", self.deadline, move |connect, known| {
            machine::reset(connect, known, id)
        })
        .await
    }

    async fn pause(&self, id: MachineId) -> Result<()> {
        self.change(id, "pause the machine", self.deadline, move |connect, known| {
            machine::pause(connect, known, id)
        })
        .await
    }

    async fn resume(&self, id: MachineId) -> Result<()> {
        self.change(id, "resume the machine", self.deadline, move |connect, known| {
            machine::resume(connect, known, id)
        })
        .await
    }

    async fn save(&self, id: MachineId) -> Result<()> {
        self.change(id, "save the machine", self.slow_deadline, move |connect, known| {
            machine::save(connect, known, id)
        })
        .await
    }

    async fn restore(&self, id: MachineId) -> Result<()> {
        self.change(id, "restore the machine", self.slow_deadline, move |connect, known| {
            machine::restore(connect, known, id)
        })
        .await
    }

    async fn inspect(&self, id: MachineId) -> Result<Option<MachineStatus>> {
        let agents = self.capabilities.guest_agent;
        self.look("look at the machine", move |connect, known| status::inspect(connect, known, id, agents))
            .await
    }

    async fn list(&self) -> Result<Vec<MachineStatus>> {
        let agents = self.capabilities.guest_agent;
        self.look("look at all machines", move |connect, known| status::list(connect, known, agents)).await
    }

    async fn stats(&self) -> Result<Vec<MachineStats>> {
        self.require(self.capabilities.stats, "report statistics")?;
        self.look("read statistics", status::stats).await
    }

    async fn console_log(&self, id: MachineId, offset: u64) -> Result<Bytes> {
        let file = self.console_file(id).ok_or_else(|| Error::unsupported("log a console", self.name()))?;
        self.look("read the console", move |connect, known| {
            status::find(connect, known, id)?;
            files::read_log(&file, offset)
        })
        .await
    }

    async fn guest_ping(&self, id: MachineId) -> Result<()> {
        self.agent(id)?.ping().await
    }

    async fn guest_exec(
        &self,
        id: MachineId,
        command: &ExecCommand,
    ) -> Result<BoxStream<'static, Result<ExecEvent>>> {
        self.agent(id)?.exec(command).await
    }

    async fn guest_read_file(&self, id: MachineId, path: &str) -> Result<BoxStream<'static, Result<Bytes>>> {
        self.agent(id)?.read_file(path).await
    }

    async fn guest_write_file(&self, id: MachineId, path: &str, content: Bytes) -> Result<()> {
        self.agent(id)?.write_file(path, &content).await
    }

    async fn pool_space(&self, pool: &str) -> Result<PoolSpace> {
        let pool = pool.to_owned();
        self.on_disk("look at a pool", move || volume::space(&pool)).await
    }

    async fn create_volume(&self, spec: &VolumeSpec) -> Result<()> {
        let (spec, qemu_img, deadline) = (spec.clone(), self.qemu_img.clone(), self.deadline);
        self.on_disk("create a volume", move || volume::create(&spec, &qemu_img, deadline)).await
    }

    async fn upload_volume(
        &self,
        volume: &VolumeRef,
        mut content: BoxStream<'static, Result<Bytes>>,
    ) -> Result<()> {
        let volume = volume.clone();
        let mut upload = self.on_disk("begin an upload", move || Upload::begin(volume)).await?;
        while let Some(piece) = content.next().await {
            let piece = piece?;
            let write = move || upload.write(&piece).map(|()| upload);
            upload = self.on_disk("write an upload", write).await?;
        }
        self.on_disk("finish an upload", move || upload.finish()).await
    }

    async fn resize_volume(&self, volume: &VolumeRef, size_bytes: u64) -> Result<()> {
        let (volume, qemu_img, deadline) = (volume.clone(), self.qemu_img.clone(), self.deadline);
        self.on_disk("grow a volume", move || volume::resize(&volume, size_bytes, &qemu_img, deadline)).await
    }

    async fn delete_volume(&self, volume: &VolumeRef) -> Result<()> {
        let volume = volume.clone();
        self.on_disk("delete a volume", move || volume::delete(&volume)).await
    }

    async fn list_volumes(&self, pool: &str) -> Result<Vec<VolumeStatus>> {
        let pool = pool.to_owned();
        self.on_disk("list volumes", move || volume::list(&pool)).await
    }

    async fn close(&self) -> Result<()> {
        self.connection.close(self.deadline).await
    }
}

/// libvirt's versions are millions, thousands and ones.
fn version(number: u32) -> String {
    format!("{}.{}.{}", number / 1_000_000, number / 1000 % 1000, number % 1000)
}
