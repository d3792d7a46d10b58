//! Whether the library can do its work: a set of quick checks, none of which can hang.

use std::{sync::Arc, time::Duration};

use futures::future::{BoxFuture, FutureExt, join_all};
use serde::{Deserialize, Serialize};

use crate::{
    access::Caller,
    clock::{Timestamp, within},
    disk::StoragePool,
    error::{Failure, Result},
    event::{ConsumerQuery, Events, lags},
    fleet::{DriftReport, HostLink, HostLinks, drifts},
    job::unattended,
    operation::{OperationRecord, OperationState},
    page::MAX_LIMIT,
    storage::{Component, Direction, Filter, MigrateCommand, MigrationState, PoolUse, Query, Repository},
    text_enum,
};

text_enum! {
    /// How something does.
    pub enum HealthStatus {
        /// Well.
        Ok = "ok",
        /// It works, but somebody should look.
        Degraded = "degraded",
        /// It does not work.
        Down = "down",
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// What: `database`, `migrations`, `backlog`, `jobs`, `events`, `consumers`, `pool` (where the adapter has one),
    /// `hypervisor:<host>`, `disk:<host>`, `drift:<host>`.
    pub name: String,
    /// How it does.
    pub status: HealthStatus,
    /// What was found, for people.
    pub message: String,
    /// How long the look took, in microseconds.
    pub latency_us: u64,
}

/// How the library does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// How it does as a whole: down when the database, its schema or every hypervisor is; degraded when anything else is
    /// not well.
    pub status: HealthStatus,
    /// Whether it is open: what a liveness probe asks. A process that is not live is of no use until it opens it again.
    pub live: bool,
    /// Each thing that was looked at.
    pub checks: Vec<HealthCheck>,
    /// When.
    pub at: Timestamp,
}

impl Health {
    /// Whether work may be sent here: what a readiness probe asks.
    pub fn is_ready(&self) -> bool {
        self.live && self.status != HealthStatus::Down
    }

    /// The check of this name.
    pub fn check(&self, name: &str) -> Option<&HealthCheck> {
        self.checks.iter().find(|check| check.name == name)
    }
}

/// What to look at, and what is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthOptions {
    /// How long each check may take, all of them at once; 2 seconds unless told otherwise.
    pub deadline: Duration,
    /// From which age on an operation, an event for a named consumer, or a job that no worker knows, is a sign of trouble;
    /// 60 seconds unless told otherwise.
    pub backlog_age: Duration,
    /// Below which share of free space, in percent, a pool is nearly full; 10 unless told otherwise.
    pub free_percent: u32,
    /// Whether to compare the database with what is on the hosts too, which reads every machine and volume; not unless
    /// told otherwise.
    pub drift: bool,
}

impl Default for HealthOptions {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(2),
            backlog_age: Duration::from_secs(60),
            free_percent: 10,
            drift: false,
        }
    }
}

type Finding = Result<(HealthStatus, String)>;

/// What a look at the library needs.
pub(crate) struct Checkup<'a> {
    pub(crate) caller: &'a Caller,
    pub(crate) hosts: &'a HostLinks,
    pub(crate) components: &'a [Component],
    pub(crate) options: HealthOptions,
}

