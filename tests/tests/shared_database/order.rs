//! Sixteen writers, some with long transactions, and readers with a token, each a process that may be killed: a reader sees
//! every committed event once, those of one entity in the order of its versions.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use futures::StreamExt;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use vmbay::{
    Error, Result, Timestamp, Vmbay,
    event::{Event, EventItem, EventPage, EventQuery, EventToken},
    observe::Setting,
    storage::{Changes, Filter, MigrateCommand, Repository, Storage},
    uuid::Uuid,
};
use vmbay_storage_postgres::{
    PostgresOptions, PostgresStorage,
    sqlx::{Connection as _, PgConnection, raw_sql},
};
use vmbay_storage_sqlite::SqliteStorage;

use crate::{
    database::Database,
    dice::Dice,
    process::{PATIENCE, Process, told},
};

const WRITERS: u32 = 16;
/// One of so many writers holds its transactions open.
const LONG: u32 = 4;
const READERS: u32 = 4;
const ENTITIES: u64 = 8;
const KILLS: u32 = 40;
/// Between two kills.
const EVERY: Duration = Duration::from_millis(100);

/// What a process is to be.
#[derive(Clone, Serialize, Deserialize)]
struct Role {
    folder: PathBuf,
    database: Database,
    /// A writer, and above those a reader.
    place: u32,
    /// Which of the processes in this place it is.
    life: u32,
}

fn id(entity: u64) -> Uuid {
    Uuid::from_u64_pair(0, entity)
}

/// A unit that gives these entities another value, and tells so.
fn change(settings: &[Setting]) -> Changes {
    settings.iter().fold(Changes::new(), |unit, setting| {
        let told = Event {
            id: Uuid::new_v4().into(),
            version: 1,
            sequence: 0,
            topic: "setting.changed".into(),
            entity_kind: "setting".into(),
            entity_id: setting.id.into(),
            organization_id: None,
            project_id: None,
            actor: "system".into(),
            operation_id: None,
            request_id: None,
            payload: (setting.version + 1).into(),
            payload_version: 1,
            at: Timestamp::EPOCH,
        };
        unit.update(setting).unwrap().emit(&told).unwrap()
    })
}

/// Entities and versions of them.
type Versions = Vec<(u64, u64)>;

/// A file of lines, each of which is whole or was never there.
struct Journal(fs::File);

impl Journal {
    /// The lines there are, without one that a kill cut short, and the file to go on with.
    fn open<T: DeserializeOwned>(path: &Path) -> (Vec<T>, Self) {
        let text = fs::read_to_string(path).unwrap_or_default();
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let file = fs::File::options().create(true).append(true).open(path).unwrap();
        file.set_len(whole as u64).unwrap();
        (text[..whole].lines().map(|line| serde_json::from_str(line).unwrap()).collect(), Self(file))
    }

    fn note(&mut self, line: &impl Serialize) {
        let mut text = serde_json::to_vec(line).unwrap();
        text.push(b'\n');
        self.0.write_all(&text).unwrap();
    }
}

impl Role {
    async fn live(self) {
        if self.place < WRITERS { self.write().await } else { self.read().await }
    }

    fn journal(&self) -> PathBuf {
        self.folder.join(format!("{}.journal", self.place))
    }

    /// Changes entities, and notes what was acknowledged, until told to stop.
    async fn write(self) {
        let pen = Pen::new(&self.database, self.place.is_multiple_of(LONG)).await;
        let (_, mut journal) = Journal::open::<Versions>(&self.journal());
        let dice = Dice::new(u64::from(self.life) * u64::from(WRITERS) + u64::from(self.place));
        let stop = self.folder.join("stop");
        while !stop.exists() {
            // Sometimes two, in either order.
            let mut wanted = vec![dice.below(ENTITIES)];
            let other = dice.below(ENTITIES);
            if dice.chance(20) && other != wanted[0] {
                wanted.push(other);
            }
            let mut settings: Vec<Setting> = Vec::new();
            for entity in wanted {
                settings.push(pen.storage().get(id(entity).into()).await.unwrap());
            }
            match pen.write(change(&settings), &dice).await {
                Ok(()) => {
                    let versions =
                        settings.iter().map(|setting| (Uuid::from(setting.id), setting.version + 1));
                    journal.note(
                        &versions.map(|(id, version)| (id.as_u64_pair().1, version)).collect::<Versions>(),
                    );
                }
                Err(Error::Conflict { .. }) => {}
                Err(error) => assert!(error.is_retryable(), "{error:?}"),
            }
        }
    }

