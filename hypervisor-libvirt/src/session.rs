//! One open connection with its callbacks: what ends when the connection breaks.
#![allow(unsafe_code, reason = "`virt` wraps neither domain events nor the close callback")]

use std::ffi::{c_int, c_void};
use std::mem::transmute;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use virt::connect::Connect;
use virt::error::Error as VirtError;
use virt_sys as sys;

use crate::calls::{self, Calls};
use crate::options::KeepAlive;

/// What libvirt's event loop tells about a connection. It comes on the event loop's thread, which must not be held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    /// A domain changed: one of libvirt's lifecycle events.
    Lifecycle(Uuid, sys::virDomainEventType),
    /// A guest agent came or went.
    Agent(Uuid, bool),
    /// A guest restarted itself.
    Rebooted(Uuid),
    /// The connection broke.
    Closed,
}

/// Where signals go.
pub(crate) type Sink = Arc<dyn Fn(Signal) + Send + Sync>;

/// An open connection.
pub(crate) struct Session {
    /// What tells of events; to a daemon it carries nothing else.
    connect: Connect,
    /// What calls to a daemon are made on.
    calls: Option<Calls>,
    callbacks: Vec<c_int>,
    closed: CancellationToken,
}

impl Session {
    /// Opens `uri` and registers for everything that it can tell. A daemon is to be kept alive; drivers inside the process are not.
    pub(crate) fn open(uri: &str, keep_alive: Option<KeepAlive>, sink: &Sink) -> Result<Self, VirtError> {
        let connect = Connect::open(Some(uri))?;
        let calls = keep_alive.map(|_| Calls::new(uri));
        let mut session = Self { connect, calls, callbacks: Vec::new(), closed: CancellationToken::new() };
        session.watch_close(sink);
        session.subscribe(sys::VIR_DOMAIN_EVENT_ID_LIFECYCLE, generic(lifecycle), sink)?;
        session.subscribe(sys::VIR_DOMAIN_EVENT_ID_REBOOT, rebooted, sink)?;
        // The test driver has no agents; then these events never come, whether or not it takes the callback.
        let _ = session.subscribe(sys::VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, generic_agent(agent), sink);
        if let Some(KeepAlive { interval, count }) = keep_alive {
            let seconds = i32::try_from(interval.as_secs().max(1)).unwrap_or(i32::MAX);
            session.connect.set_keep_alive(seconds, count)?;
        }
        Ok(session)
    }

    /// Makes a call, and says whether the connection outlived it.
    ///
    /// # Errors
    /// When the connection could not carry the call, which then has not been made.
    pub(crate) fn call<T>(&self, work: impl FnOnce(&Connect) -> T) -> Result<(T, bool), VirtError> {
        match &self.calls {
            Some(calls) => calls.call(work),
            None => Ok((work(&self.connect), true)),
        }
    }

    /// Lets go of what waits for calls. This asks the daemon, which may take its time.
    pub(crate) fn give_up(&self) {
        if let Some(calls) = &self.calls {
            calls.give_up();
        }
    }

    /// Whether the connection can still carry a call; this asks nobody.
    pub(crate) fn is_open(&self) -> bool {
        !self.closed.is_cancelled() && calls::is_open(&self.connect)
    }

    /// Cancelled when the connection breaks.
    pub(crate) fn closed(&self) -> CancellationToken {
        self.closed.clone()
    }

    fn subscribe(
        &mut self,
        event: sys::virDomainEventID,
        callback: GenericCallback,
        sink: &Sink,
    ) -> Result<(), VirtError> {
        let opaque = Box::into_raw(Box::new(Arc::clone(sink))).cast();
        let event = c_int::try_from(event).unwrap_or(c_int::MAX);
        // SAFETY: the connection is open; `opaque` is a boxed sink, as every callback here expects, and libvirt hands it
        // to `free_sink` once it has deregistered the callback.
        let id = unsafe {
            sys::virConnectDomainEventRegisterAny(
                self.connect.as_ptr(),
                std::ptr::null_mut(),
                event,
                Some(callback),
                opaque,
                Some(free_sink),
            )
        };
        if id < 0 {
            let error = VirtError::last_error();
            // SAFETY: a failed registration leaves `opaque` to us.
            unsafe { free_sink(opaque) };
            return Err(error);
        }
        self.callbacks.push(id);
        Ok(())
    }

