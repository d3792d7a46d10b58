//! The libvirt hypervisor for vmbay: QEMU machines by libvirt, in this process or by its daemon, here or on another host.
//!
//! ```no_run
//! # async fn example() -> vmbay::Result<()> {
//! use vmbay_hypervisor_libvirt::LibvirtHypervisor;
//!
//! // The QEMU driver inside this process, with all its files below one directory. No daemon is needed.
//! let hypervisor = LibvirtHypervisor::connect("qemu:///embed?root=/srv/vmbay").await?;
//! # Ok(()) }
//! ```
//!
//! # Where a connection may lead
//!
//! | URI | what it is |
//! |---|---|
//! | `qemu:///embed?root=DIR` | libvirt's QEMU driver inside this process; machines outlive it, and the next open adopts them |
//! | `qemu:///system`, `qemu+unix:///system?socket=…` | a daemon on this host |
//! | `qemu+ssh://host/system`, `qemu+tls://…` | a daemon on another host: no volumes and no console logs |
//! | `test:///default`, `test:////a/file.xml` | libvirt's test driver, which only pretends |
//!
//! libvirt lets a process have one embedded root, and keeps it until the process ends, also when every connection is closed;
//! meanwhile no other process can open it. Machines do not mind. Each QEMU it starts falls, when it ends, to the first process
//! of the system or container, which must bury it at once: start a container with an init, as `docker run --init` does.
//!
//! # How it is built
//!
//! libvirt is loaded when the first connection opens (crate `vmbay-libvirt-lazy`), so that programs build and start without
//! it. One thread of the process runs its event loop; its blocking calls run on lanes of our own, each with a deadline, so
//! that a stuck machine delays no other and never the caller's runtime. A broken connection is renewed, its events
//! registered anew, and `Resync` tells everybody to look.
//!
//! A machine is a domain whose UUID is the machine's id and whose metadata names its owner; other domains are invisible.
//! A volume is a file named by its id in a directory. XML is written and read by quick-xml, so text is never markup.

mod accelerator;
mod calls;
mod connection;
mod doctor;
mod error;
mod event_loop;
mod ffi;
mod files;
mod guest;
mod hypervisor;
mod lane;
mod machine;
mod options;
mod place;
mod session;
mod status;
mod volume;
mod xml;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use vmbay_libvirt_lazy::Libraries;

pub use self::{
    hypervisor::LibvirtHypervisor,
    options::{AcceleratorChoice, KeepAlive, LibvirtBuilder},
};

/// Locks; what a panicking thread left is as good as any, for nothing here is half-changed under a lock.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
