//! libvirt's C symbols, each forwarding to the address that [`bind`] found for it.
#![allow(non_snake_case, non_upper_case_globals, reason = "the names are libvirt's")]
#![allow(clippy::too_many_arguments, reason = "so are the signatures")]

use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong, c_void};
use std::mem::{forget, transmute};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

use libloading::Library;
#[allow(clippy::wildcard_imports, reason = "the signatures name some fifty of its types")]
use virt_sys::*;

/// What a call returns while its symbol is unbound: libvirt's own "it failed".
trait Failed {
    const FAILED: Self;
}
impl Failed for () {
    const FAILED: () = ();
}
impl Failed for c_int {
    const FAILED: c_int = -1;
}
impl Failed for c_uint {
    const FAILED: c_uint = 0;
}
impl Failed for c_ulong {
    const FAILED: c_ulong = 0;
}
impl<T> Failed for *mut T {
    const FAILED: *mut T = null_mut();
}
impl<T> Failed for *const T {
    const FAILED: *const T = std::ptr::null();
}

/// Defines every listed function as a forwarder, and `SYMBOLS`, the table of their names and slots.
macro_rules! forward {
    ($(fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        mod slot {
            use super::{AtomicPtr, c_void, null_mut};
            $(pub(super) static $name: AtomicPtr<c_void> = AtomicPtr::new(null_mut());)*
        }
        $(
            #[unsafe(no_mangle)]
            unsafe extern "C" fn $name($($arg: $ty),*) -> $ret {
                let bound = slot::$name.load(Relaxed);
                if bound.is_null() {
                    return <$ret as Failed>::FAILED;
                }
                // SAFETY: the address is that of libvirt's function of this name, whose signature this is; the
                // caller answers for the arguments as it would to libvirt.
                unsafe { transmute::<*mut c_void, unsafe extern "C" fn($($ty),*) -> $ret>(bound)($($arg),*) }
            }
        )*
        const SYMBOLS: &[(&str, &AtomicPtr<c_void>)] = &[$((stringify!($name), &slot::$name)),*];
    };
}
include!("functions.rs");

/// libvirt's one exported variable, copied from the real library by [`bind`].
#[unsafe(no_mangle)]
static mut virConnectAuthPtrDefault: virConnectAuthPtr = null_mut();

/// Points every forwarder at its function in the two libraries, which stay loaded from then on.
pub(crate) fn bind(libvirt: Library, companion: Library) {
    for &(name, slot) in SYMBOLS {
        // SAFETY: only the address is taken here; the forwarder calls it with the right signature.
        let found =
            unsafe { libvirt.get::<*mut c_void>(name).or_else(|_| companion.get::<*mut c_void>(name)) };
        if let Ok(function) = found {
            slot.store(*function, Relaxed);
        }
    }
    // SAFETY: both variables have this type, and nothing reads ours before the caller's `load` has returned.
    unsafe {
        if let Ok(default) = libvirt.get::<*mut virConnectAuthPtr>("virConnectAuthPtrDefault") {
            virConnectAuthPtrDefault = **default;
        }
    }
    quieten(&libvirt);
    forget((libvirt, companion));
}

/// Keeps libvirt's warnings off the program's stderr, where this version has a way to; its errors reach us as values.
/// libvirt reads its own environment variables later, so that they still have the last word.
fn quieten(libvirt: &Library) {
    const ERRORS_ONLY: c_uint = 4;
    // SAFETY: libvirt's private function has had this signature for as long as it has existed, and needs no set-up.
    unsafe {
        if let Ok(set) = libvirt.get::<unsafe extern "C" fn(c_uint) -> c_int>("virLogSetDefaultPriority") {
            set(ERRORS_ONLY);
        }
    }
}
