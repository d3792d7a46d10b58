//! A wire with faults between a client and its server.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        UnixListener, UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::JoinSet,
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

/// The wire. Ends when dropped.
pub(crate) struct Proxy {
    folder: TempDir,
    fault: Arc<Mutex<Option<Fault>>>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    /// A wire to the server that listens on `socket`.
    pub(crate) fn to(socket: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let fault: Arc<Mutex<Option<Fault>>> = Arc::default();
        let mut tasks = JoinSet::new();
        let shared = fault.clone();
        tasks.spawn(async move {
            let mut wires = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = UnixStream::connect(&socket).await else { continue };
                wires.spawn(carry(client, server, shared.clone()));
            }
        });
        Self { folder, fault, _tasks: tasks }
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres:///postgres?user=vmbay&host={}", self.folder.path().display())
    }

    /// Lets it happen, once.
    pub(crate) fn set(&self, fault: Fault) {
        *self.fault.lock().unwrap() = Some(fault);
    }

    /// Whether it has happened.
    pub(crate) fn happened(&self) -> bool {
        self.fault.lock().unwrap().is_none()
    }
}

async fn carry(client: UnixStream, server: UnixStream, fault: Arc<Mutex<Option<Fault>>>) {
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    let silent = Arc::new(Mutex::new(false));
    // Whichever ends first ends both.
    tokio::select! {
        () = requests(from_client, to_server, &fault, &silent) => {}
        () = replies(from_server, to_client, &fault, &silent) => {}
    }
}

async fn requests(
    mut client: OwnedReadHalf,
    mut server: OwnedWriteHalf,
    fault: &Mutex<Option<Fault>>,
    silent: &Mutex<bool>,
) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = client.read(&mut buffer).await {
        let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
        {
            let mut fault = fault.lock().unwrap();
            match &*fault {
                Some(Fault::Before(part)) if text.contains(part) => {
                    *fault = None;
                    return;
                }
                Some(Fault::After(part)) if text.contains(part) => {
                    *fault = None;
                    *silent.lock().unwrap() = true;
                }
                _ => {}
            }
        }
        if server.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
}

async fn replies(
    mut server: OwnedReadHalf,
    mut client: OwnedWriteHalf,
    fault: &Mutex<Option<Fault>>,
    silent: &Mutex<bool>,
) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = server.read(&mut buffer).await {
        if *silent.lock().unwrap() {
            return;
        }
        if let Some(Fault::Version(version)) = &*fault.lock().unwrap() {
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
