//! What the library takes, from JSON.

use std::{borrow::Cow, collections::BTreeMap, path::PathBuf, str::FromStr, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Map, Value};
use vmbay::{Cursor, Error, Timestamp, event::EventToken, uuid::Uuid};

/// Why a call was not begun.
#[derive(Debug)]
pub enum Refusal {
    /// A value has another type than it must have, is missing, or has a name that is none: `vcpus must be a number, not a
    /// string`. What a caller's language has a type error for.
    Type(String),
    /// Every other reason.
    Error(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Type(problem) => f.write_str(problem),
            Self::Error(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    fn wrong(what: &str, found: &Value) -> Self {
        Self::Type(format!("must be {what}, not {}", kind(found)))
    }

    fn invalid(problem: impl Into<Cow<'static, str>>) -> Self {
        Self::Error(Error::invalid("", problem))
    }

    /// The same, about what has this name: `disks[0].sizeBytes`.
    fn within(self, name: &str) -> Self {
        let path = |inner: &str| match inner.chars().next() {
            None => name.to_owned(),
            Some('[') => format!("{name}{inner}"),
            Some(_) => format!("{name}.{inner}"),
        };
        match self {
            // A problem that has no name yet begins with its verb.
            Self::Type(problem) if problem.starts_with("must ") || problem.starts_with("is ") => {
                Self::Type(format!("{name} {problem}"))
            }
            Self::Type(problem) => Self::Type(path(&problem)),
            Self::Error(Error::InvalidArgument { field, problem }) => {
                Self::Error(Error::invalid(path(&field), problem))
            }
            other @ Self::Error(_) => other,
        }
    }
}

/// What a value of JSON is called, to whoever gave it.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => match mark(value) {
            Some(("$int", _)) => "a bigint",
            Some(("$number", _)) => "a number",
            Some(("$date", _)) => "a date",
            Some(("$bytes", _)) => "bytes",
            _ => "an object",
        },
    }
}

/// The mark of a value that JSON has no type for, and what it marks.
fn mark(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object()?;
    let key = mark_of(object)?;
    Some((key, &object[key]))
}

fn mark_of(object: &Map<String, Value>) -> Option<&String> {
    object.keys().next().filter(|key| object.len() == 1 && key.starts_with('$') && !key.starts_with("$$"))
}

/// The arguments of a call, or the fields of a record, by name.
#[derive(Debug)]
pub struct Arguments {
    given: Map<String, Value>,
    known: Vec<&'static str>,
}

impl Arguments {
    /// From one JSON object.
    ///
    /// # Errors
    /// A [`Refusal`] for what is not JSON, not text that UTF-8 can write, nested too deeply, or not an object.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let value = serde_json::from_str(text)
            .map_err(|error| Error::invalid("arguments", format!("are not JSON: {error}")))?;
        Self::of(value).map_err(|refusal| refusal.within("arguments"))
    }

    /// From a value that is an object.
    ///
    /// # Errors
    /// A [`Refusal`] for every other value.
    pub fn of(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Object(given) if mark_of(&given).is_none() => Ok(Self { given, known: Vec::new() }),
            other => Err(Refusal::wrong("an object", &other)),
        }
    }

    /// What there must be.
    ///
    /// # Errors
    /// A [`Refusal`] when it is missing or is nothing that `T` can be read from.
    pub fn required<T: FromJson>(&mut self, name: &'static str) -> Result<T, Refusal> {
        self.known.push(name);
        let value = self.given.remove(name).ok_or_else(|| Refusal::Type(format!("{name} is missing")))?;
        T::read(value).map_err(|refusal| refusal.within(name))
    }

    /// What there may be; null is as good as nothing.
    ///
    /// # Errors
    /// A [`Refusal`] when it is nothing that `T` can be read from.
    pub fn optional<T: FromJson>(&mut self, name: &'static str) -> Result<Option<T>, Refusal> {
        self.known.push(name);
        match self.given.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => T::read(value).map(Some).map_err(|refusal| refusal.within(name)),
        }
    }

    /// Refuses what was never asked for.
    ///
    /// # Errors
    /// A [`Refusal`] that lists what there is.
    pub fn end(self) -> Result<(), Refusal> {
        match self.given.keys().next() {
            None => Ok(()),
            Some(key) if self.known.is_empty() => {
                Err(Refusal::Type(format!("{key} is no argument: there is none")))
            }
            Some(key) => Err(Refusal::Type(format!("{key} is none of {}", self.known.join(", ")))),
        }
    }
}

/// A value that JSON can tell the library.
pub trait FromJson: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// A [`Refusal`] that says what it must be.
    fn read(value: Value) -> Result<Self, Refusal>;
}

impl FromJson for bool {
    fn read(value: Value) -> Result<Self, Refusal> {
        value.as_bool().ok_or_else(|| Refusal::wrong("a boolean", &value))
    }
}

/// A whole number, however it was written; none for one that is not whole or beyond any type of ours.
fn whole(value: &Value) -> Option<i128> {
    match (value, mark(value)) {
        (Value::Number(number), _) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Some(number.into()),
            (_, number) => number.map(Into::into),
        },
        (_, Some(("$int", digits))) => digits.as_str()?.parse().ok(),
        _ => None,
    }
}

macro_rules! integers {
    ($($ty:ty),*) => { $(
        impl FromJson for $ty {
            fn read(value: Value) -> Result<Self, Refusal> {
                if !value.is_number() && !matches!(mark(&value), Some(("$int" | "$number", _))) {
                    return Err(Refusal::wrong("a number", &value));
                }
                whole(&value).and_then(|number| Self::try_from(number).ok()).ok_or_else(|| {
                    Refusal::invalid(format!("must be a whole number from {} to {}", Self::MIN, Self::MAX))
                })
            }
        }
    )* };
}
integers!(u16, u32, u64, usize, i32, i64);

