//! Numbered migrations: what a database has, what it lacks, and whether it is still ours.

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// One step of a schema's history, in the SQL of one adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// Its number within the component: 1, 2, 3 … without gaps.
    pub number: u32,
    /// Its name, the same for every adapter.
    pub name: &'static str,
    /// What brings the schema one step forward.
    pub up: &'static str,
    /// What takes that step back.
    pub down: &'static str,
}

impl Migration {
    /// A migration by its number and name, `0001_spine`, and its scripts; see [`migration!`](crate::migration).
    ///
    /// # Panics
    /// When the name does not begin with four digits and `_`, which at compile time is an error.
    pub const fn new(file: &'static str, up: &'static str, down: &'static str) -> Self {
        let (digits, name) = file.split_at(4);
        let (mark, name) = name.split_at(1);
        assert!(mark.as_bytes()[0] == b'_', "a migration is named as 0001_spine");
        let (mut number, mut at) = (0, 0);
        while at < 4 {
            let digit = digits.as_bytes()[at];
            assert!(digit.is_ascii_digit(), "a migration is named as 0001_spine");
            number = number * 10 + (digit - b'0') as u32;
            at += 1;
        }
        Self { number, name, up, down }
    }

    /// The digest by which a changed script is told from the one that ran: sha256 over both scripts, in hex.
    pub fn checksum(&self) -> String {
        let mut digest = Sha256::new();
        for part in [self.name, self.up, self.down] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        hex::encode(digest.finalize())
    }
}

/// The migration in two files of a folder, which is told from the file that calls this:
/// `migration!("../migrations", "0001_spine")` is number 1, `spine`, in `0001_spine.up.sql` and `0001_spine.down.sql`.
#[macro_export]
macro_rules! migration {
    ($folder:literal, $file:literal) => {
        $crate::storage::Migration::new(
            $file,
            include_str!(concat!($folder, "/", $file, ".up.sql")),
            include_str!(concat!($folder, "/", $file, ".down.sql")),
        )
    };
}

/// The library's own component, for an SQL adapter that has its migrations in a folder.
#[macro_export]
#[doc(hidden)]
macro_rules! own_component {
    ($adapter:literal, $folder:literal) => {
        $crate::storage::Component {
            name: $crate::storage::migration::VMBAY,
            scripts: &[(
                $adapter,
                &[
                    $crate::migration!($folder, "0001_spine"),
                    $crate::migration!($folder, "0002_named_leases"),
                    $crate::migration!($folder, "0003_consumers"),
                    $crate::migration!($folder, "0004_operation_leases"),
                    $crate::migration!($folder, "0005_jobs"),
                    $crate::migration!($folder, "0006_schedules"),
                    $crate::migration!($folder, "0007_job_lines"),
                ],
            )],
        }
    };
}

/// A set of migrations with a history of its own: `vmbay`'s, or an integrator's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its name, unique in the database.
    pub name: &'static str,
    /// Its migrations by adapter name (`sqlite`, `postgres`, `memory`), ascending.
    pub scripts: &'static [(&'static str, &'static [Migration])],
}

impl Component {
    /// The migrations for `adapter`.
    ///
    /// # Errors
    /// `unsupported` when the component has none for it.
    pub fn for_adapter(&self, adapter: &'static str) -> Result<&'static [Migration]> {
        self.scripts.iter().find(|(name, _)| *name == adapter).map(|(_, migrations)| *migrations).ok_or_else(
            || Error::unsupported(format!("run on {adapter}"), format!("component {}", self.name)),
        )
    }
}

/// The name of the library's own component.
pub const VMBAY: &str = "vmbay";

/// What [`Storage::migrate`](super::Storage::migrate) is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrateCommand {
    /// Bring every component up to date.
    Latest,
    /// Only say what there is.
    Status,
    /// Take the last `steps` migrations of one component back.
    Rollback {
        /// The component.
        component: &'static str,
        /// How many migrations.
        steps: u32,
    },
}

/// How a component in the database relates to the one in the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MigrationState {
    /// The same.
    Current,
    /// The database lacks these.
    Behind {
        /// How many are pending.
        pending: u32,
    },
    /// The database is newer than this program; it must not write.
    Ahead {
        /// The number of the newest migration in the database.
        database: u32,
    },
    /// This migration ran with other text, or under another name.
    Diverged {
        /// The first that differs.
        number: u32,
    },
}

/// A line of the ledger: a migration that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedMigration {
    /// Its number.
    pub number: u32,
    /// Its name when it ran.
    pub name: String,
    /// Its checksum when it ran.
    pub checksum: String,
}

