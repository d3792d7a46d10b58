//! The typed side, [`Repository`], over the adapter.

use super::{
    StorageRig,
    sample::{Desk, Drawer, DrawerId, Specimen, SpecimenId, at_once, refused},
};
use crate::{
    error::{ErrorCode, Result},
    storage::{Filter, Repository},
};

/// A record is found by its id or by a condition; what is not there is nothing, or `not_found` with its kind and id.
pub async fn a_record_is_found_or_not_found(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(3, |_, _| {}).await?;
    assert_eq!(Repository::<Specimen>::find(&*desk.storage, stored[1].id).await?.as_ref(), Some(&stored[1]));
    let first = Repository::<Specimen>::find_one(&*desk.storage, Filter::gt("number", 0_i64)).await?;
    assert_eq!(first.as_ref(), Some(&stored[1]));
    let none: Option<Specimen> = desk.storage.find_one(Filter::eq("number", 9_i64)).await?;
    assert_eq!(none, None);
    let id: SpecimenId = desk.id();
    let error = refused(Repository::<Specimen>::get(&*desk.storage, id).await, ErrorCode::NotFound);
    assert_eq!(error.to_string(), format!("specimen {id} was not found"));
    Ok(())
}

/// Many records are read by their ids in a few reads; unknown ids are left out, repeated ones come once.
pub async fn many_records_are_read_by_their_ids(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored: Vec<_> = (0..2500).map(|number| desk.drawer(&number.to_string())).collect();
    desk.storage.insert_many(&stored).await?;
    let mut ids: Vec<DrawerId> = stored.iter().skip(1).map(|drawer| drawer.id).collect();
    ids.extend([desk.id(), ids[0]]);
    let found = Repository::<Drawer>::get_many(&*desk.storage, &ids).await?;
    assert_eq!(found.len(), 2499);
    assert!(stored[1..].iter().all(|drawer| found.get(&drawer.id) == Some(drawer)));
    assert!(Repository::<Drawer>::get_many(&*desk.storage, &[]).await?.is_empty());
    Ok(())
}

/// Many records are inserted, all or none.
pub async fn many_records_are_inserted_all_or_none(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut drawers: Vec<_> = (0..100).map(|number| desk.drawer(&number.to_string())).collect();
    drawers.push(desk.drawer("50"));
    refused(desk.storage.insert_many(&drawers).await, ErrorCode::AlreadyExists);
    assert_eq!(Repository::<Drawer>::count(&*desk.storage, Filter::All).await?, 0);
    desk.storage.insert_many(&drawers[..100]).await?;
    assert_eq!(Repository::<Drawer>::count(&*desk.storage, Filter::All).await?, 100);
    Ok(())
}

/// An upsert inserts, or replaces whatever version there is.
pub async fn an_upsert_inserts_or_replaces(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut drawer = Drawer { version: 9, ..desk.drawer("a") };
    desk.storage.upsert(&mut drawer).await?;
    assert_eq!(drawer.version, 1);
    let mut other = Drawer { used: 5, version: 77, ..drawer.clone() };
    desk.storage.upsert(&mut other).await?;
    assert_eq!(other.version, 2);
    assert_eq!(desk.drawer_now(&drawer).await?, other);
    let mut taken = desk.drawer("a");
    assert_eq!(refused(desk.storage.upsert(&mut taken).await, ErrorCode::AlreadyExists).reason(), "name");
    Ok(())
}

/// Many upserts of one record all succeed.
pub async fn concurrent_upserts_all_succeed(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.drawer("a");
    let results = at_once(8, |task| {
        let (storage, mut drawer) = (desk.storage.clone(), Drawer { used: task as i64, ..drawer.clone() });
        async move { storage.upsert(&mut drawer).await }
    })
    .await;
    results.into_iter().collect::<Result<Vec<()>>>()?;
    assert_eq!(desk.drawer_now(&drawer).await?.version, 8);
    Ok(())
}

/// A deletion by condition removes what matches, however many pages, and says how many.
pub async fn a_deletion_by_condition_removes_what_matches(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawers: Vec<_> =
        (0..2600).map(|number| Drawer { used: number % 13, ..desk.drawer(&number.to_string()) }).collect();
    desk.storage.insert_many(&drawers).await?;
    assert_eq!(Repository::<Drawer>::delete_where(&*desk.storage, Filter::ne("used", 3_i64)).await?, 2400);
    assert_eq!(Repository::<Drawer>::count(&*desk.storage, Filter::All).await?, 200);
    assert_eq!(Repository::<Drawer>::delete_where(&*desk.storage, Filter::ne("used", 3_i64)).await?, 0);
    let specimen = Specimen { drawer_id: Some(drawers[3].id), ..desk.specimen(1) };
    desk.storage.insert(&specimen).await?;
    refused(Repository::<Drawer>::delete_where(&*desk.storage, Filter::All).await, ErrorCode::InUse);
    assert_eq!(Repository::<Drawer>::count(&*desk.storage, Filter::All).await?, 200);
    Ok(())
}
