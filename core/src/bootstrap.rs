//! What every database holds before its first caller: an installation id, a default organization and project, and the
//! hosts this process brings.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    access::{Organization, Project},
    disk::{PoolKind, StoragePool},
    error::{Error, Result},
    fleet::{AdminState, ConnectionState, Host, HostLink},
    hypervisor::{HostInfo, Hypervisor},
    id::{InstallationId, OrganizationId, ProjectId, StoragePoolId},
    observe::Setting,
    ports::Ports,
    storage::{Entity, Filter, Repository},
};

/// The name of the organization and of the project that a caller who names none uses.
pub(crate) const DEFAULT: &str = "default";
const INSTALLATION: &str = "installation.id";

/// The record `filter` finds, or the one `make` makes. Of processes that open at once one inserts it, and the others find it.
async fn ensure<E: Entity>(ports: &Ports, filter: Filter, make: impl Fn() -> E) -> Result<E> {
    loop {
        if let Some(found) = Repository::<E>::find_one(&*ports.storage, filter.clone()).await? {
            return Ok(found);
        }
        let new = make();
        match ports.storage.insert(&new).await {
            Ok(()) => return Ok(new),
            Err(Error::AlreadyExists { .. }) => {}
            Err(error) => return Err(error),
        }
    }
}

/// The id by which hypervisors tell this database's machines from others'.
pub(crate) async fn installation(ports: &Ports) -> Result<InstallationId> {
    let setting = ensure(ports, Filter::eq("name", INSTALLATION), || Setting {
        id: ports.id(),
        version: 1,
        name: INSTALLATION.to_owned(),
        value: ports.id::<InstallationId>().to_string().into(),
        updated_at: ports.now(),
    })
    .await?;
    let text = setting.value.as_str().unwrap_or_default();
    text.parse().map_err(|_| Error::corrupt("the setting installation.id", "it is not an id"))
}

/// The default organization and project.
pub(crate) async fn home(ports: &Ports) -> Result<(OrganizationId, ProjectId)> {
    let organization = ensure(ports, Filter::eq("name", DEFAULT), || Organization {
        id: ports.id(),
        version: 1,
        name: DEFAULT.to_owned(),
        suspended: false,
        created_at: ports.now(),
    })
    .await?;
    let here = Filter::eq("organization_id", organization.id).and(Filter::eq("name", DEFAULT));
    let project = ensure(ports, here, || Project {
        id: ports.id(),
        version: 1,
        organization_id: organization.id,
        name: DEFAULT.to_owned(),
        created_at: ports.now(),
    })
    .await?;
    Ok((organization.id, project.id))
}

/// Registers `hypervisor` as the host `name`, begins a new epoch of observations, and makes sure of its default pool.
///
/// # Errors
/// `unavailable` when a host that was never seen does not answer. One that was is taken as it was, and observed when it is back.
pub(crate) async fn host(
    ports: &Ports,
    installation: InstallationId,
    name: &str,
    hypervisor: Arc<dyn Hypervisor>,
) -> Result<HostLink> {
    let known: Option<Host> = ports.storage.find_one(Filter::eq("name", name)).await?;
    let info = match hypervisor.host_info().await {
        Err(Error::Unavailable { .. }) if known.is_some() => None,
        info => Some(info?),
    };
    let mut host = ensure(ports, Filter::eq("name", name), || Host {
        id: ports.id(),
        version: 1,
        name: name.to_owned(),
        adapter: hypervisor.name().to_owned(),
        uri: hypervisor.uri(),
        hostname: None,
        hypervisor_version: None,
        cpus: None,
        memory_mib: None,
        accelerated: None,
        labels: BTreeMap::new(),
        admin_state: AdminState::Enabled,
        connection_state: ConnectionState::Connecting,
        seen_at: None,
        epoch: 0,
        created_at: ports.now(),
    })
    .await?;
    loop {
        host.adapter = hypervisor.name().to_owned();
        host.uri = hypervisor.uri();
        if let Some(info) = &info {
            host.hostname = Some(info.hostname.clone());
            host.hypervisor_version = Some(info.version.clone());
            host.cpus = Some(info.cpus);
            host.memory_mib = Some(info.memory_mib);
            host.accelerated = Some(info.accelerated);
            host.connection_state = ConnectionState::Online;
            host.seen_at = Some(ports.now());
        }
        host.epoch += 1;
        match ports.storage.update(&mut host).await {
            Ok(()) => break,
            Err(Error::Conflict { .. }) => host = Repository::<Host>::get(&*ports.storage, host.id).await?,
            Err(error) => return Err(error),
        }
    }
    let pool = match info {
        Some(HostInfo { default_pool: Some(path), .. }) => Some(default_pool(ports, &host, path).await?),
        Some(_) => None,
        None => {
            let pool: Option<StoragePool> = ports.storage.find_one(default_pool_of(&host)).await?;
            pool.map(|pool| pool.id)
        }
    };
    Ok(HostLink::new(host.id, host.name, hypervisor, installation, host.epoch, pool))
}

fn default_pool_of(host: &Host) -> Filter {
    Filter::eq("host_id", host.id).and(Filter::eq("name", DEFAULT))
}

async fn default_pool(ports: &Ports, host: &Host, path: String) -> Result<StoragePoolId> {
    let mut pool = ensure(ports, default_pool_of(host), || StoragePool {
        id: ports.id(),
        version: 1,
        host_id: host.id,
        name: DEFAULT.to_owned(),
        kind: PoolKind::Directory,
        path: path.clone(),
        created_at: ports.now(),
    })
    .await?;
    // The host was opened by another way: its volumes moved with it.
    while pool.path != path {
        pool.path.clone_from(&path);
        match ports.storage.update(&mut pool).await {
            Ok(()) => break,
            Err(Error::Conflict { .. }) => {
                pool = Repository::<StoragePool>::get(&*ports.storage, pool.id).await?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(pool.id)
}
