//! `qemu-img`, run with a deadline. The format is always said, and a backing file is never opened to guess at it.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use vmbay::hypervisor::VolumeFormat;
use vmbay::{Error, Result};

/// The program.
#[derive(Clone, Debug)]
pub(crate) struct QemuImg(pub(crate) PathBuf);

impl QemuImg {
    /// Makes a qcow2 file. `-u` takes our word for the backing file: it is known to be there, and so is its size.
    pub(crate) fn create(
        &self,
        file: &Path,
        size_bytes: u64,
        backing: Option<(&Path, VolumeFormat)>,
        deadline: Duration,
    ) -> Result<()> {
        let size = size_bytes.to_string();
        let mut arguments: Vec<&OsStr> = ["create", "-q", "-f", "qcow2"].map(OsStr::new).to_vec();
        if let Some((backing, format)) = backing {
            arguments.extend([
                OsStr::new("-u"),
                "-b".as_ref(),
                backing.as_os_str(),
                "-F".as_ref(),
                format.as_str().as_ref(),
            ]);
        }
        arguments.extend([OsStr::new("--"), file.as_os_str(), size.as_ref()]);
        self.run("create a volume", &arguments, deadline)
    }

    /// Grows a qcow2 file.
    pub(crate) fn resize(&self, file: &Path, size_bytes: u64, deadline: Duration) -> Result<()> {
        let size = size_bytes.to_string();
        let fixed = ["resize", "-q", "-f", "qcow2", "--"].map(OsStr::new);
        self.run("grow a volume", &[&fixed[..], &[file.as_os_str(), size.as_ref()]].concat(), deadline)
    }

    /// Whether the program is there and runs.
    pub(crate) fn check(&self, deadline: Duration) -> Result<()> {
        self.run("say its version", &["--version".as_ref()], deadline)
    }

    fn run(&self, what: &'static str, arguments: &[&OsStr], deadline: Duration) -> Result<()> {
        let failed =
            |source: io::Error| Error::HypervisorFailed { what: what.into(), source: Box::new(source) };
        let mut command = Command::new(&self.0);
        // Messages are read for what they mean, so they must be in one language.
        command
            .args(arguments)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|source| Error::Unavailable {
            what: "qemu-img".into(),
            mend: "install the package qemu-utils (Debian) or qemu-img (Fedora)".into(),
            source: Some(Box::new(source)),
        })?;
        if !ended_within(&child, deadline).map_err(failed)? {
            child.kill().and_then(|()| child.wait()).map_err(failed)?;
            return Err(Error::TimedOut { what: what.into(), after: deadline, operation: None });
        }
        let status = child.wait().map_err(failed)?;
        if status.success() {
            return Ok(());
        }
        let mut said = String::new();
        if let Some(mut stderr) = child.stderr.take() {
            stderr.read_to_string(&mut said).map_err(failed)?;
        }
        let source = io::Error::other(format!("qemu-img: {status}: {}", said.trim()));
        if said.contains("No space left on device")
            || said.contains("Disk quota exceeded")
            || said.contains("File too large")
        {
            return Err(Error::OutOfSpace { what: "a volume".into(), source: Some(Box::new(source)) });
        }
        Err(failed(source))
    }
}

/// Waits for the end of a process: its errors fit into a pipe, so that it never waits for us.
fn ended_within(child: &Child, deadline: Duration) -> io::Result<bool> {
    let pid = i32::try_from(child.id())
        .ok()
        .and_then(Pid::from_raw)
        .ok_or_else(|| io::Error::other("it has no process id"))?;
    let process = pidfd_open(pid, PidfdFlags::empty())?;
    let timeout = Timespec::try_from(deadline).map_err(io::Error::other)?;
    Ok(poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&timeout))? > 0)
}
