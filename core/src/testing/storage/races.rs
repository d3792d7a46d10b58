//! Many tasks at once: writers, counters, claims, and futures that are dropped.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;

use super::{
    StorageRig,
    sample::{Desk, Drawer, Specimen, at_once, position, refused},
};
use crate::{
    error::{Error, ErrorCode, Result},
    storage::{Changes, Direction, Entity as _, Filter, Query, Repository, Storage, Value},
};

const TASKS: usize = 16;

/// How many of the results are good; the others failed with `code`.
#[track_caller]
fn winners(results: Vec<Result<()>>, code: ErrorCode) -> usize {
    let mut won = 0;
    for result in results {
        if result.is_ok() {
            won += 1;
        } else {
            refused(result, code);
        }
    }
    won
}

/// Of many updates of one version one wins, and the others are told.
pub async fn of_concurrent_updates_one_wins(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut drawer = desk.stored_drawer("a").await?;
    for _ in 0..5 {
        let results = at_once(TASKS, |task| {
            let (storage, mut drawer) =
                (desk.storage.clone(), Drawer { used: task as i64, ..drawer.clone() });
            async move { storage.update(&mut drawer).await }
        })
        .await;
        assert_eq!(winners(results, ErrorCode::Conflict), 1);
        let version = drawer.version;
        drawer = desk.drawer_now(&drawer).await?;
        assert_eq!(drawer.version, version + 1);
    }
    Ok(())
}

/// Of many inserts of one unique value one wins, and the others are told.
pub async fn of_concurrent_inserts_of_one_name_one_wins(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    for name in ["a", "b", "c"] {
        let results = at_once(TASKS, |_| {
            let (storage, drawer) = (desk.storage.clone(), desk.drawer(name));
            async move { storage.insert(&drawer).await }
        })
        .await;
        assert_eq!(winners(results, ErrorCode::AlreadyExists), 1);
    }
    Ok(())
}

/// A bounded counter is used up to its bound by many tasks, and never beyond.
pub async fn a_bounded_counter_never_overshoots(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let results = at_once(TASKS, |_| {
        let (storage, id) = (desk.storage.clone(), drawer.id);
        async move {
            let add = || storage.commit(Changes::new().add::<Drawer>(id, "used", 3, 0..=100));
            [add().await, add().await, add().await]
        }
    })
    .await;
    let added = winners(results.into_iter().flatten().collect(), ErrorCode::Exhausted);
    assert_eq!(added, 33);
    assert_eq!(desk.drawer_now(&drawer).await?.used, 99);
    Ok(())
}

/// No addition is lost among many.
pub async fn every_concurrent_addition_counts(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let results = at_once(TASKS, |task| {
        let (storage, id) = (desk.storage.clone(), drawer.id);
        async move {
            for delta in [task as i64, 1, -1] {
                storage.commit(Changes::new().add::<Drawer>(id, "used", delta, i64::MIN..=i64::MAX)).await?;
            }
            Ok(())
        }
    })
    .await;
    assert_eq!(winners(results, ErrorCode::Exhausted), TASKS);
    let drawer = desk.drawer_now(&drawer).await?;
    assert_eq!((drawer.used, drawer.version), (120, 1 + 3 * TASKS as u64));
    Ok(())
}

/// Units that touch the same rows in opposite orders all come through.
pub async fn opposite_orders_do_not_deadlock(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let ids = [desk.stored_drawer("a").await?.id, desk.stored_drawer("b").await?.id];
    let results = at_once(TASKS, |task| {
        let storage = desk.storage.clone();
        async move {
            let (first, second) = (ids[task % 2], ids[(task + 1) % 2]);
            for _ in 0..5 {
                let unit = Changes::new().add::<Drawer>(first, "used", 1, 0..=999);
                storage.commit(unit.add::<Drawer>(second, "used", 1, 0..=999)).await?;
            }
            Ok(())
        }
    })
    .await;
    assert_eq!(winners(results, ErrorCode::Conflict), TASKS);
    for id in ids {
        assert_eq!(Repository::<Drawer>::get(&*desk.storage, id).await?.used, 5 * TASKS as i64);
    }
    Ok(())
}

