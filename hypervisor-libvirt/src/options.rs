//! How to reach a libvirt, and how patient to be with it.

use std::path::PathBuf;
use std::time::Duration;

use vmbay::Result;
use vmbay_libvirt_lazy::Libraries;

use crate::LibvirtHypervisor;

/// How often to ask a quiet connection whether it is still there; it counts as broken after `count` questions without
/// an answer. Only connections that leave the process are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeepAlive {
    /// The time between two questions; whole seconds.
    pub interval: Duration,
    /// How many may go unanswered.
    pub count: u32,
}

/// What executes the guests' instructions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AcceleratorChoice {
    /// Hardware virtualization where a probe guest boots on it in time, emulation otherwise.
    ///
    /// The existence of `/dev/kvm` says little: it may be there and crash QEMU or take minutes. So a tiny guest is booted
    /// on both, and the first to finish wins; the answer is remembered in the adapter's directory until the host's kernel,
    /// QEMU or libvirt change.
    #[default]
    Probe,
    /// Hardware virtualization.
    Hardware,
    /// Emulation.
    Emulation,
}

/// A [`LibvirtHypervisor`] to be connected; see [`LibvirtHypervisor::builder`].
#[derive(Clone, Debug)]
#[must_use = "nothing is connected before `connect`"]
pub struct LibvirtBuilder {
    pub(crate) uri: String,
    pub(crate) libraries: Libraries,
    pub(crate) directory: Option<PathBuf>,
    pub(crate) deadline: Duration,
    pub(crate) slow_deadline: Duration,
    pub(crate) lanes: usize,
    pub(crate) keep_alive: KeepAlive,
    pub(crate) accelerator: AcceleratorChoice,
    pub(crate) qemu_img: PathBuf,
}

impl LibvirtBuilder {
    pub(crate) fn new(uri: &str) -> Self {
        Self {
            uri: uri.to_owned(),
            libraries: Libraries::default(),
            directory: None,
            deadline: Duration::from_secs(30),
            slow_deadline: Duration::from_secs(120),
            lanes: 16,
            keep_alive: KeepAlive { interval: Duration::from_secs(5), count: 3 },
            accelerator: AcceleratorChoice::default(),
            qemu_img: "qemu-img".into(),
        }
    }

    /// Loads libvirt from these files rather than from where the system keeps it. Only the first connection of a process
    /// loads anything.
    pub fn libraries(mut self, libraries: Libraries) -> Self {
        self.libraries = libraries;
        self
    }

    /// Keeps volumes, console logs and what was learned about the host below `directory`. Unless told otherwise this is
    /// the root of an embedded libvirt, and `/var/lib/vmbay` for a daemon on this host.
    pub fn directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = Some(directory.into());
        self
    }

    /// Gives up on a call after `deadline`; 30 seconds unless told otherwise. Its outcome is then unknown.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Gives up after `deadline` on calls that move a machine's memory or wait for its process: start, stop, save,
    /// restore. 2 minutes unless told otherwise.
    pub fn slow_deadline(mut self, deadline: Duration) -> Self {
        self.slow_deadline = deadline;
        self
    }

    /// Makes at most `lanes` calls at a time; 16 unless told otherwise.
    pub fn lanes(mut self, lanes: usize) -> Self {
        self.lanes = lanes.max(1);
        self
    }

    /// Asks a quiet connection whether it is still there; every 5 seconds, 3 times, unless told otherwise.
    pub fn keep_alive(mut self, keep_alive: KeepAlive) -> Self {
        self.keep_alive = keep_alive;
        self
    }

    /// Chooses what executes the guests' instructions.
    pub fn accelerator(mut self, accelerator: AcceleratorChoice) -> Self {
        self.accelerator = accelerator;
        self
    }

    /// Runs this program instead of the `qemu-img` that is found on the path.
    pub fn qemu_img(mut self, program: impl Into<PathBuf>) -> Self {
        self.qemu_img = program.into();
        self
    }

    /// Connects.
    ///
    /// # Errors
    /// - `invalid_argument` for a URI that is none, that names something else than QEMU or libvirt's test driver, or that
    ///   would surprise: `qemu:///session` as root means the system daemon.
    /// - `unavailable` when libvirt is missing or does not let us in; the error names the mend.
    pub async fn connect(self) -> Result<LibvirtHypervisor> {
        LibvirtHypervisor::open(self).await
    }
}
