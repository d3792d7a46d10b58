//! One table of every call that a handle offers, and what holds for all of them: scope, policy, deadline.
//!
//! A service that joins the library joins the table: the last test fails until it has.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, future::BoxFuture};
use vmbay::{
    Error, ErrorCode, Result, Timestamp, Vmbay,
    access::{Actor, Context, OrganizationQuery, Permission, Policy, ProjectQuery, Scope},
    compute::{
        DeleteOptions, Machine, MachineCreate, MachineQuery, MachineReconfigure, MachineUpdate, StopOptions,
    },
    disk::{
        ImageImport, ImageQuery, ImageUpdate, StoragePoolCreate, StoragePoolQuery, VolumeCreate, VolumeQuery,
    },
    event::{ConsumerOptions, ConsumerQuery, EventQuery, EventToken},
    fleet::{HostQuery, HostUpdate, ReconcileOptions, Request},
    hypervisor::{
        ExecCommand,
        simulated::{SimulatedHost, SimulatedOptions, TraceEvent, Verb},
    },
    id::{
        HostId, ImageId, JobId, OperationId, OrganizationId, ProjectId, ScheduleId, StoragePoolId, UserId,
        VolumeId,
    },
    job::{JobQuery, NewJob},
    operation::{OperationBegin, OperationQuery},
    schedule::{ScheduleCreate, ScheduleQuery, ScheduleRunQuery, ScheduleUpdate, Target, Timing},
    storage::{Changes, Filter, MemoryStorage, Query},
    testing::faults::{FaultPlan, FaultyStorage},
};

/// What everything of the tenant is named, so that it can be found where it must not be.
const SECRET: &str = "tenants-own";

/// What belongs to a tenant, and what everybody shares.
#[derive(Clone)]
struct Fixture {
    organization: OrganizationId,
    project: ProjectId,
    machine: Machine,
    image: ImageId,
    volume: VolumeId,
    operation: OperationId,
    job: JobId,
    schedule: ScheduleId,
    host: HostId,
    pool: StoragePoolId,
    file: String,
}

/// What a handle finds that does not reach as far as the tenant.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Beyond {
    /// What it asks for does not exist.
    NotFound,
    /// Nothing of the tenant's is among what it gets.
    Nothing,
    /// It is the whole installation's business.
    Denied,
    /// It concerns what everybody shares, or makes something of the caller's own.
    Open,
}
use Beyond::{Denied, NotFound, Nothing, Open};

/// A call: it answers how much of the tenant's it saw.
type Call = fn(Vmbay, Fixture) -> BoxFuture<'static, Result<usize>>;

struct Entry {
    permission: &'static str,
    beyond: Beyond,
    call: Call,
}

/// A line of the table: `permission, what a stranger finds, |bay, fixture| the call`.
macro_rules! table {
    ($($permission:literal, $beyond:ident, |$bay:ident, $its:ident| $call:expr;)*) => {
        vec![$(Entry { permission: $permission, beyond: $beyond, call: |$bay, $its| Box::pin(async move {
            let _ = &$its;
            $call
        }) }),*]
    };
}

fn job(kind: &str) -> NewJob {
    NewJob::new(kind, &()).unwrap()
}

/// How often the tenant's name is in what was answered.
fn seen(answer: impl std::fmt::Debug) -> usize {
    format!("{answer:?}").matches(SECRET).count()
}

