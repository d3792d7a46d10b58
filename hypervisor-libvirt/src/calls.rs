//! The connections that calls to a daemon are made on: each carries one call at a time.
//!
//! libvirt's client lets threads share a connection, but in libvirt 9 the thread that wakes another, as a second call and keep-alive do,
//! leaves a watch of the socket behind that points into the stack of the first; a later call follows it, into a crash at best. Besides,
//! a daemon works on five calls of a connection at a time, which five dead guest agents use up. So calls that overlap get
//! connections of their own, and keep-alive watches one that carries none.

use std::sync::Mutex;

use virt::connect::Connect;
use virt::error::Error as VirtError;

use crate::locked;

/// How many connections wait for further calls; those of a burst are closed when it is over.
const IDLE: usize = 8;

/// The connections to one daemon.
pub(crate) struct Calls {
    uri: String,
    /// None once they are given up.
    idle: Mutex<Option<Vec<Connect>>>,
}

impl Calls {
    pub(crate) fn new(uri: &str) -> Self {
        Self { uri: uri.to_owned(), idle: Mutex::new(Some(Vec::new())) }
    }

    /// Does `work` on a connection of its own, and says whether that outlived it.
    ///
    /// # Errors
    /// When no connection can be opened; `work` has then not been done.
    pub(crate) fn call<T>(&self, work: impl FnOnce(&Connect) -> T) -> Result<(T, bool), VirtError> {
        let connect = match self.take() {
            Some(connect) => connect,
            None => Connect::open(Some(&self.uri))?,
        };
        let outcome = work(&connect);
        let open = is_open(&connect);
        if open {
            self.keep(connect);
        }
        Ok((outcome, open))
    }

    /// Closes what waits, and from now on every connection after its call. This asks the daemon, which may take its time.
    pub(crate) fn give_up(&self) {
        let idle = locked(&self.idle).take();
        drop(idle);
    }

    fn take(&self) -> Option<Connect> {
        let mut idle = locked(&self.idle);
        let idle = idle.as_mut()?;
        // Those that a restart of the daemon has broken say so by themselves.
        std::iter::from_fn(|| idle.pop()).find(is_open)
    }

    fn keep(&self, connect: Connect) {
        if let Some(idle) = locked(&self.idle).as_mut()
            && idle.len() < IDLE
        {
            idle.push(connect);
        }
    }
}

/// Whether a connection can still carry a call; this asks nobody.
pub(crate) fn is_open(connect: &Connect) -> bool {
    connect.is_alive().unwrap_or(false)
}
