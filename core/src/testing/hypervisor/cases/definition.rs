//! Machines that are defined and undefined.

use super::Applicable;
use crate::{
    error::ErrorCode,
    hypervisor::{
        BootSpec, DiskKind, DiskSpec, ExecCommand, MachineSpec, NicSource, NicSpec, PowerState, VolumeFormat,
        VolumeRef,
    },
    testing::hypervisor::bench::{Bench, must, needs, refused},
};

pub(super) async fn a_defined_machine_is_known_and_stopped(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, spec) = (bench.hypervisor(), bench.spec());
    assert_eq!(must(hypervisor.inspect(spec.id).await), None);
    must(hypervisor.define(&spec).await);
    let status = bench.status(spec.id).await;
    assert_eq!((status.id, status.owner, status.power), (spec.id, spec.owner, PowerState::Stopped));
    assert!(!status.has_saved_state);
    let listed = must(hypervisor.list().await);
    assert_eq!(listed.iter().filter(|other| other.id == spec.id).collect::<Vec<_>>(), [&status]);
    Ok(())
}

pub(super) async fn defining_a_machine_again_replaces_its_definition(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, spec) = (bench.hypervisor(), bench.spec());
    must(hypervisor.define(&spec).await);
    must(
        hypervisor.define(&MachineSpec { name: "renamed".to_owned(), memory_mib: 96, ..spec.clone() }).await,
    );
    assert_eq!(must(hypervisor.list().await).iter().filter(|other| other.id == spec.id).count(), 1);
    must(hypervisor.start(spec.id).await);
    if bench.can().stats {
        assert_memory(bench, &spec, 96).await;
    }
    Ok(())
}

pub(super) async fn a_running_machine_that_is_defined_again_keeps_running_as_it_is(
    bench: &mut Bench<'_>,
) -> Applicable {
    let (hypervisor, spec) = (bench.hypervisor(), bench.spec());
    must(hypervisor.define(&spec).await);
    must(hypervisor.start(spec.id).await);
    must(hypervisor.define(&MachineSpec { memory_mib: 96, ..spec.clone() }).await);
    assert_eq!(bench.power(spec.id).await, PowerState::Running);
    if bench.can().stats {
        assert_memory(bench, &spec, spec.memory_mib).await;
    }
    Ok(())
}

async fn assert_memory(bench: &Bench<'_>, spec: &MachineSpec, memory_mib: u32) {
    let stats = must(bench.hypervisor().stats().await);
    let found =
        stats.into_iter().find(|stats| stats.id == spec.id).expect("a running machine has statistics");
    assert!(found.memory_mib.is_none_or(|found| found == u64::from(memory_mib)), "{found:?}");
}

pub(super) async fn user_text_in_a_definition_stays_data(bench: &mut Bench<'_>) -> Applicable {
    const HOSTILE: [&str; 7] = [
        "</name><devices><hostdev/></devices><name>",
        "\"quoted' & <![CDATA[text]]> -->",
        "../../etc/passwd",
        "-name other,id=x;,,",
        "$(reboot) `reboot` %s\\n",
        "two\nlines\tand more",
        "naïve 機械 🖥",
    ];
    let hypervisor = bench.hypervisor();
    for text in HOSTILE {
        let spec = bench.spec();
        let volume = VolumeRef { pool: bench.pool(), id: Bench::new_id(), format: VolumeFormat::Raw };
        let boot = BootSpec::Kernel { kernel: volume, initrd: None, command_line: text.to_owned() };
        for boot in [BootSpec::Disk, boot] {
            must(hypervisor.define(&MachineSpec { name: text.to_owned(), boot, ..spec.clone() }).await);
            let status = bench.status(spec.id).await;
            assert_eq!((status.owner, status.power), (spec.owner, PowerState::Stopped));
        }
    }
    assert_eq!(bench.machines().await, HOSTILE.len());
    Ok(())
}

pub(super) async fn machines_may_have_the_same_name(bench: &mut Bench<'_>) -> Applicable {
    bench.defined().await;
    bench.defined().await;
    assert_eq!(bench.machines().await, 2);
    Ok(())
}