    /// Reads on from where this place's last process came to, until nothing is written any more.
    async fn read(self) {
        let bay = Vmbay::builder().storage(self.database.connect().await).open().await.unwrap();
        let (lines, mut journal) = Journal::open::<(EventToken, Versions)>(&self.journal());
        let mut token = lines.last().map_or(EventToken::START, |(token, _)| *token);
        let written = self.folder.join("written");
        loop {
            // Seen before reading: all is there to be read.
            let last = written.exists();
            let query = EventQuery::after(token).topic("setting.").limit(20);
            let page = if self.place.is_multiple_of(2) || last {
                bay.events().list(query).await.unwrap()
            } else {
                let mut stream = bay.events().stream(query);
                match tokio::time::timeout(EVERY, stream.next()).await {
                    Ok(Some(Ok(EventItem::Event(event)))) => {
                        EventPage { gap: None, token: event.token(), events: vec![*event] }
                    }
                    Ok(other) => panic!("{other:?}"),
                    Err(_) => continue,
                }
            };
            assert_eq!(page.gap, None);
            if page.events.is_empty() {
                if last {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            }
            token = page.token;
            let versions = page.events.iter().map(|event| (event.entity_id, &event.payload));
            let versions = versions.map(|(id, payload)| (id.as_u64_pair().1, payload.as_u64().unwrap()));
            journal.note(&(token, versions.collect::<Versions>()));
        }
        bay.shutdown(PATIENCE).await.unwrap();
    }
}

/// How a writer commits: by a unit, or within a transaction of its own that takes its time.
enum Pen {
    Short(std::sync::Arc<dyn Storage>),
    Sqlite(SqliteStorage),
    Postgres(PostgresStorage, String),
}

impl Pen {
    async fn new(database: &Database, long: bool) -> Self {
        match database {
            _ if !long => Self::Short(database.connect().await),
            Database::Sqlite { file } => Self::Sqlite(SqliteStorage::open(file).await.unwrap()),
            Database::Postgres { url, schema } => {
                let options = PostgresOptions { schema: schema.clone().into(), ..PostgresOptions::default() };
                let storage = PostgresStorage::connect_with(url, options).await.unwrap();
                Self::Postgres(storage, url.clone())
            }
        }
    }

    fn storage(&self) -> &dyn Storage {
        match self {
            Self::Short(storage) => &**storage,
            Self::Sqlite(storage) => storage,
            Self::Postgres(storage, _) => storage,
        }
    }

