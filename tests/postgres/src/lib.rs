//! PostgreSQL servers for tests: one for the whole run, or one of one's own to break.

// Which server, and which run, is told to tests by their environment.
#![allow(clippy::disallowed_methods)]

mod certificate;
// The list that the other labs write to.
#[path = "../../src/lab/missing.rs"]
mod missing;

use std::{
    env,
    ffi::OsStr,
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    os::unix::process::parent_id,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use uuid::Uuid;

pub use certificate::certificate;
pub use missing::not_run;

/// How long a server may take to start on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// What names the sockets, and is a port only for a server that listens on one.
const PORT: u16 = 5432;
/// What names the socket of the pooler.
const POOLER: u16 = 6432;

/// The address of a server that all tests of this run share: that of `DATABASE_URL` where it is set, else of a server that the first
/// test to ask starts, and that ends with the run. Keep to a [`schema`] of your own.
///
/// # Panics
/// When the server does not start.
pub fn shared() -> String {
    env::var("DATABASE_URL").unwrap_or_else(|_| url(&of_the_run(), PORT))
}

/// The address of a `PgBouncer` in front of a server that all tests of this run share, which lends a connection for one
/// transaction. Keep to a [`schema`] of your own.
///
/// # Panics
/// When they do not start.
pub fn pooled() -> String {
    url(&of_the_run(), POOLER)
}

/// The directory of a server and its pooler, which the first test to ask starts, and which end with the run.
fn of_the_run() -> PathBuf {
    // A runner that has a process per test is the parent of each.
    let (run, owner) = match env::var("NEXTEST_RUN_ID") {
        Ok(run) => (run, parent_id()),
        Err(_) => (std::process::id().to_string(), std::process::id()),
    };
    let directory = env::temp_dir().join(format!("vmbay-pg-{run}"));
    let lock =
        fs::File::create(directory.with_extension("lock")).expect("the temporary directory is writable");
    lock.lock().expect("files can be locked");
    if !directory.join("ready").exists() {
        fs::create_dir_all(&directory).expect("the temporary directory is writable");
        // It ends by itself; nobody waits for it.
        drop(start(&directory, owner, &[], &[("POOLER", "yes")]));
    }
    directory
}

/// The name of a schema that nobody else uses.
pub fn schema() -> String {
    format!("test_{}", Uuid::new_v4().simple())
}

fn start(directory: &Path, owner: u32, options: &[&str], extras: &[(&str, &str)]) -> Child {
    fs::write(directory.join("wanted"), "").expect("the directory is ours");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lab/postgres.sh");
    let mut command = Command::new("setsid");
    command.arg(script).arg(directory).arg(owner.to_string()).args(options);
    command.env_remove("SMALL_DISK").env_remove("POOLER").envs(extras.iter().copied());
    // Whoever runs the tests waits for the end of their output.
    let log = fs::File::create(directory.join("trouble")).expect("the directory is ours");
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    let mut child = command.spawn().expect("setsid is part of every Debian");
    let begun = Instant::now();
    while !directory.join("ready").exists() {
        let trouble = || {
            let read = |name: &str| fs::read_to_string(directory.join(name)).unwrap_or_default();
            format!("{}{}{}", read("trouble"), read("log"), read("data/log"))
        };
        let over = child.try_wait().expect("it is our child").is_some() || begun.elapsed() > PATIENCE;
        assert!(!over, "the server did not start; run tests/lab/packages.sh: {}", trouble());
        thread::sleep(Duration::from_millis(20));
    }
    child
}

/// The root of the repository.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders below")
}

fn url(directory: &Path, port: u16) -> String {
    format!("postgres:///postgres?user=vmbay&host={}&port={port}", directory.display())
}

/// A server of one's own, gone when dropped.
#[derive(Debug)]
pub struct Server {
    directory: PathBuf,
    port: u16,
    script: Child,
    // Removed by the script.
    _parent: TempDir,
}

