//! What each change does, and how it is refused.

use super::{
    StorageRig,
    sample::{Desk, Drawer, DrawerId, Specimen, refused},
};
use crate::{
    error::{Error, ErrorCode, Result},
    id::EntityId as _,
    storage::{Change, Changes, Entity as _, Filter, Repository, Value},
};

async fn drawers(desk: &Desk) -> Result<u64> {
    Repository::<Drawer>::count(&*desk.storage, Filter::All).await
}

/// An inserted record reads back as it was given, at version 1.
pub async fn an_insert_reads_back_at_version_one(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    assert_eq!(drawer.version, 1);
    Ok(())
}

/// An id is taken once.
pub async fn an_id_is_taken_once(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let error = refused(
        desk.storage.insert(&Drawer { name: "b".into(), ..drawer.clone() }).await,
        ErrorCode::AlreadyExists,
    );
    assert_eq!(error.reason(), "id");
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    Ok(())
}

/// A unique value is taken once, and the error names the index.
pub async fn a_unique_value_is_taken_once(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.stored_drawer("a").await?;
    let second = desk.drawer("a");
    let error = refused(desk.storage.insert(&second).await, ErrorCode::AlreadyExists);
    assert_eq!(error.reason(), "name");
    assert_eq!(error.resource().map(|resource| resource.kind.into_owned()), Some("drawer".into()));
    desk.stored_drawer("A").await?;
    let mut other = desk.stored_drawer("b").await?;
    other.name = "a".into();
    assert_eq!(refused(desk.storage.update(&mut other).await, ErrorCode::AlreadyExists).reason(), "name");
    assert_eq!(desk.drawer_now(&other).await?.name, "b");
    Ok(())
}

/// Several columns together can be unique; the error names them all.
pub async fn several_columns_can_be_unique_together(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let (a, b) = (desk.stored_drawer("a").await?, desk.stored_drawer("b").await?);
    for drawer in [&a, &b] {
        desk.storage.insert(&Specimen { drawer_id: Some(drawer.id), ..desk.specimen(1) }).await?;
    }
    let third = Specimen { drawer_id: Some(a.id), ..desk.specimen(1) };
    let error = refused(desk.storage.insert(&third).await, ErrorCode::AlreadyExists);
    assert_eq!(error.reason(), "drawer_id, name");
    Ok(())
}

/// A `NULL` in a unique index equals nothing.
pub async fn null_is_never_a_duplicate(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    for _ in 0..3 {
        desk.storage.insert(&desk.specimen(1)).await?;
    }
    assert_eq!(desk.numbers(Filter::eq("name", "1")).await?, [1, 1, 1]);
    Ok(())
}

/// A unique value that a deletion or an update frees can be taken by a later change of the same unit.
pub async fn a_freed_value_can_be_taken_within_the_unit(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let (a, b) = (desk.stored_drawer("a").await?, desk.stored_drawer("b").await?);
    let renamed = Drawer { name: "c".into(), ..b.clone() };
    let unit =
        Changes::new().delete(&a).insert(&desk.drawer("a"))?.update(&renamed)?.insert(&desk.drawer("b"))?;
    desk.storage.commit(unit).await?;
    assert_eq!(drawers(&desk).await?, 3);
    let unit =
        Changes::new().insert(&desk.drawer("c"))?.update(&Drawer { version: 2, name: "d".into(), ..b })?;
    refused(desk.storage.commit(unit).await, ErrorCode::AlreadyExists);
    Ok(())
}

/// A reference to nothing is refused on insert and on update.
pub async fn a_reference_to_nothing_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let nowhere: DrawerId = desk.id();
    let lost = Specimen { drawer_id: Some(nowhere), ..desk.specimen(1) };
    refused(desk.storage.insert(&lost).await, ErrorCode::NotFound);
    let mut specimen = desk.specimens(1, |_, _| {}).await?.remove(0);
    specimen.drawer_id = Some(nowhere);
    refused(desk.storage.update(&mut specimen).await, ErrorCode::NotFound);
    assert_eq!(desk.numbers(Filter::is_null("drawer_id")).await?, [0]);
    Ok(())
}

