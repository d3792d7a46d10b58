//! A libvirt host of one's own.

use super::{Scratch, not_run, repository};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A `libvirtd` with its machines and networks, cut off from those of the system: network, mount, UTS and process namespaces, and
/// private copies of every directory that libvirt writes to (`lab/daemon.sh`).
///
/// Two networks are up in it: `default` (NAT, 192.168.122.0/24) and `isolated` (10.66.0.0/24), both with DHCP. Files of the host's
/// system are visible inside under the same paths. Dropping it ends the daemon, every QEMU and every network it started.
#[derive(Debug)]
pub struct PrivateDaemon {
    // The order is that of the end: the namespaces fall when their first process's input ends.
    hold: Option<ChildStdin>,
    namespaces: Child,
    scratch: Scratch,
}

impl PrivateDaemon {
    /// Starts one with this host name; none, and a line in the list of what was [`not_run`], where that is impossible.
    pub fn start(hostname: &str) -> Option<Self> {
        let missing = if !rustix::process::getuid().is_root() {
            "namespaces need root; run as root"
        } else if Command::new("libvirtd").arg("--version").output().is_err() {
            "there is no libvirtd; run tests/lab/packages.sh"
        } else {
            let daemon = Self::in_namespaces(hostname);
            daemon.launch();
            return Some(daemon);
        };
        not_run("the tests with a private libvirt daemon", missing);
        None
    }

    fn in_namespaces(hostname: &str) -> Self {
        let scratch = Scratch::new();
        let uuid = fs::read_to_string("/proc/sys/kernel/random/uuid").expect("Linux gives random UUIDs");
        let mut namespaces = Command::new("unshare")
            .args(["--net", "--mount", "--uts", "--pid", "--fork"])
            .arg(repository().join("tests/lab/daemon.sh"))
            .arg(scratch.path())
            .args([hostname, uuid.trim()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare is part of every Debian");
        let mut line = String::new();
        let output = namespaces.stdout.take().expect("it was piped");
        BufReader::new(output).read_line(&mut line).expect("the pipe is ours");
        assert_eq!(line.trim(), "ready", "the namespaces could not be made");
        Self { hold: namespaces.stdin.take(), namespaces, scratch }
    }

    /// The address under which libvirt's clients reach it.
    pub fn uri(&self) -> String {
        format!("qemu+unix:///system?socket={}", self.path().join("run/libvirt/libvirt-sock").display())
    }

    /// The directory with its parts of the file system, for disks and logs too.
    pub fn path(&self) -> &Path {
        self.scratch.path()
    }

    /// A command that runs inside its namespaces.
    pub fn command(&self, program: &str) -> Command {
        let id = self.namespaces.id();
        let mut command = Command::new("nsenter");
        command
            .args(["--net", "--mount", "--uts", &format!("--pid=/proc/{id}/ns/pid_for_children")])
            .arg(format!("--target={id}"))
            .arg("--")
            .arg(program);
        command
    }

    /// What `virsh` prints when it is asked this of the daemon. Fails the test when `virsh` fails.
    #[track_caller]
    pub fn virsh<const N: usize>(&self, arguments: [&str; N]) -> String {
        let output =
            Command::new("virsh").args(["--quiet", "--connect", &self.uri()]).args(arguments).output();
        let output = output.expect("virsh is installed with libvirtd");
        assert!(output.status.success(), "virsh {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Starts the daemon in its namespaces, after [`kill`](Self::kill) or [`stop`](Self::stop). It accepts connections on return.
    pub fn launch(&self) {
        let mut command = self.command("libvirtd");
        let status = command.args(["--daemon", "--pid-file", "/run/libvirt/libvirtd.pid"]).status();
        assert!(status.expect("nsenter is part of every Debian").success(), "libvirtd did not start");
    }

    /// Stops the daemon in the regular way. Its machines and networks live on.
    pub fn stop(&self) {
        self.end("TERM");
    }

    /// Kills the daemon. Its machines and networks live on.
    pub fn kill(&self) {
        self.end("KILL");
    }

    /// Freezes the daemon: connections stay open and no call returns.
    pub fn pause(&self) {
        assert!(self.signal("STOP"), "the daemon runs");
    }

    /// Ends what [`pause`](Self::pause) began.
    pub fn resume(&self) {
        assert!(self.signal("CONT"), "the daemon runs");
    }

    fn end(&self, signal: &str) {
        assert!(self.signal(signal), "the daemon runs");
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.signal("0") {
            assert!(Instant::now() < deadline, "the daemon did not end");
            thread::sleep(Duration::from_millis(10));
        }
        // A regular end removes it; a number that is used again must not be taken for the daemon.
        let _ = fs::remove_file(self.pid_file());
    }

    /// Whether there is a daemon that got the signal.
    fn signal(&self, signal: &str) -> bool {
        let Ok(pid) = fs::read_to_string(self.pid_file()) else { return false };
        let mut command = self.command("sh");
        command.args(["-c", r#"kill -"$1" "$2""#, "sh", signal, pid.trim()]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    fn pid_file(&self) -> std::path::PathBuf {
        self.path().join("run/libvirt/libvirtd.pid")
    }
}

impl Drop for PrivateDaemon {
    fn drop(&mut self) {
        drop(self.hold.take());
        // It returns when the last process inside has ended.
        let _ = self.namespaces.wait();
    }
}
