//! The outbox: B7.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures::StreamExt;
use serde_json::json;
use tokio::{task::JoinSet, time::MissedTickBehavior};
use vmbay::{
    Result, Timestamp, Vmbay,
    clock::SystemClock,
    event::{Cause, Event, EventItem, EventQuery},
    id::SystemIds,
    observe::Setting,
    ports::Ports,
    storage::{Changes, Storage},
};
use vmbay_storage_sqlite::SqliteStorage;

use crate::{
    storage::directory,
    table::{Table, show},
    timing::quantile,
};

const PER_SECOND: u32 = 5000;
const SECONDS: u32 = 4;
const EVENTS: u32 = PER_SECOND * SECONDS;
const LIMIT: Duration = Duration::from_millis(20);

pub(crate) async fn measure(table: &mut Table) {
    if table.wants("B7") {
        let (mut times, rate) = latencies().await.expect("events can be followed");
        let (p50, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
        let what = format!("{rate:.0} durable events/s, begin of commit → consumer");
        let figures = [&*format!("p99 {}", show(p99)), "–", &*format!("p50 {}", show(p50)), "p99 < 20 ms"];
        table.state("B7", &what, figures, p99 < LIMIT && rate > 0.95 * f64::from(PER_SECOND));
    }
}

/// From the begin of each event's commit until a consumer has it, and how many there were in a second.
async fn latencies() -> Result<(Vec<Duration>, f64)> {
    let directory = directory();
    let storage = SqliteStorage::open(directory.path().join("bay.db")).await?;
    let bay = Vmbay::builder().storage(storage.clone()).open().await?;
    let ports = Ports {
        storage: Arc::new(storage),
        clock: Arc::new(SystemClock::default()),
        ids: Arc::new(SystemIds::default()),
    };
    let query = EventQuery::after(bay.events().latest().await?).topic("bench.").limit(1000);
    let mut live = bay.events().stream(query);
    let start = Instant::now();
    let consumer = async {
        let mut times = Vec::new();
        while times.len() < EVENTS as usize {
            if let Some(Ok(EventItem::Event(event))) = live.next().await {
                let begun = Duration::from_micros(event.payload["begun"].as_u64().unwrap_or(0));
                times.push(start.elapsed().saturating_sub(begun));
            }
        }
        (times, start.elapsed())
    };
    let (produced, (times, took)) = tokio::join!(produce(&ports, start), consumer);
    produced?;
    bay.shutdown(Duration::from_secs(10)).await?;
    let rate = f64::from(EVENTS) / took.as_secs_f64();
    Ok((times, rate))
}

/// Commits events, each in a unit of its own, at an even pace whatever the commits take.
async fn produce(ports: &Ports, start: Instant) -> Result<()> {
    let subject = Setting {
        id: ports.id(),
        version: 1,
        name: "subject".into(),
        value: json!(null),
        updated_at: Timestamp::EPOCH,
    };
    let mut tick = tokio::time::interval(Duration::from_millis(1));
    tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut commits = JoinSet::new();
    for _ in 0..SECONDS * 1000 {
        tick.tick().await;
        for _ in 0..PER_SECOND / 1000 {
            let payload = json!({ "begun": u64::try_from(start.elapsed().as_micros()).unwrap_or(0) });
            let event = Event::new(ports, &Cause::default(), "bench.tick", &subject, payload);
            let storage = ports.storage.clone();
            let unit = Changes::new().emit(&event)?;
            commits.spawn(async move { storage.commit(unit).await });
        }
        while let Some(done) = commits.try_join_next() {
            done.expect("no commit panics")?;
        }
    }
    commits.join_all().await.into_iter().collect()
}
