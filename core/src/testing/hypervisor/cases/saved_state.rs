//! Machines whose memory is saved.

use super::Applicable;
use crate::{
    error::ErrorCode,
    hypervisor::PowerState,
    id::MachineId,
    testing::hypervisor::{
        bench::{Bench, must, needs, refused},
        kit::Inapplicable,
    },
};

/// A machine that was running until it was saved.
async fn saved(bench: &mut Bench<'_>) -> Result<MachineId, Inapplicable> {
    needs(bench.can().save, "save")?;
    let id = bench.running().await;
    must(bench.hypervisor().save(id).await);
    let status = bench.status(id).await;
    assert_eq!((status.power, status.has_saved_state), (PowerState::Stopped, true));
    Ok(id)
}

pub(super) async fn a_saved_machine_is_off_and_its_next_start_restores_it(
    bench: &mut Bench<'_>,
) -> Applicable {
    let id = saved(bench).await?;
    must(bench.hypervisor().start(id).await);
    let status = bench.status(id).await;
    assert_eq!((status.power, status.has_saved_state), (PowerState::Running, false));
    Ok(())
}

pub(super) async fn a_saved_machine_is_brought_back_by_restore(bench: &mut Bench<'_>) -> Applicable {
    let id = saved(bench).await?;
    must(bench.hypervisor().restore(id).await);
    let status = bench.status(id).await;
    assert_eq!((status.power, status.has_saved_state), (PowerState::Running, false));
    Ok(())
}

pub(super) async fn saving_a_saved_machine_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    let id = saved(bench).await?;
    must(bench.hypervisor().save(id).await);
    assert!(bench.status(id).await.has_saved_state);
    Ok(())
}

pub(super) async fn saving_a_stopped_machine_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().save, "save")?;
    let id = bench.defined().await;
    refused(bench.hypervisor().save(id).await, ErrorCode::IllegalTransition);
    assert!(!bench.status(id).await.has_saved_state);
    Ok(())
}

pub(super) async fn restoring_a_running_machine_is_a_success(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().save, "save")?;
    let id = bench.running().await;
    must(bench.hypervisor().restore(id).await);
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn restoring_a_machine_without_saved_state_is_refused(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().save, "save")?;
    let id = bench.defined().await;
    refused(bench.hypervisor().restore(id).await, ErrorCode::IllegalTransition);
    assert_eq!(bench.power(id).await, PowerState::Stopped);
    Ok(())
}

pub(super) async fn undefining_a_machine_drops_its_saved_state(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().save, "save")?;
    let (hypervisor, spec) = (bench.hypervisor(), bench.spec());
    must(hypervisor.define(&spec).await);
    must(hypervisor.start(spec.id).await);
    must(hypervisor.save(spec.id).await);
    must(hypervisor.undefine(spec.id).await);
    must(hypervisor.define(&spec).await);
    assert!(!bench.status(spec.id).await.has_saved_state);
    Ok(())
}
