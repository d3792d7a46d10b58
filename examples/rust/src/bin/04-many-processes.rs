//! Many processes on one database: work is shared, and what a killed process had begun is taken over.
//!
//! ```text
//! cargo run --package vmbay-examples --bin 04-many-processes
//! cargo run --package vmbay-examples --bin 04-many-processes -- 'postgres:///postgres?user=me&host=/run/postgresql'
//! ```
//!
//! The program starts two copies of itself on the database in its argument: a new SQLite file unless told otherwise. All
//! open the same library and offer the same kind of work. Nothing but the database is between them.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use clap::Parser;
use serde_json::json;
use vmbay::{
    Error, Result, Vmbay,
    operation::{OperationBegin, RunnerOptions, Task},
    storage::Storage,
};
use vmbay_storage_postgres::PostgresStorage;
use vmbay_storage_sqlite::SqliteStorage;

/// How long a process that went silent keeps its work. It is short here, so that there is something to see.
const LEASE: Duration = Duration::from_secs(2);
/// The longest that anything takes here.
const PATIENCE: Duration = Duration::from_secs(60);

/// Many processes on one database.
#[derive(Parser)]
struct Arguments {
    /// The address of a PostgreSQL database, or the path of a SQLite file.
    database: Option<String>,
    /// Works for others under this name, until it is killed.
    #[arg(long, requires = "database")]
    worker: Option<String>,
}

/// Opens the library as every one of the processes does. Each of them migrates the database if nobody has.
async fn open(database: &str, name: &str) -> Result<Vmbay> {
    let storage: Arc<dyn Storage> = if database.starts_with("postgres") {
        Arc::new(PostgresStorage::connect(database).await?)
    } else {
        Arc::new(SqliteStorage::open(database).await?)
    };
    let name = name.to_owned();
    let resize = Task::new("resize-picture", move |run| {
        let name = name.clone();
        async move {
            println!("{name} begins {}", run.input::<String>()?);
            // Renewed in the background for as long as this process lives.
            run.ports().clock.sleep(Duration::from_secs(1)).await;
            Ok(json!(name))
        }
    });
    Vmbay::builder()
        .storage(storage)
        .runner(RunnerOptions { lease: LEASE, poll: Duration::from_millis(100), concurrency: 1 })
        .operation(resize)
        .open()
        .await
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { database, worker } = Arguments::parse();
    match (database, worker) {
        (Some(database), Some(name)) => work(&database, &name).await,
        (Some(database), None) => lead(&database).await,
        (None, _) => {
            let folder = tempfile::tempdir().map_err(failed)?;
            lead(&folder.path().join("pictures.db").display().to_string()).await
        }
    }
}

/// What each copy does: it opens the library, and that is all.
async fn work(database: &str, name: &str) -> Result<()> {
    let _bay = open(database, name).await?;
    std::future::pending().await
}

async fn lead(database: &str) -> Result<()> {
    let bay = open(database, "the first").await?;

    // A named lease is for what only one process may do. Its fence grows with each holder.
    let lease = bay.leases().acquire("picture-index", LEASE).await?;
    println!("the first holds {:?} with fence {}", "picture-index", lease.fence());
    lease.release().await?;

    let mut begun = Vec::new();
    for number in 1..=6 {
        let picture =
            OperationBegin { input: json!(format!("picture {number}")), ..OperationBegin::default() };
        begun.push(bay.operations().begin("resize-picture", picture).await?);
    }
    // Each takes one at a time; what is queued waits for whoever has room.
    let mut victim = Worker::start(database, "the second")?;
    let _other = Worker::start(database, "the third")?;
    victim.begins_something()?;
    victim.kill()?;
    let killed = Instant::now();
    println!("the second was killed in the middle of it");

    let mut by = Vec::new();
    for operation in begun {
        by.push(operation.wait_for(PATIENCE).await?);
    }
    println!("all 6 pictures are done, {:.1} s later: by {}", killed.elapsed().as_secs_f64(), json!(by));
    bay.shutdown(PATIENCE).await
}

/// A copy of this program.
struct Worker {
    child: Child,
    says: BufReader<std::process::ChildStdout>,
}

impl Worker {
    fn start(database: &str, name: &str) -> Result<Self> {
        let this = std::env::current_exe().map_err(failed)?;
        let mut copy = Command::new(this);
        copy.args([database, "--worker", name]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = copy.spawn().map_err(failed)?;
        let says = child.stdout.take().ok_or_else(|| Error::invalid("stdout", "is not a pipe"))?;
        Ok(Self { child, says: BufReader::new(says) })
    }

    /// Waits until it has taken something up.
    fn begins_something(&mut self) -> Result<()> {
        let mut line = String::new();
        self.says.read_line(&mut line).map_err(failed)?;
        print!("{line}");
        Ok(())
    }

    /// Ends it as `kill -9` does: it can let go of nothing.
    fn kill(&mut self) -> Result<()> {
        self.child.kill().map_err(failed)?;
        self.child.wait().map(drop).map_err(failed)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.kill();
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn failed(error: std::io::Error) -> Error {
    Error::unavailable("a process of this example", error.to_string())
}
