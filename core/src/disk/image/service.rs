//! Images: importing, finding, changing and deleting them.

use std::collections::BTreeMap;

use futures::stream::BoxStream;
use serde_json::json;

use super::{
    import::ImageImport,
    record::{Image, ImageKind, ImageState},
    saga::{Deletion, Draft},
};
use crate::{
    access::{Caller, Permission},
    disk::{place::choose_pool, pool::StoragePool, users::refuse_used_image},
    error::{Error, Result},
    fleet::HostLinks,
    id::{ImageId, ProjectId},
    name::{check_command_line, check_description, check_labels},
    operation::{NewOperation, Operation, OperationRecord, Runner},
    page::{Cursor, DEFAULT_LIMIT, Page},
    storage::{Changes, Direction, Entity, Filter, Query, Repository},
};

/// The kinds of the operations on images.
pub(super) const IMPORT: &str = "image.import";
pub(super) const DELETE: &str = "image.delete";

/// How often a deletion is begun anew because the image changed while it was being begun.
const CONFLICTS: u32 = 100;

/// Which images to list, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageQuery {
    /// Only those in this project.
    pub project_id: Option<ProjectId>,
    /// Only those of this kind.
    pub kind: Option<ImageKind>,
    /// Only those in this state.
    pub state: Option<ImageState>,
    /// Only those whose name begins with this.
    pub name_prefix: Option<String>,
    /// Only those that carry all of these labels.
    pub labels: BTreeMap<String, String>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for ImageQuery {
    fn default() -> Self {
        Self {
            project_id: None,
            kind: None,
            state: None,
            name_prefix: None,
            labels: BTreeMap::new(),
            after: None,
            limit: DEFAULT_LIMIT,
        }
    }
}

impl ImageQuery {
    fn query(&self) -> Result<Query> {
        let equals = [
            self.project_id.map(|id| Filter::eq("project_id", id)),
            self.kind.map(|kind| Filter::eq("kind", kind)),
            self.state.map(|state| Filter::eq("state", state)),
            self.name_prefix.as_ref().map(|prefix| Filter::prefix("name", prefix)),
        ];
        let labels = self.labels.iter().map(|(key, value)| Filter::entry("labels", key, value));
        Query::of::<Image>()
            .filter(equals.into_iter().flatten().chain(labels).fold(Filter::All, Filter::and))
            .order_by("created_at", Direction::Descending)
            .limit(self.limit)
            .resume(self.after.as_ref())
    }
}

/// What to change of an image; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageUpdate {
    /// What people should know.
    pub description: Option<String>,
    /// Labels, in the place of those there.
    pub labels: Option<BTreeMap<String, String>>,
    /// The kernel's command line unless a machine brings its own.
    pub command_line: Option<String>,
    /// The version the caller saw; an image that changed since is then refused with `conflict`.
    pub expected_version: Option<u64>,
}

impl ImageUpdate {
    fn apply(&self, image: &mut Image) -> Result<()> {
        if let Some(description) = &self.description {
            image.description.clone_from(description);
        }
        if let Some(labels) = &self.labels {
            image.labels.clone_from(labels);
        }
        if let Some(command_line) = &self.command_line {
            if image.kind != ImageKind::Kernel {
                return Err(Error::invalid("command_line", "belongs to a kernel"));
            }
            image.command_line = Some(command_line.clone());
        }
        Ok(())
    }
}

/// Images: [`Vmbay::images`](crate::Vmbay::images).
///
/// Long verbs are pairs: `import` returns when the image is ready, `begin_import` returns an [`Operation`] at once.
/// Dropping the future of the first abandons the wait, not the work.
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
/// use vmbay::disk::ImageImport;
///
/// let image = bay.images().import(ImageImport::disk("debian-12", "debian-12.qcow2")).await?;
/// println!("{}: sha256 {}", image.name, image.sha256.unwrap_or_default());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Images {
    caller: Caller,
    hosts: HostLinks,
    runner: Runner,
}

impl Images {
    pub(crate) fn new(caller: Caller, hosts: HostLinks, runner: Runner) -> Self {
        Self { caller, hosts, runner }
    }

    /// The image of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: ImageId) -> Result<Image> {
        let scope = self.caller.authorize(Permission::new("image:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of images, newest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: ImageQuery) -> Result<Page<Image>> {
        let scope = self.caller.authorize(Permission::new("image:list")).await?;
        self.caller.list(scope, query.query()?).await
    }

    /// Every image, newest first, page by page; `query.limit` is the size of a page.
    pub async fn stream(&self, query: ImageQuery) -> Result<BoxStream<'static, Result<Image>>> {
        let scope = self.caller.authorize(Permission::new("image:list")).await?;
        let query = query.query()?.filter(scope.filter(Image::SCHEMA));
        Ok(Repository::<Image>::stream(self.caller.ports.storage.clone(), query))
    }

