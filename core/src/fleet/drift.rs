//! Where the database and a host differ: looking, without touching anything.
//!
//! The host is read before the rows, and what seems missing there is looked for once more after them: rows are written
//! before what they stand for and removed after it, so that work in progress is never taken for drift. What an operation
//! holds is left out altogether.

use std::collections::{BTreeMap, HashMap};

use futures::TryStreamExt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::link::HostLink;
use crate::{
    compute::{DesiredPower, Machine, MachinePhase},
    disk::{Image, ImageState, StoragePool, Volume, VolumeState},
    error::Result,
    event::Event,
    hypervisor::{MachineStatus, PowerState, VolumeRef},
    id::{HostId, MachineId, OperationId, VolumeId},
    operation::{OperationRecord, OperationState},
    page::MAX_LIMIT,
    ports::Ports,
    storage::{Entity, Filter, Query, Repository},
    text_enum,
};

text_enum! {
    /// A way in which a database and a host differ.
    pub enum DriftKind {
        /// A machine that is ready, which the host does not know. Mended by defining it again.
        MachineMissing = "machine_missing",
        /// A machine of this database on the host that has no row. Mended by turning it off and undefining it.
        MachineStray = "machine_stray",
        /// A volume whose file is not there. Mended by marking it `lost`.
        VolumeMissing = "volume_missing",
        /// A volume marked `lost` whose file is there again. Mended by marking it as it was.
        VolumeReturned = "volume_returned",
        /// A file that is known to have been a volume of this database and has no row any more. Mended by deleting it.
        VolumeStray = "volume_stray",
        /// A file named like a volume that this database cannot tell to be its own. Never touched.
        VolumeForeign = "volume_foreign",
        /// A pool in which none of its volumes is to be found, as when its directory is not mounted. Never touched.
        PoolMissing = "pool_missing",
        /// A machine whose power is not what was last asked of it. Never touched: people turn machines on and off.
        PowerDiffers = "power_differs",
    }
}

impl DriftKind {
    /// What mends it, for people.
    pub fn mend(self) -> &'static str {
        match self {
            Self::MachineMissing
            | Self::MachineStray
            | Self::VolumeMissing
            | Self::VolumeReturned
            | Self::VolumeStray => "let Hosts::reconcile mend it",
            Self::VolumeForeign => "give every database a pool of its own, or delete the file by hand",
            Self::PoolMissing => "mount the directory of the pool",
            Self::PowerDiffers => "start, stop or pause the machine, as it is to be",
        }
    }
}

/// One difference between the database and a host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// What differs.
    pub kind: DriftKind,
    /// The host.
    pub host_id: HostId,
    /// The machine, volume or pool.
    pub id: Uuid,
    /// What is the matter, for people.
    pub problem: String,
    /// Whether it was mended.
    pub mended: bool,
    /// Why it could not be mended, when that was tried.
    pub failure: Option<String>,
}

/// Something that differs, with what is needed to mend it.
#[derive(Clone, Debug)]
pub(super) enum Found {
    MachineMissing(Box<Machine>),
    MachineStray(MachineId),
    VolumeMissing(Volume),
    VolumeReturned(Volume),
    VolumeStray(VolumeRef),
    VolumeForeign(VolumeRef),
    PoolMissing(StoragePool),
    PowerDiffers(Box<Machine>),
}

