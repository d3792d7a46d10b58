//! A place in the stream of events.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    storage::{Field, Kind, Value},
};

/// An opaque place in the stream of events: everything up to it has been seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventToken(i64);

impl EventToken {
    /// Before the first event there ever was.
    pub const START: Self = Self(0);

    pub(super) const fn at(sequence: i64) -> Self {
        Self(sequence)
    }

    pub(super) const fn sequence(self) -> i64 {
        self.0
    }
}

impl Field for EventToken {
    const KIND: Kind = Kind::Int;
    fn put(&self) -> Result<Value> {
        Ok(Value::Int(self.0))
    }
    fn take(value: Value) -> Result<Self> {
        i64::take(value).map(Self)
    }
}

impl fmt::Display for EventToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "e{}", self.0)
    }
}

impl FromStr for EventToken {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        text.strip_prefix('e')
            .and_then(|number| number.parse().ok())
            .filter(|sequence| *sequence >= 0)
            .map(Self)
            .ok_or_else(|| Error::invalid("token", "is not a token that an event carried"))
    }
}

impl TryFrom<String> for EventToken {
    type Error = Error;
    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<EventToken> for String {
    fn from(token: EventToken) -> Self {
        token.to_string()
    }
}
