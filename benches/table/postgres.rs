//! The PostgreSQL adapter beside `tokio-postgres` and `sqlx`: A6–A8.

use std::{borrow::Cow, sync::Arc};

use serde_json::json;
use sqlx::{ConnectOptions as _, PgConnection, postgres::PgConnectOptions};
use vmbay::{
    Error, Page, Result,
    clock::SystemClock,
    event::{Cause, Event},
    id::SystemIds,
    ports::Ports,
    storage::{Changes, Direction, Filter, MigrateCommand, Query, Repository, Storage},
};
use vmbay_storage_postgres::{PostgresOptions, PostgresStorage};
use vmbay_test_postgres as server;

use crate::{
    raw_postgres::{self, Raw},
    server::{COMPONENT, Server, project},
    table::{Goal, Table},
    timing::{Best, ROUNDS, Samples, time_of},
};

/// The rows of the table, and of how many projects they are.
const ROWS: u64 = 100_000;
const PROJECTS: u64 = 100;

/// A durable server of our own, with the library's tables and that of the benchmarks.
pub(crate) struct Database(server::Server);

impl Database {
    pub(crate) async fn start() -> Result<Self> {
        let database = Self(server::Server::durable());
        let storage = database.storage().await?;
        storage.migrate(&[COMPONENT], MigrateCommand::Latest).await?;
        storage.close().await?;
        Ok(database)
    }

    pub(crate) fn url(&self) -> String {
        self.0.url()
    }

    /// Ours, in the schema where others look for tables too.
    pub(crate) async fn storage(&self) -> Result<PostgresStorage> {
        let options = PostgresOptions { schema: Cow::Borrowed("public"), ..PostgresOptions::default() };
        PostgresStorage::connect_with(&self.url(), options).await
    }

    /// Raw.
    pub(crate) async fn client(&self) -> tokio_postgres::Client {
        raw_postgres::connect(&self.url()).await.expect("the server lets us in")
    }
}

pub(crate) async fn measure(table: &mut Table) {
    if ["A6", "A7", "A8"].iter().any(|id| table.wants(id)) {
        all(table).await.expect("the server answers");
    }
}

async fn all(table: &mut Table) -> Result<()> {
    let database = Database::start().await?;
    let storage = database.storage().await?;
    for first in (0..ROWS).step_by(10_000) {
        let servers: Vec<Server> =
            (first..first + 10_000).map(|number| Server::numbered(number, PROJECTS)).collect();
        storage.insert_many(&servers).await?;
    }
    let raw = Raw::connect(&database.url()).await.expect("the server lets us in");
    raw.settle().await.expect("tables can be vacuumed");
    if table.wants("A6") {
        get(table, &storage, &raw).await?;
    }
    if table.wants("A7") {
        let options: PgConnectOptions = database.url().parse().expect("the address is one");
        let mut other = options.connect().await.expect("the server lets us in");
        pages(table, &storage, &raw, &mut other).await?;
    }
    if table.wants("A8") {
        creates(table, storage.clone(), &raw).await?;
    }
    storage.close().await
}

/// A6: a server by its id.
async fn get(table: &mut Table, storage: &PostgresStorage, raw: &Raw) -> Result<()> {
    const GETS: u32 = 500;
    let ids: Vec<_> = (0..u64::from(GETS)).map(|n| Server::numbered(n * 199 % ROWS, PROJECTS).id).collect();
    let mut best = Best::NONE;
    for _ in 0..ROUNDS * 3 {
        let theirs = time_of(async {
            for id in &ids {
                raw.get(*id).await.expect("the server is there");
            }
        });
        let theirs = theirs.await;
        let ours = time_of(async {
            for id in &ids {
                Repository::<Server>::get(storage, *id).await?;
            }
            Ok::<_, Error>(())
        });
        best.round(ours.await, theirs);
    }
    let best = best.each(GETS);
    table.compare("A6", "PostgreSQL get by id / tokio-postgres", best.ours, best.raw, Goal::AtMost(1.35));
    Ok(())
}

/// A7: pages of a project, newest first, each after the one before.
async fn pages(
    table: &mut Table,
    storage: &PostgresStorage,
    raw: &Raw,
    other: &mut PgConnection,
) -> Result<()> {
    const PAGES: u32 = 9;
    let query = |number| {
        Query::of::<Server>()
            .filter(Filter::eq("project_id", project(number)))
            .order_by("created_at", Direction::Descending)
    };
    let (mut tokio_postgres, mut sqlx) = (Best::NONE, Best::NONE);
    for round in 0..ROUNDS as u64 * 5 {
        let theirs = time_of(async {
            let mut last: Option<Server> = None;
            for _ in 0..PAGES {
                last = raw.page(project(round), last.as_ref()).await.expect("it can be read").pop();
            }
            last
        });
        let theirs = theirs.await;
        let ours = time_of(async {
            let mut next = query(round);
            for _ in 0..PAGES {
                let page: Page<Server> = storage.list(&next).await?;
                next = query(round).after(page.next.as_ref().expect("the project has more pages"))?;
            }
            Ok::<_, Error>(())
        });
        let ours = ours.await;
        let others = time_of(async {
            let mut last: Option<Server> = None;
            for _ in 0..PAGES {
                let page = raw_postgres::page(other, project(round), last.as_ref()).await;
                last = page.expect("it can be read").pop();
            }
            last
        });
        tokio_postgres.round(ours, theirs);
        sqlx.round(ours, others.await);
    }
    let best = tokio_postgres.each(PAGES);
    table.compare("A7", "PostgreSQL page of 100 / tokio-postgres", best.ours, best.raw, Goal::AtMost(1.6));
    let best = sqlx.each(PAGES);
    table.compare("A7", "PostgreSQL page of 100 / sqlx", best.ours, best.raw, Goal::AtMost(1.15));
    Ok(())
}

/// A8: one caller creates a server with its event.
async fn creates(table: &mut Table, storage: PostgresStorage, raw: &Raw) -> Result<()> {
    const CREATES: u64 = 1000;
    let ports = Ports {
        storage: Arc::new(storage),
        clock: Arc::new(SystemClock::default()),
        ids: Arc::new(SystemIds::default()),
    };
    let draft = |number| {
        let server = Server { id: ports.id(), ..Server::numbered(number, PROJECTS) };
        let payload = json!({ "name": server.name });
        let event = Event::new(&ports, &Cause::default(), "server.created", &server, payload);
        (server, event)
    };
    let mut samples = Samples::default();
    for number in ROWS..ROWS + CREATES {
        let theirs = time_of(async {
            let (server, event) = draft(number);
            raw.create(&server, &event).await.expect("the server is new");
        });
        let theirs = theirs.await;
        let ours = time_of(async {
            let (server, event) = draft(number);
            ports.storage.commit(Changes::new().insert(&server)?.emit(&event)?).await
        });
        samples.take(ours.await, theirs);
    }
    let median = samples.median();
    let what = "PostgreSQL create with its event / one CTE statement";
    table.compare("A8", what, median.ours, median.raw, Goal::AtMost(1.2));
    Ok(())
}
