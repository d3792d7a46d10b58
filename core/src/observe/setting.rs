//! What the database overrides.

use crate::{clock::Timestamp, id::SettingId};

/// A named value that the database keeps for every process that opens it.
#[derive(Clone, Debug, PartialEq, vmbay_macros::Entity)]
#[entity(table = "settings")]
pub struct Setting {
    /// Its id.
    pub id: SettingId,
    /// Its version.
    pub version: u64,
    /// Its name, unique.
    #[entity(unique)]
    pub name: String,
    /// Its value.
    pub value: serde_json::Value,
    /// When it was last written.
    pub updated_at: Timestamp,
}
