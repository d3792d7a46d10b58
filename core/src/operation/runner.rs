//! The runner of a process: it takes up operations, keeps their leases and lets them go.

use std::{
    any::Any,
    collections::{HashMap, hash_map::Entry},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use super::{
    drive::Drive,
    record::{OperationRecord, OperationState, Progress},
    run::{Memory, Run},
    saga::{AnySaga, Saga},
    watch::Watch,
};
use crate::{
    access::Caller,
    clock::{Timestamp, within},
    error::{Error, Result},
    id::{HostId, InstanceId, OperationId, OrganizationId, ProjectId},
    observe::Meter,
    ports::Ports,
    storage::{Changes, Direction, Entity, Field, Filter, Kind, Query, Repository, Value},
    tasks::Tasks,
};

/// The states of an operation that a runner holds.
const AT_WORK: [OperationState; 2] = [OperationState::Running, OperationState::Compensating];

/// How a runner works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunnerOptions {
    /// How long a runner that went silent keeps its operations: the longest wait until another takes over, from its first
    /// look. It is renewed at a third of this. 10 seconds unless told otherwise; processes may differ, and so may their
    /// clocks.
    ///
    /// A process that starts after a crash looks for the first time then, so it goes on with what the crash left one lease
    /// after its start, however long the crash is past: a row alone does not tell the dead from the silent, unless one
    /// trusts in clocks. What was [shut down](crate::Vmbay::shutdown) in order is taken up at once.
    pub lease: Duration,
    /// How often it looks for operations that nobody told it of: delayed ones, those of other processes, and those whose
    /// runner died. 1 second unless told otherwise.
    pub poll: Duration,
    /// How many operations it works on at once; others wait in the queue. 64 unless told otherwise.
    pub concurrency: u32,
}

impl Default for RunnerOptions {
    fn default() -> Self {
        Self { lease: Duration::from_secs(10), poll: Duration::from_secs(1), concurrency: 64 }
    }
}

/// What a new operation is to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewOperation {
    pub(crate) kind: String,
    pub(crate) organization_id: Option<OrganizationId>,
    pub(crate) project_id: Option<ProjectId>,
    pub(crate) target: Option<(&'static str, uuid::Uuid)>,
    pub(crate) host_id: Option<HostId>,
    pub(crate) input: serde_json::Value,
    pub(crate) idempotency_key: Option<String>,
    pub(crate) run_after: Option<Timestamp>,
    pub(crate) deadline: Option<Timestamp>,
}

impl NewOperation {
    /// An operation of this kind and nothing more.
    pub(crate) fn of(kind: &str) -> Self {
        Self { kind: kind.to_owned(), ..Self::default() }
    }

    /// By which a repeated request is told from another under the same key; empty without one.
    fn digest(&self) -> String {
        let Some(_) = self.idempotency_key else { return String::new() };
        let project: uuid::Uuid = self.project_id.map(Into::into).unwrap_or_default();
        let digest = Sha256::new()
            .chain_update(project)
            .chain_update(&self.kind)
            .chain_update([0])
            .chain_update(self.input.to_string());
        hex::encode(digest.finalize())
    }
}

/// The runner of one open library, cheap to clone.
#[derive(Clone, Debug)]
pub struct Runner {
    shared: Arc<Shared>,
}

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) ports: Ports,
    pub(super) tasks: Tasks,
    pub(super) instance: InstanceId,
    pub(super) options: RunnerOptions,
    pub(super) meter: Arc<Meter>,
    sagas: RwLock<HashMap<String, Arc<dyn AnySaga>>>,
    hosts: RwLock<Vec<HostId>>,
    permits: Arc<Semaphore>,
    /// Told when there is something to claim, or room for it again.
    look: Notify,
    /// Whether something may wait for room.
    crowded: AtomicBool,
    live: Mutex<HashMap<OperationId, Arc<Run>>>,
}

