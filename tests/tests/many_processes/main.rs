//! Four processes on one database drive machines of one simulated host, while one of them after the other is killed with
//! `kill -9` and started again: nothing that was acknowledged is lost, nothing is done twice, nothing is left over.
//!
//! `VMBAY_KILLS` and `VMBAY_KILL_EVERY_MS` make it a longer or faster one: that is `make soak`.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

mod database;
#[path = "../../../core/tests/seeds/dice.rs"]
mod dice;
mod history;
mod life;
mod process;
#[path = "../../../core/tests/seeds/stock.rs"]
#[expect(dead_code, reason = "two tests take stock")]
mod stock;
mod world;

use std::{
    collections::HashMap,
    env,
    time::{Duration, Instant},
};

use database::Database;
use dice::Dice;
use futures::TryStreamExt;
use history::History;
use process::PATIENCE;
use vmbay::{
    compute::{DeleteOptions, MachineQuery},
    operation::OperationRecord,
    storage::{Filter, Query, Repository},
};
use world::World;

const PROCESSES: usize = 4;
/// What a busy machine adds to the wait for a take-over.
const BUSY: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_processes_on_one_sqlite_file_lose_double_and_leave_nothing() {
    run("killed_processes_on_one_sqlite_file_lose_double_and_leave_nothing", Database::sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_processes_on_one_postgres_database_lose_double_and_leave_nothing() {
    run("killed_processes_on_one_postgres_database_lose_double_and_leave_nothing", |_| Database::postgres())
        .await;
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is told to this test by its environment")]
fn told(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

async fn run(test: &str, database: impl FnOnce(&std::path::Path) -> Database) {
    if let Some(setup) = process::told() {
        return life::live(setup).await;
    }
    let (kills, every) = (told("VMBAY_KILLS", 20), Duration::from_millis(told("VMBAY_KILL_EVERY_MS", 1000)));
    let folder = tempfile::tempdir().unwrap();
    // Of three processes that see one die, one outlives the two next kills, and with them the lease.
    let world = World::new(folder.path(), database(folder.path()), 2 * every).await;
    let (mut lives, mut born) = (Vec::new(), 0);
    let mut begin = || {
        born += 1;
        life::begin(test, folder.path(), &world, born)
    };
    lives.extend((0..PROCESSES).map(|_| begin()));
    let (dice, mut silence) = (Dice::new(11), Silence::default());
    for _ in 0..kills {
        silence.watch(&world, every).await;
        let victim = usize::try_from(dice.below(PROCESSES as u64)).unwrap();
        std::mem::replace(&mut lives[victim], begin()).kill();
    }
    silence.watch(&world, 2 * world.lease).await;
    life::stop(folder.path());
    for life in lives {
        life.end().await;
    }
    let overlaps = world.server.overlaps();
    assert!(overlaps.is_empty(), "{overlaps:?}");
    clear(&world).await;
    let checked = History::read(folder.path()).check(&world).await;
    println!(
        "{}: {kills} kills, {} operations acknowledged, {} reads and writes in order; 0 lost, 0 doubled, 0 left over; \
         the longest silence of an operation {:?} with a lease of {:?}",
        world.storage.name(),
        checked.operations,
        checked.looks,
        silence.longest,
        world.lease
    );
    assert!(checked.operations > kills, "they hardly worked");
    assert!(silence.longest < world.lease + BUSY, "{:?}", silence.longest);
}

/// What all agree upon in the end, and that all of it can be removed.
async fn clear(world: &World) {
    let bay = world.open().await;
    bay.operations().settle(PATIENCE).await.unwrap();
    stock::agrees(world).await.unwrap();
    for machine in bay.machines().list(MachineQuery::default()).await.unwrap() {
        bay.machines().delete_with(machine.id, DeleteOptions::force()).await.unwrap();
    }
    bay.shutdown(PATIENCE).await.unwrap();
    stock::is_empty(world).await.unwrap();
}

/// How long operations at work stood still, as when their process was killed.
#[derive(Default)]
struct Silence {
    seen: HashMap<vmbay::id::OperationId, (u64, Instant)>,
    longest: Duration,
}

impl Silence {
    async fn watch(&mut self, world: &World, time: Duration) {
        let begun = Instant::now();
        while begun.elapsed() < time {
            let at_work = Query::of::<OperationRecord>()
                .filter(Filter::is_in("state", ["running", "compensating"]))
                .limit(1000);
            let at_work: Vec<OperationRecord> =
                Repository::stream(world.storage.clone(), at_work).try_collect().await.unwrap();
            let now = Instant::now();
            let before = std::mem::take(&mut self.seen);
            for operation in at_work {
                let same = before.get(&operation.id).filter(|(version, _)| *version == operation.version);
                let since = same.map_or(now, |(_, since)| *since);
                self.longest = self.longest.max(now - since);
                self.seen.insert(operation.id, (operation.version, since));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
