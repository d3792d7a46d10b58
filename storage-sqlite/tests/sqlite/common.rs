//! A small record and an event to write.

use std::sync::Arc;

use vmbay::{
    Timestamp,
    event::Event,
    observe::Setting,
    storage::{Changes, MigrateCommand, Storage},
    uuid::Uuid,
};
use vmbay_storage_sqlite::{SqliteOptions, SqliteStorage};

/// A migrated database in `folder`.
pub(crate) async fn storage(folder: &std::path::Path, options: SqliteOptions) -> Arc<SqliteStorage> {
    let storage = SqliteStorage::open_with(folder.join("bay.db"), options).await.unwrap();
    storage.migrate(&[], MigrateCommand::Latest).await.unwrap();
    Arc::new(storage)
}

/// A setting named after its number.
pub(crate) fn setting(number: u128) -> Setting {
    named(number, &format!("s-{number}"))
}

/// A setting of this name.
pub(crate) fn named(number: u128, name: &str) -> Setting {
    Setting {
        id: Uuid::from_u128(number).into(),
        version: 1,
        name: name.to_owned(),
        value: serde_json::json!("x".repeat(200)),
        updated_at: Timestamp::EPOCH,
    }
}

/// A unit that stores a setting and tells of it.
pub(crate) fn announced(number: u128) -> Changes {
    let event = Event {
        id: Uuid::from_u128(number).into(),
        version: 1,
        sequence: 0,
        topic: "setting.created".into(),
        entity_kind: "setting".into(),
        entity_id: Uuid::from_u128(number),
        organization_id: None,
        project_id: None,
        actor: "system".into(),
        operation_id: None,
        request_id: None,
        payload: serde_json::Value::Null,
        payload_version: 1,
        at: Timestamp::EPOCH,
    };
    Changes::new().insert(&setting(number)).unwrap().emit(&event).unwrap()
}