/// Changes apply in order: what is referred to comes first.
pub async fn what_is_referred_to_comes_first(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.drawer("a");
    let specimen = Specimen { drawer_id: Some(drawer.id), ..desk.specimen(1) };
    let backwards = Changes::new().insert(&specimen)?.insert(&drawer)?;
    refused(desk.storage.commit(backwards).await, ErrorCode::NotFound);
    desk.storage.commit(Changes::new().insert(&drawer)?.insert(&specimen)?).await?;
    refused(desk.storage.commit(Changes::new().delete(&drawer).delete(&specimen)).await, ErrorCode::InUse);
    desk.storage.commit(Changes::new().delete(&specimen).delete(&drawer)).await?;
    assert_eq!(drawers(&desk).await?, 0);
    Ok(())
}

/// A row that is referred to stays, until nothing refers to it.
pub async fn what_is_referred_to_is_not_deleted(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let above = Drawer { parent_id: Some(drawer.id), ..desk.drawer("b") };
    desk.storage.insert(&above).await?;
    let mut specimen = Specimen { drawer_id: Some(above.id), ..desk.specimen(1) };
    desk.storage.insert(&specimen).await?;
    for used in [&drawer, &above] {
        let error = refused(desk.storage.delete(used).await, ErrorCode::InUse);
        assert_eq!(error.resource().and_then(|resource| resource.id), Some(used.id.to_string()));
    }
    specimen.drawer_id = None;
    desk.storage.update(&mut specimen).await?;
    desk.storage.delete(&above).await?;
    desk.storage.delete(&drawer).await
}

/// A row may refer to itself, and still be deleted.
pub async fn a_row_may_refer_to_itself(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut drawer = desk.drawer("a");
    drawer.parent_id = Some(drawer.id);
    desk.storage.insert(&drawer).await?;
    desk.storage.delete(&drawer).await
}

/// An update replaces every column and raises the version by one, in the record too.
pub async fn an_update_replaces_the_record(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut specimen =
        desk.specimens(1, |_, specimen| specimen.maybe_text = Some("a".into())).await?.remove(0);
    specimen.maybe_text = None;
    specimen.maybe_number = Some(i64::MAX);
    specimen.document = serde_json::json!({"a": [1]});
    desk.storage.update(&mut specimen).await?;
    assert_eq!(specimen.version, 2);
    assert_eq!(Repository::<Specimen>::get(&*desk.storage, specimen.id).await?, specimen);
    specimen.maybe_text = Some("b".into());
    desk.storage.update(&mut specimen).await?;
    assert_eq!(Repository::<Specimen>::get(&*desk.storage, specimen.id).await?, specimen);
    Ok(())
}

/// An update of a version that is past is a conflict that names it, and changes nothing.
pub async fn an_update_at_a_past_version_is_a_conflict(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut drawer = desk.stored_drawer("a").await?;
    let mut stale = Drawer { used: 9, ..drawer.clone() };
    desk.storage.update(&mut drawer).await?;
    let error = refused(desk.storage.update(&mut stale).await, ErrorCode::Conflict);
    assert!(matches!(error, Error::Conflict { expected: 1, .. }), "{error:?}");
    assert_eq!(error.resource().and_then(|resource| resource.id), Some(drawer.id.to_string()));
    assert_eq!(stale.version, 1, "the record that was refused is as it was");
    refused(desk.storage.update(&mut Drawer { version: 3, ..drawer.clone() }).await, ErrorCode::Conflict);
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    Ok(())
}

