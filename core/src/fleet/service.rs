//! Hosts: finding them, and deciding which of them take machines.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    host::{AdminState, ConnectionState, Host},
    link::HostLinks,
    placement::{Request, suggest},
};
use crate::{
    access::{Caller, Permission, Scope},
    compute::Machine,
    disk::{StoragePool, Volume},
    error::{Error, Resource, Result},
    id::HostId,
    name::check_labels,
    operation::Runner,
    page::{Cursor, DEFAULT_LIMIT, MAX_LIMIT, Page},
    storage::{Filter, Query, Repository},
};

/// Which hosts to list, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostQuery {
    /// Only those of which people decided this.
    pub admin_state: Option<AdminState>,
    /// Only those whose connection was last seen like this.
    pub connection_state: Option<ConnectionState>,
    /// Only those that carry all of these labels.
    pub labels: BTreeMap<String, String>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for HostQuery {
    fn default() -> Self {
        Self {
            admin_state: None,
            connection_state: None,
            labels: BTreeMap::new(),
            after: None,
            limit: DEFAULT_LIMIT,
        }
    }
}

/// What to change of a host; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostUpdate {
    /// Labels, in the place of those there.
    pub labels: Option<BTreeMap<String, String>>,
    /// What people decided: enabled, cordoned and in maintenance lead to each other; removal comes after maintenance,
    /// of an empty host, and is final.
    pub admin_state: Option<AdminState>,
    /// The version the caller saw; a host that changed since is then refused with `conflict`.
    pub expected_version: Option<u64>,
}

/// Hosts: [`Vmbay::hosts`](crate::Vmbay::hosts).
///
/// Hosts belong to no organization: whoever may use the permission reads them all, and only a caller whose scope is the
/// whole installation changes them.
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
/// use vmbay::fleet::{AdminState, HostQuery, HostUpdate, ReconcileOptions};
///
/// for host in bay.hosts().list(HostQuery::default()).await? {
///     println!("{}: {}, {}", host.name, host.admin_state, host.connection_state);
///     let cordon = HostUpdate { admin_state: Some(AdminState::Cordoned), ..HostUpdate::default() };
///     bay.hosts().update(host.id, cordon).await?; // it takes no new machines
/// }
/// let report = bay.hosts().reconcile(ReconcileOptions { host: None, mend: true }).await?;
/// assert!(report.is_clean(), "{report:?}");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Hosts {
    pub(super) caller: Caller,
    pub(super) links: HostLinks,
    pub(super) runner: Runner,
}

impl Hosts {
    pub(crate) fn new(caller: Caller, links: HostLinks, runner: Runner) -> Self {
        Self { caller, links, runner }
    }

    /// The host of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: HostId) -> Result<Host> {
        let scope = self.caller.authorize(Permission::new("host:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of hosts, oldest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: HostQuery) -> Result<Page<Host>> {
        let scope = self.caller.authorize(Permission::new("host:list")).await?;
        let equals = [
            query.admin_state.map(|state| Filter::eq("admin_state", state)),
            query.connection_state.map(|state| Filter::eq("connection_state", state)),
        ];
        let labels = query.labels.iter().map(|(key, value)| Filter::entry("labels", key, value));
        let filter = equals.into_iter().flatten().chain(labels).fold(Filter::All, Filter::and);
        let page = Query::of::<Host>().filter(filter).limit(query.limit).resume(query.after.as_ref())?;
        self.caller.list(scope, page).await
    }

    /// The host that a machine would go to now. Nothing is reserved.
    ///
    /// # Errors
    /// `not_found` for a required host that is not there; `unavailable` when no host can take it, with the reason of
    /// each.
    pub async fn suggest(&self, request: &Request) -> Result<Host> {
        let scope = self.caller.authorize(Permission::new("host:list")).await?;
        let chosen = suggest(&self.caller.ports, &self.links, request).await?;
        self.caller.get(scope, chosen).await
    }

    /// Changes a host's labels or what people decided about it.
    ///
    /// # Errors
    /// `invalid_argument` for a label; `not_found`, `conflict`, `permission_denied`; `illegal_transition` for the state,
    /// `in_use` for the removal of a host with machines or volumes.
    pub async fn update(&self, id: HostId, update: HostUpdate) -> Result<Host> {
        self.caller.authorize_all(Permission::new("host:update")).await?;
        update.labels.as_ref().map_or(Ok(()), check_labels)?;
        if update.admin_state == Some(AdminState::Removed) {
            self.check_empty(id).await?;
        }
        let edit = |host: &mut Host| {
            if let Some(labels) = &update.labels {
                host.labels.clone_from(labels);
            }
            let from = host.admin_state;
            if let Some(state) = update.admin_state {
                *host = host.clone().admit(state)?;
            }
            Ok(json!({ "name": host.name, "labels": host.labels, "from": from, "to": host.admin_state }))
        };
        self.caller.edit(Scope::All, id, update.expected_version, "host.updated", edit).await
    }

    async fn check_empty(&self, id: HostId) -> Result<()> {
        let storage = &*self.caller.ports.storage;
        let in_use = |by: String| Err(Error::InUse { resource: Resource::new("host", id), by: by.into() });
        let machine: Option<Machine> = storage.find_one(Filter::eq("host_id", id)).await?;
        if let Some(machine) = machine {
            return in_use(format!("machine {}", machine.id));
        }
        let pools = Query::of::<StoragePool>().filter(Filter::eq("host_id", id)).limit(MAX_LIMIT);
        let pools = Repository::<StoragePool>::list(storage, &pools).await?;
        let pools = pools.items.iter().map(|pool| pool.id);
        let volume: Option<Volume> = storage.find_one(Filter::is_in("pool_id", pools)).await?;
        volume.map_or(Ok(()), |volume| in_use(format!("volume {}", volume.id)))
    }
}
