//! The observer: the one writer of a machine's power and guest.
//!
//! Hints of the hypervisor and a tick both lead to the same thing: look, compare, commit the difference with its event. A
//! missed hint is made up for by the next tick, and a hint that tells nothing new leaves nothing.

use std::{collections::HashSet, sync::Arc, time::Duration};

use futures::stream::{StreamExt, TryStreamExt};
use serde_json::json;

use super::{
    host::{ConnectionState, Host},
    link::HostLink,
};
use crate::{
    compute::{Machine, Observation, lost, observed},
    error::{Error, Result},
    event::{Cause, Event},
    hypervisor::HypervisorEvent,
    id::MachineId,
    page::MAX_LIMIT,
    ports::Ports,
    storage::{Changes, Filter, Query, Repository},
    tasks::Tasks,
};

/// How often a commit is repeated because the machine changed under it.
const CONFLICTS: u32 = 100;

/// How many hints are taken up at once.
const HINTS: usize = 1024;

/// Watches one host.
#[derive(Clone, Debug)]
pub(crate) struct Observer {
    pub(crate) ports: Ports,
    pub(crate) link: Arc<HostLink>,
    /// How often everything is looked at without a hint.
    pub(crate) tick: Duration,
}

impl Observer {
    /// Watches until shutdown.
    pub(crate) fn start(self, tasks: &Tasks) {
        let stopping = tasks.stopping().clone();
        tasks.spawn(async move {
            tokio::select! {
                () = stopping.cancelled() => {}
                () = self.watch() => {}
            }
        });
    }

    async fn watch(&self) {
        let mut hints = self.link.hypervisor.events().ready_chunks(HINTS);
        loop {
            let hints = tokio::select! {
                hints = hints.next() => hints,
                () = self.ports.clock.sleep(self.tick) => Some(vec![HypervisorEvent::Resync]),
            };
            let Some(hints) = hints else { return };
            for hint in telling(hints) {
                let done = match hint {
                    HypervisorEvent::Machine(id) => self.look(id).await.map(drop),
                    HypervisorEvent::Resync => self.sweep().await,
                    HypervisorEvent::Disconnected => self.connection(ConnectionState::Offline).await,
                };
                if let Err(error) = done {
                    tracing::warn!(target: "vmbay::fleet", host = %self.link.name, %error, "the host could not be observed; trying again");
                }
            }
        }
    }

    /// Looks at one machine and stores what changed; none when there is no such machine in the database.
    pub(crate) async fn look(&self, id: MachineId) -> Result<Option<Machine>> {
        for _ in 0..CONFLICTS {
            let found: Option<Machine> = self.ports.storage.find(id).await?;
            let Some(machine) = found.filter(|machine| machine.host_id == self.link.id) else {
                return Ok(None);
            };
            let seen = self.link.observe(&self.ports, id).await?;
            match self.store(&machine, &seen).await {
                Err(Error::Conflict { .. } | Error::NotFound { .. }) => {}
                done => return done.map(Some),
            }
        }
        Err(Error::Conflict { resource: crate::error::Resource::new("machine", id), expected: 0 })
    }

