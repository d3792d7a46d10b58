//! Where the rows are that several processes share.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use vmbay::storage::Storage;
use vmbay_storage_postgres::{PostgresOptions, PostgresStorage};
use vmbay_storage_sqlite::SqliteStorage;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Database {
    Sqlite { file: PathBuf },
    Postgres { url: String, schema: String },
}

impl Database {
    /// A new file.
    pub(crate) fn sqlite(folder: &Path) -> Self {
        Self::Sqlite { file: folder.join("bay.db") }
    }

    /// A new schema on the server of the run.
    pub(crate) fn postgres() -> Self {
        Self::Postgres { url: vmbay_test_postgres::shared(), schema: vmbay_test_postgres::schema() }
    }

    pub(crate) async fn connect(&self) -> Arc<dyn Storage> {
        match self {
            Self::Sqlite { file } => Arc::new(SqliteStorage::open(file).await.unwrap()),
            Self::Postgres { url, schema } => {
                let options = PostgresOptions { schema: schema.clone().into(), ..PostgresOptions::default() };
                Arc::new(PostgresStorage::connect_with(url, options).await.unwrap())
            }
        }
    }
}
