//! The SQLite adapter beside `rusqlite`: A1–A5, A9, E2.

use std::{
    path::Path,
    process::Command,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use futures::{TryStreamExt, future::try_join_all};
use serde_json::json;
use tempfile::TempDir;
use vmbay::{
    Error, Page, Result,
    clock::SystemClock,
    event::{Cause, Event},
    id::SystemIds,
    ports::Ports,
    storage::{Changes, Direction, Filter, MigrateCommand, Query, Repository, Storage},
};
use vmbay_storage_sqlite::{SqliteOptions, SqliteStorage, Synchronous};

use crate::{
    server::{COMPONENT, Raw, Server, project},
    table::{Goal, Table},
    timing::{Best, ROUNDS, Samples, time, time_of},
};

/// The rows of the large table, and of how many projects they are.
const ROWS: u64 = 1_000_000;
const PROJECTS: u64 = 100;
/// The argument that makes this program the process whose memory E2 measures.
pub(crate) const STREAM: &str = "--stream";

pub(crate) async fn measure(table: &mut Table) {
    if ["A1", "A2", "A9", "E2"].iter().any(|id| table.wants(id)) {
        large(table).await.expect("the large table can be read");
    }
    if ["A3", "A4", "A5"].iter().any(|id| table.wants(id)) {
        for (synchronous, name) in [(Synchronous::Normal, "NORMAL"), (Synchronous::Full, "FULL")] {
            if table.wants("A3") {
                creates(table, synchronous, name).await.expect("servers can be created");
            }
        }
        if table.wants("A4") {
            crowd(table).await.expect("servers can be created");
        }
        if table.wants("A5") {
            many(table).await.expect("servers can be created");
        }
    }
}

/// A directory on the disk of the build, since that of temporary files may be none.
pub(crate) fn directory() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the build directory is writable")
}

/// An empty database.
async fn open(path: &Path, synchronous: Synchronous) -> Result<Arc<SqliteStorage>> {
    let options = SqliteOptions { synchronous, ..SqliteOptions::default() };
    let storage = SqliteStorage::open_with(path, options).await?;
    storage.migrate(&[COMPONENT], MigrateCommand::Latest).await?;
    Ok(Arc::new(storage))
}

/// Ours and raw on a file of their own each.
struct Pair {
    ours: Arc<SqliteStorage>,
    raw: Mutex<Raw>,
    ports: Ports,
    next: AtomicU64,
    _directory: TempDir,
}

impl Pair {
    async fn open(synchronous: Synchronous, name: &str) -> Result<Self> {
        let directory = directory();
        let ours = open(&directory.path().join("ours.db"), synchronous).await?;
        let path = directory.path().join("raw.db");
        open(&path, synchronous).await?.close().await?;
        let ports = Ports {
            storage: ours.clone(),
            clock: Arc::new(SystemClock::default()),
            ids: Arc::new(SystemIds::default()),
        };
        let raw = Raw::open(&path, name).expect("the file is a database");
        Ok(Self { ours, raw: Mutex::new(raw), ports, next: AtomicU64::new(0), _directory: directory })
    }

    /// A new server and what tells of it, as every service makes them.
    fn draft(&self) -> (Server, Event) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let server = Server { id: self.ports.id(), ..Server::numbered(number, PROJECTS) };
        let payload = json!({ "name": server.name });
        let event = Event::new(&self.ports, &Cause::default(), "server.created", &server, payload);
        (server, event)
    }

    async fn create(&self) -> Result<()> {
        let (server, event) = self.draft();
        if server.name.is_empty() || server.name.len() > 63 {
            return Err(Error::invalid("name", "must be 1 to 63 bytes"));
        }
        self.ours.commit(Changes::new().insert(&server)?.emit(&event)?).await
    }

    fn create_raw(&self) {
        let (server, event) = self.draft();
        self.raw().create(&server, &event).expect("a server can be created");
    }

    fn raw(&self) -> MutexGuard<'_, Raw> {
        self.raw.lock().expect("nobody panics")
    }
}

