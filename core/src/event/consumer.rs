//! Named consumers: a place in the stream that the database keeps, and one owner at a time.
//!
//! # Why nothing is lost, and nothing counted twice
//!
//! The place moves by compare-and-set on the row that [`Consumer::next`] read, in a unit that is [guarded](Lease::guard)
//! by the lease of the owner. An owner that was suspended, cut off or overtaken by a [reset](Consumers::reset) can
//! therefore not move it; and what it committed [with the move](Consumer::commit) went with it, or not at all. Effects
//! outside the database are repeated when their owner dies between the effect and the move: at least once.

use std::{fmt, time::Duration};

use serde_json::json;
use tokio::sync::watch;

use super::{
    record::Event,
    service::{EventPage, EventQuery, Events, Gap, POLL},
    token::EventToken,
};
use crate::{
    access::{Caller, Permission, Scope},
    clock::{Timestamp, within},
    error::{Error, Result},
    id::ConsumerId,
    name::{check_name, check_range},
    operation::{Lease, Leases, Retry},
    page::{Cursor, DEFAULT_LIMIT, MAX_LIMIT, Page},
    storage::{Changes, Direction, Filter, Query, Repository, Wake},
};

/// How soon events that could not be handled are handed out again.
const AGAIN: Retry =
    Retry { attempts: u32::MAX, delay: Duration::from_millis(100), max_delay: Duration::from_secs(30) };

/// A named consumer, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, vmbay_macros::Entity)]
#[entity(table = "consumers")]
pub struct ConsumerRecord {
    /// Its id.
    pub id: ConsumerId,
    /// Its version: each move of its place adds one.
    pub version: u64,
    /// Its name, unique in the database.
    #[entity(unique)]
    pub name: String,
    /// Its place: everything up to it was handled.
    pub position: EventToken,
    /// When its place moved last.
    pub moved_at: Timestamp,
    /// When it was first opened.
    pub created_at: Timestamp,
}

/// How a consumer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsumerOptions {
    /// Where a consumer that was never opened before begins; before the first event unless told otherwise.
    pub start: EventToken,
    /// At most this many events in a batch: 1 to 1000; 100 unless told otherwise.
    pub limit: u32,
    /// How long an owner that went silent keeps the consumer, 100 milliseconds to an hour: the longest wait until another
    /// process goes on. 10 seconds unless told otherwise.
    pub lease: Duration,
}

impl Default for ConsumerOptions {
    fn default() -> Self {
        Self { start: EventToken::START, limit: DEFAULT_LIMIT, lease: Duration::from_secs(10) }
    }
}

/// Which consumers to list, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerQuery {
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for ConsumerQuery {
    fn default() -> Self {
        Self { after: None, limit: DEFAULT_LIMIT }
    }
}

/// How far a consumer is behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerLag {
    /// The consumer.
    pub consumer: ConsumerRecord,
    /// At most this many events wait for it.
    pub behind: u64,
    /// When the oldest of them happened. [Pruning](Events::prune) what is older than a later time takes events from this
    /// consumer.
    pub oldest_at: Option<Timestamp>,
    /// What retention took from it already.
    pub gap: Option<Gap>,
}

/// The named consumers of events: [`Vmbay::consumers`](crate::Vmbay::consumers). They see the events of the whole
/// installation, and only a caller whose scope that is works with them.
///
/// ```
/// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
/// use vmbay::{event::ConsumerOptions, storage::Changes};
///
/// let mut consumer = bay.consumers().open("projections", ConsumerOptions::default()).await?;
/// // Or `consumer.run(…)`, which is this loop and survives errors.
/// while let Some(batch) = consumer.next().await? {
///     let mut rows = Changes::new();
///     for event in &batch.events {
///         // rows = rows.insert(&projection_of(event))?;
///     }
///     consumer.commit(batch.token, rows).await?; // the rows and the place, or neither
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Consumers {
    caller: Caller,
    leases: Leases,
}

impl Consumers {
    pub(crate) fn new(caller: Caller, leases: Leases) -> Self {
        Self { caller, leases }
    }

