//! Mending what differs between the database and a host, as an operation on the host.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    drift::{Drift, DriftKind, Found, drifts, look},
    link::{HostLink, HostLinks},
    service::Hosts,
};
use crate::{
    access::Permission,
    compute::{Machine, Parts},
    disk::{Volume, VolumeState},
    error::{Error, Failure, Result},
    id::HostId,
    operation::{NewOperation, Operation, Run, Saga, Step},
    page::MAX_LIMIT,
    storage::{Changes, Filter, Query, Repository},
};

/// So many machines are defined again by one operation; the next goes on where it ended.
const MACHINES: usize = 100;

/// What to compare, and what to do about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReconcileOptions {
    /// The host; every one this process was opened with unless told otherwise.
    pub host: Option<HostId>,
    /// Whether to mend what can be mended; otherwise it is only reported.
    pub mend: bool,
}

/// What differs between the database and the hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriftReport {
    /// Each difference.
    pub drifts: Vec<Drift>,
    /// Hosts that could not be looked at, and why.
    pub unreachable: Vec<UnreachableHost>,
}

/// A host that could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreachableHost {
    /// The host.
    pub host_id: HostId,
    /// Why.
    pub failure: Failure,
}

impl DriftReport {
    /// Whether every host could be looked at and nothing differs any more.
    pub fn is_clean(&self) -> bool {
        self.unreachable.is_empty() && self.drifts.iter().all(|drift| drift.mended)
    }

    /// How many differences of this kind there are.
    pub fn count(&self, kind: DriftKind) -> usize {
        self.drifts.iter().filter(|drift| drift.kind == kind).count()
    }
}

impl Hosts {
    /// Compares the database with what is on the hosts, and mends it if told to. What an operation holds is left out;
    /// what is not ours is never touched.
    ///
    /// # Errors
    /// `not_found` for the host, `unavailable` when this process was opened without it, `permission_denied`.
    pub async fn reconcile(&self, options: ReconcileOptions) -> Result<DriftReport> {
        self.caller.authorize_all(Permission::new("host:reconcile")).await?;
        let mut report = DriftReport::default();
        for link in self.chosen(options.host).await? {
            let found = if options.mend {
                self.begin_mending(&link).await?.wait().await
            } else {
                drifts(&self.caller.ports, &link).await
            };
            match found {
                Ok(found) => report.drifts.extend(found),
                Err(error) => {
                    let failure = Failure::from(&error);
                    report.unreachable.push(UnreachableHost { host_id: link.id, failure });
                }
            }
        }
        Ok(report)
    }

    /// Begins to mend what differs on one host.
    ///
    /// # Errors
    /// As [`reconcile`](Self::reconcile).
    pub async fn begin_reconcile(&self, host: HostId) -> Result<Operation<Vec<Drift>>> {
        self.caller.authorize_all(Permission::new("host:reconcile")).await?;
        let links = self.chosen(Some(host)).await?;
        let link = links.first().ok_or_else(|| Error::not_found("host", host))?;
        self.begin_mending(link).await
    }

    async fn chosen(&self, host: Option<HostId>) -> Result<Vec<std::sync::Arc<HostLink>>> {
        let Some(id) = host else { return Ok(self.links.iter().cloned().collect()) };
        self.caller.get::<super::Host>(crate::access::Scope::All, id).await?;
        Ok(vec![self.links.get(id)?.clone()])
    }

    async fn begin_mending(&self, link: &HostLink) -> Result<Operation<Vec<Drift>>> {
        let new = NewOperation {
            target: Some(("host", link.id.into())),
            host_id: Some(link.id),
            ..NewOperation::of(Reconcile::KIND)
        };
        let operation = self.runner.prepare(&self.caller, new);
        let operation = self.runner.submit(operation, Changes::new()).await?;
        Ok(Operation::new(self.runner.clone(), operation.id, |record| async move {
            let output = record.output.unwrap_or_default();
            serde_json::from_value(output)
                .map_err(|error| Error::corrupt("a drift report", error.to_string()))
        }))
    }
}

/// Mends what differs on a host. It holds the machines it defines again, and lets them go however it ends.
#[derive(Clone, Debug)]
pub(crate) struct Reconcile {
    pub(crate) hosts: HostLinks,
}

impl Reconcile {
    const KIND: &'static str = "host.reconcile";

    fn link(&self, run: &Run) -> Result<&HostLink> {
        self.hosts.get(run.target::<HostId>()?).map(|link| &**link)
    }

    /// The machines this run holds.
    async fn held(&self, run: &Run) -> Result<Vec<Machine>> {
        let ours = Filter::eq("host_id", self.link(run)?.id).and(Filter::eq("lock_operation_id", run.id()));
        let query = Query::of::<Machine>().filter(ours).limit(MAX_LIMIT);
        Ok(Repository::<Machine>::list(&*run.ports().storage, &query).await?.items)
    }
}