/// A1, A2, A9 and E2, on a million rows.
async fn large(table: &mut Table) -> Result<()> {
    let directory = directory();
    let path = directory.path().join("large.db");
    let storage = open(&path, Synchronous::Normal).await?;
    for first in (0..ROWS).step_by(10_000) {
        let servers: Vec<Server> =
            (first..first + 10_000).map(|number| Server::numbered(number, PROJECTS)).collect();
        storage.insert_many(&servers).await?;
    }
    let raw = Raw::open(&path, "NORMAL").expect("the file is a database");
    if table.wants("A1") {
        get(table, &storage, &raw).await?;
    }
    if table.wants("A2") {
        pages(table, &storage, &raw).await?;
    }
    if table.wants("A9") {
        late_pages(table, &storage).await?;
    }
    storage.close().await?;
    if table.wants("E2") {
        stream_elsewhere(table, &path);
    }
    Ok(())
}

async fn get(table: &mut Table, storage: &SqliteStorage, raw: &Raw) -> Result<()> {
    const GETS: u32 = 5_000;
    let ids: Vec<_> = (0..u64::from(GETS)).map(|n| Server::numbered(n * 199 % ROWS, PROJECTS).id).collect();
    let mut best = Best::NONE;
    for _ in 0..=ROUNDS {
        let theirs = time(|| ids.iter().all(|id| raw.get(*id).is_ok()));
        let ours = time_of(async {
            for id in &ids {
                Repository::<Server>::get(storage, *id).await?;
            }
            Ok::<_, Error>(())
        });
        best.round(ours.await, theirs);
    }
    let best = best.each(GETS);
    table.compare("A1", "get by id / prepare_cached", best.ours, best.raw, Goal::AtMost(1.4));
    Ok(())
}

fn newest_first(number: u64) -> Query {
    Query::of::<Server>()
        .filter(Filter::eq("project_id", project(number)))
        .order_by("created_at", Direction::Descending)
}

/// Reads pages `0..count` of a project, and says how long those from `from` on took.
async fn walk(storage: &SqliteStorage, number: u64, from: u32, count: u32) -> Result<Duration> {
    let mut query = newest_first(number);
    let mut took = Duration::ZERO;
    for at in 0..count {
        let begun = std::time::Instant::now();
        let page: Page<Server> = storage.list(&query).await?;
        let next = page.next.as_ref().expect("the project has more pages");
        query = newest_first(number).after(next)?;
        if at >= from {
            took += begun.elapsed();
        }
    }
    Ok(took)
}

async fn pages(table: &mut Table, storage: &SqliteStorage, raw: &Raw) -> Result<()> {
    const PAGES: u32 = 50;
    let mut best = Best::NONE;
    for _ in 0..=ROUNDS {
        let theirs = time(|| {
            let mut last: Option<Server> = None;
            for _ in 0..PAGES {
                last = raw.page(project(7), last.as_ref()).ok()?.pop();
            }
            last
        });
        best.round(walk(storage, 7, 0, PAGES).await?, theirs);
    }
    let best = best.each(PAGES);
    table.compare(
        "A2",
        "page of 100, filtered, of 1 M rows / raw structs",
        best.ours,
        best.raw,
        Goal::AtMost(1.25),
    );
    Ok(())
}

async fn late_pages(table: &mut Table, storage: &SqliteStorage) -> Result<()> {
    let mut best = Best::NONE;
    // The last page is full too, so the project's 100 pages tell of a 101st.
    for _ in 0..=ROUNDS {
        let late = walk(storage, 11, 90, 100).await?;
        best.round(late, walk(storage, 11, 0, 10).await?);
    }
    let best = best.each(10);
    table.compare("A9", "pages 91–100 / pages 1–10", best.ours, best.raw, Goal::AtMost(1.2));
    Ok(())
}

/// A3: one caller creates a server with its event.
async fn creates(table: &mut Table, synchronous: Synchronous, name: &str) -> Result<()> {
    const CREATES: usize = 600;
    let pair = Pair::open(synchronous, name).await?;
    let mut samples = Samples::default();
    for _ in 0..CREATES {
        let theirs = time(|| pair.create_raw());
        samples.take(time_of(pair.create()).await, theirs);
    }
    let median = samples.median();
    let what = format!("create with its event / raw transaction, {name}");
    table.compare("A3", &what, median.ours, median.raw, Goal::AtMost(1.3));
    Ok(())
}