    fn watch_close(&self, sink: &Sink) {
        let closed = self.closed();
        let sink = Arc::clone(sink);
        let watcher: Sink = Arc::new(move |signal| {
            closed.cancel();
            sink(signal);
        });
        let opaque = Box::into_raw(Box::new(watcher)).cast();
        // SAFETY: as in `subscribe`.
        let outcome = unsafe {
            sys::virConnectRegisterCloseCallback(
                self.connect.as_ptr(),
                Some(connection_closed),
                opaque,
                Some(free_sink),
            )
        };
        if outcome < 0 {
            // Drivers inside the process cannot break, and some refuse the callback.
            // SAFETY: a failed registration leaves `opaque` to us.
            unsafe { free_sink(opaque) };
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.calls.is_some() {
            // The calls that follow are to be alone on the connection; one that is broken refuses, and them too.
            let _ = self.connect.set_keep_alive(0, 0);
        }
        // SAFETY: the connection is still referenced, and these are its callbacks.
        unsafe {
            for id in &self.callbacks {
                sys::virConnectDomainEventDeregisterAny(self.connect.as_ptr(), *id);
            }
            sys::virConnectUnregisterCloseCallback(self.connect.as_ptr(), Some(connection_closed));
        }
    }
}

type LifecycleCallback =
    unsafe extern "C" fn(sys::virConnectPtr, sys::virDomainPtr, c_int, c_int, *mut c_void) -> c_int;
type AgentCallback = unsafe extern "C" fn(sys::virConnectPtr, sys::virDomainPtr, c_int, c_int, *mut c_void);

type GenericCallback = unsafe extern "C" fn(sys::virConnectPtr, sys::virDomainPtr, *mut c_void);

/// libvirt takes callbacks of every signature as the generic one and calls each by the signature of its event.
fn generic(callback: LifecycleCallback) -> GenericCallback {
    // SAFETY: function pointers are of one size, and this is the signature of lifecycle events.
    unsafe { transmute::<LifecycleCallback, GenericCallback>(callback) }
}

/// The same for agent events.
fn generic_agent(callback: AgentCallback) -> GenericCallback {
    // SAFETY: as in `generic`, with the signature of agent events.
    unsafe { transmute::<AgentCallback, GenericCallback>(callback) }
}

unsafe extern "C" fn lifecycle(
    _connect: sys::virConnectPtr,
    domain: sys::virDomainPtr,
    event: c_int,
    _detail: c_int,
    opaque: *mut c_void,
) -> c_int {
    // SAFETY: libvirt passes the domain of the event and the sink that was registered.
    unsafe { tell(domain, opaque, |id| Signal::Lifecycle(id, event.unsigned_abs())) };
    0
}

unsafe extern "C" fn agent(
    _connect: sys::virConnectPtr,
    domain: sys::virDomainPtr,
    state: c_int,
    _reason: c_int,
    opaque: *mut c_void,
) {
    let connected = state.unsigned_abs() == sys::VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED;
    // SAFETY: as in `lifecycle`.
    unsafe { tell(domain, opaque, |id| Signal::Agent(id, connected)) };
}

unsafe extern "C" fn rebooted(_connect: sys::virConnectPtr, domain: sys::virDomainPtr, opaque: *mut c_void) {
    // SAFETY: as in `lifecycle`.
    unsafe { tell(domain, opaque, Signal::Rebooted) };
}

unsafe extern "C" fn connection_closed(_connect: sys::virConnectPtr, _reason: c_int, opaque: *mut c_void) {
    // SAFETY: `opaque` is the sink registered with this callback.
    let sink = unsafe { &*opaque.cast::<Sink>() };
    sink(Signal::Closed);
}

unsafe fn tell(domain: sys::virDomainPtr, opaque: *mut c_void, signal: impl FnOnce(Uuid) -> Signal) {
    // SAFETY: the callers pass a live domain and a registered sink.
    let (id, sink) = unsafe { (uuid_of(domain), &*opaque.cast::<Sink>()) };
    sink(signal(id));
}

/// The UUID of a domain, which its handle holds: nobody is asked.
///
/// # Safety
/// `domain` is a live handle.
pub(crate) unsafe fn uuid_of(domain: sys::virDomainPtr) -> Uuid {
    let mut bytes = [0; 16];
    // SAFETY: the buffer has the 16 bytes that libvirt fills.
    unsafe { sys::virDomainGetUUID(domain, bytes.as_mut_ptr()) };
    Uuid::from_bytes(bytes)
}

unsafe extern "C" fn free_sink(opaque: *mut c_void) {
    // SAFETY: `opaque` came from `Box::into_raw` of a boxed sink, and libvirt frees it once.
    drop(unsafe { Box::from_raw(opaque.cast::<Sink>()) });
}
