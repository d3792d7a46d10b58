//! Disk files: one row each, written before the file.
//!
//! - `record`: the row; `create`, `resize`, `delete`: the sagas; `step`: what they share; `service`: what callers use.

mod create;
mod delete;
mod record;
mod resize;
mod service;
mod step;

pub(crate) use self::{create::CreateVolume, delete::DeleteVolume, record::volume_ref, resize::ResizeVolume};
pub use self::{
    create::VolumeCreate,
    record::{Volume, VolumeState},
    service::{VolumeQuery, Volumes},
};
