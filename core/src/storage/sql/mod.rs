//! SQL text, shared by every SQL adapter: statements from schemas and queries, with values only as parameters.
//!
//! - [`Dialect`]: what the databases write differently;
//! - [`select`], [`count`], [`claim`]: reads and claims, from a [`Query`](super::Query);
//! - [`apply`]: the changes of a unit on a [`Session`], within a transaction; [`Steps`] keeps their texts;
//! - [`write()`], [`write_and_claim`]: a unit on a [`Server`], written once though replies may be lost;
//! - [`number`]: the order of events where transactions commit side by side;
//! - [`migrate`]: a command on the migrations of a database;
//! - [`create_table`]: a table, as a first migration writes it.

mod apply;
mod change;
mod commit;
mod ddl;
mod dialect;
mod filter;
mod ledger;
pub mod number;
mod read;
mod session;
mod step;
mod unit;

use std::borrow::Cow;

use self::step::Step;
pub use self::{
    apply::{Failure, SAVEPOINT, apply},
    commit::{unknown, write, write_and_claim},
    ddl::{create_table, drop_table},
    dialect::{Dialect, POSTGRES, SQLITE},
    ledger::migrate,
    read::{NUMBER, claim, count, counted, select},
    session::{Fate, Server, Session},
    step::{Refusal, Steps},
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
