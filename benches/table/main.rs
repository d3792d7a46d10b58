//! Ours beside the raw drivers: one table, a line per goal.
//!
//! `make bench` measures everything; `cargo bench --package vmbay-benches -- A1 E` only the rows whose ids begin so. Raw
//! and ours take turns in this one process, on the same data, so that the ratio means something on any machine; below 15 %
//! a difference means nothing.
//!
//! - `storage`: A1–A5, A9 and E2, beside `rusqlite`;
//! - `postgres`: A6–A8, beside `tokio-postgres` and `sqlx`;
//! - `jobs`, `enqueue`: B1–B6, beside what one would write on the same tables;
//! - `events`: B7;
//! - `hypervisor`: D1–D4, beside `virt`;
//! - `simulated`: E1.

mod bulk;
mod enqueue;
mod events;
mod hypervisor;
mod jobs;
mod postgres;
mod raw_jobs;
mod raw_postgres;
mod server;
mod simulated;
mod storage;
mod table;
mod timing;
mod verbs;

use self::table::Table;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, path] = &arguments[..]
        && flag == storage::STREAM
    {
        return runtime().block_on(storage::stream(path.as_ref()));
    }
    // `cargo bench` says so; `cargo test --all-targets` does not, and no test measures anything.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let wanted = arguments.into_iter().filter(|argument| !argument.starts_with('-')).collect();
    let mut table = Table::new(wanted);
    runtime().block_on(async {
        storage::measure(&mut table).await;
        postgres::measure(&mut table).await;
        jobs::measure(&mut table).await;
        enqueue::measure(&mut table).await;
        events::measure(&mut table).await;
        simulated::measure(&mut table).await;
        hypervisor::measure(&mut table).await;
    });
    table.finish();
}

fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("threads can be started")
}
