//! libvirt, loaded on first use.
//!
//! The `virt` and `virt-sys` crates link against libvirt, so that a program using them does not even start on a
//! machine without it. This crate defines every C symbol they need and forwards each call to the real library,
//! which [`load`] opens when the program first connects. Nothing is needed at build time either: an empty
//! `libvirt.pc` (see `pkgconfig/` and the workspace's `.cargo/config.toml`) keeps headers and `-lvirt` out.
//!
//! ```
//! match vmbay_libvirt_lazy::load(&vmbay_libvirt_lazy::Libraries::default()) {
//!     Ok(()) => println!("libvirt is here"),
//!     Err(unavailable) => println!("{unavailable}"),
//! }
//! ```
//!
//! The list of symbols, `functions.rs`, is generated from the bindings of virt-sys; a test says when it is out of
//! date, and `cargo run -p vmbay-libvirt-lazy --example generate` writes it anew.
//!
//! libvirt itself and the two crates are under the LGPL 2.1 or later.
#![allow(unsafe_code, reason = "this crate is one of the two FFI places: it binds C symbols at run time")]

mod forward;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The shared objects that [`load`] opens: bare names are searched like any library, paths are taken as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Libraries {
    /// The main library.
    pub libvirt: PathBuf,
    /// Its QEMU companion, which holds the guest-agent calls. Distributions ship both in one package.
    pub libvirt_qemu: PathBuf,
}

impl Default for Libraries {
    fn default() -> Self {
        Self { libvirt: "libvirt.so.0".into(), libvirt_qemu: "libvirt-qemu.so.0".into() }
    }
}

/// libvirt could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error("libvirt cannot be loaded from {}", file.display())]
pub struct Unavailable {
    /// The file that did not load.
    pub file: PathBuf,
    /// What the loader of the system said.
    #[source]
    pub source: libloading::Error,
}

/// Loads libvirt into the process, once.
///
/// # Behavior
/// - The first success is final: later calls do nothing, whatever they name. The libraries are never unloaded.
/// - A failure is not remembered: a call after libvirt has been installed succeeds.
/// - Before the first success, every libvirt function fails in libvirt's own way (`-1`, `0` or a null pointer). A
///   function that the installed version lacks keeps doing so.
pub fn load(libraries: &Libraries) -> Result<(), Unavailable> {
    static LOADED: Mutex<bool> = Mutex::new(false); // The symbols are the process's own, so is this.
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*loaded {
        let libvirt = open(&libraries.libvirt)?;
        let companion = open(&libraries.libvirt_qemu)?;
        forward::bind(libvirt, companion);
        *loaded = true;
    }
    Ok(())
}

fn open(file: &PathBuf) -> Result<libloading::Library, Unavailable> {
    // SAFETY: libvirt's load-time initialisers have no precondition; the file is the caller's to vouch for.
    unsafe { libloading::Library::new(file) }.map_err(|source| Unavailable { file: file.clone(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_and_unbound_functions_fail() {
        let nowhere = Libraries { libvirt: "/nowhere/libvirt.so.0".into(), ..Libraries::default() };
        let error = load(&nowhere).unwrap_err();
        assert_eq!(error.to_string(), "libvirt cannot be loaded from /nowhere/libvirt.so.0");
        // SAFETY: an unbound function touches nothing.
        assert_eq!(unsafe { virt_sys::virInitialize() }, -1, "unbound functions fail as libvirt does");
    }
}
