//! Backlogs of background jobs: B1, B2 and B6. What it takes to enqueue and to begin them is in [`crate::enqueue`].

use std::{
    path::Path,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures::future::ready;
use tokio::sync::Notify;
use vmbay::{
    Error, Result, Vmbay,
    job::{JobKind, JobRecord, JobRun, NewJob},
    storage::{Filter, Storage},
};
use vmbay_storage_sqlite::SqliteStorage;

use crate::{
    postgres::Database,
    raw_jobs,
    storage::directory,
    table::{Goal, Table},
    timing::Best,
};

/// The kind of the jobs, which do nothing.
pub(crate) const KIND: &str = "bench.nothing";
/// The length of a backlog.
const BACKLOG: u32 = 20_000;
const ROUNDS: usize = 5;

pub(crate) async fn measure(table: &mut Table) {
    if table.wants("B1") || table.wants("B6") {
        let database = Database::start().await.expect("the server answers");
        if table.wants("B1") {
            on_postgres(table, &database).await.expect("jobs can be done");
        }
        if table.wants("B6") {
            unvacuumed(table, &database).await.expect("jobs can be done");
        }
    }
    if table.wants("B2") {
        on_sqlite(table, &directory().path().join("bay.db")).await.expect("jobs can be done");
    }
}

/// B1: each round, the same backlog is worked off by a raw loop and by a worker of ours.
async fn on_postgres(table: &mut Table, database: &Database) -> Result<()> {
    let client = database.client().await;
    let mut best = Best::NONE;
    for _ in 0..ROUNDS {
        let refill = async || {
            raw_jobs::vacuum(&client).await;
            fill(database.storage().await?).await?;
            raw_jobs::analyze(&client).await;
            Ok::<_, Error>(())
        };
        refill().await?;
        let raw = raw_jobs::Postgres::connect(&database.url()).await.expect("the server lets us in");
        let theirs = raw.drain(BACKLOG).await.expect("jobs can be taken");
        refill().await?;
        best.round(drain(database.storage().await?).await?, theirs);
    }
    let best = best.each(BACKLOG);
    let what = "jobs on PostgreSQL, each / raw claim with acknowledgement";
    table.compare("B1", what, best.ours, best.raw, Goal::Rate(0.5));
    Ok(())
}

/// B2: the same on SQLite.
async fn on_sqlite(table: &mut Table, path: &Path) -> Result<()> {
    let mut best = Best::NONE;
    for _ in 0..ROUNDS {
        fill(SqliteStorage::open(path).await?).await?;
        let theirs = raw_jobs::drain_sqlite(path, BACKLOG).expect("jobs can be taken");
        fill(SqliteStorage::open(path).await?).await?;
        best.round(drain(SqliteStorage::open(path).await?).await?, theirs);
    }
    let best = best.each(BACKLOG);
    let what = "jobs on SQLite, each / raw claim 100, acknowledge 100";
    table.compare("B2", what, best.ours, best.raw, Goal::Rate(0.35));
    Ok(())
}

/// B6: a backlog in a table full of what is left of an earlier one.
async fn unvacuumed(table: &mut Table, database: &Database) -> Result<()> {
    let client = database.client().await;
    let mut best = Best::NONE;
    for _ in 0..ROUNDS {
        raw_jobs::vacuum(&client).await;
        fill(database.storage().await?).await?;
        raw_jobs::analyze(&client).await;
        let vacuumed = drain(database.storage().await?).await?;
        fill(database.storage().await?).await?;
        best.round(drain(database.storage().await?).await?, vacuumed);
    }
    let what = "20 k jobs after 20 k deletes, no VACUUM / vacuumed";
    table.compare("B6", what, best.ours, best.raw, Goal::AtMost(1.5));
    Ok(())
}

/// Enqueues a backlog.
async fn fill(storage: impl Storage) -> Result<()> {
    let bay = Vmbay::builder().storage(storage).open().await?;
    for first in (0..BACKLOG).step_by(1000) {
        let jobs: Result<Vec<_>> = (first..first + 1000).map(|number| NewJob::new(KIND, &number)).collect();
        bay.jobs().enqueue_many(jobs?).await?;
    }
    bay.shutdown(Duration::from_secs(10)).await
}

/// How long a worker takes, from its first job until all are acknowledged.
async fn drain(storage: impl Storage) -> Result<Duration> {
    let begun = Arc::new(OnceLock::new());
    let (count, last) = (Arc::new(AtomicU64::new(0)), Arc::new(Notify::new()));
    let kind = {
        let (begun, last) = (begun.clone(), last.clone());
        JobKind::new(KIND, move |_: JobRun, _number: u32| {
            begun.get_or_init(Instant::now);
            if count.fetch_add(1, Ordering::Relaxed) + 1 == u64::from(BACKLOG) {
                last.notify_one();
            }
            ready(Ok::<_, Error>(()))
        })
    };
    let bay = Vmbay::builder().storage(storage).job(kind).open().await?;
    last.notified().await;
    while bay.repository::<JobRecord>().find_one(Filter::All).await?.is_some() {
        tokio::time::sleep(Duration::from_micros(200)).await;
    }
    let took = begun.get().map(Instant::elapsed).expect("the last job was not the first");
    bay.shutdown(Duration::from_secs(10)).await?;
    Ok(took)
}
