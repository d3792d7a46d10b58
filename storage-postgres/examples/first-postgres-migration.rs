//! Writes the first migration anew from the library's tables, which is right until it has been released:
//! `cargo run -p vmbay-storage-postgres --example first-postgres-migration`.

use std::{fs, path::Path};

use vmbay::storage::sql::{POSTGRES, create_table, drop_table};

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = vmbay::entities();
    let up: Vec<String> = tables.iter().map(|schema| create_table(schema, &POSTGRES)).collect();
    let down: String = tables.iter().rev().map(|schema| drop_table(schema)).collect();
    fs::write(folder.join("migrations/0001_spine.up.sql"), up.join("\n"))?;
    fs::write(folder.join("migrations/0001_spine.down.sql"), down)?;
    fs::write(folder.join("schema.sql"), up.join("\n"))
}
