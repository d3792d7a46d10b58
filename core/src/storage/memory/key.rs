//! Index keys: bytes that compare as the values they stand for do.

use smallvec::SmallVec;
use uuid::Uuid;

use crate::storage::Value;

/// The encoded values of an index's columns, then the row's id: in place as far as most keys go, since a search through
/// a tree of keys that lie elsewhere misses the cache at each of them.
pub(super) type Key = SmallVec<[u8; 48]>;

/// Appends `value`: `NULL` before everything, and no value a prefix of another one.
pub(super) fn push(key: &mut Key, value: &Value) {
    key.push(u8::from(!value.is_null()));
    match value {
        Value::Null(_) => {}
        Value::Bool(value) => key.push(u8::from(*value)),
        Value::Int(value) => integer(key, *value),
        Value::Time(value) => integer(key, value.as_micros()),
        Value::Float(value) => {
            // Adding zero makes one of the two zeroes, which are equal.
            let bits = (*value + 0.0).to_bits();
            let ordered = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
            key.extend_from_slice(&ordered.to_be_bytes());
        }
        Value::Text(value) | Value::Json(value) => bytes(key, value.as_bytes()),
        Value::Bytes(value) => bytes(key, value),
        Value::Uuid(value) => key.extend_from_slice(value.as_bytes()),
    }
}

fn integer(key: &mut Key, value: i64) {
    key.extend_from_slice(&(value as u64 ^ 1 << 63).to_be_bytes());
}

/// Two zeroes end it; a zero within is followed by 255.
fn bytes(key: &mut Key, value: &[u8]) {
    for part in value.split_inclusive(|byte| *byte == 0) {
        key.extend_from_slice(part);
        if part.ends_with(&[0]) {
            key.push(255);
        }
    }
    key.extend_from_slice(&[0, 0]);
}

/// The id at the end of a whole key.
pub(super) fn id(key: &[u8]) -> Uuid {
    key.last_chunk().map_or(Uuid::nil(), |bytes| Uuid::from_bytes(*bytes))
}

/// The lowest key above all those that begin with `prefix`; none when there is no end.
pub(super) fn end_of(prefix: &[u8]) -> Option<Key> {
    let last = prefix.iter().rposition(|byte| *byte != 255)?;
    let mut end = Key::from_slice(&prefix[..=last]);
    end[last] += 1;
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Timestamp, storage::Kind};

    #[test]
    fn keys_compare_as_their_values_do() {
        let floats = [f64::MIN, -1.5, -0.0, 0.0, f64::MIN_POSITIVE, 2.5, f64::MAX].map(Value::Float);
        let ints = [i64::MIN, -1, 0, 1, i64::MAX].map(Value::Int);
        let times = [i64::MIN, -1, 0, i64::MAX].map(|micros| Value::Time(Timestamp::from_micros(micros)));
        let texts = ["", "\u{1}", "a", "a\u{1}", "aa", "b", "é", "😀"].map(Value::from);
        let bytes =
            [&[][..], &[0], &[0, 0], &[0, 1], &[1], &[255], &[255, 0]].map(|b| Value::Bytes(b.into()));
        let uuids = [0, 1, u128::MAX].map(|number| Value::Uuid(Uuid::from_u128(number)));
        let bools = [false, true].map(Value::Bool);
        for values in [&floats[..], &ints, &times, &texts, &bytes, &uuids, &bools] {
            let null = Value::Null(values[0].kind());
            let values: Vec<_> = std::iter::once(&null).chain(values).collect();
            for a in &values {
                for b in &values {
                    let [mut left, mut right] = [Key::new(), Key::new()];
                    push(&mut left, a);
                    push(&mut right, b);
                    assert_eq!(left.cmp(&right), a.compare(b), "{a:?} {b:?}");
                    assert_eq!(left.starts_with(&right), left == right, "{a:?} {b:?}");
                }
            }
        }
        assert_eq!(Value::Null(Kind::Int).compare(&Value::Int(i64::MIN)), std::cmp::Ordering::Less);
    }

    #[test]
    fn the_end_of_a_prefix_is_above_all_that_begin_with_it() {
        assert_eq!(end_of(&[1, 2]), Some(Key::from_slice(&[1, 3])));
        assert_eq!(end_of(&[1, 255]), Some(Key::from_slice(&[2])));
        assert_eq!(end_of(&[255]), None);
        assert_eq!(end_of(&[]), None);
    }
}
