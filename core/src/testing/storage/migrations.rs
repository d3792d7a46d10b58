//! Migrations: run once, told apart, taken back.

use super::{
    StorageRig,
    sample::{Desk, Drawer, at_once, refused},
};
use crate::{
    error::{ErrorCode, Result},
    storage::{
        Component, ComponentStatus, MigrateCommand, Migration, MigrationState, Repository, Storage,
        migration::VMBAY,
    },
};

/// The component of the rig with other migrations.
fn with(component: Component, adapter: &'static str, migrations: Vec<Migration>) -> Component {
    // A component lives as long as the program; a test's few may too.
    Component { scripts: vec![(adapter, &*migrations.leak())].leak(), ..component }
}

/// The component with only the first of its migrations.
fn shorter(rig: &dyn StorageRig, storage: &dyn Storage) -> Result<Component> {
    let migrations = rig.component().for_adapter(storage.name())?;
    Ok(with(rig.component(), storage.name(), migrations[..1].to_vec()))
}

/// The status of a component.
#[track_caller]
fn of(statuses: Vec<ComponentStatus>, component: &str) -> ComponentStatus {
    statuses
        .into_iter()
        .find(|status| status.component == component)
        .unwrap_or_else(|| panic!("{component} is missing"))
}

/// Before, everything is pending; after, everything is current, and the ledger tells what ran.
pub async fn the_status_tells_what_is_pending_and_what_ran(rig: &dyn StorageRig) -> Result<()> {
    let storage = rig.open().await?;
    let component = rig.component();
    let migrations = component.for_adapter(storage.name())?;
    let status = storage.migrate(&[component], MigrateCommand::Status).await?;
    assert_eq!(status.iter().map(|status| status.component).collect::<Vec<_>>(), [VMBAY, component.name]);
    let before = of(status, component.name);
    assert_eq!(before.state, MigrationState::Behind { pending: 2 });
    assert_eq!(before.applied, []);
    let left = storage.migrate(&[component], MigrateCommand::Latest).await?;
    assert_eq!(left, storage.migrate(&[component], MigrateCommand::Status).await?);
    let after = of(left, component.name);
    assert_eq!(after.state, MigrationState::Current);
    let ran: Vec<_> = after.applied.into_iter().map(|ran| (ran.number, ran.name, ran.checksum)).collect();
    let ours: Vec<_> =
        migrations.iter().map(|ours| (ours.number, ours.name.to_owned(), ours.checksum())).collect();
    assert_eq!(ran, ours);
    Ok(())
}

/// What ran does not run again, and data stays.
pub async fn migrating_twice_changes_nothing(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    for _ in 0..2 {
        let status = desk.storage.migrate(&[rig.component()], MigrateCommand::Latest).await?;
        assert!(status.iter().all(|status| status.state == MigrationState::Current));
    }
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    Ok(())
}

/// Many callers at once run each migration once.
pub async fn concurrent_migrators_run_each_migration_once(rig: &dyn StorageRig) -> Result<()> {
    let storage = rig.open().await?;
    let component = rig.component();
    let results = at_once(8, |_| {
        let storage = storage.clone();
        async move { storage.migrate(&[component], MigrateCommand::Latest).await }
    })
    .await;
    for result in results {
        assert_eq!(of(result?, component.name).state, MigrationState::Current);
    }
    let applied = of(storage.migrate(&[component], MigrateCommand::Status).await?, component.name).applied;
    assert_eq!(applied.len(), component.for_adapter(storage.name())?.len());
    Ok(())
}

/// A later version of the program brings the schema forward and keeps the data.
pub async fn a_later_migration_keeps_the_data(rig: &dyn StorageRig) -> Result<()> {
    let storage = rig.open().await?;
    storage.migrate(&[shorter(rig, &*storage)?], MigrateCommand::Latest).await?;
    let desk = Desk::over(storage);
    let drawer = desk.stored_drawer("a").await?;
    let status = desk.storage.migrate(&[rig.component()], MigrateCommand::Status).await?;
    assert_eq!(of(status, rig.component().name).state, MigrationState::Behind { pending: 1 });
    desk.storage.migrate(&[rig.component()], MigrateCommand::Latest).await?;
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    desk.specimens(1, |_, specimen| specimen.drawer_id = Some(drawer.id)).await?;
    Ok(())
}