    /// The consumer `name`, which begins at `options.start` if it was never opened before. Any number of processes may have
    /// it open: one of them at a time owns it, and the others wait in [`Consumer::next`].
    ///
    /// # Errors
    /// `invalid_argument` for the name, the options, or a start that no event has reached; `permission_denied` for whoever
    /// sees only a part of the installation.
    pub async fn open(&self, name: impl Into<String>, options: ConsumerOptions) -> Result<Consumer> {
        self.caller.authorize_all(Permission::new("consumer:open")).await?;
        let name = name.into();
        check_name("name", &name)?;
        check_range("limit", &options.limit, 1..=MAX_LIMIT)?;
        Leases::check_ttl("lease", options.lease)?;
        let ports = &self.caller.ports;
        let record = loop {
            if let Some(record) = ports.storage.find_one(Filter::eq("name", name.clone())).await? {
                break record;
            }
            self.check_reached(options.start).await?;
            let now = ports.now();
            let record = ConsumerRecord {
                id: ports.id(),
                version: 1,
                name: name.clone(),
                position: options.start,
                moved_at: now,
                created_at: now,
            };
            let event = self.caller.event("consumer.created", &record, payload(&record));
            match ports.storage.commit(Changes::new().insert(&record)?.emit(&event)?).await {
                Ok(()) => break record,
                // Another process was quicker.
                Err(Error::AlreadyExists { .. }) => {}
                Err(error) => return Err(error),
            }
        };
        Ok(Consumer {
            events: Events::new(self.caller.clone()),
            leases: self.leases.clone(),
            wake: ports.storage.watch(),
            record,
            options,
            lease: None,
            given: None,
        })
    }

    /// A page of consumers, oldest first, and how far each is behind.
    pub async fn list(&self, query: ConsumerQuery) -> Result<Page<ConsumerLag>> {
        self.caller.authorize_all(Permission::new("consumer:list")).await?;
        lags(&self.caller, query).await
    }

    /// Puts a consumer at another place, earlier or later. Its owner learns of it by a `conflict` of what it was about to
    /// commit, and goes on from there.
    ///
    /// # Errors
    /// `not_found`; `invalid_argument` for a place that no event has reached.
    pub async fn reset(&self, name: &str, to: EventToken) -> Result<ConsumerRecord> {
        self.caller.authorize_all(Permission::new("consumer:reset")).await?;
        self.check_reached(to).await?;
        let ConsumerRecord { id, .. } = self.named(name).await?;
        let moved_at = self.caller.ports.now();
        let reset = |record: &mut ConsumerRecord| {
            let from = record.position;
            (record.position, record.moved_at) = (to, moved_at);
            Ok(json!({ "name": record.name, "from": from, "position": to }))
        };
        self.caller.edit(Scope::All, id, None, "consumer.reset", reset).await
    }

    /// Forgets a consumer and its place; [opened](Self::open) again it begins anew.
    ///
    /// # Errors
    /// `not_found`; `conflict` when its owner moved it just now.
    pub async fn delete(&self, name: &str) -> Result<()> {
        self.caller.authorize_all(Permission::new("consumer:delete")).await?;
        let record = self.named(name).await?;
        let event = self.caller.event("consumer.deleted", &record, payload(&record));
        self.caller.ports.storage.commit(Changes::new().delete(&record).emit(&event)?).await
    }

    async fn named(&self, name: &str) -> Result<ConsumerRecord> {
        let found = self.caller.ports.storage.find_one(Filter::eq("name", name)).await?;
        found.ok_or_else(|| Error::not_found("consumer", name))
    }

    /// Refuses a place that would silently step over events to come.
    async fn check_reached(&self, token: EventToken) -> Result<()> {
        let (newest, floor) = Events::new(self.caller.clone()).extent().await?;
        if token <= newest.map_or(floor, |event| event.token()) {
            return Ok(());
        }
        Err(Error::invalid("token", "is beyond the newest event"))
    }
}

fn payload(record: &ConsumerRecord) -> serde_json::Value {
    json!({ "name": record.name, "position": record.position })
}

