//! Reads as data: filters, order, page.

use std::borrow::Cow;

use super::{
    entity::Entity,
    schema::Schema,
    value::{Kind, Value, text_problem},
};
use crate::{
    error::{Error, Result},
    page::{Cursor, DEFAULT_LIMIT, MAX_LIMIT, Page, Position},
};

/// A condition on the columns of a row. A comparison with `NULL` is false; ask with [`Filter::IsNull`].
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Always true.
    All,
    /// Column equals value.
    Eq(Cow<'static, str>, Value),
    /// Column is there and differs from value.
    Ne(Cow<'static, str>, Value),
    /// Column is below value.
    Lt(Cow<'static, str>, Value),
    /// Column is at most value.
    Le(Cow<'static, str>, Value),
    /// Column is above value.
    Gt(Cow<'static, str>, Value),
    /// Column is at least value.
    Ge(Cow<'static, str>, Value),
    /// Column is one of the values; an empty list matches nothing.
    In(Cow<'static, str>, Vec<Value>),
    /// Text begins with this, byte for byte.
    Prefix(Cow<'static, str>, String),
    /// Text contains this, byte for byte.
    Contains(Cow<'static, str>, String),
    /// Column is `NULL`.
    IsNull(Cow<'static, str>),
    /// The JSON object in this column has the text `value` under `key`. Never unknown: no where there is no such key, or
    /// no object, so that `Not(Entry)` matches what lacks it.
    Entry {
        /// A JSON column.
        column: Cow<'static, str>,
        /// A key of the top level.
        key: String,
        /// The text there.
        value: String,
    },
    /// All of these; true when empty.
    And(Vec<Filter>),
    /// At least one of these; false when empty.
    Or(Vec<Filter>),
    /// Not this. Unknown stays unknown: `Not(Eq)` does not match `NULL`.
    Not(Box<Filter>),
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident => $variant:ident;)*) => { $(
        $(#[$doc])*
        pub fn $name(column: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
            Self::$variant(column.into(), value.into())
        }
    )* };
}

impl Filter {
    comparisons! {
        /// Column equals value.
        eq => Eq;
        /// Column is there and differs from value.
        ne => Ne;
        /// Column is below value.
        lt => Lt;
        /// Column is at most value.
        le => Le;
        /// Column is above value.
        gt => Gt;
        /// Column is at least value.
        ge => Ge;
    }

    /// Column is one of the values.
    pub fn is_in<V: Into<Value>>(
        column: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Self::In(column.into(), values.into_iter().map(Into::into).collect())
    }

    /// Text begins with `prefix`.
    pub fn prefix(column: impl Into<Cow<'static, str>>, prefix: impl Into<String>) -> Self {
        Self::Prefix(column.into(), prefix.into())
    }

    /// Text contains `part`.
    pub fn contains(column: impl Into<Cow<'static, str>>, part: impl Into<String>) -> Self {
        Self::Contains(column.into(), part.into())
    }

    /// Column is `NULL`.
    pub fn is_null(column: impl Into<Cow<'static, str>>) -> Self {
        Self::IsNull(column.into())
    }

    /// The JSON object in `column` has the text `value` under `key`.
    pub fn entry(
        column: impl Into<Cow<'static, str>>,
        key: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self::Entry { column: column.into(), key: key.into(), value: value.into() }
    }

    /// Both this and `other`.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, other) => other,
            (this, Self::All) => this,
            (Self::And(mut all), other) => {
                all.push(other);
                Self::And(all)
            }
            (this, other) => Self::And(vec![this, other]),
        }
    }

    /// This or `other`.
    pub fn or(self, other: Self) -> Self {
        Self::Or(vec![self, other])
    }

    /// Refuses unknown columns and values of the wrong type.
    fn check(&self, schema: &Schema) -> Result<()> {
        let column = |name: &str| {
            schema.position(name).map(|at| schema.columns[at]).ok_or_else(|| {
                Error::invalid(format!("filter.{name}"), format!("is not a field of {}", schema.kind))
            })
        };
        let of = |name: &str, found: Kind| {
            let expected = column(name)?.kind;
            if expected == found {
                return Ok(());
            }
            Err(Error::invalid(format!("filter.{name}"), format!("is {expected:?}, not {found:?}")))
        };
        let refuse = |name: &str, problem: Option<&'static str>| {
            problem.map_or(Ok(()), |problem| Err(Error::invalid(format!("filter.{name}"), problem)))
        };
        let compared = |name: &str, value: &Value| {
            of(name, value.kind())?;
            let is_json = value.kind() == Kind::Json;
            refuse(name, is_json.then_some("is JSON: ask for an entry of it").or_else(|| value.problem()))
        };
        match self {
            Self::All => Ok(()),
            Self::Eq(name, value)
            | Self::Ne(name, value)
            | Self::Lt(name, value)
            | Self::Le(name, value)
            | Self::Gt(name, value)
            | Self::Ge(name, value) => compared(name, value),
            Self::In(name, values) => {
                column(name)?;
                values.iter().try_for_each(|value| compared(name, value))
            }
            Self::Prefix(name, text) | Self::Contains(name, text) => {
                of(name, Kind::Text)?;
                refuse(name, text_problem(text))
            }
            Self::IsNull(name) => column(name).map(drop),
            Self::Entry { column: name, key, value } => {
                of(name, Kind::Json)?;
                refuse(name, text_problem(key).or_else(|| text_problem(value)))
            }
            Self::And(all) | Self::Or(all) => all.iter().try_for_each(|filter| filter.check(schema)),
            Self::Not(filter) => filter.check(schema),
        }
    }
}

/// Which way a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Lowest first.
    Ascending,
    /// Highest first.
    Descending,
}

/// A bounded read of one table, in keyset order: by one column, ties broken by id in the same direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The table.
    pub schema: &'static Schema,
    /// The condition.
    pub filter: Filter,
    /// The column to order by; `id` unless told otherwise. It must not be nullable.
    pub order: Cow<'static, str>,
    /// Which way.
    pub direction: Direction,
    /// Only rows beyond this value of the order column and this id.
    pub after: Option<(Value, uuid::Uuid)>,
    /// At most this many rows: 1 to [`MAX_LIMIT`].
    pub limit: u32,
}

impl Query {
    /// Every record of `E`, by id, a page of [`DEFAULT_LIMIT`].
    pub fn of<E: Entity>() -> Self {
        Self::on(E::SCHEMA)
    }

    /// Every row of `schema`, by id, a page of [`DEFAULT_LIMIT`].
    pub fn on(schema: &'static Schema) -> Self {
        Self {
            schema,
            filter: Filter::All,
            order: Cow::Borrowed("id"),
            direction: Direction::Ascending,
            after: None,
            limit: DEFAULT_LIMIT,
        }
    }

    /// Adds a condition to those already there.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = self.filter.and(filter);
        self
    }

    /// Orders by `column`.
    pub fn order_by(mut self, column: impl Into<Cow<'static, str>>, direction: Direction) -> Self {
        self.order = column.into();
        self.direction = direction;
        self
    }

    /// Returns at most `limit` rows.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    /// Continues where the page that gave `cursor` ended.
    ///
    /// # Errors
    /// `invalid_argument` (field `after`) when the cursor belongs to a list of another kind or in another order.
    pub fn after(mut self, cursor: &Cursor) -> Result<Self> {
        let position = cursor.position()?;
        if position.kind != self.schema.kind {
            return Err(Error::invalid("after", "belongs to a list of something else"));
        }
        if position.column != self.order || position.descending != (self.direction == Direction::Descending) {
            return Err(Error::invalid("after", "belongs to a list in another order"));
        }
        self.after = Some((position.value, position.id));
        Ok(self)
    }

    /// Continues where a page ended, or begins where there was none.
    ///
    /// # Errors
    /// As [`after`](Self::after).
    pub fn resume(self, cursor: Option<&Cursor>) -> Result<Self> {
        match cursor {
            Some(cursor) => self.after(cursor),
            None => Ok(self),
        }
    }

    /// Refuses what no adapter need ever see: unknown fields, wrong types, a limit out of range.
    ///
    /// # Errors
    /// `invalid_argument` with the field.
    pub fn check(&self) -> Result<()> {
        if !(1..=MAX_LIMIT).contains(&self.limit) {
            return Err(Error::invalid("limit", format!("must be 1 to {MAX_LIMIT}")));
        }
        let at = self.schema.position(&self.order).ok_or_else(|| {
            Error::invalid("order", format!("{} is not a field of {}", self.order, self.schema.kind))
        })?;
        let column = self.schema.columns[at];
        if column.nullable || column.kind == Kind::Json {
            return Err(Error::invalid("order", format!("{} cannot be ordered by", self.order)));
        }
        if let Some((value, _)) = &self.after
            && value.kind() != column.kind
        {
            return Err(Error::invalid("after", "belongs to a list in another order"));
        }
        self.filter.check(self.schema)
    }

    /// The place of the last of `rows` in this order, when the page is full and more may follow.
    pub fn position_after(&self, rows: &[super::Row]) -> Option<Position> {
        let last = rows.last().filter(|_| rows.len() >= self.limit as usize)?;
        let at = self.schema.position(&self.order)?;
        let Value::Uuid(id) = last.first()? else { return None };
        Some(Position {
            kind: self.schema.kind.to_owned(),
            column: self.order.to_string(),
            descending: self.direction == Direction::Descending,
            value: last.get(at)?.clone(),
            id: *id,
        })
    }

    /// A page of `items` read by this query whose last row lies at `next`.
    pub fn page<T>(items: Vec<T>, next: Option<&Position>) -> Result<Page<T>> {
        Ok(Page { items, next: next.map(Cursor::new).transpose()? })
    }
}
