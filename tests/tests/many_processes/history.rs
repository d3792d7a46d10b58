//! What the processes were told, held against each other and against the database.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::Path,
};

use futures::TryStreamExt;
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};
use vmbay::{
    id::{MachineId, OperationId},
    operation::{OperationRecord, OperationState},
    storage::{Query, Repository},
};

use crate::world::World;

/// One line of a journal; times are nanoseconds of one clock that all processes share.
#[derive(Serialize, Deserialize)]
pub(crate) enum Entry {
    /// An operation was acknowledged.
    Begun { operation: OperationId },
    /// It ended.
    Ended { operation: OperationId, succeeded: bool },
    /// A machine was read; no version once it is gone.
    Saw { machine: MachineId, from: i64, until: i64, version: Option<u64> },
    /// A change of it was acknowledged.
    Wrote { machine: MachineId, from: i64, until: i64, version: Option<u64> },
}

/// The time, on a clock that all processes share.
pub(crate) fn now() -> i64 {
    let time = clock_gettime(ClockId::Monotonic);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// The journals of all processes.
pub(crate) struct History(Vec<Entry>);

/// How much of it there was.
pub(crate) struct Checked {
    pub(crate) operations: u64,
    pub(crate) looks: usize,
}

/// A read or write of one machine.
struct Look {
    from: i64,
    until: i64,
    version: u64,
    writes: bool,
}

impl History {
    pub(crate) fn read(folder: &Path) -> Self {
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let journals = files.filter(|file| file.extension().is_some_and(|end| end == "journal"));
        let mut entries = Vec::new();
        for journal in journals {
            let text = fs::read_to_string(journal).unwrap();
            // A line that was not finished was not acknowledged to anybody.
            let lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
            entries.extend(lines.map(|line| serde_json::from_str::<Entry>(line).unwrap()));
        }
        Self(entries)
    }

    /// Panics where it is not as it must be.
    pub(crate) async fn check(self, world: &World) -> Checked {
        let query = Query::of::<OperationRecord>().limit(1000);
        let stored: Vec<OperationRecord> =
            Repository::stream(world.storage.clone(), query).try_collect().await.unwrap();
        let stored: HashMap<_, _> = stored.into_iter().map(|record| (record.id, record)).collect();
        let mut checked = Checked { operations: 0, looks: 0 };
        let mut looks: HashMap<MachineId, Vec<Look>> = HashMap::new();
        for entry in self.0 {
            match entry {
                Entry::Begun { operation } => {
                    checked.operations += 1;
                    let record = stored.get(&operation).expect("what was acknowledged is there");
                    assert!(record.state.is_terminal(), "{record:?}");
                }
                Entry::Ended { operation, succeeded } => {
                    let record = &stored[&operation];
                    assert_eq!(record.state == OperationState::Succeeded, succeeded, "{record:?}");
                }
                Entry::Saw { machine, from, until, version } => {
                    let version = version.unwrap_or(u64::MAX);
                    looks.entry(machine).or_default().push(Look { from, until, version, writes: false });
                }
                Entry::Wrote { machine, from, until, version } => {
                    let version = version.unwrap_or(u64::MAX);
                    looks.entry(machine).or_default().push(Look { from, until, version, writes: true });
                }
            }
        }
        for (machine, looks) in looks {
            checked.looks += looks.len();
            in_order(looks).unwrap_or_else(|problem| panic!("{machine}: {problem}"));
        }
        checked
    }
}

/// Whether the looks at one machine can have taken place one after the other: each sees at least what every look that ended
/// before it began has seen, and no two changes gave one version.
fn in_order(mut looks: Vec<Look>) -> Result<(), String> {
    let mut written = BTreeSet::new();
    for look in looks.iter().filter(|look| look.writes) {
        if !written.insert(look.version) {
            return Err(format!("the version {} was written twice", look.version));
        }
    }
    let mut ended: Vec<_> = looks.iter().map(|look| (look.until, look.version)).collect();
    ended.sort_unstable();
    looks.sort_unstable_by_key(|look| look.from);
    let (mut ended, mut known) = (ended.into_iter().peekable(), 0);
    for look in looks {
        while let Some((_, version)) = ended.next_if(|(until, _)| *until < look.from) {
            known = known.max(version);
        }
        if look.version < known {
            return Err(format!("{} was seen after {known}", look.version));
        }
    }
    Ok(())
}

#[test]
fn a_read_of_what_was_already_overwritten_is_found_out() {
    let look = |from, until, version, writes| Look { from, until, version, writes };
    assert!(in_order(vec![look(0, 9, 1, false), look(1, 2, 2, true), look(3, 4, 2, false)]).is_ok());
    assert!(in_order(vec![look(1, 2, 2, true), look(3, 4, 1, false)]).is_err());
    assert!(in_order(vec![look(1, 2, 2, true), look(1, 2, 2, true)]).is_err());
}
