//! The connection as the adapter uses it: calls with deadlines, events, and a new session whenever one breaks.

use std::collections::HashMap;
use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::thread;
use std::time::Duration;

use futures::stream::{self, BoxStream, StreamExt};
use tokio::sync::broadcast;
use uuid::Uuid;
use virt::connect::Connect;
use virt_sys as sys;
use vmbay::hypervisor::HypervisorEvent;
use vmbay::id::InstallationId;
use vmbay::{Error, Result};

use crate::lane::{Lane, Lanes};
use crate::options::{KeepAlive, LibvirtBuilder};
use crate::place::{Place, without_password};
use crate::session::{Session, Signal, Sink};
use crate::{event_loop, locked};

/// How many hints a slow listener may fall behind before it is told to look at everything.
const HINTS: usize = 1024;
/// The pauses between attempts to connect anew.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A connection that mends itself.
pub(crate) struct Connection {
    place: Place,
    lanes: Lanes,
    state: Mutex<State>,
    pub(crate) known: Arc<Known>,
    hints: broadcast::Sender<HypervisorEvent>,
    /// Wakes the thread that mends the connection.
    mender: Sender<()>,
}

enum State {
    Open(Arc<Session>),
    Broken,
    Closed,
}

/// What was learned about domains and need not be asked again.
#[derive(Default)]
pub(crate) struct Known {
    /// Whose machine a domain is; none for a domain that is not ours to touch.
    pub(crate) owners: Mutex<HashMap<Uuid, Option<InstallationId>>>,
    /// Whether the agent of a running domain is connected.
    pub(crate) agents: Mutex<HashMap<Uuid, bool>>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Connection {
    /// Opens `uri`, within the builder's slow deadline.
    pub(crate) async fn open(place: Place, uri: String, builder: &LibvirtBuilder) -> Result<Arc<Self>> {
        let lanes = Lanes::new(builder.lanes);
        let (mender, calls) = channel();
        let known = Arc::new(Known::default());
        let hints = broadcast::Sender::new(HINTS);
        let sink = sink(Arc::clone(&known), hints.clone(), mender.clone());
        let keep_alive = matches!(place, Place::Local | Place::Remote).then_some(builder.keep_alive);
        let opening = {
            let (place, libraries) = (place.clone(), builder.libraries.clone());
            let (uri, sink) = (uri.clone(), Arc::clone(&sink));
            move || {
                place.prepare(rustix::process::geteuid().is_root())?;
                event_loop::start(&libraries)?;
                Session::open(&uri, keep_alive, &sink).map_err(|source| Error::Unavailable {
                    what: "libvirt".into(),
                    mend: place.mend(source.message()).into(),
                    source: Some(Box::new(source)),
                })
            }
        };
        let session = lanes.run(Lane::Free, "connect to libvirt", builder.slow_deadline, opening).await??;
        let state = Mutex::new(State::Open(Arc::new(session)));
        let connection = Arc::new(Self { place, lanes, state, known, hints, mender });
        let thread = Mender { connection: Arc::downgrade(&connection), uri, keep_alive, sink };
        let spawned =
            thread::Builder::new().name("libvirt-reconnect".into()).spawn(move || thread.serve(&calls));
        spawned.map_err(|source| Error::Unavailable {
            what: "a thread to mend the connection".into(),
            mend: "raise the process limit of the host".into(),
            source: Some(Box::new(source)),
        })?;
        Ok(connection)
    }

    /// Makes a call on a worker lane.
    ///
    /// # Errors
    /// Those of `work`; `unavailable` without a connection; and as soon as the connection breaks under the call, `unavailable`
    /// if it only looked and `unknown_outcome` if it meant to change something.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        lane: Lane,
        what: &'static str,
        deadline: Duration,
        work: impl FnOnce(&Connect) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let session = self.session()?;
        let closed = session.closed();
        let run = move || match session.call(work) {
            Ok((outcome, open)) => (outcome, open && session.is_open()),
            Err(error) => (Err(disconnected(Some(Box::new(error)))), true),
        };
        let broke = |source| match lane {
            Lane::Free => disconnected(source),
            _ => Error::UnknownOutcome { what: what.into(), source },
        };
        tokio::select! {
            biased;
            done = self.lanes.run(lane, what, deadline, run) => match done? {
                (
                    Err(Error::HypervisorFailed { source, .. } | Error::Unavailable { source: Some(source), .. }),
                    false,
                ) => Err(broke(Some(source))),
                (outcome, _) => outcome,
            },
            // The call itself may hang as long as its daemon.
            () = closed.cancelled() => Err(broke(None)),
        }
    }

