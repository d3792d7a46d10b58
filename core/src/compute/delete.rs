//! Unmaking a machine: the definition, the files, then the rows.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{record::MachinePhase, step, transition::Verb};
use crate::{
    error::{Failure, Result},
    fleet::HostLinks,
    operation::{Run, Saga, Step},
    storage::Changes,
};

/// How to delete a machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteOptions {
    /// Whether a machine that is on is forced off first; otherwise it is refused.
    pub force: bool,
}

impl DeleteOptions {
    /// Forces a machine off that is on.
    pub const fn force() -> Self {
        Self { force: true }
    }
}

/// Deletes a machine. A failure leaves what is left, as `delete_failed`, to be deleted again.
#[derive(Clone, Debug)]
pub(crate) struct Delete {
    pub(crate) hosts: HostLinks,
}

#[async_trait]
impl Saga for Delete {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Dismantle];
    const COMPENSATES: bool = false;

    fn kind(&self) -> &str {
        Verb::Delete.kind()
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let parts = step::parts(run).await?;
        let payload = json!({ "name": parts.machine.name });
        let event = run.event("machine.deleted", &parts.machine, payload);
        step::let_go(run, &parts)?.delete(&parts.machine).emit(&event)
    }

    async fn fail(&self, run: &Run, failure: &Failure, _undone: bool) -> Result<Changes> {
        let mut machine = step::machine(run).await?;
        machine.phase = MachinePhase::DeleteFailed;
        step::unlock(run, &mut machine);
        let payload = json!({ "name": machine.name, "failure": failure });
        let event = run.event("machine.delete_failed", &machine, payload);
        Changes::new().update(&machine)?.emit(&event)
    }
}

/// The one step of a delete. What was done of it does no harm when it is done again, so nothing is written in between.
struct Dismantle;

#[async_trait]
impl Step<Delete> for Dismantle {
    fn name(&self) -> &'static str {
        "dismantle"
    }

    async fn perform(&self, saga: &Delete, run: &Run) -> Result<()> {
        let parts = step::parts(run).await?;
        let id = parts.machine.id;
        let hypervisor = &saga.hosts.get(parts.machine.host_id)?.hypervisor;
        let force = run.input::<DeleteOptions>()?.force;
        if force && hypervisor.inspect(id).await?.is_some() {
            run.progress(0.0, "turning it off");
            hypervisor.force_stop(id).await?;
        }
        run.progress(0.3, "undefining it");
        hypervisor.undefine(id).await?;
        run.progress(0.6, "deleting its disks");
        step::delete_disks(run, &saga.hosts).await
    }
}