impl Server {
    /// Starts one with lines of its configuration.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(options: &[&str]) -> Self {
        Self::begin(folder(), PORT, options, &[])
    }

    /// Starts one that puts on a disk what it acknowledges, as users' servers do, and vacuums only when it is told.
    pub fn durable() -> Self {
        // Temporary files proper may be in memory.
        let folder = folder_in(Path::new("/var/tmp"));
        Self::begin(folder, PORT, &["fsync = on", "autovacuum = off"], &[])
    }

    /// Starts one that has a disk of this size, such as `16m`, at [`small_disk`](Self::small_disk); none, and a line in the list
    /// of what was [`not_run`], where that is not possible.
    pub fn with_small_disk(size: &str) -> Option<Self> {
        if owner(Path::new("/proc/self")) != 0 {
            not_run(
                "the test with a full disk of the database",
                "a disk of a test's own needs root; run as root",
            );
            return None;
        }
        Some(Self::begin(folder(), PORT, &[], &[("SMALL_DISK", size)]))
    }

    /// Starts one that listens at its [`address`](Self::address) too, with the certificate at [`root`](Self::root). There the
    /// user `secretive` alone may come in, with a password and by TLS.
    pub fn with_tls() -> Self {
        let folder = folder();
        let address = own_address();
        certificate(&folder.1, "server", address.into());
        let port = TcpListener::bind((address, 0)).and_then(|listener| listener.local_addr());
        let port = port.expect("there are free ports").port();
        let file = |name: &str| format!("'{}'", folder.1.join(name).display());
        let options = [
            format!("listen_addresses = '{address}'"),
            format!("port = {port}"),
            "ssl = on".into(),
            format!("ssl_cert_file = {}", file("server.crt")),
            format!("ssl_key_file = {}", file("server.key")),
        ];
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        Self::begin(folder, port, &options, &[])
    }

    /// Starts one with a `PgBouncer` in front, at [`pooled_url`](Self::pooled_url).
    pub fn with_pooler() -> Self {
        Self::begin(folder(), PORT, &[], &[("POOLER", "yes")])
    }

    fn begin(
        (parent, directory): (TempDir, PathBuf),
        port: u16,
        options: &[&str],
        extras: &[(&str, &str)],
    ) -> Self {
        let script = start(&directory, std::process::id(), options, extras);
        Self { directory, port, script, _parent: parent }
    }

    /// Its address, for a user who may do everything.
    pub fn url(&self) -> String {
        url(&self.directory, self.port)
    }

    /// The address of its pooler.
    pub fn pooled_url(&self) -> String {
        url(&self.directory, POOLER)
    }

    /// The socket it listens on.
    pub fn socket(&self) -> PathBuf {
        self.directory.join(format!(".s.PGSQL.{}", self.port))
    }

    /// Where one that has a certificate listens.
    pub fn address(&self) -> SocketAddr {
        (own_address(), self.port).into()
    }

    /// The certificate that one at its [`address`](Self::address) shows, which is its own root.
    pub fn root(&self) -> PathBuf {
        self.directory.join("server.crt")
    }

    /// Where the small disk is, as the server sees it.
    pub fn small_disk(&self) -> PathBuf {
        self.directory.join("small")
    }

    /// Takes so many bytes of the small disk, or gives back what was taken.
    ///
    /// # Panics
    /// When there are not so many.
    pub fn occupy(&self, bytes: usize) {
        // The disk is in the mount namespace of the script, which became what was started.
        let directory = self.small_disk();
        let inside = Path::new("/proc").join(self.script.id().to_string()).join("root");
        let file = inside.join(directory.strip_prefix("/").expect("it is absolute")).join("occupied");
        fs::write(file, vec![0; bytes]).expect("the disk has room");
    }

    /// Ends it at once, as a crash would; nothing that was acknowledged is lost. [`resume`](Self::resume) starts it again.
    pub fn crash(&self) {
        self.control(&["--mode=immediate", "stop"]);
    }

    /// Starts it after [`crash`](Self::crash).
    pub fn resume(&self) {
        self.control(&["--log=/dev/null", "start"]);
    }

    fn control(&self, arguments: &[&str]) {
        let programs = fs::read_dir("/usr/lib/postgresql").expect("there is PostgreSQL");
        let mut programs: Vec<_> = programs.map(|entry| entry.expect("it can be read").path()).collect();
        programs.sort();
        let program = programs.pop().expect("there is PostgreSQL").join("bin/pg_ctl");
        let mut command = self.command(program);
        command.args(["--wait", "--silent"]).arg("--pgdata").arg(self.directory.join("data")).args(arguments);
        let command = command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null());
        assert!(command.status().expect("it can be run").success(), "pg_ctl {arguments:?}");
    }

    /// A command that runs as the user whom the server runs as, which is not root.
    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let user = owner(&self.directory.join("data"));
        if user == owner(Path::new("/proc/self")) {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command.args([&format!("--reuid={user}"), "--clear-groups"]).arg(program);
        command
    }
}

/// A directory for a server, in one that other users may enter.
fn folder() -> (TempDir, PathBuf) {
    folder_in(&env::temp_dir())
}

fn folder_in(place: &Path) -> (TempDir, PathBuf) {
    let parent = tempfile::Builder::new()
        .prefix("vmbay-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .tempdir_in(place)
        .expect("the temporary directory is writable");
    let directory = parent.path().join("pg");
    fs::create_dir(&directory).expect("the directory is ours");
    (parent, directory)
}

/// An address of this process alone, so that nobody takes a port that was free.
fn own_address() -> Ipv4Addr {
    (Ipv4Addr::new(127, 0, 0, 0).to_bits() | std::process::id()).into()
}

/// Whose a file is.
fn owner(path: &Path) -> u32 {
    std::os::unix::fs::MetadataExt::uid(&fs::metadata(path).expect("it is there"))
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have removed all by itself.
        let _ = fs::remove_file(self.directory.join("wanted"));
        let _ = self.script.wait();
    }
}