impl Runner {
    pub(crate) fn new(ports: Ports, tasks: Tasks, options: RunnerOptions, meter: Arc<Meter>) -> Self {
        let instance = ports.id();
        Self {
            shared: Arc::new(Shared {
                ports,
                tasks,
                instance,
                options,
                meter,
                sagas: RwLock::default(),
                hosts: RwLock::default(),
                permits: Arc::new(Semaphore::new(options.concurrency as usize)),
                look: Notify::new(),
                crowded: AtomicBool::new(false),
                live: Mutex::default(),
            }),
        }
    }

    /// Teaches the runner a kind of operation.
    ///
    /// # Errors
    /// `already_exists` when the kind is taken.
    pub(crate) fn register(&self, saga: impl Saga) -> Result<()> {
        let mut sagas = self.shared.sagas.write().unwrap_or_else(PoisonError::into_inner);
        let kind = saga.kind().to_owned();
        if sagas.contains_key(&kind) {
            return Err(Error::AlreadyExists {
                resource: crate::error::Resource::new("operation kind", kind),
                field: "kind".into(),
            });
        }
        sagas.insert(kind, Arc::new(saga));
        Ok(())
    }

    /// Says which hosts this process can reach: it takes up only operations that need one of them, or none.
    pub(crate) fn serve_hosts(&self, hosts: Vec<HostId>) {
        *self.shared.hosts.write().unwrap_or_else(PoisonError::into_inner) = hosts;
    }

    /// Starts to take up operations: those whose runner died, and those that wait.
    pub(crate) fn start(&self) {
        let runner = self.clone();
        self.shared.tasks.spawn(async move { runner.take_up().await });
    }

    /// Whether a saga of this kind is registered.
    pub(crate) fn knows(&self, kind: &str) -> bool {
        self.shared.saga(kind).is_some()
    }

    /// The lease and other options.
    pub fn options(&self) -> RunnerOptions {
        self.shared.options
    }

    /// The record of a new operation, not stored yet, so that the rows it serves can name its id.
    pub(crate) fn prepare(&self, caller: &Caller, new: NewOperation) -> OperationRecord {
        let now = self.shared.ports.now();
        let input_digest = new.digest();
        OperationRecord {
            id: self.shared.ports.id(),
            version: 1,
            organization_id: new.organization_id,
            project_id: new.project_id,
            kind: new.kind,
            state: OperationState::Queued,
            target_kind: new.target.map(|(kind, _)| kind.to_owned()),
            target_id: new.target.map(|(_, id)| id),
            host_id: new.host_id,
            input_digest,
            input: new.input,
            output: None,
            failure: None,
            idempotency_key: new.idempotency_key,
            step: 0,
            progress: Progress { step: String::new(), fraction: 0.0, message: "waiting".to_owned() },
            attempts: 0,
            run_after: new.run_after.unwrap_or(now),
            deadline: new.deadline.or(caller.context().deadline),
            cancel_requested: false,
            owner: None,
            lease_until: None,
            lease_ms: None,
            actor: caller.context().actor.to_string(),
            request_id: caller.context().request_id.clone(),
            created_at: now,
            started_at: None,
            finished_at: None,
        }
    }

    /// Stores `operation` with the rows it serves, and takes it up at once when there is room. An operation with the
    /// same idempotency key and input is returned in its place; the rows are then not stored.
    ///
    /// # Errors
    /// `idempotency_conflict` when the key came with another input; whatever refuses the rows.
    pub(crate) async fn submit(&self, operation: OperationRecord, rows: Changes) -> Result<OperationRecord> {
        self.submit_knowing(operation, rows, ()).await
    }

