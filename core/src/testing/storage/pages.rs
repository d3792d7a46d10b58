//! Pages, cursors and streams.

use std::collections::BTreeSet;

use futures::{StreamExt, TryStreamExt};

use super::{
    StorageRig,
    sample::{Desk, Drawer, Specimen, refused},
};
use crate::{
    Cursor, Page,
    error::{ErrorCode, Result},
    storage::{Direction, Filter, Query, Repository},
};

/// Every page of a query, to the last.
async fn walk(desk: &Desk, query: Query) -> Result<Vec<Vec<Specimen>>> {
    let mut pages = Vec::new();
    let mut page: Page<Specimen> = desk.storage.list(&query).await?;
    loop {
        assert!(page.items.len() <= query.limit as usize, "a page holds more than its limit");
        pages.push(page.items);
        assert!(pages.len() < 1000, "the pages do not end");
        let Some(next) = page.next else { return Ok(pages) };
        page = desk.storage.list(&query.clone().after(&next)?).await?;
    }
}

/// Walks in every size of page, and compares with the whole in the order of `key` and then id.
async fn pages_meet<K: Ord>(
    rig: &dyn StorageRig,
    order: &'static str,
    direction: Direction,
    key: fn(&Specimen) -> K,
    filter: Filter,
) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut all = desk
        .specimens(23, |number, specimen| {
            specimen.flag = number % 4 != 0;
            specimen.maybe_number = Some(number % 2);
            specimen.number = number * 7 % 5;
            specimen.text = if number % 3 == 0 { "b" } else { "B" }.into();
        })
        .await?;
    all.sort_by_key(|specimen| (key(specimen), specimen.id));
    if direction == Direction::Descending {
        all.reverse();
    }
    if filter != Filter::All {
        all.retain(|specimen| specimen.maybe_number == Some(1));
    }
    for limit in [1, 2, 3, 5, 7, 11, 23, 1000] {
        let query = Query::of::<Specimen>().filter(filter.clone()).order_by(order, direction).limit(limit);
        assert_eq!(walk(&desk, query).await?.concat(), all, "pages of {limit}");
    }
    Ok(())
}

/// By a column of few values: rows that tie at the border of a page come once each.
pub async fn ties_at_page_borders_come_once_ascending(rig: &dyn StorageRig) -> Result<()> {
    pages_meet(rig, "number", Direction::Ascending, |specimen| specimen.number, Filter::All).await
}

/// The same backwards: ties are broken by id in the direction of the order.
pub async fn ties_at_page_borders_come_once_descending(rig: &dyn StorageRig) -> Result<()> {
    pages_meet(rig, "number", Direction::Descending, |specimen| specimen.number, Filter::All).await
}

/// By id, which is the order unless another is asked for.
pub async fn pages_by_id_meet_ascending(rig: &dyn StorageRig) -> Result<()> {
    pages_meet(rig, "id", Direction::Ascending, |_| (), Filter::All).await
}

/// By id, newest first.
pub async fn pages_by_id_meet_descending(rig: &dyn StorageRig) -> Result<()> {
    pages_meet(rig, "id", Direction::Descending, |_| (), Filter::All).await
}

/// By text, which no index serves.
pub async fn pages_by_text_meet(rig: &dyn StorageRig) -> Result<()> {
    pages_meet(rig, "text", Direction::Descending, |specimen| specimen.text.clone(), Filter::All).await
}

/// By a boolean, of which nearly every row is a tie.
pub async fn pages_by_a_boolean_meet(rig: &dyn StorageRig) -> Result<()> {
    pages_meet(rig, "flag", Direction::Ascending, |specimen| specimen.flag, Filter::All).await
}

/// With a condition, by the other column of the index that serves it.
pub async fn filtered_pages_meet(rig: &dyn StorageRig) -> Result<()> {
    let odd = Filter::eq("maybe_number", 1_i64);
    pages_meet(rig, "number", Direction::Descending, |specimen| specimen.number, odd).await
}

/// A page that is not full is the last, and an empty table has one empty page.
pub async fn a_page_that_is_not_full_is_the_last(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    assert_eq!(walk(&desk, Query::of::<Specimen>()).await?, [vec![]]);
    desk.specimens(5, |_, _| {}).await?;
    assert_eq!(walk(&desk, Query::of::<Specimen>().limit(6)).await?.len(), 1);
    assert_eq!(walk(&desk, Query::of::<Specimen>().limit(2)).await?.len(), 3);
    Ok(())
}