impl Checkup<'_> {
    /// Looks at everything at once.
    pub(crate) async fn health(&self, live: bool) -> Health {
        let mut looks: Vec<BoxFuture<'_, HealthCheck>> = vec![
            self.check("database".into(), self.database()).boxed(),
            self.check("migrations".into(), self.migrations()).boxed(),
            self.check("backlog".into(), self.backlog()).boxed(),
            self.check("jobs".into(), self.jobs()).boxed(),
            self.check("events".into(), self.events()).boxed(),
            self.check("consumers".into(), self.consumers()).boxed(),
        ];
        if let Some(pool) = self.caller.ports.storage.pool() {
            looks.push(self.check("pool".into(), async move { Ok(saturation(pool)) }).boxed());
        }
        for link in self.hosts.iter() {
            looks.push(self.check(format!("hypervisor:{}", link.name), hypervisor(link)).boxed());
            looks.push(self.check(format!("disk:{}", link.name), self.disk(link)).boxed());
            if self.options.drift {
                looks.push(self.check(format!("drift:{}", link.name), self.drift(link)).boxed());
            }
        }
        let checks = join_all(looks).await;
        Health { status: overall(&checks), live, checks, at: self.caller.ports.now() }
    }

    async fn check(&self, name: String, look: impl Future<Output = Finding>) -> HealthCheck {
        let clock = &*self.caller.ports.clock;
        let began = clock.now();
        let found = within(clock, self.options.deadline, "the check", look).await;
        let (status, message) = found
            .unwrap_or_else(Err)
            .unwrap_or_else(|error| (HealthStatus::Down, Failure::from(&error).message));
        let latency_us = u64::try_from(clock.now().since(began).as_micros()).unwrap_or(u64::MAX);
        HealthCheck { name, status, message, latency_us }
    }

    async fn database(&self) -> Finding {
        self.caller.ports.storage.select(&Query::of::<super::Setting>().limit(1)).await?;
        Ok((HealthStatus::Ok, format!("{} answers", self.caller.ports.storage.name())))
    }

    async fn migrations(&self) -> Finding {
        let problems = self.schema_problems().await?;
        let status = if problems.is_empty() { HealthStatus::Ok } else { HealthStatus::Down };
        Ok((status, described(problems, "current")))
    }

    /// The components whose schema is not this program's, and how.
    pub(super) async fn schema_problems(&self) -> Result<Vec<String>> {
        let components = self.caller.ports.storage.migrate(self.components, MigrateCommand::Status).await?;
        let problem = |component: &str, state: &MigrationState| match state {
            MigrationState::Current => None,
            MigrationState::Behind { pending } => Some(format!("{component} lacks {pending} migrations")),
            MigrationState::Ahead { database } => {
                Some(format!("{component} is at migration {database}, newer than this program"))
            }
            MigrationState::Diverged { number } => {
                Some(format!("migration {number} of {component} ran with other text"))
            }
        };
        Ok(components.iter().filter_map(|status| problem(status.component, &status.state)).collect())
    }

    async fn backlog(&self) -> Finding {
        let storage = &*self.caller.ports.storage;
        let now = self.caller.ports.now();
        let in_state = |state: OperationState| Filter::eq("state", state);
        let due = in_state(OperationState::Queued).and(Filter::le("run_after", now));
        let oldest = Query::of::<OperationRecord>()
            .filter(due.clone())
            .order_by("run_after", Direction::Ascending)
            .limit(1);
        let oldest = Repository::<OperationRecord>::list(storage, &oldest).await?;
        let age = oldest.items.first().map_or(Duration::ZERO, |operation| now.since(operation.run_after));
        let queued = match oldest.items.len() {
            0 => 0,
            _ => Repository::<OperationRecord>::count(storage, due).await?,
        };
        let attention = in_state(OperationState::NeedsAttention);
        let attention = Repository::<OperationRecord>::count(storage, attention).await?;
        let well = age < self.options.backlog_age && attention == 0;
        let status = if well { HealthStatus::Ok } else { HealthStatus::Degraded };
        let age = age.as_secs();
        Ok((status, format!("{queued} waiting, the oldest for {age} s; {attention} need attention")))
    }

    async fn jobs(&self) -> Finding {
        let unattended = unattended(&self.caller.ports, self.options.backlog_age).await?;
        Ok(match unattended {
            None => (HealthStatus::Ok, "every kind that waits has a worker".into()),
            Some((kind, age)) => {
                let age = age.as_secs();
                (HealthStatus::Degraded, format!("{kind} waits for {age} s, and no living worker knows it"))
            }
        })
    }

    async fn events(&self) -> Finding {
        let (newest, floor) = Events::new(self.caller.clone()).extent().await?;
        let message = match newest {
            Some(newest) => {
                let age = self.caller.ports.now().since(newest.at).as_secs();
                format!("the newest is {}, {age} s old; kept from after {floor}", newest.token())
            }
            None => format!("none; kept from after {floor}"),
        };
        Ok((HealthStatus::Ok, message))
    }

    async fn consumers(&self) -> Finding {
        let lags = lags(self.caller, ConsumerQuery { after: None, limit: MAX_LIMIT }).await?;
        let now = self.caller.ports.now();
        let late = lags.items.into_iter().filter_map(|lag| {
            let age = now.since(lag.oldest_at?);
            let (name, behind, seconds) = (lag.consumer.name, lag.behind, age.as_secs());
            (age >= self.options.backlog_age)
                .then(|| format!("{name} is {behind} events behind, the oldest of {seconds} s ago"))
        });
        let late: Vec<_> = late.collect();
        let status = if late.is_empty() { HealthStatus::Ok } else { HealthStatus::Degraded };
        Ok((status, described(late, "none is late")))
    }

    async fn disk(&self, link: &HostLink) -> Finding {
        let full = self.full_pools(link).await?;
        let status = if full.is_empty() { HealthStatus::Ok } else { HealthStatus::Degraded };
        let problems = full.into_iter().map(|(path, percent)| format!("{path} has {percent} % left"));
        Ok((status, described(problems.collect(), "enough space")))
    }

    /// The pools of a host with too little free space: their paths and what is left, in percent.
    pub(super) async fn full_pools(&self, link: &HostLink) -> Result<Vec<(String, u64)>> {
        let mut full = Vec::new();
        if !link.hypervisor.capabilities().volumes {
            return Ok(full);
        }
        let pools = Query::of::<StoragePool>().filter(Filter::eq("host_id", link.id)).limit(MAX_LIMIT);
        for pool in Repository::<StoragePool>::list(&*self.caller.ports.storage, &pools).await? {
            let space = link.hypervisor.pool_space(&pool.path).await?;
            let percent = space.available_bytes.saturating_mul(100) / space.capacity_bytes.max(1);
            if percent < u64::from(self.options.free_percent) {
                full.push((pool.path, percent));
            }
        }
        Ok(full)
    }

    async fn drift(&self, link: &Arc<HostLink>) -> Finding {
        let report =
            DriftReport { drifts: drifts(&self.caller.ports, link).await?, ..DriftReport::default() };
        let status = if report.is_clean() { HealthStatus::Ok } else { HealthStatus::Degraded };
        let problems = report.drifts.into_iter().map(|drift| drift.problem);
        Ok((status, described(problems.collect(), "the database and the host agree")))
    }
}

