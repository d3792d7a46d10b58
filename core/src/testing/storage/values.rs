//! Every kind of value and its null: stored, read back, found, ordered.

use std::collections::BTreeMap;

use serde_json::json;
use uuid::Uuid;

use super::{
    StorageRig,
    sample::{Desk, Specimen, columns, position},
};
use crate::{
    clock::Timestamp,
    error::Result,
    storage::{Change, Direction, Entity as _, Filter, Kind, Repository, Value},
};

/// Values of a kind, ascending, its extremes among them.
fn ascending(kind: Kind) -> Vec<Value> {
    match kind {
        Kind::Bool => [false, true].map(Value::Bool).into(),
        Kind::Int => [i64::MIN, i64::MIN + 1, -1, 0, 1, 1 << 53, (1 << 53) + 1, i64::MAX - 1, i64::MAX]
            .map(Value::Int)
            .into(),
        Kind::Float => {
            [f64::MIN, -1.5, -f64::MIN_POSITIVE, 0.0, 5e-324, 0.1, 0.1 + f64::EPSILON, 3.0, 1e300, f64::MAX]
                .map(Value::Float)
                .into()
        }
        Kind::Text => {
            ["", "\u{1}", " ", "%", "'; --", "A", "Z", "_", "a", "a b", "b", "é", "\u{fffd}", "😀", "😀a"]
                .map(Value::from)
                .into()
        }
        Kind::Bytes => [&[][..], &[0], &[0, 0], &[0, 255], &[1], b"a", &[127], &[128], &[255], &[255, 0]]
            .map(|bytes| Value::Bytes(bytes.to_vec()))
            .into(),
        Kind::Uuid => [0, 1, 1 << 64, (1 << 127) - 1, 1 << 127, u128::MAX]
            .map(|number| Value::Uuid(Uuid::from_u128(number)))
            .into(),
        // From the year 1 to the year 9999.
        Kind::Time => [-62_135_596_800_000_000, -1, 0, 1, 1_767_225_600_123_456, 253_402_300_799_999_999]
            .map(|micros| Value::Time(Timestamp::from_micros(micros)))
            .into(),
        Kind::Json => Vec::new(),
    }
}

/// Stores a specimen per value, which it has in both columns of the kind, and one with `NULL`.
async fn specimens(rig: &dyn StorageRig, kind: Kind, values: &[Value]) -> Result<Desk> {
    let desk = Desk::open(rig).await?;
    let (column, nullable) = columns(kind);
    let mut unit = Vec::new();
    for (value, number) in values.iter().map(Some).chain([None]).zip(0..) {
        let mut row = desk.specimen(number).to_row()?;
        if let Some(value) = value {
            row[position(Specimen::SCHEMA, column)] = value.clone();
            row[position(Specimen::SCHEMA, nullable)] = value.clone();
        }
        unit.push(Change::Insert { schema: Specimen::SCHEMA, row });
    }
    desk.storage.commit(unit.into()).await?;
    Ok(desk)
}

async fn read_back(rig: &dyn StorageRig, kind: Kind, values: &[Value]) -> Result<()> {
    let desk = specimens(rig, kind, values).await?;
    let (column, nullable) = columns(kind);
    let is_null = Filter::is_null(nullable);
    let is_there = Filter::Not(Box::new(is_null.clone()));
    let select = async |column, filter| desk.column(column, filter, "id", Direction::Ascending).await;
    assert_eq!(select(column, is_there.clone()).await?, values);
    assert_eq!(select(nullable, is_there).await?, values);
    assert_eq!(select(nullable, is_null).await?, [Value::Null(kind)]);
    assert_eq!(desk.all().await?.len(), values.len() + 1);
    Ok(())
}

async fn found(rig: &dyn StorageRig, kind: Kind) -> Result<()> {
    let values = ascending(kind);
    let desk = specimens(rig, kind, &values).await?;
    let column = columns(kind).1;
    let null = Value::Null(kind);
    let select = async |filter| desk.column(column, filter, "id", Direction::Ascending).await;
    for value in &values {
        assert_eq!(select(Filter::eq(column, value.clone())).await?, std::slice::from_ref(value));
        let others: Vec<_> = values.iter().filter(|other| *other != value).cloned().collect();
        assert_eq!(select(Filter::ne(column, value.clone())).await?, others, "other than {value:?}");
    }
    assert_eq!(select(Filter::is_in(column, values.clone())).await?, values);
    assert_eq!(select(Filter::is_in(column, [values[1].clone(), null.clone()])).await?, values[1..2]);
    assert_eq!(select(Filter::eq(column, null.clone())).await?, []);
    assert_eq!(select(Filter::ne(column, null)).await?, []);
    Ok(())
}

async fn ordered(rig: &dyn StorageRig, kind: Kind) -> Result<()> {
    let values = ascending(kind);
    let shuffled: Vec<_> =
        values.iter().skip(1).step_by(2).chain(values.iter().step_by(2)).cloned().collect();
    let desk = specimens(rig, kind, &shuffled).await?;
    let (column, nullable) = columns(kind);
    let is_there = Filter::Not(Box::new(Filter::is_null(nullable)));
    let select = async |filter| desk.column(nullable, filter, column, Direction::Ascending).await;
    assert_eq!(select(is_there.clone()).await?, values);
    let mut descending = desk.column(nullable, is_there, column, Direction::Descending).await?;
    descending.reverse();
    assert_eq!(descending, values);
    for (at, value) in values.iter().enumerate() {
        assert_eq!(select(Filter::lt(nullable, value.clone())).await?, values[..at], "below {value:?}");
        assert_eq!(select(Filter::le(nullable, value.clone())).await?, values[..=at], "at most {value:?}");
        assert_eq!(select(Filter::gt(nullable, value.clone())).await?, values[at + 1..], "above {value:?}");
        assert_eq!(select(Filter::ge(nullable, value.clone())).await?, values[at..], "at least {value:?}");
    }
    Ok(())
}