    /// Does work that needs no connection on a worker lane, such as reading a directory.
    pub(crate) async fn offload<T: Send + 'static>(
        &self,
        what: &'static str,
        deadline: Duration,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if matches!(&*self.lock(), State::Closed) {
            return Err(closed());
        }
        self.lanes.run(Lane::Free, what, deadline, work).await?
    }

    /// Does something whose outcome nobody waits for, if there is a connection.
    pub(crate) fn later(&self, work: impl FnOnce(&Connect) + Send + 'static) {
        if let Ok(session) = self.session() {
            self.lanes.later(move || drop(session.call(work)));
        }
    }

    /// Hints of changes, beginning with `Resync`.
    pub(crate) fn hints(&self) -> BoxStream<'static, HypervisorEvent> {
        let receiver = self.hints.subscribe();
        let hints = stream::unfold(receiver, async |mut receiver| match receiver.recv().await {
            Ok(hint) => Some((hint, receiver)),
            Err(broadcast::error::RecvError::Lagged(_)) => Some((HypervisorEvent::Resync, receiver)),
            Err(broadcast::error::RecvError::Closed) => None,
        });
        stream::iter([HypervisorEvent::Resync]).chain(hints).boxed()
    }

    /// Ends the connection; calls fail from now on.
    pub(crate) async fn close(&self, deadline: Duration) -> Result<()> {
        let previous = std::mem::replace(&mut *self.lock(), State::Closed);
        match previous {
            // Saying good-bye to a daemon can take as long as any call.
            State::Open(session) => {
                self.lanes.run(Lane::Free, "close the connection", deadline, move || session.give_up()).await
            }
            State::Broken | State::Closed => Ok(()),
        }
    }

    fn session(&self) -> Result<Arc<Session>> {
        match &*self.lock() {
            State::Open(session) => Ok(Arc::clone(session)),
            State::Broken => Err(disconnected(None)),
            State::Closed => Err(closed()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let State::Open(session) = std::mem::replace(&mut *self.lock(), State::Closed) {
            self.lanes.later(move || session.give_up());
        }
        // The thread sees that there is nothing left to mend; it may have ended already.
        let _ = self.mender.send(());
    }
}

fn closed() -> Error {
    Error::Closed { what: "the hypervisor".into() }
}

fn disconnected(source: Option<vmbay::error::Source>) -> Error {
    Error::Unavailable {
        what: "the connection to libvirt".into(),
        mend: "it is being renewed; see that its daemon runs".into(),
        source,
    }
}

/// Keeps what is known in step with libvirt's signals and passes them on as hints.
fn sink(known: Arc<Known>, hints: broadcast::Sender<HypervisorEvent>, mender: Sender<()>) -> Sink {
    let mender = Mutex::new(mender);
    Arc::new(move |signal| {
        let id = match signal {
            Signal::Closed => {
                // Nobody mends a connection that its owner has closed.
                let _ = locked(&mender).send(());
                return;
            }
            Signal::Lifecycle(id, event) => {
                known.lifecycle(id, event);
                id
            }
            Signal::Agent(id, connected) => {
                locked(&known.agents).insert(id, connected);
                id
            }
            Signal::Rebooted(id) => id,
        };
        let foreign = locked(&known.owners).get(&id) == Some(&None);
        if !foreign {
            // Without a listener a hint is nobody's loss.
            let _ = hints.send(HypervisorEvent::Machine(id.into()));
        }
    })
}

impl Known {
    fn lifecycle(&self, id: Uuid, event: sys::virDomainEventType) {
        if matches!(event, sys::VIR_DOMAIN_EVENT_DEFINED | sys::VIR_DOMAIN_EVENT_UNDEFINED) {
            locked(&self.owners).remove(&id);
        }
        if matches!(event, sys::VIR_DOMAIN_EVENT_STARTED | sys::VIR_DOMAIN_EVENT_STOPPED) {
            self.begins_without_agent(id);
        }
    }

    /// Notes that no agent is connected to a domain that has just begun or ended: an event will tell when one is. Its definition,
    /// which would tell too, cannot be read while its QEMU is busy beginning.
    pub(crate) fn begins_without_agent(&self, id: Uuid) {
        locked(&self.agents).insert(id, false);
    }

    /// Lets the next look ask whether an agent is connected.
    pub(crate) fn forget_agent(&self, id: Uuid) {
        locked(&self.agents).remove(&id);
    }

    fn forget(&self) {
        locked(&self.owners).clear();
        locked(&self.agents).clear();
    }
}

/// Replaces broken sessions, in a thread of its own: an attempt to connect can take minutes.
struct Mender {
    connection: Weak<Connection>,
    uri: String,
    keep_alive: Option<KeepAlive>,
    sink: Sink,
}

impl Mender {
    fn serve(&self, calls: &Receiver<()>) {
        while calls.recv().is_ok() && self.connection.strong_count() > 0 {
            self.mend();
        }
    }

    fn mend(&self) {
        if !self.take_broken() {
            return;
        }
        let mut pause = FIRST_PAUSE;
        while self.wanted() {
            match Session::open(&self.uri, self.keep_alive, &self.sink) {
                Ok(session) => return self.install(session),
                Err(error) => tracing::debug!(target: "vmbay::libvirt", %error, "still disconnected"),
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Takes the session out of use if it is broken: a late signal of an earlier one breaks nothing.
    fn take_broken(&self) -> bool {
        let Some(connection) = self.connection.upgrade() else { return false };
        let mut state = connection.lock();
        if !matches!(&*state, State::Open(session) if !session.is_open()) {
            return false;
        }
        let State::Open(session) = std::mem::replace(&mut *state, State::Broken) else { return false };
        drop(state);
        // A frozen daemon answers no good-bye.
        connection.lanes.later(move || session.give_up());
        tracing::warn!(target: "vmbay::libvirt", uri = %without_password(&self.uri), "disconnected");
        let _ = connection.hints.send(HypervisorEvent::Disconnected);
        true
    }

    fn wanted(&self) -> bool {
        self.connection.upgrade().is_some_and(|connection| matches!(&*connection.lock(), State::Broken))
    }

    fn install(&self, session: Session) {
        let Some(connection) = self.connection.upgrade() else { return };
        let mut state = connection.lock();
        if matches!(&*state, State::Broken) {
            *state = State::Open(Arc::new(session));
            drop(state);
            connection.known.forget();
            tracing::info!(target: "vmbay::libvirt", uri = %without_password(&self.uri), "connected again");
            let _ = connection.hints.send(HypervisorEvent::Resync);
        }
    }
}
