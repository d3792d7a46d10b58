//! libvirt in this process: loaded, quiet, and with the one thread that runs its event loop.
#![allow(unsafe_code, reason = "`virt` can neither silence libvirt nor load it first")]

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use virt_sys::{
    virErrorPtr, virEventRegisterDefaultImpl, virEventRunDefaultImpl, virInitialize, virSetErrorFunc,
};
use vmbay::{Error, Result};
use vmbay_libvirt_lazy::Libraries;

use crate::locked;

/// Loads libvirt and starts its event loop, once; this must come before any connection is opened.
///
/// libvirt has one event loop per process and keeps it for ever, so this is the one global of the crate.
pub(crate) fn start(libraries: &Libraries) -> Result<()> {
    static STARTED: Mutex<bool> = Mutex::new(false);
    let mut started = locked(&STARTED);
    if *started {
        return Ok(());
    }
    vmbay_libvirt_lazy::load(libraries).map_err(|source| Error::Unavailable {
        what: "libvirt".into(),
        mend: "install the package libvirt0 (Debian) or libvirt-libs (Fedora)".into(),
        source: Some(Box::new(source)),
    })?;
    // SAFETY: these take no pointers of ours but a function that ignores its arguments.
    let ready = unsafe {
        virSetErrorFunc(null_mut(), Some(ignore));
        virInitialize() == 0 && virEventRegisterDefaultImpl() == 0
    };
    if !ready {
        return Err(crate::error::hypervisor("start libvirt's event loop")(virt::error::Error::last_error()));
    }
    let spawned = thread::Builder::new().name("libvirt-events".into()).spawn(run);
    spawned.map_err(|source| Error::HypervisorFailed {
        what: "start libvirt's event loop".into(),
        source: Box::new(source),
    })?;
    *started = true;
    Ok(())
}

fn run() {
    loop {
        // SAFETY: the default implementation was registered before this thread was spawned, and no other thread runs it.
        if unsafe { virEventRunDefaultImpl() } < 0 {
            thread::sleep(Duration::from_millis(100));
        }
    }
}

/// libvirt prints every error to stderr unless told otherwise; ours travel as values.
unsafe extern "C" fn ignore(_context: *mut c_void, _error: virErrorPtr) {}
