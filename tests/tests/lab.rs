//! The lab keeps its promises.

use std::{
    fs,
    io::Read as _,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use vmbay_tests::lab::{Guest, PrivateDaemon, Scratch, adopt_orphans};

fn domain(name: &str, guest: &Guest, console: &Path) -> String {
    format!(
        "<domain type='qemu'><name>{name}</name><memory unit='MiB'>128</memory><vcpu>1</vcpu>
           <os><type arch='x86_64' machine='q35'>hvm</type><kernel>{}</kernel><initrd>{}</initrd><cmdline>{}</cmdline></os>
           <features><acpi/></features><cpu mode='custom'><model>qemu64</model></cpu>
           <devices>
             <interface type='network'><source network='default'/><model type='virtio'/></interface>
             <serial type='file'><source path='{}'/></serial>
             <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
           </devices></domain>",
        guest.kernel.display(),
        guest.initrd.display(),
        Guest::ARGUMENTS,
        console.display(),
    )
}

#[test]
fn a_private_daemon_runs_the_guest_survives_its_death_and_leaves_nothing() {
    let (Some(guest), Some(daemon)) = (Guest::built(), PrivateDaemon::start("lab-a")) else { return };
    assert_eq!(daemon.virsh(["hostname"]), "lab-a");
    let networks = daemon.virsh(["net-list", "--name"]);
    assert_eq!(networks.split_whitespace().collect::<Vec<_>>(), ["default", "isolated"]);

    let (file, console) = (daemon.path().join("guest.xml"), daemon.path().join("console.log"));
    fs::write(&file, domain("tiny", &guest, &console)).unwrap();
    daemon.virsh(["create", file.to_str().unwrap()]);
    let connected =
        daemon.virsh(["event", "--domain", "tiny", "--event", "agent-lifecycle", "--timeout", "60"]);
    assert!(connected.contains("connected"));
    assert!(daemon.virsh(["qemu-agent-command", "tiny", r#"{"execute":"guest-ping"}"#]).contains("return"));
    assert!(fs::read_to_string(&console).unwrap().contains(Guest::READY));

    daemon.kill();
    daemon.launch();
    assert_eq!(daemon.virsh(["domstate", "tiny"]), "running");
    daemon.stop();
    daemon.launch();
    daemon.pause();
    daemon.resume();
    assert_eq!(daemon.virsh(["domstate", "tiny"]), "running");

    let scratch = daemon.path().to_owned();
    // With the machine still running.
    drop(daemon);
    assert!(!scratch.exists());
}

#[test]
fn a_scratch_directory_notices_who_still_uses_it() {
    let scratch = Scratch::new();
    let path = scratch.path().to_owned();
    let mut command = Command::new("sh");
    command.arg("-c").arg("echo; read _").arg(&path).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Until then the process may not have its command line yet.
    child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    assert_eq!(scratch.in_use_by().len(), 1);
    let noticed = std::panic::catch_unwind(move || drop(scratch));
    assert!(noticed.is_err());
    assert!(!path.exists());
    assert!(!child.wait().unwrap().success(), "it was ended");
}

#[test]
fn an_orphaned_daemon_is_buried_at_once_and_a_child_is_left_to_its_parent() {
    adopt_orphans();
    let scratch = Scratch::new();
    let file = scratch.path().join("pid");
    // Two forks and a session between: what makes a daemon.
    let script = format!("setsid sh -c 'sleep 0 & echo $! >{}'", file.display());
    assert!(Command::new("sh").arg("-c").arg(script).status().unwrap().success());
    let pid = fs::read_to_string(file).unwrap();
    let deadline = Instant::now() + Duration::from_secs(5);
    while Path::new("/proc").join(pid.trim()).exists() {
        assert!(Instant::now() < deadline, "still unburied");
        thread::sleep(Duration::from_millis(5));
    }
}
