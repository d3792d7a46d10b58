//! The adapter passes the conformance kit, on a connection to the server and as if through a pooler.

use std::{sync::Arc, thread};

use vmbay::{Result, storage::Storage, testing::storage::StorageRig};
use vmbay_storage_postgres::{
    PostgresOptions, PostgresStorage,
    sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql},
};

/// A schema of its own on the server of the run.
struct Rig {
    url: String,
    options: PostgresOptions,
}

impl Rig {
    fn new(pooler: bool) -> Self {
        let schema = vmbay_test_postgres::schema().into();
        Self {
            url: vmbay_test_postgres::shared(),
            options: PostgresOptions { schema, pooler, ..PostgresOptions::default() },
        }
    }
}

#[async_trait::async_trait]
impl StorageRig for Rig {
    async fn open(&self) -> Result<Arc<dyn Storage>> {
        Ok(Arc::new(PostgresStorage::connect_with(&self.url, self.options.clone()).await?))
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        let text = format!("DROP SCHEMA IF EXISTS {} CASCADE", self.options.schema);
        let remove = async {
            let mut connection = PgConnection::connect(&self.url).await?;
            raw_sql(AssertSqlSafe(text)).execute(&mut connection).await?;
            connection.close().await
        };
        thread::scope(|scope| {
            let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build();
            scope.spawn(move || runtime().map(|runtime| runtime.block_on(remove)));
        });
    }
}

mod on_a_server {
    use super::*;
    vmbay::storage_conformance!(Rig::new(false));
}

mod through_a_pooler {
    use super::*;
    vmbay::storage_conformance!(Rig::new(true));
}