/// How far each consumer is behind.
pub(crate) async fn lags(caller: &Caller, query: ConsumerQuery) -> Result<Page<ConsumerLag>> {
    let (newest, floor) = Events::new(caller.clone()).extent().await?;
    let newest = newest.map_or(floor, |event| event.token());
    let query = Query::of::<ConsumerRecord>().limit(query.limit).resume(query.after.as_ref())?;
    let page: Page<ConsumerRecord> = caller.list(Scope::All, query).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for consumer in page.items {
        let kept = consumer.position.max(floor);
        let oldest = Query::of::<Event>()
            .filter(Filter::gt("sequence", kept.sequence()))
            .order_by("sequence", Direction::Ascending)
            .limit(1);
        let oldest = Repository::<Event>::list(&*caller.ports.storage, &oldest).await?;
        items.push(ConsumerLag {
            behind: u64::try_from(newest.sequence() - kept.sequence()).unwrap_or(0),
            oldest_at: oldest.items.first().map(|event| event.at),
            gap: (consumer.position < floor).then_some(Gap { after: consumer.position, until: floor }),
            consumer,
        });
    }
    Ok(Page { items, next: page.next })
}

/// A consumer that is open: [`Consumers::open`]. Dropping it lets another process go on.
#[derive(Debug)]
pub struct Consumer {
    events: Events,
    leases: Leases,
    wake: watch::Receiver<Wake>,
    record: ConsumerRecord,
    options: ConsumerOptions,
    lease: Option<Lease>,
    /// The end of the batch that was given out and not committed wholly.
    given: Option<EventToken>,
}

