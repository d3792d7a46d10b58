//! Enqueuing jobs, and how soon they begin: B3–B5.

use std::{
    future::ready,
    time::{Duration, Instant},
};

use futures::future::{join_all, try_join_all};
use tokio::{sync::mpsc, time::sleep};
use vmbay::{
    Error, Result, Vmbay,
    job::{JobKind, JobRun, NewJob},
};
use vmbay_storage_sqlite::SqliteStorage;

use crate::{
    jobs::KIND,
    postgres::Database,
    raw_jobs::{Postgres, Writer},
    storage::directory,
    table::{Goal, Table, show},
    timing::{Best, ROUNDS, quantile, time_of},
};

/// How many jobs are enqueued one after the other.
const SINGLE: usize = 300;
/// The kind that the raw loop does.
const THEIRS: &str = "bench.raw";

pub(crate) async fn measure(table: &mut Table) {
    if table.wants("B3") || table.wants("B5") {
        let database = Database::start().await.expect("the server answers");
        if table.wants("B3") {
            across(table, &database).await.expect("jobs can be done");
        }
        if table.wants("B5") {
            crowd(table, &database).await.expect("jobs can be enqueued");
        }
    }
    if table.wants("B4") {
        within(table).await.expect("jobs can be done");
    }
}

/// A kind whose jobs say when they begin.
fn telling() -> (JobKind, mpsc::UnboundedReceiver<Instant>) {
    let (begins, starts) = mpsc::unbounded_channel();
    let kind = JobKind::new(KIND, move |_: JobRun, _number: usize| {
        // Nobody is there to hear it at the end.
        let _ = begins.send(Instant::now());
        ready(Ok::<_, Error>(()))
    });
    (kind, starts)
}

/// From now until a job that is enqueued begins.
async fn until_start(
    enqueue: impl Future<Output = ()>,
    starts: &mut mpsc::UnboundedReceiver<Instant>,
) -> Duration {
    let begun = Instant::now();
    enqueue.await;
    starts.recv().await.expect("the worker lives").duration_since(begun)
}

/// A pause after which everybody is idle, and of which no two that follow each other are the same.
async fn pause(number: usize) {
    sleep(Duration::from_micros(5_000 + (number as u64 * 7_919) % 15_000)).await;
}

/// B3: who enqueues and who works share nothing but the database.
async fn across(table: &mut Table, database: &Database) -> Result<()> {
    let (kind, mut ours) = telling();
    let here = Vmbay::builder().storage(database.storage().await?).open().await?;
    let there = Vmbay::builder().storage(database.storage().await?).job(kind).open().await?;
    let writer = Writer::connect(&database.url(), true).await.expect("the server lets us in");
    let mut theirs = Postgres::listen(&database.url(), THEIRS).await.expect("the server lets us in");
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for number in 0..SINGLE {
        let enqueue = async {
            let job = here.jobs().prepare(NewJob::new(THEIRS, &number).expect("a number is JSON")).await;
            writer.insert(&job.expect("a job can be made")).await.expect("it is new");
        };
        their_times.push(until_start(enqueue, &mut theirs).await);
        pause(number).await;
        our_times.push(until_start(enqueued(&here, number), &mut ours).await);
        pause(number).await;
    }
    // The first ones prepare statements.
    let (ours, theirs) = (&mut our_times[10..], &mut their_times[10..]);
    let what = "enqueue → start across processes / LISTEN and claim";
    table.compare("B3", what, quantile(ours, 0.5), quantile(theirs, 0.5), Goal::AtMost(1.3));
    let (late, their_late) = (quantile(ours, 0.99), quantile(theirs, 0.99));
    let figures = [&*show(late), &show(their_late), "p99", "p99 ≤ 10 ms"];
    table.state("B3", what, figures, late <= Duration::from_millis(10));
    here.shutdown(Duration::from_secs(10)).await?;
    there.shutdown(Duration::from_secs(10)).await
}

async fn enqueued(bay: &Vmbay, number: usize) {
    let job = NewJob::new(KIND, &number).expect("a number is JSON");
    bay.jobs().enqueue(job).await.expect("it can be enqueued");
}

/// B4: one process, on SQLite.
async fn within(table: &mut Table) -> Result<()> {
    const LIMIT: Duration = Duration::from_micros(300);
    let directory = directory();
    let storage = SqliteStorage::open(directory.path().join("bay.db")).await?;
    let (kind, mut starts) = telling();
    let bay = Vmbay::builder().storage(storage).job(kind).open().await?;
    let mut times = Vec::new();
    for number in 0..SINGLE {
        times.push(until_start(enqueued(&bay, number), &mut starts).await);
        pause(number).await;
    }
    let (p50, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
    let figures = [&*show(p50), "–", &*format!("p99 {}", show(p99)), "p50 ≤ 0.3 ms"];
    table.state("B4", "enqueue → start in one process, SQLite", figures, p50 <= LIMIT);
    bay.shutdown(Duration::from_secs(10)).await
}

/// B5: sixteen writers, each with a connection.
async fn crowd(table: &mut Table, database: &Database) -> Result<()> {
    const WRITERS: usize = 16;
    const EACH: usize = 100;
    let bay = Vmbay::builder().storage(database.storage().await?).open().await?;
    let client = database.client().await;
    let url = database.url();
    let writers = try_join_all((0..WRITERS).map(|_| Writer::connect(&url, false)))
        .await
        .expect("the server lets us in");
    let mut best = Best::NONE;
    for _ in 0..ROUNDS {
        client.batch_execute("TRUNCATE jobs").await.expect("it can be emptied");
        let theirs = time_of(join_all(writers.iter().map(async |writer| {
            for number in 0..EACH {
                let job = bay.jobs().prepare(NewJob::new(THEIRS, &number).expect("a number is JSON")).await;
                writer.insert(&job.expect("a job can be made")).await.expect("it is new");
            }
        })));
        let theirs = theirs.await;
        client.batch_execute("TRUNCATE jobs").await.expect("it can be emptied");
        let ours = time_of(join_all((0..WRITERS).map(async |_| {
            for number in 0..EACH {
                enqueued(&bay, number).await;
            }
        })));
        best.round(ours.await, theirs);
    }
    let best = best.each(u32::try_from(WRITERS * EACH).unwrap_or(u32::MAX));
    let what = "enqueue by 16 writers, each job / plain INSERT";
    table.compare("B5", what, best.ours, best.raw, Goal::Rate(0.85));
    bay.shutdown(Duration::from_secs(10)).await
}
