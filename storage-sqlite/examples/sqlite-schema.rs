//! Writes `schema.sql` anew from the library's tables: `cargo run -p vmbay-storage-sqlite --example sqlite-schema`. What it gains
//! belongs into a new migration.

use std::{fs, path::Path};

use vmbay::storage::sql::{SQLITE, create_table};

fn main() -> std::io::Result<()> {
    let tables: Vec<String> = vmbay::entities().iter().map(|schema| create_table(schema, &SQLITE)).collect();
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.sql"), tables.join("\n"))
}
