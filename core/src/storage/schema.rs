//! What a table looks like: the shape against which rows cross into an adapter.

use super::value::{Kind, Value};
use crate::error::{Error, Result};

/// A record as an adapter sees it: one value per column of its schema, in order.
pub type Row = Vec<Value>;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, snake case.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Whether it may be `NULL`.
    pub nullable: bool,
}

/// An index of a table. A `NULL` in a unique index equals nothing, itself included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// The indexed columns, in order.
    pub columns: &'static [&'static str],
    /// Whether two rows may not share the indexed values.
    pub unique: bool,
}

/// A column that holds the id of a row in another table; the row cannot be deleted while it is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The column here.
    pub column: &'static str,
    /// The table referred to.
    pub table: &'static str,
}

/// A table: column 0 is `id` (UUID), column 1 is `version` (integer, 1 when inserted).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// What one row is, in the words of the domain: `machine`.
    pub kind: &'static str,
    /// The table's name: `machines`.
    pub table: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its indexes, besides that of the id.
    pub indexes: &'static [Index],
    /// Its references.
    pub references: &'static [Reference],
}

impl Schema {
    /// The place of the column `name`, if there is one.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Refuses a row that does not have this shape.
    ///
    /// # Errors
    /// `invalid_argument` with the column.
    pub fn check(&self, row: &[Value]) -> Result<()> {
        if row.len() != self.columns.len() {
            return Err(Error::invalid(
                self.table,
                format!("has {} columns, not {}", self.columns.len(), row.len()),
            ));
        }
        for (column, value) in self.columns.iter().zip(row) {
            if value.kind() != column.kind {
                return Err(Error::invalid(
                    column.name,
                    format!("is {:?}, not {:?}", column.kind, value.kind()),
                ));
            }
            if value.is_null() && !column.nullable {
                return Err(Error::invalid(column.name, "must be given"));
            }
            if let Some(problem) = value.problem() {
                return Err(Error::invalid(column.name, problem));
            }
        }
        Ok(())
    }

    /// Refuses to set a column that is not there, or to a value that is not of its kind.
    ///
    /// # Errors
    /// `invalid_argument` with the column.
    pub fn check_set(&self, set: &[(&'static str, Value)]) -> Result<()> {
        for (name, value) in set {
            let kind = self.position(name).map(|at| self.columns[at].kind);
            if kind != Some(value.kind()) {
                let problem = match kind {
                    Some(kind) => format!("is {kind:?}, not {:?}", value.kind()),
                    None => format!("is not a field of {}", self.kind),
                };
                return Err(Error::invalid(*name, problem));
            }
        }
        Ok(())
    }

    /// Whether the table has the column `name`.
    pub fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }
}