/// A page goes on after a row that is gone meanwhile.
pub async fn a_cursor_outlives_its_row(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(6, |number, specimen| specimen.number = number / 2).await?;
    let query = Query::of::<Specimen>().order_by("number", Direction::Ascending).limit(3);
    let page: Page<Specimen> = desk.storage.list(&query).await?;
    desk.storage.delete(&page.items[2]).await?;
    let cursor = page.next.expect("three more rows follow");
    let rest: Page<Specimen> = desk.storage.list(&query.after(&cursor)?).await?;
    assert_eq!(rest.items, stored[3..]);
    Ok(())
}

/// A cursor belongs to one kind, order and direction, and only a list makes one.
pub async fn a_cursor_of_another_list_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens(3, |_, _| {}).await?;
    let query = Query::of::<Specimen>().order_by("number", Direction::Ascending).limit(1);
    let page: Page<Specimen> = desk.storage.list(&query).await?;
    let cursor = page.next.expect("two more rows follow");
    for query in [
        Query::of::<Specimen>(),
        Query::of::<Specimen>().order_by("number", Direction::Descending),
        Query::of::<Specimen>().order_by("text", Direction::Ascending),
    ] {
        assert_eq!(refused(query.after(&cursor), ErrorCode::InvalidArgument).reason(), "after");
    }
    let page: Page<Specimen> = desk.storage.list(&Query::of::<Specimen>().limit(1)).await?;
    let of_specimens = page.next.expect("two more rows follow");
    let drawers = Query::of::<Drawer>().after(&of_specimens);
    assert_eq!(refused(drawers, ErrorCode::InvalidArgument).reason(), "after");
    for text in ["", "nonsense", "e30", "😀", &cursor.as_str()[1..]] {
        let result = query.clone().after(&Cursor::from(text.to_owned()));
        assert_eq!(refused(result, ErrorCode::InvalidArgument).reason(), "after");
    }
    Ok(())
}

/// A page holds one row to a thousand.
pub async fn a_limit_out_of_range_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    for limit in [0, 1001, u32::MAX] {
        let list: Result<Page<Specimen>> = desk.storage.list(&Query::of::<Specimen>().limit(limit)).await;
        assert_eq!(refused(list, ErrorCode::InvalidArgument).reason(), "limit");
    }
    Ok(())
}

/// A stream yields every row, page after page, in order.
pub async fn a_stream_goes_through_every_page(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let none: Vec<Specimen> = desk.storage.clone().stream(Query::of::<Specimen>()).try_collect().await?;
    assert!(none.is_empty());
    let stored = desk.specimens(250, |_, _| {}).await?;
    for limit in [1, 50, 99, 1000] {
        let query = Query::of::<Specimen>().order_by("number", Direction::Ascending).limit(limit);
        let read: Vec<Specimen> = desk.storage.clone().stream(query).try_collect().await?;
        assert_eq!(read, stored, "pages of {limit}");
    }
    Ok(())
}

/// While rows come, change and go, a stream yields each row that stays in its place exactly once.
pub async fn a_stream_yields_what_stays_once_while_rows_change(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut stored = desk.specimens(60, |number, specimen| specimen.number = number * 10).await?;
    let query = Query::of::<Specimen>().order_by("number", Direction::Ascending).limit(7);
    let mut stream = desk.storage.clone().stream(query);
    let mut seen = Vec::new();
    let mut next = 1000;
    while let Some(specimen) = stream.next().await {
        let specimen: Specimen = specimen?;
        seen.push(specimen.number);
        if seen.len() % 5 == 0 && seen.len() < 50 {
            // One goes behind the reader and one ahead of it, one changes in its place, two come.
            let ahead = stored.iter().position(|other| other.number > specimen.number + 100);
            for at in ahead.into_iter().chain([0]) {
                desk.storage.delete(&stored.remove(at)).await?;
            }
            let middle = stored.len() / 2;
            stored[middle].text = "changed".into();
            desk.storage.update(&mut stored[middle]).await?;
            for number in [specimen.number - 1, specimen.number + 101] {
                next += 1;
                let new = Specimen { name: next.to_string(), number, ..desk.specimen(number) };
                desk.storage.insert(&new).await?;
            }
        }
    }
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
    let seen = BTreeSet::from_iter(seen);
    let missed: Vec<_> = stored.iter().filter(|specimen| !seen.contains(&specimen.number)).collect();
    assert!(missed.is_empty(), "{missed:?}");
    Ok(())
}
