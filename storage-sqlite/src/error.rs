//! From SQLite's errors to the library's.

use rusqlite::{Error as Sqlite, ErrorCode as Code, ffi};
use vmbay::Error;

/// The error of a call that was to do `what`, such as `read`: for [`transaction`](crate::SqliteStorage::transaction) and
/// [`query`](crate::SqliteStorage::query) too.
pub fn failed(what: &'static str, error: Sqlite) -> Error {
    match error.sqlite_error_code() {
        Some(Code::DiskFull) => Error::OutOfSpace { what: "the database".into(), source: Some(error.into()) },
        Some(Code::CannotOpen | Code::PermissionDenied) => Error::Unavailable {
            what: "the database".into(),
            mend: "check that its directory is there and that it may be written".into(),
            source: Some(error.into()),
        },
        Some(Code::ReadOnly) => Error::Unavailable {
            what: "the database".into(),
            mend: "it cannot be written: check its permissions and those of its directory".into(),
            source: Some(error.into()),
        },
        Some(Code::NotADatabase | Code::DatabaseCorrupt) => {
            Error::corrupt("the database", format!("SQLite says: {error}"))
        }
        _ => Error::StorageFailed {
            adapter: "sqlite",
            what: what.into(),
            retryable: is_busy(&error),
            source: error.into(),
        },
    }
}

/// Whether another connection was in the way.
pub(crate) fn is_busy(error: &Sqlite) -> bool {
    matches!(error.sqlite_error_code(), Some(Code::DatabaseBusy | Code::DatabaseLocked))
}

/// The columns of the unique index that refused a row; none when something else failed.
pub(crate) fn taken(error: &Sqlite) -> Option<String> {
    let Sqlite::SqliteFailure(code, Some(message)) = error else { return None };
    let unique = [ffi::SQLITE_CONSTRAINT_UNIQUE, ffi::SQLITE_CONSTRAINT_PRIMARYKEY];
    if !unique.contains(&code.extended_code) {
        return None;
    }
    // "UNIQUE constraint failed: machines.project_id, machines.name"
    let columns = message.rsplit(": ").next()?.split(", ");
    Some(columns.filter_map(|column| column.rsplit('.').next()).collect::<Vec<_>>().join(", "))
}

/// Whether a reference refused a change.
pub(crate) fn is_reference(error: &Sqlite) -> bool {
    matches!(error, Sqlite::SqliteFailure(code, _) if code.extended_code == ffi::SQLITE_CONSTRAINT_FOREIGNKEY)
}
