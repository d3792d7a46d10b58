//! What waits, and whether anybody is there to do it.

use std::time::Duration;

use uuid::Uuid;

use super::{
    record::{JobRecord, JobState, JobWorkerRecord},
    worker::due,
};
use crate::{
    clock::Timestamp,
    error::Result,
    page::{MAX_LIMIT, Page},
    ports::Ports,
    storage::{Direction, Filter, Query, Repository},
};

/// For how long a sign of life counts. Far longer than a lease, since it is compared with another process's clock.
const ALIVE: Duration = Duration::from_secs(120);

/// How long the first in the line of a kind has been able to begin; none when nothing can.
pub(super) async fn oldest_age(ports: &Ports, kind: &str, within: Filter) -> Result<Option<Duration>> {
    let now = ports.now();
    let first = Query::of::<JobRecord>()
        .filter(due(&[kind.to_owned()], now).and(within))
        .order_by("place", Direction::Ascending)
        .limit(1);
    let first = Repository::<JobRecord>::list(&*ports.storage, &first).await?.items.pop();
    Ok(first.map(|job| age(&job, now)))
}

/// A job that has been able to begin for `patience`, of a kind that no living worker knows; and how long it has. It is an
/// old job that is looked for, so that what was enqueued lately is not even read.
pub(crate) async fn unattended(ports: &Ports, patience: Duration) -> Result<Option<(String, Duration)>> {
    let now = ports.now();
    let living = Query::of::<JobWorkerRecord>().filter(Filter::ge("beat_at", now - ALIVE)).limit(MAX_LIMIT);
    let living: Page<JobWorkerRecord> = ports.storage.list(&living).await?;
    let known = living.items.into_iter().flat_map(|worker| worker.kinds);
    let old = Filter::lt("id", first_id_at(now - patience))
        .and(Filter::eq("state", JobState::Queued))
        .and(Filter::is_null("run_after").or(Filter::le("run_after", now - patience)))
        .and(Filter::Not(Box::new(Filter::is_in("kind", known))));
    let found = ports.storage.find_one(old).await?;
    Ok(found.map(|job: JobRecord| (age(&job, now), job.kind)).map(|(age, kind)| (kind, age)))
}

fn age(job: &JobRecord, now: Timestamp) -> Duration {
    now.since(job.run_after.unwrap_or(job.created_at))
}

/// The lowest id of that time.
fn first_id_at(time: Timestamp) -> Uuid {
    Uuid::from_u128(u128::try_from(time.as_millis()).unwrap_or(0) << 80)
}
