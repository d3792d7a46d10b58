//! Where volumes are, and where new ones go.

use std::sync::Arc;

use super::{
    pool::StoragePool,
    volume::{Volume, volume_ref},
};
use crate::{
    error::{Error, Result},
    fleet::{HostLinks, Request, place},
    hypervisor::{Hypervisor, VolumeRef},
    id::{HostId, StoragePoolId},
    ports::Ports,
    storage::Repository,
};

/// A volume with the hypervisor that keeps it, and what that calls it.
pub(super) struct Place {
    pub(super) hypervisor: Arc<dyn Hypervisor>,
    pub(super) volume: VolumeRef,
}

impl Place {
    /// Where `volume` is.
    ///
    /// # Errors
    /// `unavailable` when this process was opened without its host.
    pub(super) async fn of(ports: &Ports, hosts: &HostLinks, volume: &Volume) -> Result<Self> {
        let pool = Repository::<StoragePool>::get(&*ports.storage, volume.pool_id).await?;
        let hypervisor = hosts.get(pool.host_id)?.hypervisor.clone();
        Ok(Self { hypervisor, volume: volume_ref(&pool, volume) })
    }
}

/// The pool for something new: the one named, else the default one of the host named, else of the host that placement
/// chooses.
///
/// # Errors
/// `not_found`; `invalid_argument` when the pool is on another host than the one named; `unavailable` when the host is not
/// within reach, or takes nothing new; `unsupported` when it keeps no volumes.
pub(super) async fn choose_pool(
    ports: &Ports,
    hosts: &HostLinks,
    pool: Option<StoragePoolId>,
    host: Option<HostId>,
) -> Result<StoragePool> {
    let id = if let Some(pool) = pool {
        pool
    } else {
        let chosen = place(ports, hosts, &Request { host, ..Request::default() }).await?;
        let link = hosts.get(chosen)?;
        link.default_pool.ok_or_else(|| Error::unsupported("keep volumes", link.name.clone()))?
    };
    let pool = Repository::<StoragePool>::get(&*ports.storage, id).await?;
    if host.is_some_and(|host| host != pool.host_id) {
        return Err(Error::invalid("pool_id", "is on another host than the one named"));
    }
    hosts.get(pool.host_id)?;
    Ok(pool)
}