/// Update, delete, expect and add answer `not_found` for a row that is not there.
pub async fn a_row_that_is_not_there_is_not_found(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.drawer("a");
    for unit in [
        Changes::new().update(&drawer)?,
        Changes::new().delete(&drawer),
        Changes::new().expect(&drawer),
        Changes::new().add::<Drawer>(drawer.id, "used", 1, 0..=9),
    ] {
        let error = refused(desk.storage.commit(unit).await, ErrorCode::NotFound);
        let resource = error.resource().expect("the error names what was not found");
        assert_eq!((&*resource.kind, resource.id), (DrawerId::KIND, Some(drawer.id.to_string())));
    }
    refused(Repository::<Drawer>::get(&*desk.storage, drawer.id).await, ErrorCode::NotFound);
    Ok(())
}

/// A deletion at a past version is a conflict; at the present one the row is gone.
pub async fn a_deletion_is_of_the_version_that_was_read(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stale = desk.stored_drawer("a").await?;
    let mut drawer = stale.clone();
    desk.storage.update(&mut drawer).await?;
    refused(desk.storage.delete(&stale).await, ErrorCode::Conflict);
    desk.storage.delete(&drawer).await?;
    refused(desk.storage.delete(&drawer).await, ErrorCode::NotFound);
    assert_eq!(Repository::<Drawer>::find(&*desk.storage, drawer.id).await?, None);
    desk.stored_drawer("a").await?;
    Ok(())
}

/// An expectation that holds changes nothing; one that does not fails the unit.
pub async fn an_expectation_guards_the_unit(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stale = desk.stored_drawer("a").await?;
    desk.storage.commit(Changes::new().expect(&stale).insert(&desk.drawer("b"))?).await?;
    assert_eq!(desk.drawer_now(&stale).await?.version, 1);
    desk.storage.update(&mut stale.clone()).await?;
    let unit = Changes::new().insert(&desk.drawer("c"))?.expect(&stale);
    refused(desk.storage.commit(unit).await, ErrorCode::Conflict);
    assert_eq!(drawers(&desk).await?, 2);
    Ok(())
}

/// A counter moves both ways, up to both bounds and never past them, and each step raises the version.
pub async fn a_counter_stays_within_its_bounds(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let add = |delta| desk.storage.commit(Changes::new().add::<Drawer>(drawer.id, "used", delta, 0..=10));
    add(7).await?;
    add(3).await?;
    let error = refused(add(1).await, ErrorCode::Exhausted);
    assert_eq!(error.reason(), "used");
    assert_eq!(error.resource().and_then(|resource| resource.id), Some(drawer.id.to_string()));
    add(-10).await?;
    refused(add(-1).await, ErrorCode::Exhausted);
    add(0).await?;
    assert_eq!(desk.drawer_now(&drawer).await?, Drawer { version: 5, ..drawer });
    Ok(())
}

/// A sum beyond 64 bits is beyond any bounds.
pub async fn a_counter_does_not_overflow(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = Drawer { used: i64::MAX - 1, ..desk.drawer("a") };
    desk.storage.insert(&drawer).await?;
    let add = |delta| {
        desk.storage.commit(Changes::new().add::<Drawer>(drawer.id, "used", delta, i64::MIN..=i64::MAX))
    };
    refused(add(2).await, ErrorCode::Exhausted);
    add(1).await?;
    refused(add(i64::MAX).await, ErrorCode::Exhausted);
    assert_eq!(desk.drawer_now(&drawer).await?.used, i64::MAX);
    add(i64::MIN).await?;
    assert_eq!(desk.drawer_now(&drawer).await?.used, -1);
    Ok(())
}

/// Only an integer column that is there can be a counter.
pub async fn a_counter_is_an_integer_column(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    for column in ["name", "colour"] {
        let unit = Changes::new().add::<Drawer>(drawer.id, column, 1, 0..=9);
        assert_eq!(refused(desk.storage.commit(unit).await, ErrorCode::InvalidArgument).reason(), column);
    }
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    Ok(())
}

