//! Events and operations within units, and the wake-ups that follow.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde_json::json;
use tokio::{sync::watch, time::timeout};

use super::{
    StorageRig,
    sample::{Desk, Drawer, at_once, refused},
};
use crate::{
    clock::Timestamp,
    error::{ErrorCode, Result},
    event::Event,
    operation::{OperationRecord, OperationState, Progress},
    storage::{Changes, Filter, Query, Repository, Storage, Wake},
};

const WRITERS: usize = 16;
const EACH: usize = 8;
const PATIENCE: Duration = Duration::from_secs(10);

fn operation(desk: &Desk) -> OperationRecord {
    OperationRecord {
        id: desk.id(),
        version: 1,
        organization_id: None,
        project_id: None,
        kind: "drawer.tidy".into(),
        state: OperationState::Queued,
        target_kind: None,
        target_id: None,
        host_id: None,
        input: json!({"how": "well"}),
        output: None,
        failure: None,
        idempotency_key: None,
        input_digest: String::new(),
        step: 0,
        progress: Progress { step: String::new(), fraction: 0.0, message: String::new() },
        attempts: 0,
        run_after: Timestamp::EPOCH,
        deadline: None,
        cancel_requested: false,
        owner: None,
        lease_until: None,
        lease_ms: None,
        actor: "system".into(),
        request_id: None,
        created_at: desk.ports.now(),
        started_at: None,
        finished_at: None,
    }
}

/// Events read back as they were announced, numbered in the order of their units and of the changes within.
pub async fn events_are_numbered_in_the_order_of_commits(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.drawer("a");
    let announced: Vec<_> = (0..5).map(|number| desk.event(&drawer, json!({"number": number}))).collect();
    desk.storage.commit(Changes::new().insert(&drawer)?.emit(&announced[0])?).await?;
    desk.storage
        .commit(Changes::new().emit(&announced[1])?.emit(&announced[2])?.emit(&announced[3])?)
        .await?;
    desk.emit(&announced[4]).await?;
    let read = desk.events(0).await?;
    let numbered: Vec<_> = announced
        .into_iter()
        .zip(&read)
        .map(|(event, stored)| Event { sequence: stored.sequence, ..event })
        .collect();
    assert_eq!(read, numbered);
    assert!(read[0].sequence >= 1 && read.is_sorted_by(|a, b| a.sequence < b.sequence));
    Ok(())
}

/// A failed unit announces nothing.
pub async fn a_failed_unit_announces_nothing(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let unit = Changes::new().emit(&desk.event(&drawer, 1))?.insert(&drawer)?;
    refused(desk.storage.commit(unit).await, ErrorCode::AlreadyExists);
    assert_eq!(desk.events(0).await?, []);
    desk.emit(&desk.event(&drawer, 2)).await?;
    assert_eq!(desk.events(0).await?.len(), 1);
    Ok(())
}

/// A number is never given again, even when every event is deleted.
pub async fn a_sequence_number_is_never_given_again(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.drawer("a");
    desk.emit(&desk.event(&drawer, 1)).await?;
    desk.emit(&desk.event(&drawer, 2)).await?;
    let last = desk.events(0).await?[1].sequence;
    assert_eq!(Repository::<Event>::delete_where(&*desk.storage, Filter::All).await?, 2);
    desk.emit(&desk.event(&drawer, 3)).await?;
    assert!(desk.events(0).await?[0].sequence > last);
    Ok(())
}

/// Concurrent writers: numbers are distinct, each entity's events are in the order of its commits, and a reader who asks
/// for what comes after the last number it saw misses none.
pub async fn a_reader_misses_no_event_of_concurrent_writers(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let storage = desk.storage.clone();
    check_events(&desk, move |_| storage.clone()).await
}

