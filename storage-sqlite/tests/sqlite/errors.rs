//! What SQLite says, in the library's words.

use vmbay::ErrorCode;
use vmbay_storage_sqlite::{
    failed,
    rusqlite::{Error, ffi},
};

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
        let error = failed("write", Error::SqliteFailure(ffi::Error::new(sqlite), Some("as it says".into())));
        assert_eq!((error.code(), error.is_retryable()), (code, retryable), "{sqlite}");
    }
}
