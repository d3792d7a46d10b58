//! The front door: build, open, use, shut down.

use std::{fmt, sync::Arc, time::Duration};

use futures::{
    FutureExt,
    future::{join, join_all},
};

use crate::{
    access::{AllowAll, Caller, Context, Organizations, Permission, Policy, Projects, ScopedRepository},
    bootstrap,
    clock::{Clock, SystemClock, within},
    compute::{Delete, Guest, Machines, Power, Probe, Probes, Provision},
    disk::{CreateVolume, DeleteImage, DeleteVolume, Images, Import, ResizeVolume, StoragePools, Volumes},
    error::{Error, Result},
    event::{Consumers, Events},
    fleet::{HostLinks, Hosts, Observer, Reconcile},
    hypervisor::{Hypervisor, TracedHypervisor},
    id::{Ids, SystemIds},
    job::{JobKind, JobOptions, Jobs, Worker},
    name::check_name,
    observe::{Checkup, Diagnosis, Health, HealthOptions, Meter, Telemetry},
    operation::{Leases, Operations, Runner, RunnerOptions, Saga},
    ports::Ports,
    schedule::{Engine, Schedules},
    storage::{Component, Entity, MigrateCommand, Repository, Storage, TracedStorage},
    tasks::Tasks,
};

/// What letting go and closing have each at least, however long the work before took.
const CLOSING: Duration = Duration::from_secs(1);

type Register = Box<dyn FnOnce(&Runner) -> Result<()> + Send>;

/// An open library: a database, its hypervisors, and everything one can do with them. Cheap to clone; every clone is the
/// same library, in the same context.
///
/// Dropping the last clone ends everything at once, as a crash would: what was at work waits until its lease is over, and
/// where no other process watched meanwhile, [one lease](RunnerOptions::lease) after the next start.
/// [`shutdown`](Self::shutdown) ends it in order, and the next process goes on at once.
#[derive(Clone, Debug)]
pub struct Vmbay {
    inner: Arc<Inner>,
    caller: Caller,
}

#[derive(Debug)]
struct Inner {
    hosts: HostLinks,
    runner: Runner,
    worker: Worker,
    schedules: Engine,
    tasks: Tasks,
    components: Vec<Component>,
    meter: Arc<Meter>,
    probes: Probes,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.tasks.abort();
    }
}

impl Vmbay {
    /// Begins to build one.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The same library in another context: every call through it acts for that actor and sees no further than its scope.
    ///
    /// ```
    /// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
    /// use vmbay::access::Context;
    ///
    /// let request = bay.with(Context { request_id: Some("r-17".into()), ..Context::default() });
    /// request.operations().list(Default::default()).await?;
    /// # Ok(()) }
    /// ```
    pub fn with(&self, context: Context) -> Self {
        Self { inner: self.inner.clone(), caller: self.caller.with(context) }
    }

    /// Tenants.
    pub fn organizations(&self) -> Organizations {
        Organizations::new(self.caller.clone())
    }

    /// Groups inside tenants.
    pub fn projects(&self) -> Projects {
        Projects::new(self.caller.clone())
    }

    /// Hosts: the hypervisors of every process on this database.
    pub fn hosts(&self) -> Hosts {
        Hosts::new(self.caller.clone(), self.inner.hosts.clone(), self.inner.runner.clone())
    }

    /// What happened.
    pub fn events(&self) -> Events {
        Events::new(self.caller.clone())
    }

    /// Named consumers of what happened, whose place the database keeps.
    pub fn consumers(&self) -> Consumers {
        Consumers::new(self.caller.clone(), self.leases())
    }

    /// Images: bases that machines are made from.
    pub fn images(&self) -> Images {
        Images::new(self.caller.clone(), self.inner.hosts.clone(), self.inner.runner.clone())
    }

    /// Volumes: disk files, empty or cloned from images.
    pub fn volumes(&self) -> Volumes {
        Volumes::new(self.caller.clone(), self.inner.hosts.clone(), self.inner.runner.clone())
    }

    /// Storage pools: where images and volumes lie.
    pub fn storage_pools(&self) -> StoragePools {
        StoragePools::new(self.caller.clone(), self.inner.hosts.clone())
    }

