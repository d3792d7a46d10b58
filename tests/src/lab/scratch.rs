//! Directories that end with the test.

use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A directory with a short path (the sockets of QEMU below it have a limit of 108 bytes) that is deleted with its contents when
/// dropped.
///
/// By then nothing may be left that was started in it. A process whose command line names the directory, or a mount below it, is
/// ended and fails the test, unless the test has failed already. So declare it before everything that uses it.
#[derive(Debug)]
pub struct Scratch {
    directory: TempDir,
}

impl Scratch {
    /// A new, empty directory.
    #[expect(clippy::new_without_default, reason = "it makes a directory")]
    pub fn new() -> Self {
        let directory =
            tempfile::Builder::new().prefix("vmbay-").tempdir().expect("the temporary directory is writable");
        Self { directory }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The command lines of processes that name the directory, and the mounts below it.
    pub fn in_use_by(&self) -> Vec<String> {
        self.processes().into_iter().map(|(_, command)| command).chain(self.mounts()).collect()
    }

    fn processes(&self) -> Vec<(Pid, String)> {
        let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
        let pids = entries
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter_map(Pid::from_raw);
        pids.filter_map(|pid| {
            let command = fs::read(format!("/proc/{}/cmdline", pid.as_raw_nonzero())).ok()?;
            let command = String::from_utf8_lossy(&command).replace('\0', " ");
            command.contains(self.path().to_str()?).then_some((pid, command))
        })
        .collect()
    }

    fn mounts(&self) -> Vec<String> {
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        let path = self.path().to_string_lossy();
        mounts.lines().filter(|line| line.contains(&*path)).map(|line| format!("mount {line}")).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Who was told to end just now may need a moment.
        let patience = Instant::now() + Duration::from_secs(2);
        while !thread::panicking() && !self.in_use_by().is_empty() && Instant::now() < patience {
            thread::sleep(Duration::from_millis(20));
        }
        let left = self.in_use_by();
        for (pid, _) in self.processes() {
            // It may have ended in between.
            let _ = kill_process(pid, Signal::KILL);
        }
        assert!(
            left.is_empty() || thread::panicking(),
            "left behind in {}: {left:#?}",
            self.path().display()
        );
    }
}
