//! What each filter selects, `NULL` and hostile text included.

use std::collections::BTreeMap;

use super::{
    StorageRig,
    sample::{Desk, Specimen, refused},
};
use crate::{
    Page,
    error::{ErrorCode, Result},
    storage::{Direction, Filter, Kind, Query, Repository, Storage, Value},
};

const NONE: [i64; 0] = [];

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

/// Specimens 0, 1 and 2 with the `maybe_number` nothing, 1 and 2.
async fn three(rig: &dyn StorageRig) -> Result<Desk> {
    let desk = Desk::open(rig).await?;
    desk.specimens(3, |number, specimen| specimen.maybe_number = (number > 0).then_some(number)).await?;
    Ok(desk)
}

/// No comparison matches a row whose column is `NULL`.
pub async fn a_comparison_with_null_is_false(rig: &dyn StorageRig) -> Result<()> {
    let desk = three(rig).await?;
    let column = "maybe_number";
    for (filter, numbers) in [
        (Filter::eq(column, 1_i64), vec![1]),
        (Filter::ne(column, 1_i64), vec![2]),
        (Filter::lt(column, 9_i64), vec![1, 2]),
        (Filter::ge(column, 0_i64), vec![1, 2]),
        (Filter::is_in(column, [1_i64, 2]), vec![1, 2]),
        (Filter::Lt(column.into(), Value::Null(Kind::Int)), vec![]),
        (Filter::Ge(column.into(), Value::Null(Kind::Int)), vec![]),
        (Filter::prefix("maybe_text", ""), vec![]),
        (Filter::contains("maybe_text", ""), vec![]),
    ] {
        assert_eq!(desk.numbers(filter.clone()).await?, numbers, "{filter:?}");
    }
    Ok(())
}

/// What is unknown stays so when it is negated.
pub async fn the_negation_of_unknown_is_unknown(rig: &dyn StorageRig) -> Result<()> {
    let desk = three(rig).await?;
    let null = Value::Null(Kind::Int);
    let unknown = Filter::Eq("maybe_number".into(), null.clone());
    for (filter, numbers) in [
        (not(Filter::eq("maybe_number", 1_i64)), vec![2]),
        (not(not(Filter::eq("maybe_number", 1_i64))), vec![1]),
        (not(Filter::lt("maybe_number", 2_i64)), vec![2]),
        (not(Filter::prefix("maybe_text", "a")), vec![]),
        (not(Filter::contains("maybe_text", "a")), vec![]),
        (not(Filter::is_in("maybe_number", [1_i64])), vec![2]),
        (not(Filter::In("maybe_number".into(), vec![Value::Int(1), null])), vec![]),
        (not(unknown.clone()), vec![]),
        (not(Filter::And(vec![unknown.clone(), Filter::eq("number", 1_i64)])), vec![0, 2]),
        (not(Filter::Or(vec![unknown.clone(), Filter::eq("number", 1_i64)])), vec![]),
        (Filter::Or(vec![unknown, Filter::eq("number", 1_i64)]), vec![1]),
    ] {
        assert_eq!(desk.numbers(filter.clone()).await?, numbers, "{filter:?}");
    }
    Ok(())
}

/// Every row is either null in a column or not.
pub async fn is_null_and_its_negation_part_the_rows(rig: &dyn StorageRig) -> Result<()> {
    let desk = three(rig).await?;
    assert_eq!(desk.numbers(Filter::is_null("maybe_number")).await?, [0]);
    assert_eq!(desk.numbers(not(Filter::is_null("maybe_number"))).await?, [1, 2]);
    assert_eq!(desk.numbers(Filter::is_null("number")).await?, NONE);
    Ok(())
}

/// An empty list of values, an empty `And`, an empty `Or`.
pub async fn an_empty_in_matches_nothing_an_empty_and_everything(rig: &dyn StorageRig) -> Result<()> {
    let desk = three(rig).await?;
    let nothing = || Filter::is_in("maybe_number", [0_i64; 0]);
    for filter in [nothing(), Filter::Or(vec![]), not(Filter::And(vec![])), not(Filter::All)] {
        assert_eq!(desk.numbers(filter.clone()).await?, NONE, "{filter:?}");
    }
    for filter in [not(nothing()), Filter::And(vec![]), not(Filter::Or(vec![])), Filter::All] {
        assert_eq!(desk.numbers(filter.clone()).await?, [0, 1, 2], "{filter:?}");
    }
    Ok(())
}

