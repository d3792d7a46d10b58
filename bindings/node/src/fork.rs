//! Descriptors of a child of this process, kept as they were.
//!
//! QEMU's driver within this process starts a machine by two forks, each of which runs what Node's event loop registered for
//! the child of a fork: it closes the two descriptors of its signals and opens new ones. By the second fork libvirt has
//! closed everything and uses these very numbers for pipes of its own, which would be lost. So what handlers before ours did
//! to low descriptors in a child is undone: the child of libvirt runs no event loop, and one of Node's only becomes another
//! program.

#![allow(unsafe_code, reason = "handlers of a fork, which call nothing but the system")]

use std::{cell::Cell, sync::Once};

use libc::{F_DUPFD_CLOEXEC, F_GETFD, FD_CLOEXEC, O_CLOEXEC, c_int};

/// The first descriptor after those of standard input, output and error.
const FIRST: c_int = 3;
/// How many are kept. Those of the event loop are made when Node starts, and low.
const KEPT: usize = 32;
/// Copies are above this one, out of the way.
const COPIES: c_int = 200;

/// A descriptor before a fork: its copy and its flags; none when there was none.
#[derive(Clone, Copy)]
struct Kept(Option<(c_int, c_int)>);

thread_local! {
    /// What the thread that forks keeps from before the fork until after it. It is the only thread of the child.
    static BEFORE: Cell<[Kept; KEPT]> = const { Cell::new([Kept(None); KEPT]) };
}

/// Keeps descriptors from now on, for as long as the process lives.
pub(crate) fn keep_descriptors() {
    // Handlers cannot be taken back, and one set of them serves every library of the process.
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // SAFETY: the handlers are functions of this module, which is never unloaded. It fails only without memory, and
        // machines then start as they would without it.
        unsafe { libc::pthread_atfork(Some(copy), Some(forget), Some(restore)) };
    });
}

fn number(at: usize) -> c_int {
    FIRST + c_int::try_from(at).unwrap_or(c_int::MAX - FIRST)
}

/// Before the fork.
extern "C" fn copy() {
    let mut kept = [Kept(None); KEPT];
    for (at, kept) in kept.iter_mut().enumerate() {
        // SAFETY: a number that is no descriptor is refused by the system.
        let flags = unsafe { libc::fcntl(number(at), F_GETFD) };
        if flags < 0 {
            continue;
        }
        // SAFETY: as above.
        let copy = unsafe { libc::fcntl(number(at), F_DUPFD_CLOEXEC, COPIES) };
        if copy >= 0 {
            *kept = Kept(Some((copy, flags)));
        }
    }
    BEFORE.set(kept);
}

/// After the fork, in the parent.
extern "C" fn forget() {
    for Kept(kept) in BEFORE.replace([Kept(None); KEPT]) {
        if let Some((copy, _)) = kept {
            // SAFETY: the copy is ours.
            unsafe { libc::close(copy) };
        }
    }
}

/// After the fork, in the child, when the handlers registered before have run.
extern "C" fn restore() {
    for (at, Kept(kept)) in BEFORE.replace([Kept(None); KEPT]).into_iter().enumerate() {
        match kept {
            Some((copy, flags)) => {
                let flags = if flags & FD_CLOEXEC == 0 { 0 } else { O_CLOEXEC };
                // SAFETY: the copy is ours, and the number is that of which it is one.
                unsafe {
                    libc::dup3(copy, number(at), flags);
                    libc::close(copy);
                }
            }
            // SAFETY: there was nothing under this number, so what is there now is a handler's.
            None => unsafe {
                libc::close(number(at));
            },
        }
    }
}