impl Consumer {
    /// What follows the consumer's place, once there is something and no other process owns the consumer; none once the
    /// library shuts down. A batch that was not acknowledged is given again.
    ///
    /// Where retention was quicker, the batch begins with a [gap](EventPage::gap); it may hold nothing else.
    ///
    /// # Errors
    /// `not_found` once the consumer was deleted, and what the database says, or `timed_out` when it says nothing: call it
    /// again after that.
    ///
    /// # Cancellation
    /// Dropping the future ends the wait and loses nothing.
    pub async fn next(&mut self) -> Result<Option<EventPage>> {
        self.given = None;
        loop {
            match self.look().await {
                _ if self.leases.are_over() => return Ok(None),
                Ok(Some(batch)) => return Ok(Some(batch)),
                Ok(None) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Looks once as the owner, and waits for a sign when there was nothing.
    async fn look(&mut self) -> Result<Option<EventPage>> {
        let lease = match self.lease.take().filter(Lease::is_held) {
            Some(lease) => lease,
            // No name that an application can give a lease of its own.
            None => self.leases.take(format!("consumer:{}", self.record.name), self.options.lease).await?,
        };
        let lease = self.lease.insert(lease);
        // Read by the owner, so that nobody moves it but whoever resets it; and seen before the events are read, so that a
        // commit after that wakes us.
        let seen = self.wake.borrow_and_update().events;
        let ports = &self.events.caller().ports;
        let read = async {
            let record: ConsumerRecord = ports.storage.get(self.record.id).await?;
            let query = EventQuery::after(record.position).limit(self.options.limit);
            let page = self.events.page(Scope::All, &query).await?;
            Ok((record, page))
        };
        let (record, page) = within(&*ports.clock, self.options.lease, "the database", read).await??;
        self.record = record;
        if page.token > self.record.position {
            self.given = Some(page.token);
            return Ok(Some(page));
        }
        tokio::select! {
            () = lease.lost() => {}
            told = self.wake.wait_for(|wake| wake.events != seen) => if told.is_err() {
                return Err(Error::Closed { what: "the stream of events".into() });
            },
            () = ports.clock.sleep(POLL) => {}
        }
        Ok(None)
    }

    /// Moves the consumer's place to `token`: the end of the batch, or one of its events. For effects outside the database;
    /// they come first, and are repeated after a crash.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub async fn acknowledge(&mut self, token: EventToken) -> Result<()> {
        self.commit(token, Changes::new()).await
    }

    /// Commits `changes` and moves the consumer's place to `token` in one unit, so that each event has its effect once.
    ///
    /// # Errors
    /// `invalid_argument` when `token` is not of the last batch; `exhausted`, of a named lease, when another process owns
    /// the consumer now; `conflict`, of the consumer, when it was reset; whatever refuses `changes`. After any of them
    /// [`next`](Self::next) gives again what was not committed.
    pub async fn commit(&mut self, token: EventToken, changes: Changes) -> Result<()> {
        let given = self.given.take().filter(|end| token > self.record.position && token <= *end);
        let (Some(end), Some(lease)) = (given, &self.lease) else {
            return Err(Error::invalid("token", "is not of the batch that was given last"));
        };
        let ports = &self.events.caller().ports;
        let moved = ConsumerRecord { position: token, moved_at: ports.now(), ..self.record.clone() };
        ports.storage.commit(lease.guard(Changes::new().update(&moved)?.extend(changes))).await?;
        self.record = ConsumerRecord { version: moved.version + 1, ..moved };
        self.given = Some(end);
        Ok(())
    }

    /// Hands batch after batch to `handle`, and commits what it returns together with the move past the batch, until the
    /// library shuts down. When `handle` or the database fails, the same events are handed out again after a wait: a tenth
    /// of a second at first, half a minute at last.
    ///
    /// So a batch that never succeeds holds up all that follow. A webhook, which may fail for long, is therefore better a
    /// [job](crate::job) that `handle` enqueues: exactly one per event, with attempts and dead letters of its own.
    ///
    /// ```
    /// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
    /// use vmbay::{event::ConsumerOptions, job::NewJob, storage::Changes};
    ///
    /// let consumer = bay.consumers().open("webhooks", ConsumerOptions::default()).await?;
    /// let jobs = bay.jobs();
    /// let webhooks = consumer.run(move |batch| {
    ///     let jobs = jobs.clone();
    ///     async move {
    ///         let mut changes = Changes::new();
    ///         for event in &batch.events {
    ///             let call = NewJob::new("webhook", &(&event.topic, &event.payload))?;
    ///             changes = changes.enqueue_job(&jobs.prepare(call).await?)?;
    ///         }
    ///         Ok::<_, vmbay::Error>(changes)
    ///     }
    /// });
    /// let webhooks = tokio::spawn(webhooks); // it ends with the library
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `not_found` once the consumer was deleted, `closed` once the database was. Nothing else ends it.
    ///
    /// # Cancellation
    /// `handle` is dropped where it waits when the library shuts down or another process takes the consumer over. What it
    /// returned is committed wholly or not at all.
    pub async fn run<F, H, E>(mut self, mut handle: F) -> Result<()>
    where
        F: FnMut(EventPage) -> H + Send,
        H: Future<Output = std::result::Result<Changes, E>> + Send,
        E: fmt::Display + Send,
    {
        let clock = self.events.caller().ports.clock.clone();
        let mut failures = 0;
        loop {
            let problem = match self.next().await {
                Ok(None) => return Ok(()),
                Ok(Some(batch)) => match self.handle(batch, &mut handle).await {
                    Ok(()) => {
                        failures = 0;
                        continue;
                    }
                    Err(problem) => problem,
                },
                Err(error @ (Error::NotFound { .. } | Error::Closed { .. })) => return Err(error),
                Err(error) => error.to_string(),
            };
            failures += 1;
            tracing::warn!(
                target: "vmbay::event", consumer = %self.record.name, %problem, failures,
                "events could not be handled; trying again"
            );
            tokio::select! {
                () = self.leases.over() => return Ok(()),
                () = clock.sleep(AGAIN.delay_after(failures).unwrap_or(AGAIN.max_delay)) => {}
            }
        }
    }

    /// Has one batch handled, while this process owns the consumer.
    async fn handle<H, E>(
        &mut self,
        batch: EventPage,
        handle: &mut (impl FnMut(EventPage) -> H + Send),
    ) -> std::result::Result<(), String>
    where
        H: Future<Output = std::result::Result<Changes, E>> + Send,
        E: fmt::Display + Send,
    {
        let token = batch.token;
        let Some(lease) = &self.lease else { return Ok(()) };
        let changes = tokio::select! {
            biased;
            () = lease.lost() => return Ok(()),
            changes = handle(batch) => changes.map_err(|error| error.to_string())?,
        };
        let (clock, lease) = (self.events.caller().ports.clock.clone(), self.options.lease);
        let commit = within(&*clock, lease, "the database", self.commit(token, changes));
        commit.await.flatten().map_err(|error| error.to_string())
    }

    /// Gives it up, so that another process need not wait.
    ///
    /// # Errors
    /// What the database says; the consumer is free after its lease all the same.
    pub async fn release(self) -> Result<()> {
        match self.lease {
            Some(lease) => lease.release().await,
            None => Ok(()),
        }
    }
}
