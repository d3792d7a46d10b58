//! A hypervisor without a hypervisor, for the tests of applications and for trying things out.
//!
//! A [`SimulatedHost`] holds machines, guests and volumes in memory; a [`SimulatedHypervisor`] is a connection to it.
//! Everything takes a modelled time on the host's [clock](crate::clock::Clock): with a
//! [`VirtualClock`](crate::clock::VirtualClock) none of it is real, and the same seed gives the same [trace](TraceEntry).
//! Guests boot, answer their agent, run [a few programs](GuestCall) (`uname`, `echo`, `cat`, `seq`, `sleep`, `printenv`,
//! `true`, `false`, and those an application adds), keep files in their memory and shut down when they are asked.
//! [Faults](Fault) of single calls and [incidents](Incident) are planned ahead.
//!
//! Like a real hypervisor it guards nothing but itself: it deletes a base that clones depend on, and machines that miss a
//! volume do not start.

mod fault;
mod guest;
mod host;
mod life;
mod machine;
#[cfg(test)]
mod model;
mod options;
mod power;
#[cfg(test)]
mod tests;
mod trace;
mod volumes;
mod world;

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

pub use self::{
    fault::{Fault, FaultKind, Incident, Verb},
    guest::{GuestCall, GuestReply},
    host::{Inventory, SimulatedHost},
    options::{Latencies, SimulatedOptions},
    trace::{TraceEntry, TraceEvent},
};
use self::{
    life::guest_failed,
    machine::Machine,
    world::{Subject, World},
};
use super::{
    Capabilities, ExecCommand, ExecEvent, Finding, HostInfo, Hypervisor, HypervisorEvent, MachineSpec,
    MachineStats, MachineStatus, PoolSpace, Severity, VolumeRef, VolumeSpec, VolumeStatus,
};
use crate::{
    error::{Error, Result},
    id::MachineId,
};

/// So much of a program's output or of a file arrives at once.
const CHUNK: usize = 64 * 1024;

/// A connection to a [`SimulatedHost`].
///
/// ```
/// use vmbay::hypervisor::{Hypervisor, SimulatedHypervisor, SimulatedOptions};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// let hypervisor = SimulatedHypervisor::new(SimulatedOptions::instant());
/// assert_eq!(hypervisor.host_info().await?.hostname, "simulated");
/// assert!(hypervisor.list().await?.is_empty());
/// # Ok::<(), vmbay::Error>(()) }).unwrap();
/// ```
#[derive(Debug)]
pub struct SimulatedHypervisor {
    host: SimulatedHost,
    closed: CancellationToken,
}

impl SimulatedHypervisor {
    /// A connection to a new host.
    pub fn new(options: SimulatedOptions) -> Self {
        Self::on(SimulatedHost::new(options))
    }

    fn on(host: SimulatedHost) -> Self {
        Self { host, closed: CancellationToken::new() }
    }

    /// The host it is connected to.
    pub fn host(&self) -> &SimulatedHost {
        &self.host
    }

    fn check_open(&self) -> Result<()> {
        if self.closed.is_cancelled() { Err(Error::Closed { what: "the hypervisor".into() }) } else { Ok(()) }
    }

    async fn call<T: Send + 'static>(
        &self,
        verb: Verb,
        subject: Subject,
        effect: impl FnOnce(&mut World) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.check_open()?;
        self.host.call(verb, subject, effect).await
    }

    async fn machine<T: Send + 'static>(
        &self,
        verb: Verb,
        id: MachineId,
        effect: impl FnOnce(&mut World, MachineId) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.call(verb, Subject::Machine(id), move |world| effect(world, id)).await
    }

    async fn volume<T: Send + 'static>(
        &self,
        verb: Verb,
        volume: &VolumeRef,
        effect: impl FnOnce(&mut World, &VolumeRef) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let volume = volume.clone();
        self.call(verb, Subject::Volume(volume.id.into()), move |world| effect(world, &volume)).await
    }
}

