//! The tiny guest.

use super::{not_run, repository};
use std::path::PathBuf;

/// A Linux of 18 MB with busybox and the QEMU guest agent, to boot by kernel and initramfs in 128 MiB or more. Its agent answers
/// 4–8 s after start without hardware virtualization. The files must not be written to; every test shares them.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The kernel.
    pub kernel: PathBuf,
    /// The initramfs.
    pub initrd: PathBuf,
}

impl Guest {
    /// Kernel arguments that send the guest's console to its first serial port.
    pub const ARGUMENTS: &str = "console=ttyS0 quiet";

    /// What the guest prints on its console when it is up, followed by the seconds since its start.
    pub const READY: &str = "vmbay-guest ready after";

    /// The guest that `make guest` built; none, and a line in the list of what was [`not_run`], where it was not.
    pub fn built() -> Option<Self> {
        let directory = repository().join(".cache/guest");
        let guest = Self { kernel: directory.join("kernel"), initrd: directory.join("initrd") };
        if guest.kernel.is_file() && guest.initrd.is_file() {
            return Some(guest);
        }
        not_run("the tests with a real guest", "it is not built; run `make guest`");
        None
    }
}
