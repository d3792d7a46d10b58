//! SQLite storage for vmbay.
