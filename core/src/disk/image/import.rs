//! What is asked for when an image is imported.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::record::ImageKind;
use crate::{
    disk::inspect::Part,
    error::{Error, Result},
    id::{HostId, ProjectId, StoragePoolId},
    name::{check_command_line, check_description, check_labels, check_name},
};

/// Where the files of an image are read from: paths on the machine of this process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageSource {
    /// A cloud disk image, qcow2 or raw.
    Disk {
        /// The file.
        path: PathBuf,
    },
    /// An ISO 9660 image.
    Iso {
        /// The file.
        path: PathBuf,
    },
    /// An x86 Linux kernel.
    Kernel {
        /// The kernel.
        kernel: PathBuf,
        /// Its initial RAM disk.
        initrd: Option<PathBuf>,
    },
}

/// An image to import.
///
/// ```
/// use vmbay::disk::ImageImport;
///
/// let import = ImageImport::disk("debian-12", "debian-12-generic-amd64.qcow2")
///     .description("Debian 12, as published")
///     .label("os", "debian");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageImport {
    /// Its name, unique in the project.
    pub name: String,
    /// Its files.
    pub source: ImageSource,
    /// The project; the caller's own unless told otherwise.
    pub project_id: Option<ProjectId>,
    /// The host whose default pool it goes to; one that is enabled unless told otherwise.
    pub host_id: Option<HostId>,
    /// The pool it goes to; the host's default one unless told otherwise.
    pub pool_id: Option<StoragePoolId>,
    /// What people should know.
    pub description: String,
    /// Labels, for choosing.
    pub labels: BTreeMap<String, String>,
    /// The kernel's command line unless a machine brings its own.
    pub command_line: Option<String>,
    /// The sha256 that the disk, ISO or kernel must have, in hex.
    pub sha256: Option<String>,
    /// The sha256 that the initial RAM disk must have, in hex.
    pub initrd_sha256: Option<String>,
    /// The same key and input give the same operation.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

impl ImageImport {
    /// The cloud disk image at `path`, qcow2 or raw.
    pub fn disk(name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self::of(name, ImageSource::Disk { path: path.into() })
    }

    /// The ISO at `path`.
    pub fn iso(name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self::of(name, ImageSource::Iso { path: path.into() })
    }

    /// The kernel at `kernel` with the initial RAM disk at `initrd`.
    pub fn kernel(name: impl Into<String>, kernel: impl Into<PathBuf>, initrd: impl Into<PathBuf>) -> Self {
        Self::of(name, ImageSource::Kernel { kernel: kernel.into(), initrd: Some(initrd.into()) })
    }

    fn of(name: impl Into<String>, source: ImageSource) -> Self {
        Self {
            name: name.into(),
            source,
            project_id: None,
            host_id: None,
            pool_id: None,
            description: String::new(),
            labels: BTreeMap::new(),
            command_line: None,
            sha256: None,
            initrd_sha256: None,
            idempotency_key: None,
        }
    }

    /// Into this project.
    pub fn project(mut self, id: ProjectId) -> Self {
        self.project_id = Some(id);
        self
    }

    /// Onto this host.
    pub fn host(mut self, id: HostId) -> Self {
        self.host_id = Some(id);
        self
    }

    /// Into this pool.
    pub fn pool(mut self, id: StoragePoolId) -> Self {
        self.pool_id = Some(id);
        self
    }

    /// With this description.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// With this label.
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.insert(key.into(), value.into());
        self
    }

    /// With this command line for its kernel.
    pub fn command_line(mut self, command_line: impl Into<String>) -> Self {
        self.command_line = Some(command_line.into());
        self
    }

    /// Only if the disk, ISO or kernel has this sha256, in hex.
    pub fn sha256(mut self, hex: impl Into<String>) -> Self {
        self.sha256 = Some(hex.into());
        self
    }

    /// Only if the initial RAM disk has this sha256, in hex.
    pub fn initrd_sha256(mut self, hex: impl Into<String>) -> Self {
        self.initrd_sha256 = Some(hex.into());
        self
    }

    /// Under this idempotency key.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// What it becomes.
    pub(super) fn kind(&self) -> ImageKind {
        match self.source {
            ImageSource::Disk { .. } => ImageKind::Disk,
            ImageSource::Iso { .. } => ImageKind::Iso,
            ImageSource::Kernel { .. } => ImageKind::Kernel,
        }
    }

    /// Its files, the main one first.
    pub(super) fn files(&self) -> Vec<ImportFile> {
        let file = |part, path: &Path, sha256: &Option<String>| ImportFile {
            part,
            path: path.to_owned(),
            sha256: sha256.clone(),
        };
        match &self.source {
            ImageSource::Disk { path } => vec![file(Part::Disk, path, &self.sha256)],
            ImageSource::Iso { path } => vec![file(Part::Iso, path, &self.sha256)],
            ImageSource::Kernel { kernel, initrd } => {
                let initrd = initrd.iter().map(|path| file(Part::Initrd, path, &self.initrd_sha256));
                std::iter::once(file(Part::Kernel, kernel, &self.sha256)).chain(initrd).collect()
            }
        }
    }

    /// The same with paths that mean the same to every process of this machine, and digests spelled in one way.
    ///
    /// # Errors
    /// `invalid_argument` with the field: everything that can be refused without looking at a file.
    pub(super) fn checked(mut self) -> Result<Self> {
        check_name("name", &self.name)?;
        check_description(&self.description)?;
        check_labels(&self.labels)?;
        if self.command_line.is_some() && self.kind() != ImageKind::Kernel {
            return Err(Error::invalid("command_line", "belongs to a kernel"));
        }
        self.command_line.as_deref().map_or(Ok(()), check_command_line)?;
        let without_initrd = !matches!(self.source, ImageSource::Kernel { initrd: Some(_), .. });
        if self.initrd_sha256.is_some() && without_initrd {
            return Err(Error::invalid("initrd_sha256", "needs an initial RAM disk"));
        }
        check_sha256("sha256", &mut self.sha256)?;
        check_sha256("initrd_sha256", &mut self.initrd_sha256)?;
        match &mut self.source {
            ImageSource::Disk { path } => make_absolute(Part::Disk, path)?,
            ImageSource::Iso { path } => make_absolute(Part::Iso, path)?,
            ImageSource::Kernel { kernel, initrd } => {
                make_absolute(Part::Kernel, kernel)?;
                initrd.as_mut().map_or(Ok(()), |initrd| make_absolute(Part::Initrd, initrd))?;
            }
        }
        Ok(self)
    }
}

/// One file of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportFile {
    pub(super) part: Part,
    pub(super) path: PathBuf,
    pub(super) sha256: Option<String>,
}

fn check_sha256(field: &'static str, digest: &mut Option<String>) -> Result<()> {
    let Some(digest) = digest else { return Ok(()) };
    digest.make_ascii_lowercase();
    if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err(Error::invalid(field, "must be 64 hexadecimal digits"))
}

fn make_absolute(part: Part, path: &mut PathBuf) -> Result<()> {
    let plain = path.to_str().is_some_and(|path| !path.is_empty() && !path.contains('\0'));
    if !plain {
        return Err(Error::invalid(part.field(), "must be a path in UTF-8 without NUL"));
    }
    *path = std::path::absolute(&path)
        .map_err(|error| Error::invalid(part.field(), format!("cannot be made absolute: {error}")))?;
    Ok(())
}