async fn hypervisor(link: &HostLink) -> Finding {
    let info = link.hypervisor.host_info().await?;
    Ok((HealthStatus::Ok, info.version))
}

/// Whether calls wait for a connection.
fn saturation(pool: PoolUse) -> (HealthStatus, String) {
    let PoolUse { limit, busy, waiting } = pool;
    let status = if waiting == 0 { HealthStatus::Ok } else { HealthStatus::Degraded };
    (status, format!("{busy} of {limit} connections at work; {waiting} calls wait for one"))
}

/// What is the matter, in one line; `well` when nothing is.
fn described(problems: Vec<String>, well: &str) -> String {
    const SHOWN: usize = 5;
    let more = problems.len().saturating_sub(SHOWN);
    let shown = problems.into_iter().take(SHOWN).collect::<Vec<_>>().join("; ");
    match more {
        _ if shown.is_empty() => well.to_owned(),
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}

/// How everything does together: the pure part.
fn overall(checks: &[HealthCheck]) -> HealthStatus {
    let down = |check: &&HealthCheck| check.status == HealthStatus::Down;
    let hypervisors = || checks.iter().filter(|check| check.name.starts_with("hypervisor:"));
    let essential = ["database", "migrations"];
    if checks.iter().filter(down).any(|check| essential.contains(&check.name.as_str()))
        || (hypervisors().next().is_some() && hypervisors().all(|check| check.status == HealthStatus::Down))
    {
        HealthStatus::Down
    } else if checks.iter().all(|check| check.status == HealthStatus::Ok) {
        HealthStatus::Ok
    } else {
        HealthStatus::Degraded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, status: HealthStatus) -> HealthCheck {
        HealthCheck { name: name.into(), status, message: String::new(), latency_us: 0 }
    }

    #[test]
    fn only_what_nothing_works_without_brings_everything_down() {
        use HealthStatus::{Degraded, Down, Ok};
        assert_eq!(overall(&[check("database", Ok), check("backlog", Ok)]), Ok);
        assert_eq!(overall(&[check("database", Down)]), Down);
        assert_eq!(overall(&[check("migrations", Down), check("database", Ok)]), Down);
        assert_eq!(overall(&[check("disk:a", Down), check("hypervisor:a", Ok)]), Degraded);
        assert_eq!(overall(&[check("hypervisor:a", Down), check("hypervisor:b", Ok)]), Degraded);
        assert_eq!(overall(&[check("hypervisor:a", Down), check("hypervisor:b", Down)]), Down);
    }

    #[test]
    fn calls_that_wait_for_a_connection_degrade() {
        let busy = |waiting| saturation(PoolUse { limit: 2, busy: 2, waiting });
        assert_eq!(busy(0).0, HealthStatus::Ok);
        assert_eq!(
            busy(3),
            (HealthStatus::Degraded, "2 of 2 connections at work; 3 calls wait for one".into())
        );
    }

    #[test]
    fn a_long_list_of_problems_is_cut_short() {
        let problems: Vec<String> = (1..=7).map(|n| n.to_string()).collect();
        assert_eq!(described(problems, "well"), "1; 2; 3; 4; 5; and 2 more");
        assert_eq!(described(Vec::new(), "well"), "well");
    }
}
