//! The verbs that change a machine's power.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{record::Machine, spec::Parts, step, transition::Verb};
use crate::{
    error::{Error, Failure, Result},
    fleet::{HostLink, HostLinks},
    hypervisor::{MachineStatus, PowerState},
    id::OperationId,
    operation::{Observed, OperationRecord, Run, Saga, Step},
    storage::{Changes, Repository},
};

/// How often a machine on its way down is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// How long a forced stop waits for the operation it pre-empted.
const PREEMPTED: Duration = Duration::from_secs(30);

/// How to stop a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopOptions {
    /// How long the guest is given to shut down, in milliseconds; 0 asks nothing of it.
    pub timeout_ms: u64,
    /// Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails.
    pub force: bool,
}

impl StopOptions {
    /// Asks the guest, gives it 60 seconds, then forces.
    pub const fn graceful() -> Self {
        Self { timeout_ms: 60_000, force: true }
    }

    /// Forces at once.
    pub const fn force() -> Self {
        Self { timeout_ms: 0, force: true }
    }

    /// Gives the guest this long.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout_ms = u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX);
        self
    }

    /// Never forces: when the guest does not listen, the stop fails and the machine goes on running.
    pub fn never_force(mut self) -> Self {
        self.force = false;
        self
    }
}

impl Default for StopOptions {
    fn default() -> Self {
        Self::graceful()
    }
}

/// What a power operation stores as its input.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct PowerInput {
    /// How to stop, for a stop.
    pub(super) stop: Option<StopOptions>,
    /// The operation that a forced stop takes the machine from.
    pub(super) preempted: Option<OperationId>,
}

/// One power verb.
#[derive(Clone, Debug)]
pub(crate) struct Power {
    pub(crate) verb: Verb,
    pub(crate) hosts: HostLinks,
}

impl Power {
    /// The verbs that are power verbs.
    pub(crate) const VERBS: [Verb; 9] = [
        Verb::Start,
        Verb::Stop,
        Verb::ForceStop,
        Verb::Reboot,
        Verb::Reset,
        Verb::Pause,
        Verb::Resume,
        Verb::Save,
        Verb::Restore,
    ];

    /// Whether `status` is what the verb leads to. A restart leads to where it began, so it is never seen to be done.
    fn is_done(&self, status: &MachineStatus) -> bool {
        match self.verb {
            Verb::Start | Verb::Resume | Verb::Restore => status.power == PowerState::Running,
            Verb::Stop | Verb::ForceStop => status.power == PowerState::Stopped,
            Verb::Pause => status.power == PowerState::Paused,
            Verb::Save => status.power == PowerState::Stopped && status.has_saved_state,
            _ => false,
        }
    }
}

#[async_trait]
impl Saga for Power {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Act];
    const COMPENSATES: bool = false;

    fn kind(&self) -> &str {
        self.verb.kind()
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let before = step::machine(run).await?;
        let mut after = step::observe(run, &self.hosts, &before).await?;
        if self.verb == Verb::Start {
            after.applied = Some(after.desired.clone());
        }
        step::unlock(run, &mut after);
        step::changes(run, &before, &after)
    }

    async fn fail(&self, run: &Run, _failure: &Failure, _undone: bool) -> Result<Changes> {
        let before = match step::machine(run).await {
            // A forced stop took it from this operation, and a delete followed before anybody took this one up again.
            Err(Error::NotFound { .. }) => return Ok(Changes::new()),
            machine => machine?,
        };
        // When the host does not answer, the observer stores what it finds as soon as it does.
        let mut after = step::observe(run, &self.hosts, &before).await.unwrap_or_else(|_| before.clone());
        if before.lock_operation_id == Some(run.id()) {
            after.desired_power = step::settled_power(&after);
        }
        step::unlock(run, &mut after);
        step::changes(run, &before, &after)
    }
}

/// The one step of a power verb.
struct Act;

