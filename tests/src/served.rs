//! A simulated host that outlives the processes that drive it: one process serves it to others over a Unix socket.
//!
//! Each call is a connection: a line of JSON asks, a line answers. A caller that is killed abandons its wait and not the
//! work, as on a real host.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    task::JoinSet,
};
use vmbay::{
    Error, ErrorCode, Failure, Result,
    hypervisor::{
        Capabilities, Finding, HostInfo, Hypervisor, HypervisorEvent, MachineSpec, MachineStatus, PoolSpace,
        SimulatedHost, SimulatedHypervisor, VolumeRef, VolumeSpec, VolumeStatus,
    },
    id::{MachineId, OperationId},
};

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Verb {
    Undefine,
    Start,
    Shutdown,
    ForceStop,
    Reboot,
    Reset,
    Pause,
    Resume,
    Save,
    Restore,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Call {
    Events,
    HostInfo,
    Define(MachineSpec),
    Machine(Verb, MachineId),
    Inspect(MachineId),
    List,
    PoolSpace(String),
    CreateVolume(VolumeSpec),
    ResizeVolume(VolumeRef, u64),
    DeleteVolume(VolumeRef),
    ListVolumes(String),
}

impl Call {
    /// The machine that it changes.
    fn changes(&self) -> Option<MachineId> {
        match self {
            Self::Define(spec) => Some(spec.id),
            Self::Machine(_, id) => Some(*id),
            _ => None,
        }
    }
}

/// Serves a simulated host.
#[derive(Debug)]
pub struct Server {
    hypervisor: SimulatedHypervisor,
    /// By machine, the callers that are changing it, and whether by force: that may cut in.
    at_work: Mutex<HashMap<MachineId, Vec<(u32, bool)>>>,
    overlaps: Mutex<Vec<String>>,
}

impl Server {
    /// One that serves `host`.
    pub fn new(host: &SimulatedHost) -> Arc<Self> {
        Arc::new(Self { hypervisor: host.connect(), at_work: Mutex::default(), overlaps: Mutex::default() })
    }

    /// Serves at `socket` until it is dropped.
    ///
    /// # Errors
    /// When it cannot listen there.
    pub async fn serve(self: Arc<Self>, socket: &Path) -> std::io::Result<()> {
        let listener = UnixListener::bind(socket)?;
        let mut callers = JoinSet::new();
        loop {
            let (caller, _) = listener.accept().await?;
            let server = self.clone();
            // A caller that is gone is no error of ours.
            callers.spawn(async move { server.answer(caller).await.ok() });
            while callers.try_join_next().is_some() {}
        }
    }

    /// Each time that two callers changed one machine at once; a forced stop may.
    pub fn overlaps(&self) -> Vec<String> {
        self.overlaps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn answer(&self, caller: UnixStream) -> std::io::Result<()> {
        let (read, mut write) = caller.into_split();
        let mut read = BufReader::new(read);
        let mut line = String::new();
        read.read_line(&mut line).await?;
        let (by, call): (u32, Call) = serde_json::from_str(&line)?;
        if let Call::Events = call {
            let mut events = self.hypervisor.events();
            while let Some(event) = events.next().await {
                send(&mut write, &event).await?;
            }
            return Ok(());
        }
        let _at_work = call.changes().map(|machine| self.begin(by, machine, &call));
        tokio::select! {
            done = perform(&self.hypervisor, call) => {
                send(&mut write, &done.map_err(|error| Failure::from(&error))).await
            }
            // It says nothing more: what ends here is its wait.
            _ = read.read_u8() => Ok(()),
        }
    }

    fn begin(&self, by: u32, machine: MachineId, call: &Call) -> AtWork<'_> {
        let mut at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let callers = at_work.entry(machine).or_default();
        let forced = matches!(call, Call::Machine(Verb::ForceStop, _));
        if callers.iter().any(|(other, force)| *other != by && !force && !forced) {
            let overlap = format!("{by} began {call:?} while {callers:?} were at work on it");
            self.overlaps.lock().unwrap_or_else(PoisonError::into_inner).push(overlap);
        }
        callers.push((by, forced));
        AtWork { server: self, by: (by, forced), machine }
    }
}

/// A caller that is changing a machine.
struct AtWork<'a> {
    server: &'a Server,
    by: (u32, bool),
    machine: MachineId,
}

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        let mut at_work = self.server.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let callers = at_work.entry(self.machine).or_default();
        if let Some(at) = callers.iter().position(|by| *by == self.by) {
            callers.swap_remove(at);
        }
    }
}

async fn send(to: &mut (impl AsyncWriteExt + Unpin), what: &impl Serialize) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    to.write_all(&line).await
}

async fn perform(on: &SimulatedHypervisor, call: Call) -> Result<Value> {
    fn json<T: Serialize>(value: T) -> Result<Value> {
        serde_json::to_value(value).map_err(|error| Error::corrupt("an answer", error.to_string()))
    }
    match call {
        Call::Events => Err(Error::unsupported("answer with events", "a call")),
        Call::HostInfo => json(on.host_info().await?),
        Call::Define(spec) => json(on.define(&spec).await?),
        Call::Machine(verb, id) => json(change(on, verb, id).await?),
        Call::Inspect(id) => json(on.inspect(id).await?),
        Call::List => json(on.list().await?),
        Call::PoolSpace(pool) => json(on.pool_space(&pool).await?),
        Call::CreateVolume(spec) => json(on.create_volume(&spec).await?),
        Call::ResizeVolume(volume, size_bytes) => json(on.resize_volume(&volume, size_bytes).await?),
        Call::DeleteVolume(volume) => json(on.delete_volume(&volume).await?),
        Call::ListVolumes(pool) => json(on.list_volumes(&pool).await?),
    }
}