    /// Submits as [`submit`](Self::submit) does; a run that begins at once [recalls](Run::recall) `known`, which is as
    /// the unit leaves it.
    pub(crate) async fn submit_knowing<T: Any + Send + Sync>(
        &self,
        mut operation: OperationRecord,
        rows: Changes,
        known: T,
    ) -> Result<OperationRecord> {
        if self.shared.tasks.stopping().is_cancelled() {
            return Err(Error::Closed { what: "the library".into() });
        }
        let now = self.shared.ports.now();
        let permit = (operation.run_after <= now)
            .then(|| self.shared.permits.clone().try_acquire_owned().ok())
            .flatten()
            .filter(|_| self.knows(&operation.kind) && self.shared.serves(operation.host_id));
        if permit.is_some() {
            operation.state = OperationState::Running;
            operation.owner = Some(self.shared.instance);
            operation.lease_until = Some(self.shared.lease_end());
            operation.lease_ms = Some(self.shared.lease_ms());
            operation.started_at = Some(now);
        }
        if let Err(error) = self.shared.ports.storage.commit(rows.enqueue(&operation)?).await {
            // It may have taken effect all the same: the operation's own row tells.
            let stored = Repository::<OperationRecord>::find(&*self.shared.ports.storage, operation.id).await;
            if !matches!(stored, Ok(Some(_))) {
                let Error::AlreadyExists { .. } = error else { return Err(error) };
                // Perhaps somebody with the same key was quicker.
                let OperationRecord { organization_id, idempotency_key, input_digest, .. } = &operation;
                let earlier =
                    self.repeated(*organization_id, idempotency_key.as_deref(), input_digest).await?;
                return earlier.ok_or(error);
            }
        }
        if let Some(permit) = permit {
            self.shared.run(operation.clone(), permit, false, Some(Arc::new(known)));
        }
        Ok(operation)
    }

    /// The operation that an earlier request with the same idempotency key and input began. Asked before anything else is
    /// refused, since what that operation did may be what refuses the repetition.
    ///
    /// # Errors
    /// `idempotency_conflict` when the key came with another input.
    pub(crate) async fn earlier(&self, new: &NewOperation) -> Result<Option<OperationRecord>> {
        self.repeated(new.organization_id, new.idempotency_key.as_deref(), &new.digest()).await
    }

    async fn repeated(
        &self,
        organization: Option<OrganizationId>,
        key: Option<&str>,
        digest: &str,
    ) -> Result<Option<OperationRecord>> {
        let Some(key) = key else { return Ok(None) };
        let within =
            organization.map_or(Filter::is_null("organization_id"), |id| Filter::eq("organization_id", id));
        let same_key = within.and(Filter::eq("idempotency_key", key));
        let earlier: Option<OperationRecord> = self.shared.ports.storage.find_one(same_key).await?;
        match earlier {
            Some(earlier) if earlier.input_digest == digest => Ok(Some(earlier)),
            Some(_) => Err(Error::IdempotencyConflict { key: key.to_owned() }),
            None => Ok(None),
        }
    }

