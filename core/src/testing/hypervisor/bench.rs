//! What a case works with.

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};

use super::{
    Disturbance, GuestFiles,
    kit::{Booted, Inapplicable, Kit},
};
use crate::{
    clock::{Clock, SystemClock, Timestamp, within},
    error::{ErrorCode, Result},
    hypervisor::{
        BootSpec, Capabilities, ExecCommand, ExecEvent, ExecOutput, Hypervisor, MachineSpec, MachineStatus,
        PowerState, VolumeFormat, VolumeRef, VolumeSpec, VolumeStatus,
    },
    id::{EntityId, Ids, MachineId, SystemIds},
};

/// Between two looks at something that is sure to happen.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// The hypervisor under test, in hands that remember what they made.
#[derive(Debug)]
pub struct Bench<'a> {
    kit: &'a mut Kit,
    clock: Arc<dyn Clock>,
    machines: Vec<MachineId>,
    volumes: Vec<VolumeRef>,
}

/// What of ours is on the hypervisor, apart from the booted machine that cases share.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inventory {
    machines: Vec<MachineId>,
    volumes: Vec<VolumeRef>,
}

impl<'a> Bench<'a> {
    pub(super) fn new(kit: &'a mut Kit) -> Self {
        let clock = kit.rig.clock();
        Self { kit, clock, machines: Vec::new(), volumes: Vec::new() }
    }

    /// An id that nothing has.
    pub(super) fn new_id<I: EntityId>() -> I {
        SystemIds::default().uuid(SystemClock::default().now()).into()
    }

    pub(super) fn hypervisor(&self) -> Arc<dyn Hypervisor> {
        self.kit.hypervisor.clone()
    }

    /// One more connection to the hypervisor.
    pub(super) async fn connect(&self) -> Arc<dyn Hypervisor> {
        self.kit.rig.connect().await
    }

    pub(super) fn can(&self) -> Capabilities {
        self.kit.hypervisor.capabilities()
    }

    pub(super) fn rig(&self) -> &dyn super::Rig {
        &*self.kit.rig
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    pub(super) async fn disturb(&self, disturbance: Disturbance) -> Result<(), Inapplicable> {
        needs(self.kit.rig.disturb(disturbance).await, "a rig that can break this")
    }

    // Machines

    /// A machine that was not defined yet, with nothing to boot from. Whatever becomes of it is cleaned up.
    pub(super) fn spec(&mut self) -> MachineSpec {
        let id = Self::new_id();
        self.machines.push(id);
        MachineSpec {
            id,
            owner: self.kit.owner,
            name: "conformance".to_owned(),
            vcpus: 1,
            memory_mib: 64,
            boot: BootSpec::Disk,
            disks: Vec::new(),
            nics: Vec::new(),
        }
    }

    pub(super) async fn defined(&mut self) -> MachineId {
        let spec = self.spec();
        must(self.kit.hypervisor.define(&spec).await);
        spec.id
    }

    pub(super) async fn running(&mut self) -> MachineId {
        let id = self.defined().await;
        must(self.kit.hypervisor.start(id).await);
        id
    }

    pub(super) async fn paused(&mut self) -> MachineId {
        let id = self.running().await;
        must(self.kit.hypervisor.pause(id).await);
        id
    }

    pub(super) async fn status(&self, id: MachineId) -> MachineStatus {
        must(self.kit.hypervisor.inspect(id).await).expect("the machine is defined")
    }

    pub(super) async fn power(&self, id: MachineId) -> PowerState {
        self.status(id).await.power
    }

    pub(super) async fn until_power(&self, id: MachineId, wanted: &[PowerState]) {
        let mut patience = self.patience();
        while !wanted.contains(&self.power(id).await) {
            patience.wait(&format!("the machine to be one of {wanted:?}")).await;
        }
    }

    /// How many machines of this kit there are, besides the one that cases share.
    pub(super) async fn machines(&self) -> usize {
        must(self.inventory().await).machines.len()
    }

    pub(super) async fn until_connected(&self) {
        let mut patience = self.patience();
        while let Err(error) = self.kit.hypervisor.list().await {
            patience.wait(&format!("the connection to be back ({error})")).await;
        }
    }

    /// What comes of `future`, which is not to take longer than the rig's patience.
    pub(super) async fn soon<T>(&self, what: &str, future: impl Future<Output = T>) -> T {
        let limit = self.kit.rig.patience();
        within(self.clock(), limit, what.to_owned(), future).await.unwrap_or_else(|error| panic!("{error}"))
    }

    pub(super) fn patience(&self) -> Patience<'_> {
        Patience { clock: self.clock(), until: self.clock.now() + self.kit.rig.patience() }
    }

