//! From SQLite's errors to the library's.

use rusqlite::{Error as Sqlite, ErrorCode as Code, ffi};
use vmbay::{Error, storage::sql::Refusal};

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

/// Why a change was refused, if it was for what it is. SQLite does not tell which reference is broken.
pub(crate) fn refusal(error: &Sqlite) -> Option<Refusal> {
    let Sqlite::SqliteFailure(code, Some(message)) = error else { return None };
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Some(Refusal::Reference(None)),
        // "UNIQUE constraint failed: machines.project_id, machines.name"
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            let columns = message.rsplit(": ").next()?.split(", ");
            let names: Vec<_> = columns.filter_map(|column| column.rsplit('.').next()).collect();
            Some(Refusal::Taken(names.join(", ")))
        }
        _ => None,
    }
}
