//! Deleting a volume: the file, then the row.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    record::{Volume, VolumeState},
    service::DELETE,
    step::{place, volume},
};
use crate::{
    disk::users::refuse_used_volume,
    error::{Failure, Result},
    fleet::HostLinks,
    operation::{Run, Saga, Step},
    storage::Changes,
};

/// Deletes a volume. A failure leaves it `deleting`, to be deleted again.
#[derive(Clone, Debug)]
pub(crate) struct DeleteVolume {
    pub(crate) hosts: HostLinks,
}

/// What a deletion was asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Deletion {
    /// What the volume was, and is again when its file was not touched.
    pub(super) from: VolumeState,
}

#[async_trait]
impl Saga for DeleteVolume {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&CheckClones, &DeleteFile];
    const COMPENSATES: bool = false;

    fn kind(&self) -> &str {
        DELETE
    }

    async fn succeed(&self, run: &Run) -> Result<Changes> {
        let volume = volume(run).await?;
        let event = run.event("volume.deleted", &volume, json!({ "name": volume.name }));
        Changes::new().delete(&volume).emit(&event)
    }

    async fn fail(&self, run: &Run, failure: &Failure, _undone: bool) -> Result<Changes> {
        let volume = volume(run).await?;
        let payload = json!({ "name": volume.name, "failure": failure });
        let event = run.event("volume.delete_failed", &volume, payload);
        let untouched = run.operation().step == 0;
        let state = if untouched { run.input::<Deletion>()?.from } else { VolumeState::Deleting };
        Changes::new().update(&Volume { state, lock_operation_id: None, ..volume })?.emit(&event)
    }
}

/// Looks for clones once more: one that was made before the volume was marked as `deleting` is seen now.
struct CheckClones;

#[async_trait]
impl Step<DeleteVolume> for CheckClones {
    fn name(&self) -> &'static str {
        "look for clones"
    }

    async fn perform(&self, _saga: &DeleteVolume, run: &Run) -> Result<()> {
        refuse_used_volume(&*run.ports().storage, run.target()?).await
    }
}

struct DeleteFile;

#[async_trait]
impl Step<DeleteVolume> for DeleteFile {
    fn name(&self) -> &'static str {
        "delete the file"
    }

    async fn perform(&self, saga: &DeleteVolume, run: &Run) -> Result<()> {
        let place = place(run, &saga.hosts).await?;
        place.hypervisor.delete_volume(&place.volume).await
    }
}
