//! From URLs to an open library.
//!
//! | database | |
//! |---|---|
//! | `sqlite:PATH` | the SQLite file `PATH`, made when it is not there |
//! | `sqlite::memory:` | a SQLite database in memory |
//! | `postgres://user:password@host/database` | PostgreSQL; tables in the schema `vmbay`, or `?schema=…` |
//! | `memory:` | in memory, without SQL |
//!
//! | hypervisor | |
//! |---|---|
//! | `simulated:` | a simulated host; `?seed=7` repeats a course, `?instant=true` takes no time |
//! | `test:///default`, `qemu:///system`, `qemu:///embed?root=PATH` … | any URI of libvirt |
//!
//! | more of a simulated host | |
//! |---|---|
//! | `takes=start:500` | how many milliseconds a method of [`Hypervisor`](vmbay::hypervisor::Hypervisor) takes |
//! | `fault=start:2:fail_before` | which call of a method goes wrong: `fail_before`, `fail_after`, `hang_before` or `hang_after` |
//! | `deadline_ms=1000` | when a call that hangs is given up |
//! | `memory_mib=4096`, `disk_bytes=1073741824` | how much it has |

use std::{borrow::Cow, collections::BTreeMap, time::Duration};

use url::Url;
use vmbay::{
    Builder, Error, Result, Vmbay, hypervisor::SimulatedHypervisor, operation::RunnerOptions,
    storage::MemoryStorage,
};
use vmbay_hypervisor_libvirt::LibvirtHypervisor;
use vmbay_storage_postgres::{PostgresOptions, PostgresStorage};
use vmbay_storage_sqlite::SqliteStorage;

use crate::query;

/// The forms of a database's URL.
const DATABASES: &str = "is none of sqlite:PATH, sqlite::memory:, postgres://…, memory:";
/// The forms of a hypervisor's URL.
const HYPERVISORS: &str = "is none of simulated:, simulated:?seed=7, test:///default, qemu:///embed?root=PATH, or \
                           another URI of libvirt";

/// How a library is opened, beside its database.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// The URL of each hypervisor, by the name its host gets.
    pub hypervisors: BTreeMap<String, String>,
    /// How often every machine is looked at; the library's own measure unless told otherwise.
    pub observe_every: Option<Duration>,
    /// How long the operations of a process that died wait until another goes on; the library's own measure unless told
    /// otherwise.
    pub lease: Option<Duration>,
    /// Above which time a call to the database is slow; the library's own measure unless told otherwise.
    pub slow_query: Option<Duration>,
}

/// Opens the library on the database at `database`, after `prepare` had its way with the builder.
///
/// # Errors
/// `invalid_argument` with the right forms for a URL that is none, and everything that opening the database, the
/// hypervisors and the library answer.
pub async fn open(
    database: &str,
    options: OpenOptions,
    prepare: impl FnOnce(Builder) -> Builder,
) -> Result<Vmbay> {
    let mut builder = with_storage(Vmbay::builder(), database).await?;
    for (name, url) in &options.hypervisors {
        builder = with_hypervisor(builder, name, url).await?;
    }
    if let Some(tick) = options.observe_every {
        builder = builder.observe_every(tick);
    }
    if let Some(lease) = options.lease {
        let defaults = RunnerOptions::default();
        builder = builder.runner(RunnerOptions { lease, poll: defaults.poll.min(lease / 4), ..defaults });
    }
    if let Some(latency) = options.slow_query {
        builder = builder.slow_query(latency);
    }
    prepare(builder).open().await
}

async fn with_storage(builder: Builder, url: &str) -> Result<Builder> {
    if url == "memory:" {
        return Ok(builder.storage(MemoryStorage::new()));
    }
    if url == "sqlite::memory:" {
        return Ok(builder.storage(SqliteStorage::open_in_memory()?));
    }
    if let Some(path) = url.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
        return Ok(builder.storage(SqliteStorage::open(path).await?));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let (url, schema) = schema_of(url)?;
        let options = match schema {
            Some(schema) => PostgresOptions { schema, ..PostgresOptions::default() },
            None => PostgresOptions::default(),
        };
        return Ok(builder.storage(PostgresStorage::connect_with(&url, options).await?));
    }
    Err(Error::invalid("database", DATABASES))
}

/// The URL without its `schema`, which is ours, and the schema.
fn schema_of(url: &str) -> Result<(String, Option<Cow<'static, str>>)> {
    // A URL may hold a password, and the error of a parser may hold the URL.
    let mut parsed = Url::parse(url).map_err(|_| Error::invalid("database", "is not a URL of PostgreSQL"))?;
    let mut schema = None;
    let rest: Vec<(String, String)> = parsed
        .query_pairs()
        .filter_map(|(key, value)| {
            if key == "schema" {
                schema = Some(Cow::Owned(value.into_owned()));
                return None;
            }
            Some((key.into_owned(), value.into_owned()))
        })
        .collect();
    if schema.is_none() {
        return Ok((url.to_owned(), None));
    }
    parsed.query_pairs_mut().clear().extend_pairs(rest);
    Ok((parsed.into(), schema))
}

async fn with_hypervisor(builder: Builder, name: &str, url: &str) -> Result<Builder> {
    if let Some(rest) = url.strip_prefix("simulated:") {
        return Ok(builder.hypervisor(name, SimulatedHypervisor::new(query::options(rest)?)));
    }
    let is_uri = url.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if !is_uri {
        return Err(Error::invalid("hypervisor", HYPERVISORS));
    }
    Ok(builder.hypervisor(name, LibvirtHypervisor::connect(url).await?))
}
