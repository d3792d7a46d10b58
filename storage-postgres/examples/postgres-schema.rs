//! Writes `schema.sql` anew from the library's tables: `cargo run -p vmbay-storage-postgres --example postgres-schema`. What
//! it gains belongs into a new migration.

use std::{fs, path::Path};

use vmbay::storage::sql::{POSTGRES, create_table};

fn main() -> std::io::Result<()> {
    let tables: Vec<String> =
        vmbay::entities().iter().map(|schema| create_table(schema, &POSTGRES)).collect();
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.sql"), tables.join("\n"))
}