/// One component, as found (`Status`) or as left (`Latest`, `Rollback`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentStatus {
    /// The component's name.
    pub component: &'static str,
    /// How it stands.
    pub state: MigrationState,
    /// What has been applied, ascending.
    pub applied: Vec<AppliedMigration>,
}

/// An adapter's own component, then the others, as [`Storage::migrate`](super::Storage::migrate) is asked for them.
///
/// # Errors
/// `invalid_argument` when two have one name, or when the one to take back is none of them.
pub fn with_own(own: Component, others: &[Component], command: MigrateCommand) -> Result<Vec<Component>> {
    let mut all = vec![own];
    for other in others {
        if all.iter().any(|component| component.name == other.name) {
            return Err(Error::invalid("component", format!("{} is given twice", other.name)));
        }
        all.push(*other);
    }
    match command {
        MigrateCommand::Rollback { component, .. } if all.iter().all(|known| known.name != component) => {
            Err(Error::invalid("component", format!("{component} is not known to this program")))
        }
        _ => Ok(all),
    }
}

/// Compares the ledger with the program's migrations.
pub fn compare(migrations: &[Migration], applied: &[AppliedMigration]) -> MigrationState {
    for (migration, ran) in migrations.iter().zip(applied) {
        if migration.number != ran.number || migration.checksum() != ran.checksum {
            return MigrationState::Diverged { number: ran.number };
        }
    }
    match (migrations.len(), applied.len()) {
        (ours, theirs) if ours == theirs => MigrationState::Current,
        (ours, theirs) if ours > theirs => {
            MigrationState::Behind { pending: u32::try_from(ours - theirs).unwrap_or(u32::MAX) }
        }
        _ => MigrationState::Ahead { database: applied.last().map_or(0, |last| last.number) },
    }
}

/// What has to run for `command`, given the ledger: migrations to apply, or to take back (newest first).
///
/// # Errors
/// `unavailable` when the database is ahead of the program, `corrupt` when it diverged: nothing may run on either.
pub fn plan<'a>(
    component: &str,
    migrations: &'a [Migration],
    applied: &[AppliedMigration],
    command: MigrateCommand,
) -> Result<Vec<&'a Migration>> {
    match compare(migrations, applied) {
        MigrationState::Ahead { database } => Err(Error::unavailable(
            format!("the schema of {component}"),
            format!("the database is at migration {database}, newer than this program: upgrade the program"),
        )),
        MigrationState::Diverged { number } => Err(Error::corrupt(
            format!("the schema of {component}"),
            format!("migration {number} ran with other text than this program's"),
        )),
        MigrationState::Current | MigrationState::Behind { .. } => Ok(match command {
            MigrateCommand::Latest => migrations.iter().skip(applied.len()).collect(),
            MigrateCommand::Rollback { component: which, steps } if which == component => {
                migrations[..applied.len()].iter().rev().take(steps as usize).collect()
            }
            MigrateCommand::Status | MigrateCommand::Rollback { .. } => Vec::new(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Migration = Migration { number: 1, name: "one", up: "a", down: "b" };
    const TWO: Migration = Migration { number: 2, name: "two", up: "c", down: "d" };

    fn ran(migration: &Migration) -> AppliedMigration {
        AppliedMigration {
            number: migration.number,
            name: migration.name.into(),
            checksum: migration.checksum(),
        }
    }

    #[test]
    fn a_migration_is_numbered_and_named_after_its_file() {
        assert_eq!(Migration::new("0012_two_words", "a", "b").number, 12);
        assert_eq!(Migration::new("0012_two_words", "a", "b").name, "two_words");
    }

    #[test]
    fn only_what_the_ledger_lacks_is_applied() {
        let plan = plan("c", &[ONE, TWO], &[ran(&ONE)], MigrateCommand::Latest).unwrap();
        assert_eq!(plan, [&TWO]);
    }

    #[test]
    fn a_rollback_takes_the_newest_back_first() {
        let command = MigrateCommand::Rollback { component: "c", steps: 5 };
        assert_eq!(plan("c", &[ONE, TWO], &[ran(&ONE), ran(&TWO)], command).unwrap(), [&TWO, &ONE]);
        assert!(plan("other", &[ONE], &[ran(&ONE)], command).unwrap().is_empty());
    }

    #[test]
    fn a_newer_database_and_a_changed_script_are_refused() {
        assert_eq!(compare(&[ONE], &[ran(&ONE), ran(&TWO)]), MigrationState::Ahead { database: 2 });
        let changed = Migration { up: "other", ..ONE };
        assert_eq!(compare(&[changed], &[ran(&ONE)]), MigrationState::Diverged { number: 1 });
        assert!(plan("c", &[changed], &[ran(&ONE)], MigrateCommand::Latest).is_err());
    }
}
