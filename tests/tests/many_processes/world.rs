//! What outlives the processes: a database and a host.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::task::JoinSet;
use vmbay::{
    Vmbay,
    clock::{Clock, SystemClock},
    hypervisor::{Hypervisor, SimulatedHost, SimulatedOptions},
    operation::RunnerOptions,
    storage::{MigrateCommand, Storage},
};
use vmbay_tests::served::Server;

use crate::database::Database;

impl Database {
    /// The library on it and on `hypervisor`.
    pub(crate) async fn open(&self, hypervisor: impl Hypervisor, lease: Duration) -> Vmbay {
        let poll = Duration::from_millis(100);
        Vmbay::builder()
            .storage(self.connect().await)
            .hypervisor("local", hypervisor)
            .runner(RunnerOptions { lease, poll, ..RunnerOptions::default() })
            .open()
            .await
            .unwrap()
    }
}

pub(crate) fn socket(folder: &Path) -> PathBuf {
    folder.join("host")
}

pub(crate) struct World {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) host: SimulatedHost,
    pub(crate) clock: Arc<dyn Clock>,
    /// How often it is looked whether all has settled.
    pub(crate) look: Duration,
    pub(crate) server: Arc<Server>,
    /// How long a killed process keeps what it ran.
    pub(crate) lease: Duration,
    pub(crate) database: Database,
    _serving: JoinSet<()>,
}

impl World {
    pub(crate) async fn new(folder: &Path, database: Database, lease: Duration) -> Self {
        let host = SimulatedHost::new(SimulatedOptions {
            boot_time: Duration::from_millis(100),
            agent_time: Duration::from_millis(100),
            shutdown_time: Duration::from_millis(300),
            trace_length: 0,
            ..SimulatedOptions::default()
        });
        let server = Server::new(&host);
        let (serving, socket) = (server.clone(), socket(folder));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { serving.serve(&socket).await.unwrap() });
        let storage = database.connect().await;
        storage.migrate(&[], MigrateCommand::Latest).await.unwrap();
        Self {
            storage,
            host,
            clock: Arc::new(SystemClock::default()),
            look: Duration::from_millis(500),
            server,
            lease,
            database,
            _serving: tasks,
        }
    }

    pub(crate) async fn open(&self) -> Vmbay {
        self.database.open(self.host.connect(), self.lease).await
    }
}
