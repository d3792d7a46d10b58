//! A hypervisor whose calls go wrong.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};

use crate::{
    error::{Error, Result},
    hypervisor::{
        Capabilities, ExecCommand, ExecEvent, Finding, HostInfo, Hypervisor, HypervisorEvent, MachineSpec,
        MachineStats, MachineStatus, PoolSpace, VolumeRef, VolumeSpec, VolumeStatus,
    },
    id::MachineId,
    testing::faults::FaultPlan,
};

/// A hypervisor whose calls go wrong as a [`FaultPlan`] says. Its methods are called `hypervisor.define`,
/// `hypervisor.start` …; with a clone of the same plan around the storage, calls of both are counted together.
///
/// An upload is read to its end before it is counted as a call, so that it can be made twice. Once the process has
/// crashed, hints end.
#[derive(Debug)]
pub struct FaultyHypervisor {
    inner: Arc<dyn Hypervisor>,
    plan: FaultPlan,
}

impl FaultyHypervisor {
    /// Lets `plan` happen to `inner`, which stays intact: what is left of it after a crash.
    pub fn new(inner: Arc<dyn Hypervisor>, plan: FaultPlan) -> Self {
        Self { inner, plan }
    }

    async fn call<T, F>(&self, method: &'static str, call: impl Fn() -> F + Send) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send,
    {
        let failed = || Error::HypervisorFailed {
            what: format!("answer {method}").into(),
            source: "a planned fault".into(),
        };
        self.plan.call(method, failed, call).await
    }
}

/// Methods that pass their arguments on as they are.
macro_rules! passed_on {
    ($($name:ident($($argument:ident: $type:ty),*) -> $returned:ty;)*) => {
        #[async_trait]
        impl Hypervisor for FaultyHypervisor {
            $(
                async fn $name(&self $(, $argument: $type)*) -> Result<$returned> {
                    self.call(concat!("hypervisor.", stringify!($name)), || self.inner.$name($($argument),*)).await
                }
            )*

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
                self.inner.events().take_until(self.plan.crash().clone().cancelled_owned()).boxed()
            }

            async fn guest_write_file(&self, id: MachineId, path: &str, content: Bytes) -> Result<()> {
                let write = || self.inner.guest_write_file(id, path, content.clone());
                self.call("hypervisor.guest_write_file", write).await
            }

            async fn upload_volume(
                &self,
                volume: &VolumeRef,
                content: BoxStream<'static, Result<Bytes>>,
            ) -> Result<()> {
                let pieces: Vec<Bytes> = content.try_collect().await?;
                let again = || stream::iter(pieces.clone()).map(Ok).boxed();
                self.call("hypervisor.upload_volume", || self.inner.upload_volume(volume, again())).await
            }
        }
    };
}

passed_on! {
    host_info() -> HostInfo;
    define(spec: &MachineSpec) -> ();
    undefine(id: MachineId) -> ();
    start(id: MachineId) -> ();
    shutdown(id: MachineId) -> ();
    force_stop(id: MachineId) -> ();
    reboot(id: MachineId) -> ();
    reset(id: MachineId) -> ();
    pause(id: MachineId) -> ();
    resume(id: MachineId) -> ();
    save(id: MachineId) -> ();
    restore(id: MachineId) -> ();
    inspect(id: MachineId) -> Option<MachineStatus>;
    list() -> Vec<MachineStatus>;
    stats() -> Vec<MachineStats>;
    console_log(id: MachineId, offset: u64) -> Bytes;
    guest_ping(id: MachineId) -> ();
    guest_exec(id: MachineId, command: &ExecCommand) -> BoxStream<'static, Result<ExecEvent>>;
    guest_read_file(id: MachineId, path: &str) -> BoxStream<'static, Result<Bytes>>;
    pool_space(pool: &str) -> PoolSpace;
    create_volume(spec: &VolumeSpec) -> ();
    resize_volume(volume: &VolumeRef, size_bytes: u64) -> ();
    delete_volume(volume: &VolumeRef) -> ();
    list_volumes(pool: &str) -> Vec<VolumeStatus>;
    close() -> ();
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;
    use crate::{
        clock::VirtualClock,
        error::ErrorCode,
        hypervisor::{BootSpec, PowerState, SimulatedHost, SimulatedOptions},
        testing::{
            faults::{Fault, Point},
            hypervisor::Bench,
        },
    };

    fn spec() -> MachineSpec {
        MachineSpec {
            id: Bench::new_id(),
            owner: Bench::new_id(),
            name: "web-1".to_owned(),
            vcpus: 1,
            memory_mib: 64,
            boot: BootSpec::Disk,
            disks: Vec::new(),
            nics: Vec::new(),
        }
    }

    /// Starts a machine under `fault`, and tells the answer and what became of the machine.
    async fn started_under(fault: Fault) -> (Option<Result<(), ErrorCode>>, PowerState) {
        let host = SimulatedHost::new(SimulatedOptions::instant());
        let plan = FaultPlan::default();
        let hypervisor = FaultyHypervisor::new(Arc::new(host.connect()), plan.clone());
        let spec = spec();
        hypervisor.define(&spec).await.unwrap();
        plan.arm(Point::Call(0), fault);
        let answer = hypervisor.start(spec.id).now_or_never();
        assert!(plan.fired());
        assert_eq!(plan.calls(), ["hypervisor.start"]);
        let power = host.connect().inspect(spec.id).await.unwrap().unwrap().power;
        (answer.map(|answer| answer.map_err(|error| error.code())), power)
    }

    #[tokio::test]
    async fn a_call_goes_wrong_as_planned_and_takes_effect_or_not() {
        use ErrorCode::{Closed, HypervisorFailed, UnknownOutcome};
        use PowerState::{Running, Stopped};
        let expected = [
            (Fault::ErrorBefore, Some(Err(HypervisorFailed)), Stopped),
            (Fault::ErrorAfter, Some(Err(HypervisorFailed)), Running),
            (Fault::UnknownBefore, Some(Err(UnknownOutcome)), Stopped),
            (Fault::UnknownAfter, Some(Err(UnknownOutcome)), Running),
            (Fault::HangBefore, None, Stopped),
            (Fault::HangAfter, None, Running),
            (Fault::CrashBefore, Some(Err(Closed)), Stopped),
            (Fault::CrashAfter, Some(Err(Closed)), Running),
            (Fault::Duplicate, Some(Ok(())), Running),
        ];
        for (fault, answer, power) in expected {
            assert_eq!(started_under(fault).await, (answer, power), "{fault:?}");
        }
    }

    #[test]
    fn the_hints_of_a_crashed_process_end() {
        let clock = VirtualClock::default();
        let options = SimulatedOptions { clock: Arc::new(clock.clone()), ..SimulatedOptions::default() };
        let plan = FaultPlan::new(Arc::new(clock.clone()));
        let hypervisor = FaultyHypervisor::new(Arc::new(SimulatedHost::new(options).connect()), plan.clone());
        let hints = hypervisor.events();
        clock.run(async {
            plan.arm(Point::Method("hypervisor.define", 0), Fault::CrashAfter);
            hypervisor.define(&spec()).await.unwrap_err();
            assert!(hints.count().await <= 2);
        });
    }
}
