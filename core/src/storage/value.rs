//! Typed values: what a record is made of when it crosses into an adapter.

use std::{cmp::Ordering, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    clock::Timestamp,
    error::{Error, Result},
};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// True or false.
    Bool,
    /// A 64-bit signed integer.
    Int,
    /// A 64-bit float; finite.
    Float,
    /// UTF-8 text without NUL, compared by its bytes.
    Text,
    /// Any bytes.
    Bytes,
    /// 16 bytes, compared as such.
    Uuid,
    /// Microseconds since 1970, UTC.
    Time,
    /// A JSON document.
    Json,
}

/// A value of a column. `NULL` carries its type, which PostgreSQL needs in order to bind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// No value, of a type.
    Null(Kind),
    /// True or false.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A UUID.
    Uuid(Uuid),
    /// A time.
    Time(Timestamp),
    /// A JSON document as text.
    Json(String),
}

impl Value {
    /// The type of the value.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) => *kind,
            Self::Bool(_) => Kind::Bool,
            Self::Int(_) => Kind::Int,
            Self::Float(_) => Kind::Float,
            Self::Text(_) => Kind::Text,
            Self::Bytes(_) => Kind::Bytes,
            Self::Uuid(_) => Kind::Uuid,
            Self::Time(_) => Kind::Time,
            Self::Json(_) => Kind::Json,
        }
    }

    /// Whether this is `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// Why not every database can hold this value, if so: text with NUL, a float that is not finite.
    pub(super) fn problem(&self) -> Option<&'static str> {
        match self {
            Self::Text(text) => text_problem(text),
            Self::Float(float) if !float.is_finite() => Some("must be finite"),
            _ => None,
        }
    }

    /// The order every adapter sorts by: `NULL` first, text and bytes by their bytes. Values of different types, which
    /// one column never holds, compare by type.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            // Adding zero makes one of the two zeroes, which are equal.
            (Self::Float(a), Self::Float(b)) => (a + 0.0).total_cmp(&(b + 0.0)),
            (Self::Text(a), Self::Text(b)) | (Self::Json(a), Self::Json(b)) => a.cmp(b),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (Self::Uuid(a), Self::Uuid(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            (Self::Null(_), Self::Null(_)) => Ordering::Equal,
            (Self::Null(_), _) => Ordering::Less,
            (_, Self::Null(_)) => Ordering::Greater,
            (a, b) => (a.kind() as u8).cmp(&(b.kind() as u8)),
        }
    }
}

/// Why not every database can hold this text, if so.
pub(super) fn text_problem(text: &str) -> Option<&'static str> {
    text.contains('\0').then_some("must not contain NUL")
}

macro_rules! from {
    ($($from:ty => |$value:ident| $to:expr;)*) => { $(
        impl From<$from> for Value { fn from($value: $from) -> Self { $to } }
    )* };
}
from! {
    bool => |v| Self::Bool(v);
    i64 => |v| Self::Int(v);
    i32 => |v| Self::Int(v.into());
    u32 => |v| Self::Int(v.into());
    u16 => |v| Self::Int(v.into());
    f64 => |v| Self::Float(v);
    &str => |v| Self::Text(v.to_owned());
    String => |v| Self::Text(v);
    &String => |v| Self::Text(v.clone());
    Vec<u8> => |v| Self::Bytes(v);
    Uuid => |v| Self::Uuid(v);
    Timestamp => |v| Self::Time(v);
}

/// A Rust type that can be a column.
pub trait Field: Sized {
    /// The column's type.
    const KIND: Kind;
    /// Whether the column may be `NULL`.
    const NULLABLE: bool = false;
    /// The value to store.
    ///
    /// # Errors
    /// `invalid_argument` when the value does not fit, as a `u64` above `i64::MAX`.
    fn put(&self) -> Result<Value>;
    /// The Rust value of a stored one.
    ///
    /// # Errors
    /// `corrupt` when the stored value is of another type or out of range.
    fn take(value: Value) -> Result<Self>;
}

/// The error for a stored value that is not what its column says.
fn unexpected(expected: Kind, found: &Value) -> Error {
    Error::corrupt("a stored value", format!("it is {:?} where {expected:?} belongs", found.kind()))
}