/// A rollback takes the newest migrations back, of one component alone; they can run again, and their tables are empty.
pub async fn a_rollback_takes_the_newest_back(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    desk.specimens(3, |_, _| {}).await?;
    let component = rig.component();
    let back = |steps| MigrateCommand::Rollback { component: component.name, steps };
    let left = desk.storage.migrate(&[component], back(1)).await?;
    assert_eq!(of(left.clone(), component.name).state, MigrationState::Behind { pending: 1 });
    assert_eq!(of(left, VMBAY).state, MigrationState::Current);
    desk.storage.migrate(&[component], MigrateCommand::Latest).await?;
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    assert_eq!(desk.numbers(crate::storage::Filter::All).await?, [] as [i64; 0]);
    let left = desk.storage.migrate(&[component], back(99)).await?;
    assert_eq!(of(left, component.name).applied, []);
    desk.storage.migrate(&[component], MigrateCommand::Latest).await?;
    assert_eq!(Repository::<Drawer>::find(&*desk.storage, drawer.id).await?, None);
    Ok(())
}

/// A database that is newer than the program is told by its status, and otherwise refused.
pub async fn a_newer_database_is_refused(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let older = shorter(rig, &*desk.storage)?;
    let status = desk.storage.migrate(&[older], MigrateCommand::Status).await?;
    assert_eq!(of(status, older.name).state, MigrationState::Ahead { database: 2 });
    refused(desk.storage.migrate(&[older], MigrateCommand::Latest).await, ErrorCode::Unavailable);
    let back = MigrateCommand::Rollback { component: older.name, steps: 1 };
    refused(desk.storage.migrate(&[older], back).await, ErrorCode::Unavailable);
    Ok(())
}

/// A migration that ran with other text is told by its status, and otherwise refused before anything runs.
pub async fn a_diverged_database_is_refused_before_anything_runs(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let mut migrations = rig.component().for_adapter(desk.storage.name())?.to_vec();
    migrations[1].name = "renamed";
    let diverged = with(rig.component(), desk.storage.name(), migrations);
    let other = Component {
        name: "other",
        ..with(
            rig.component(),
            desk.storage.name(),
            vec![Migration { number: 1, name: "nothing", up: "", down: "" }],
        )
    };
    let status = desk.storage.migrate(&[other, diverged], MigrateCommand::Status).await?;
    assert_eq!(of(status.clone(), diverged.name).state, MigrationState::Diverged { number: 2 });
    assert_eq!(of(status, other.name).state, MigrationState::Behind { pending: 1 });
    refused(desk.storage.migrate(&[other, diverged], MigrateCommand::Latest).await, ErrorCode::Corrupt);
    let status = desk.storage.migrate(&[other], MigrateCommand::Status).await?;
    assert_eq!(of(status, other.name).applied, []);
    Ok(())
}

/// A component that is not given is left alone, and one that is not known cannot be taken back.
pub async fn an_unknown_component_is_left_alone(rig: &dyn StorageRig) -> Result<()> {
    let desk = Desk::open(rig).await?;
    let drawer = desk.stored_drawer("a").await?;
    let status = desk.storage.migrate(&[], MigrateCommand::Latest).await?;
    assert_eq!(status.iter().map(|status| status.component).collect::<Vec<_>>(), [VMBAY]);
    let back = MigrateCommand::Rollback { component: rig.component().name, steps: 1 };
    assert_eq!(
        refused(desk.storage.migrate(&[], back).await, ErrorCode::InvalidArgument).reason(),
        "component"
    );
    let twice = [rig.component(), rig.component()];
    refused(desk.storage.migrate(&twice, MigrateCommand::Latest).await, ErrorCode::InvalidArgument);
    assert_eq!(desk.drawer_now(&drawer).await?, drawer);
    Ok(())
}

/// A component without scripts for the adapter is refused before anything runs.
pub async fn a_component_for_other_adapters_is_unsupported(rig: &dyn StorageRig) -> Result<()> {
    let storage = rig.open().await?;
    let foreign = Component { name: "foreign", scripts: &[("another adapter", &[])] };
    refused(
        storage.migrate(&[rig.component(), foreign], MigrateCommand::Latest).await,
        ErrorCode::Unsupported,
    );
    let status = storage.migrate(&[rig.component()], MigrateCommand::Status).await?;
    assert_eq!(of(status, rig.component().name).applied, []);
    Ok(())
}

/// A migration that fails leaves those before it, and nothing of itself.
pub async fn a_migration_that_fails_is_not_recorded(rig: &dyn StorageRig) -> Result<()> {
    let storage = rig.open().await?;
    let broken = rig.broken_component();
    assert!(storage.migrate(&[broken], MigrateCommand::Latest).await.is_err());
    let applied = of(storage.migrate(&[broken], MigrateCommand::Status).await?, broken.name).applied;
    assert!(applied.len() <= 1, "{applied:?}");
    storage.migrate(&[rig.component()], MigrateCommand::Latest).await?;
    Desk::over(storage).stored_drawer("a").await?;
    Ok(())
}
