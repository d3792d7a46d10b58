//! Importing and deleting images.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    file::Found,
    import::ImageImport,
    record::{Image, ImageState},
};
use crate::{
    disk::{
        inspect::Content,
        place::Place,
        pool::StoragePool,
        users::refuse_used_image,
        volume::{Volume, VolumeState},
    },
    error::{Error, Failure, Result},
    fleet::HostLinks,
    id::{ImageId, OperationId, OrganizationId, ProjectId, VolumeId},
    operation::{Run, Saga, Step},
    ports::Ports,
    storage::{Changes, Repository},
};

/// Everything the rows of a new image are made of.
pub(super) struct Draft<'a> {
    pub(super) import: &'a ImageImport,
    pub(super) home: (OrganizationId, ProjectId),
    pub(super) pool: &'a StoragePool,
    /// Its files as they were found, the main one first.
    pub(super) files: &'a [Found],
    pub(super) operation: OperationId,
}

impl Draft<'_> {
    /// The image and the unit that writes it down, with its files.
    pub(super) fn rows(&self, ports: &Ports) -> Result<(Image, Changes)> {
        let ids: Vec<VolumeId> = self.files.iter().map(|_| ports.id()).collect();
        let [main, others @ ..] = self.files else {
            return Err(Error::invalid("source", "names no file"));
        };
        let image = Image {
            id: ports.id(),
            version: 1,
            organization_id: self.home.0,
            project_id: self.home.1,
            name: self.import.name.clone(),
            description: self.import.description.clone(),
            kind: self.import.kind(),
            state: ImageState::Importing,
            lock_operation_id: Some(self.operation),
            pool_id: self.pool.id,
            volume_id: ids[0],
            initrd_volume_id: ids.get(1).copied(),
            sha256: None,
            initrd_sha256: None,
            size_bytes: main.length + others.iter().map(|file| file.length).sum::<u64>(),
            virtual_size_bytes: (self.import.kind() == super::ImageKind::Disk)
                .then_some(main.content.size_bytes),
            command_line: self.import.command_line.clone(),
            labels: self.import.labels.clone(),
            created_at: ports.now(),
        };
        let mut changes = Changes::new().insert(&image)?;
        for (id, file) in ids.into_iter().zip(self.files) {
            changes = changes.insert(&self.volume(&image, id, file.content))?;
        }
        Ok((image, changes))
    }

    fn volume(&self, image: &Image, id: VolumeId, content: Content) -> Volume {
        Volume {
            id,
            version: 1,
            organization_id: image.organization_id,
            project_id: image.project_id,
            pool_id: image.pool_id,
            name: image.name.clone(),
            format: content.format,
            size_bytes: content.size_bytes,
            backing_volume_id: None,
            machine_id: None,
            delete_with_machine: false,
            position: None,
            image_id: Some(image.id),
            state: VolumeState::Allocating,
            lock_operation_id: Some(self.operation),
            created_at: image.created_at,
        }
    }
}

/// Copies the files of an image into its pool.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    pub(crate) hosts: HostLinks,
}

/// What an import gives back.
#[derive(Debug, Serialize, Deserialize)]
struct Digests {
    sha256: String,
    initrd_sha256: Option<String>,
}

#[async_trait]
impl Saga for Import {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Copy];
    const COMPENSATES: bool = true;

    fn kind(&self) -> &str {
        super::service::IMPORT
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let (image, files) = image(run).await?;
        let digests: Digests = serde_json::from_value(run.output().unwrap_or_default())
            .map_err(|error| Error::corrupt("the output of an import", error.to_string()))?;
        let image = Image {
            state: ImageState::Ready,
            lock_operation_id: None,
            sha256: Some(digests.sha256),
            initrd_sha256: digests.initrd_sha256,
            ..image
        };
        let payload = json!({ "name": image.name, "sha256": image.sha256, "size_bytes": image.size_bytes });
        let event = run.event("image.imported", &image, payload);
        files.into_iter().try_fold(Changes::new().update(&image)?.emit(&event)?, |changes, file| {
            changes.update(&Volume { state: VolumeState::InUse, lock_operation_id: None, ..file })
        })
    }

    async fn fail(&self, run: &Run, failure: &Failure, undone: bool) -> Result<Changes> {
        let (image, files) = image(run).await?;
        let payload = json!({ "name": image.name, "failure": failure });
        let changes = Changes::new().emit(&run.event("image.import_failed", &image, payload))?;
        if undone {
            return Ok(remove(changes, &image, &files));
        }
        // Something of it may be left: whoever deletes the image takes it away.
        let image = Image { state: ImageState::Failed, lock_operation_id: None, ..image };
        files.into_iter().try_fold(changes.update(&image)?, |changes, file| {
            changes.update(&Volume { lock_operation_id: None, ..file })
        })
    }
}

struct Copy;