    // Guests

    /// The machine with a guest that is up, which all cases share: booted now if it is not yet or no longer.
    pub(super) async fn booted(&mut self) -> Result<MachineId, Inapplicable> {
        let hypervisor = self.hypervisor();
        needs(self.can().guest_agent, "a guest agent")?;
        let machine = match &self.kit.booted {
            Some(booted) => booted.machine,
            None => self.bootable().await?,
        };
        let is_up =
            self.power(machine).await == PowerState::Running && hypervisor.guest_ping(machine).await.is_ok();
        if !is_up {
            assert!(!self.kit.boot_failed, "the guest did not come up in an earlier case");
            self.kit.boot_failed = true;
            must(hypervisor.force_stop(machine).await);
            must(hypervisor.start(machine).await);
            self.until_answers(machine).await;
            self.kit.boot_failed = false;
        }
        Ok(machine)
    }

    /// Defines the machine that all cases share, from the files of the rig's guest.
    async fn bootable(&mut self) -> Result<MachineId, Inapplicable> {
        needs(self.can().volumes, "volumes for the guest's files")?;
        let Some(guest) = self.kit.rig.guest().await else {
            return Err(Inapplicable("it needs a rig with a guest".to_owned()));
        };
        let GuestFiles { kernel, initrd, command_line, memory_mib } = guest;
        let (kernel_volume, initrd_volume) = (self.volume(VolumeFormat::Raw), self.volume(VolumeFormat::Raw));
        for (volume, content) in [(&kernel_volume, kernel), (&initrd_volume, initrd)] {
            must(self.upload(volume, content).await);
        }
        let boot = BootSpec::Kernel {
            kernel: kernel_volume.clone(),
            initrd: Some(initrd_volume.clone()),
            command_line,
        };
        let spec = MachineSpec { memory_mib, boot, ..self.spec() };
        must(self.kit.hypervisor.define(&spec).await);
        // From here on it belongs to the kit, which removes it at its end.
        let volumes = vec![kernel_volume, initrd_volume];
        self.machines.retain(|machine| *machine != spec.id);
        self.volumes.retain(|volume| !volumes.contains(volume));
        self.kit.booted = Some(Booted { machine: spec.id, volumes });
        Ok(spec.id)
    }

    pub(super) async fn until_answers(&self, machine: MachineId) {
        let mut patience = self.patience();
        while let Err(error) = self.kit.hypervisor.guest_ping(machine).await {
            patience.wait(&format!("the guest to answer ({error})")).await;
        }
    }

    pub(super) async fn exec(&self, machine: MachineId, command: ExecCommand) -> Result<ExecOutput> {
        let mut events = self.kit.hypervisor.guest_exec(machine, &command).await?;
        let mut output = ExecOutput::default();
        let mut ended = false;
        while let Some(event) = events.next().await {
            assert!(!ended, "nothing comes after the exit");
            match event? {
                ExecEvent::Stdout(bytes) => output.stdout.extend_from_slice(&bytes),
                ExecEvent::Stderr(bytes) => output.stderr.extend_from_slice(&bytes),
                ExecEvent::Exited { exit_code, signal } => {
                    (output.exit_code, output.signal, ended) = (exit_code, signal, true);
                }
            }
        }
        assert!(ended, "a command's events end with its exit");
        Ok(output)
    }

    pub(super) async fn read_file(&self, machine: MachineId, path: &str) -> Result<Vec<u8>> {
        let chunks = self.kit.hypervisor.guest_read_file(machine, path).await?;
        chunks.try_fold(Vec::new(), async |all, chunk| Ok([all, chunk.to_vec()].concat())).await
    }

    // Volumes

    pub(super) fn pool(&self) -> String {
        self.kit.rig.pool()
    }

    /// A volume that was not created yet. Whatever becomes of it is cleaned up.
    pub(super) fn volume(&mut self, format: VolumeFormat) -> VolumeRef {
        self.volume_in(self.pool(), format)
    }

    pub(super) fn volume_in(&mut self, pool: String, format: VolumeFormat) -> VolumeRef {
        let volume = VolumeRef { pool, id: Self::new_id(), format };
        self.volumes.push(volume.clone());
        volume
    }

    pub(super) async fn created(&mut self, format: VolumeFormat, size_bytes: u64) -> VolumeRef {
        let volume = self.volume(format);
        must(self.create(&volume, size_bytes, None).await);
        volume
    }

    pub(super) async fn create(
        &self,
        volume: &VolumeRef,
        size_bytes: u64,
        backing: Option<&VolumeRef>,
    ) -> Result<()> {
        let spec = VolumeSpec { volume: volume.clone(), size_bytes, backing: backing.cloned() };
        self.kit.hypervisor.create_volume(&spec).await
    }