#[async_trait]
impl Hypervisor for SimulatedHypervisor {
    fn name(&self) -> &'static str {
        "simulated"
    }

    fn uri(&self) -> String {
        self.host.uri().to_owned()
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            reset: true,
            pause: true,
            save: true,
            volumes: true,
            guest_agent: true,
            console_log: true,
            events: true,
            stats: true,
            user_network: true,
            named_network: true,
            guests: true,
        }
    }

    async fn host_info(&self) -> Result<HostInfo> {
        let info = |world: &mut World| {
            Ok(HostInfo {
                hostname: world.options.hostname.clone(),
                version: concat!("simulated ", env!("CARGO_PKG_VERSION")).to_owned(),
                cpus: world.options.cpus,
                memory_mib: world.options.memory_mib,
                accelerated: false,
                default_pool: Some("/simulated".to_owned()),
            })
        };
        self.call(Verb::HostInfo, Subject::Host, info).await
    }

    async fn doctor(&self) -> Vec<Finding> {
        if self.host.settled().is_connected() {
            return Vec::new();
        }
        vec![Finding {
            code: "host_unreachable".to_owned(),
            severity: Severity::Error,
            problem: "the simulated host is not connected".to_owned(),
            mend: "let it return with Incident::HostReturned".to_owned(),
        }]
    }

    fn events(&self) -> BoxStream<'static, HypervisorEvent> {
        let hints = self.host.settled().listen();
        let state = (self.host.clone(), self.closed.clone(), hints);
        let changes = stream::unfold(state, async |(host, closed, mut hints)| {
            let hint = tokio::select! {
                biased;
                () = closed.cancelled() => return None,
                hint = hints.recv() => hint,
                never = host.drive() => match never {},
            };
            match hint {
                Ok(hint) => Some((hint, (host, closed, hints))),
                // What comes first is told by a look at everything, and so is all that waits behind it.
                Err(RecvError::Lagged(_)) => {
                    Some((HypervisorEvent::Resync, (host, closed, hints.resubscribe())))
                }
                Err(RecvError::Closed) => None,
            }
        });
        stream::iter([HypervisorEvent::Resync]).chain(changes).boxed()
    }

    async fn define(&self, spec: &MachineSpec) -> Result<()> {
        let spec = spec.clone();
        self.call(Verb::Define, Subject::Machine(spec.id), |world| world.define(spec)).await
    }

    async fn undefine(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Undefine, id, World::undefine).await
    }

    async fn start(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Start, id, World::start).await
    }

    async fn shutdown(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Shutdown, id, World::shutdown).await
    }

    async fn force_stop(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::ForceStop, id, World::force_stop).await
    }

    async fn reboot(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Reboot, id, World::reboot).await
    }

    async fn reset(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Reset, id, World::reset).await
    }

    async fn pause(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Pause, id, World::pause).await
    }

    async fn resume(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Resume, id, World::resume).await
    }

    async fn save(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Save, id, World::save).await
    }

    async fn restore(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::Restore, id, World::restore).await
    }

    async fn inspect(&self, id: MachineId) -> Result<Option<MachineStatus>> {
        self.machine(Verb::Inspect, id, |world, id| Ok(world.machines.get(&id).map(Machine::status))).await
    }

    async fn list(&self) -> Result<Vec<MachineStatus>> {
        let list = |world: &mut World| Ok(world.machines.values().map(Machine::status).collect());
        self.call(Verb::List, Subject::Host, list).await
    }

    async fn stats(&self) -> Result<Vec<MachineStats>> {
        self.call(Verb::Stats, Subject::Host, |world| Ok(world.stats())).await
    }

    async fn console_log(&self, id: MachineId, offset: u64) -> Result<Bytes> {
        self.machine(Verb::ConsoleLog, id, move |world, id| world.console_log(id, offset)).await
    }

    async fn guest_ping(&self, id: MachineId) -> Result<()> {
        self.machine(Verb::GuestPing, id, World::guest_ping).await
    }

    async fn guest_exec(
        &self,
        id: MachineId,
        command: &ExecCommand,
    ) -> Result<BoxStream<'static, Result<ExecEvent>>> {
        let (limit, given) = (command.timeout, command.clone());
        let exec = move |world: &mut World, id| world.guest_exec(id, &given);
        let (reply, life) = self.machine(Verb::GuestExec, id, exec).await?;
        let host = self.host.clone();
        let ended = async move { finish(&host, id, limit, reply, life).await.map(stream::iter) };
        Ok(stream::once(ended).try_flatten().boxed())
    }

    async fn guest_read_file(&self, id: MachineId, path: &str) -> Result<BoxStream<'static, Result<Bytes>>> {
        let path = path.to_owned();
        let read = move |world: &mut World, id| world.guest_read_file(id, &path);
        let content = self.machine(Verb::GuestReadFile, id, read).await?;
        Ok(stream::iter(chunks(content).map(Ok)).boxed())
    }

    async fn guest_write_file(&self, id: MachineId, path: &str, content: Bytes) -> Result<()> {
        let path = path.to_owned();
        let write = |world: &mut World, id| world.guest_write_file(id, path, content);
        self.machine(Verb::GuestWriteFile, id, write).await
    }

    async fn pool_space(&self, pool: &str) -> Result<PoolSpace> {
        let pool = pool.to_owned();
        self.call(Verb::PoolSpace, Subject::Host, move |world| Ok(world.disk.space(&pool))).await
    }

    async fn create_volume(&self, spec: &VolumeSpec) -> Result<()> {
        let spec = spec.clone();
        let subject = Subject::Volume(spec.volume.id.into());
        self.call(Verb::CreateVolume, subject, move |world| world.disk.create(&spec)).await
    }

    async fn upload_volume(
        &self,
        volume: &VolumeRef,
        mut content: BoxStream<'static, Result<Bytes>>,
    ) -> Result<()> {
        self.check_open()?;
        let (mut bytes, mut head) = (0, Vec::with_capacity(volumes::HEAD));
        while let Some(chunk) = content.try_next().await? {
            bytes += chunk.len() as u64;
            head.extend_from_slice(&chunk[..chunk.len().min(volumes::HEAD - head.len())]);
        }
        let upload = move |world: &mut World, volume: &VolumeRef| world.disk.upload(volume, bytes, &head);
        self.volume(Verb::UploadVolume, volume, upload).await
    }

    async fn resize_volume(&self, volume: &VolumeRef, size_bytes: u64) -> Result<()> {
        let resize = move |world: &mut World, volume: &VolumeRef| world.disk.resize(volume, size_bytes);
        self.volume(Verb::ResizeVolume, volume, resize).await
    }

    async fn delete_volume(&self, volume: &VolumeRef) -> Result<()> {
        let delete = |world: &mut World, volume: &VolumeRef| {
            world.disk.delete(volume);
            Ok(())
        };
        self.volume(Verb::DeleteVolume, volume, delete).await
    }

    async fn list_volumes(&self, pool: &str) -> Result<Vec<VolumeStatus>> {
        let pool = pool.to_owned();
        self.call(Verb::ListVolumes, Subject::Host, move |world| Ok(world.disk.list(&pool))).await
    }

    async fn close(&self) -> Result<()> {
        self.closed.cancel();
        Ok(())
    }
}

/// Waits until a program has run, its time is up or its guest is gone.
async fn finish(
    host: &SimulatedHost,
    id: MachineId,
    limit: Duration,
    reply: GuestReply,
    life: CancellationToken,
) -> Result<impl Iterator<Item = Result<ExecEvent>> + use<>> {
    let wait = reply.takes.min(limit);
    if !wait.is_zero() {
        tokio::select! {
            biased;
            () = life.cancelled() => return Err(guest_failed(id, "it ended before the command did")),
            () = host.clock().sleep(wait) => {}
            never = host.drive() => match never {},
        }
    }
    if reply.takes > limit {
        return Err(Error::TimedOut {
            what: "the command in the guest".into(),
            after: limit,
            operation: None,
        });
    }
    let exited = ExecEvent::Exited { exit_code: Some(reply.exit_code), signal: None };
    let output = chunks(reply.stdout).map(ExecEvent::Stdout);
    let output = output.chain(chunks(reply.stderr).map(ExecEvent::Stderr));
    Ok(output.chain([exited]).map(Ok))
}

fn chunks(mut content: Bytes) -> impl Iterator<Item = Bytes> {
    std::iter::from_fn(move || (!content.is_empty()).then(|| content.split_to(content.len().min(CHUNK))))
}
