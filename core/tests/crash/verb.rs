//! The verbs that are put to the test.

use vmbay::{
    Result, Vmbay,
    compute::{DeleteOptions, Machine, MachineCreate, MachinePhase, MachineQuery, NicCreate, StopOptions},
    disk::{Image, ImageImport, ImageQuery, ImageState},
    hypervisor::{
        PowerState,
        simulated::{self, FaultKind},
    },
    testing::content,
};

use crate::world::{PATIENCE, World};

/// A verb and the state it begins in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Create,
    /// A create that the hypervisor refuses at its last step.
    RefusedCreate,
    Start,
    Stop,
    ForceStop,
    Delete,
    DeleteRunning,
    Import,
    DeleteImage,
}

impl Verb {
    /// The kind of its operation.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Create | Self::RefusedCreate => "machine.create",
            Self::Start => "machine.start",
            Self::Stop => "machine.stop",
            Self::ForceStop => "machine.force_stop",
            Self::Delete | Self::DeleteRunning => "machine.delete",
            Self::Import => "image.import",
            Self::DeleteImage => "image.delete",
        }
    }

    /// Whether it reads files, which takes real time.
    pub(crate) fn reads_files(self) -> bool {
        matches!(self, Self::Import | Self::DeleteImage)
    }

    /// Brings about the state it begins in.
    pub(crate) async fn prepare(self, bay: &Vmbay, world: &World) {
        match self {
            Self::Create | Self::Import => {}
            Self::RefusedCreate => {
                world.host.plan(simulated::Fault::nth(1, simulated::Verb::Define, FaultKind::FailBefore));
            }
            Self::Start | Self::Delete => create(bay).await.unwrap(),
            Self::Stop | Self::ForceStop | Self::DeleteRunning => {
                create(bay).await.unwrap();
                start(bay).await.unwrap();
                bay.machines().wait_ready(the_machine(bay).await.id, PATIENCE).await.unwrap();
            }
            Self::DeleteImage => import(bay, world).await.unwrap(),
        }
    }

    /// The verb itself.
    pub(crate) async fn act(self, bay: &Vmbay, world: &World) -> Result<()> {
        match self {
            Self::Create | Self::RefusedCreate => create(bay).await,
            Self::Start => start(bay).await,
            Self::Stop => stop(bay).await,
            Self::ForceStop => {
                let id = find_machine(bay).await?.map(|machine| machine.id);
                bay.machines().force_stop(id.unwrap()).await.map(drop)
            }
            Self::Delete | Self::DeleteRunning => delete(bay).await,
            Self::Import => import(bay, world).await,
            Self::DeleteImage => delete_image(bay).await,
        }
    }

    /// Leads to where the verb leads, from wherever it ended.
    pub(crate) async fn repeat(self, bay: &Vmbay, world: &World) {
        match self {
            Self::Create | Self::RefusedCreate => {
                if !self.is_done(bay).await {
                    delete(bay).await.unwrap();
                    // The host may still have a refusal in store.
                    create(bay).await.ok();
                }
                if !self.is_done(bay).await {
                    delete(bay).await.unwrap();
                    create(bay).await.unwrap();
                }
            }
            Self::Start if !self.is_done(bay).await => start(bay).await.unwrap(),
            Self::Stop | Self::ForceStop if !self.is_done(bay).await => stop(bay).await.unwrap(),
            Self::Delete | Self::DeleteRunning => delete(bay).await.unwrap(),
            Self::Import if !self.is_done(bay).await => {
                delete_image(bay).await.unwrap();
                import(bay, world).await.unwrap();
            }
            Self::DeleteImage => delete_image(bay).await.unwrap(),
            Self::Start | Self::Stop | Self::ForceStop | Self::Import => {}
        }
        assert!(self.is_done(bay).await, "it can be repeated to success");
    }

    /// Whether what it leads to is so.
    pub(crate) async fn is_done(self, bay: &Vmbay) -> bool {
        let machine = find_machine(bay).await.unwrap();
        let power = machine.as_ref().map(|machine| machine.power_state);
        match self {
            Self::Create | Self::RefusedCreate => {
                machine.is_some_and(|machine| machine.phase == MachinePhase::Ready)
            }
            Self::Start => power == Some(PowerState::Running),
            Self::Stop | Self::ForceStop => power == Some(PowerState::Stopped),
            Self::Delete | Self::DeleteRunning => machine.is_none(),
            Self::Import => {
                find_image(bay).await.unwrap().is_some_and(|image| image.state == ImageState::Ready)
            }
            Self::DeleteImage => find_image(bay).await.unwrap().is_none(),
        }
    }
}

/// Deletes whatever there is.
pub(crate) async fn clear(bay: &Vmbay) {
    delete(bay).await.unwrap();
    delete_image(bay).await.unwrap();
}

async fn find_machine(bay: &Vmbay) -> Result<Option<Machine>> {
    Ok(bay.machines().list(MachineQuery::default()).await?.items.pop())
}

async fn the_machine(bay: &Vmbay) -> Machine {
    find_machine(bay).await.unwrap().expect("there is a machine")
}

async fn find_image(bay: &Vmbay) -> Result<Option<Image>> {
    Ok(bay.images().list(ImageQuery::default()).await?.items.pop())
}

async fn create(bay: &Vmbay) -> Result<()> {
    let machine = MachineCreate::new("m").memory_mib(128).disk(1 << 30).disk(1 << 21).nic(NicCreate::User);
    bay.machines().create(machine).await.map(drop)
}

async fn start(bay: &Vmbay) -> Result<()> {
    let machine = find_machine(bay).await?.expect("there is a machine");
    bay.machines().start(machine.id).await.map(drop)
}

async fn stop(bay: &Vmbay) -> Result<()> {
    let machine = find_machine(bay).await?.expect("there is a machine");
    bay.machines().stop(machine.id, StopOptions::graceful()).await.map(drop)
}

async fn delete(bay: &Vmbay) -> Result<()> {
    match find_machine(bay).await? {
        Some(machine) => bay.machines().delete_with(machine.id, DeleteOptions::force()).await,
        None => Ok(()),
    }
}

async fn import(bay: &Vmbay, world: &World) -> Result<()> {
    let (kernel, initrd) = (world.files.path().join("kernel"), world.files.path().join("initrd"));
    std::fs::write(&kernel, content::kernel()).unwrap();
    std::fs::write(&initrd, content::initrd()).unwrap();
    bay.images().import(ImageImport::kernel("i", kernel, initrd)).await.map(drop)
}

async fn delete_image(bay: &Vmbay) -> Result<()> {
    match find_image(bay).await? {
        Some(image) => bay.images().delete(image.id).await,
        None => Ok(()),
    }
}
