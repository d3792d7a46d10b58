//! Importable bases of machines.
//!
//! - `record`: the row; `import`: what is asked for; `file`: reading and judging what comes in;
//! - `saga`: importing and deleting; `service`: what callers use.

mod file;
mod import;
mod record;
mod saga;
mod service;

pub(crate) use self::saga::{DeleteImage, Import};
pub use self::{
    import::{ImageImport, ImageSource},
    record::{Image, ImageKind, ImageState},
    service::{ImageQuery, ImageUpdate, Images},
};
