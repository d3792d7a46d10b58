//! Several processes on one file. Each test runs itself again as the other processes, told by a variable.

use std::{
    collections::BTreeSet,
    env,
    ffi::OsString,
    future::Future,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::common::{announced, setting, storage};
use vmbay::{
    event::Event,
    observe::Setting,
    storage::{Changes, Direction, Filter, MigrateCommand, Query, Repository, Storage, Value},
};
use vmbay_storage_sqlite::{SqliteOptions, SqliteStorage, VMBAY};

const FOLDER: &str = "VMBAY_TEST_FOLDER";
const NUMBER: &str = "VMBAY_TEST_NUMBER";

/// The folder and the number of this process, when it is one of the others.
fn other() -> Option<(OsString, u128)> {
    let number = env::var_os(NUMBER)?.into_string().unwrap().parse().unwrap();
    Some((env::var_os(FOLDER)?, number))
}

/// Starts another process on `folder`, which waits for a line before it begins.
fn start(test: &str, folder: &Path, number: u128) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([&format!("processes::{test}"), "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(NUMBER, number.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn begin(child: &mut Child) {
    child.stdin.take().unwrap().write_all(b"begin\n").unwrap();
}

fn wait_to_begin() {
    eprintln!("ready");
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

/// Starts so many others, lets them begin at once, and returns what each wrote after it began.
fn run(test: &str, folder: &Path, others: u128) -> Vec<Vec<String>> {
    let mut children: Vec<Child> = (0..others).map(|number| start(test, folder, number)).collect();
    let mut outputs: Vec<_> =
        children.iter_mut().map(|child| BufReader::new(child.stderr.take().unwrap())).collect();
    for output in &mut outputs {
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(line, "ready\n");
    }
    children.iter_mut().for_each(begin);
    let lines = outputs.into_iter().map(|output| output.lines().map(Result::unwrap).collect()).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success(), "{lines:?}");
    }
    lines
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}

#[test]
fn processes_that_start_together_on_a_new_file_migrate_it_once() {
    if let Some((folder, _)) = other() {
        wait_to_begin();
        return block_on(async {
            let storage = storage(folder.as_ref(), SqliteOptions::default()).await;
            storage.close().await.unwrap();
        });
    }
    let folder = tempfile::tempdir().unwrap();
    run("processes_that_start_together_on_a_new_file_migrate_it_once", folder.path(), 6);
    block_on(async {
        let storage = SqliteStorage::open(folder.path().join("bay.db")).await.unwrap();
        let status = storage.migrate(&[], MigrateCommand::Status).await.unwrap();
        let once = VMBAY.for_adapter("sqlite").unwrap().iter().map(|migration| migration.number);
        assert!(status[0].applied.iter().map(|line| line.number).eq(once), "{status:?}");
    });
}

#[test]
fn processes_that_write_at_once_lose_nothing_and_number_their_events_without_a_gap() {
    const EACH: u128 = 40;
    if let Some((folder, number)) = other() {
        return block_on(async {
            let storage = storage(folder.as_ref(), SqliteOptions::default()).await;
            wait_to_begin();
            for at in 0..EACH {
                storage.commit(announced(number * EACH + at)).await.unwrap();
            }
        });
    }
    let folder = tempfile::tempdir().unwrap();
    run("processes_that_write_at_once_lose_nothing_and_number_their_events_without_a_gap", folder.path(), 3);
    block_on(async {
        let storage = SqliteStorage::open(folder.path().join("bay.db")).await.unwrap();
        let query = Query::of::<Event>().order_by("sequence", Direction::Ascending).limit(1000);
        let events: Vec<Event> = storage.list(&query).await.unwrap().items;
        let sequences: Vec<i64> = events.iter().map(|event| event.sequence).collect();
        assert_eq!(sequences, (1..=120).collect::<Vec<_>>(), "three times forty");
        assert_eq!(events.iter().map(|event| event.id).collect::<BTreeSet<_>>().len(), sequences.len());
    });
}

#[test]
fn a_row_is_claimed_by_one_process_alone() {
    if let Some((folder, _)) = other() {
        return block_on(async {
            let storage = storage(folder.as_ref(), SqliteOptions::default()).await;
            wait_to_begin();
            let query = Query::of::<Setting>().filter(Filter::prefix("name", "s-")).limit(1);
            // The name is unique: one row can be claimed under each.
            for number in 0..1000 {
                let set = [("name", Value::Text(format!("taken-{}-{number}", std::process::id())))];
                match &storage.claim(&query, &set, Changes::new()).await.unwrap()[..] {
                    [row] => eprintln!("{:?}", row[0]),
                    _ => return,
                }
            }
        });
    }
    let folder = tempfile::tempdir().unwrap();
    block_on(async {
        let unit = (0..60).try_fold(Changes::new(), |unit, number| unit.insert(&setting(number)));
        storage(folder.path(), SqliteOptions::default()).await.commit(unit.unwrap()).await.unwrap();
    });
    let claimed = run("a_row_is_claimed_by_one_process_alone", folder.path(), 3).concat();
    assert_eq!(claimed.len(), 60);
    assert_eq!(claimed.iter().collect::<BTreeSet<_>>().len(), 60);
}

#[test]
fn a_writer_that_is_killed_leaves_whole_units_and_every_one_it_acknowledged() {
    if let Some((folder, _)) = other() {
        return block_on(async {
            let storage = storage(folder.as_ref(), SqliteOptions::default()).await;
            wait_to_begin();
            for unit in 0.. {
                let pair = Changes::new().insert(&setting(2 * unit)).unwrap();
                storage.commit(pair.insert(&setting(2 * unit + 1)).unwrap()).await.unwrap();
                eprintln!("{unit}");
            }
        });
    }
    let folder = tempfile::tempdir().unwrap();
    let test = "a_writer_that_is_killed_leaves_whole_units_and_every_one_it_acknowledged";
    let mut child = start(test, folder.path(), 0);
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "ready");
    begin(&mut child);
    let acknowledged =
        lines.by_ref().map(|line| line.unwrap().parse::<usize>().unwrap()).find(|unit| *unit == 30);
    child.kill().unwrap();
    child.wait().unwrap();
    let last = lines.last().map_or(acknowledged, |line| line.ok()?.parse().ok()).unwrap();
    block_on(async {
        let storage = storage(folder.path(), SqliteOptions::default()).await;
        let count = Repository::<Setting>::count(&*storage, Filter::All).await.unwrap();
        assert_eq!(count % 2, 0, "half a unit is there");
        assert!(count / 2 > last as u64, "unit {last} was acknowledged, but there are {count} rows");
        let whole = storage
            .query(|connection| {
                let check = connection.query_row("PRAGMA integrity_check", (), |row| row.get::<_, String>(0));
                check.map_err(|error| vmbay_storage_sqlite::failed("check", error))
            })
            .await;
        assert_eq!(whole.unwrap(), "ok");
    });
}

#[test]
fn who_waits_is_woken_by_the_commit_of_another_process() {
    if let Some((folder, _)) = other() {
        return block_on(async {
            let storage = storage(folder.as_ref(), SqliteOptions::default()).await;
            wait_to_begin();
            storage.commit(announced(7)).await.unwrap();
        });
    }
    let folder = tempfile::tempdir().unwrap();
    block_on(async {
        let storage = storage(folder.path(), SqliteOptions::default()).await;
        let mut watch = storage.watch();
        // Of our own commits we are told at once, and no more than once.
        storage.commit(announced(1)).await.unwrap();
        assert!(watch.has_changed().unwrap());
        watch.mark_unchanged();
        let nothing = tokio::time::timeout(Duration::from_millis(200), watch.changed()).await;
        assert!(nothing.is_err(), "our own commit was taken for another's");
        let folder = folder.path().to_path_buf();
        let other = tokio::task::spawn_blocking(move || {
            run("who_waits_is_woken_by_the_commit_of_another_process", &folder, 1);
        });
        tokio::time::timeout(Duration::from_secs(20), watch.changed()).await.unwrap().unwrap();
        other.await.unwrap();
    });
}
