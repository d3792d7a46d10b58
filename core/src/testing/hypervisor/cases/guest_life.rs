//! What becomes of a guest when its machine's power changes.

use std::time::Duration;

use super::Applicable;
use crate::{
    error::{ErrorCode, Result},
    hypervisor::{ExecCommand, ExecOutput, PowerState},
    id::MachineId,
    testing::hypervisor::{
        Disturbance,
        bench::{Bench, must, needs, refused},
    },
};

/// A file that is gone once the guest has booted anew.
const MARK: &str = "/tmp/mark";

async fn mark(bench: &Bench<'_>, machine: MachineId) {
    must(bench.hypervisor().guest_write_file(machine, MARK, "here".into()).await);
}

/// Waits until the guest is up and its mark is gone.
async fn until_booted_anew(bench: &Bench<'_>, machine: MachineId) {
    let mut patience = bench.patience();
    // Until it goes down it still answers, with the mark in place; while it is down it does not answer at all.
    while !bench.read_file(machine, MARK).await.is_err_and(|error| error.code() == ErrorCode::GuestFailed)
        || bench.hypervisor().guest_ping(machine).await.is_err()
    {
        patience.wait("the guest to boot anew").await;
    }
    must(bench.exec(machine, ExecCommand::new(["true"])).await);
}

/// A command that outlasts its guest, and what ends the guest meanwhile.
async fn while_it_sleeps(
    bench: &Bench<'_>,
    machine: MachineId,
    end: impl Future<Output = Applicable>,
) -> (Result<ExecOutput>, Applicable) {
    let command = ExecCommand::new(["sleep", "100"]).timeout(Duration::from_secs(100));
    tokio::join!(bench.exec(machine, command), async {
        bench.clock().sleep(Duration::from_secs(1)).await;
        end.await
    })
}

pub(super) async fn a_guest_answers_again_after_a_pause(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().pause, "pause")?;
    let (hypervisor, machine) = (bench.hypervisor(), bench.booted().await?);
    mark(bench, machine).await;
    must(hypervisor.pause(machine).await);
    refused(hypervisor.guest_ping(machine).await, ErrorCode::GuestFailed);
    must(hypervisor.resume(machine).await);
    bench.until_answers(machine).await;
    assert_eq!(must(bench.read_file(machine, MARK).await), b"here");
    Ok(())
}

pub(super) async fn a_guest_answers_again_after_it_was_saved_and_restored(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs(bench.can().save, "save")?;
    let (hypervisor, machine) = (bench.hypervisor(), bench.booted().await?);
    mark(bench, machine).await;
    must(hypervisor.save(machine).await);
    must(hypervisor.restore(machine).await);
    bench.until_answers(machine).await;
    assert_eq!(must(bench.read_file(machine, MARK).await), b"here");
    Ok(())
}

pub(super) async fn a_guest_whose_agent_dies_ends_its_commands(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    let (output, could) =
        while_it_sleeps(bench, machine, bench.disturb(Disturbance::KillGuest(machine))).await;
    could?;
    refused(output, ErrorCode::GuestFailed);
    refused(bench.hypervisor().guest_ping(machine).await, ErrorCode::GuestFailed);
    Ok(())
}

pub(super) async fn a_guest_that_is_asked_to_restart_boots_anew(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    mark(bench, machine).await;
    must(bench.hypervisor().reboot(machine).await);
    until_booted_anew(bench, machine).await;
    assert_eq!(bench.power(machine).await, PowerState::Running);
    Ok(())
}

pub(super) async fn a_reset_machine_boots_its_guest_anew(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().reset, "reset")?;
    let machine = bench.booted().await?;
    mark(bench, machine).await;
    must(bench.hypervisor().reset(machine).await);
    until_booted_anew(bench, machine).await;
    assert_eq!(bench.power(machine).await, PowerState::Running);
    Ok(())
}

pub(super) async fn a_guest_that_dies_ends_its_commands(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, machine) = (bench.hypervisor(), bench.booted().await?);
    let begun = bench.clock().now();
    let stop = async {
        must(hypervisor.force_stop(machine).await);
        Ok(())
    };
    let (output, _) = while_it_sleeps(bench, machine, stop).await;
    refused(output, ErrorCode::GuestFailed);
    assert!(bench.clock().now().since(begun) < Duration::from_secs(30));
    Ok(())
}

pub(super) async fn a_guest_that_listens_shuts_down_when_it_is_asked(bench: &mut Bench<'_>) -> Applicable {
    let machine = bench.booted().await?;
    must(bench.hypervisor().shutdown(machine).await);
    bench.until_power(machine, &[PowerState::Stopped]).await;
    Ok(())
}
