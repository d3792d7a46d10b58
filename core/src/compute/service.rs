//! Machines: making, finding, changing and deleting them.

use std::{collections::BTreeMap, time::Duration};

use futures::stream::BoxStream;
use serde_json::json;

use super::{
    create::{Draft, MachineCreate, check_hardware},
    delete::DeleteOptions,
    power::{PowerInput, StopOptions},
    probe::{Probes, ReadyOptions},
    record::{Machine, MachineHardware, MachinePhase},
    transition::Verb,
};
use crate::{
    access::{Caller, Permission, Scope},
    disk::{Image, StoragePool, Volume},
    error::{Error, Resource, Result},
    fleet::{HostLinks, Request, place},
    hypervisor::PowerState,
    id::{HostId, ImageId, MachineId, ProjectId, StoragePoolId},
    name::{check_description, check_labels, check_metadata},
    operation::{NewOperation, Operation, OperationRecord, Runner},
    page::{Cursor, DEFAULT_LIMIT, Page},
    storage::{Changes, Direction, Entity, Filter, Query, Repository},
};

/// How often a verb is begun anew because the machine changed while it was being begun.
const CONFLICTS: u32 = 100;

/// Which machines to list, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineQuery {
    /// Only those in this project.
    pub project_id: Option<ProjectId>,
    /// Only those on this host.
    pub host_id: Option<HostId>,
    /// Only those made from this image.
    pub image_id: Option<ImageId>,
    /// Only those in this phase.
    pub phase: Option<MachinePhase>,
    /// Only those last seen in this power state.
    pub power_state: Option<PowerState>,
    /// Only those whose name begins with this.
    pub name_prefix: Option<String>,
    /// Only those that carry all of these labels.
    pub labels: BTreeMap<String, String>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many in a page: 1 to 1000.
    pub limit: u32,
}

impl Default for MachineQuery {
    fn default() -> Self {
        Self {
            project_id: None,
            host_id: None,
            image_id: None,
            phase: None,
            power_state: None,
            name_prefix: None,
            labels: BTreeMap::new(),
            after: None,
            limit: DEFAULT_LIMIT,
        }
    }
}

impl MachineQuery {
    /// Only those that carry this label.
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.insert(key.into(), value.into());
        self
    }

    /// Only those whose name begins with `prefix`.
    pub fn name_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.name_prefix = Some(prefix.into());
        self
    }

    /// At most `limit` in a page.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    /// The page after `cursor`.
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.after = Some(cursor);
        self
    }

    fn query(&self) -> Result<Query> {
        let equals = [
            self.project_id.map(|id| Filter::eq("project_id", id)),
            self.host_id.map(|id| Filter::eq("host_id", id)),
            self.image_id.map(|id| Filter::eq("image_id", id)),
            self.phase.map(|phase| Filter::eq("phase", phase)),
            self.power_state.map(|power| Filter::eq("power_state", power)),
            self.name_prefix.as_ref().map(|prefix| Filter::prefix("name", prefix)),
        ];
        let labels = self.labels.iter().map(|(key, value)| Filter::entry("labels", key, value));
        let filter = equals.into_iter().flatten().chain(labels).fold(Filter::All, Filter::and);
        let query = Query::of::<Machine>()
            .filter(filter)
            .order_by("created_at", Direction::Descending)
            .limit(self.limit);
        match &self.after {
            Some(cursor) => query.after(cursor),
            None => Ok(query),
        }
    }
}

/// What to change of a machine's description; what is none stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MachineUpdate {
    /// What people should know.
    pub description: Option<String>,
    /// Labels, in the place of those there.
    pub labels: Option<BTreeMap<String, String>>,
    /// The application's own notes, in the place of those there.
    pub metadata: Option<serde_json::Value>,
    /// The version the caller saw; a machine that changed since is then refused with `conflict`.
    pub expected_version: Option<u64>,
}

/// What to change of a machine's hardware, from its next start on; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineReconfigure {
    /// Virtual processors: 1 to 255.
    pub vcpus: Option<u32>,
    /// Memory in MiB: 16 to 16,777,216.
    pub memory_mib: Option<u32>,
    /// The kernel's command line.
    pub command_line: Option<String>,
    /// The version the caller saw; a machine that changed since is then refused with `conflict`.
    pub expected_version: Option<u64>,
}

/// Machines: [`Vmbay::machines`](crate::Vmbay::machines).
///
/// Every long verb is a pair: `start` returns when the machine runs, `begin_start` returns an [`Operation`] at once.
/// Dropping the future of the first abandons the wait, not the work.
#[derive(Clone, Debug)]
pub struct Machines {
    pub(super) caller: Caller,
    pub(super) hosts: HostLinks,
    runner: Runner,
    probes: Probes,
}

