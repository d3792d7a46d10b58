//! What a program without the library would write to do jobs: on the library's own tables, in the loop that is fastest.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, params};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_postgres::{AsyncMessage, Client, Error, NoTls, Statement};
use uuid::Uuid;
use vmbay::{
    clock::{Clock as _, SystemClock},
    job::JobRecord,
};

use crate::{jobs::KIND, raw_postgres::connect};

/// As many as a worker of ours does at once.
const TURN: &str = "WITH done AS (DELETE FROM jobs WHERE id = ANY ($1))
    UPDATE jobs SET state = 'running', version = version + 1, owner = $2 WHERE id = ANY (ARRAY(
        SELECT id FROM jobs WHERE kind = $3 AND state = 'queued' AND place <= $4
        ORDER BY place LIMIT 256 FOR UPDATE SKIP LOCKED
    )) RETURNING id, payload";
const INSERT: &str = "INSERT INTO jobs (id, version, organization_id, project_id, kind, payload, state, priority, place,
        run_after, attempts, dedupe_key, limit_key, owner, cancel_requested, progress, last_error, actor, created_at)
    VALUES ($1, 1, $2, NULL, $3, $4, 'queued', 0, $5, NULL, 0, NULL, NULL, NULL, FALSE, 'null', NULL, $6, $5)";
const CHANNEL: &str = "raw";

/// Has the server do now what it would do in the background once the jobs of before are gone.
pub(crate) async fn vacuum(client: &Client) {
    for statement in ["VACUUM jobs", "CHECKPOINT"] {
        client.batch_execute(statement).await.expect("tables can be vacuumed");
    }
}

/// Has the server look what is in the table.
pub(crate) async fn analyze(client: &Client) {
    client.batch_execute("ANALYZE jobs").await.expect("tables can be analyzed");
}

/// A loop that acknowledges what it did and takes what is next in one statement.
pub(crate) struct Postgres {
    client: Client,
    turn: Statement,
    id: Uuid,
}

impl Postgres {
    pub(crate) async fn connect(url: &str) -> Result<Self, Error> {
        Self::on(connect(url).await?).await
    }

    async fn on(client: Client) -> Result<Self, Error> {
        let turn = client.prepare(TURN).await?;
        Ok(Self { client, turn, id: Uuid::new_v4() })
    }

    async fn turn(&self, kind: &str, done: &[Uuid]) -> Result<Vec<Uuid>, Error> {
        let rows = self.client.query(&self.turn, &[&done, &self.id, &kind, &now()]).await?;
        rows.iter().map(|row| row.try_get::<_, Value>(1).and_then(|_payload| row.try_get(0))).collect()
    }

    /// How long it takes, from its first job until all are acknowledged.
    pub(crate) async fn drain(&self, count: u32) -> Result<Duration, Error> {
        let mut taken = self.turn(KIND, &[]).await?;
        let begun = Instant::now();
        let mut done = 0;
        while !taken.is_empty() {
            done += taken.len();
            taken = self.turn(KIND, &taken).await?;
        }
        assert_eq!(done, count as usize, "every job is taken");
        Ok(begun.elapsed())
    }

    /// Does the jobs of a kind as soon as it is told of them, and says when each begins.
    pub(crate) async fn listen(
        url: &str,
        kind: &'static str,
    ) -> Result<mpsc::UnboundedReceiver<Instant>, Error> {
        let (client, mut connection) = tokio_postgres::connect(url, NoTls).await?;
        let (told, mut news) = mpsc::unbounded_channel();
        #[expect(clippy::disallowed_methods, reason = "it is the program's task, not the library's")]
        tokio::spawn(async move {
            while let Some(Ok(message)) =
                std::future::poll_fn(|context| connection.poll_message(context)).await
            {
                if let AsyncMessage::Notification(_) = message {
                    // Nobody is there to hear it at the end.
                    let _ = told.send(());
                }
            }
        });
        client.batch_execute(&format!("LISTEN {CHANNEL}")).await?;
        let raw = Self::on(client).await?;
        let (begins, starts) = mpsc::unbounded_channel();
        #[expect(clippy::disallowed_methods, reason = "it is the program's task, not the library's")]
        tokio::spawn(async move {
            while news.recv().await.is_some() {
                let mut taken = raw.turn(kind, &[]).await?;
                while !taken.is_empty() {
                    let _ = begins.send(Instant::now());
                    taken = raw.turn(kind, &taken).await?;
                }
            }
            Ok::<_, Error>(())
        });
        Ok(starts)
    }
}

/// What stores jobs one by one.
pub(crate) struct Writer {
    client: Client,
    insert: Statement,
}

impl Writer {
    /// One that tells those who listen, in the same statement, or not.
    pub(crate) async fn connect(url: &str, tells: bool) -> Result<Self, Error> {
        let client = connect(url).await?;
        let text = if tells {
            format!("WITH job AS ({INSERT}) SELECT pg_notify('{CHANNEL}', '')")
        } else {
            INSERT.to_owned()
        };
        let insert = client.prepare(&text).await?;
        Ok(Self { client, insert })
    }

    pub(crate) async fn insert(&self, job: &JobRecord) -> Result<u64, Error> {
        let (id, organization) = (Uuid::from(job.id), Uuid::from(job.organization_id));
        let place = job.place.as_micros();
        let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
            [&id, &organization, &job.kind, &job.payload, &place, &job.actor];
        self.client.execute(&self.insert, &parameters).await
    }
}

/// How long a loop on SQLite takes, from its first job until all are acknowledged.
pub(crate) fn drain_sqlite(path: &Path, count: u32) -> rusqlite::Result<Duration> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let owner = Uuid::new_v4();
    let mut remove = connection.prepare("DELETE FROM jobs WHERE id = ?1")?;
    let mut claim = connection.prepare(
        "UPDATE jobs SET state = 'running', version = version + 1, owner = ?1 WHERE id IN (
            SELECT id FROM jobs WHERE kind = ?2 AND state = 'queued' AND place <= ?3 ORDER BY place LIMIT 100
        ) RETURNING id, payload",
    )?;
    let (mut begun, mut done) = (None, 0);
    let mut taken: Vec<[u8; 16]> = Vec::new();
    loop {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for id in taken.drain(..) {
            remove.execute([id])?;
        }
        let rows = claim.query_map(params![owner.as_bytes(), KIND, now()], |row| {
            let payload: String = row.get(1)?;
            std::hint::black_box(serde_json::from_str::<Value>(&payload).is_ok());
            row.get(0)
        })?;
        for id in rows {
            taken.push(id?);
        }
        connection.execute_batch("COMMIT")?;
        let begun = begun.get_or_insert_with(Instant::now);
        if taken.is_empty() {
            assert_eq!(done, count as usize, "every job is taken");
            return Ok(begun.elapsed());
        }
        done += taken.len();
    }
}

fn now() -> i64 {
    SystemClock::default().now().as_micros()
}
