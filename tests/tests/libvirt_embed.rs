//! libvirt's QEMU driver inside the process, with real machines.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use rustix::process::{Pid, Signal, kill_process};
use vmbay::ErrorCode;
use vmbay::hypervisor::{ExecCommand, Hypervisor as _, HypervisorEvent, PowerReason, PowerState};
use vmbay::testing::hypervisor::Kit;
use vmbay_hypervisor_libvirt::AcceleratorChoice;
use vmbay_tests::lab::Guest;
use vmbay_tests::libvirt::{Embedded, EmbeddedRig, boot, exec, tiny, until};

fn signal(pid: i32, signal: Signal) {
    kill_process(Pid::from_raw(pid).expect("a process id"), signal).expect("the machine's process is there");
}

#[tokio::test]
async fn a_killed_qemu_is_a_crashed_machine_that_starts_again() {
    let Some(guest) = Guest::built() else { return };
    let embedded = Embedded::new();
    let hypervisor = embedded.builder().connect().await.unwrap();
    let spec = tiny(&hypervisor, &embedded.pool(), &guest).await.unwrap();
    hypervisor.define(&spec).await.unwrap();
    hypervisor.start(spec.id).await.unwrap();
    let mut events = hypervisor.events();
    assert_eq!(events.next().await, Some(HypervisorEvent::Resync));

    signal(embedded.qemu(spec.id).unwrap(), Signal::KILL);
    assert_eq!(events.next().await, Some(HypervisorEvent::Machine(spec.id)), "an event tells of it");
    let status = until(&hypervisor, spec.id, |status| status.power != PowerState::Running).await;
    assert_eq!((status.power, status.reason), (PowerState::Crashed, PowerReason::Crashed));

    hypervisor.start(spec.id).await.unwrap();
    hypervisor.force_stop(spec.id).await.unwrap();
    hypervisor.undefine(spec.id).await.unwrap();
    hypervisor.close().await.unwrap();
}

#[tokio::test]
async fn a_dead_agent_and_a_dead_guest_end_every_pending_call_with_guest_failed() {
    let Some(guest) = Guest::built() else { return };
    let embedded = Embedded::new();
    let hypervisor = embedded.builder().connect().await.unwrap();
    let spec = tiny(&hypervisor, &embedded.pool(), &guest).await.unwrap();
    boot(&hypervisor, &spec).await.unwrap();

    let sleep = ExecCommand::new(["sleep", "600"]).timeout(Duration::from_secs(600));
    let pending = async { exec(&hypervisor, spec.id, &sleep).await.unwrap_err() };
    let kill = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        signal(embedded.qemu(spec.id).unwrap(), Signal::KILL);
        Instant::now()
    };
    let (error, killed) = tokio::join!(pending, kill);
    assert_eq!(error.code(), ErrorCode::GuestFailed, "{error}");
    assert!(killed.elapsed() < Duration::from_secs(15), "{:?}", killed.elapsed());

    // The agent's end is told before the machine's, which a start would otherwise take for one that runs.
    until(&hypervisor, spec.id, |status| status.power != PowerState::Running).await;
    boot(&hypervisor, &spec).await.unwrap();
    // The agent stops a moment after it has answered this.
    let freeze = ExecCommand::new(["sh", "-c", "(sleep 0.5; kill -STOP $(pidof qemu-ga)) >/dev/null 2>&1 &"]);
    assert!(exec(&hypervisor, spec.id, &freeze).await.unwrap().success());
    tokio::time::sleep(Duration::from_secs(1)).await;
    let asked = Instant::now();
    let error = hypervisor.guest_ping(spec.id).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::GuestFailed, "{error}");
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    // The machine itself is well.
    hypervisor.pause(spec.id).await.unwrap();
    hypervisor.force_stop(spec.id).await.unwrap();
    hypervisor.undefine(spec.id).await.unwrap();
    hypervisor.close().await.unwrap();
}