/// Declares the pair of a power verb that takes nothing but the machine.
macro_rules! verbs {
    ($($(#[$doc:meta])* $verb:ident, $begin:ident => $variant:ident;)*) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        /// `not_found`, `illegal_transition` with the state and the verb, `locked`; later the failure of the operation.
        pub async fn $verb(&self, id: MachineId) -> Result<Machine> {
            self.$begin(id).await?.wait().await
        }

        #[doc = concat!("Begins what [`", stringify!($verb), "`](Self::", stringify!($verb), ") does.")]
        pub async fn $begin(&self, id: MachineId) -> Result<Operation<Machine>> {
            self.begin_power(Verb::$variant, id, PowerInput::default()).await
        }
    )* };
}

impl Machines {
    pub(crate) fn new(caller: Caller, hosts: HostLinks, runner: Runner) -> Self {
        Self { caller, hosts, runner, probes: Probes::default() }
    }

    /// The same, with the application's own probes.
    pub(crate) fn probing(self, probes: Probes) -> Self {
        Self { probes, ..self }
    }

    /// The machine of this id.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, id: MachineId) -> Result<Machine> {
        let scope = self.caller.authorize(Permission::new("machine:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of machines, newest first.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range or a cursor of another list.
    pub async fn list(&self, query: MachineQuery) -> Result<Page<Machine>> {
        let scope = self.caller.authorize(Permission::new("machine:list")).await?;
        self.caller.list(scope, query.query()?).await
    }

    /// Every machine, newest first, page by page; `query.limit` is the size of a page.
    pub async fn stream(&self, query: MachineQuery) -> Result<BoxStream<'static, Result<Machine>>> {
        let scope = self.caller.authorize(Permission::new("machine:list")).await?;
        let query = query.query()?.filter(scope.filter(Machine::SCHEMA));
        Ok(Repository::<Machine>::stream(self.caller.ports.storage.clone(), query))
    }

    /// How many machines the query matches, whatever its page. Reads them all.
    pub async fn count(&self, query: MachineQuery) -> Result<u64> {
        let scope = self.caller.authorize(Permission::new("machine:list")).await?;
        let filter = query.query()?.filter.and(scope.filter(Machine::SCHEMA));
        Repository::<Machine>::count(&*self.caller.ports.storage, filter).await
    }

    /// Makes a machine: its rows, its disks, its definition. It is off then.
    ///
    /// # Errors
    /// `invalid_argument` with the field, before any side effect; `not_found` for an image, volume, host or project;
    /// `already_exists` for the name; `in_use` for a volume; `unavailable` when no host can take it;
    /// `idempotency_conflict`. When making it fails later, everything is undone and the machine is `provision_failed`.
    pub async fn create(&self, create: MachineCreate) -> Result<Machine> {
        self.begin_create(create).await?.wait().await
    }

    /// Begins what [`create`](Self::create) does.
    pub async fn begin_create(&self, create: MachineCreate) -> Result<Operation<Machine>> {
        let scope = self.caller.authorize(Verb::Provision.permission()).await?;
        create.check()?;
        let home = self.caller.place(scope, create.project_id).await?;
        let mut new = NewOperation {
            organization_id: Some(home.0),
            project_id: Some(home.1),
            input: create.input(),
            idempotency_key: create.idempotency_key.clone(),
            ..NewOperation::of(Verb::Provision.kind())
        };
        if let Some(earlier) = self.runner.earlier(&new).await? {
            return Ok(self.handle(&earlier));
        }
        let image = match create.image_id {
            Some(id) => Some(self.caller.get::<Image>(scope, id).await?),
            None => None,
        };
        let mut lent = Vec::with_capacity(create.volumes.len());
        for id in &create.volumes {
            lent.push(self.caller.get::<Volume>(scope, *id).await?);
        }
        let pools = image.iter().map(|image| image.pool_id).chain(lent.iter().map(|volume| volume.pool_id));
        let host_id = self.choose_host(&create, pools.collect()).await?;
        let link = self.hosts.get(host_id)?;
        let pool = match link.default_pool {
            Some(id) => Some(Repository::<StoragePool>::get(&*self.caller.ports.storage, id).await?),
            None => None,
        };
        new.host_id = Some(host_id);
        let mut operation = self.runner.prepare(&self.caller, new);
        let draft = Draft {
            create: &create,
            home,
            host_id,
            pool: pool.as_ref(),
            image: image.as_ref(),
            lent: &lent,
            operation: operation.id,
            cause: self.caller.cause(),
        };
        let (machine, rows) = draft.rows(&self.caller.ports)?;
        operation.target_kind = Some("machine".to_owned());
        operation.target_id = Some(machine.id.into());
        let event = self.caller.event("machine.created", &machine, json!({ "name": machine.name }));
        Ok(self.handle(&self.runner.submit_knowing(operation, rows.emit(&event)?, machine).await?))
    }

    /// The host for a new machine: where its image and lent volumes lie, or one that has room.
    async fn choose_host(&self, create: &MachineCreate, pools: Vec<StoragePoolId>) -> Result<HostId> {
        let storage = &*self.caller.ports.storage;
        let mut required = create.host_id;
        for pool in Repository::<StoragePool>::get_many(storage, &pools).await?.into_values() {
            if required.is_some_and(|host| host != pool.host_id) {
                return Err(Error::invalid(
                    "host_id",
                    "must be the one host that the image and the volumes are on",
                ));
            }
            required = Some(pool.host_id);
        }
        let request = Request { host: required, memory_mib: create.memory_mib, ..Request::default() };
        place(&self.caller.ports, &self.hosts, &request).await
    }

    verbs! {
        /// Turns the machine on, with its pending changes. With a saved state it is restored from it.
        start, begin_start => Start;
        /// Turns the machine off at once, as by pulling the plug. It may take the machine from a start or a stop.
        force_stop, begin_force_stop => ForceStop;
        /// Asks the guest to restart.
        reboot, begin_reboot => Reboot;
        /// Restarts the machine at once, as by the reset button.
        reset, begin_reset => Reset;
        /// Halts the machine's processors.
        pause, begin_pause => Pause;
        /// Lets a paused machine go on.
        resume, begin_resume => Resume;
        /// Puts the machine's memory to the host's disk and turns it off; the next start brings it back.
        save, begin_save => Save;
        /// Brings a saved machine back to where it was.
        restore, begin_restore => Restore;
    }

    /// Turns the machine off: asks the guest, waits, then forces if it may.
    ///
    /// # Errors
    /// `not_found`, `illegal_transition`, `locked`; `timed_out` when the guest does not listen and force is forbidden.
    pub async fn stop(&self, id: MachineId, options: StopOptions) -> Result<Machine> {
        self.begin_stop(id, options).await?.wait().await
    }

    /// Begins what [`stop`](Self::stop) does.
    pub async fn begin_stop(&self, id: MachineId, options: StopOptions) -> Result<Operation<Machine>> {
        self.begin_power(Verb::Stop, id, PowerInput { stop: Some(options), preempted: None }).await
    }

    /// Deletes the machine: its definition, the disks made with it, its rows. Volumes lent to it stay.
    ///
    /// # Errors
    /// `not_found`, `locked`; `illegal_transition` when it is on; `in_use` while another volume is a clone of one of its
    /// disks. When deleting fails later, the machine is `delete_failed` and can be deleted again.
    pub async fn delete(&self, id: MachineId) -> Result<()> {
        self.begin_delete(id, DeleteOptions::default()).await?.wait().await
    }

    /// Deletes the machine as [`delete`](Self::delete) does, with options.
    pub async fn delete_with(&self, id: MachineId, options: DeleteOptions) -> Result<()> {
        self.begin_delete(id, options).await?.wait().await
    }

    /// Begins what [`delete_with`](Self::delete_with) does.
    pub async fn begin_delete(&self, id: MachineId, options: DeleteOptions) -> Result<Operation<()>> {
        let input = json!(options);
        let record = self
            .begin(Verb::Delete, id, input, options.force, |machine, _| {
                machine.phase = MachinePhase::Deleting;
                Ok(())
            })
            .await?;
        Ok(Operation::new(self.runner.clone(), record.id, |_| async { Ok(()) }))
    }

    /// Changes the machine's description, labels or metadata.
    ///
    /// # Errors
    /// `invalid_argument` with the field, `not_found`, `conflict`.
    pub async fn update(&self, id: MachineId, update: MachineUpdate) -> Result<Machine> {
        let scope = self.caller.authorize(Permission::new("machine:update")).await?;
        update.description.as_deref().map_or(Ok(()), check_description)?;
        update.labels.as_ref().map_or(Ok(()), check_labels)?;
        update.metadata.as_ref().map_or(Ok(()), check_metadata)?;
        self.edit(scope, id, update.expected_version, "machine.updated", |machine| {
            if let Some(description) = &update.description {
                machine.description.clone_from(description);
            }
            if let Some(labels) = &update.labels {
                machine.labels.clone_from(labels);
            }
            if let Some(metadata) = &update.metadata {
                machine.metadata.clone_from(metadata);
            }
            Ok(())
        })
        .await
    }

    /// Changes what the machine is made of, from its next start on:
    /// [`pending_restart`](Machine::pending_restart) tells that there is something to come.
    ///
    /// # Errors
    /// `invalid_argument` with the field, `not_found`, `conflict`, `locked`; `illegal_transition` while its memory is
    /// saved, which belongs to the hardware it was saved on.
    pub async fn reconfigure(&self, id: MachineId, change: MachineReconfigure) -> Result<Machine> {
        let scope = self.caller.authorize(Verb::Reconfigure.permission()).await?;
        check_hardware(change.vcpus, change.memory_mib, change.command_line.as_deref())?;
        self.edit(scope, id, change.expected_version, "machine.reconfigured", |machine| {
            Verb::Reconfigure.allow(machine, false)?;
            unlocked(machine)?;
            if machine.has_saved_state {
                return Err(Error::IllegalTransition {
                    resource: Resource::new("machine", machine.id),
                    from: "saved".into(),
                    verb: Verb::Reconfigure.as_str().into(),
                });
            }
            let desired = machine.desired.clone();
            machine.desired = MachineHardware {
                vcpus: change.vcpus.unwrap_or(desired.vcpus),
                memory_mib: change.memory_mib.unwrap_or(desired.memory_mib),
                command_line: change.command_line.clone().or(desired.command_line),
            };
            Ok(())
        })
        .await
    }

    /// Waits until the machine's guest answers through its agent.
    ///
    /// # Errors
    /// `timed_out` after `timeout`; `illegal_transition` as soon as the machine is not running, and no verb at work starts it.
    pub async fn wait_ready(&self, id: MachineId, timeout: Duration) -> Result<Machine> {
        self.wait_ready_with(id, ReadyOptions::new(timeout)).await
    }

    /// Waits until the machine's guest answers through its agent, and the probes that `options` name say that it is ready.
    ///
    /// # Errors
    /// As [`wait_ready`](Self::wait_ready); `invalid_argument` for a probe that nobody gave; what a probe fails with.
    pub async fn wait_ready_with(&self, id: MachineId, options: ReadyOptions) -> Result<Machine> {
        let scope = self.caller.authorize(Permission::new("machine:get")).await?;
        let probes = self.probes.of(&options.probes)?;
        let ready = super::guest::wait_ready(&self.caller, &self.hosts, scope, id, &probes);
        crate::clock::within(&*self.caller.ports.clock, options.timeout, "the guest", ready).await?
    }

    async fn begin_power(&self, verb: Verb, id: MachineId, input: PowerInput) -> Result<Operation<Machine>> {
        let begun = self.begin(verb, id, json!(input), false, |machine, operation| {
            let mut input = input.clone();
            if verb == Verb::ForceStop {
                input.preempted = machine.lock_operation_id;
            }
            operation.input = json!(input);
            Ok(())
        });
        Ok(self.handle(&begun.await?))
    }

    /// Locks the machine for a verb and submits the operation, in one unit.
    async fn begin(
        &self,
        verb: Verb,
        id: MachineId,
        input: serde_json::Value,
        force: bool,
        edit: impl Fn(&mut Machine, &mut OperationRecord) -> Result<()>,
    ) -> Result<OperationRecord> {
        let scope = self.caller.authorize(verb.permission()).await?;
        let mut tries = 0;
        loop {
            let (operation, machine) = self.prepare(scope, verb, id, &input, force, &edit).await?;
            let locked = Changes::new().update(&machine)?;
            let locks = Machine { version: machine.version + 1, ..machine };
            match self.runner.submit_knowing(operation, locked, locks).await {
                Err(Error::Conflict { .. }) if tries < CONFLICTS => tries += 1,
                done => return done,
            }
        }
    }

    /// What begins a power verb, and the rows that go with it, for whoever commits them with rows of their own.
    ///
    /// # Errors
    /// As the verb itself.
    pub(crate) async fn prepare_power(
        &self,
        verb: Verb,
        id: MachineId,
    ) -> Result<(OperationRecord, Changes)> {
        let scope = self.caller.authorize(verb.permission()).await?;
        let stop = (verb == Verb::Stop).then(StopOptions::graceful);
        let input = json!(PowerInput { stop, preempted: None });
        let (operation, machine) = self.prepare(scope, verb, id, &input, false, |_, _| Ok(())).await?;
        Ok((operation, Changes::new().update(&machine)?))
    }

    /// The operation of a verb, and the machine that it holds.
    async fn prepare(
        &self,
        scope: Scope,
        verb: Verb,
        id: MachineId,
        input: &serde_json::Value,
        force: bool,
        edit: impl Fn(&mut Machine, &mut OperationRecord) -> Result<()>,
    ) -> Result<(OperationRecord, Machine)> {
        let mut machine: Machine = self.caller.get(scope, id).await?;
        verb.allow(&machine, force)?;
        if !self.preempts(verb, &machine).await? {
            unlocked(&machine)?;
        }
        if matches!(verb, Verb::Start | Verb::Restore) {
            self.caller.check_active(machine.organization_id, verb.as_str()).await?;
        }
        if verb == Verb::Delete {
            self.no_clones(&machine).await?;
        }
        let new = NewOperation {
            organization_id: Some(machine.organization_id),
            project_id: Some(machine.project_id),
            target: Some(("machine", machine.id.into())),
            host_id: Some(machine.host_id),
            input: input.clone(),
            ..NewOperation::of(verb.kind())
        };
        let mut operation = self.runner.prepare(&self.caller, new);
        edit(&mut machine, &mut operation)?;
        machine.lock_operation_id = Some(operation.id);
        if let Some(desired) = verb.desired_power() {
            machine.desired_power = desired;
        }
        Ok((operation, machine))
    }

    /// Whether `verb` takes the machine from the operation that holds it: a forced stop does, from a start or a stop,
    /// which it asks to end.
    async fn preempts(&self, verb: Verb, machine: &Machine) -> Result<bool> {
        let (Verb::ForceStop, Some(holder)) = (verb, machine.lock_operation_id) else { return Ok(false) };
        let holder: OperationRecord = Repository::get(&*self.caller.ports.storage, holder).await?;
        if ![Verb::Start.kind(), Verb::Stop.kind()].contains(&holder.kind.as_str()) {
            return Ok(false);
        }
        self.runner.cancel(holder.id).await?;
        Ok(true)
    }

    /// Refuses to delete a machine whose disks others are clones of.
    async fn no_clones(&self, machine: &Machine) -> Result<()> {
        let storage = &*self.caller.ports.storage;
        let disks = Query::of::<Volume>().filter(Filter::eq("machine_id", machine.id));
        let disks = Repository::<Volume>::list(storage, &disks).await?.items;
        let ids = disks.iter().map(|disk| disk.id);
        let clone: Option<Volume> = storage.find_one(Filter::is_in("backing_volume_id", ids)).await?;
        match clone {
            Some(clone) => Err(Error::InUse {
                resource: Resource::new("machine", machine.id),
                by: format!("volume {}, a clone of one of its disks", clone.id).into(),
            }),
            None => Ok(()),
        }
    }

    /// Reads, edits and stores the machine with an event, again when it changed meanwhile.
    async fn edit(
        &self,
        scope: Scope,
        id: MachineId,
        expected_version: Option<u64>,
        topic: &str,
        edit: impl Fn(&mut Machine) -> Result<()>,
    ) -> Result<Machine> {
        let mut tries = 0;
        loop {
            let mut machine: Machine = self.caller.get(scope, id).await?;
            if let Some(expected) = expected_version.filter(|expected| *expected != machine.version) {
                return Err(Error::Conflict { resource: Resource::new("machine", id), expected });
            }
            edit(&mut machine)?;
            let payload = json!({
                "name": machine.name, "description": machine.description, "labels": machine.labels,
                "hardware": machine.desired,
            });
            let event = self.caller.event(topic, &machine, payload);
            match self.caller.ports.storage.commit(Changes::new().update(&machine)?.emit(&event)?).await {
                Ok(()) => {
                    machine.version += 1;
                    return Ok(machine);
                }
                Err(Error::Conflict { .. }) if expected_version.is_none() && tries < CONFLICTS => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The handle of an operation whose value is the machine as it then is.
    fn handle(&self, record: &OperationRecord) -> Operation<Machine> {
        let storage = self.caller.ports.storage.clone();
        Operation::new(self.runner.clone(), record.id, move |record| {
            let storage = storage.clone();
            async move {
                let id = record.target_id.unwrap_or_default();
                Repository::<Machine>::get(&*storage, id.into()).await
            }
        })
    }
}

/// Refuses a machine that an operation holds.
fn unlocked(machine: &Machine) -> Result<()> {
    match machine.lock_operation_id {
        Some(operation) => Err(Error::Locked { resource: Resource::new("machine", machine.id), operation }),
        None => Ok(()),
    }
}
