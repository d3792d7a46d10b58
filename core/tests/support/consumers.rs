//! A projection that several libraries keep on one database, for the tests of every adapter.

use std::time::Duration;

use vmbay::{
    Result, Timestamp, Vmbay,
    event::{Consumer, ConsumerOptions, Event, EventPage},
    observe::Setting,
    storage::{Changes, Filter},
    uuid::Uuid,
};

/// A row per event: a second one for the same event does not commit.
pub(crate) fn projected(batch: &EventPage) -> Changes {
    let row = |event: &Event| Setting {
        id: Uuid::from_u128(event.sequence.unsigned_abs().into()).into(),
        version: 1,
        name: format!("seen.{}", event.sequence),
        value: event.topic.clone().into(),
        updated_at: Timestamp::EPOCH,
    };
    batch.events.iter().fold(Changes::new(), |rows, event| rows.insert(&row(event)).unwrap())
}

/// How many events were projected, and how many there are.
pub(crate) async fn progress(bay: &Vmbay) -> (u64, u64) {
    let seen = bay.repository::<Setting>().count(Filter::prefix("name", "seen.")).await.unwrap();
    (seen, bay.repository::<Event>().count(Filter::All).await.unwrap())
}

/// Opens the consumer, in small batches.
pub(crate) async fn open(bay: &Vmbay, lease: Duration) -> Consumer {
    let options = ConsumerOptions { limit: 3, lease, ..ConsumerOptions::default() };
    bay.consumers().open("projection", options).await.unwrap()
}

/// Projects what comes until the library ends.
pub(crate) async fn project(mut consumer: Consumer) -> Result<()> {
    while let Some(batch) = consumer.next().await? {
        consumer.commit(batch.token, projected(&batch)).await?;
    }
    Ok(())
}

/// Two libraries fight for one consumer, and one of them crashes in the middle.
pub(crate) async fn fight(dying: Vmbay, bay: Vmbay) {
    const LEASE: Duration = Duration::from_millis(500);
    let mut workers = tokio::task::JoinSet::new();
    for bay in [&dying, &bay] {
        workers.spawn(project(open(bay, LEASE).await));
    }
    let write = async |from: u32, until: u32| {
        for number in from..until {
            bay.organizations().create(format!("o{number}")).await.unwrap();
        }
    };
    write(0, 20).await;
    // Whichever owns it: its lease stays as it is, and nobody renews it.
    drop(dying);
    write(20, 40).await;
    let all = async {
        loop {
            let (seen, there_are) = progress(&bay).await;
            if seen == there_are {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let seen =
        tokio::time::timeout(Duration::from_secs(30), all).await.expect("each event is projected once");
    assert!(seen >= 40, "{seen}");
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
    let ended = async { while workers.join_next().await.is_some() {} };
    // The crashed one may have failed with its library.
    tokio::time::timeout(Duration::from_secs(5), ended).await.expect("they end with their libraries");
}
