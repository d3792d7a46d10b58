//! Schedules that several libraries keep on one database, for the tests of every adapter.

use std::time::Duration;

use vmbay::{
    Timestamp, Vmbay,
    id::ScheduleId,
    operation::{OperationRecord, Task},
    schedule::{Schedule, ScheduleCreate, ScheduleRun, ScheduleRunQuery, Target, Timing},
    storage::Filter,
};

/// An operation that does nothing: what ticks begin.
pub(crate) fn tick() -> Task {
    Task::new("tick", |_| async { Ok(serde_json::Value::Null) })
}

/// A schedule of it.
pub(crate) fn every(interval: Duration, from: Timestamp) -> ScheduleCreate {
    let target = Target::Operation { kind: "tick".into(), input: serde_json::Value::Null };
    ScheduleCreate::new("ticks", Timing::every(interval, from), target)
}

/// Its runs, oldest first.
pub(crate) async fn runs(bay: &Vmbay, id: ScheduleId) -> Vec<ScheduleRun> {
    let all = ScheduleRunQuery { limit: 1000, ..ScheduleRunQuery::default() };
    let mut runs = bay.schedules().runs(id, all).await.unwrap().items;
    runs.reverse();
    runs
}

/// Makes sure that each tick of `schedule` happened once, the first at `from` and none left out, and says how many did.
pub(crate) async fn check(bay: &Vmbay, schedule: &Schedule, from: Timestamp, interval: Duration) -> usize {
    let runs = runs(bay, schedule.id).await;
    for (nth, run) in (0..).zip(&runs) {
        assert_eq!((run.number, run.tick_at), (i64::from(nth) + 1, Some(from + interval * nth)), "{runs:#?}");
        assert!(run.begun.is_some());
    }
    let begun = bay.repository::<OperationRecord>().count(Filter::eq("kind", "tick")).await.unwrap();
    assert_eq!(begun, runs.len() as u64, "each began one operation");
    runs.len()
}

/// Libraries on one database share a schedule, and one of them crashes in the middle.
pub(crate) async fn share(dying: Vmbay, bays: Vec<Vmbay>) {
    const INTERVAL: Duration = Duration::from_secs(1);
    let bay = bays[0].clone();
    let from = bay.organizations().create("now").await.unwrap().created_at;
    let schedule = bay.schedules().create(every(INTERVAL, from + INTERVAL)).await.unwrap();
    tokio::time::sleep(INTERVAL * 5 / 2).await;
    drop(dying);
    tokio::time::sleep(INTERVAL * 5 / 2).await;
    bay.schedules().pause(schedule.id).await.unwrap();
    let ticks = check(&bay, &schedule, from + INTERVAL, INTERVAL).await;
    assert!((3..=5).contains(&ticks), "{ticks}");
    for bay in bays {
        bay.shutdown(Duration::from_secs(5)).await.unwrap();
    }
}
