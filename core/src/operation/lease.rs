//! Named leases: one holder at a time for what only one process may do.
//!
//! # Why two holders never overlap
//!
//! No time of one process is compared with a time of another, so clocks may differ by any amount. A holder counts its
//! lease from before the commit that took or renewed it, on its own clock. Whoever waits counts from after it read the
//! row's version, on its own clock, and takes the lease only when that version stood still for the holder's whole term
//! and an eighth more: it began to count later and counts further, unless its clock runs more than an eighth faster.
//!
//! A process that was suspended may still believe in a lease that is over. Its fence is then too old: what it commits
//! [under guard](Lease::guard) is refused by the database itself.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use tokio::sync::oneshot;
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

use crate::{
    access::{Caller, Permission},
    clock::{Timestamp, within},
    error::{Error, Result},
    id::NamedLeaseId,
    name::check_name,
    ports::Ports,
    storage::{Changes, Filter, Repository},
    tasks::Tasks,
};

const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(3600);

/// A named lease, as it is stored. It stays when nobody holds it, so that its fence never falls.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(table = "named_leases")]
pub struct LeaseRecord {
    /// Its id.
    pub id: NamedLeaseId,
    /// Its version: each renewal adds one, by which others see that the holder lives.
    pub version: u64,
    /// Its name, unique in the database.
    #[entity(unique)]
    pub name: String,
    /// Grows with each holder and with each release.
    pub fence: i64,
    /// How long its holder keeps it without renewing it, in milliseconds; 0 when nobody holds it.
    pub ttl_ms: i64,
    /// The call that took it last.
    pub holder: Uuid,
    /// Who took it last, as [`Actor`](crate::access::Actor) writes itself.
    pub actor: String,
    /// When it was taken last.
    pub taken_at: Timestamp,
}

/// Named leases, for whoever needs a leader: [`Vmbay::leases`](crate::Vmbay::leases).
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
/// use std::time::Duration;
///
/// let lease = bay.leases().acquire("invoices", Duration::from_secs(10)).await?;
/// tokio::select! {
///     () = lease.lost() => println!("somebody else goes on"),
///     () = async { /* what only one process may do */ } => lease.release().await?,
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Leases {
    caller: Caller,
    tasks: Tasks,
    poll: Duration,
}

impl Leases {
    pub(crate) fn new(caller: Caller, tasks: Tasks, poll: Duration) -> Self {
        Self { caller, tasks, poll }
    }

    /// Waits until nobody holds the lease `name`, and takes it. It is renewed in the background; a holder that went silent
    /// loses it after `ttl`, which is 100 milliseconds to an hour.
    ///
    /// # Errors
    /// `invalid_argument` for the name or the time; `permission_denied` for whoever sees only a part of the installation;
    /// `closed` once the library shuts down; what the database says, or `timed_out` when it says nothing.
    ///
    /// # Cancellation
    /// Dropping the future ends the wait. A lease that it was about to take is free again after `ttl`.
    pub async fn acquire(&self, name: impl Into<String>, ttl: Duration) -> Result<Lease> {
        self.caller.authorize_all(Permission::new("lease:acquire")).await?;
        let name = name.into();
        check_name("name", &name)?;
        Self::check_ttl("ttl", ttl)?;
        self.take(name, ttl).await
    }

    pub(crate) fn check_ttl(field: &'static str, ttl: Duration) -> Result<()> {
        if (SHORTEST..=LONGEST).contains(&ttl) {
            return Ok(());
        }
        Err(Error::invalid(field, "must be 100 milliseconds to an hour"))
    }

    /// Whether the library shuts down, so that none can be held any more.
    pub(crate) fn are_over(&self) -> bool {
        self.tasks.stopping().is_cancelled()
    }

    /// Returns once they [are over](Self::are_over).
    pub(crate) async fn over(&self) {
        self.tasks.stopping().cancelled().await;
    }

    /// [Acquires](Self::acquire) a lease for the library itself.
    pub(crate) async fn take(&self, name: String, ttl: Duration) -> Result<Lease> {
        let ports = &self.caller.ports;
        let holder = ports.ids.uuid(ports.now());
        let mut began = ports.now();
        // The version that was last seen to change, and when it was.
        let mut seen = (0, began);
        loop {
            if self.are_over() {
                return Err(Error::Closed { what: "the library".into() });
            }
            let found = ports.storage.find_one(Filter::eq("name", name.clone()));
            let found: Option<LeaseRecord> = within(&*ports.clock, ttl, "the database", found).await??;
            let now = ports.now();
            if let Some(record) = &found {
                // The commit took effect, whatever it answered.
                if record.holder == holder {
                    return Ok(self.hold(record, ttl, began));
                }
                if record.version != seen.0 {
                    seen = (record.version, now);
                }
                let term = Duration::from_millis(u64::try_from(record.ttl_ms).unwrap_or(0));
                let left = (term + term / 8).saturating_sub(now.since(seen.1));
                if !left.is_zero() {
                    ports.clock.sleep(left.min(self.poll)).await;
                    continue;
                }
            }
            began = ports.now();
            let is_new = found.is_none();
            let (id, version, fence) =
                found.map_or_else(|| (ports.id(), 1, 0), |record| (record.id, record.version, record.fence));
            let taken = LeaseRecord {
                id,
                version,
                name: name.clone(),
                fence: fence + 1,
                ttl_ms: i64::try_from(ttl.as_millis()).unwrap_or(i64::MAX),
                holder,
                actor: self.caller.context().actor.to_string(),
                taken_at: began,
            };
            let changes =
                if is_new { Changes::new().insert(&taken)? } else { Changes::new().update(&taken)? };
            match within(&*ports.clock, ttl, "the database", ports.storage.commit(changes)).await.flatten() {
                Ok(()) => return Ok(self.hold(&taken, ttl, began)),
                // Somebody was quicker, or an adapter asked twice: the row tells.
                Err(Error::Conflict { .. } | Error::AlreadyExists { .. }) => {}
                Err(error) => {
                    let mine = Filter::eq("name", name.clone()).and(Filter::eq("holder", holder));
                    let mine = Repository::<LeaseRecord>::find_one(&*ports.storage, mine);
                    if !matches!(within(&*ports.clock, ttl, "the database", mine).await, Ok(Ok(Some(_)))) {
                        return Err(error);
                    }
                }
            }
        }
    }