    /// Machines.
    pub fn machines(&self) -> Machines {
        Machines::new(self.caller.clone(), self.inner.hosts.clone(), self.inner.runner.clone())
            .probing(self.inner.probes.clone())
    }

    /// Inside machines: commands and files.
    pub fn guest(&self) -> Guest {
        Guest::new(self.caller.clone(), self.inner.hosts.clone())
    }

    /// Long work: its state, and kinds of the application's own.
    pub fn operations(&self) -> Operations {
        Operations::new(self.caller.clone(), self.inner.runner.clone())
    }

    /// Background jobs of the application's own.
    pub fn jobs(&self) -> Jobs {
        Jobs::new(self.caller.clone(), self.inner.worker.clone())
    }

    /// What is to happen at certain times.
    pub fn schedules(&self) -> Schedules {
        Schedules::new(self.caller.clone(), self.inner.schedules.clone())
    }

    /// Named leases, for what only one process may do at a time.
    pub fn leases(&self) -> Leases {
        Leases::new(self.caller.clone(), self.inner.tasks.clone(), self.inner.runner.options().poll)
    }

    /// The records of an entity of the application's own, as far as this handle's scope goes. What belongs to no
    /// organization is read by everybody, and changed by whoever sees the whole installation.
    pub fn repository<E: Entity>(&self) -> Arc<dyn Repository<E>> {
        Arc::new(ScopedRepository::new(self.caller.clone()))
    }

    /// How the library does, by quick checks that cannot hang: for probes.
    ///
    /// ```
    /// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
    /// let health = bay.health().await?;
    /// println!("live: {}, ready: {}, {}", health.live, health.is_ready(), health.status);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `permission_denied` for whoever sees only a part of the installation. What is not well is no error.
    pub async fn health(&self) -> Result<Health> {
        self.health_with(HealthOptions::default()).await
    }

    /// How the library does, looking as `options` say.
    ///
    /// # Errors
    /// As [`health`](Self::health).
    pub async fn health_with(&self, options: HealthOptions) -> Result<Health> {
        self.caller.authorize_all(Permission::new("installation:health")).await?;
        Ok(self.checkup(options).health(!self.inner.tasks.stopping().is_cancelled()).await)
    }

    /// Examines the database and every host: what they lack, and the package, setting or call that mends it; the worst
    /// first, nothing when all is well. It takes its time; [`health`](Self::health) is for probes.
    ///
    /// ```
    /// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
    /// for diagnosis in bay.doctor().await? {
    ///     println!("{}: {}", diagnosis.finding.problem, diagnosis.finding.mend);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`health`](Self::health).
    pub async fn doctor(&self) -> Result<Vec<Diagnosis>> {
        self.caller.authorize_all(Permission::new("installation:doctor")).await?;
        Ok(self.checkup(HealthOptions::default()).doctor().await)
    }

    /// How long the calls of the database and the operations took that this process made since it opened the library, and
    /// how busy the database's connections are now. It asks nothing of the database.
    ///
    /// ```
    /// # async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
    /// for call in bay.telemetry().await?.storage {
    ///     println!("{}: {} calls, p99 {} µs", call.name, call.count, call.p99_us);
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`health`](Self::health).
    pub async fn telemetry(&self) -> Result<Telemetry> {
        self.caller.authorize_all(Permission::new("installation:telemetry")).await?;
        Ok(self.inner.meter.read(self.caller.ports.storage.pool()))
    }

    fn checkup(&self, options: HealthOptions) -> Checkup<'_> {
        Checkup {
            caller: &self.caller,
            hosts: &self.inner.hosts,
            components: &self.inner.components,
            options,
        }
    }

    /// Stops taking up work, lets what is at work come to the next edge within `deadline`, lets go of leases, and closes
    /// the hypervisors and the database. Machines go on running. What could not end is taken up by the next process at
    /// once.
    ///
    /// Letting go and closing have what is left of `deadline`, but a second each at least: it returns after `deadline` and
    /// two seconds at the latest, also when the database answers nothing any more. Leases then end by themselves.
    ///
    /// # Errors
    /// `timed_out` when something was still at work after `deadline`, or did not let go or close in time; everything is
    /// closed all the same.
    pub async fn shutdown(&self, deadline: Duration) -> Result<()> {
        let Inner { hosts, runner, worker, tasks, .. } = &*self.inner;
        let ports = &self.caller.ports;
        let began = ports.now();
        let ended = tasks.shutdown(&ports.clock, deadline).await;
        let left = || deadline.saturating_sub(ports.now().since(began)).max(CLOSING);

        // Everything is let go and closed, whatever one of them says.
        let let_go = join(runner.let_go(), worker.let_go()).map(|(runner, worker)| runner.and(worker));
        let let_go = within(&*ports.clock, left(), "shutdown", let_go).await.flatten();
        let hypervisors = join_all(hosts.iter().map(|link| link.hypervisor.close()));
        let close = join(hypervisors, ports.storage.close())
            .map(|(hypervisors, storage)| hypervisors.into_iter().collect::<Result<()>>().and(storage));
        let close = within(&*ports.clock, left(), "shutdown", close).await.flatten();
        let_go.and(close)?;
        if ended {
            return Ok(());
        }
        Err(Error::TimedOut { what: "shutdown".into(), after: deadline, operation: None })
    }
}

