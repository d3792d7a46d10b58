//! What the host lacks for libvirt machines, and what mends it.

use std::path::Path;

use vmbay::Error;
use vmbay::hypervisor::{Finding, Severity};

use crate::volume::QemuImg;

fn finding(code: &str, severity: Severity, problem: impl Into<String>, mend: impl Into<String>) -> Finding {
    Finding { code: code.into(), severity, problem: problem.into(), mend: mend.into() }
}

/// The connection does not answer.
pub(crate) fn disconnected(error: &Error, mend: &str) -> Finding {
    finding("libvirt_unreachable", Severity::Error, error.to_string(), mend)
}

/// libvirt knows no QEMU for this architecture.
pub(crate) fn qemu_missing() -> Finding {
    finding(
        "qemu_missing",
        Severity::Error,
        "libvirt found no QEMU that runs x86-64 machines",
        "install the package qemu-system-x86 (Debian) or qemu-kvm (Fedora)",
    )
}

/// Guests are emulated.
pub(crate) fn kvm_unusable() -> Finding {
    finding(
        "kvm_unusable",
        Severity::Advice,
        "hardware virtualization is missing or slower than emulation, so guests are emulated",
        "enable virtualization in the firmware, or nested virtualization on the host of this host, and load the module kvm",
    )
}

/// Volumes cannot be made.
pub(crate) fn qemu_img(program: &QemuImg, deadline: std::time::Duration) -> Option<Finding> {
    let error = program.check(deadline).err()?;
    let mend = "install the package qemu-utils (Debian) or qemu-img (Fedora)";
    Some(finding("qemu_img_missing", Severity::Error, error.to_string(), mend))
}

/// The adapter's directory cannot be written.
pub(crate) fn directory(directory: &Path) -> Option<Finding> {
    let writable = rustix::fs::access(directory, rustix::fs::Access::WRITE_OK);
    let error = writable.err()?;
    Some(finding(
        "directory_unusable",
        Severity::Warning,
        format!(
            "{} cannot be written ({error}), so consoles are not logged and volumes need another pool",
            directory.display()
        ),
        "make the directory writable for this user, or name another with `LibvirtBuilder::directory`",
    ))
}

/// The embedded driver runs in the first process of a system or container, `process` being its id.
///
/// Each QEMU of an embedded driver is a daemon, which falls to the first process when it ends. As long as that one does not bury it,
/// libvirt takes it for alive: a stop then takes more than a minute.
pub(crate) fn first_process(process: u32) -> Option<Finding> {
    (process == 1).then(|| {
        finding(
            "orphans_unburied",
            Severity::Warning,
            "this program is the first process of its container, and unless it waits for orphans, ended machines seem alive to libvirt",
            "start the container with an init, as `docker run --init` does",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_process_is_told_to_bury_orphans() {
        assert_eq!(first_process(17), None);
        assert_eq!(first_process(1).unwrap().code, "orphans_unburied");
    }
}
