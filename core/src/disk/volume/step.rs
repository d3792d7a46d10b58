//! What the sagas of volumes share.

use super::record::Volume;
use crate::{
    disk::place::Place, error::Result, fleet::HostLinks, id::VolumeId, operation::Run, storage::Repository,
};

/// The volume a run works on, as it is now.
pub(super) async fn volume(run: &Run) -> Result<Volume> {
    Repository::<Volume>::get(&*run.ports().storage, run.target::<VolumeId>()?).await
}

/// Where the volume a run works on is.
pub(super) async fn place(run: &Run, hosts: &HostLinks) -> Result<Place> {
    Place::of(run.ports(), hosts, &volume(run).await?).await
}