/// What a [`Vmbay`] is opened with.
#[derive(Default)]
pub struct Builder {
    storage: Option<Arc<dyn Storage>>,
    hypervisors: Vec<(String, Arc<dyn Hypervisor>)>,
    components: Vec<Component>,
    clock: Option<Arc<dyn Clock>>,
    ids: Option<Arc<dyn Ids>>,
    policy: Option<Arc<dyn Policy>>,
    runner: RunnerOptions,
    observe_every: Option<Duration>,
    slow_query: Option<Duration>,
    sagas: Vec<Register>,
    jobs: JobOptions,
    job_kinds: Vec<JobKind>,
    probes: Vec<(String, Arc<dyn Probe>)>,
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("storage", &self.storage)
            .field("hypervisors", &self.hypervisors)
            .field("runner", &self.runner)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// The database. Required.
    pub fn storage(mut self, storage: impl Storage) -> Self {
        self.storage = Some(Arc::new(storage));
        self
    }

    /// A hypervisor, known by a name that stays the same from one start to the next. Any number of them.
    pub fn hypervisor(mut self, name: impl Into<String>, hypervisor: impl Hypervisor) -> Self {
        self.hypervisors.push((name.into(), Arc::new(hypervisor)));
        self
    }

    /// Tables of the application's own, which are migrated together with the library's.
    pub fn component(mut self, component: Component) -> Self {
        self.components.push(component);
        self
    }

    /// A kind of operation of the application's own: a [`Task`](crate::operation::Task) or any [`Saga`].
    pub fn operation(mut self, saga: impl Saga) -> Self {
        self.sagas.push(Box::new(|runner| runner.register(saga)));
        self
    }

    /// A kind of background job of the application's own, which this process then does.
    pub fn job(mut self, kind: JobKind) -> Self {
        self.job_kinds.push(kind);
        self
    }

    /// How background jobs are done in this process.
    pub fn job_options(mut self, options: JobOptions) -> Self {
        self.jobs = options;
        self
    }

    /// A probe of the application's own, by the name under which
    /// [`wait_ready_with`](crate::compute::Machines::wait_ready_with) asks it.
    pub fn probe(mut self, name: impl Into<String>, probe: impl Probe) -> Self {
        self.probes.push((name.into(), Arc::new(probe)));
        self
    }

    /// Who may do what; everybody everything within their scope unless told otherwise.
    pub fn policy(mut self, policy: impl Policy) -> Self {
        self.policy = Some(Arc::new(policy));
        self
    }

    /// Where time comes from; the system's clock unless told otherwise.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Where ids and randomness come from; the operating system unless told otherwise.
    pub fn ids(mut self, ids: impl Ids) -> Self {
        self.ids = Some(Arc::new(ids));
        self
    }

    /// How operations are run.
    pub fn runner(mut self, options: RunnerOptions) -> Self {
        self.runner = options;
        self
    }

    /// How often every machine of a host is looked at without a hint; 5 seconds unless told otherwise.
    pub fn observe_every(mut self, tick: Duration) -> Self {
        self.observe_every = Some(tick);
        self
    }