pub(super) async fn a_machine_may_have_a_network_card_on_user_mode_networking(
    bench: &mut Bench<'_>,
) -> Applicable {
    needs(bench.can().user_network, "user-mode networking")?;
    let (hypervisor, mut spec) = (bench.hypervisor(), bench.spec());
    let mac = "52:54:00:12:34:56".to_owned();
    spec.nics.push(NicSpec { id: Bench::new_id(), mac, source: NicSource::User });
    must(hypervisor.define(&spec).await);
    must(hypervisor.start(spec.id).await);
    assert_eq!(bench.power(spec.id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn undefining_a_machine_makes_it_unknown(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, id) = (bench.hypervisor(), bench.defined().await);
    must(hypervisor.undefine(id).await);
    assert_eq!(must(hypervisor.inspect(id).await), None);
    assert_eq!(bench.machines().await, 0);
    Ok(())
}

pub(super) async fn undefining_a_machine_that_is_not_defined_is_a_success(
    bench: &mut Bench<'_>,
) -> Applicable {
    let (hypervisor, id) = (bench.hypervisor(), bench.defined().await);
    must(hypervisor.undefine(id).await);
    must(hypervisor.undefine(id).await);
    must(hypervisor.undefine(Bench::new_id()).await);
    Ok(())
}

pub(super) async fn undefining_a_machine_that_is_on_is_refused(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, id) = (bench.hypervisor(), bench.running().await);
    refused(hypervisor.undefine(id).await, ErrorCode::IllegalTransition);
    assert_eq!(bench.power(id).await, PowerState::Running);
    if bench.can().pause {
        must(hypervisor.pause(id).await);
        refused(hypervisor.undefine(id).await, ErrorCode::IllegalTransition);
        assert_eq!(bench.power(id).await, PowerState::Paused);
    }
    Ok(())
}

pub(super) async fn undefining_a_machine_keeps_its_volumes(bench: &mut Bench<'_>) -> Applicable {
    needs(bench.can().volumes, "volumes")?;
    let hypervisor = bench.hypervisor();
    let volume = bench.created(VolumeFormat::Qcow2, 1 << 20).await;
    let mut spec = bench.spec();
    spec.disks.push(DiskSpec { volume: volume.clone(), kind: DiskKind::Disk });
    must(hypervisor.define(&spec).await);
    must(hypervisor.undefine(spec.id).await);
    assert!(bench.listed(&volume).await.is_some());
    Ok(())
}

pub(super) async fn a_verb_on_a_machine_that_is_not_defined_answers_not_found(
    bench: &mut Bench<'_>,
) -> Applicable {
    let (hypervisor, can, id) = (bench.hypervisor(), bench.can(), Bench::new_id());
    let mut answers = vec![
        ("start", hypervisor.start(id).await),
        ("shutdown", hypervisor.shutdown(id).await),
        ("force_stop", hypervisor.force_stop(id).await),
        ("reboot", hypervisor.reboot(id).await),
    ];
    if can.reset {
        answers.push(("reset", hypervisor.reset(id).await));
    }
    if can.pause {
        answers.push(("pause", hypervisor.pause(id).await));
        answers.push(("resume", hypervisor.resume(id).await));
    }
    if can.save {
        answers.push(("save", hypervisor.save(id).await));
        answers.push(("restore", hypervisor.restore(id).await));
    }
    if can.console_log {
        answers.push(("console_log", hypervisor.console_log(id, 0).await.map(drop)));
    }
    if can.guest_agent {
        let command = ExecCommand::new(["true"]);
        answers.push(("guest_ping", hypervisor.guest_ping(id).await));
        answers.push(("guest_exec", hypervisor.guest_exec(id, &command).await.map(drop)));
        answers.push(("guest_read_file", hypervisor.guest_read_file(id, "/tmp/file").await.map(drop)));
        answers.push(("guest_write_file", hypervisor.guest_write_file(id, "/tmp/file", "text".into()).await));
    }
    for (verb, answer) in answers {
        let code = answer.map_err(|error| error.code());
        assert_eq!(code, Err(ErrorCode::NotFound), "the answer of {verb}");
    }
    assert_eq!(must(hypervisor.inspect(id).await), None);
    Ok(())
}

pub(super) async fn a_machine_that_is_not_ours_is_invisible_and_never_touched(
    bench: &mut Bench<'_>,
) -> Applicable {
    let foreign = bench.rig().foreign_machine().await;
    needs(foreign.is_some(), "a rig that makes a machine that is not ours")?;
    let Some(id) = foreign else { return Ok(()) };
    let (hypervisor, spec) = (bench.hypervisor(), bench.spec());
    assert_eq!(must(hypervisor.inspect(id).await), None);
    assert!(must(hypervisor.list().await).iter().all(|status| status.id != id));
    refused(hypervisor.define(&MachineSpec { id, ..spec }).await, ErrorCode::AlreadyExists);
    refused(hypervisor.start(id).await, ErrorCode::NotFound);
    refused(hypervisor.shutdown(id).await, ErrorCode::NotFound);
    refused(hypervisor.force_stop(id).await, ErrorCode::NotFound);
    must(hypervisor.undefine(id).await);
    assert!(bench.rig().is_untouched(id).await, "the machine that is not ours was touched");
    Ok(())
}
