//! The hypervisors this process holds, by host.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crate::{
    error::{Error, Result},
    hypervisor::Hypervisor,
    id::{HostId, InstallationId, StoragePoolId},
};

/// A host that this process holds a connection to.
#[derive(Debug)]
pub(crate) struct HostLink {
    pub(crate) id: HostId,
    pub(crate) name: String,
    pub(crate) hypervisor: Arc<dyn Hypervisor>,
    /// The database, as the machines on the hypervisor name it.
    pub(crate) installation: InstallationId,
    /// The epoch of this process's observations.
    pub(crate) epoch: u64,
    /// The pool for volumes unless the caller names another.
    pub(crate) default_pool: Option<StoragePoolId>,
    sequence: AtomicU64,
    committed_mib: AtomicU64,
}

impl HostLink {
    pub(crate) fn new(
        id: HostId,
        name: String,
        hypervisor: Arc<dyn Hypervisor>,
        installation: InstallationId,
        epoch: u64,
        default_pool: Option<StoragePoolId>,
    ) -> Self {
        Self {
            id,
            name,
            hypervisor,
            installation,
            epoch,
            default_pool,
            sequence: AtomicU64::new(0),
            committed_mib: AtomicU64::new(0),
        }
    }

    /// The place of the next look among those of this process.
    pub(crate) fn next_sequence(&self) -> u64 {
        self.sequence.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The memory of the host's machines, in MiB: as of the last sweep, with what was placed here since.
    pub(crate) fn committed_mib(&self) -> u64 {
        self.committed_mib.load(Ordering::Relaxed)
    }

    /// Counts the memory of a machine that is about to be made here.
    pub(crate) fn commit_mib(&self, mib: u64) {
        self.committed_mib.fetch_add(mib, Ordering::Relaxed);
    }

    /// Takes the sum a sweep found in the place of what was counted.
    pub(crate) fn recount_mib(&self, mib: u64) {
        self.committed_mib.store(mib, Ordering::Relaxed);
    }
}

/// The hosts of one open library, cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct HostLinks {
    links: Arc<Vec<Arc<HostLink>>>,
}

impl HostLinks {
    pub(crate) fn new(links: Vec<Arc<HostLink>>) -> Self {
        Self { links: Arc::new(links) }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<HostLink>> {
        self.links.iter()
    }

    pub(crate) fn ids(&self) -> Vec<HostId> {
        self.links.iter().map(|link| link.id).collect()
    }

    /// The link to a host.
    ///
    /// # Errors
    /// `unavailable` when this process was opened without it.
    pub(crate) fn get(&self, id: HostId) -> Result<&Arc<HostLink>> {
        self.links.iter().find(|link| link.id == id).ok_or_else(|| {
            Error::unavailable(
                format!("host {id}"),
                "this process was opened without its hypervisor; add it with Builder::hypervisor",
            )
        })
    }
}
