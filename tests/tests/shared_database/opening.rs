//! Who opens a database: many at once, and one that is too old for it.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use vmbay::{
    Error, ErrorCode, Vmbay,
    access::OrganizationQuery,
    storage::{ComponentStatus, MigrateCommand, MigrationState, Query, Row, Storage, migration},
};
use vmbay_storage_postgres::sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql};
use vmbay_storage_sqlite::rusqlite;

use crate::{
    database::Database,
    process::{PATIENCE, Process, told},
};

const PROCESSES: u32 = 10;

/// What a process is to open.
#[derive(Serialize, Deserialize)]
struct Opener {
    folder: PathBuf,
    database: Database,
    number: u32,
}

impl Opener {
    /// Opens it together with the others, and writes something.
    async fn open(self) {
        fs::write(self.folder.join(format!("{}.ready", self.number)), "").unwrap();
        let go = self.folder.join("go");
        while !go.exists() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let bay = open(&self.database).await.unwrap();
        bay.organizations().create(format!("o-{}", self.number)).await.unwrap();
        bay.shutdown(PATIENCE).await.unwrap();
    }
}

async fn open(database: &Database) -> vmbay::Result<Vmbay> {
    Vmbay::builder().storage(database.connect().await).open().await
}

async fn migrated(storage: &dyn Storage) -> Vec<ComponentStatus> {
    storage.migrate(&[], MigrateCommand::Status).await.unwrap()
}

async fn together(test: &str, database: impl FnOnce(&std::path::Path) -> Database) {
    if let Some(opener) = told::<Opener>() {
        return opener.open().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let database = database(folder.path());
    let processes: Vec<_> = (0..PROCESSES)
        .map(|number| {
            let opener = Opener { folder: folder.path().to_owned(), database: database.clone(), number };
            Process::begin(&format!("opening::{test}"), folder.path(), number, &opener)
        })
        .collect();
    let begun = Instant::now();
    while !(0..PROCESSES).all(|number| folder.path().join(format!("{number}.ready")).exists()) {
        assert!(begun.elapsed() < PATIENCE, "the processes do not start");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    fs::write(folder.path().join("go"), "").unwrap();
    for process in processes {
        process.end().await;
    }
    let storage = database.connect().await;
    let status = migrated(&*storage).await;
    assert_eq!(status[0].state, MigrationState::Current);
    let once: Vec<u32> = (1..).take(status[0].applied.len()).collect();
    assert!(status[0].applied.iter().map(|line| line.number).eq(once), "{status:?}");
    let bay = Vmbay::builder().storage(storage).open().await.unwrap();
    let made = bay.organizations().list(OrganizationQuery::default()).await.unwrap();
    let made = made.items.iter().filter(|organization| organization.name.starts_with("o-"));
    assert_eq!(made.count(), PROCESSES as usize);
    bay.shutdown(PATIENCE).await.unwrap();
    drop_schema(&database).await;
}

#[tokio::test]
async fn processes_that_open_a_new_sqlite_file_together_migrate_it_once_and_all_succeed() {
    let test = "processes_that_open_a_new_sqlite_file_together_migrate_it_once_and_all_succeed";
    together(test, Database::sqlite).await;
}

#[tokio::test]
async fn processes_that_open_a_new_postgres_schema_together_migrate_it_once_and_all_succeed() {
    let test = "processes_that_open_a_new_postgres_schema_together_migrate_it_once_and_all_succeed";
    together(test, |_| Database::postgres()).await;
}

/// Runs SQL beside the library, within the tables it made.
async fn run(database: &Database, text: &str) {
    match database {
        Database::Sqlite { file } => rusqlite::Connection::open(file).unwrap().execute_batch(text).unwrap(),
        Database::Postgres { url, schema } => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            let text = format!("SET search_path TO {schema}; {text}");
            raw_sql(AssertSqlSafe(text)).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

/// Leaves nothing on the server of the run.
async fn drop_schema(database: &Database) {
    if let Database::Postgres { schema, .. } = database {
        run(database, &format!("DROP SCHEMA {schema} CASCADE")).await;
    }
}

/// Every row of every table.
async fn rows(storage: &dyn Storage) -> Vec<Vec<Row>> {
    let mut rows = Vec::new();
    for schema in vmbay::entities() {
        rows.push(storage.select(&Query::on(schema).limit(1000)).await.unwrap());
    }
    rows
}

/// What an old program is told by a database of a newer one.
fn too_old(error: &Error) {
    assert_eq!(error.code(), ErrorCode::Unavailable, "{error:?}");
    assert!(error.to_string().contains("newer than this program: upgrade the program"), "{error}");
}

async fn old_meets_new(database: Database) {
    let bay = open(&database).await.unwrap();
    bay.organizations().create("one").await.unwrap();
    bay.shutdown(PATIENCE).await.unwrap();
    let ours = migrated(&*database.connect().await).await[0].applied.len();
    // As a later version of the program would leave it.
    let newer = format!(
        "ALTER TABLE settings ADD COLUMN colour TEXT;
        INSERT INTO vmbay_migrations (component, number, name, checksum) VALUES ('vmbay', {}, 'colour', 'c0ffee')",
        ours + 1
    );
    run(&database, &newer).await;
    let storage = database.connect().await;
    let before = (migrated(&*storage).await, rows(&*storage).await);
    let ahead = MigrationState::Ahead { database: u32::try_from(ours + 1).unwrap() };
    assert_eq!(before.0[0].state, ahead);

    too_old(&open(&database).await.unwrap_err());
    let back = MigrateCommand::Rollback { component: migration::VMBAY, steps: 1 };
    for command in [MigrateCommand::Latest, back] {
        too_old(&storage.migrate(&[], command).await.unwrap_err());
    }
    assert_eq!((migrated(&*storage).await, rows(&*storage).await), before);
    // What the newer program added is still there.
    run(&database, "UPDATE settings SET colour = 'red'").await;
    storage.close().await.unwrap();
    drop_schema(&database).await;
}

#[tokio::test]
async fn an_old_program_that_meets_a_newer_sqlite_file_says_so_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    old_meets_new(Database::sqlite(folder.path())).await;
}

#[tokio::test]
async fn an_old_program_that_meets_a_newer_postgres_schema_says_so_and_changes_nothing() {
    old_meets_new(Database::postgres()).await;
}
