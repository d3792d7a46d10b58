//! A database opened anew, and by two handles at once.

use super::{
    StorageRig, events, races,
    sample::{Desk, Drawer, at_once, refused},
};
use crate::{
    error::{ErrorCode, Result},
    storage::{Changes, Filter, MigrateCommand, MigrationState, Query, Repository, Storage},
};

/// After closing, every method answers `closed`; closing again does nothing.
pub async fn a_closed_storage_answers_closed(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    desk.storage.close().await?;
    let (storage, query) = (&desk.storage, Query::of::<Drawer>());
    refused(storage.select(&query).await, ErrorCode::Closed);
    refused(Storage::count(storage, &query).await, ErrorCode::Closed);
    refused(storage.claim(&query, &[("used", 1_i64.into())], Changes::new()).await, ErrorCode::Closed);
    refused(storage.commit(Changes::new().delete(&drawer)).await, ErrorCode::Closed);
    refused(storage.commit(Changes::new()).await, ErrorCode::Closed);
    refused(storage.migrate(&[], MigrateCommand::Status).await, ErrorCode::Closed);
    storage.close().await
}

/// What was committed is there when the database is opened again: rows, versions, the ledger, the last event's number.
pub async fn reopening_keeps_everything(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut drawer = desk.stored_drawer("a").await?;
    desk.storage.update(&mut drawer).await?;
    let stored = desk.specimens(50, |_, specimen| specimen.drawer_id = Some(drawer.id)).await?;
    desk.emit(&desk.event(&drawer, 1)).await?;
    let events = desk.events(0).await?;
    let ledger = desk.storage.migrate(&[rig.component()], MigrateCommand::Status).await?;
    desk.storage.close().await?;
    let desk = desk.with(rig.open().await?);
    assert_eq!(desk.storage.migrate(&[rig.component()], MigrateCommand::Status).await?, ledger);
    assert!(ledger.iter().all(|status| status.state == MigrationState::Current));
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    assert_eq!(desk.all().await?, stored);
    assert_eq!(desk.events(0).await?, events);
    desk.emit(&desk.event(&drawer, 2)).await?;
    assert!(desk.events(0).await?[1].sequence > events[0].sequence);
    refused(desk.storage.delete(&drawer).await, ErrorCode::InUse);
    Ok(())
}

/// Closing one handle leaves the other at work.
pub async fn closing_one_handle_leaves_the_other(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let other = desk.with(rig.open().await?);
    desk.storage.close().await?;
    let drawer = other.stored_drawer("a").await?;
    assert_eq!(other.drawer_now(&drawer).await?, drawer);
    Ok(())
}

/// What one handle was told is committed, the other one sees at once.
pub async fn a_commit_is_seen_by_the_other_handle(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let other = desk.with(rig.open().await?);
    for round in 0..10 {
        let (writer, reader) = if round % 2 == 0 { (&desk, &other) } else { (&other, &desk) };
        let mut drawer = writer.stored_drawer(&round.to_string()).await?;
        assert_eq!(reader.drawer_now(&drawer).await?, drawer);
        reader.storage.update(&mut drawer).await?;
        assert_eq!(writer.drawer_now(&drawer).await?, drawer);
    }
    Ok(())
}

/// Migrators through two handles run each migration once.
pub async fn migrators_of_two_handles_run_each_migration_once(rig: &dyn StorageRig) -> Result<()> {
    let handles = [rig.open().await?, rig.open().await?];
    let component = rig.component();
    let results = at_once(8, |task| {
        let storage = handles[task % 2].clone();
        async move { storage.migrate(&[component], MigrateCommand::Latest).await }
    })
    .await;
    for result in results {
        assert!(result?.iter().all(|status| status.state == MigrationState::Current));
    }
    Ok(())
}

/// Of writers through two handles one wins, and no counter overshoots.
pub async fn of_writers_through_two_handles_one_wins(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let handles = [desk.storage.clone(), rig.open().await?];
    let mut drawer = desk.stored_drawer("a").await?;
    let results = at_once(8, |task| {
        let (storage, mut drawer) = (handles[task % 2].clone(), drawer.clone());
        async move { storage.update(&mut drawer).await }
    })
    .await;
    let lost: Vec<_> = results.into_iter().filter(Result::is_err).collect();
    assert_eq!(lost.len(), 7);
    for result in lost {
        refused(result, ErrorCode::Conflict);
    }
    at_once(16, |task| {
        let (storage, id) = (handles[task % 2].clone(), drawer.id);
        async move { storage.commit(Changes::new().add::<Drawer>(id, "used", 1, 0..=10)).await }
    })
    .await;
    drawer = desk.drawer_now(&drawer).await?;
    assert_eq!((drawer.used, drawer.version), (10, 12));
    Ok(())
}

/// Claims through two handles win each row once.
pub async fn claims_through_two_handles_win_each_row_once(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens(40, |_, _| {}).await?;
    let handles = [desk.storage.clone(), rig.open().await?];
    races::check_claims(&desk, |task| handles[task % 2].clone()).await
}

/// A reader misses no event of writers through two handles.
pub async fn a_reader_misses_no_event_of_two_handles(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let handles = [desk.storage.clone(), rig.open().await?];
    events::check_events(&desk, |task| handles[task % 2].clone()).await?;
    assert_eq!(Repository::<Drawer>::count(&*handles[1], Filter::gt("used", 0_i64)).await?, 16);
    Ok(())
}
