//! Pages and the cursors between them.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    storage::Value,
};

/// How many items a page holds unless told otherwise.
pub const DEFAULT_LIMIT: u32 = 100;
/// How many items a page can hold at most.
pub const MAX_LIMIT: u32 = 1000;

/// One page of a list, and where the next begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The items, in the order asked for.
    pub items: Vec<T>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page with every item put through `convert`.
    pub fn map<U>(self, convert: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(convert).collect(), next: self.next }
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

/// An opaque place in a list, safe to hand to a client and to take back.
///
/// It is bound to the kind of record and the order it was made for: a cursor of another list is refused with
/// `invalid_argument`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

/// The last row seen, by the value it was ordered by and its id, which breaks ties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// The kind of record listed.
    pub kind: String,
    /// The column the list is ordered by.
    pub column: String,
    /// Whether the list descends.
    pub descending: bool,
    /// The value of that column in the last row seen.
    pub value: Value,
    /// The id of the last row seen.
    pub id: Uuid,
}

impl Cursor {
    /// The cursor that stands for `position`.
    pub fn new(position: &Position) -> Result<Self> {
        let json = serde_json::to_vec(position)
            .map_err(|error| Error::corrupt("cursor", format!("it cannot be written: {error}")))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(json)))
    }

    /// The position it stands for.
    ///
    /// # Errors
    /// `invalid_argument` (field `after`) when it is not one of ours.
    pub fn position(&self) -> Result<Position> {
        URL_SAFE_NO_PAD
            .decode(&self.0)
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok())
            .ok_or_else(|| Error::invalid("after", "is not a cursor that a list returned"))
    }

    /// The text to hand out.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cursor({})", self.0)
    }
}