impl Found {
    /// What there is to tell of it.
    pub(super) fn drift(&self, host_id: HostId) -> Drift {
        let (kind, id, problem): (_, Uuid, _) = match self {
            Self::MachineMissing(machine) => {
                let problem = format!("the host does not know the machine {}", machine.name);
                (DriftKind::MachineMissing, machine.id.into(), problem)
            }
            Self::MachineStray(id) => {
                (DriftKind::MachineStray, (*id).into(), "the database does not know the machine".to_owned())
            }
            Self::VolumeMissing(volume) => {
                let problem = format!("the file of the volume {} is not there", volume.name);
                (DriftKind::VolumeMissing, volume.id.into(), problem)
            }
            Self::VolumeReturned(volume) => {
                let problem = format!("the file of the lost volume {} is there", volume.name);
                (DriftKind::VolumeReturned, volume.id.into(), problem)
            }
            Self::VolumeStray(file) => {
                let problem = format!("{} holds a file of a volume that is gone", file.pool);
                (DriftKind::VolumeStray, file.id.into(), problem)
            }
            Self::VolumeForeign(file) => {
                let problem =
                    format!("{} holds a volume that this database cannot tell to be its own", file.pool);
                (DriftKind::VolumeForeign, file.id.into(), problem)
            }
            Self::PoolMissing(pool) => {
                let problem = format!("none of its volumes is in {}; is it mounted?", pool.path);
                (DriftKind::PoolMissing, pool.id.into(), problem)
            }
            Self::PowerDiffers(machine) => {
                let (asked, is) = (machine.desired_power, machine.power_state);
                let problem = format!("the machine {} is to be {asked} and is {is}", machine.name);
                (DriftKind::PowerDiffers, machine.id.into(), problem)
            }
        };
        Drift { kind, host_id, id, problem, mended: false, failure: None }
    }
}

/// Everything that differs between the database and the host, but for what an operation other than `holder` holds.
pub(super) async fn look(ports: &Ports, link: &HostLink, holder: Option<OperationId>) -> Result<Vec<Found>> {
    let look = Look { ports, link, holder };
    let mut found = look.machines().await?;
    if link.hypervisor.capabilities().volumes {
        let pools = Query::of::<StoragePool>().filter(Filter::eq("host_id", link.id)).limit(MAX_LIMIT);
        for pool in Repository::<StoragePool>::list(&*ports.storage, &pools).await? {
            found.extend(look.volumes(&pool).await?);
        }
    }
    Ok(found)
}

/// Everything that differs, to be told.
pub(crate) async fn drifts(ports: &Ports, link: &HostLink) -> Result<Vec<Drift>> {
    let found = look(ports, link, None).await?;
    Ok(found.iter().map(|found| found.drift(link.id)).collect())
}

struct Look<'a> {
    ports: &'a Ports,
    link: &'a HostLink,
    holder: Option<OperationId>,
}

