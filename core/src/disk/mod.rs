//! Storage pools, images and volumes.
//!
//! Rows come before files: a row says `importing` or `allocating` until its file is whole, and `deleting` before its file
//! goes, so that a crash leaves no file without a row that tells of it.
//!
//! - [`Images`]: bases that machines are made from; `inspect` judges what comes in;
//! - [`Volumes`]: disk files, empty or linked clones of images;
//! - [`StoragePools`]: where they lie; `place` finds the way there, `users` who still needs what.

mod image;
mod inspect;
mod place;
mod pool;
mod users;
mod volume;

pub(crate) use self::{
    image::{DeleteImage, Import},
    inspect::size_problem,
    volume::{CreateVolume, DeleteVolume, ResizeVolume, volume_ref},
};
pub use self::{
    image::{Image, ImageImport, ImageKind, ImageQuery, ImageSource, ImageState, ImageUpdate, Images},
    pool::{PoolKind, StoragePool, StoragePoolCreate, StoragePoolQuery, StoragePools},
    volume::{Volume, VolumeCreate, VolumeQuery, VolumeState, Volumes},
};