    /// Asks for `operation` to stop. One that has ended already stays as it is.
    pub(crate) async fn cancel(&self, id: OperationId) -> Result<OperationRecord> {
        let storage = &self.shared.ports.storage;
        loop {
            let mut stored = Repository::<OperationRecord>::get(&**storage, id).await?;
            if stored.cancel_requested || stored.state.is_terminal() {
                return Ok(stored);
            }
            stored.cancel_requested = true;
            // One that waits for its time ends now.
            stored.run_after = stored.run_after.min(self.shared.ports.now());
            match storage.update(&mut stored).await {
                Ok(()) => {
                    if let Some(run) = self.live(id) {
                        run.request_cancel();
                    }
                    self.shared.look.notify_one();
                    return Ok(stored);
                }
                Err(Error::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The run of `id` in this process, if it has one.
    pub(super) fn live(&self, id: OperationId) -> Option<Arc<Run>> {
        self.shared.live().get(&id).cloned()
    }

    /// Returns once nothing runs here any more.
    pub(super) async fn ended(&self) {
        self.shared.tasks.aborting().cancelled().await;
    }

    pub(super) fn ports(&self) -> &Ports {
        &self.shared.ports
    }

    /// Takes up what waits and what was left, until shutdown.
    async fn take_up(&self) {
        let mut wake = self.shared.ports.storage.watch();
        let mut watch = Watch::new(self.shared.ports.now(), self.shared.options);
        loop {
            let seen = wake.borrow_and_update().operations;
            // What a call that does not return took all the same stands still, and is taken over.
            let Shared { ports, options, .. } = &*self.shared;
            let claim = within(&*ports.clock, options.lease, "the database", self.claim(&mut watch));
            if let Err(error) = claim.await.flatten() {
                tracing::warn!(target: "vmbay::operation", %error, "operations could not be taken up; trying again");
            }
            tokio::select! {
                () = self.shared.tasks.stopping().cancelled() => return,
                // Most commits queue nothing, and a look at each of them would cost more than the commit.
                queued = wake.wait_for(|wake| wake.operations != seen) => if queued.is_err() { return },
                () = self.shared.look.notified() => {}
                () = self.shared.ports.clock.sleep(watch.pause(self.shared.ports.now())) => {}
            }
        }
    }

    /// Takes up what there is room for, and sees to it that whoever makes room later says so if more may wait.
    async fn claim(&self, watch: &mut Watch) -> Result<()> {
        let now = self.shared.ports.now();
        let waiting = Filter::eq("state", OperationState::Queued).and(Filter::le("run_after", now));
        let left = watch.is_due(now) && self.take_over(watch).await?;
        let more = left | self.claim_where(waiting, "run_after", Some(OperationState::Running)).await?;
        self.shared.crowded.store(more, Ordering::SeqCst);
        // Made meanwhile, by somebody who could not know.
        if more && self.shared.permits.available_permits() > 0 {
            self.shared.look.notify_one();
        }
        Ok(())
    }

    /// Takes up what its runner abandoned, and says whether more may wait than there was room for.
    async fn take_over(&self, watch: &mut Watch) -> Result<bool> {
        let shared = &self.shared;
        let at_work = Filter::is_in("state", AT_WORK).and(shared.within_reach());
        let query = Query::of::<OperationRecord>().filter(at_work).limit(crate::page::MAX_LIMIT);
        let at_work = Repository::<OperationRecord>::stream(shared.ports.storage.clone(), query);
        let at_work: Vec<_> = at_work.try_collect().await?;
        let mut abandoned = watch.look(&at_work, shared.ports.now());
        // A run of this process that lost its lease ends by itself first: by its owner alone, its commits could not be told
        // from ours.
        abandoned.retain(|operation| self.live(operation.id).is_none());
        if abandoned.is_empty() {
            return Ok(false);
        }
        // Whoever moved since is no longer at the version that stood still.
        let still = abandoned.iter().map(|operation| {
            let version = Filter::Eq("version".into(), operation.version.put()?);
            Ok(Filter::eq("id", operation.id).and(version))
        });
        let still = Filter::Or(still.collect::<Result<_>>()?);
        let more = self.claim_where(still, "id", None).await?;
        if more {
            watch.look_again();
        }
        Ok(more)
    }

    /// Says whether more may wait than there was room for.
    async fn claim_where(
        &self,
        which: Filter,
        order: &'static str,
        state: Option<OperationState>,
    ) -> Result<bool> {
        let shared = &self.shared;
        // Permits come first: what is claimed is run.
        let free = shared.permits.available_permits().min(crate::page::MAX_LIMIT as usize);
        let free = u32::try_from(free).unwrap_or(crate::page::MAX_LIMIT);
        if free == 0 {
            return Ok(true);
        }
        let Ok(mut permits) = shared.permits.clone().try_acquire_many_owned(free) else { return Ok(true) };
        let query = Query::on(OperationRecord::SCHEMA)
            .filter(which.and(shared.within_reach()))
            .order_by(order, Direction::Ascending)
            .limit(free);
        let mut set = vec![
            ("owner", Value::Uuid(shared.instance.into())),
            ("lease_until", Value::Time(shared.lease_end())),
            ("lease_ms", Value::from(shared.lease_ms())),
        ];
        set.extend(state.map(|state| ("state", Value::from(state))));
        let rows = shared.ports.storage.claim(&query, &set, Changes::new()).await?;
        let more = rows.len() == free as usize;
        for row in rows {
            let record = OperationRecord::from_row(row)?;
            let Some(permit) = permits.split(1) else { break };
            shared.run(record, permit, state.is_none(), None);
        }
        Ok(more)
    }

    /// Lets go of every operation that this process holds, for others to take up at once. Nothing works on them any more.
    pub(crate) async fn let_go(&self) -> Result<()> {
        let shared = &self.shared;
        let held = Filter::is_in("state", AT_WORK).and(Filter::eq("owner", shared.instance));
        let query = Query::on(OperationRecord::SCHEMA).filter(held).limit(crate::page::MAX_LIMIT);
        let set = [("owner", Value::Null(Kind::Uuid)), ("lease_until", Value::Null(Kind::Time))];
        while !shared.ports.storage.claim(&query, &set, Changes::new()).await?.is_empty() {}
        Ok(())
    }
}

impl Shared {
    /// Until when this runner holds what it takes or renews now. Others wait an eighth longer, should their clocks be
    /// faster.
    pub(super) fn lease_end(&self) -> Timestamp {
        self.ports.now() + self.options.lease.mul_f64(0.875)
    }

    fn lease_ms(&self) -> u32 {
        u32::try_from(self.options.lease.as_millis()).unwrap_or(u32::MAX)
    }

    fn saga(&self, kind: &str) -> Option<Arc<dyn AnySaga>> {
        self.sagas.read().unwrap_or_else(PoisonError::into_inner).get(kind).cloned()
    }

    fn serves(&self, host: Option<HostId>) -> bool {
        host.is_none_or(|host| self.hosts.read().unwrap_or_else(PoisonError::into_inner).contains(&host))
    }

    /// Operations of kinds that are known here and on hosts that can be reached from here.
    fn within_reach(&self) -> Filter {
        let kinds: Vec<String> =
            self.sagas.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect();
        let hosts = self.hosts.read().unwrap_or_else(PoisonError::into_inner).clone();
        Filter::is_in("kind", kinds).and(Filter::is_null("host_id").or(Filter::is_in("host_id", hosts)))
    }

    fn run(
        self: &Arc<Self>,
        mut record: OperationRecord,
        permit: OwnedSemaphorePermit,
        resumed: bool,
        memory: Memory,
    ) {
        let Some(saga) = self.saga(&record.kind) else { return };
        record.started_at.get_or_insert(self.ports.now());
        let run = Run::new(self.ports.clone(), record, saga.steps(), memory);
        // In the place of a run whose lease ran out and which is about to see that.
        self.live().insert(run.id(), run.clone());
        // Made before the task, which shutdown may drop before it is run for the first time.
        let alive = Alive { shared: self.clone(), run: run.clone(), permit: Some(permit) };
        let drive = Drive { shared: self.clone(), saga, run, resumed };
        self.tasks.spawn(async move {
            let _alive = alive;
            drive.drive().await;
        });
    }

    fn live(&self) -> MutexGuard<'_, HashMap<OperationId, Arc<Run>>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a run out of the books when it ends, however it ends.
struct Alive {
    shared: Arc<Shared>,
    run: Arc<Run>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Drop for Alive {
    fn drop(&mut self) {
        if let Entry::Occupied(entry) = self.shared.live().entry(self.run.id())
            && Arc::ptr_eq(entry.get(), &self.run)
        {
            entry.remove();
        }
        self.run.end();
        // The room first: whoever is told looks at once.
        drop(self.permit.take());
        if self.shared.crowded.load(Ordering::SeqCst) {
            self.shared.look.notify_one();
        }
    }
}
