//! From SQLite's errors to the library's.

use rusqlite::{Error as Sqlite, ErrorCode as Code, ffi};
use vmbay::{Error, Resource};

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

/// The error for a row that could not be stored because a unique value is taken.
pub(crate) fn already_exists(kind: &'static str, id: uuid::Uuid, columns: String) -> Error {
    Error::AlreadyExists { resource: Resource::new(kind, id), field: columns.into() }
}

#[cfg(test)]
mod tests {
    use vmbay::ErrorCode;

    use super::*;

    fn error(code: i32, message: &str) -> Sqlite {
        Sqlite::SqliteFailure(ffi::Error::new(code), Some(message.to_owned()))
    }

    #[test]
    fn each_failure_of_sqlite_has_its_code_and_says_whether_to_try_again() {
        for (sqlite, code, retryable) in [
            (ffi::SQLITE_BUSY, ErrorCode::StorageFailed, true),
            (ffi::SQLITE_BUSY_SNAPSHOT, ErrorCode::StorageFailed, true),
            (ffi::SQLITE_LOCKED, ErrorCode::StorageFailed, true),
            (ffi::SQLITE_IOERR_WRITE, ErrorCode::StorageFailed, false),
            (ffi::SQLITE_FULL, ErrorCode::OutOfSpace, false),
            (ffi::SQLITE_READONLY, ErrorCode::Unavailable, true),
            (ffi::SQLITE_READONLY_DIRECTORY, ErrorCode::Unavailable, true),
            (ffi::SQLITE_CANTOPEN, ErrorCode::Unavailable, true),
            (ffi::SQLITE_CORRUPT, ErrorCode::Corrupt, false),
            (ffi::SQLITE_NOTADB, ErrorCode::Corrupt, false),
        ] {
            let error = failed("write", error(sqlite, "as it says"));
            assert_eq!((error.code(), error.is_retryable()), (code, retryable), "{sqlite}");
        }
    }

    #[test]
    fn a_refused_row_names_the_columns_of_the_index_that_refused_it() {
        let unique =
            error(ffi::SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: nics.machine_id, nics.position");
        assert_eq!(taken(&unique).as_deref(), Some("machine_id, position"));
        assert_eq!(
            taken(&error(ffi::SQLITE_CONSTRAINT_NOTNULL, "NOT NULL constraint failed: nics.mac")),
            None
        );
        assert!(is_reference(&error(ffi::SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed")));
    }
}
