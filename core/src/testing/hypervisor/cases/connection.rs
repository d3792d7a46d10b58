//! The connection itself.

use bytes::Bytes;
use futures::{StreamExt, stream};

use super::Applicable;
use crate::{
    error::{Error, ErrorCode, Result},
    hypervisor::{ExecCommand, PowerState, VolumeFormat, VolumeSpec},
    testing::hypervisor::{
        Disturbance,
        bench::{Bench, must, refused},
    },
};

pub(super) async fn a_hypervisor_says_what_it_is_and_where(bench: &mut Bench<'_>) -> Applicable {
    let hypervisor = bench.hypervisor();
    assert!(!hypervisor.name().is_empty());
    assert!(hypervisor.uri().contains(':'), "{} is no URI", hypervisor.uri());
    let info = must(hypervisor.host_info().await);
    assert!(!info.hostname.is_empty() && !info.version.is_empty());
    assert!(info.cpus > 0 && info.memory_mib > 0);
    assert!(info.default_pool.is_none() || bench.can().volumes, "a default pool is for volumes");
    Ok(())
}

pub(super) async fn what_the_doctor_finds_comes_with_what_mends_it(bench: &mut Bench<'_>) -> Applicable {
    for finding in bench.hypervisor().doctor().await {
        assert!(!finding.code.is_empty() && !finding.problem.is_empty(), "{finding:?}");
        assert!(!finding.mend.is_empty(), "{finding:?}");
    }
    Ok(())
}

pub(super) async fn an_ability_it_lacks_is_answered_by_unsupported(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, can) = (bench.hypervisor(), bench.can());
    let volume = bench.volume(VolumeFormat::Raw);
    let id = bench.defined().await;
    let create = VolumeSpec { volume: volume.clone(), size_bytes: 512, backing: None };
    let content = || stream::empty::<Result<Bytes>>().boxed();
    let mut answers = Vec::new();
    if !can.reset {
        answers.push(("reset", hypervisor.reset(id).await));
    }
    if !can.pause {
        answers.push(("pause", hypervisor.pause(id).await));
        answers.push(("resume", hypervisor.resume(id).await));
    }
    if !can.save {
        answers.push(("save", hypervisor.save(id).await));
        answers.push(("restore", hypervisor.restore(id).await));
    }
    if !can.stats {
        answers.push(("stats", hypervisor.stats().await.map(drop)));
    }
    if !can.console_log {
        answers.push(("console_log", hypervisor.console_log(id, 0).await.map(drop)));
    }
    if !can.guest_agent {
        let command = ExecCommand::new(["true"]);
        answers.push(("guest_ping", hypervisor.guest_ping(id).await));
        answers.push(("guest_exec", hypervisor.guest_exec(id, &command).await.map(drop)));
        answers.push(("guest_read_file", hypervisor.guest_read_file(id, "/etc/passwd").await.map(drop)));
        answers.push(("guest_write_file", hypervisor.guest_write_file(id, "/tmp/file", Bytes::new()).await));
    }
    if !can.volumes {
        answers.push(("pool_space", hypervisor.pool_space(&volume.pool).await.map(drop)));
        answers.push(("create_volume", hypervisor.create_volume(&create).await));
        answers.push(("upload_volume", hypervisor.upload_volume(&volume, content()).await));
        answers.push(("resize_volume", hypervisor.resize_volume(&volume, 1024).await));
        answers.push(("delete_volume", hypervisor.delete_volume(&volume).await));
        answers.push(("list_volumes", hypervisor.list_volumes(&volume.pool).await.map(drop)));
        bench.forget_volumes();
    }
    for (verb, answer) in answers {
        assert!(matches!(answer, Err(Error::Unsupported { .. })), "{verb} answers {answer:?}");
    }
    Ok(())
}

pub(super) async fn a_closed_connection_answers_closed_and_machines_go_on_running(
    bench: &mut Bench<'_>,
) -> Applicable {
    let id = bench.running().await;
    let second = bench.connect().await;
    must(second.close().await);
    must(second.close().await);
    refused(second.inspect(id).await, ErrorCode::Closed);
    refused(second.start(id).await, ErrorCode::Closed);
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}

pub(super) async fn a_lost_connection_fails_calls_until_it_is_back(bench: &mut Bench<'_>) -> Applicable {
    let (hypervisor, id) = (bench.hypervisor(), bench.running().await);
    bench.disturb(Disturbance::CutConnection).await?;
    let (info, seen) = (hypervisor.host_info().await, hypervisor.inspect(id).await);
    let mended = bench.disturb(Disturbance::MendConnection).await;
    bench.until_connected().await;
    mended?;
    for (verb, answer) in [("host_info", info.map(drop)), ("inspect", seen.map(drop))] {
        let code = answer.map_err(|error| error.code());
        let honest = [ErrorCode::Unavailable, ErrorCode::TimedOut, ErrorCode::UnknownOutcome];
        assert!(code.is_err_and(|code| honest.contains(&code)), "{verb} answers {code:?}");
    }
    assert_eq!(bench.power(id).await, PowerState::Running);
    Ok(())
}
