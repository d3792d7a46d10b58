//! The worker of a process: one loop that acknowledges what was done and takes what is next in the same unit.
//!
//! Jobs wait in one line per kind, so that neither the backlog of one kind nor a limit it has reached slows another.
//! One claim serves all the kinds whose lines were short when they were last looked at; a kind that filled a claim gets
//! claims of its own until its line is short again. While the database is busy with one unit, the jobs that end meanwhile
//! gather for the next: the faster the jobs, the larger the units.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Notify, mpsc};

use super::{
    kind::{Ended, JobKind},
    limit::{Admitted, admit},
    presence::{Presence, leave, running},
    record::{JobRecord, JobState},
    room::{Places, Room},
    run::JobRun,
    settle::settle,
};
use crate::{
    clock::{Timestamp, within},
    error::{Error, Result},
    id::{JobId, JobWorkerId},
    page::{MAX_LIMIT, Page},
    ports::Ports,
    storage::{Changes, Direction, Entity, Filter, Query, Repository, Row, Value},
    tasks::Tasks,
};

/// By how much the clocks of processes may differ without a job that can begin at once being taken for a delayed one.
const SKEW: Duration = Duration::from_secs(120);
/// How soon a database that failed is asked again.
const RETRY: Duration = Duration::from_millis(200);

/// How the jobs of an application are done in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobOptions {
    /// How long a process that went silent keeps its jobs: another puts them back about this long after the last sign of
    /// life, which is given six times as often. 10 seconds unless told otherwise.
    pub lease: Duration,
    /// How often it looks for jobs that nobody told it of: delayed ones, and on some databases those of other processes.
    /// 1 second unless told otherwise.
    pub poll: Duration,
    /// How many jobs it does at once, of all kinds; others wait in the line. 256 unless told otherwise.
    pub concurrency: u32,
}

impl Default for JobOptions {
    fn default() -> Self {
        Self { lease: Duration::from_secs(10), poll: Duration::from_secs(1), concurrency: 256 }
    }
}

/// The worker of one open library, cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    ports: Ports,
    tasks: Tasks,
    options: JobOptions,
    id: JobWorkerId,
    kinds: BTreeMap<String, Arc<JobKind>>,
    room: Room,
    /// Told when there is something to take, or to cancel.
    look: Notify,
    /// Whether something may be to cancel.
    cancelled: AtomicBool,
}