macro_rules! field {
    ($($type:ty => $kind:ident, |$value:ident| $put:expr;)*) => { $(
        impl Field for $type {
            const KIND: Kind = Kind::$kind;
            fn put(&self) -> Result<Value> { let $value = self; Ok(Value::$kind($put)) }
            fn take(value: Value) -> Result<Self> {
                match value { Value::$kind(inner) => Ok(inner), other => Err(unexpected(Kind::$kind, &other)) }
            }
        }
    )* };
}
field! {
    bool => Bool, |v| *v;
    i64 => Int, |v| *v;
    f64 => Float, |v| *v;
    String => Text, |v| v.clone();
    Vec<u8> => Bytes, |v| v.clone();
    Uuid => Uuid, |v| *v;
    Timestamp => Time, |v| *v;
}

macro_rules! integer_field {
    ($($type:ty),*) => { $(
        impl Field for $type {
            const KIND: Kind = Kind::Int;
            fn put(&self) -> Result<Value> {
                i64::try_from(*self).map(Value::Int).map_err(|_| Error::invalid("value", "must be at most 2^63 − 1"))
            }
            fn take(value: Value) -> Result<Self> {
                match value {
                    Value::Int(inner) => Self::try_from(inner)
                        .map_err(|_| Error::corrupt("a stored value", format!("{inner} is out of range"))),
                    other => Err(unexpected(Kind::Int, &other)),
                }
            }
        }
    )* };
}
integer_field!(u64, u32, u16, i32);

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    fn put(&self) -> Result<Value> {
        self.as_ref().map_or(Ok(Value::Null(T::KIND)), T::put)
    }
    fn take(value: Value) -> Result<Self> {
        if value.is_null() { Ok(None) } else { T::take(value).map(Some) }
    }
}

impl Field for BTreeMap<String, String> {
    const KIND: Kind = Kind::Json;
    fn put(&self) -> Result<Value> {
        json::put(self)
    }
    fn take(value: Value) -> Result<Self> {
        json::take(value)
    }
}

impl Field for serde_json::Value {
    const KIND: Kind = Kind::Json;
    fn put(&self) -> Result<Value> {
        json::put(self)
    }
    fn take(value: Value) -> Result<Self> {
        json::take(value)
    }
}

/// Columns that hold a serialized structure: what `#[entity(json)]` uses.
pub mod json {
    use serde::{Serialize, de::DeserializeOwned};

    use super::{Error, Kind, Result, Value, unexpected};

    /// Writes `value` as a JSON column.
    pub fn put<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
        serde_json::to_string(value)
            .map(Value::Json)
            .map_err(|error| Error::invalid("value", format!("cannot be written as JSON: {error}")))
    }

    /// Reads a JSON column.
    pub fn take<T: DeserializeOwned>(value: Value) -> Result<T> {
        match value {
            Value::Json(text) => serde_json::from_str(&text)
                .map_err(|error| Error::corrupt("a stored JSON value", error.to_string())),
            other => Err(unexpected(Kind::Json, &other)),
        }
    }
}

/// Declares an enum that is stored, serialized and shown as one snake-case word:
/// `text_enum! { /// docs pub enum State { /// docs Ready = "ready", } }`.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::serde::Serialize, $crate::serde::Deserialize)]
        #[serde(crate = "vmbay::serde")]
        $vis enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The word it is stored and shown as.
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $text),* } }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(text: &str) -> $crate::Result<Self> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($crate::Error::invalid(stringify!($name), concat!("is none of:" $(, " ", $text)*))),
                }
            }
        }
        impl ::std::convert::From<$name> for $crate::storage::Value {
            fn from(value: $name) -> Self { Self::Text(value.as_str().to_owned()) }
        }
        impl $crate::storage::Field for $name {
            const KIND: $crate::storage::Kind = $crate::storage::Kind::Text;
            fn put(&self) -> $crate::Result<$crate::storage::Value> { Ok((*self).into()) }
            fn take(value: $crate::storage::Value) -> $crate::Result<Self> {
                let text = <::std::string::String as $crate::storage::Field>::take(value)?;
                text.parse().map_err(|_| $crate::Error::corrupt(stringify!($name), ::std::format!("the stored word {text:?} is unknown")))
            }
        }
    };
}
