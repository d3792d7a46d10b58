//! The library on the memory adapter and a simulated host, and files to import.

use std::{path::PathBuf, time::Duration};

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use vmbay::{
    Builder, ErrorCode, Result, Vmbay,
    disk::{Image, ImageImport, ImageQuery, VolumeQuery},
    event::{EventQuery, EventToken},
    fleet::HostQuery,
    hypervisor::simulated::{SimulatedHost, SimulatedOptions},
    id::{EntityId, HostId},
    storage::MemoryStorage,
    testing::content,
};

pub(crate) struct World {
    pub(crate) host: SimulatedHost,
    pub(crate) bay: Vmbay,
    pub(crate) files: TempDir,
}

pub(crate) async fn world() -> World {
    World::with(Vmbay::builder()).await
}

impl World {
    /// A world opened with what `builder` says of everything but the database and the host.
    pub(crate) async fn with(builder: Builder) -> Self {
        let host = SimulatedHost::new(SimulatedOptions::instant());
        let bay = builder
            .storage(MemoryStorage::new())
            .hypervisor("local", host.connect())
            .open()
            .await
            .expect("the library opens");
        Self { host, bay, files: tempfile::tempdir().expect("a directory") }
    }

    pub(crate) fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.files.path().join(name);
        std::fs::write(&path, content).expect("the file is written");
        path
    }

    pub(crate) fn disk(&self, name: &str) -> ImageImport {
        ImageImport::disk(name, self.file(name, &content::qcow2(1 << 30)))
    }

    pub(crate) fn kernel(&self, name: &str) -> ImageImport {
        let kernel = self.file(&format!("{name}.kernel"), &content::kernel());
        ImageImport::kernel(name, kernel, self.file(&format!("{name}.initrd"), &content::initrd()))
    }

    pub(crate) async fn import(&self, import: ImageImport) -> Image {
        self.bay.images().import(import).await.expect("the image is imported")
    }

    /// The topics of what happened that begin with `prefix`, in order.
    pub(crate) async fn topics(&self, prefix: &str) -> Vec<String> {
        let page = self.bay.events().list(EventQuery::after(EventToken::START).topic(prefix)).await;
        page.expect("events are listed").into_iter().map(|event| event.topic).collect()
    }

    /// That the database and the host agree on which files there are, and that nothing is held.
    pub(crate) async fn assert_agreement(&self) {
        let query = VolumeQuery { limit: 1000, ..VolumeQuery::default() };
        let volumes = self.bay.volumes().list(query).await.expect("volumes are listed").items;
        let mut rows: Vec<_> = volumes.iter().map(|volume| volume.id).collect();
        let mut files: Vec<_> = self.host.inventory().volumes.iter().map(|file| file.volume.id).collect();
        rows.sort_unstable();
        files.sort_unstable();
        assert_eq!(rows, files);
        assert!(volumes.iter().all(|volume| volume.lock_operation_id.is_none()));
        let images = self.bay.images().list(ImageQuery::default()).await.expect("images are listed").items;
        assert!(images.iter().all(|image| image.lock_operation_id.is_none()));
    }

    pub(crate) async fn assert_nothing(&self) {
        self.assert_agreement().await;
        assert!(self.host.inventory().volumes.is_empty());
        assert!(self.bay.images().list(ImageQuery::default()).await.expect("a list").items.is_empty());
    }

    pub(crate) async fn host_id(&self) -> HostId {
        self.bay.hosts().list(HostQuery::default()).await.expect("hosts are listed").items[0].id
    }

    pub(crate) async fn close(self) {
        self.bay.shutdown(Duration::from_secs(5)).await.expect("the library closes");
    }
}

pub(crate) fn code<T: std::fmt::Debug>(result: Result<T>) -> ErrorCode {
    result.expect_err("it is refused").code()
}

pub(crate) fn sha256(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

/// An id that nothing has.
pub(crate) fn unknown<I: EntityId>() -> I {
    I::from(uuid::Uuid::max())
}
