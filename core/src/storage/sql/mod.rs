//! SQL text, shared by every SQL adapter: statements from schemas and queries, with values only as parameters.
//!
//! - [`Dialect`]: what the databases write differently;
//! - [`select`], [`count`], [`claim`]: reads and claims, from a [`Query`](super::Query);
//! - [`Steps`], [`Step`]: one change as one statement, and what it means when that touches no row or is refused;
//! - [`fused`], [`plan`]: a whole unit as one statement or a few, where the database can; [`locked`]: its rows locked in
//!   one order;
//! - [`migrate`]: a command on the migrations of a database;
//! - [`create_table`]: a table, as a first migration writes it.

mod change;
mod ddl;
mod dialect;
mod filter;
mod ledger;
mod read;
mod step;
mod unit;

use std::borrow::Cow;

pub use self::{
    ddl::{create_table, drop_table},
    dialect::{Dialect, POSTGRES, SQLITE},
    ledger::{Session, migrate},
    read::{claim, count, select},
    step::{Refusal, Step, Steps},
    unit::{fused, locked, plan},
};
use super::{Kind, Value};

/// A statement and the values of its parameters, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement<'a> {
    /// The text.
    pub text: String,
    /// The values: the first belongs to parameter 1.
    pub values: Vec<Parameter<'a>>,
}

/// What a parameter of a statement stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Parameter<'a> {
    /// One value.
    One(Cow<'a, Value>),
    /// An array of values of one type, for a database that has arrays.
    Many(Kind, Vec<Cow<'a, Value>>),
}

impl<'a> Statement<'a> {
    /// Adds a parameter and writes its name.
    fn bind(&mut self, dialect: &Dialect, value: Cow<'a, Value>) {
        self.values.push(Parameter::One(value));
        dialect.parameter(&mut self.text, self.values.len());
    }

    fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }
}
