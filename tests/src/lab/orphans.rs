//! Burying the dead.

use rustix::process::{Pid, WaitOptions, getpid, getsid, set_child_subreaper, waitpid};
use std::{fs, sync::Once, thread, time::Duration};

/// Makes this process the one that inherits, and buries, the daemons its children leave behind.
///
/// An embedded QEMU driver starts each QEMU as a daemon, whose parent is then the machine's first process. Where that one buries the
/// dead lazily, as in many containers, libvirt sees a killed QEMU as alive for another second. Call this first in each test that
/// opens `qemu:///embed`; further calls do nothing.
pub fn adopt_orphans() {
    static ADOPTED: Once = Once::new();
    ADOPTED.call_once(|| {
        set_child_subreaper(Some(getpid())).expect("every process may become a sub-reaper");
        thread::Builder::new()
            .name("undertaker".into())
            .spawn(|| {
                loop {
                    bury();
                    thread::sleep(Duration::from_millis(5));
                }
            })
            .expect("a thread can be started");
    });
}

/// Waits for the children that nobody else here waits for: a daemon belongs to another session and does not lead it, whereas the
/// children of this process's own code and of libvirt's share our session or lead their own.
fn bury() {
    let ours = getsid(None).ok();
    // Linux gives orphans to the first thread.
    let children = format!("/proc/self/task/{}/children", getpid().as_raw_nonzero());
    let Ok(children) = fs::read_to_string(children) else { return };
    let children = children.split_whitespace().filter_map(|pid| pid.parse().ok()).filter_map(Pid::from_raw);
    for child in children {
        let session = getsid(Some(child)).ok();
        if session.is_some() && session != ours && session != Some(child) {
            // Not yet dead, or gone already: both are fine.
            let _ = waitpid(Some(child), WaitOptions::NOHANG);
        }
    }
}