impl Look<'_> {
    async fn machines(&self) -> Result<Vec<Found>> {
        let ours = |status: &MachineStatus| status.owner == self.link.installation;
        let statuses = self.link.hypervisor.list().await?;
        let mut there: BTreeMap<MachineId, MachineStatus> =
            statuses.into_iter().filter(ours).map(|status| (status.id, status)).collect();
        let mut found = Vec::new();
        let mut rows = self.rows::<Machine>(Filter::eq("host_id", self.link.id));
        while let Some(machine) = rows.try_next().await? {
            let known = there.remove(&machine.id).is_some();
            if machine.phase != MachinePhase::Ready || self.is_held(machine.lock_operation_id) {
                continue;
            }
            if known {
                if differs(&machine) {
                    found.push(Found::PowerDiffers(Box::new(machine)));
                }
            } else if self.link.hypervisor.inspect(machine.id).await?.is_none() {
                found.push(Found::MachineMissing(Box::new(machine)));
            }
        }
        for id in self.without_row::<Machine>(there.into_keys().collect()).await? {
            let still = self.link.hypervisor.inspect(id).await?;
            if still.as_ref().is_some_and(ours) && !self.is_worked_on(id).await? {
                found.push(Found::MachineStray(id));
            }
        }
        Ok(found)
    }

    async fn volumes(&self, pool: &StoragePool) -> Result<Vec<Found>> {
        let mut files = self.files(pool).await?;
        let mut found = Vec::new();
        let (mut rows_with_file, mut missing) = (0, Vec::new());
        let mut rows = self.rows::<Volume>(Filter::eq("pool_id", pool.id));
        while let Some(volume) = rows.try_next().await? {
            let there = files.remove(&volume.id).is_some();
            rows_with_file += usize::from(there);
            if self.is_held(volume.lock_operation_id) {
                continue;
            }
            match volume.state {
                VolumeState::Ready | VolumeState::InUse if !there => missing.push(volume),
                VolumeState::Lost if there => found.push(Found::VolumeReturned(volume)),
                _ => {}
            }
        }
        let missing = self.still_missing(pool, missing).await?;
        if !missing.is_empty() && rows_with_file == 0 {
            found.push(Found::PoolMissing(pool.clone()));
        } else {
            found.extend(missing.into_iter().map(Found::VolumeMissing));
        }
        for id in self.without_row::<Volume>(files.keys().copied().collect()).await? {
            let Some(file) = files.remove(&id) else { continue };
            if !self.is_worked_on(id).await? {
                // The directory may be another database's too: only what our own events tell of is ours.
                let told: Option<Event> = self.ports.storage.find_one(Filter::eq("entity_id", id)).await?;
                found.push(if told.is_some() {
                    Found::VolumeStray(file)
                } else {
                    Found::VolumeForeign(file)
                });
            }
        }
        Ok(found)
    }

    async fn files(&self, pool: &StoragePool) -> Result<HashMap<VolumeId, VolumeRef>> {
        let files = self.link.hypervisor.list_volumes(&pool.path).await?;
        Ok(files.into_iter().map(|file| (file.volume.id, file.volume)).collect())
    }

    /// Those of `missing` that have no file at a second look, while nobody works on them or on what they belong to.
    async fn still_missing(&self, pool: &StoragePool, missing: Vec<Volume>) -> Result<Vec<Volume>> {
        if missing.is_empty() {
            return Ok(missing);
        }
        let files = self.files(pool).await?;
        let mut still = Vec::new();
        for volume in missing {
            if !files.contains_key(&volume.id) && self.is_settled(&volume).await? {
                still.push(volume);
            }
        }
        Ok(still)
    }

    /// Whether the volume is as it was read, and what it belongs to is neither being made nor deleted.
    async fn is_settled(&self, volume: &Volume) -> Result<bool> {
        let storage = &*self.ports.storage;
        let same: Option<Volume> = storage.find(volume.id).await?;
        if same.is_none_or(|same| same.version != volume.version) {
            return Ok(false);
        }
        if let Some(id) = volume.machine_id {
            let machine: Option<Machine> = storage.find(id).await?;
            let settled = |machine: Machine| {
                machine.phase == MachinePhase::Ready && !self.is_held(machine.lock_operation_id)
            };
            return Ok(machine.is_some_and(settled));
        }
        if let Some(id) = volume.image_id {
            let image: Option<Image> = storage.find(id).await?;
            let settled =
                |image: Image| image.state == ImageState::Ready && !self.is_held(image.lock_operation_id);
            return Ok(image.is_some_and(settled));
        }
        Ok(true)
    }

    fn rows<E: Entity>(&self, filter: Filter) -> futures::stream::BoxStream<'static, Result<E>> {
        let query = Query::of::<E>().filter(filter).limit(MAX_LIMIT);
        Repository::<E>::stream(self.ports.storage.clone(), query)
    }

    async fn without_row<E: Entity>(&self, ids: Vec<E::Id>) -> Result<Vec<E::Id>> {
        let rows = Repository::<E>::get_many(&*self.ports.storage, &ids).await?;
        Ok(ids.into_iter().filter(|id| !rows.contains_key(id)).collect())
    }

    fn is_held(&self, lock: Option<OperationId>) -> bool {
        lock.is_some() && lock != self.holder
    }

    async fn is_worked_on(&self, id: impl Into<Uuid>) -> Result<bool> {
        let open = [OperationState::Queued, OperationState::Running, OperationState::Compensating];
        let open = Filter::eq("target_id", id.into()).and(Filter::is_in("state", open));
        let open: Option<OperationRecord> = self.ports.storage.find_one(open).await?;
        Ok(open.is_some())
    }
}

/// Whether the machine's power, as last seen, is not what was last asked of it.
fn differs(machine: &Machine) -> bool {
    match (machine.desired_power, machine.power_state) {
        (DesiredPower::Running, power) => matches!(power, PowerState::Stopped | PowerState::Crashed),
        (DesiredPower::Stopped, power) => matches!(power, PowerState::Running | PowerState::Paused),
        (DesiredPower::Paused, power) => {
            matches!(power, PowerState::Running | PowerState::Stopped | PowerState::Crashed)
        }
    }
}
