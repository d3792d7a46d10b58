//! Tables, as a first migration writes them.

use std::fmt::Write;

use super::dialect::Dialect;
use crate::{
    event::Event,
    storage::{Entity, Schema},
};

/// Creates the table of a schema, its references and its indexes.
pub fn create_table(schema: &Schema, dialect: &Dialect) -> String {
    let counted = schema.table == Event::SCHEMA.table;
    let mut lines = Vec::new();
    for column in schema.columns {
        if counted && column.name == "sequence" {
            lines.push(dialect.sequence.to_owned());
            continue;
        }
        let mut line = format!("{} {}", column.name, dialect.column_type(column.kind));
        if !column.nullable {
            line.push_str(" NOT NULL");
        }
        if column.name == "id" {
            line.push_str(if counted { " UNIQUE" } else { " PRIMARY KEY" });
        }
        if let Some(reference) = schema.references.iter().find(|reference| reference.column == column.name) {
            // Writing to a string does not fail.
            let _ = write!(line, " REFERENCES {} (id)", reference.table);
        }
        lines.push(line);
    }
    let [counters, owned] = if counted { dialect.counters } else { ["", ""] };
    let mut out = format!(
        "{counters}CREATE TABLE {} (\n    {}\n){};\n",
        schema.table,
        lines.join(",\n    "),
        dialect.table_options
    );
    for index in schema.indexes.iter().filter(|index| !(counted && index.columns == ["sequence"])) {
        let unique = if index.unique { "UNIQUE " } else { "" };
        let (table, names) = (schema.table, index.columns);
        let _ = writeln!(
            out,
            "CREATE {unique}INDEX {table}_{} ON {table} ({});",
            names.join("_"),
            names.join(", ")
        );
    }
    out.push_str(owned);
    out
}

/// Removes the table of a schema.
pub fn drop_table(schema: &Schema) -> String {
    format!("DROP TABLE {};\n", schema.table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Project, storage::sql::SQLITE};

    #[test]
    fn a_table_has_its_types_references_and_indexes() {
        assert_eq!(
            create_table(Project::SCHEMA, &SQLITE),
            "CREATE TABLE projects (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX projects_organization_id_name ON projects (organization_id, name);
"
        );
    }
}