#[expect(clippy::too_many_lines, reason = "a table, a line per call")]
fn table() -> Vec<Entry> {
    table! {
        "organization:create", Denied, |bay, its| bay.organizations().create("new").await.map(seen);
        "organization:get", NotFound, |bay, its| bay.organizations().get(its.organization).await.map(seen);
        "organization:list", Nothing, |bay, its| bay.organizations().list(OrganizationQuery::default()).await.map(seen);
        "organization:update", NotFound, |bay, its| bay.organizations().rename(its.organization, "x", None).await.map(seen);
        "organization:suspend", Denied, |bay, its| bay.organizations().suspend(its.organization).await.map(seen);
        "organization:suspend", Denied, |bay, its| bay.organizations().resume(its.organization).await.map(seen);
        "organization:delete", Denied, |bay, its| bay.organizations().delete(its.organization).await.map(seen);
        "project:create", NotFound, |bay, its| bay.projects().create(its.organization, "new").await.map(seen);
        "project:get", NotFound, |bay, its| bay.projects().get(its.project).await.map(seen);
        "project:list", Nothing, |bay, its| bay.projects().list(ProjectQuery::default()).await.map(seen);
        "project:update", NotFound, |bay, its| bay.projects().rename(its.project, "x", None).await.map(seen);
        "project:delete", NotFound, |bay, its| bay.projects().delete(its.project).await.map(seen);

        "host:get", Open, |bay, its| bay.hosts().get(its.host).await.map(seen);
        "host:list", Open, |bay, its| bay.hosts().list(HostQuery::default()).await.map(seen);
        "host:list", Open, |bay, its| bay.hosts().suggest(&Request::default()).await.map(seen);
        "host:update", Denied, |bay, its| bay.hosts().update(its.host, HostUpdate::default()).await.map(seen);
        "host:reconcile", Denied, |bay, its| bay.hosts().reconcile(ReconcileOptions::default()).await.map(seen);
        "host:reconcile", Denied, |bay, its| bay.hosts().begin_reconcile(its.host).await?.wait().await.map(seen);
        "installation:health", Denied, |bay, its| bay.health().await.map(seen);
        "installation:doctor", Denied, |bay, its| bay.doctor().await.map(seen);
        "installation:telemetry", Denied, |bay, its| bay.telemetry().await.map(seen);
        "job:enqueue", Open, |bay, its| bay.jobs().prepare(job("new")).await.map(seen);
        "job:enqueue", Open, |bay, its| bay.jobs().enqueue(job("new")).await.map(seen);
        "job:enqueue", Open, |bay, its| bay.jobs().enqueue_many([job("new"), job("new")]).await.map(seen);
        "job:enqueue", NotFound, |bay, its| bay.jobs().enqueue(job("new").project(its.project)).await.map(seen);
        "job:enqueue", NotFound, |bay, its| bay.jobs().enqueue_many([job("new").project(its.project)]).await.map(seen);
        "job:get", NotFound, |bay, its| bay.jobs().get(its.job).await.map(seen);
        "job:list", Nothing, |bay, its| bay.jobs().list(JobQuery::default()).await.map(seen);
        "job:stats", Nothing, |bay, its| bay.jobs().stats().await.map(seen);
        "job:cancel", NotFound, |bay, its| bay.jobs().cancel(its.job).await.map(seen);
        "job:replay", NotFound, |bay, its| bay.jobs().replay(its.job).await.map(seen);
        "job:replay", Open, |bay, its| bay.jobs().replay_all(SECRET).await.map(|_| 0);
        "job:purge", Open, |bay, its| bay.jobs().purge(SECRET).await.map(|_| 0);
        "lease:acquire", Denied, |bay, its| bay.leases().acquire("a", Duration::from_secs(1)).await.map(seen);

        "storage_pool:get", Open, |bay, its| bay.storage_pools().get(its.pool).await.map(seen);
        "storage_pool:list", Open, |bay, its| bay.storage_pools().list(StoragePoolQuery::default()).await.map(seen);
        "storage_pool:space", Open, |bay, its| bay.storage_pools().space(its.pool).await.map(seen);
        "storage_pool:create", Denied, |bay, its| {
            let create = StoragePoolCreate { host_id: its.host, name: "new".into(), path: "/new".into() };
            bay.storage_pools().create(create).await.map(seen)
        };
        "storage_pool:delete", Denied, |bay, its| bay.storage_pools().delete(its.pool).await.map(seen);

        "image:import", NotFound, |bay, its| {
            let import = ImageImport::disk("new", &its.file).project(its.project);
            bay.images().import(import).await.map(seen)
        };
        "image:get", NotFound, |bay, its| bay.images().get(its.image).await.map(seen);
        "image:list", Nothing, |bay, its| bay.images().list(ImageQuery::default()).await.map(seen);
        "image:list", Nothing, |bay, its| {
            let images: Vec<_> = bay.images().stream(ImageQuery::default()).await?.try_collect().await?;
            Ok(seen(images))
        };
        "image:update", NotFound, |bay, its| bay.images().update(its.image, ImageUpdate::default()).await.map(seen);
        "image:delete", NotFound, |bay, its| bay.images().delete(its.image).await.map(seen);

        "volume:create", NotFound, |bay, its| {
            bay.volumes().create(VolumeCreate::new("new", 1 << 20).project(its.project)).await.map(seen)
        };
        "volume:get", NotFound, |bay, its| bay.volumes().get(its.volume).await.map(seen);
        "volume:list", Nothing, |bay, its| bay.volumes().list(VolumeQuery::default()).await.map(seen);
        "volume:list", Nothing, |bay, its| {
            let volumes: Vec<_> = bay.volumes().stream(VolumeQuery::default()).await?.try_collect().await?;
            Ok(seen(volumes))
        };
        "volume:resize", NotFound, |bay, its| bay.volumes().resize(its.volume, 2 << 20).await.map(seen);
        "volume:delete", NotFound, |bay, its| bay.volumes().delete(its.volume).await.map(seen);

        "machine:create", NotFound, |bay, its| {
            bay.machines().create(MachineCreate::new("new").project(its.project)).await.map(seen)
        };
        "machine:get", NotFound, |bay, its| bay.machines().get(its.machine.id).await.map(seen);
        "machine:get", NotFound, |bay, its| {
            bay.machines().wait_ready(its.machine.id, Duration::from_millis(50)).await.map(seen)
        };
        "machine:list", Nothing, |bay, its| bay.machines().list(MachineQuery::default()).await.map(seen);
        "machine:list", Nothing, |bay, its| {
            let machines: Vec<_> = bay.machines().stream(MachineQuery::default()).await?.try_collect().await?;
            Ok(seen(machines))
        };
        "machine:list", Nothing, |bay, its| {
            Ok(usize::try_from(bay.machines().count(MachineQuery::default()).await?).unwrap())
        };
        "machine:update", NotFound, |bay, its| {
            bay.machines().update(its.machine.id, MachineUpdate::default()).await.map(seen)
        };
        "machine:reconfigure", NotFound, |bay, its| {
            bay.machines().reconfigure(its.machine.id, MachineReconfigure::default()).await.map(seen)
        };
        "machine:start", NotFound, |bay, its| bay.machines().start(its.machine.id).await.map(seen);
        "machine:stop", NotFound, |bay, its| {
            bay.machines().stop(its.machine.id, StopOptions::force()).await.map(seen)
        };
        "machine:force_stop", NotFound, |bay, its| bay.machines().force_stop(its.machine.id).await.map(seen);
        "machine:reboot", NotFound, |bay, its| bay.machines().reboot(its.machine.id).await.map(seen);
        "machine:reset", NotFound, |bay, its| bay.machines().reset(its.machine.id).await.map(seen);
        "machine:pause", NotFound, |bay, its| bay.machines().pause(its.machine.id).await.map(seen);
        "machine:resume", NotFound, |bay, its| bay.machines().resume(its.machine.id).await.map(seen);
        "machine:save", NotFound, |bay, its| bay.machines().save(its.machine.id).await.map(seen);
        "machine:restore", NotFound, |bay, its| bay.machines().restore(its.machine.id).await.map(seen);
        "machine:delete", NotFound, |bay, its| {
            bay.machines().delete_with(its.machine.id, DeleteOptions::force()).await.map(seen)
        };

        "guest:ping", NotFound, |bay, its| bay.guest().ping(its.machine.id).await.map(seen);
        "guest:exec", NotFound, |bay, its| {
            bay.guest().exec(its.machine.id, ExecCommand::new(["true"])).await.map(seen)
        };
        "guest:read", NotFound, |bay, its| bay.guest().read_file(its.machine.id, "/a").await.map(seen);
        "guest:write", NotFound, |bay, its| bay.guest().write_file(its.machine.id, "/a", "b").await.map(seen);
        "guest:console", NotFound, |bay, its| bay.guest().console_log(its.machine.id, 0).await.map(seen);

        "operation:get", NotFound, |bay, its| bay.operations().get(its.operation).await.map(seen);
        "operation:get", NotFound, |bay, its| {
            bay.operations().attach(its.operation).await?.wait().await.map(seen)
        };
        "operation:list", Nothing, |bay, its| bay.operations().list(OperationQuery::default()).await.map(seen);
        "operation:list", Nothing, |bay, its| {
            let of_machine = OperationQuery { target_id: Some(its.machine.id.into()), ..OperationQuery::default() };
            Ok(bay.operations().list(of_machine).await?.items.len())
        };
        "operation:list", Nothing, |bay, its| bay.operations().settle(Duration::from_secs(1)).await.map(seen);
        "operation:begin", Open, |bay, its| {
            bay.operations().begin("nap", OperationBegin::default()).await?.wait().await.map(seen)
        };
        "operation:cancel", NotFound, |bay, its| bay.operations().cancel(its.operation).await.map(seen);
        "operation:prune", Open, |bay, its| bay.operations().prune(Timestamp::from_micros(i64::MAX)).await.map(|_| 0);

        "event:list", Nothing, |bay, its| {
            bay.events().list(EventQuery::after(EventToken::START)).await.map(seen)
        };
        "event:list", Nothing, |bay, its| {
            let of_machine = EventQuery::after(EventToken::START).entity(its.machine.id);
            Ok(bay.events().list(of_machine).await?.events.len())
        };
        "event:list", Nothing, |bay, its| {
            let mut stream = bay.events().stream(EventQuery::after(EventToken::START).entity(its.machine.id));
            let first = tokio::time::timeout(Duration::from_millis(50), stream.next()).await;
            first.ok().flatten().transpose().map(|item| usize::from(item.is_some()))
        };
        "event:list", Open, |bay, its| bay.events().latest().await.map(seen);
        "event:prune", Denied, |bay, its| bay.events().prune(Timestamp::from_micros(i64::MAX)).await.map(seen);

        "schedule:create", NotFound, |bay, its| {
            let nap = Target::Operation { kind: "nap".into(), input: serde_json::Value::Null };
            let create = ScheduleCreate::new("new", Timing::cron("@daily", "UTC"), nap).project(its.project);
            bay.schedules().create(create).await.map(seen)
        };
        "schedule:get", NotFound, |bay, its| bay.schedules().get(its.schedule).await.map(seen);
        "schedule:get", NotFound, |bay, its| {
            bay.schedules().runs(its.schedule, ScheduleRunQuery::default()).await.map(seen)
        };
        "schedule:list", Nothing, |bay, its| bay.schedules().list(ScheduleQuery::default()).await.map(seen);
        "schedule:update", NotFound, |bay, its| {
            bay.schedules().update(its.schedule, ScheduleUpdate::default()).await.map(seen)
        };
        "schedule:pause", NotFound, |bay, its| bay.schedules().pause(its.schedule).await.map(seen);
        "schedule:resume", NotFound, |bay, its| bay.schedules().resume(its.schedule).await.map(seen);
        "schedule:run", NotFound, |bay, its| bay.schedules().run(its.schedule).await.map(seen);
        "schedule:delete", NotFound, |bay, its| bay.schedules().delete(its.schedule).await.map(seen);

        "consumer:open", Denied, |bay, its| {
            bay.consumers().open("new", ConsumerOptions::default()).await.map(|_| 0)
        };
        "consumer:open", Denied, |bay, its| {
            let consumer = bay.consumers().open("new", ConsumerOptions::default()).await?;
            consumer.run(|batch| async move { Err::<Changes, _>(seen(batch)) }).await.map(seen)
        };
        "consumer:list", Denied, |bay, its| bay.consumers().list(ConsumerQuery::default()).await.map(seen);
        "consumer:reset", Denied, |bay, its| bay.consumers().reset("any", EventToken::START).await.map(seen);
        "consumer:delete", Denied, |bay, its| bay.consumers().delete("any").await.map(seen);

        "repository:read", NotFound, |bay, its| bay.repository::<Machine>().get(its.machine.id).await.map(seen);
        "repository:read", Nothing, |bay, its| bay.repository::<Machine>().list(&Query::of::<Machine>()).await.map(seen);
        "repository:read", Nothing, |bay, its| {
            let machines: Vec<_> =
                bay.repository::<Machine>().stream(Query::of::<Machine>()).try_collect().await?;
            Ok(seen(machines))
        };
        "repository:read", Nothing, |bay, its| {
            Ok(usize::try_from(bay.repository::<Machine>().count(Filter::All).await?).unwrap())
        };
        "repository:write", NotFound, |bay, its| {
            bay.repository::<Machine>().update(&mut its.machine.clone()).await.map(seen)
        };
        "repository:write", NotFound, |bay, its| bay.repository::<Machine>().delete(&its.machine).await.map(seen);
        "repository:write", Denied, |bay, its| bay.repository::<Machine>().insert(&its.machine).await.map(seen);
        "repository:write", Nothing, |bay, its| {
            let named = Filter::eq("name", "nobody-is-named-so");
            Ok(usize::try_from(bay.repository::<Machine>().delete_where(named).await?).unwrap())
        };
    }
}

