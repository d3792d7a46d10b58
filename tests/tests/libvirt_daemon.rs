//! A libvirt daemon of our own, with networks: what a daemon adds to the embedded driver, and how it can fail.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use futures::future::join_all;
use futures::stream::BoxStream;
use uuid::Uuid;
use vmbay::ErrorCode;
use vmbay::hypervisor::{ExecCommand, Hypervisor as _, HypervisorEvent, NicSource, NicSpec, PowerState};
use vmbay::testing::hypervisor::Kit;
use vmbay_hypervisor_libvirt::KeepAlive;
use vmbay_tests::lab::{Guest, PrivateDaemon};
use vmbay_tests::libvirt::{DaemonRig, PATIENCE, boot, daemon_builder, exec, pool_below, tiny, until};

async fn next(events: &mut BoxStream<'static, HypervisorEvent>) -> HypervisorEvent {
    let event = tokio::time::timeout(PATIENCE, events.next()).await;
    event.expect("something happens").expect("the stream goes on")
}

#[tokio::test]
async fn a_machine_on_a_named_network_gets_an_address_there() {
    let (Some(guest), Some(daemon)) = (Guest::built(), PrivateDaemon::start("network")) else { return };
    let hypervisor = daemon_builder(&daemon).connect().await.unwrap();
    assert!(hypervisor.capabilities().named_network);
    let mut spec = tiny(&hypervisor, &pool_below(&daemon.path().join("vmbay")), &guest).await.unwrap();
    let mac = "52:54:00:66:00:01".to_owned();
    spec.nics.push(NicSpec { id: Uuid::new_v4().into(), mac, source: NicSource::Network("isolated".into()) });
    boot(&hypervisor, &spec).await.unwrap();

    let show = ExecCommand::new(["ip", "-o", "-4", "address", "show", "dev", "eth0"]);
    let begun = Instant::now();
    loop {
        let output = exec(&hypervisor, spec.id, &show).await.unwrap();
        if output.stdout_text().contains("inet 10.66.0.") {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "{}", output.stdout_text());
    }

    spec.id = Uuid::new_v4().into();
    spec.nics[0].source = NicSource::Network("nowhere".into());
    hypervisor.define(&spec).await.unwrap();
    let error = hypervisor.start(spec.id).await.unwrap_err();
    assert_eq!((error.code(), error.resource().unwrap().kind.as_ref()), (ErrorCode::NotFound, "network"));
    hypervisor.close().await.unwrap();
}

#[tokio::test]
async fn a_daemon_that_restarts_is_found_again_with_its_machines_and_its_events() {
    let (Some(guest), Some(daemon)) = (Guest::built(), PrivateDaemon::start("restart")) else { return };
    let hypervisor = daemon_builder(&daemon).connect().await.unwrap();
    let spec = tiny(&hypervisor, &pool_below(&daemon.path().join("vmbay")), &guest).await.unwrap();
    hypervisor.define(&spec).await.unwrap();
    hypervisor.start(spec.id).await.unwrap();
    let mut events = hypervisor.events();

    daemon.kill();
    while next(&mut events).await != HypervisorEvent::Disconnected {}
    let error = hypervisor.list().await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable, "{error}");
    assert!(hypervisor.doctor().await.iter().any(|finding| finding.code == "libvirt_unreachable"));

    daemon.launch();
    assert_eq!(next(&mut events).await, HypervisorEvent::Resync);
    let status = hypervisor.inspect(spec.id).await.unwrap().unwrap();
    assert_eq!((status.power, status.owner), (PowerState::Running, spec.owner));
    hypervisor.pause(spec.id).await.unwrap();
    assert_eq!(next(&mut events).await, HypervisorEvent::Machine(spec.id), "events come again");
    hypervisor.force_stop(spec.id).await.unwrap();
    hypervisor.undefine(spec.id).await.unwrap();
    hypervisor.close().await.unwrap();
}

