//! From a machine's rows to what a hypervisor is to define.

use std::collections::HashMap;

use super::record::Machine;
use crate::{
    disk::{Image, ImageKind, StoragePool, Volume, volume_ref},
    error::{Error, Result},
    hypervisor::{BootSpec, DiskKind, DiskSpec, MachineSpec, NicSource, NicSpec, VolumeRef, VolumeSpec},
    id::{InstallationId, StoragePoolId, VolumeId},
    network::{Nic, NicAttachment},
    page::{MAX_LIMIT, Page},
    ports::Ports,
    storage::{Direction, Entity, Filter, Query, Repository},
};

/// A machine with everything that belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    pub(crate) machine: Machine,
    pub(crate) image: Option<Image>,
    /// Its disks, in order.
    pub(crate) disks: Vec<Volume>,
    /// Its network cards, in order.
    pub(crate) nics: Vec<Nic>,
    /// The image's files, and the backing volumes of its disks.
    others: HashMap<VolumeId, Volume>,
    pools: HashMap<StoragePoolId, StoragePool>,
}

impl Parts {
    /// Reads everything that belongs to `machine`: five bounded queries, however many disks it has.
    pub(crate) async fn load(ports: &Ports, machine: Machine) -> Result<Self> {
        let storage = &*ports.storage;
        let image = match machine.image_id {
            Some(id) => Some(Repository::<Image>::get(storage, id).await?),
            None => None,
        };
        let disks: Vec<Volume> = of_machine(ports, &machine).await?;
        let nics: Vec<Nic> = of_machine(ports, &machine).await?;
        let mut others: Vec<VolumeId> = disks.iter().filter_map(|disk| disk.backing_volume_id).collect();
        if let Some(image) = &image {
            others.push(image.volume_id);
            others.extend(image.initrd_volume_id);
        }
        let others = Repository::<Volume>::get_many(storage, &others).await?;
        let mut pools: Vec<StoragePoolId> =
            disks.iter().chain(others.values()).map(|volume| volume.pool_id).collect();
        pools.sort_unstable();
        pools.dedup();
        let pools = Repository::<StoragePool>::get_many(storage, &pools).await?;
        Ok(Self { machine, image, disks, nics, others, pools })
    }

    /// What the hypervisor is to define.
    pub(crate) fn spec(&self, owner: InstallationId) -> Result<MachineSpec> {
        let mut disks = Vec::with_capacity(self.disks.len() + 1);
        for disk in &self.disks {
            disks.push(DiskSpec { volume: self.reference(disk)?, kind: DiskKind::Disk });
        }
        let boot = match &self.image {
            Some(image) if image.kind == ImageKind::Kernel => BootSpec::Kernel {
                kernel: self.file(image.volume_id)?,
                initrd: image.initrd_volume_id.map(|id| self.file(id)).transpose()?,
                command_line: self
                    .machine
                    .desired
                    .command_line
                    .clone()
                    .or_else(|| image.command_line.clone())
                    .unwrap_or_default(),
            },
            Some(image) if image.kind == ImageKind::Iso => {
                disks.push(DiskSpec { volume: self.file(image.volume_id)?, kind: DiskKind::Cdrom });
                BootSpec::Disk
            }
            _ => BootSpec::Disk,
        };
        Ok(MachineSpec {
            id: self.machine.id,
            owner,
            name: self.machine.name.clone(),
            vcpus: self.machine.desired.vcpus,
            memory_mib: self.machine.desired.memory_mib,
            boot,
            disks,
            nics: self.nics.iter().map(nic_spec).collect(),
        })
    }

    /// What a disk of the machine is to be made as.
    pub(crate) fn volume_spec(&self, disk: &Volume) -> Result<VolumeSpec> {
        Ok(VolumeSpec {
            volume: self.reference(disk)?,
            size_bytes: disk.size_bytes,
            backing: disk.backing_volume_id.map(|id| self.file(id)).transpose()?,
        })
    }

    /// Where a disk of the machine lies.
    pub(crate) fn reference(&self, volume: &Volume) -> Result<VolumeRef> {
        let pool = self.pools.get(&volume.pool_id);
        let pool = pool.ok_or_else(|| Error::not_found("storage_pool", volume.pool_id))?;
        Ok(volume_ref(pool, volume))
    }

    fn file(&self, id: VolumeId) -> Result<VolumeRef> {
        self.reference(self.others.get(&id).ok_or_else(|| Error::not_found("volume", id))?)
    }
}

fn nic_spec(nic: &Nic) -> NicSpec {
    let source = match (nic.attachment, &nic.network_name) {
        (NicAttachment::Network, Some(name)) => NicSource::Network(name.clone()),
        _ => NicSource::User,
    };
    NicSpec { id: nic.id, mac: nic.mac.clone(), source }
}

/// The disks or network cards of a machine, in order of their position.
async fn of_machine<E: Entity + Positioned>(ports: &Ports, machine: &Machine) -> Result<Vec<E>> {
    let query = Query::of::<E>()
        .filter(Filter::eq("machine_id", machine.id))
        .order_by("id", Direction::Ascending)
        .limit(MAX_LIMIT);
    let Page { mut items, .. } = Repository::<E>::list(&*ports.storage, &query).await?;
    items.sort_by_key(Positioned::position);
    Ok(items)
}

trait Positioned {
    fn position(&self) -> u32;
}

impl Positioned for Volume {
    fn position(&self) -> u32 {
        self.position.unwrap_or(u32::MAX)
    }
}

impl Positioned for Nic {
    fn position(&self) -> u32 {
        self.position
    }
}
