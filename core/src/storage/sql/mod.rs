//! SQL text, shared by every SQL adapter: statements from schemas and queries, with values only as parameters.
//!
//! - [`Dialect`]: what the databases write differently;
//! - [`select`], [`count`], [`claim`]: reads and claims, from a [`Query`](super::Query);
//! - [`insert`], [`emit`], [`update`], [`delete`], [`expect`], [`add`]: changes, from a [`Schema`](super::Schema);
//! - [`fused`]: a whole unit as one statement, where the database can; [`locked`]: its rows locked in one order;
//! - [`create_table`]: a table, as a first migration writes it.

mod change;
mod ddl;
mod dialect;
mod filter;
mod read;
mod unit;

use std::borrow::Cow;

pub use self::{
    change::{add, delete, emit, expect, insert, update},
    ddl::{create_table, drop_table},
    dialect::{Dialect, POSTGRES, SQLITE},
    read::{claim, count, select},
    unit::{fused, locked},
};
use super::Value;

/// A statement and the values of its parameters, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement<'a> {
    /// The text.
    pub text: String,
    /// The values: the first belongs to parameter 1.
    pub values: Vec<Cow<'a, Value>>,
}

impl<'a> Statement<'a> {
    /// Adds a parameter and writes its name.
    fn bind(&mut self, dialect: &Dialect, value: Cow<'a, Value>) {
        self.values.push(value);
        dialect.parameter(&mut self.text, self.values.len());
    }

    fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }
}