    /// Looks at every machine of the host in one call and stores what changed. Cost grows with the machines of this
    /// host, never with the table.
    pub(crate) async fn sweep(&self) -> Result<()> {
        // Before the look, as always: another process may look later and be quicker to store what it saw.
        let machines: Vec<Machine> = self.machines().try_collect().await?;
        self.link.recount_mib(machines.iter().map(|machine| u64::from(machine.desired.memory_mib)).sum());
        let sequence = self.link.next_sequence();
        let statuses = match self.link.hypervisor.list().await {
            Ok(statuses) => statuses,
            Err(error) => {
                self.connection(ConnectionState::Offline).await?;
                return Err(error);
            }
        };
        self.connection(ConnectionState::Online).await?;
        let mut found: std::collections::HashMap<_, _> = statuses
            .into_iter()
            .filter(|status| status.owner == self.link.installation)
            .map(|status| (status.id, status))
            .collect();
        for machine in machines {
            let status = found.remove(&machine.id);
            let at = self.ports.now();
            let seen = Observation { status, epoch: self.link.epoch, sequence, at };
            match self.store(&machine, &seen).await {
                Ok(_) => {}
                // It changed between the two reads: one more look at it alone.
                Err(Error::Conflict { .. } | Error::NotFound { .. }) => {
                    self.look(machine.id).await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Commits what `seen` changes of `machine`, and returns the machine as stored.
    async fn store(&self, machine: &Machine, seen: &Observation) -> Result<Machine> {
        let Some(mut next) = observed(machine, seen) else { return Ok(machine.clone()) };
        self.ports
            .storage
            .commit(observation_changes(&self.ports, &observer_cause(), machine, &next)?)
            .await?;
        next.version += 1;
        Ok(next)
    }

    fn machines(&self) -> futures::stream::BoxStream<'static, Result<Machine>> {
        let query = Query::of::<Machine>().filter(Filter::eq("host_id", self.link.id)).limit(MAX_LIMIT);
        Repository::<Machine>::stream(self.ports.storage.clone(), query)
    }

    /// Stores how the connection stands; the machines of a host that does not answer are of unknown power.
    async fn connection(&self, state: ConnectionState) -> Result<()> {
        let Some(mut host) = Repository::<Host>::find(&*self.ports.storage, self.link.id).await? else {
            return Ok(());
        };
        if host.connection_state == state {
            return Ok(());
        }
        host.connection_state = state;
        host.seen_at = Some(self.ports.now());
        let event = Event::new(
            &self.ports,
            &observer_cause(),
            "host.connection_changed",
            &host,
            json!({ "state": state }),
        );
        match self.ports.storage.commit(Changes::new().update(&host)?.emit(&event)?).await {
            // Another process observes the host too: it says the same, or the next look does.
            Ok(()) | Err(Error::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
        if state == ConnectionState::Offline {
            self.lose_sight().await?;
        }
        Ok(())
    }

    async fn lose_sight(&self) -> Result<()> {
        let seen = Observation {
            status: None,
            epoch: self.link.epoch,
            sequence: self.link.next_sequence(),
            at: self.ports.now(),
        };
        let mut machines = self.machines();
        while let Some(machine) = machines.next().await.transpose()? {
            let Some(next) = lost(&machine, &seen) else { continue };
            match self
                .ports
                .storage
                .commit(observation_changes(&self.ports, &observer_cause(), &machine, &next)?)
                .await
            {
                // It changed meanwhile, by somebody who knows more.
                Ok(()) | Err(Error::Conflict { .. } | Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl HostLink {
    /// Looks at one machine, which was read before.
    pub(crate) async fn observe(&self, ports: &Ports, id: MachineId) -> Result<Observation> {
        let sequence = self.next_sequence();
        let status = self.hypervisor.inspect(id).await?.filter(|status| status.owner == self.installation);
        Ok(Observation { status, epoch: self.epoch, sequence, at: ports.now() })
    }
}

/// The hints that are worth a look, in order: a look tells all that happened to a machine before it, a sweep all that
/// happened to any.
fn telling(mut hints: Vec<HypervisorEvent>) -> Vec<HypervisorEvent> {
    let mut looked_at = HashSet::new();
    let mut swept = false;
    hints.reverse();
    hints.retain(|hint| match hint {
        HypervisorEvent::Machine(id) => !swept && looked_at.insert(*id),
        HypervisorEvent::Resync => !std::mem::replace(&mut swept, true),
        HypervisorEvent::Disconnected => true,
    });
    hints.reverse();
    hints
}

fn observer_cause() -> Cause {
    Cause { actor: "observer".to_owned(), ..Cause::default() }
}

/// The update of an observed machine, with an event for each thing that people wait for.
pub(crate) fn observation_changes(
    ports: &Ports,
    cause: &Cause,
    before: &Machine,
    after: &Machine,
) -> Result<Changes> {
    observation_events(ports, cause, before, after)?.update(after)
}

/// The events alone, for an update that changes more than what was observed.
pub(crate) fn observation_events(
    ports: &Ports,
    cause: &Cause,
    before: &Machine,
    after: &Machine,
) -> Result<Changes> {
    let mut changes = Changes::new();
    if before.power_state != after.power_state {
        let payload = json!({
            "name": after.name,
            "from": before.power_state,
            "to": after.power_state,
            "reason": after.power_reason,
        });
        changes = changes.emit(&Event::new(ports, cause, "machine.power_changed", after, payload))?;
    }
    if before.guest_phase != after.guest_phase {
        let payload = json!({ "name": after.name, "from": before.guest_phase, "to": after.guest_phase });
        changes = changes.emit(&Event::new(ports, cause, "machine.guest_changed", after, payload))?;
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::{
        HypervisorEvent::{Disconnected, Machine, Resync},
        *,
    };

    #[test]
    fn of_hints_that_wait_together_only_those_are_followed_that_no_later_one_covers() {
        let [a, b] = [1, 2].map(|number| MachineId::from(uuid::Uuid::from_u128(number)));
        assert_eq!(telling(vec![Machine(a), Machine(b), Machine(a)]), [Machine(b), Machine(a)]);
        assert_eq!(telling(vec![Machine(a), Resync, Machine(b)]), [Resync, Machine(b)]);
        assert_eq!(telling(vec![Resync, Disconnected, Resync]), [Disconnected, Resync]);
        assert_eq!(telling(vec![Resync, Machine(a), Disconnected]), [Resync, Machine(a), Disconnected]);
    }
}