    /// Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
    /// sha256 where one was given.
    ///
    /// # Errors
    /// `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
    /// refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
    /// `idempotency_conflict`. Whatever the failure, nothing is left of the image.
    pub async fn import(&self, import: ImageImport) -> Result<Image> {
        self.begin_import(import).await?.wait().await
    }

    /// Begins what [`import`](Self::import) does. What its files say is judged before this returns.
    pub async fn begin_import(&self, import: ImageImport) -> Result<Operation<Image>> {
        let scope = self.caller.authorize(Permission::new("image:import")).await?;
        let import = import.checked()?;
        let home = self.caller.place(scope, import.project_id).await?;
        let mut new = NewOperation {
            organization_id: Some(home.0),
            project_id: Some(home.1),
            input: json!(import),
            idempotency_key: import.idempotency_key.clone(),
            ..NewOperation::of(IMPORT)
        };
        if let Some(earlier) = self.runner.earlier(&new).await? {
            return Ok(self.handle(&earlier));
        }
        let mut files = Vec::new();
        for file in import.files() {
            files.push(file.look().await?);
        }
        let pool = choose_pool(&self.caller.ports, &self.hosts, import.pool_id, import.host_id).await?;
        new.host_id = Some(pool.host_id);
        let mut operation = self.runner.prepare(&self.caller, new);
        let draft = Draft { import: &import, home, pool: &pool, files: &files, operation: operation.id };
        let (image, rows) = draft.rows(&self.caller.ports)?;
        operation.target_kind = Some("image".to_owned());
        operation.target_id = Some(image.id.into());
        let payload = json!({ "name": image.name, "kind": image.kind });
        let event = self.caller.event("image.created", &image, payload);
        Ok(self.handle(&self.runner.submit(operation, rows.emit(&event)?).await?))
    }

    /// Changes the image's description, labels or command line.
    ///
    /// # Errors
    /// `invalid_argument` with the field, `not_found`, `conflict`.
    pub async fn update(&self, id: ImageId, update: ImageUpdate) -> Result<Image> {
        let scope = self.caller.authorize(Permission::new("image:update")).await?;
        update.description.as_deref().map_or(Ok(()), check_description)?;
        update.labels.as_ref().map_or(Ok(()), check_labels)?;
        update.command_line.as_deref().map_or(Ok(()), check_command_line)?;
        let edit = |image: &mut Image| {
            update.apply(image)?;
            Ok(json!({
                "name": image.name, "description": image.description, "labels": image.labels,
                "command_line": image.command_line,
            }))
        };
        self.caller.edit(scope, id, update.expected_version, "image.updated", edit).await
    }

    /// Deletes the image: its files, then its rows.
    ///
    /// # Errors
    /// `not_found`, `locked`; `in_use` while a machine was made from it or a volume is cloned from it, before any file is
    /// touched. When deleting a file fails later, the image stays `deleting` and can be deleted again.
    pub async fn delete(&self, id: ImageId) -> Result<()> {
        self.begin_delete(id).await?.wait().await
    }

    /// Begins what [`delete`](Self::delete) does.
    pub async fn begin_delete(&self, id: ImageId) -> Result<Operation<()>> {
        let scope = self.caller.authorize(Permission::new("image:delete")).await?;
        let storage = &*self.caller.ports.storage;
        let mut tries = 0;
        loop {
            let image: Image = self.caller.get(scope, id).await?;
            let pool = Repository::<StoragePool>::get(storage, image.pool_id).await?;
            let new = NewOperation {
                organization_id: Some(image.organization_id),
                project_id: Some(image.project_id),
                target: Some(("image", id.into())),
                host_id: Some(pool.host_id),
                input: json!(Deletion { from: image.state }),
                ..NewOperation::of(DELETE)
            };
            let operation = self.runner.prepare(&self.caller, new);
            let image = image.deleting(operation.id)?;
            let files: Vec<_> = std::iter::once(image.volume_id).chain(image.initrd_volume_id).collect();
            refuse_used_image(storage, id, &files).await?;
            match self.runner.submit(operation, Changes::new().update(&image)?).await {
                Ok(record) => {
                    return Ok(Operation::new(self.runner.clone(), record.id, |_| async { Ok(()) }));
                }
                Err(Error::Conflict { .. }) if tries < CONFLICTS => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The handle of an import, whose value is the image as it then is.
    fn handle(&self, record: &OperationRecord) -> Operation<Image> {
        let storage = self.caller.ports.storage.clone();
        Operation::new(self.runner.clone(), record.id, move |record| {
            let storage = storage.clone();
            async move {
                let id = record.target_id.unwrap_or_default();
                Repository::<Image>::get(&*storage, id.into()).await
            }
        })
    }
}
