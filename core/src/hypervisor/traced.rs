//! What a hypervisor is asked, as `tracing` sees it: a span per call at `debug`, target `vmbay::hypervisor`, with the host,
//! the verb, the id of what it is about and the latency. Names, command lines and contents never reach a span.

use std::{fmt::Display, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use tracing::{Instrument, Level, field::Empty};

use super::{
    Capabilities, ExecCommand, ExecEvent, Finding, HostInfo, Hypervisor, HypervisorEvent, MachineSpec,
    MachineStats, MachineStatus, PoolSpace, VolumeRef, VolumeSpec, VolumeStatus,
};
use crate::{clock::Clock, error::Result, id::MachineId};

/// A hypervisor that tells `tracing` of each call.
#[derive(Debug)]
pub(crate) struct TracedHypervisor {
    inner: Arc<dyn Hypervisor>,
    host: String,
    clock: Arc<dyn Clock>,
}

impl TracedHypervisor {
    pub(crate) fn new(inner: Arc<dyn Hypervisor>, host: impl Into<String>, clock: Arc<dyn Clock>) -> Self {
        Self { inner, host: host.into(), clock }
    }

    async fn trace<T>(
        &self,
        verb: &'static str,
        subject: impl Display + Send,
        call: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        if !tracing::enabled!(target: "vmbay::hypervisor", Level::DEBUG) {
            return call.await;
        }
        let span = tracing::debug_span!(
            target: "vmbay::hypervisor",
            "hypervisor",
            host = self.host,
            verb,
            %subject,
            latency_us = Empty,
            error = Empty,
        );
        let began = self.clock.now();
        let answer = call.instrument(span.clone()).await;
        let latency = self.clock.now().since(began);
        span.record("latency_us", u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
        if let Err(error) = &answer {
            span.record("error", error.code().as_str());
        }
        answer
    }
}

/// Declares the methods that are traced: `name(arguments) -> answer, about subject;`.
macro_rules! traced {
    ($($verb:ident($($argument:ident: $type:ty),*) -> $answer:ty, about $subject:expr;)*) => {
        #[async_trait]
        impl Hypervisor for TracedHypervisor {
            fn name(&self) -> &'static str {
                self.inner.name()
            }
            fn uri(&self) -> String {
                self.inner.uri()
            }
            fn capabilities(&self) -> Capabilities {
                self.inner.capabilities()
            }
            async fn doctor(&self) -> Vec<Finding> {
                self.inner.doctor().await
            }
            fn events(&self) -> BoxStream<'static, HypervisorEvent> {
                self.inner.events()
            }
            $(async fn $verb(&self, $($argument: $type),*) -> Result<$answer> {
                self.trace(stringify!($verb), $subject, self.inner.$verb($($argument),*)).await
            })*
        }
    };
}

traced! {
    host_info() -> HostInfo, about "";
    define(spec: &MachineSpec) -> (), about spec.id;
    undefine(id: MachineId) -> (), about id;
    start(id: MachineId) -> (), about id;
    shutdown(id: MachineId) -> (), about id;
    force_stop(id: MachineId) -> (), about id;
    reboot(id: MachineId) -> (), about id;
    reset(id: MachineId) -> (), about id;
    pause(id: MachineId) -> (), about id;
    resume(id: MachineId) -> (), about id;
    save(id: MachineId) -> (), about id;
    restore(id: MachineId) -> (), about id;
    inspect(id: MachineId) -> Option<MachineStatus>, about id;
    list() -> Vec<MachineStatus>, about "";
    stats() -> Vec<MachineStats>, about "";
    console_log(id: MachineId, offset: u64) -> Bytes, about id;
    guest_ping(id: MachineId) -> (), about id;
    guest_exec(id: MachineId, command: &ExecCommand) -> BoxStream<'static, Result<ExecEvent>>, about id;
    guest_read_file(id: MachineId, path: &str) -> BoxStream<'static, Result<Bytes>>, about id;
    guest_write_file(id: MachineId, path: &str, content: Bytes) -> (), about id;
    pool_space(pool: &str) -> PoolSpace, about pool;
    create_volume(spec: &VolumeSpec) -> (), about spec.volume.id;
    upload_volume(volume: &VolumeRef, content: BoxStream<'static, Result<Bytes>>) -> (), about volume.id;
    resize_volume(volume: &VolumeRef, size_bytes: u64) -> (), about volume.id;
    delete_volume(volume: &VolumeRef) -> (), about volume.id;
    list_volumes(pool: &str) -> Vec<VolumeStatus>, about pool;
    close() -> (), about "";
}
