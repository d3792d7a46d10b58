//! Background jobs and schedules: work that survives the process, is tried again, and comes at its time.
//!
//! ```text
//! cargo run --package vmbay-examples --bin 03-jobs-and-schedules
//! ```
//!
//! A shop sends a mail for each order. The mail server fails at first, one address is of no use, and every second the shop counts what
//! it has sold.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use vmbay::{
    Result, Vmbay,
    clock::{Clock as _, SystemClock},
    id::{Ids as _, SystemIds},
    job::{JobKind, JobQuery, JobRun, JobState, NewJob},
    observe::Setting,
    operation::Retry,
    schedule::{Misfire, ScheduleCreate, ScheduleRunQuery, Target, Timing},
    storage::{Changes, Storage as _},
};
use vmbay_storage_sqlite::SqliteStorage;

/// Sends mails, four at once, and never more than a hundred a second, however many processes do it.
fn mails() -> JobKind {
    let send = |run: JobRun, to: String| async move {
        if to == "nobody" {
            return Err("nobody has no mailbox");
        }
        if run.attempt() == 1 {
            return Err("the mail server is busy");
        }
        println!("mail to {to}, at attempt {}", run.attempt());
        Ok(())
    };
    let retry = Retry { attempts: 3, delay: Duration::from_millis(50), max_delay: Duration::from_secs(1) };
    JobKind::new("mail.send", send).concurrency(4).rate(100, Duration::from_secs(1)).retry(retry)
}

/// Counts what was sold.
fn count() -> JobKind {
    JobKind::new("sales.count", |_: JobRun, shop: String| async move {
        println!("{shop} counts its sales");
        Ok::<_, vmbay::Error>(())
    })
}

#[tokio::main]
async fn main() -> Result<()> {
    let clock = SystemClock::default();
    let storage = Arc::new(SqliteStorage::open_in_memory()?);
    let bay = Vmbay::builder().storage(storage.clone()).job(mails()).job(count()).open().await?;

    // The job commits with the change that needs it, or not at all.
    let order = Setting {
        id: SystemIds::default().uuid(clock.now()).into(),
        version: 1,
        name: "orders.last".into(),
        value: json!({ "of": "ada" }),
        updated_at: clock.now(),
    };
    let mail = NewJob::new("mail.send", &"ada")?.dedupe_key("order 1");
    let job = bay.jobs().prepare(mail.clone()).await?;
    storage.commit(Changes::new().insert(&order)?.enqueue_job(&job)?).await?;

    // Asked for again while it is there, it is still one job.
    let again = bay.jobs().enqueue(mail).await?;
    println!("asked twice, enqueued once: {}", again.id == job.id);

    // Many at once are one unit; the higher priority goes first, a delay later.
    let others = ["bob", "cleo", "nobody"].map(|to| NewJob::new("mail.send", &to));
    bay.jobs().enqueue_many(others.into_iter().collect::<Result<Vec<_>>>()?).await?;
    let urgent = NewJob::new("mail.send", &"dora")?.priority(9).delay(Duration::from_millis(200));
    bay.jobs().enqueue(urgent).await?;

    // Every second, and by the calendar of a city; each tick comes once, however many processes have the library open.
    let target = |shop: &str| Target::Job { kind: "sales.count".into(), payload: json!(shop) };
    let often = Timing::every(Duration::from_secs(1), clock.now());
    let often = bay.schedules().create(ScheduleCreate::new("often", often, target("the shop"))).await?;
    let nightly = Timing::cron("30 2 * * MON-FRI", "Europe/Berlin");
    let nightly = ScheduleCreate::new("nightly", nightly, target("the night shift"))
        .misfire(Misfire::CatchUp { runs: 3 })
        .jitter(Duration::from_secs(60));
    let nightly = bay.schedules().create(nightly).await?;
    println!("the night shift counts next at {}", nightly.next_at().unwrap_or_default());
    bay.schedules().run(nightly.id).await?;

    while bay.jobs().stats().await?.iter().any(|kind| kind.queued + kind.running > 0)
        || bay.schedules().runs(often.id, ScheduleRunQuery::default()).await?.items.len() < 2
    {
        clock.sleep(Duration::from_millis(50)).await;
    }
    bay.schedules().pause(often.id).await?;

    // What failed as often as it may is kept, to be replayed once its cause is mended, or thrown away.
    let dead = JobQuery { state: Some(JobState::Dead), ..JobQuery::default() };
    for letter in bay.jobs().list(dead).await? {
        println!("a dead letter to {}: {}", letter.payload, letter.last_error.unwrap_or_default());
    }
    println!("purged: {}", bay.jobs().purge("mail.send").await?);
    bay.shutdown(Duration::from_secs(10)).await
}