/// Remembers what it was asked, and answers as it is told.
#[derive(Clone, Debug, Default)]
struct Recorder {
    asked: Arc<Mutex<Vec<&'static str>>>,
    denies: Arc<Mutex<bool>>,
}

#[async_trait]
impl Policy for Recorder {
    async fn authorize(&self, context: &Context, permission: Permission) -> Result<Scope> {
        if context.actor == Actor::System {
            return Ok(context.scope);
        }
        self.asked.lock().unwrap().push(permission.as_str());
        if *self.denies.lock().unwrap() {
            return Err(Error::PermissionDenied { permission: permission.as_str().into() });
        }
        Ok(context.scope)
    }
}

struct World {
    host: SimulatedHost,
    plan: FaultPlan,
    policy: Recorder,
    bay: Vmbay,
    its: Fixture,
    sibling: Scope,
    stranger: Scope,
    _files: tempfile::TempDir,
}

impl World {
    /// What the host was asked so far, but for the looks of the observer, which follow a hint in their own time.
    fn asked_of_host(&self) -> Vec<TraceEvent> {
        let events = self.host.trace().into_iter().map(|entry| entry.event);
        events.filter(|event| !matches!(event, TraceEvent::Call { verb: Verb::Inspect, .. })).collect()
    }

    async fn new() -> Self {
        let (host, plan, policy) =
            (SimulatedHost::new(SimulatedOptions::instant()), FaultPlan::default(), Recorder::default());
        let nap = vmbay::operation::Task::new("nap", |_| async { Ok(serde_json::Value::Null) });
        let bay = Vmbay::builder()
            .storage(FaultyStorage::new(Arc::new(MemoryStorage::new()), plan.clone()))
            .hypervisor("local", host.connect())
            .policy(policy.clone())
            .operation(nap)
            .observe_every(Duration::from_secs(3600))
            .open()
            .await
            .unwrap();
        let files = tempfile::tempdir().unwrap();
        let file = files.path().join("disk.img");
        std::fs::write(&file, vec![0; 1 << 20]).unwrap();
        let file = file.to_str().unwrap().to_owned();

        let ours = bay.organizations().create(SECRET).await.unwrap().id;
        let project = bay.projects().create(ours, SECRET).await.unwrap().id;
        let sibling = bay.projects().create(ours, "sibling").await.unwrap().id;
        let theirs = bay.organizations().create("stranger").await.unwrap().id;
        let import = ImageImport::disk(SECRET, &file).project(project);
        let image = bay.images().import(import).await.unwrap().id;
        let volume = VolumeCreate::new(SECRET, 1 << 20).project(project);
        let volume = bay.volumes().create(volume).await.unwrap().id;
        let create = MachineCreate::new(SECRET).project(project).image(image);
        let operation = bay.machines().begin_create(create).await.unwrap();
        let machine = operation.wait().await.unwrap();
        let job = bay.jobs().enqueue(job(SECRET).project(project)).await.unwrap().id;
        let off = Target::Machine { machine_id: machine.id, verb: vmbay::compute::Verb::Stop };
        let nightly = ScheduleCreate::new(SECRET, Timing::cron("0 19 * * *", "Europe/Berlin"), off);
        let schedule = bay.schedules().create(nightly.project(project)).await.unwrap().id;
        let its = Fixture {
            job,
            organization: ours,
            project,
            image,
            volume,
            operation: operation.id(),
            schedule,
            host: machine.host_id,
            pool: bay.storage_pools().list(StoragePoolQuery::default()).await.unwrap().items[0].id,
            machine,
            file,
        };
        Self {
            host,
            plan,
            policy,
            bay,
            its,
            sibling: Scope::Project(ours, sibling),
            stranger: Scope::Organization(theirs),
            _files: files,
        }
    }