/// A later change of a unit sees what an earlier one did.
pub async fn changes_see_those_before_them(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.drawer("a");
    let second = Drawer { version: 2, ..drawer.clone() };
    let unit = Changes::new()
        .insert(&drawer)?
        .add::<Drawer>(drawer.id, "used", 5, 0..=9)
        .expect(&second)
        .update(&Drawer { used: 6, ..second })?
        .add::<Drawer>(drawer.id, "used", 1, 0..=9);
    desk.storage.commit(unit).await?;
    assert_eq!(desk.drawer_now(&drawer).await?, Drawer { version: 4, used: 7, ..drawer.clone() });
    let third = Drawer { version: 4, ..drawer };
    let stale = Changes::new().update(&third)?.update(&third)?;
    refused(desk.storage.commit(stale).await, ErrorCode::Conflict);
    assert_eq!(desk.drawer_now(&third).await?.used, 7);
    Ok(())
}

/// Whatever the unit did before its last change failed is undone: rows, counters, unique values and events.
pub async fn a_unit_whose_last_change_fails_leaves_nothing(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let (kept, deleted) = (desk.stored_drawer("kept").await?, desk.stored_drawer("deleted").await?);
    let specimens = desk.specimens(2, |_, specimen| specimen.drawer_id = Some(kept.id)).await?;
    let work = || {
        Changes::new()
            .insert(&desk.drawer("new"))?
            .update(&Specimen { drawer_id: None, ..specimens[0].clone() })?
            .update(&Drawer { name: "renamed".into(), ..kept.clone() })?
            .add::<Drawer>(kept.id, "used", 5, 0..=9)
            .delete(&deleted)
            .emit(&desk.event(&kept, 1))
    };
    let nowhere = Specimen { drawer_id: Some(desk.id()), ..desk.specimen(9) };
    for (last, code) in [
        (Changes::new().insert(&kept)?, ErrorCode::AlreadyExists),
        (Changes::new().insert(&desk.drawer("renamed"))?, ErrorCode::AlreadyExists),
        (Changes::new().insert(&nowhere)?, ErrorCode::NotFound),
        (Changes::new().update(&kept)?, ErrorCode::Conflict),
        (Changes::new().delete(&deleted), ErrorCode::NotFound),
        (Changes::new().delete(&Drawer { version: 3, ..kept.clone() }), ErrorCode::InUse),
        (Changes::new().expect(&kept), ErrorCode::Conflict),
        (Changes::new().add::<Drawer>(kept.id, "used", 5, 0..=9), ErrorCode::Exhausted),
    ] {
        refused(desk.storage.commit(work()?.extend(last)).await, code);
        assert_eq!(desk.drawer_now(&kept).await?, kept, "{code}");
        assert_eq!(desk.drawer_now(&deleted).await?, deleted, "{code}");
        assert_eq!(drawers(&desk).await?, 2, "{code}");
        assert_eq!(desk.numbers(Filter::eq("drawer_id", kept.id)).await?, [0, 1], "{code}");
        assert_eq!(desk.events(0).await?, [], "{code}");
    }
    desk.storage.commit(work()?).await?;
    assert_eq!(drawers(&desk).await?, 2);
    assert_eq!(desk.events(0).await?.len(), 1);
    Ok(())
}