/// Lets writers announce events, each through `storage`, while a reader follows.
pub(super) async fn check_events(desk: &Desk, storage: impl Fn(usize) -> Arc<dyn Storage>) -> Result<()> {
    let writing = at_once(WRITERS, |task| {
        let desk = desk.with(storage(task));
        async move {
            let drawer = desk.stored_drawer(&task.to_string()).await?;
            for number in 0..EACH {
                desk.storage
                    .commit(
                        Changes::new()
                            .add::<Drawer>(drawer.id, "used", 1, 0..=99)
                            .emit(&desk.event(&drawer, number))?,
                    )
                    .await?;
            }
            Ok(())
        }
    });
    let reading = async {
        let mut seen: Vec<Event> = Vec::new();
        while seen.len() < WRITERS * EACH {
            seen.extend(desk.events(seen.last().map_or(0, |event| event.sequence)).await?);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok::<_, crate::Error>(seen)
    };
    let (written, seen) = futures::join!(writing, timeout(PATIENCE, reading));
    written.into_iter().collect::<Result<Vec<()>>>()?;
    let seen = seen.expect("a reader misses no event")?;
    assert!(seen.is_sorted_by(|a, b| a.sequence < b.sequence));
    assert_eq!(desk.events(0).await?, seen);
    let mut by_entity: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for event in seen {
        by_entity.entry(event.entity_id).or_default().push(event.payload);
    }
    assert_eq!(by_entity.len(), WRITERS);
    for payloads in by_entity.into_values() {
        assert_eq!(payloads, (0..EACH).map(|number| json!(number)).collect::<Vec<_>>());
    }
    Ok(())
}

/// Waits until `woken` says yes of the latest wake-up.
pub(super) async fn wait(watch: &mut watch::Receiver<Wake>, woken: impl FnMut(&Wake) -> bool) {
    timeout(PATIENCE, watch.wait_for(woken)).await.expect("a wake-up comes").expect("the storage is open");
}

/// A commit with an event wakes whoever watches.
pub async fn an_event_wakes_the_watchers(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut watches = [desk.storage.watch(), desk.storage.watch()];
    let before = *watches[0].borrow();
    desk.emit(&desk.event(&desk.drawer("a"), 1)).await?;
    for watch in &mut watches {
        wait(watch, |wake| wake.events > before.events).await;
    }
    assert_eq!(desk.events(0).await?.len(), 1);
    Ok(())
}

/// A commit that queues an operation wakes whoever watches, and the operation is there.
pub async fn a_queued_operation_wakes_the_watchers(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut watch = desk.storage.watch();
    let before = *watch.borrow();
    let operation = operation(&desk);
    desk.storage.commit(Changes::new().enqueue(&operation)?).await?;
    wait(&mut watch, |wake| wake.operations > before.operations).await;
    assert_eq!(Repository::<OperationRecord>::get(&*desk.storage, operation.id).await?, operation);
    Ok(())
}

/// What the first unit of a claim announces and queues wakes whoever watches, though nothing is claimed.
pub async fn the_first_unit_of_a_claim_wakes_the_watchers(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut watch = desk.storage.watch();
    let before = *watch.borrow();
    let first = Changes::new().enqueue(&operation(&desk))?.emit(&desk.event(&desk.drawer("a"), 1))?;
    let won = desk.storage.claim(&Query::of::<Drawer>(), &[("used", 1_i64.into())], first).await?;
    assert!(won.is_empty());
    wait(&mut watch, |wake| wake.events > before.events && wake.operations > before.operations).await;
    Ok(())
}

/// A unit that failed and one without events or operations wake nobody.
pub async fn other_commits_wake_nobody(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut watch = desk.storage.watch();
    watch.mark_unchanged();
    let drawer = desk.stored_drawer("a").await?;
    refused(
        desk.storage.commit(Changes::new().emit(&desk.event(&drawer, 1))?.insert(&drawer)?).await,
        ErrorCode::AlreadyExists,
    );
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(!watch.has_changed().expect("the storage is open"));
    Ok(())
}