/// A4: 64 callers at once, and one.
async fn crowd(table: &mut Table) -> Result<()> {
    const CALLERS: usize = 64;
    const EACH: usize = 8;
    let pair = Arc::new(Pair::open(Synchronous::Full, "FULL").await?);
    let mut best = Best::NONE;
    for _ in 0..ROUNDS {
        let theirs = time(|| {
            std::thread::scope(|scope| {
                for _ in 0..CALLERS {
                    scope.spawn(|| {
                        for _ in 0..EACH {
                            pair.create_raw();
                        }
                    });
                }
            });
        });
        let ours = time_of(try_join_all((0..CALLERS).map(|_| {
            let pair = pair.clone();
            #[expect(clippy::disallowed_methods, reason = "the callers are the program, not the library")]
            tokio::spawn(async move {
                for _ in 0..EACH {
                    pair.create().await.expect("a server can be created");
                }
            })
        })));
        best.round(ours.await, theirs);
    }
    let best = best.each(u32::try_from(CALLERS * EACH).unwrap_or(u32::MAX));
    let what = "64 callers create, FULL / a mutexed connection";
    table.compare("A4", what, best.ours, best.raw, Goal::Faster(5.0));
    let mut samples = Samples::default();
    for _ in 0..300 {
        let theirs = time(|| pair.create_raw());
        samples.take(time_of(pair.create()).await, theirs);
    }
    let median = samples.median();
    table.compare("A4", "one caller creates, FULL / direct", median.ours, median.raw, Goal::AtMost(1.2));
    Ok(())
}

/// A5: a thousand servers in one unit.
async fn many(table: &mut Table) -> Result<()> {
    let pair = Pair::open(Synchronous::Full, "FULL").await?;
    let mut best = Best::NONE;
    for _ in 0..ROUNDS * 3 {
        let servers: Vec<Server> = (0..1000).map(|_| pair.draft().0).collect();
        let theirs = time(|| pair.raw().insert_many(&servers).expect("the servers are new"));
        best.round(time_of(pair.ours.insert_many(&servers)).await, theirs);
    }
    table.compare("A5", "create_many(1000) / raw transaction", best.ours, best.raw, Goal::AtMost(1.4));
    Ok(())
}

/// E2, in a process of its own: what this one used and gave back would hide what streaming needs.
fn stream_elsewhere(table: &mut Table, path: &Path) {
    const LIMIT: i64 = 64 << 10;
    let program = std::env::current_exe().expect("this program is a file");
    let output = Command::new(program).arg(STREAM).arg(path).output().expect("this program runs");
    let told = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<i64> = told.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [rows, early, peak] = figures[..] else { panic!("the stream ended early: {told}") };
    assert_eq!(rows, i64::try_from(ROWS).unwrap_or(0), "a stream yields every row");
    let figures = [&*format!("{peak} KiB"), "–", &*format!("{early} early"), "< 64 MiB"];
    table.state("E2", "streaming 1 M rows: memory above idle", figures, peak < LIMIT);
}

/// Streams the table at `path`, and says how many rows there were and by how many KiB the memory grew, within the first
/// tenth and in all.
pub(crate) async fn stream(path: &Path) {
    let storage = Arc::new(SqliteStorage::open(path).await.expect("the database is there"));
    let idle = resident_kib();
    let (mut rows, mut early, mut peak) = (0, 0, 0);
    let mut servers = Repository::<Server>::stream(storage, Query::of::<Server>().limit(1000));
    while let Some(server) = servers.try_next().await.expect("the table can be read") {
        std::hint::black_box(server);
        rows += 1;
        if rows % 10_000 == 0 {
            peak = peak.max(resident_kib() - idle);
        }
        if rows == ROWS / 10 {
            early = peak;
        }
    }
    println!("{rows} {early} {peak}");
}

fn resident_kib() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).expect("Linux tells")
}