async fn change(on: &SimulatedHypervisor, verb: Verb, id: MachineId) -> Result<()> {
    match verb {
        Verb::Undefine => on.undefine(id).await,
        Verb::Start => on.start(id).await,
        Verb::Shutdown => on.shutdown(id).await,
        Verb::ForceStop => on.force_stop(id).await,
        Verb::Reboot => on.reboot(id).await,
        Verb::Reset => on.reset(id).await,
        Verb::Pause => on.pause(id).await,
        Verb::Resume => on.resume(id).await,
        Verb::Save => on.save(id).await,
        Verb::Restore => on.restore(id).await,
    }
}

/// A connection to a simulated host that another process serves.
#[derive(Debug)]
pub struct ServedHypervisor {
    socket: PathBuf,
    by: u32,
}

impl ServedHypervisor {
    /// A connection to what is served at `socket`, by the caller of this number, which no other has.
    pub fn new(socket: PathBuf, by: u32) -> Self {
        Self { socket, by }
    }

    async fn call<T: DeserializeOwned>(&self, call: Call) -> Result<T> {
        let away = |error: std::io::Error| Error::unavailable("the simulated host", error.to_string());
        let mut stream = ask(&self.socket, self.by, &call).await.map_err(away)?;
        let mut line = String::new();
        stream.read_line(&mut line).await.map_err(away)?;
        let answer: std::result::Result<Value, Failure> =
            serde_json::from_str(&line).map_err(|error| away(error.into()))?;
        let value = answer.map_err(|failure| match (failure.code, &failure.resource) {
            (ErrorCode::NotFound, Some(resource)) => Error::NotFound { resource: resource.clone() },
            _ => Error::OperationFailed {
                operation: OperationId::from(uuid::Uuid::nil()),
                failure: Box::new(failure),
            },
        })?;
        serde_json::from_value(value).map_err(|error| away(error.into()))
    }
}

async fn ask(socket: &Path, by: u32, call: &Call) -> std::io::Result<BufReader<UnixStream>> {
    let mut stream = UnixStream::connect(socket).await?;
    send(&mut stream, &(by, call)).await?;
    Ok(BufReader::new(stream))
}

macro_rules! verbs {
    ($($name:ident => $verb:ident;)*) => {
        #[async_trait]
        impl Hypervisor for ServedHypervisor {
            $(
                async fn $name(&self, id: MachineId) -> Result<()> {
                    self.call(Call::Machine(Verb::$verb, id)).await
                }
            )*

            fn name(&self) -> &'static str {
                "simulated"
            }

            fn uri(&self) -> String {
                "simulated://served/".to_owned()
            }

            fn capabilities(&self) -> Capabilities {
                Capabilities {
                    reset: true,
                    pause: true,
                    save: true,
                    volumes: true,
                    events: true,
                    user_network: true,
                    guests: true,
                    ..Capabilities::default()
                }
            }

            async fn doctor(&self) -> Vec<Finding> {
                Vec::new()
            }

            fn events(&self) -> BoxStream<'static, HypervisorEvent> {
                let (socket, by) = (self.socket.clone(), self.by);
                let asked = stream::once(async move { ask(&socket, by, &Call::Events).await.ok() });
                let lines = asked.flat_map(|stream| {
                    stream::unfold(stream, async |stream| {
                        let (mut stream, mut line) = (stream?, String::new());
                        stream.read_line(&mut line).await.ok()?;
                        Some((serde_json::from_str(&line).ok()?, Some(stream)))
                    })
                });
                lines.boxed()
            }

            async fn host_info(&self) -> Result<HostInfo> {
                self.call(Call::HostInfo).await
            }

            async fn define(&self, spec: &MachineSpec) -> Result<()> {
                self.call(Call::Define(spec.clone())).await
            }

            async fn inspect(&self, id: MachineId) -> Result<Option<MachineStatus>> {
                self.call(Call::Inspect(id)).await
            }

            async fn list(&self) -> Result<Vec<MachineStatus>> {
                self.call(Call::List).await
            }

            async fn pool_space(&self, pool: &str) -> Result<PoolSpace> {
                self.call(Call::PoolSpace(pool.to_owned())).await
            }

            async fn create_volume(&self, spec: &VolumeSpec) -> Result<()> {
                self.call(Call::CreateVolume(spec.clone())).await
            }

            async fn resize_volume(&self, volume: &VolumeRef, size_bytes: u64) -> Result<()> {
                self.call(Call::ResizeVolume(volume.clone(), size_bytes)).await
            }

            async fn delete_volume(&self, volume: &VolumeRef) -> Result<()> {
                self.call(Call::DeleteVolume(volume.clone())).await
            }

            async fn list_volumes(&self, pool: &str) -> Result<Vec<VolumeStatus>> {
                self.call(Call::ListVolumes(pool.to_owned())).await
            }

            async fn close(&self) -> Result<()> {
                Ok(())
            }
        }
    };
}

verbs! {
    undefine => Undefine;
    start => Start;
    shutdown => Shutdown;
    force_stop => ForceStop;
    reboot => Reboot;
    reset => Reset;
    pause => Pause;
    resume => Resume;
    save => Save;
    restore => Restore;
}
