//! The adapter passes the conformance kit, on connections to a server and through a pooler.

use std::{sync::Arc, thread};

use vmbay::{Result, storage::Storage, testing::storage::StorageRig};
use vmbay_storage_postgres::{
    PostgresOptions, PostgresStorage,
    sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, postgres::PgConnectOptions, raw_sql},
};

/// A schema of its own on a server of the run.
struct Rig {
    url: String,
    options: PostgresOptions,
}

impl Rig {
    fn new(url: String, pooler: bool) -> Self {
        let schema = vmbay_test_postgres::schema().into();
        Self { url, options: PostgresOptions { schema, pooler, ..PostgresOptions::default() } }
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
            // A parameter that no pooler takes.
            let target = self.url.parse::<PgConnectOptions>()?.extra_float_digits(None);
            let mut connection = target.connect().await?;
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
    vmbay::storage_conformance!(Rig::new(vmbay_test_postgres::shared(), false));
}

mod through_a_pooler {
    use super::*;
    vmbay::storage_conformance!(Rig::new(vmbay_test_postgres::pooled(), true));
}