#[async_trait]
impl Saga for Reconcile {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Hold, &Mend];
    const COMPENSATES: bool = false;

    fn kind(&self) -> &str {
        Self::KIND
    }

    async fn fail(&self, run: &Run, _failure: &Failure, _undone: bool) -> Result<Changes> {
        let held = self.held(run).await?;
        held.into_iter().try_fold(Changes::new(), |changes, machine| changes.update(&released(machine)))
    }
}

fn released(machine: Machine) -> Machine {
    Machine { lock_operation_id: None, ..machine }
}

/// Takes hold of the machines that are missing, so that no verb meets a machine half defined.
struct Hold;

#[async_trait]
impl Step<Reconcile> for Hold {
    fn name(&self) -> &'static str {
        "look"
    }

    async fn perform(&self, _saga: &Reconcile, _run: &Run) -> Result<()> {
        Ok(())
    }

    async fn record(&self, saga: &Reconcile, run: &Run) -> Result<Changes> {
        let missing = look(run.ports(), saga.link(run)?, Some(run.id())).await?.into_iter();
        let missing = missing.filter_map(|found| match found {
            Found::MachineMissing(machine) => Some(machine),
            _ => None,
        });
        missing.take(MACHINES).try_fold(Changes::new(), |changes, machine| {
            changes.update(&Machine { lock_operation_id: Some(run.id()), ..*machine })
        })
    }
}

/// Mends, one thing after the other; what cannot be mended stops nothing else.
struct Mend;

#[async_trait]
impl Step<Reconcile> for Mend {
    fn name(&self) -> &'static str {
        "mend"
    }

    async fn perform(&self, saga: &Reconcile, run: &Run) -> Result<()> {
        let link = saga.link(run)?;
        let found = look(run.ports(), link, Some(run.id())).await?;
        let mut drifts = Vec::with_capacity(found.len());
        for found in found {
            let mut drift = found.drift(link.id);
            match mend(run, link, &found).await {
                Ok(mended) => drift.mended = mended,
                Err(error) => drift.failure = Some(Failure::from(&error).message),
            }
            if drift.mended {
                tracing::warn!(target: "vmbay::fleet", host = link.name, kind = %drift.kind, id = %drift.id, "drift was mended");
            }
            drifts.push(drift);
        }
        run.set_output(json!(drifts));
        Ok(())
    }

    async fn record(&self, saga: &Reconcile, run: &Run) -> Result<Changes> {
        let link = saga.link(run)?;
        let mut changes = Changes::new();
        for machine in saga.held(run).await? {
            let defined = link.hypervisor.inspect(machine.id).await?.is_some();
            let mut next = released(machine);
            if defined {
                next.applied = Some(next.desired.clone());
                changes =
                    changes.emit(&run.event("machine.redefined", &next, json!({ "name": next.name })))?;
            }
            changes = changes.update(&next)?;
        }
        for found in look(run.ports(), link, None).await? {
            let (next, topic) = match found {
                Found::VolumeMissing(volume) => {
                    (Volume { state: VolumeState::Lost, ..volume }, "volume.lost")
                }
                Found::VolumeReturned(volume) => {
                    let used = volume.machine_id.is_some() || volume.image_id.is_some();
                    let state = if used { VolumeState::InUse } else { VolumeState::Ready };
                    (Volume { state, ..volume }, "volume.returned")
                }
                _ => continue,
            };
            let payload = json!({ "name": next.name, "machine_id": next.machine_id });
            changes = changes.update(&next)?.emit(&run.event(topic, &next, payload))?;
        }
        Ok(changes)
    }
}

/// Brings about what the mend needs of the host, and says whether the drift is mended once the step is recorded.
async fn mend(run: &Run, link: &HostLink, found: &Found) -> Result<bool> {
    match found {
        Found::MachineMissing(machine) if machine.lock_operation_id == Some(run.id()) => {
            let parts = Parts::load(run.ports(), (**machine).clone()).await?;
            link.hypervisor.define(&parts.spec(link.installation)?).await?;
            Ok(true)
        }
        Found::MachineStray(id) => {
            link.hypervisor.force_stop(*id).await?;
            link.hypervisor.undefine(*id).await?;
            Ok(true)
        }
        Found::VolumeStray(file) => {
            link.hypervisor.delete_volume(file).await?;
            Ok(true)
        }
        Found::VolumeMissing(_) | Found::VolumeReturned(_) => Ok(true),
        Found::MachineMissing(_)
        | Found::VolumeForeign(_)
        | Found::PoolMissing(_)
        | Found::PowerDiffers(_) => Ok(false),
    }
}
