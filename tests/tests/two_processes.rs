//! Two processes on one SQLite file: one runner for each operation, and another takes over when one is killed.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

use std::{
    collections::BTreeSet,
    env, fs,
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use vmbay::{
    Vmbay,
    operation::{Operation, OperationBegin, OperationState, RunnerOptions, Task},
};
use vmbay_storage_sqlite::SqliteStorage;

/// Tells a process of these tests that it is the other one, and where the database is.
const FOLDER: &str = "VMBAY_OTHER_PROCESS";
/// How long a killed process keeps what it ran.
const LEASE: Duration = Duration::from_secs(2);
/// How long something may take that is sure to happen, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// The library on the database in `folder`, with two kinds of work: both note the process that runs them, and `stay`
/// then never ends in the process that is to be killed.
async fn open(folder: &Path, stays: bool) -> Vmbay {
    let note = |folder: &Path, id: &str| {
        let mut notes = fs::File::options().append(true).create(true).open(folder.join("notes")).unwrap();
        // One write, so that the lines of two processes do not mix.
        notes.write_all(format!("{id} {}\n", std::process::id()).as_bytes()).unwrap();
    };
    let (noting, staying) = (folder.to_path_buf(), folder.to_path_buf());
    Vmbay::builder()
        .storage(SqliteStorage::open(folder.join("bay.db")).await.unwrap())
        .runner(RunnerOptions { lease: LEASE, poll: Duration::from_millis(20), concurrency: 4 })
        .operation(Task::new("note", move |run| {
            note(&noting, &run.id().to_string());
            async { Ok(serde_json::Value::Null) }
        }))
        .operation(Task::new("stay", move |run| {
            note(&staying, &run.id().to_string());
            async move {
                if stays {
                    std::future::pending::<()>().await;
                }
                Ok(serde_json::Value::Null)
            }
        }))
        .open()
        .await
        .unwrap()
}

/// The notes so far: which operation, by which process.
fn notes(folder: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder.join("notes")).unwrap_or_default();
    text.lines()
        .map(|line| line.split_once(' ').map(|(id, by)| (id.to_owned(), by.to_owned())).unwrap())
        .collect()
}

/// Starts this test again as the other process.
fn other(test: &str, folder: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", test])
        .env(FOLDER, folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < PATIENCE, "{what} never came");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn begin(bay: &Vmbay, kind: &str) -> Operation<serde_json::Value> {
    bay.operations().begin(kind, OperationBegin::default()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_operation_is_run_by_one_of_two_processes() {
    const OPERATIONS: usize = 200;
    if let Some(folder) = env::var_os(FOLDER) {
        let _bay = open(Path::new(&folder), false).await;
        return std::future::pending().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let bay = open(folder.path(), false).await;
    let mut child = other("each_operation_is_run_by_one_of_two_processes", folder.path());
    let mut begun = BTreeSet::new();
    // More at once than this process has room for: the rest is queued, for whoever comes first.
    for _ in 0..OPERATIONS {
        begun.insert(begin(&bay, "note").await.id().to_string());
    }
    bay.operations().settle(PATIENCE).await.unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let notes = notes(folder.path());
    assert_eq!(notes.len(), OPERATIONS, "none was run twice, none was left out");
    assert_eq!(notes.into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>(), begun);
    bay.shutdown(PATIENCE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_ran_is_taken_over_when_its_lease_is_over_and_not_before() {
    if let Some(folder) = env::var_os(FOLDER) {
        let bay = open(Path::new(&folder), true).await;
        begin(&bay, "stay").await;
        return std::future::pending().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let bay = open(folder.path(), false).await;
    let mut child =
        other("what_a_killed_process_ran_is_taken_over_when_its_lease_is_over_and_not_before", folder.path());
    until("the other's run", async || notes(folder.path()).len() == 1).await;
    // Longer than the lease, which the living process renews.
    tokio::time::sleep(LEASE * 2).await;
    assert_eq!(notes(folder.path()).len(), 1, "nobody takes over from the living");

    child.kill().unwrap();
    child.wait().unwrap();
    let killed = Instant::now();
    let id = notes(folder.path())[0].0.parse().unwrap();
    let taken = bay.operations().attach(id).await.unwrap();
    taken.wait_for(PATIENCE).await.unwrap();
    let waited = killed.elapsed();
    assert!(waited > LEASE / 2, "the lease was renewed less than a third of it ago, and held: {waited:?}");
    assert_eq!(bay.operations().get(id).await.unwrap().state, OperationState::Succeeded);
    let by: Vec<String> = notes(folder.path()).into_iter().map(|(_, by)| by).collect();
    assert_eq!(by, [child.id().to_string(), std::process::id().to_string()]);
    bay.shutdown(PATIENCE).await.unwrap();
}