#[async_trait]
impl Step<Import> for Copy {
    fn name(&self) -> &'static str {
        "copy"
    }

    async fn perform(&self, saga: &Import, run: &Run) -> Result<()> {
        let import: ImageImport = run.input()?;
        let (image, volumes) = image(run).await?;
        let total = image.size_bytes;
        let mut copied = 0;
        let mut digests = Vec::with_capacity(volumes.len());
        for (file, volume) in import.files().iter().zip(&volumes) {
            let expected = Content { format: volume.format, size_bytes: volume.size_bytes };
            let progress = move |run: &Run, read: u64| tell(run, copied + read, total);
            let (content, digest) = file.stream(expected, run.share(), progress);
            let place = Place::of(run.ports(), &saga.hosts, volume).await?;
            place.hypervisor.upload_volume(&place.volume, content).await?;
            let unread = |_| Error::corrupt("an upload", "it ended before all of its content was taken");
            digests.push(digest.await.map_err(unread)?);
            copied += volume.size_bytes;
        }
        let mut digests = digests.into_iter();
        run.set_output(json!(Digests {
            sha256: digests.next().unwrap_or_default(),
            initrd_sha256: digests.next()
        }));
        Ok(())
    }

    async fn undo(&self, saga: &Import, run: &Run) -> Result<()> {
        delete_files(run, &saga.hosts).await
    }
}

#[expect(clippy::cast_precision_loss, reason = "a fraction for people")]
fn tell(run: &Run, copied: u64, total: u64) {
    const MIB: u64 = 1 << 20;
    let message = format!("copied {} of {} MiB", copied / MIB, total.div_ceil(MIB));
    run.progress(copied as f64 / total.max(1) as f64, message);
}

/// Deletes an image: its files, then its rows.
#[derive(Clone, Debug)]
pub(crate) struct DeleteImage {
    pub(crate) hosts: HostLinks,
}

/// What a deletion was asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Deletion {
    /// What the image was, and is again when nothing of it was touched.
    pub(super) from: ImageState,
}

#[async_trait]
impl Saga for DeleteImage {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&CheckUsers, &DeleteFiles];
    const COMPENSATES: bool = false;

    fn kind(&self) -> &str {
        super::service::DELETE
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let (image, files) = image(run).await?;
        let event = run.event("image.deleted", &image, json!({ "name": image.name }));
        Ok(remove(Changes::new().emit(&event)?, &image, &files))
    }

    async fn fail(&self, run: &Run, failure: &Failure, _undone: bool) -> Result<Changes> {
        let (image, _) = image(run).await?;
        let payload = json!({ "name": image.name, "failure": failure });
        let event = run.event("image.delete_failed", &image, payload);
        let untouched = run.operation().step == 0;
        let state = if untouched { run.input::<Deletion>()?.from } else { ImageState::Deleting };
        Changes::new().update(&Image { state, lock_operation_id: None, ..image })?.emit(&event)
    }
}

/// Looks for users once more: one that came before the image was marked as `deleting` is seen now, and none can come any
/// more.
struct CheckUsers;

#[async_trait]
impl Step<DeleteImage> for CheckUsers {
    fn name(&self) -> &'static str {
        "look for users"
    }

    async fn perform(&self, _saga: &DeleteImage, run: &Run) -> Result<()> {
        let (image, files) = image(run).await?;
        let files: Vec<VolumeId> = files.iter().map(|file| file.id).collect();
        refuse_used_image(&*run.ports().storage, image.id, &files).await
    }
}

struct DeleteFiles;

#[async_trait]
impl Step<DeleteImage> for DeleteFiles {
    fn name(&self) -> &'static str {
        "delete files"
    }

    async fn perform(&self, saga: &DeleteImage, run: &Run) -> Result<()> {
        delete_files(run, &saga.hosts).await
    }
}

/// The image a run works on, and its files, the main one first.
async fn image(run: &Run) -> Result<(Image, Vec<Volume>)> {
    let storage = &*run.ports().storage;
    let image = Repository::<Image>::get(storage, run.target::<ImageId>()?).await?;
    let ids: Vec<VolumeId> = std::iter::once(image.volume_id).chain(image.initrd_volume_id).collect();
    let mut found = Repository::<Volume>::get_many(storage, &ids).await?;
    let files = ids.iter().filter_map(|id| found.remove(id)).collect();
    Ok((image, files))
}

async fn delete_files(run: &Run, hosts: &HostLinks) -> Result<()> {
    for file in image(run).await?.1 {
        let place = Place::of(run.ports(), hosts, &file).await?;
        place.hypervisor.delete_volume(&place.volume).await?;
    }
    Ok(())
}

/// Removes the rows of an image whose files are gone.
fn remove(changes: Changes, image: &Image, files: &[Volume]) -> Changes {
    files.iter().fold(changes, Changes::delete).delete(image)
}