    /// From which latency on a call of the database is warned of, target `vmbay::storage`; 100 ms unless told otherwise.
    pub fn slow_query(mut self, latency: Duration) -> Self {
        self.slow_query = Some(latency);
        self
    }

    /// Opens the library: migrates the database, registers the hosts, looks at every machine, takes up what a crash left
    /// behind, and starts to observe and to work.
    ///
    /// # Errors
    /// `invalid_argument` without storage, or with two hypervisors or two probes of one name; `unavailable` when a hypervisor that was never
    /// opened before does not answer, or the database is newer than this program; `corrupt` when it diverged. A host that is known
    /// and away is offline until it answers, and keeps nobody from opening.
    pub async fn open(self) -> Result<Vmbay> {
        let storage =
            self.storage.ok_or_else(|| Error::invalid("storage", "is required: Builder::storage(…)"))?;
        for (at, (name, _)) in self.hypervisors.iter().enumerate() {
            check_name("hypervisor", name)?;
            if self.hypervisors[..at].iter().any(|(other, _)| other == name) {
                return Err(Error::invalid("hypervisor", format!("{name} is named twice")));
            }
        }
        let probes = Probes::new(self.probes)?;
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock::default()));
        let slow = self.slow_query.unwrap_or(Duration::from_millis(100));
        let meter = Arc::new(Meter::new(clock.now()));
        let ports = Ports {
            storage: Arc::new(TracedStorage::new(storage, clock.clone(), meter.clone(), slow)),
            clock,
            ids: self.ids.unwrap_or_else(|| Arc::new(SystemIds::default())),
        };
        ports.storage.migrate(&self.components, MigrateCommand::Latest).await?;
        let home = bootstrap::home(&ports).await?;
        let installation = bootstrap::installation(&ports).await?;
        let mut links = Vec::new();
        for (name, hypervisor) in self.hypervisors {
            let hypervisor = Arc::new(TracedHypervisor::new(hypervisor, &name, ports.clock.clone()));
            links.push(Arc::new(bootstrap::host(&ports, installation, &name, hypervisor).await?));
        }
        let hosts = HostLinks::new(links);
        let tasks = Tasks::default();
        let runner = Runner::new(ports.clone(), tasks.clone(), self.runner, meter.clone());
        let worker = Worker::new(ports.clone(), tasks.clone(), self.jobs, self.job_kinds)?;
        runner.register(Import { hosts: hosts.clone() })?;
        runner.register(DeleteImage { hosts: hosts.clone() })?;
        runner.register(CreateVolume { hosts: hosts.clone() })?;
        runner.register(ResizeVolume { hosts: hosts.clone() })?;
        runner.register(DeleteVolume { hosts: hosts.clone() })?;
        runner.register(Provision { hosts: hosts.clone() })?;
        runner.register(Delete { hosts: hosts.clone() })?;
        runner.register(Reconcile { hosts: hosts.clone() })?;
        for verb in Power::VERBS {
            runner.register(Power { verb, hosts: hosts.clone() })?;
        }
        for register in self.sagas {
            register(&runner)?;
        }
        runner.serve_hosts(hosts.ids());
        let tick = self.observe_every.unwrap_or(Duration::from_secs(5));
        for link in hosts.iter() {
            let observer = Observer { ports: ports.clone(), link: link.clone(), tick };
            match observer.sweep().await {
                // It is observed as soon as it is back.
                Ok(()) | Err(Error::Unavailable { .. }) => {}
                Err(error) => return Err(error),
            }
            observer.start(&tasks);
        }
        runner.start();
        worker.start();
        let library = Caller::new(ports.clone(), Arc::new(AllowAll), Context::default(), home);
        let schedules = Engine { caller: library, hosts: hosts.clone(), runner: runner.clone() };
        schedules.clone().start(&tasks);
        let policy = self.policy.unwrap_or_else(|| Arc::new(AllowAll));
        let caller = Caller::new(ports, policy, Context::default(), home);
        let inner =
            Inner { hosts, runner, worker, schedules, tasks, components: self.components, meter, probes };
        Ok(Vmbay { inner: Arc::new(inner), caller })
    }
}