    fn handle(&self, context: Context) -> Vmbay {
        let actor = Actor::User(UserId::from(uuid::Uuid::from_u128(1)));
        self.bay.with(Context { actor, ..context })
    }

    async fn rows(&self) -> String {
        let machines = self.bay.machines().list(MachineQuery::default()).await.unwrap();
        let images = self.bay.images().list(ImageQuery::default()).await.unwrap();
        let volumes = self.bay.volumes().list(VolumeQuery::default()).await.unwrap();
        let organization = self.bay.organizations().get(self.its.organization).await.unwrap();
        let operation = self.bay.operations().get(self.its.operation).await.unwrap();
        format!("{machines:?}{images:?}{volumes:?}{organization:?}{operation:?}")
    }

    async fn close(self) {
        self.bay.shutdown(Duration::from_secs(5)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_neither_sees_nor_touches_what_lies_beyond_its_scope() {
    let world = World::new().await;
    let before = (world.host.inventory(), world.rows().await);
    for scope in [world.stranger, world.sibling] {
        let bay = world.handle(Context { scope, ..Context::default() });
        for (at, Entry { permission, beyond, call }) in table().into_iter().enumerate() {
            // Whoever is confined to a project sees the organization it is in, but does not change it or its projects.
            let own_organization = scope == world.sibling
                && (permission.starts_with("organization:") || permission.starts_with("project:"));
            let answer = call(bay.clone(), world.its.clone()).await;
            let name = format!("{at}: {permission} in {scope:?}: {answer:?}");
            if let Err(error) = &answer {
                let told = format!("{error} {:?}", error.resource());
                assert!(!told.contains(SECRET), "{name}");
            }
            let code = answer.as_ref().err().map(Error::code);
            match beyond {
                _ if own_organization => assert!(
                    matches!(code, None | Some(ErrorCode::NotFound | ErrorCode::PermissionDenied)),
                    "{name}"
                ),
                NotFound => assert_eq!(code, Some(ErrorCode::NotFound), "{name}"),
                Denied => assert_eq!(code, Some(ErrorCode::PermissionDenied), "{name}"),
                Nothing | Open => assert_eq!(answer.ok(), Some(0), "{name}"),
            }
        }
    }
    assert_eq!(world.host.inventory(), before.0);
    assert_eq!(world.rows().await, before.1);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tenant_itself_sees_its_own() {
    let world = World::new().await;
    let scope = Scope::Project(world.its.organization, world.its.project);
    let bay = world.handle(Context { scope, ..Context::default() });
    for Entry { permission, call, .. } in table() {
        let reads = [":get", ":list", ":read"].iter().any(|verb| permission.ends_with(verb));
        let of_the_tenant = !["host:", "storage_pool:", "guest:", "event:", "consumer:"]
            .iter()
            .any(|kind| permission.starts_with(kind));
        if reads && of_the_tenant {
            let answer = call(bay.clone(), world.its.clone()).await;
            // What is waited for is not there: the machine is off.
            assert!(
                !matches!(
                    answer.as_ref().err().map(Error::code),
                    Some(ErrorCode::NotFound | ErrorCode::PermissionDenied)
                ),
                "{permission}: {answer:?}"
            );
        }
    }
    assert!(!bay.events().list(EventQuery::after(EventToken::START)).await.unwrap().events.is_empty());
    assert_eq!(bay.machines().list(MachineQuery::default()).await.unwrap().items.len(), 1);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_belongs_to_the_scope_it_was_enqueued_in() {
    let world = World::new().await;
    let its = &world.its;
    let within = Scope::Project(its.organization, its.project);
    for (scope, project) in [(within, Some(its.project)), (Scope::Organization(its.organization), None)] {
        let bay = world.handle(Context { scope, ..Context::default() });
        let mut jobs = bay.jobs().enqueue_many([job("new")]).await.unwrap();
        jobs.push(bay.jobs().enqueue(job("new")).await.unwrap());
        for job in jobs {
            assert_eq!((job.organization_id, job.project_id), (its.organization, project));
            assert_eq!(bay.jobs().get(job.id).await.unwrap(), job);
            let stranger = world.handle(Context { scope: world.stranger, ..Context::default() });
            assert_eq!(stranger.jobs().get(job.id).await.unwrap_err().code(), ErrorCode::NotFound);
        }
    }
    let stats = world.handle(Context { scope: within, ..Context::default() }).jobs().stats().await.unwrap();
    let new: Vec<_> = stats.iter().filter(|stat| stat.kind == "new").map(|stat| stat.queued).collect();
    assert_eq!(new, [2], "those of the project");
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_asks_the_policy_for_its_permission_and_is_refused_before_any_side_effect() {
    let world = World::new().await;
    *world.policy.denies.lock().unwrap() = true;
    let bay = world.handle(Context::default());
    let asked_of_host = world.asked_of_host();
    world.plan.disarm();
    for (at, Entry { permission, call, .. }) in table().into_iter().enumerate() {
        world.policy.asked.lock().unwrap().clear();
        let answer = call(bay.clone(), world.its.clone()).await;
        let asked = world.policy.asked.lock().unwrap().clone();
        assert_eq!(asked, [permission], "{at}: {answer:?}");
        let error = answer.unwrap_err();
        assert_eq!((error.code(), error.reason()), (ErrorCode::PermissionDenied, permission), "{at}");
    }
    assert!(!world.plan.calls().contains(&"storage.commit"), "nothing was written");
    assert_eq!(world.asked_of_host(), asked_of_host, "no hypervisor was asked");
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_after_its_deadline_is_not_made() {
    let world = World::new().await;
    let bay = world.handle(Context { deadline: Some(Timestamp::EPOCH), ..Context::default() });
    for Entry { permission, call, .. } in table() {
        let answer = call(bay.clone(), world.its.clone()).await;
        assert_eq!(answer.map_err(|error| error.code()), Err(ErrorCode::TimedOut), "{permission}");
    }
    world.close().await;
}

#[test]
fn the_table_has_every_permission_that_the_library_asks_for() {
    let mut asked = BTreeSet::new();
    permissions_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut asked);
    let table: BTreeSet<String> = table().iter().map(|entry| entry.permission.to_owned()).collect();
    assert!(asked.len() > 40, "{asked:?}");
    let missing: Vec<_> = asked.difference(&table).collect();
    assert!(missing.is_empty(), "no line of the table asks for {missing:?}");
}

/// Every word of the form `"resource:verb"` in the sources.
fn permissions_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            permissions_in(&path, found);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        // What comes after the tests of a file is not the library.
        let source = source.split("#[cfg(test)]").next().unwrap();
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        let permission = |text: &&str| text.split_once(':').is_some_and(|(a, b)| is_word(a) && is_word(b));
        found.extend(source.split('"').filter(permission).map(str::to_owned));
    }
}