/// And, or and not nest to any sensible depth and width.
pub async fn conditions_nest(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens(20, |number, specimen| specimen.flag = number % 2 == 0).await?;
    let even = || Filter::eq("flag", true);
    let above = |number: i64| Filter::gt("number", number);
    let filter = even().and(above(13)).or(not(even()).and(not(above(5)))).and(Filter::ne("number", 3_i64));
    assert_eq!(desk.numbers(filter).await?, [1, 5, 14, 16, 18]);
    let deep = (0..64).fold(Filter::eq("number", 7_i64), |filter, _| not(filter));
    assert_eq!(desk.numbers(deep).await?, [7]);
    let wide = Filter::Or((0..300).map(|number: i64| Filter::eq("number", number * 3)).collect());
    assert_eq!(desk.numbers(wide).await?, [0, 3, 6, 9, 12, 15, 18]);
    let narrow = Filter::And((0..300).map(|number: i64| Filter::ne("number", number * 3)).collect());
    assert_eq!(desk.numbers(narrow).await?.len(), 13);
    Ok(())
}

/// A thousand values in one list.
pub async fn a_list_may_hold_a_thousand_values(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(1200, |_, _| {}).await?;
    let ids: Vec<uuid::Uuid> =
        stored.iter().skip(100).take(1000).map(|specimen| specimen.id.into()).collect();
    let query = Query::of::<Specimen>().filter(Filter::is_in("id", ids)).limit(1000);
    let page: Page<Specimen> = desk.storage.list(&query).await?;
    assert_eq!(page.items, stored[100..1100]);
    let odd = Filter::is_in("number", (0..1000).map(|number: i64| number * 2 + 1));
    assert_eq!(Repository::<Specimen>::count(&*desk.storage, odd).await?, 600);
    Ok(())
}

/// Text in which other systems see patterns, quotes and escapes.
const HOSTILE: [&str; 14] =
    ["a%", "a_", "ab", "A%", "%a", "_a", "\\a", "a\\", "[ab]", "*a", "?a", "'a", "\"a", "a' OR '1'='1"];

/// A prefix matches byte for byte: no wildcards, no folding.
pub async fn a_prefix_is_taken_literally(rig: &dyn StorageRig) -> Result<()> {
    literally(rig, Filter::prefix, |text, part| text.starts_with(part)).await
}

/// A part matches byte for byte: no wildcards, no folding.
pub async fn a_part_is_taken_literally(rig: &dyn StorageRig) -> Result<()> {
    literally(rig, Filter::contains, |text, part| text.contains(part)).await
}

async fn literally(
    rig: &dyn StorageRig,
    filter: fn(&'static str, &'static str) -> Filter,
    matches: fn(&str, &str) -> bool,
) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens_of(&HOSTILE, |text, specimen| {
        specimen.text = (*text).into();
        specimen.maybe_text = Some((*text).into());
    })
    .await?;
    for part in HOSTILE.into_iter().chain(["", "a", "%", "_", "\\", "'", "[", "zz", "\u{10ffff}"]) {
        let expected: Vec<i64> = HOSTILE
            .iter()
            .zip(0..)
            .filter(|(text, _)| matches(text, part))
            .map(|(_, number)| number)
            .collect();
        for column in ["text", "maybe_text"] {
            assert_eq!(desk.numbers(filter(column, part)).await?, expected, "{column} {part:?}");
        }
    }
    Ok(())
}

/// A prefix that ends in the highest character has no next text, and still matches only what begins with it.
pub async fn a_prefix_may_end_in_the_highest_character(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let texts = ["\u{10ffff}", "\u{10ffff}a", "😀", "😀a", "😁", "\u{d7ff}", "\u{d7ff}a", "\u{e000}"];
    desk.specimens_of(&texts, |text, specimen| specimen.text = (*text).into()).await?;
    for (prefix, numbers) in [("\u{10ffff}", [0, 1]), ("😀", [2, 3]), ("\u{d7ff}", [5, 6])] {
        assert_eq!(desk.numbers(Filter::prefix("text", prefix)).await?, numbers, "{prefix:?}");
    }
    Ok(())
}