    /// Uploads `content` in several pieces.
    pub(super) async fn upload(&self, volume: &VolumeRef, content: Bytes) -> Result<()> {
        let piece = content.len().div_ceil(3).max(1);
        let starts = (0..content.len()).step_by(piece);
        let pieces: Vec<_> =
            starts.map(|start| Ok(content.slice(start..content.len().min(start + piece)))).collect();
        self.kit.hypervisor.upload_volume(volume, stream::iter(pieces).boxed()).await
    }

    /// Volumes that could not be made need not be removed.
    pub(super) fn forget_volumes(&mut self) {
        self.volumes.clear();
    }

    /// The volume as the list of its pool has it.
    pub(super) async fn listed(&self, volume: &VolumeRef) -> Option<VolumeStatus> {
        let volumes = must(self.kit.hypervisor.list_volumes(&volume.pool).await);
        volumes.into_iter().find(|status| status.volume == *volume)
    }

    // The end

    pub(super) async fn inventory(&self) -> Result<Inventory> {
        let hypervisor = &self.kit.hypervisor;
        let shared = self.kit.booted.as_ref();
        let mut machines: Vec<_> = hypervisor.list().await?.into_iter().collect();
        machines.retain(|status| {
            status.owner == self.kit.owner && shared.is_none_or(|booted| booted.machine != status.id)
        });
        let mut volumes = Vec::new();
        if self.can().volumes {
            volumes = hypervisor.list_volumes(&self.pool()).await?;
            volumes.retain(|status| shared.is_none_or(|booted| !booted.volumes.contains(&status.volume)));
        }
        let mut inventory = Inventory {
            machines: machines.into_iter().map(|status| status.id).collect(),
            volumes: volumes.into_iter().map(|status| status.volume).collect(),
        };
        inventory.machines.sort_unstable();
        inventory.volumes.sort_unstable_by_key(|volume| volume.id);
        Ok(inventory)
    }

    /// Removes what the case made, and tells if anything is left that was not there before.
    pub(super) async fn clean(self, before: Result<Inventory>) -> Result<(), String> {
        let hypervisor = self.hypervisor();
        let failed = |what, error| format!("it could not {what} at the end of the case: {error}");
        for id in self.machines.iter().copied() {
            // A machine that was never defined cannot be stopped, and need not be.
            drop(hypervisor.force_stop(id).await);
            hypervisor.undefine(id).await.map_err(|error| failed("undefine a machine", error))?;
        }
        for volume in self.volumes.iter().rev() {
            hypervisor.delete_volume(volume).await.map_err(|error| failed("delete a volume", error))?;
        }
        let before =
            before.map_err(|error| format!("the hypervisor could not be listed before the case: {error}"))?;
        let after = self.inventory().await.map_err(|error| failed("list what there is", error))?;
        if before == after {
            Ok(())
        } else {
            Err(format!("it left something behind: {before:?} became {after:?}"))
        }
    }

    /// Removes the booted machine that cases shared.
    pub(super) async fn clean_shared(mut self) -> Result<(), String> {
        let Some(Booted { machine, volumes }) = self.kit.booted.take() else { return Ok(()) };
        self.machines.push(machine);
        self.volumes.extend(volumes);
        self.clean(Ok(Inventory { machines: Vec::new(), volumes: Vec::new() })).await
    }
}

/// A deadline for something that is sure to happen.
pub(super) struct Patience<'a> {
    clock: &'a dyn Clock,
    until: Timestamp,
}

impl Patience<'_> {
    pub(super) async fn wait(&mut self, what: &str) {
        assert!(self.clock.now() < self.until, "waited in vain for {what}");
        self.clock.sleep(LOOK_EVERY).await;
    }
}

/// Says that a case needs something, and is inapplicable without it.
pub(super) fn needs(has: bool, what: &str) -> Result<(), Inapplicable> {
    if has { Ok(()) } else { Err(Inapplicable(format!("it needs {what}"))) }
}

/// What a call that must succeed returned.
#[track_caller]
pub(super) fn must<T>(result: Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("it must succeed, but failed with {}: {error}", error.code()))
}

/// Checks that a call was refused with `code`.
#[track_caller]
pub(super) fn refused<T: fmt::Debug>(result: Result<T>, code: ErrorCode) {
    match result {
        Ok(value) => panic!("it must be refused with {code}, but succeeded with {value:?}"),
        Err(error) => assert_eq!(error.code(), code, "it was refused with another error: {error}"),
    }
}
