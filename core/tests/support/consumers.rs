//! A projection that two libraries keep on one database, for every adapter.

use std::time::Duration;

use vmbay::{
    Result, Vmbay,
    event::{Consumer, ConsumerOptions, Event, EventPage},
    observe::Setting,
    ports::Ports,
    storage::{Changes, Filter, Repository},
};

/// A row per event: a second one for the same event does not commit.
pub fn projected(ports: &Ports, batch: &EventPage) -> Changes {
    let row = |event: &Event| Setting {
        id: ports.id(),
        version: 1,
        name: format!("seen.{:09}", event.sequence),
        value: event.topic.clone().into(),
        updated_at: ports.now(),
    };
    batch.events.iter().fold(Changes::new(), |rows, event| rows.insert(&row(event)).unwrap())
}

/// How many events were projected.
pub async fn seen(bay: &Vmbay) -> u64 {
    bay.repository::<Setting>().count(Filter::prefix("name", "seen.")).await.unwrap()
}

/// The events there are.
pub async fn there_are(bay: &Vmbay) -> u64 {
    bay.repository::<Event>().count(Filter::All).await.unwrap()
}

pub async fn open(bay: &Vmbay, lease: Duration) -> Consumer {
    let options = ConsumerOptions { limit: 3, lease, ..ConsumerOptions::default() };
    bay.consumers().open("projection", options).await.unwrap()
}

/// Projects what comes until the library ends.
pub async fn project(mut consumer: Consumer, ports: Ports) -> Result<()> {
    while let Some(batch) = consumer.next().await? {
        consumer.commit(batch.token, projected(&ports, &batch)).await?;
    }
    Ok(())
}
