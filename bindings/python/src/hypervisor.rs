//! A hypervisor that is an object of the program: one that inherits from `vmbay.Hypervisor`.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use pyo3::{intern, prelude::*, types::PyTuple};
use tokio::sync::broadcast::{Sender, error::RecvError};
use vmbay::{
    Resource, Result,
    hypervisor::{
        Capabilities, ExecCommand, ExecEvent, ExecOutput, Finding, HostInfo, HypervisorEvent, MachineSpec,
        MachineStats, MachineStatus, PoolSpace, VolumeRef, VolumeSpec, VolumeStatus,
    },
    id::MachineId,
};

use crate::{
    convert::{Incoming, Outgoing, argument},
    engine::Engine,
    error::types,
    function::Function,
};

/// How many hints wait for a listener before it is told to look at everything.
const HINTS: usize = 1024;

/// Where an object of the program tells that something changed.
#[pyclass(frozen)]
struct Hints(Sender<HypervisorEvent>);

#[pymethods]
impl Hints {
    fn __call__(&self, machine: &Bound<'_, PyAny>) -> PyResult<()> {
        let machine: Option<MachineId> = argument("machine", machine)?;
        // Nobody may listen.
        let _nobody = self.0.send(machine.map_or(HypervisorEvent::Resync, HypervisorEvent::Machine));
        Ok(())
    }
}

/// The adapter.
pub(crate) struct PythonHypervisor {
    methods: Function,
    uri: String,
    capabilities: Capabilities,
    hints: Sender<HypervisorEvent>,
}

impl fmt::Debug for PythonHypervisor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PythonHypervisor").field("uri", &self.uri).finish_non_exhaustive()
    }
}

impl PythonHypervisor {
    pub(crate) fn new(engine: &Arc<Engine>, object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = object.py();
        let (hints, _) = tokio::sync::broadcast::channel(HINTS);
        object.setattr(intern!(py, "_hints"), Hints(hints.clone()))?;
        let methods = types(py)?.call_method1(intern!(py, "methods"), (object,))?;
        Ok(Self {
            methods: Function::new(engine, "the hypervisor", methods)?,
            uri: argument("uri", &object.getattr(intern!(py, "uri"))?)?,
            capabilities: argument("capabilities", &object.call_method0(intern!(py, "capabilities"))?)?,
            hints,
        })
    }

    /// Calls a method, on behalf of a machine if it concerns one.
    async fn ask<T: Incoming + Send + 'static>(
        &self,
        method: &'static str,
        about: Option<MachineId>,
        arguments: impl for<'py> FnOnce(Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> + Send + 'static,
    ) -> Result<T> {
        let arguments = move |py: Python<'_>, _: &_| {
            let mut given = vec![method.to_owned().into_py(py)?];
            given.extend(arguments(py)?);
            Ok(PyTuple::new(py, given)?.unbind())
        };
        let answer = self.methods.call(arguments, move |answer| argument(method, answer)).await;
        answer.map_err(|raised| raised.of_hypervisor(method, about.map(|id| Resource::new("machine", id))))
    }

    async fn machine<T: Incoming + Send + 'static>(&self, method: &'static str, id: MachineId) -> Result<T> {
        self.ask(method, Some(id), move |py| Ok(vec![id.into_py(py)?])).await
    }
}