    async fn write(&self, unit: Changes, dice: &Dice) -> Result<()> {
        match self {
            Self::Short(storage) => storage.commit(unit).await,
            Self::Sqlite(storage) => {
                // Nobody else can write meanwhile.
                let pause = Duration::from_millis(dice.below(20));
                let written = storage.transaction(move |transaction| {
                    SqliteStorage::apply(transaction, &unit)?;
                    std::thread::sleep(pause);
                    Ok(())
                });
                let written = written.await;
                // They have their turn.
                tokio::time::sleep(10 * pause).await;
                written
            }
            Self::Postgres(storage, url) => {
                let mut transaction = PgConnection::connect(url).await.unwrap();
                raw_sql("BEGIN").execute(&mut transaction).await.unwrap();
                // Dropped, the connection rolls back.
                storage.apply(&mut transaction, &unit).await?;
                tokio::time::sleep(Duration::from_millis(dice.below(200))).await;
                raw_sql("COMMIT").execute(&mut transaction).await.unwrap();
                Ok(())
            }
        }
    }
}

async fn run(test: &str, database: impl FnOnce(&Path) -> Database) {
    if let Some(role) = told::<Role>() {
        return role.live().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let database = database(folder.path());
    let storage = database.connect().await;
    storage.migrate(&[], MigrateCommand::Latest).await.unwrap();
    let new = |entity| Setting {
        id: id(entity).into(),
        version: 1,
        name: format!("s-{entity}"),
        value: serde_json::Value::Null,
        updated_at: Timestamp::EPOCH,
    };
    let all: Vec<Setting> = (0..ENTITIES).map(new).collect();
    storage.insert_many(&all).await.unwrap();

    let begin = |place: u32, life: u32| {
        let role = Role { folder: folder.path().to_owned(), database: database.clone(), place, life };
        Process::begin(&format!("order::{test}"), folder.path(), life * 100 + place, &role)
    };
    let places: Vec<u32> = (0..WRITERS + READERS).collect();
    let mut processes: Vec<_> = places.iter().map(|place| begin(*place, 0)).collect();
    let dice = Dice::new(5);
    for kill in 1..=KILLS {
        tokio::time::sleep(EVERY).await;
        let reader = kill.is_multiple_of(3);
        let place = dice.pick(if reader { &places[WRITERS as usize..] } else { &places[..WRITERS as usize] });
        std::mem::replace(&mut processes[place as usize], begin(place, kill)).kill();
    }
    let readers = processes.split_off(WRITERS as usize);
    for (file, group) in [("stop", processes), ("written", readers)] {
        fs::write(folder.path().join(file), "").unwrap();
        for process in group {
            process.end().await;
        }
    }
    check(&*storage, folder.path()).await;
    storage.close().await.unwrap();
}

/// Holds what the readers saw, and what the writers were told, against what is there.
async fn check(storage: &dyn Storage, folder: &Path) {
    let mut last = Vec::new();
    for entity in 0..ENTITIES {
        last.push(Repository::<Setting>::get(storage, id(entity).into()).await.unwrap().version);
    }
    let lines = |place: u32| folder.join(format!("{place}.journal"));
    let mut acknowledged = BTreeSet::new();
    for place in 0..WRITERS {
        for (entity, version) in Journal::open::<Versions>(&lines(place)).0.concat() {
            assert!(acknowledged.insert((entity, version)), "version {version} of {entity} was given twice");
            assert!(
                version <= last[usize::try_from(entity).unwrap()],
                "version {version} of {entity} is lost"
            );
        }
    }
    let changes: u64 = last.iter().map(|version| version - 1).sum();
    let told = Repository::<Event>::count(storage, Filter::prefix("topic", "setting.")).await.unwrap();
    assert_eq!(told, changes, "each change has its event");
    for place in WRITERS..WRITERS + READERS {
        let pages = Journal::open::<(EventToken, Versions)>(&lines(place)).0;
        let seen: Versions = pages.into_iter().flat_map(|(_, versions)| versions).collect();
        for (entity, last) in (0..).zip(&last) {
            let of_it = seen.iter().filter(|(seen, _)| *seen == entity).map(|(_, version)| *version);
            let of_it: Vec<u64> = of_it.collect();
            assert_eq!(of_it, (2..=*last).collect::<Vec<_>>(), "what reader {place} saw of {entity}");
        }
    }
    println!(
        "{}: {KILLS} kills, {changes} events, {} acknowledged; each of {READERS} readers saw all of them once and in order",
        storage.name(),
        acknowledged.len()
    );
    assert!(changes > u64::from(KILLS), "they hardly worked");
}

#[tokio::test]
async fn readers_of_a_postgres_database_see_every_event_once_and_in_order_whoever_is_killed() {
    let test = "readers_of_a_postgres_database_see_every_event_once_and_in_order_whoever_is_killed";
    run(test, |_| Database::postgres()).await;
}

#[tokio::test]
async fn readers_of_an_sqlite_file_see_every_event_once_and_in_order_whoever_is_killed() {
    let test = "readers_of_an_sqlite_file_see_every_event_once_and_in_order_whoever_is_killed";
    run(test, Database::sqlite).await;
}