#[async_trait]
impl Step<Power> for Act {
    fn name(&self) -> &'static str {
        "change power"
    }

    async fn observe(&self, saga: &Power, run: &Run) -> Result<Observed> {
        let machine = step::machine(run).await?;
        // Done only when what it was taken from cannot turn it on again.
        if let Some(preempted) = run.input::<PowerInput>()?.preempted
            && is_open(run, preempted).await?
        {
            return Ok(Observed::Absent);
        }
        let status = saga.hosts.get(machine.host_id)?.hypervisor.inspect(machine.id).await?;
        let done = status.is_some_and(|status| saga.is_done(&status));
        Ok(if done { Observed::Done } else { Observed::Absent })
    }

    async fn perform(&self, saga: &Power, run: &Run) -> Result<()> {
        let machine = step::machine(run).await?;
        if machine.lock_operation_id != Some(run.id()) {
            return Err(Error::Cancelled { what: format!("the {}, by a forced stop", saga.verb).into() });
        }
        let link = saga.hosts.get(machine.host_id)?;
        let (hypervisor, id) = (&link.hypervisor, machine.id);
        match saga.verb {
            Verb::Start => {
                if machine.pending_restart() && !machine.has_saved_state {
                    let parts = Parts::load(run.ports(), machine).await?;
                    hypervisor.define(&parts.spec(link.installation)?).await?;
                }
                hypervisor.start(id).await
            }
            Verb::Stop => stop(run, link, &machine).await,
            Verb::ForceStop => force_stop(run, link, &machine).await,
            Verb::Reboot => hypervisor.reboot(id).await,
            Verb::Reset => hypervisor.reset(id).await,
            Verb::Pause => hypervisor.pause(id).await,
            Verb::Resume => hypervisor.resume(id).await,
            Verb::Save => hypervisor.save(id).await,
            Verb::Restore => hypervisor.restore(id).await,
            Verb::Provision | Verb::Reconfigure | Verb::Delete => {
                Err(Error::unsupported(saga.verb.as_str(), "a power operation"))
            }
        }
    }
}

/// Asks the guest, waits, then forces if it may.
async fn stop(run: &Run, link: &HostLink, machine: &Machine) -> Result<()> {
    let options = run.input::<PowerInput>()?.stop.unwrap_or_default();
    let hypervisor = &link.hypervisor;
    let limit = Duration::from_millis(options.timeout_ms);
    if !limit.is_zero() {
        // A paused guest hears nothing.
        if machine.power_state == PowerState::Paused && link.hypervisor.capabilities().pause {
            hypervisor.resume(machine.id).await?;
        }
        hypervisor.shutdown(machine.id).await?;
        run.progress(0.1, "asked the guest to shut down");
        let asked = run.ports().now();
        loop {
            let status = hypervisor.inspect(machine.id).await?;
            if status.is_none_or(|status| status.power == PowerState::Stopped) {
                return Ok(());
            }
            let waited = run.ports().now().since(asked);
            if waited >= limit {
                break;
            }
            tokio::select! {
                () = run.ports().clock.sleep(LOOK.min(limit.saturating_sub(waited))) => {}
                () = run.cancelled() => return Err(Error::Cancelled { what: "the stop".into() }),
            }
        }
    }
    if !options.force {
        return Err(Error::TimedOut { what: "the guest's shutdown".into(), after: limit, operation: None });
    }
    run.progress(0.9, "forcing it off");
    hypervisor.force_stop(machine.id).await
}

/// Forces the machine off, and again when the operation it was taken from had turned it on meanwhile.
async fn force_stop(run: &Run, link: &HostLink, machine: &Machine) -> Result<()> {
    link.hypervisor.force_stop(machine.id).await?;
    let Some(preempted) = run.input::<PowerInput>()?.preempted else { return Ok(()) };
    let begun = run.ports().now();
    while run.ports().now().since(begun) < PREEMPTED && is_open(run, preempted).await? {
        run.ports().clock.sleep(LOOK).await;
    }
    link.hypervisor.force_stop(machine.id).await
}

/// Whether another operation has yet to end.
async fn is_open(run: &Run, other: OperationId) -> Result<bool> {
    let other: Option<OperationRecord> = run.ports().storage.find(other).await?;
    Ok(other.is_some_and(|other| !other.state.is_terminal()))
}
