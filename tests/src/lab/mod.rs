//! Real machines for tests: a guest that boots in seconds, a libvirt host of one's own, directories that notice what is left behind.
//!
//! | piece | what it gives |
//! |---|---|
//! | [`Guest`] | kernel and initramfs of the tiny guest that `make guest` builds |
//! | [`PrivateDaemon`] | a `libvirtd` with networks, in namespaces that end with it |
//! | [`Scratch`] | a directory that ends with its owner, and fails the test when a process or mount outlives it |
//! | [`adopt_orphans`] | quick burials for the QEMU processes that an embedded driver leaves to their ancestors |
//! | [`not_run`] | the list of what a machine could not test, and why |

mod daemon;
mod guest;
mod missing;
mod orphans;
mod scratch;

pub use daemon::PrivateDaemon;
pub use guest::Guest;
pub use missing::not_run;
pub use orphans::adopt_orphans;
pub use scratch::Scratch;

use std::path::Path;

/// The root of the repository.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate's folder is inside the repository")
}