    fn hold(&self, record: &LeaseRecord, ttl: Duration, began: Timestamp) -> Lease {
        let term = Arc::new(Term {
            ports: self.caller.ports.clone(),
            id: record.id,
            fence: record.fence,
            ttl,
            until: AtomicI64::new((began + ttl).as_micros()),
            lost: CancellationToken::new(),
        });
        let (release, asked) = oneshot::channel();
        // However the task ends, also before it began, nothing renews the lease any more.
        let lost = term.lost.clone().drop_guard();
        self.tasks.spawn(term.clone().keep(lost, self.tasks.stopping().clone(), asked));
        Lease { term, release }
    }
}

/// A lease that is held. Dropping it releases it in the background.
///
/// A shutdown of the library releases it too, after it told [`lost`](Self::lost).
#[derive(Debug)]
pub struct Lease {
    term: Arc<Term>,
    release: oneshot::Sender<oneshot::Sender<Result<()>>>,
}

impl Lease {
    /// A number above that of every earlier holder: give it to whatever is written under the lease, and let that refuse a
    /// lower one.
    pub fn fence(&self) -> i64 {
        self.term.fence
    }

    /// Whether it is held still.
    pub fn is_held(&self) -> bool {
        !self.term.lost.is_cancelled() && !self.term.left().is_zero()
    }

    /// Returns once it is no longer held, before anybody else can hold it.
    pub async fn lost(&self) {
        self.term.lost.cancelled().await;
    }

    /// The unit `changes`, which then commits only while this lease is held: `exhausted`, of the lease, once another holder
    /// came or it was released.
    pub fn guard(&self, changes: Changes) -> Changes {
        self.term.fenced().extend(changes)
    }

    /// Gives it up, so that the next holder need not wait. One that was lost is left alone.
    ///
    /// # Errors
    /// What the database says; the lease is free after its time all the same.
    pub async fn release(self) -> Result<()> {
        let (reply, released) = oneshot::channel();
        // Nobody keeps a lease that was lost, or of a library that was shut down.
        if self.release.send(reply).is_err() {
            return Ok(());
        }
        released.await.unwrap_or(Ok(()))
    }
}

/// The time of one holder.
#[derive(Debug)]
struct Term {
    ports: Ports,
    id: NamedLeaseId,
    fence: i64,
    ttl: Duration,
    /// In microseconds, on this process's clock.
    until: AtomicI64,
    lost: CancellationToken,
}

impl Term {
    fn left(&self) -> Duration {
        Timestamp::from_micros(self.until.load(Ordering::SeqCst)).since(self.ports.now())
    }

    /// Adds nothing to the fence, which must be this term's, and one to the version: a guard, and a renewal.
    fn fenced(&self) -> Changes {
        Changes::new().add::<LeaseRecord>(self.id, "fence", 0, self.fence..=self.fence)
    }

    /// Renews the lease until it is lost, given up, or the library stops.
    async fn keep(
        self: Arc<Self>,
        lost: DropGuard,
        stopping: CancellationToken,
        asked: oneshot::Receiver<oneshot::Sender<Result<()>>>,
    ) {
        let asked = tokio::select! {
            biased;
            asked = asked => asked.ok(),
            () = stopping.cancelled() => None,
            () = self.renew() => return,
        };
        drop(lost);
        let released = self.release().await;
        match asked {
            Some(reply) => drop(reply.send(released)),
            None => {
                if let Err(error) = released {
                    tracing::warn!(target: "vmbay::operation", %error, "a lease could not be released; it ends by itself");
                }
            }
        }
    }

    /// Returns when the lease is lost.
    async fn renew(&self) {
        let mut pause = self.ttl / 3;
        loop {
            self.ports.clock.sleep(pause.min(self.left())).await;
            let began = self.ports.now();
            let left = self.left();
            if left.is_zero() {
                return;
            }
            let commit = self.ports.storage.commit(self.fenced());
            pause = match within(&*self.ports.clock, left, "the renewal of a lease", commit).await {
                Ok(Ok(())) => {
                    self.until.store((began + self.ttl).as_micros(), Ordering::SeqCst);
                    self.ttl / 3
                }
                Err(_) | Ok(Err(Error::Exhausted { .. } | Error::NotFound { .. })) => return,
                Ok(Err(error)) => {
                    tracing::warn!(target: "vmbay::operation", %error, "a lease could not be renewed; trying again");
                    self.ttl / 20
                }
            };
        }
    }

    async fn release(&self) -> Result<()> {
        let ttl = i64::try_from(self.ttl.as_millis()).unwrap_or(i64::MAX);
        let next = self.fence + 1;
        let free = Changes::new().add::<LeaseRecord>(self.id, "fence", 1, next..=next).add::<LeaseRecord>(
            self.id,
            "ttl_ms",
            -ttl,
            0..=0,
        );
        let commit = self.ports.storage.commit(free);
        match within(&*self.ports.clock, self.ttl, "the release of a lease", commit).await? {
            // Another holder came: there is nothing left to release.
            Err(Error::Exhausted { .. } | Error::NotFound { .. }) => Ok(()),
            done => done,
        }
    }
}