/// Of many changes that are alike, the one that cannot apply is named, and none applies.
pub async fn the_change_that_fails_amid_many_alike_is_named(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(300, |_, _| {}).await?;
    let event = desk.event(&desk.drawer("a"), 1);
    let named = |result: Result<()>, code| refused(result, code).resource().and_then(|resource| resource.id);

    let nowhere: DrawerId = desk.id();
    let mut new: Vec<_> = (300..600).map(|number| desk.specimen(number)).collect();
    new[217].drawer_id = Some(nowhere);
    let unit = new.iter().try_fold(Changes::new().emit(&event)?, Changes::insert)?;
    assert_eq!(named(desk.storage.commit(unit).await, ErrorCode::NotFound), Some(nowhere.to_string()));

    new[217] = Specimen { id: stored[9].id, ..desk.specimen(9) };
    let unit = new.iter().try_fold(Changes::new(), Changes::insert)?;
    let taken = named(desk.storage.commit(unit).await, ErrorCode::AlreadyExists);
    assert_eq!(taken, Some(stored[9].id.to_string()));

    let mut gone = stored.clone();
    gone[150].version = 2;
    let unit = gone.iter().fold(Changes::new(), Changes::delete).emit(&event)?;
    assert_eq!(named(desk.storage.commit(unit).await, ErrorCode::Conflict), Some(gone[150].id.to_string()));

    assert_eq!(desk.all().await?, stored);
    assert_eq!(desk.events(0).await?, []);
    let unit = stored.iter().fold(Changes::new(), Changes::delete).emit(&event)?;
    desk.storage.commit(unit).await?;
    assert_eq!((desk.all().await?.len(), desk.events(0).await?.len()), (0, 1));
    Ok(())
}

/// The first change that fails decides the error.
pub async fn the_first_failure_decides_the_error(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let conflict = Changes::new().expect(&Drawer { version: 7, ..drawer.clone() });
    let missing = Changes::new().delete(&desk.drawer("b"));
    let taken = Changes::new().insert(&desk.drawer("a"))?;
    refused(desk.storage.commit(conflict.clone().extend(missing.clone())).await, ErrorCode::Conflict);
    refused(desk.storage.commit(missing.extend(taken.clone())).await, ErrorCode::NotFound);
    refused(desk.storage.commit(taken.extend(conflict)).await, ErrorCode::AlreadyExists);
    Ok(())
}

/// A unit without changes does nothing.
pub async fn an_empty_unit_does_nothing(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.storage.commit(Changes::new()).await?;
    assert_eq!(drawers(&desk).await?, 0);
    Ok(())
}

/// A unit of ten thousand changes commits as one, and fails as one.
pub async fn a_unit_may_hold_ten_thousand_changes(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let all: Vec<_> = (0..10_000).map(|number| desk.drawer(&number.to_string())).collect();
    let unit = all.iter().try_fold(Changes::new(), Changes::insert)?;
    refused(desk.storage.commit(unit.clone().insert(&all[0])?).await, ErrorCode::AlreadyExists);
    assert_eq!(drawers(&desk).await?, 0);
    desk.storage.commit(unit).await?;
    assert_eq!(drawers(&desk).await?, 10_000);
    Ok(())
}

/// A row of another shape than its table's is refused, and the storage goes on.
pub async fn a_row_without_a_value_that_must_be_there_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut row = desk.drawer("a").to_row()?;
    row[2] = Value::Null(crate::storage::Kind::Text);
    let unit = vec![Change::Insert { schema: Drawer::SCHEMA, row }];
    assert!(desk.storage.commit(unit.into()).await.is_err());
    desk.stored_drawer("a").await?;
    assert_eq!(drawers(&desk).await?, 1);
    Ok(())
}

/// A record that holds what not every database can is refused by its field, whatever this database could.
pub async fn what_no_column_can_hold_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let specimen = || desk.specimen(1);
    for (specimen, field) in [
        (Specimen { text: "a\0b".into(), ..specimen() }, "text"),
        (Specimen { maybe_text: Some("\0".into()), ..specimen() }, "maybe_text"),
        (Specimen { ratio: f64::NAN, ..specimen() }, "ratio"),
        (Specimen { maybe_ratio: Some(f64::NEG_INFINITY), ..specimen() }, "maybe_ratio"),
    ] {
        assert_eq!(refused(desk.storage.insert(&specimen).await, ErrorCode::InvalidArgument).reason(), field);
    }
    assert_eq!(desk.all().await?, []);
    Ok(())
}
