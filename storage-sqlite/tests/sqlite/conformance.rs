//! The adapter passes the conformance kit, on a file and in memory.

use std::sync::Arc;

use vmbay::{Result, storage::Storage, testing::storage::StorageRig};
use vmbay_storage_sqlite::SqliteStorage;

mod on_a_file {
    use super::*;

    struct Rig(tempfile::TempDir);

    #[async_trait::async_trait]
    impl StorageRig for Rig {
        async fn open(&self) -> Result<Arc<dyn Storage>> {
            Ok(Arc::new(SqliteStorage::open(self.0.path().join("bay.db")).await?))
        }
    }

    vmbay::storage_conformance!(Rig(tempfile::tempdir().unwrap()));
}

mod in_memory {
    use super::*;

    struct Rig;

    #[async_trait::async_trait]
    impl StorageRig for Rig {
        async fn open(&self) -> Result<Arc<dyn Storage>> {
            Ok(Arc::new(SqliteStorage::open_in_memory()?))
        }
    }

    vmbay::storage_conformance!(one_handle: Rig);
}