#[async_trait]
impl vmbay::hypervisor::Hypervisor for PythonHypervisor {
    fn name(&self) -> &'static str {
        "python"
    }

    fn uri(&self) -> String {
        self.uri.clone()
    }

    fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    async fn host_info(&self) -> Result<HostInfo> {
        self.ask("host_info", None, |_| Ok(Vec::new())).await
    }

    async fn doctor(&self) -> Vec<Finding> {
        self.ask("doctor", None, |_| Ok(Vec::new())).await.unwrap_or_default()
    }

    fn events(&self) -> BoxStream<'static, HypervisorEvent> {
        let hints = stream::unfold(self.hints.subscribe(), |mut hints| async {
            match hints.recv().await {
                Ok(hint) => Some((hint, hints)),
                Err(RecvError::Lagged(_)) => Some((HypervisorEvent::Resync, hints)),
                Err(RecvError::Closed) => None,
            }
        });
        stream::iter([HypervisorEvent::Resync]).chain(hints).boxed()
    }

    async fn define(&self, spec: &MachineSpec) -> Result<()> {
        let spec = spec.clone();
        self.ask("define", Some(spec.id), move |py| Ok(vec![spec.into_py(py)?])).await
    }

    async fn undefine(&self, id: MachineId) -> Result<()> {
        self.machine("undefine", id).await
    }

    async fn start(&self, id: MachineId) -> Result<()> {
        self.machine("start", id).await
    }

    async fn shutdown(&self, id: MachineId) -> Result<()> {
        self.machine("shutdown", id).await
    }

    async fn force_stop(&self, id: MachineId) -> Result<()> {
        self.machine("force_stop", id).await
    }

    async fn reboot(&self, id: MachineId) -> Result<()> {
        self.machine("reboot", id).await
    }

    async fn reset(&self, id: MachineId) -> Result<()> {
        self.machine("reset", id).await
    }

    async fn pause(&self, id: MachineId) -> Result<()> {
        self.machine("pause", id).await
    }

    async fn resume(&self, id: MachineId) -> Result<()> {
        self.machine("resume", id).await
    }

    async fn save(&self, id: MachineId) -> Result<()> {
        self.machine("save", id).await
    }

    async fn restore(&self, id: MachineId) -> Result<()> {
        self.machine("restore", id).await
    }

    async fn guest_ping(&self, id: MachineId) -> Result<()> {
        self.machine("guest_ping", id).await
    }

    async fn inspect(&self, id: MachineId) -> Result<Option<MachineStatus>> {
        self.machine("inspect", id).await
    }

    async fn list(&self) -> Result<Vec<MachineStatus>> {
        self.ask("list", None, |_| Ok(Vec::new())).await
    }

    async fn stats(&self) -> Result<Vec<MachineStats>> {
        self.ask("stats", None, |_| Ok(Vec::new())).await
    }

    async fn console_log(&self, id: MachineId, offset: u64) -> Result<Bytes> {
        self.ask("console_log", Some(id), move |py| Ok(vec![id.into_py(py)?, offset.into_py(py)?])).await
    }

    async fn guest_exec(
        &self,
        id: MachineId,
        command: &ExecCommand,
    ) -> Result<BoxStream<'static, Result<ExecEvent>>> {
        let command = command.clone();
        let output: ExecOutput = self
            .ask("guest_exec", Some(id), move |py| Ok(vec![id.into_py(py)?, command.into_py(py)?]))
            .await?;
        let ExecOutput { exit_code, signal, stdout, stderr } = output;
        let events = [
            ExecEvent::Stdout(stdout.into()),
            ExecEvent::Stderr(stderr.into()),
            ExecEvent::Exited { exit_code, signal },
        ];
        Ok(stream::iter(events.map(Ok)).boxed())
    }

    async fn guest_read_file(&self, id: MachineId, path: &str) -> Result<BoxStream<'static, Result<Bytes>>> {
        let path = path.to_owned();
        let read =
            self.ask("guest_read_file", Some(id), move |py| Ok(vec![id.into_py(py)?, path.into_py(py)?]));
        let content: Bytes = read.await?;
        Ok(stream::iter([Ok(content)]).boxed())
    }

    async fn guest_write_file(&self, id: MachineId, path: &str, content: Bytes) -> Result<()> {
        let path = path.to_owned();
        self.ask("guest_write_file", Some(id), move |py| {
            Ok(vec![id.into_py(py)?, path.into_py(py)?, content.into_py(py)?])
        })
        .await
    }

    async fn pool_space(&self, pool: &str) -> Result<PoolSpace> {
        let pool = pool.to_owned();
        self.ask("pool_space", None, move |py| Ok(vec![pool.into_py(py)?])).await
    }

    async fn create_volume(&self, spec: &VolumeSpec) -> Result<()> {
        let spec = spec.clone();
        self.ask("create_volume", None, move |py| Ok(vec![spec.into_py(py)?])).await
    }

    async fn upload_volume(
        &self,
        volume: &VolumeRef,
        content: BoxStream<'static, Result<Bytes>>,
    ) -> Result<()> {
        let content: Vec<Bytes> = content.try_collect().await?;
        let volume = volume.clone();
        self.ask("upload_volume", None, move |py| {
            Ok(vec![volume.into_py(py)?, content.concat().into_py(py)?])
        })
        .await
    }

    async fn resize_volume(&self, volume: &VolumeRef, size_bytes: u64) -> Result<()> {
        let volume = volume.clone();
        self.ask("resize_volume", None, move |py| Ok(vec![volume.into_py(py)?, size_bytes.into_py(py)?]))
            .await
    }

    async fn delete_volume(&self, volume: &VolumeRef) -> Result<()> {
        let volume = volume.clone();
        self.ask("delete_volume", None, move |py| Ok(vec![volume.into_py(py)?])).await
    }

    async fn list_volumes(&self, pool: &str) -> Result<Vec<VolumeStatus>> {
        let pool = pool.to_owned();
        self.ask("list_volumes", None, move |py| Ok(vec![pool.into_py(py)?])).await
    }

    async fn close(&self) -> Result<()> {
        self.ask("close", None, |_| Ok(Vec::new())).await
    }
}