impl Worker {
    /// A worker of these kinds.
    ///
    /// # Errors
    /// `already_exists` for two kinds of one name, `invalid_argument` for one that would never run.
    pub(crate) fn new(ports: Ports, tasks: Tasks, options: JobOptions, kinds: Vec<JobKind>) -> Result<Self> {
        let mut known = BTreeMap::new();
        for kind in kinds {
            kind.check()?;
            if let Some(kind) = known.insert(kind.name.clone(), Arc::new(kind)) {
                let resource = crate::error::Resource::new("job kind", &kind.name);
                return Err(Error::AlreadyExists { resource, field: "kind".into() });
            }
        }
        let id = ports.id();
        let shared = Shared {
            ports,
            tasks,
            options,
            id,
            kinds: known,
            room: Room::new(options.concurrency),
            look: Notify::new(),
            cancelled: AtomicBool::new(false),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Starts to do jobs, where a kind is known.
    pub(crate) fn start(&self) {
        if !self.shared.kinds.is_empty() {
            let worker = self.clone();
            self.shared.tasks.spawn(async move { worker.work().await });
        }
    }

    /// Says that there may be something to take, or to cancel.
    pub(super) fn look(&self, cancelled: bool) {
        self.shared.cancelled.fetch_or(cancelled, Ordering::SeqCst);
        self.shared.look.notify_one();
    }

    /// A place for a new job where it can begin here as soon as it is stored. It is then to be stored as one that this
    /// worker holds.
    pub(super) fn place(&self, job: &mut JobRecord) -> Option<Places> {
        let shared = &self.shared;
        let kind = shared.kinds.get(&job.kind)?;
        if kind.limits.any() || job.run_after.is_some() || !shared.room.is_open() {
            return None;
        }
        let place = shared.room.take(1)?;
        job.state = JobState::Running;
        job.owner = Some(shared.id);
        Some(place)
    }

    /// Begins a job that was stored, if it has a place.
    pub(super) fn arrive(&self, job: &JobRecord, place: Option<Places>) {
        if let Some(place) = place {
            self.shared.room.arrive(job.clone(), place);
        }
    }

    /// Lets go of every job that this process holds. Nothing works on them any more.
    pub(crate) async fn let_go(&self) -> Result<()> {
        let shared = &self.shared;
        if shared.kinds.is_empty() {
            return Ok(());
        }
        leave(&shared.ports, shared.id, &shared.names()).await
    }

    async fn work(&self) {
        let shared = &self.shared;
        let stopping = shared.tasks.stopping();
        let mut presence =
            Presence::new(shared.ports.clone(), shared.id, shared.names(), shared.options.lease);
        while let Err(error) = presence.beat().await {
            tracing::warn!(target: "vmbay::job", %error, "jobs cannot be done yet; trying again");
            tokio::select! {
                () = stopping.cancelled() => return,
                () = shared.ports.clock.sleep(RETRY) => {}
            }
        }
        tokio::select! {
            () = self.turns() => {}
            () = presence.keep() => {}
        }
    }

    /// Takes jobs, has them done and acknowledges them, until shutdown; then only acknowledges what still ends.
    async fn turns(&self) {
        let shared = &self.shared;
        let clock = &shared.ports.clock;
        let stopping = shared.tasks.stopping();
        let (told, mut ends) = mpsc::unbounded_channel();
        let mut hands = Hands::new(shared.clone(), told);
        let mut wake = shared.ports.storage.watch();
        let mut look = true;
        let mut check_at = shared.ports.now() + shared.options.poll;
        loop {
            let seen = wake.borrow_and_update().jobs;
            let stop = stopping.is_cancelled();
            hands.welcome();
            if stop && hands.is_empty() {
                return;
            }
            let now = shared.ports.now();
            let check = shared.cancelled.swap(false, Ordering::SeqCst) || now >= check_at;
            if check {
                check_at = now + shared.options.poll;
            }
            if let Err(error) = hands.turn(look && !stop, check).await {
                tracing::warn!(target: "vmbay::job", %error, "jobs could not be taken or acknowledged; trying again");
                hands.doubtful = true;
                shared.room.open(false);
                clock.sleep(RETRY).await;
                look = true;
                continue;
            }
            if look || stop {
                shared.room.open(!hands.look && !stop);
            }
            let due = hands.due.unwrap_or(check_at).min(check_at);
            look = tokio::select! {
                biased;
                Some(end) = ends.recv() => {
                    hands.ended(end);
                    // Those that end about now come along.
                    tokio::task::yield_now().await;
                    while let Ok(end) = ends.try_recv() {
                        hands.ended(end);
                    }
                    hands.look
                }
                () = stopping.cancelled(), if !stop => false,
                () = shared.room.arrival() => false,
                open = async { wake.wait_for(|wake| wake.jobs != seen).await.is_ok() } => {
                    if !open {
                        return;
                    }
                    true
                }
                () = shared.look.notified() => true,
                () = clock.sleep(due.since(shared.ports.now())) => true,
            };
        }
    }
}

impl Shared {
    fn names(&self) -> Vec<String> {
        self.kinds.keys().cloned().collect()
    }
}

/// A job at work.
#[derive(Debug)]
struct Held {
    record: JobRecord,
    run: JobRun,
    /// None for one that was found to be ours beyond the places there are.
    _place: Option<Places>,
}

type End = (JobId, Ended);

/// What the worker has in hand.
#[derive(Debug)]
struct Hands {
    shared: Arc<Shared>,
    told: mpsc::UnboundedSender<End>,
    running: HashMap<JobId, Held>,
    /// Jobs that ended, to be acknowledged.
    ended: Vec<(JobRecord, Ended)>,
    /// The kinds whose lines were long when they were last looked at.
    long: BTreeSet<String>,
    /// Whose turn it is to be served first.
    turn: usize,
    /// Whether more may wait than there was room for, so that the end of a job is worth a look.
    look: bool,
    /// When a job that was put back, or a rate, is next due.
    due: Option<Timestamp>,
    /// Whether a call ended without an answer, so that the database may say that more is ours than we know.
    doubtful: bool,
}

impl Hands {
    fn new(shared: Arc<Shared>, told: mpsc::UnboundedSender<End>) -> Self {
        Self {
            shared,
            told,
            running: HashMap::new(),
            ended: Vec::new(),
            long: BTreeSet::new(),
            turn: 0,
            look: false,
            due: None,
            doubtful: false,
        }
    }

    fn is_empty(&self) -> bool {
        self.running.is_empty() && self.ended.is_empty()
    }

    fn ended(&mut self, (id, ended): End) {
        if let Some(Held { record, .. }) = self.running.remove(&id) {
            self.look |= self.shared.kinds.get(&record.kind).is_some_and(|kind| kind.limits.any());
            self.ended.push((record, ended));
        }
    }

    /// How many more jobs there is room for, as a power of two: a statement for each number would be prepared anew.
    fn free(&self) -> u32 {
        self.shared.room.free().min(MAX_LIMIT).checked_ilog2().map_or(0, |log| 1 << log)
    }

    /// One turn: compares with what the database says, acknowledges, and takes what there is room for.
    async fn turn(&mut self, look: bool, check: bool) -> Result<()> {
        if self.doubtful || check {
            self.compare().await?;
            self.doubtful = false;
        }
        if look {
            self.look = false;
            if self.due.is_some_and(|due| due <= self.shared.ports.now()) {
                self.due = None;
            }
            let lines = self.lines();
            for (at, line) in lines.iter().enumerate() {
                let share = self.free() / u32::try_from(lines.len() - at).unwrap_or(1);
                let share = share.max(1).min(self.free());
                if share == 0 {
                    self.look = true;
                    break;
                }
                self.take(line, share).await?;
            }
        }
        self.acknowledge().await?;
        if look {
            self.admit().await?;
        }
        if self.doubtful || (self.look && self.free() > 0) {
            self.shared.look.notify_one();
        }
        Ok(())
    }

    /// The lines to look at: that of all the kinds whose own are short, and each long one, in turn.
    fn lines(&mut self) -> Vec<Vec<String>> {
        let unlimited = self.shared.kinds.values().filter(|kind| !kind.limits.any());
        let (long, short): (Vec<_>, Vec<_>) =
            unlimited.map(|kind| kind.name.clone()).partition(|name| self.long.contains(name));
        let mut lines: Vec<_> = long.into_iter().map(|name| vec![name]).collect();
        if !short.is_empty() {
            lines.push(short);
        }
        self.turn += 1;
        if !lines.is_empty() {
            let first = self.turn % lines.len();
            lines.rotate_left(first);
        }
        lines
    }

    /// Acknowledges what ended and takes up to `limit` jobs of these kinds, in one unit.
    async fn take(&mut self, kinds: &[String], limit: u32) -> Result<()> {
        let Some(mut places) = self.shared.room.take(limit) else {
            // New jobs took them meanwhile.
            self.look = true;
            return Ok(());
        };
        let query = Query::on(JobRecord::SCHEMA)
            .filter(due(kinds, self.shared.ports.now()))
            .order_by("place", Direction::Ascending)
            .limit(limit);
        let first = self.acknowledgement()?;
        let rows = match self.claim(&query, first).await {
            Err(Error::Conflict { .. } | Error::NotFound { .. }) if !self.ended.is_empty() => {
                // Perhaps since it was asked twice, and claimed something the first time.
                self.doubtful = true;
                self.acknowledge_each().await?;
                self.claim(&query, Changes::new()).await
            }
            rows => rows,
        }?;
        self.ended.clear();
        let full = rows.len() == limit as usize;
        self.look |= full;
        if let ([kind], false) = (kinds, full) {
            self.long.remove(kind);
        }
        for row in rows {
            let record = JobRecord::from_row(row)?;
            if full {
                self.long.insert(record.kind.clone());
            }
            self.begin(record, Duration::ZERO, places.split(1));
        }
        Ok(())
    }

    async fn claim(&self, query: &Query, first: Changes) -> Result<Vec<Row>> {
        let set = [("state", Value::from(JobState::Running)), ("owner", Value::from(self.shared.id))];
        self.within(self.shared.ports.storage.claim(query, &set, first)).await
    }

    /// Lets jobs of the limited kinds begin, in turn, as far as their limits and the room here go.
    async fn admit(&mut self) -> Result<()> {
        let shared = self.shared.clone();
        for kind in shared.kinds.values().filter(|kind| kind.limits.any()) {
            loop {
                let free = self.free();
                if free == 0 {
                    self.look = true;
                    break;
                }
                let Admitted { jobs, due } = self.within(admit(&shared.ports, kind, shared.id, free)).await?;
                self.expect(due);
                if jobs.is_empty() {
                    break;
                }
                for (record, wait) in jobs {
                    self.begin(record, wait, shared.room.take(1));
                }
            }
        }
        Ok(())
    }

    /// Begins the jobs that went by the line.
    fn welcome(&mut self) {
        for (record, place) in self.shared.room.arrived() {
            // A comparison may have found it before.
            if !self.running.contains_key(&record.id) && !self.has_ended(record.id) {
                self.begin(record, Duration::ZERO, Some(place));
            }
        }
    }

    fn has_ended(&self, id: JobId) -> bool {
        self.ended.iter().any(|(ended, _)| ended.id == id)
    }

    /// Has a job done, after `wait`.
    fn begin(&mut self, record: JobRecord, wait: Duration, place: Option<Places>) {
        let Some(kind) = self.shared.kinds.get(&record.kind).cloned() else { return };
        let clock = self.shared.ports.clock.clone();
        let run = JobRun::new(&record, clock.clone());
        let (told, id, attempt, payload) =
            (self.told.clone(), record.id, run.clone(), record.payload.clone());
        let worn_out = record.attempts >= kind.retry.attempts;
        self.running.insert(id, Held { record, run, _place: place });
        self.shared.tasks.spawn(async move {
            if !wait.is_zero() {
                clock.sleep(wait).await;
            }
            let ended = if worn_out { Ended::WornOut } else { kind.attempt(attempt, payload).await };
            // Nobody is there to hear it once the worker was dropped.
            drop(told.send((id, ended)));
        });
    }

    /// The unit that acknowledges all that ended.
    fn acknowledgement(&mut self) -> Result<Changes> {
        let shared = &self.shared;
        let mut changes = Changes::new();
        let mut soonest = None;
        for (record, ended) in &self.ended {
            let Some(kind) = shared.kinds.get(&record.kind) else { continue };
            let due;
            (changes, due) = settle(changes, &shared.ports, kind, record, ended)?;
            soonest = soonest.into_iter().chain(due).min();
        }
        self.expect(soonest);
        Ok(changes)
    }

    /// Sees to it that the next look is no later than `due`.
    fn expect(&mut self, due: Option<Timestamp>) {
        self.due = self.due.into_iter().chain(due).min();
    }

    async fn acknowledge(&mut self) -> Result<()> {
        if self.ended.is_empty() {
            return Ok(());
        }
        let changes = self.acknowledgement()?;
        match self.within(self.shared.ports.storage.commit(changes)).await {
            Ok(()) => self.ended.clear(),
            Err(Error::Conflict { .. } | Error::NotFound { .. }) => self.acknowledge_each().await?,
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Acknowledges one by one, since one of those that ended was cancelled, or is no longer ours.
    async fn acknowledge_each(&mut self) -> Result<()> {
        while let Some((mut record, ended)) = self.ended.pop() {
            while let Some(kind) = self.shared.kinds.get(&record.kind) {
                let (changes, _) = settle(Changes::new(), &self.shared.ports, kind, &record, &ended)?;
                let storage = &self.shared.ports.storage;
                let known = record.version;
                let stored = match self.within(storage.commit(changes)).await {
                    Ok(()) => Ok(None),
                    Err(Error::Conflict { .. } | Error::NotFound { .. }) => {
                        self.within(Repository::<JobRecord>::find(&**storage, record.id)).await
                    }
                    Err(error) => Err(error),
                };
                match stored {
                    Ok(Some(stored)) if self.holds(&stored) && stored.version != known => record = stored,
                    Ok(_) => break,
                    Err(error) => {
                        self.ended.push((record, ended));
                        return Err(error);
                    }
                }
            }
        }
        Ok(())
    }

    fn holds(&self, stored: &JobRecord) -> bool {
        stored.state == JobState::Running && stored.owner == Some(self.shared.id)
    }

    /// Compares with what the database says is ours: what somebody cancelled is told so, what a lost answer took is begun.
    /// Stores what the handlers said of their progress.
    async fn compare(&mut self) -> Result<()> {
        self.store_progress().await?;
        let ours = running(&self.shared.names()).and(Filter::eq("owner", self.shared.id));
        let mut query = Query::of::<JobRecord>().filter(ours).limit(MAX_LIMIT);
        loop {
            let page: Page<JobRecord> = self.within(self.shared.ports.storage.list(&query)).await?;
            for stored in page.items {
                if let Some(held) = self.running.get_mut(&stored.id) {
                    if stored.cancel_requested {
                        held.run.cancel();
                    }
                    held.record = stored;
                } else if !self.has_ended(stored.id) {
                    self.begin(stored, Duration::ZERO, self.shared.room.take(1));
                }
            }
            let Some(next) = page.next else { return Ok(()) };
            query = query.after(&next)?;
        }
    }

    async fn store_progress(&mut self) -> Result<()> {
        let storage = self.shared.ports.storage.clone();
        let limit = self.shared.options.lease;
        let clock = self.shared.ports.clock.clone();
        for held in self.running.values_mut() {
            let Some(progress) = held.run.take_progress() else { continue };
            held.record.progress = Some(progress);
            match within(&*clock, limit, "the database", storage.update(&mut held.record)).await? {
                // Cancelled, or no longer ours: the comparison that follows tells.
                Ok(()) | Err(Error::Conflict { .. } | Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// A call of the database, given up when it does not return: what it did shows when it is compared.
    async fn within<T>(&self, call: impl Future<Output = Result<T>>) -> Result<T> {
        within(&*self.shared.ports.clock, self.shared.options.lease, "the database", call).await?
    }
}

/// Jobs of these kinds that may begin. One that can begin at once has no time to compare with a clock.
pub(super) fn due(kinds: &[String], now: Timestamp) -> Filter {
    Filter::is_in("kind", kinds)
        .and(Filter::eq("state", JobState::Queued))
        // Where the line ends for now: a range of the index, so that those that wait for their time are not even read.
        .and(Filter::le("place", now + SKEW))
        .and(Filter::is_null("run_after").or(Filter::le("run_after", now)))
}
