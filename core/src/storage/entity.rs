//! Records with a type: what services work with.

use std::fmt;

use super::schema::{Row, Schema};
use crate::{
    error::Result,
    id::{EntityId, OrganizationId, ProjectId},
};

/// A typed record of one table. Write `#[derive(Entity)]`; see [`vmbay_macros::Entity`].
pub trait Entity: Clone + fmt::Debug + Send + Sync + 'static {
    /// The type of its id.
    type Id: EntityId;
    /// Its table.
    const SCHEMA: &'static Schema;
    /// Its id.
    fn id(&self) -> Self::Id;
    /// The version that was read: 1 for a new record, one more after each update.
    fn version(&self) -> u64;
    /// Sets the version, after an update succeeded.
    fn set_version(&mut self, version: u64);
    /// The organization it belongs to: its field `organization_id`, where it has one.
    fn organization(&self) -> Option<OrganizationId>;
    /// The project it belongs to: its field `project_id`, where it has one.
    fn project(&self) -> Option<ProjectId>;
    /// The values to store, in column order.
    ///
    /// # Errors
    /// `invalid_argument` when a value does not fit its column.
    fn to_row(&self) -> Result<Row>;
    /// The record of stored values.
    ///
    /// # Errors
    /// `corrupt` when they are not what the schema says.
    fn from_row(row: Row) -> Result<Self>;
}
