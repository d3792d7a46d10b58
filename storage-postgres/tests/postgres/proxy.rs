//! A wire with faults between a client and its server.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        UnixListener, UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::{JoinSet, block_in_place},
};

/// What happens once on the wire.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// It breaks before a request that contains this reaches the server.
    Before(&'static str),
    /// It breaks after the server has handled a request that contains this, before the client hears of it.
    After(&'static str),
    /// The server seems to be of this version.
    Version(&'static str),
}

/// What is to happen, and whether it has.
#[derive(Default)]
struct Plan {
    fault: Mutex<Option<Fault>>,
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Plan {
    /// Does what is to be done while the wire is broken and nobody knows.
    fn happens(&self) {
        if let Some(meanwhile) = self.meanwhile.lock().unwrap().take() {
            block_in_place(meanwhile);
        }
    }
}

/// The wire. Ends when dropped.
pub(crate) struct Proxy {
    folder: TempDir,
    plan: Arc<Plan>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    /// A wire to the server that listens on `socket`.
    pub(crate) fn to(socket: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let plan = Arc::<Plan>::default();
        let mut tasks = JoinSet::new();
        let shared = plan.clone();
        tasks.spawn(async move {
            let mut wires = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = UnixStream::connect(&socket).await else { continue };
                wires.spawn(carry(client, server, shared.clone()));
            }
        });
        Self { folder, plan, _tasks: tasks }
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres:///postgres?user=vmbay&host={}", self.folder.path().display())
    }

    /// Lets it happen, once.
    pub(crate) fn set(&self, fault: Fault) {
        *self.plan.fault.lock().unwrap() = Some(fault);
    }

    /// Does something when the wire breaks, before the client notices.
    pub(crate) fn meanwhile(&self, work: impl FnOnce() + Send + 'static) {
        *self.plan.meanwhile.lock().unwrap() = Some(Box::new(work));
    }

    /// Whether it has happened.
    pub(crate) fn happened(&self) -> bool {
        self.plan.fault.lock().unwrap().is_none() && self.plan.meanwhile.lock().unwrap().is_none()
    }
}

async fn carry(client: UnixStream, server: UnixStream, plan: Arc<Plan>) {
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    let silent = AtomicBool::new(false);
    // Whichever ends first ends both.
    tokio::select! {
        () = requests(from_client, to_server, &plan, &silent) => {}
        () = replies(from_server, to_client, &plan, &silent) => {}
    }
}

async fn requests(mut client: OwnedReadHalf, mut server: OwnedWriteHalf, plan: &Plan, silent: &AtomicBool) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = client.read(&mut buffer).await {
        let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
        let fault = plan.fault.lock().unwrap().take_if(|fault| match fault {
            Fault::Before(part) | Fault::After(part) => text.contains(*part),
            Fault::Version(_) => false,
        });
        match fault {
            Some(Fault::Before(_)) => return plan.happens(),
            Some(_) => silent.store(true, Ordering::Release),
            None => {}
        }
        if server.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}

async fn replies(mut server: OwnedReadHalf, mut client: OwnedWriteHalf, plan: &Plan, silent: &AtomicBool) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = server.read(&mut buffer).await {
        if silent.load(Ordering::Acquire) {
            return plan.happens();
        }
        if let Some(Fault::Version(version)) = &*plan.fault.lock().unwrap() {
            let name = b"server_version\0";
            if let Some(at) = buffer[..read].windows(name.len()).position(|part| part == name) {
                let at = at + name.len();
                buffer[at..at + version.len()].copy_from_slice(version.as_bytes());
            }
        }
        if client.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}
