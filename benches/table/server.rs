//! The record the storage rows are about, as an integrator would write it, and its raw counterpart on `rusqlite`.

use std::path::Path;

use rusqlite::{Connection, Row, params};
use uuid::Uuid;
use vmbay::{
    Entity, Timestamp,
    event::Event,
    id,
    id::ProjectId,
    storage::{Component, Migration},
};

id! {
    /// Names a [`Server`].
    ServerId = "server";
}

/// A record of the usual size, listed by project, newest first.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "servers", index = "project_id, created_at")]
pub(crate) struct Server {
    pub(crate) id: ServerId,
    pub(crate) version: u64,
    pub(crate) project_id: ProjectId,
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) vcpus: u32,
    pub(crate) memory_mib: u32,
    pub(crate) note: Option<String>,
    pub(crate) created_at: Timestamp,
}

/// The table of [`Server`].
pub(crate) const COMPONENT: Component = Component {
    name: "benches",
    scripts: &[
        (
            "sqlite",
            &[Migration {
                number: 1,
                name: "servers",
                up: "CREATE TABLE servers (
                        id BLOB NOT NULL PRIMARY KEY,
                        version INTEGER NOT NULL,
                        project_id BLOB NOT NULL,
                        name TEXT NOT NULL,
                        state TEXT NOT NULL,
                        vcpus INTEGER NOT NULL,
                        memory_mib INTEGER NOT NULL,
                        note TEXT,
                        created_at INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX servers_project_id_created_at ON servers (project_id, created_at);",
                down: "DROP TABLE servers;",
            }],
        ),
        (
            "postgres",
            &[Migration {
                number: 1,
                name: "servers",
                up: "CREATE TABLE servers (
                        id UUID NOT NULL PRIMARY KEY,
                        version BIGINT NOT NULL,
                        project_id UUID NOT NULL,
                        name TEXT COLLATE \"C\" NOT NULL,
                        state TEXT COLLATE \"C\" NOT NULL,
                        vcpus BIGINT NOT NULL,
                        memory_mib BIGINT NOT NULL,
                        note TEXT COLLATE \"C\",
                        created_at BIGINT NOT NULL
                    );
                    CREATE INDEX servers_project_id_created_at ON servers (project_id, created_at);",
                down: "DROP TABLE servers;",
            }],
        ),
    ],
};

const COLUMNS: &str = "id, version, project_id, name, state, vcpus, memory_mib, note, created_at";

impl Server {
    /// The server `number`, of one of `projects` projects.
    pub(crate) fn numbered(number: u64, projects: u64) -> Self {
        Self {
            // Spread over the key space, as ids of different times are.
            id: Uuid::from_u64_pair(number.wrapping_mul(0x9e37_79b9_7f4a_7c15), number).into(),
            version: 1,
            project_id: project(number % projects),
            name: format!("server-{number}"),
            state: if number.is_multiple_of(3) { "running" } else { "stopped" }.to_owned(),
            vcpus: 4,
            memory_mib: 8192,
            note: number.is_multiple_of(2).then(|| "keep until the end of the month".to_owned()),
            created_at: Timestamp::from_micros(i64::try_from(number).unwrap_or(0) * 1000),
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get::<_, [u8; 16]>(0).map(Uuid::from_bytes)?.into(),
            version: row.get::<_, i64>(1)?.unsigned_abs(),
            project_id: Uuid::from_bytes(row.get(2)?).into(),
            name: row.get(3)?,
            state: row.get(4)?,
            vcpus: row.get(5)?,
            memory_mib: row.get(6)?,
            note: row.get(7)?,
            created_at: Timestamp::from_micros(row.get(8)?),
        })
    }
}

/// The project `number`.
pub(crate) fn project(number: u64) -> ProjectId {
    Uuid::from_u64_pair(1, number).into()
}

/// What a program without the library would write.
pub(crate) struct Raw(Connection);

impl Raw {
    /// The database at `path`, opened as the adapter opens it.
    pub(crate) fn open(path: &Path, synchronous: &str) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.set_prepared_statement_cache_capacity(64);
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", synchronous)?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        Ok(Self(connection))
    }

    pub(crate) fn get(&self, id: ServerId) -> rusqlite::Result<Server> {
        let mut statement = self.0.prepare_cached(&format!("SELECT {COLUMNS} FROM servers WHERE id = ?1"))?;
        statement.query_row([Uuid::from(id).as_bytes()], Server::read)
    }

    /// The page of 100 after `after`, newest first.
    pub(crate) fn page(&self, project: ProjectId, after: Option<&Server>) -> rusqlite::Result<Vec<Server>> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM servers WHERE project_id = ?1 AND (created_at, id) < (?2, ?3)
             ORDER BY created_at DESC, id DESC LIMIT 100"
        ))?;
        let (time, id) =
            after.map_or((i64::MAX, Uuid::max()), |last| (last.created_at.as_micros(), last.id.into()));
        let mut servers = Vec::with_capacity(100);
        let rows = statement
            .query_map(params![Uuid::from(project).as_bytes(), time, id.as_bytes()], Server::read)?;
        for row in rows {
            servers.push(row?);
        }
        Ok(servers)
    }

    pub(crate) fn insert(&self, server: &Server) -> rusqlite::Result<()> {
        let mut statement = self.0.prepare_cached(&format!(
            "INSERT INTO servers ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ))?;
        statement.execute(params![
            Uuid::from(server.id).as_bytes(),
            i64::from(1),
            Uuid::from(server.project_id).as_bytes(),
            server.name,
            server.state,
            server.vcpus,
            server.memory_mib,
            server.note,
            server.created_at.as_micros(),
        ])?;
        Ok(())
    }

    fn emit(&self, event: &Event) -> rusqlite::Result<()> {
        let mut statement = self.0.prepare_cached(
            "INSERT INTO events (id, version, topic, entity_kind, entity_id, organization_id, project_id, actor,
             operation_id, request_id, payload, payload_version, at)
             VALUES (?1, 1, ?2, ?3, ?4, NULL, NULL, ?5, NULL, NULL, ?6, 1, ?7)",
        )?;
        statement.execute(params![
            Uuid::from(event.id).as_bytes(),
            event.topic,
            event.entity_kind,
            event.entity_id.as_bytes(),
            event.actor,
            event.payload.to_string(),
            event.at.as_micros(),
        ])?;
        Ok(())
    }

    /// A server with its event, in one transaction.
    pub(crate) fn create(&self, server: &Server, event: &Event) -> rusqlite::Result<()> {
        self.within(|| self.insert(server).and_then(|()| self.emit(event)))
    }

    /// Many servers in one transaction.
    pub(crate) fn insert_many(&self, servers: &[Server]) -> rusqlite::Result<()> {
        self.within(|| servers.iter().try_for_each(|server| self.insert(server)))
    }

    fn within(&self, work: impl FnOnce() -> rusqlite::Result<()>) -> rusqlite::Result<()> {
        self.0.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        work()?;
        self.0.prepare_cached("COMMIT")?.execute(())?;
        Ok(())
    }
}
