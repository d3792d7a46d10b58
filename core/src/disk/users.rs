//! Who still needs a volume or an image.

use crate::{
    compute::Machine,
    disk::volume::Volume,
    error::{Error, Resource, Result},
    id::{ImageId, VolumeId},
    storage::{Entity, Filter, Repository, Storage},
};

/// Refuses to let go of an image that machines were made from, or that volumes are clones of. Nobody is named: they may
/// be another tenant's.
///
/// # Errors
/// `in_use`.
pub(super) async fn refuse_used_image(storage: &dyn Storage, id: ImageId, files: &[VolumeId]) -> Result<()> {
    let image = || Resource::new("image", id);
    refuse::<Machine>(storage, Filter::eq("image_id", id), image(), "a machine made from it").await?;
    refuse::<Volume>(storage, clones_of(files), image(), "a volume cloned from it").await
}

/// Refuses to let go of a volume that others are clones of.
///
/// # Errors
/// `in_use`.
pub(super) async fn refuse_used_volume(storage: &dyn Storage, id: VolumeId) -> Result<()> {
    refuse::<Volume>(storage, clones_of(&[id]), Resource::new("volume", id), "a volume cloned from it").await
}

fn clones_of(files: &[VolumeId]) -> Filter {
    Filter::is_in("backing_volume_id", files.iter().copied())
}

async fn refuse<E: Entity>(
    storage: &dyn Storage,
    users: Filter,
    resource: Resource,
    by: &'static str,
) -> Result<()> {
    match Repository::<E>::find_one(storage, users).await? {
        Some(_) => Err(Error::InUse { resource, by: by.into() }),
        None => Ok(()),
    }
}
