//! Burying the dead.

use rustix::process::{Pid, WaitOptions, getpid, set_child_subreaper, waitpid};
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
    let ours = session("self");
    // Linux gives orphans to the first thread.
    let children = format!("/proc/self/task/{}/children", getpid().as_raw_nonzero());
    let Ok(children) = fs::read_to_string(children) else { return };
    for child in children.split_whitespace() {
        let Some(session) = session(child) else { continue };
        if Some(session) == ours || session.to_string() == child {
            continue;
        }
        if let Some(child) = child.parse().ok().and_then(Pid::from_raw) {
            // Not yet dead, or gone already: both are fine.
            let _ = waitpid(Some(child), WaitOptions::NOHANG);
        }
    }
}

/// The session of a process; 0 where its leader lives outside this process's namespace, as in a container that was entered.
/// (`getsid` of rustix takes 0 for impossible.)
fn session(process: &str) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in brackets may hold anything; then come the state, the parent, the group and the session.
    stat.rsplit_once(") ")?.1.split(' ').nth(3)?.parse().ok()
}