/// A reader sees a unit wholly or not at all.
pub async fn a_reader_never_sees_half_a_unit(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let ids = [desk.stored_drawer("a").await?.id, desk.stored_drawer("b").await?.id];
    let storage = desk.storage.clone();
    let writer = async move {
        for _ in 0..60 {
            let unit = Changes::new().add::<Drawer>(ids[0], "used", 1, -999..=999);
            storage.commit(unit.add::<Drawer>(ids[1], "used", -1, -999..=999)).await?;
        }
        Ok::<_, Error>(())
    };
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(writer);
    let query = Query::of::<Drawer>();
    let at = position(Drawer::SCHEMA, "used");
    while tasks.try_join_next().transpose().expect("the writer does not panic").transpose()?.is_none() {
        let sum: i64 = desk
            .storage
            .select(&query)
            .await?
            .iter()
            .map(|row| if let Value::Int(used) = row[at] { used } else { i64::MAX })
            .sum();
        assert_eq!(sum, 0);
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// A commit whose future is dropped at any moment leaves its unit wholly or not at all, and the storage at work.
pub async fn a_dropped_commit_leaves_all_or_nothing(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    for round in 0..40_u64 {
        let pair = [desk.drawer(&format!("{round}a")), desk.drawer(&format!("{round}b"))];
        let unit = Changes::new().insert(&pair[0])?.insert(&pair[1])?;
        // Some are dropped after a poll or two, the others after some microseconds, amid other writers.
        let others = (0..round % 4).map(|number| {
            let drawer = desk.drawer(&format!("{round} {number}"));
            let storage = desk.storage.clone();
            async move { storage.insert(&drawer).await }
        });
        let storage = desk.storage.clone();
        let mut tasks = tokio::task::JoinSet::new();
        tasks.spawn(async move { storage.commit(unit).await });
        let stop = async {
            match round % 3 {
                0 => tokio::task::yield_now().await,
                _ => tokio::time::sleep(Duration::from_micros(round * 25)).await,
            }
            tasks.abort_all();
            while tasks.join_next().await.is_some() {}
        };
        let (results, ()) = futures::join!(join_all(others), stop);
        assert_eq!(winners(results, ErrorCode::Conflict) as u64, round % 4);
        // One commit more, so that whatever was queued before it is done.
        desk.stored_drawer(&format!("{round}c")).await?;
        let found =
            Repository::<Drawer>::get_many(&*desk.storage, &pair.map(|drawer| drawer.id)).await?.len();
        assert!(found == 0 || found == 2, "half a unit was left");
    }
    Ok(())
}

fn unclaimed(limit: u32) -> Query {
    Query::of::<Specimen>()
        .filter(Filter::is_null("maybe_number"))
        .order_by("number", Direction::Ascending)
        .limit(limit)
}

async fn claim(storage: &Arc<dyn Storage>, limit: u32, by: i64) -> Result<Vec<Specimen>> {
    claim_after(storage, limit, by, Changes::new()).await
}

async fn claim_after(
    storage: &Arc<dyn Storage>,
    limit: u32,
    by: i64,
    first: Changes,
) -> Result<Vec<Specimen>> {
    let set = [("maybe_number", by.into()), ("flag", true.into())];
    let rows = storage.claim(&unclaimed(limit), &set, first).await?;
    rows.into_iter().map(Specimen::from_row).collect()
}

/// A claim sets what it is told, raises the version, and returns the rows as they are then.
pub async fn a_claim_returns_rows_as_they_are_now(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(3, |_, _| {}).await?;
    let mut won = claim(&desk.storage, 10, 7).await?;
    won.sort_by_key(|specimen| specimen.number);
    let expected: Vec<_> = stored
        .into_iter()
        .map(|specimen| Specimen { version: 2, maybe_number: Some(7), flag: true, ..specimen })
        .collect();
    assert_eq!(won, expected);
    assert_eq!(desk.all().await?, expected);
    assert_eq!(claim(&desk.storage, 10, 8).await?, []);
    Ok(())
}

/// A claim takes the first rows of its order, no more than its limit.
pub async fn a_claim_takes_the_first_of_its_order(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens(10, |number, specimen| specimen.number = 10 - number).await?;
    for first in [1, 4, 7] {
        let mut numbers: Vec<_> =
            claim(&desk.storage, 3, 1).await?.into_iter().map(|specimen| specimen.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [first, first + 1, first + 2]);
    }
    assert_eq!(claim(&desk.storage, 3, 1).await?.len(), 1);
    Ok(())
}

/// A claim can set a column to `NULL`, and refuses one that is not there.
pub async fn a_claim_sets_only_what_is_there(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens(2, |_, specimen| specimen.maybe_text = Some("a".into())).await?;
    let query = Query::of::<Specimen>();
    let set = [("flag", true.into()), ("colour", 1_i64.into())];
    assert_eq!(
        refused(desk.storage.claim(&query, &set, Changes::new()).await, ErrorCode::InvalidArgument).reason(),
        "colour"
    );
    assert_eq!(desk.numbers(Filter::eq("flag", false)).await?, [0, 1]);
    let nothing = [("maybe_text", Value::Null(crate::storage::Kind::Text))];
    desk.storage.claim(&query, &nothing, Changes::new()).await?;
    assert_eq!(desk.numbers(Filter::is_null("maybe_text")).await?, [0, 1]);
    Ok(())
}

/// A claim sees what its first unit did: it takes what that stored, and not what that removed or changed.
pub async fn a_claim_follows_its_first_unit(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(4, |_, _| {}).await?;
    let taken = Specimen { maybe_number: Some(0), ..stored[2].clone() };
    let first = Changes::new().delete(&stored[0]).insert(&desk.specimen(9))?.update(&taken)?;
    let first = first.emit(&desk.event(&desk.drawer("a"), 1))?;
    let mut won: Vec<_> = claim_after(&desk.storage, 10, 7, first)
        .await?
        .into_iter()
        .map(|specimen| (specimen.number, specimen.version))
        .collect();
    won.sort_unstable();
    assert_eq!(won, [(1, 2), (3, 2), (9, 2)]);
    assert_eq!(desk.numbers(Filter::eq("maybe_number", 7_i64)).await?, [1, 3, 9]);
    assert_eq!(desk.numbers(Filter::All).await?, [1, 2, 3, 9]);
    assert_eq!(desk.events(0).await?.len(), 1);
    Ok(())
}

/// When the first unit of a claim cannot apply, its error tells why and nothing is claimed or applied.
pub async fn a_claim_whose_first_unit_fails_takes_nothing(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(3, |_, _| {}).await?;
    let stale = Specimen { version: 2, ..stored[1].clone() };
    for (unit, code) in [
        (Changes::new().delete(&stored[0]).delete(&stale), ErrorCode::Conflict),
        (Changes::new().delete(&stored[0]).delete(&desk.specimen(9)), ErrorCode::NotFound),
        (Changes::new().delete(&stored[0]).insert(&stored[1])?, ErrorCode::AlreadyExists),
    ] {
        let unit = unit.emit(&desk.event(&desk.drawer("a"), 1))?;
        refused(claim_after(&desk.storage, 10, 7, unit).await, code);
        assert_eq!(desk.all().await?, stored);
    }
    assert_eq!(desk.events(0).await?, []);
    Ok(())
}

/// A claim that cannot be made leaves its first unit undone.
pub async fn a_claim_that_is_refused_applies_nothing(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(1, |_, _| {}).await?;
    for set in [("colour", 1_i64.into()), ("flag", 1_i64.into())] {
        let first = Changes::new().delete(&stored[0]);
        refused(desk.storage.claim(&unclaimed(1), &[set], first).await, ErrorCode::InvalidArgument);
    }
    assert_eq!(desk.all().await?, stored);
    Ok(())
}

/// Of many tasks that claim at once, each row is won by one, and each task is told exactly the rows it won.
pub async fn claims_by_many_tasks_win_each_row_once(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens(100, |_, _| {}).await?;
    let storage = desk.storage.clone();
    check_claims(&desk, move |_| storage.clone()).await
}

/// Lets tasks claim until nothing is left, each through `storage`, and checks what they were told.
pub(super) async fn check_claims(desk: &Desk, storage: impl Fn(usize) -> Arc<dyn Storage>) -> Result<()> {
    let count = Repository::<Specimen>::count(&*desk.storage, Filter::All).await?;
    let claims = at_once(TASKS, |task| {
        let storage = storage(task);
        async move {
            let mut won = Vec::new();
            // A claim may lose every row it tried for; it is over when nothing is left.
            while Repository::<Specimen>::count(&*storage, Filter::is_null("maybe_number")).await? > 0 {
                let rows = claim(&storage, 3, task as i64).await?;
                won.extend(rows.into_iter().map(|specimen| (specimen.id, specimen.maybe_number)));
                tokio::time::sleep(Duration::from_micros(100)).await;
            }
            Ok((task as i64, won))
        }
    })
    .await
    .into_iter()
    .collect::<Result<Vec<_>>>()?;
    let mut told = Vec::new();
    for (task, won) in claims {
        assert!(won.iter().all(|(_, by)| *by == Some(task)), "a task was told a row that another one won");
        let stored: Vec<Specimen> = desk
            .storage
            .list(&Query::of::<Specimen>().filter(Filter::eq("maybe_number", task)).limit(1000))
            .await?
            .items;
        let mut ids: Vec<_> = won.into_iter().map(|(id, _)| id).collect();
        ids.sort_unstable();
        assert_eq!(ids, stored.iter().map(|specimen| specimen.id).collect::<Vec<_>>(), "task {task}");
        told.extend(ids);
    }
    assert_eq!(told.len() as u64, count);
    Ok(())
}