impl FromJson for f64 {
    fn read(value: Value) -> Result<Self, Refusal> {
        match (&value, mark(&value)) {
            (Value::Number(number), _) => number.as_f64().ok_or_else(|| Refusal::invalid("must be a number")),
            (_, Some(("$number", _))) => Err(Refusal::invalid("must be finite")),
            _ => Err(Refusal::wrong("a number", &value)),
        }
    }
}

impl FromJson for String {
    fn read(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(Refusal::wrong("a string", &other)),
        }
    }
}

impl FromJson for Cow<'static, str> {
    fn read(value: Value) -> Result<Self, Refusal> {
        String::read(value).map(Self::Owned)
    }
}

impl FromJson for PathBuf {
    fn read(value: Value) -> Result<Self, Refusal> {
        String::read(value).map(Self::from)
    }
}

impl FromJson for Vec<u8> {
    fn read(value: Value) -> Result<Self, Refusal> {
        match mark(&value) {
            Some(("$bytes", Value::String(text))) => {
                STANDARD.decode(text).map_err(|_| Refusal::invalid("must be bytes in Base64"))
            }
            _ => Err(Refusal::wrong("bytes", &value)),
        }
    }
}

impl FromJson for Bytes {
    fn read(value: Value) -> Result<Self, Refusal> {
        Vec::read(value).map(Self::from)
    }
}

impl FromJson for Timestamp {
    fn read(value: Value) -> Result<Self, Refusal> {
        match (&value, mark(&value)) {
            (Value::String(text), _) => Ok(text.parse()?),
            (_, Some(("$date", millis))) => millis
                .as_i64()
                .and_then(|millis| millis.checked_mul(1000))
                .map(Self::from_micros)
                .ok_or_else(|| Refusal::invalid("must be a valid date")),
            _ => Err(Refusal::wrong("a date", &value)),
        }
    }
}

impl FromJson for Duration {
    fn read(value: Value) -> Result<Self, Refusal> {
        let millis = f64::read(value)?;
        Self::try_from_secs_f64(millis / 1000.0)
            .map_err(|_| Refusal::invalid("must be milliseconds, and not negative"))
    }
}

impl FromJson for Uuid {
    fn read(value: Value) -> Result<Self, Refusal> {
        Self::try_parse(&String::read(value)?).map_err(|_| Refusal::invalid("is not an id; an id is a UUID"))
    }
}

impl FromJson for Cursor {
    fn read(value: Value) -> Result<Self, Refusal> {
        String::read(value).map(Self::from)
    }
}

impl FromJson for EventToken {
    fn read(value: Value) -> Result<Self, Refusal> {
        String::read(value)?.parse().map_err(|_| Refusal::invalid("must be a token of an event"))
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn read(value: Value) -> Result<Self, Refusal> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn read(value: Value) -> Result<Self, Refusal> {
        T::read(value).map(Self::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(value: Value) -> Result<Self, Refusal> {
        let Value::Array(items) = value else { return Err(Refusal::wrong("an array", &value)) };
        let read = |(at, item)| T::read(item).map_err(|refusal| refusal.within(&format!("[{at}]")));
        items.into_iter().enumerate().map(read).collect()
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn read(value: Value) -> Result<Self, Refusal> {
        let entries = match value {
            Value::Object(entries) if mark_of(&entries).is_none() => entries,
            other => return Err(Refusal::wrong("an object", &other)),
        };
        let read = |(key, value)| {
            let key = unmarked(key);
            let value = T::read(value).map_err(|refusal| refusal.within(&key))?;
            Ok((key, value))
        };
        entries.into_iter().map(read).collect()
    }
}

/// The caller's own key.
fn unmarked(key: String) -> String {
    match key.strip_prefix('$') {
        Some(own) if own.starts_with('$') => own.to_owned(),
        _ => key,
    }
}

/// Any JSON: what is marked becomes what JSON itself would make of it.
impl FromJson for Value {
    fn read(value: Value) -> Result<Self, Refusal> {
        match value {
            Self::Object(entries) => match mark_of(&entries).map(String::as_str) {
                Some("$int") => {
                    let value = Self::Object(entries);
                    i64::read(value.clone()).map(Self::from).or_else(|_| u64::read(value).map(Self::from))
                }
                Some("$number") => Err(Refusal::invalid("must be finite")),
                Some("$date") => {
                    Timestamp::read(Self::Object(entries)).map(|time| Self::String(time.to_string()))
                }
                Some(_) => Err(Refusal::wrong("what JSON can tell", &Self::Object(entries))),
                None => {
                    let read = |(key, value)| {
                        let key = unmarked(key);
                        let value = Self::read(value).map_err(|refusal| refusal.within(&key))?;
                        Ok((key, value))
                    };
                    entries.into_iter().map(read).collect::<Result<_, _>>().map(Self::Object)
                }
            },
            Self::Array(items) => Vec::read(Self::Array(items)).map(Self::Array),
            plain => Ok(plain),
        }
    }
}

/// A word of an enumeration.
pub(crate) fn word<T: FromStr<Err = Error>>(value: Value) -> Result<T, Refusal> {
    String::read(value)?.parse().map_err(|error: Error| match error {
        Error::InvalidArgument { problem, .. } => Refusal::invalid(problem),
        other => Refusal::Error(other),
    })
}