#[tokio::test]
async fn a_frozen_daemon_is_a_typed_error_within_the_deadline() {
    let (Some(guest), Some(daemon)) = (Guest::built(), PrivateDaemon::start("frozen")) else { return };
    // A daemon that has just begun takes seconds to learn about QEMU.
    daemon_builder(&daemon).connect().await.unwrap().close().await.unwrap();
    let deadline = Duration::from_secs(2);
    let never = KeepAlive { interval: Duration::from_secs(600), count: 1 };
    let builder = daemon_builder(&daemon).deadline(deadline).slow_deadline(deadline).keep_alive(never);
    let hypervisor = builder.connect().await.unwrap();
    let spec = tiny(&hypervisor, &pool_below(&daemon.path().join("vmbay")), &guest).await.unwrap();
    hypervisor.define(&spec).await.unwrap();

    daemon.pause();
    let asked = Instant::now();
    let (listed, started, pinged) =
        tokio::join!(hypervisor.list(), hypervisor.start(spec.id), hypervisor.guest_ping(spec.id));
    assert_eq!(listed.unwrap_err().code(), ErrorCode::UnknownOutcome);
    assert_eq!(started.unwrap_err().code(), ErrorCode::UnknownOutcome);
    assert_eq!(pinged.unwrap_err().code(), ErrorCode::GuestFailed);
    assert!(asked.elapsed() < Duration::from_secs(6), "{:?}", asked.elapsed());

    daemon.resume();
    // What was asked while it was frozen happens now, and looking tells.
    until(&hypervisor, spec.id, |status| status.power == PowerState::Running).await;
    hypervisor.force_stop(spec.id).await.unwrap();
    hypervisor.close().await.unwrap();
}

/// Freezes a daemon under so many calls at once: each is told in time, and the connection renewed when the daemon goes on.
#[expect(clippy::unwrap_used, reason = "a helper of tests is a test")]
async fn freeze_under(calls: usize, name: &str) {
    let Some(daemon) = PrivateDaemon::start(name) else { return };
    let keep_alive = KeepAlive { interval: Duration::from_secs(1), count: 2 };
    let hypervisor = daemon_builder(&daemon).keep_alive(keep_alive).connect().await.unwrap();
    let mut events = hypervisor.events();
    assert_eq!(next(&mut events).await, HypervisorEvent::Resync);

    daemon.pause();
    let asked = Instant::now();
    let answers = join_all((0..calls).map(|_| hypervisor.list())).await;
    for error in answers.into_iter().map(Result::unwrap_err) {
        assert_eq!(error.code(), ErrorCode::Unavailable, "{error}");
    }
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    assert_eq!(next(&mut events).await, HypervisorEvent::Disconnected);
    daemon.resume();
    assert_eq!(next(&mut events).await, HypervisorEvent::Resync);
    assert!(hypervisor.list().await.unwrap().is_empty());
    hypervisor.close().await.unwrap();
}

#[tokio::test]
async fn a_frozen_daemon_is_noticed_by_keep_alive_and_the_connection_renewed() {
    freeze_under(1, "keepalive").await;
}

#[tokio::test]
async fn a_daemon_that_freezes_under_several_calls_is_noticed_too() {
    freeze_under(8, "several").await;
}

#[tokio::test]
async fn a_daemon_that_is_not_there_is_unavailable_with_the_mend() {
    let missing = "qemu+unix:///system?socket=/nowhere/libvirt-sock";
    let error = vmbay_hypervisor_libvirt::LibvirtHypervisor::connect(missing).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("libvirt-daemon"), "{error}");
}

#[tokio::test]
async fn a_daemon_meets_the_hypervisor_contract() {
    let (Some(guest), Some(daemon)) = (Guest::built(), PrivateDaemon::start("contract")) else { return };
    let report = Kit::new(Arc::new(DaemonRig::new(guest, daemon))).await.run_all().await;
    println!("{report}");
    report.assert_passed();
}
