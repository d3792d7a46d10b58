//! The memory adapter passes the conformance kit.

use std::sync::Arc;

use vmbay::{
    Result,
    storage::{MemoryStorage, Storage},
    testing::storage::StorageRig,
};

#[derive(Default)]
struct Rig(MemoryStorage);

#[async_trait::async_trait]
impl StorageRig for Rig {
    async fn open(&self) -> Result<Arc<dyn Storage>> {
        Ok(Arc::new(self.0.reopen()))
    }
}

vmbay::storage_conformance!(Rig::default());
