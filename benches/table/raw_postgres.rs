//! What a program without the library would write for the servers of [`crate::server`]: on `tokio-postgres`, with statements
//! prepared on a held connection, and on `sqlx`.

use sqlx::{PgConnection, Row as _, postgres::PgRow};
use tokio_postgres::{Client, Error, NoTls, Row, Statement};
use uuid::Uuid;
use vmbay::{Timestamp, event::Event, id::ProjectId};

use crate::server::{Server, ServerId};

const GET: &str =
    "SELECT id, version, project_id, name, state, vcpus, memory_mib, note, created_at FROM servers
    WHERE id = $1";
const PAGE: &str =
    "SELECT id, version, project_id, name, state, vcpus, memory_mib, note, created_at FROM servers
    WHERE project_id = $1 AND (created_at, id) < ($2, $3) ORDER BY created_at DESC, id DESC LIMIT 100";
const CREATE: &str = "WITH server AS (
        INSERT INTO servers (id, version, project_id, name, state, vcpus, memory_mib, note, created_at)
        VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8)
    )
    INSERT INTO events (id, version, topic, entity_kind, entity_id, project_id, actor, payload, payload_version, at)
    VALUES ($9, 1, $10, $11, $1, $12, $13, $14, 1, $15)";

/// A connection of `tokio-postgres`, driven by a task of its own.
pub(crate) async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    #[expect(clippy::disallowed_methods, reason = "it is the program's task, not the library's")]
    tokio::spawn(connection);
    Ok(client)
}

/// A held connection with its statements.
pub(crate) struct Raw {
    client: Client,
    get: Statement,
    page: Statement,
    create: Statement,
}

impl Raw {
    pub(crate) async fn connect(url: &str) -> Result<Self, Error> {
        let client = connect(url).await?;
        let get = client.prepare(GET).await?;
        let page = client.prepare(PAGE).await?;
        let create = client.prepare(CREATE).await?;
        Ok(Self { client, get, page, create })
    }

    /// Has the server do now what it would do in the background.
    pub(crate) async fn settle(&self) -> Result<(), Error> {
        self.client.batch_execute("VACUUM ANALYZE").await?;
        self.client.batch_execute("CHECKPOINT").await
    }

    pub(crate) async fn get(&self, id: ServerId) -> Result<Server, Error> {
        read(&self.client.query_one(&self.get, &[&Uuid::from(id)]).await?)
    }

    /// The page of 100 after `after`, newest first.
    pub(crate) async fn page(
        &self,
        project: ProjectId,
        after: Option<&Server>,
    ) -> Result<Vec<Server>, Error> {
        let (time, id) = position(after);
        let rows = self.client.query(&self.page, &[&Uuid::from(project), &time, &id]).await?;
        rows.iter().map(read).collect()
    }

    /// A server with its event, in one statement.
    pub(crate) async fn create(&self, server: &Server, event: &Event) -> Result<u64, Error> {
        let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 15] = [
            &Uuid::from(server.id),
            &Uuid::from(server.project_id),
            &server.name,
            &server.state,
            &i64::from(server.vcpus),
            &i64::from(server.memory_mib),
            &server.note,
            &server.created_at.as_micros(),
            &Uuid::from(event.id),
            &event.topic,
            &event.entity_kind,
            &event.project_id.map(Uuid::from),
            &event.actor,
            &event.payload,
            &event.at.as_micros(),
        ];
        self.client.execute(&self.create, &parameters).await
    }
}

/// The same page on `sqlx`.
pub(crate) async fn page(
    connection: &mut PgConnection,
    project: ProjectId,
    after: Option<&Server>,
) -> sqlx::Result<Vec<Server>> {
    let (time, id) = position(after);
    let rows = sqlx::query(PAGE).bind(Uuid::from(project)).bind(time).bind(id).fetch_all(connection).await?;
    rows.iter().map(read_sqlx).collect()
}

fn position(after: Option<&Server>) -> (i64, Uuid) {
    after.map_or((i64::MAX, Uuid::max()), |last| (last.created_at.as_micros(), last.id.into()))
}

#[expect(clippy::cast_possible_truncation, reason = "they were of that type")]
fn read(row: &Row) -> Result<Server, Error> {
    Ok(Server {
        id: row.try_get::<_, Uuid>(0)?.into(),
        version: row.try_get::<_, i64>(1)?.unsigned_abs(),
        project_id: row.try_get::<_, Uuid>(2)?.into(),
        name: row.try_get(3)?,
        state: row.try_get(4)?,
        vcpus: row.try_get::<_, i64>(5)? as u32,
        memory_mib: row.try_get::<_, i64>(6)? as u32,
        note: row.try_get(7)?,
        created_at: Timestamp::from_micros(row.try_get(8)?),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "they were of that type")]
fn read_sqlx(row: &PgRow) -> sqlx::Result<Server> {
    Ok(Server {
        id: row.try_get::<Uuid, _>(0)?.into(),
        version: row.try_get::<i64, _>(1)?.unsigned_abs(),
        project_id: row.try_get::<Uuid, _>(2)?.into(),
        name: row.try_get(3)?,
        state: row.try_get(4)?,
        vcpus: row.try_get::<i64, _>(5)? as u32,
        memory_mib: row.try_get::<i64, _>(6)? as u32,
        note: row.try_get(7)?,
        created_at: Timestamp::from_micros(row.try_get(8)?),
    })
}