#[tokio::test]
async fn a_stopped_qemu_delays_no_other_machine_and_is_stopped_for_good_when_told() {
    let Some(guest) = Guest::built() else { return };
    let embedded = Embedded::new();
    let hypervisor = embedded.builder().deadline(Duration::from_secs(2)).connect().await.unwrap();
    let stuck = tiny(&hypervisor, &embedded.pool(), &guest).await.unwrap();
    let well = tiny(&hypervisor, &embedded.pool(), &guest).await.unwrap();
    for spec in [&stuck, &well] {
        hypervisor.define(spec).await.unwrap();
        hypervisor.start(spec.id).await.unwrap();
    }
    signal(embedded.qemu(stuck.id).unwrap(), Signal::STOP);

    let asked = Instant::now();
    let error = hypervisor.pause(stuck.id).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownOutcome, "{error}");
    let error = hypervisor.resume(stuck.id).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::TimedOut, "its turn never came: {error}");
    assert!(asked.elapsed() < Duration::from_secs(6), "{:?}", asked.elapsed());

    let asked = Instant::now();
    hypervisor.pause(well.id).await.unwrap();
    assert_eq!(hypervisor.list().await.unwrap().len(), 2);
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());

    hypervisor.force_stop(stuck.id).await.unwrap();
    for spec in [&stuck, &well] {
        hypervisor.force_stop(spec.id).await.unwrap();
        until(&hypervisor, spec.id, |status| status.power == PowerState::Stopped).await;
        hypervisor.undefine(spec.id).await.unwrap();
    }
    hypervisor.close().await.unwrap();
}

#[tokio::test]
async fn a_machine_outlives_its_connection_and_the_next_one_adopts_it() {
    let Some(guest) = Guest::built() else { return };
    let embedded = Embedded::new();
    let first = embedded.builder().connect().await.unwrap();
    let spec = tiny(&first, &embedded.pool(), &guest).await.unwrap();
    boot(&first, &spec).await.unwrap();
    first.close().await.unwrap();
    assert_eq!(first.list().await.unwrap_err().code(), ErrorCode::Closed);

    let second = embedded.builder().connect().await.unwrap();
    let status = until(&second, spec.id, |status| status.agent_connected == Some(true)).await;
    assert_eq!((status.power, status.owner), (PowerState::Running, spec.owner));
    let output = exec(&second, spec.id, &ExecCommand::new(["uname", "-m"])).await.unwrap();
    assert_eq!(output.stdout, b"x86_64\n");
    second.force_stop(spec.id).await.unwrap();
    second.undefine(spec.id).await.unwrap();
    second.close().await.unwrap();
}

#[tokio::test]
async fn the_embedded_driver_meets_the_hypervisor_contract() {
    let Some(guest) = Guest::built() else { return };
    let rig = Arc::new(EmbeddedRig::new(guest));
    let report = Kit::new(rig.clone()).await.run_all().await;
    rig.end();
    println!("{report}");
    report.assert_passed();
}

#[tokio::test]
async fn the_accelerator_is_found_by_a_race_and_remembered() {
    let embedded = Embedded::new();
    let answer = embedded.root().join("accelerator.json");
    let mut found = Vec::new();
    for _ in 0..2 {
        let hypervisor = embedded.builder().accelerator(AcceleratorChoice::Probe).connect().await.unwrap();
        let hardware = hypervisor.host_info().await.unwrap().accelerated;
        assert!(hypervisor.list().await.unwrap().is_empty(), "the probes are gone, and were nobody's");
        let advised = hypervisor.doctor().await.iter().any(|finding| finding.code == "kvm_unusable");
        assert_eq!(advised, !hardware);
        hypervisor.close().await.unwrap();
        found.push((hardware, fs::metadata(&answer).ok().map(|file| file.ino())));
    }
    assert_eq!(found[0], found[1], "it did not race again");
}

#[tokio::test]
async fn a_root_that_another_process_has_open_is_unavailable() {
    let embedded = Embedded::new();
    let mut other = Command::new("virsh")
        .args(["--quiet", "--connect", &embedded.uri()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("virsh is installed");
    let mut input = other.stdin.take().unwrap();
    input.write_all(b"hostname\n").unwrap();
    // The first line is its prompt; the second comes when it is connected.
    let mut lines = BufReader::new(other.stdout.take().unwrap()).lines();
    assert!(lines.nth(1).expect("it answers").is_ok());

    let error = embedded.builder().connect().await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains(&format!("process {} has it open", other.id())), "{error}");
    drop(input);
    other.wait().unwrap();
    embedded.builder().connect().await.unwrap().close().await.unwrap();
}