/// Entries of JSON objects are found by key and text alone, whatever is in them.
pub async fn an_entry_matches_its_key_and_text(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let labels = [
        ("env", "prod"),
        ("env", "PROD"),
        ("Env", "prod"),
        ("a.b", "1"),
        ("$", "[0]"),
        ("k\"'y", "v\"'l%"),
        ("", ""),
    ];
    desk.specimens_of(&labels, |(key, value), specimen| {
        specimen.labels = BTreeMap::from([((*key).into(), (*value).into()), ("all".into(), "yes".into())]);
    })
    .await?;
    desk.storage.insert(&desk.specimen(100)).await?;
    for ((key, value), number) in labels.into_iter().zip(0..) {
        assert_eq!(desk.numbers(Filter::entry("labels", key, value)).await?, [number], "{key} {value}");
    }
    assert_eq!(desk.numbers(Filter::entry("labels", "all", "yes")).await?, [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(desk.numbers(Filter::entry("labels", "a", "1")).await?, NONE);
    assert_eq!(desk.numbers(Filter::entry("labels", "env", "p")).await?, NONE);
    Ok(())
}

/// An entry is never unknown: its negation matches whatever lacks it, also what is no object, no text, or `NULL`.
pub async fn what_lacks_an_entry_matches_its_negation(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let documents = [
        r#"{"a":"1"}"#,
        r#"{"a":1}"#,
        r#"{"a":null}"#,
        r#"{"b":{"a":"1"}}"#,
        r#"["a","1"]"#,
        r#""a""#,
        "1",
        "",
    ];
    desk.specimens_of(&documents, |json, specimen| specimen.maybe_document = serde_json::from_str(json).ok())
        .await?;
    let entry = Filter::entry("maybe_document", "a", "1");
    assert_eq!(desk.numbers(entry.clone()).await?, [0]);
    assert_eq!(desk.numbers(not(entry)).await?, [1, 2, 3, 4, 5, 6, 7]);
    Ok(())
}

/// A field that is not there is an error wherever it is named, and never reaches the database as text.
pub async fn an_unknown_field_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = three(rig).await?;
    for name in ["colour", "", "NUMBER", "number ", "number\" = 1 OR \"number", "number) --", "rowid"] {
        let filter = not(Filter::All.or(Filter::eq(name, 1_i64)));
        let list = desk.numbers(filter.clone()).await;
        assert_eq!(refused(list, ErrorCode::InvalidArgument).reason(), format!("filter.{name}"));
        let count = Repository::<Specimen>::count(&*desk.storage, filter).await;
        assert_eq!(refused(count, ErrorCode::InvalidArgument).reason(), format!("filter.{name}"));
        let query = Query::of::<Specimen>().order_by(name, Direction::Ascending);
        let list: Result<Page<Specimen>> = desk.storage.list(&query).await;
        assert_eq!(refused(list, ErrorCode::InvalidArgument).reason(), "order");
    }
    Ok(())
}

/// A value of another type than its field's is an error, and so are text with NUL and comparisons of JSON.
pub async fn a_value_that_cannot_be_compared_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = three(rig).await?;
    for filter in [
        Filter::eq("number", "1"),
        Filter::eq("text", 1_i64),
        Filter::is_in("uuid", ["a"]),
        Filter::prefix("number", "1"),
        Filter::eq("text", "a\0"),
        Filter::eq("ratio", f64::NAN),
        Filter::Eq("document".into(), Value::Json("{}".into())),
        Filter::entry("text", "a", "b"),
    ] {
        refused(desk.numbers(filter).await, ErrorCode::InvalidArgument);
    }
    for column in ["maybe_number", "document"] {
        let query = Query::of::<Specimen>().order_by(column, Direction::Ascending);
        let list: Result<Page<Specimen>> = desk.storage.list(&query).await;
        assert_eq!(refused(list, ErrorCode::InvalidArgument).reason(), "order");
    }
    Ok(())
}

/// A count looks at the filter alone.
pub async fn a_count_ignores_order_and_limit(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let stored = desk.specimens(25, |number, specimen| specimen.flag = number < 20).await?;
    let mut query = Query::of::<Specimen>()
        .filter(Filter::eq("flag", true))
        .order_by("number", Direction::Descending)
        .limit(3);
    query.after = Some((Value::Int(10), stored[10].id.into()));
    assert_eq!(Storage::count(&desk.storage, &query).await?, 20);
    assert_eq!(Repository::<Specimen>::count(&*desk.storage, Filter::All).await?, 25);
    assert_eq!(Repository::<Specimen>::count(&*desk.storage, Filter::Or(vec![])).await?, 0);
    Ok(())
}
