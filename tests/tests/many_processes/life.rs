//! One process: it works with machines, and writes down what it was told, until it is killed.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use vmbay::{
    Error, Result, Vmbay,
    compute::{DeleteOptions, MachineCreate, MachineQuery, MachineUpdate, NicCreate, StopOptions},
    id::{MachineId, OperationId},
    operation::Operation,
};
use vmbay_tests::served::ServedHypervisor;

use crate::{
    database::Database,
    dice::Dice,
    history::{Entry, now},
    process::{PATIENCE, Process},
    world::{World, socket},
};

/// Callers in each process.
const CALLERS: u64 = 3;
/// Machines that all of them want.
const MACHINES: u64 = 6;
const VERBS: [&str; 10] =
    ["start", "start", "start", "stop", "force_stop", "pause", "resume", "reboot", "update", "delete"];

/// What a process is to be.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Setup {
    folder: PathBuf,
    database: Database,
    lease: Duration,
    number: u32,
}

/// Starts one.
pub(crate) fn begin(test: &str, folder: &Path, world: &World, number: u32) -> Process {
    let database = world.database.clone();
    let setup = Setup { folder: folder.to_owned(), database, lease: world.lease, number };
    Process::begin(test, folder, number, &setup)
}

/// Lets all processes come to an end.
pub(crate) fn stop(folder: &Path) {
    fs::write(folder.join("stop"), "").unwrap();
}

/// Lives, inside the process.
pub(crate) async fn live(setup: Setup) {
    let Setup { folder, database, lease, number } = setup;
    let bay = database.open(ServedHypervisor::new(socket(&folder), number), lease).await;
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let dice = Dice::new(u64::from(number) * CALLERS + caller);
        let journal = folder.join(format!("{number}-{caller}.journal"));
        let caller = Caller { bay: bay.clone(), dice, journal: fs::File::create(journal).unwrap() };
        callers.spawn(caller.work(folder.join("stop")));
    }
    callers.join_all().await;
    bay.shutdown(PATIENCE).await.unwrap();
}

struct Caller {
    bay: Vmbay,
    dice: Dice,
    journal: fs::File,
}

impl Caller {
    /// Written before anything else happens; a process that is killed loses nothing of it.
    fn note(&mut self, entry: &Entry) {
        let mut line = serde_json::to_vec(entry).unwrap();
        line.push(b'\n');
        self.journal.write_all(&line).unwrap();
    }

    async fn work(mut self, stop: PathBuf) {
        while !stop.exists() {
            let from = now();
            let all = match self.bay.machines().list(MachineQuery::default()).await {
                Ok(page) => page.items,
                Err(error) => panic!("the machines cannot be listed: {error}"),
            };
            let until = now();
            for machine in &all {
                self.note(&Entry::Saw { machine: machine.id, from, until, version: Some(machine.version) });
            }
            if all.is_empty() || self.dice.chance(20) {
                let create = MachineCreate::new(format!("m{}", self.dice.below(MACHINES))).memory_mib(128);
                let create = create.disk(1 << 30).nic(NicCreate::User);
                let begun = self.bay.machines().begin_create(create).await;
                self.follow(begun).await;
            } else {
                let (verb, id) = (self.dice.pick(&VERBS), self.dice.pick(&all).id);
                self.change(verb, id).await;
            }
        }
    }

    async fn change(&mut self, verb: &str, id: MachineId) {
        let machines = self.bay.machines();
        let begun = match verb {
            "update" => return self.update(id).await,
            "delete" => {
                let begun = machines.begin_delete(id, DeleteOptions::force()).await;
                if self.follow(begun).await {
                    let at = now();
                    self.note(&Entry::Saw { machine: id, from: at, until: at, version: None });
                }
                return;
            }
            "start" => machines.begin_start(id).await,
            "stop" => machines.begin_stop(id, StopOptions::graceful()).await,
            "force_stop" => machines.begin_force_stop(id).await,
            "pause" => machines.begin_pause(id).await,
            "resume" => machines.begin_resume(id).await,
            "reboot" => machines.begin_reboot(id).await,
            _ => unreachable!("every verb is above"),
        };
        self.follow(begun).await;
    }

    async fn update(&mut self, id: MachineId) {
        let change = MachineUpdate { description: Some(now().to_string()), ..MachineUpdate::default() };
        let from = now();
        if let Ok(machine) = self.bay.machines().update(id, change).await {
            let version = Some(machine.version);
            self.note(&Entry::Wrote { machine: id, from, until: now(), version });
        }
    }

    /// Notes that an operation was acknowledged, and how it ended if that is soon; says whether it succeeded.
    async fn follow<T>(&mut self, begun: Result<Operation<T>>) -> bool {
        let Ok(operation) = begun else { return false };
        let id: OperationId = operation.id();
        self.note(&Entry::Begun { operation: id });
        let ended = operation.wait_for(PATIENCE).await;
        if let Err(Error::TimedOut { operation: Some(_), .. }) = ended {
            return false;
        }
        self.note(&Entry::Ended { operation: id, succeeded: ended.is_ok() });
        ended.is_ok()
    }
}