macro_rules! kinds {
    ($($kind:ident: $read_back:ident, $found:ident, $ordered:ident;)*) => { $(
        /// Stored values of the kind, its extremes and `NULL` among them, are read back unchanged.
        pub async fn $read_back(rig: &dyn StorageRig) -> Result<()> {
            read_back(rig, Kind::$kind, &ascending(Kind::$kind)).await
        }
        /// Each is found by equality, by difference and in a list; `NULL` by none of them.
        pub async fn $found(rig: &dyn StorageRig) -> Result<()> {
            found(rig, Kind::$kind).await
        }
        /// They sort in both directions, and are found by every comparison; `NULL` by none.
        pub async fn $ordered(rig: &dyn StorageRig) -> Result<()> {
            ordered(rig, Kind::$kind).await
        }
    )* };
}
kinds! {
    Bool: booleans_read_back, booleans_are_found, booleans_are_ordered;
    Int: integers_read_back, integers_are_found, integers_are_ordered;
    Float: floats_read_back, floats_are_found, floats_are_ordered;
    Text: texts_read_back, texts_are_found, texts_are_ordered_by_their_bytes;
    Bytes: bytes_read_back, bytes_are_found, bytes_are_ordered;
    Uuid: uuids_read_back, uuids_are_found, uuids_are_ordered;
    Time: times_read_back, times_are_found, times_are_ordered;
}

/// A document comes back with the same content, whatever is in it.
pub async fn documents_read_back(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let document = json!({
        "": null, "a.b": [1, -2.5, true, [], {}], "quote\"\\": "'; DROP TABLE specimens; --", "emoji 😀": "e\u{301}",
        "big": i64::MAX, "small": 1e-7, "deep": {"deep": {"deep": ["\n\t"]}},
    });
    let stored = desk
        .specimens(3, |number, specimen| match number {
            0 => specimen.document = document.clone(),
            1 => specimen.maybe_document = Some(document.clone()),
            _ => {
                specimen.labels =
                    BTreeMap::from([("a b".into(), "c\"d".into()), (String::new(), String::new())]);
            }
        })
        .await?;
    assert_eq!(desk.all().await?, stored);
    Ok(())
}

/// Text that is empty is text, and bytes that are empty are bytes: neither is `NULL`.
pub async fn empty_is_not_null(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens(2, |number, specimen| {
        if number == 0 {
            specimen.maybe_text = Some(String::new());
            specimen.maybe_bytes = Some(Vec::new());
        }
    })
    .await?;
    for column in ["maybe_text", "maybe_bytes"] {
        assert_eq!(desk.numbers(Filter::is_null(column)).await?, [1]);
    }
    assert_eq!(desk.numbers(Filter::eq("maybe_text", "")).await?, [0]);
    assert_eq!(desk.numbers(Filter::eq("maybe_bytes", Vec::<u8>::new())).await?, [0]);
    Ok(())
}

/// A mebibyte of text, of bytes and of JSON goes in and comes back, and is found by itself.
pub async fn a_mebibyte_reads_back(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let text = "0123456789abcde😀é'%\n".repeat((1 << 20) / 24);
    let bytes: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    let stored = desk
        .specimens(1, |_, specimen| {
            specimen.text.clone_from(&text);
            specimen.bytes.clone_from(&bytes);
            specimen.document = json!([text]);
        })
        .await?;
    assert_eq!(Repository::<Specimen>::get(&*desk.storage, stored[0].id).await?, stored[0]);
    assert_eq!(desk.numbers(Filter::eq("text", &text).and(Filter::eq("bytes", bytes))).await?, [0]);
    assert_eq!(desk.numbers(Filter::eq("text", &text[1..])).await?, [] as [i64; 0]);
    Ok(())
}

/// Text of any alphabet, beyond the basic plane too, is stored as it is: nothing is normalized or folded.
pub async fn text_is_neither_normalized_nor_folded(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let texts = ["é", "e\u{301}", "E", "e", "ß", "ss", "𝒳", "👩‍👩‍👧", "\u{10ffff}", "مرحبا", "\r\n", "\u{feff}"];
    desk.specimens_of(&texts, |text, specimen| specimen.text = (*text).into()).await?;
    for (text, number) in texts.iter().zip(0..) {
        assert_eq!(desk.numbers(Filter::eq("text", *text)).await?, [number], "{text:?}");
    }
    Ok(())
}

/// Zero and minus zero are equal.
pub async fn the_two_zeroes_are_equal(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    desk.specimens_of(&[0.0, -0.0], |zero, specimen| specimen.ratio = *zero).await?;
    for zero in [0.0, -0.0] {
        assert_eq!(desk.numbers(Filter::eq("ratio", zero)).await?, [0, 1]);
        assert_eq!(desk.numbers(Filter::lt("ratio", zero)).await?, [] as [i64; 0]);
    }
    Ok(())
}
