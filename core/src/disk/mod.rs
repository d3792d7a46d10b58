//! Storage pools, images and volumes.

mod image;
mod pool;
mod volume;

pub(crate) use self::volume::volume_ref;
pub use self::{
    image::{Image, ImageKind, ImageState},
    pool::{PoolKind, StoragePool},
    volume::{Volume, VolumeState},
};
