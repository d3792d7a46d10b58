//! The first machine: from an empty folder to a real guest that answers, and back to nothing.
//!
//! ```text
//! cargo run --package vmbay-examples --bin 01-first-machine
//! ```
//!
//! It opens one SQLite file and the QEMU driver inside this very process, imports a kernel, makes a machine from it,
//! starts it with a progress bar, runs `uname -a` inside, stops it, deletes it, and prints what happened. Kill it at any
//! moment and run it again: it first finishes or undoes what the killed run had begun.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use clap::Parser;
use futures::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use vmbay::{
    Result, Vmbay,
    compute::{DeleteOptions, Machine, MachineCreate, MachineQuery, StopOptions},
    disk::{ImageImport, ImageQuery},
    event::EventQuery,
    hypervisor::ExecCommand,
    operation::Operation,
};
use vmbay_hypervisor_libvirt::LibvirtHypervisor;
use vmbay_storage_sqlite::SqliteStorage;

/// Boots a real machine, asks it for its name, and removes it.
#[derive(Parser)]
struct Arguments {
    /// Where everything of this program is kept: the database, the images, the disks.
    #[arg(long, default_value = ".cache/run")]
    work: PathBuf,
    /// Where the tiny guest is: `kernel` and `initrd`, as `make guest` builds them.
    #[arg(long, default_value = ".cache/guest")]
    guest: PathBuf,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    if let Err(error) = run(&arguments).await {
        eprintln!("{}: {error}", error.code());
        let mut cause = std::error::Error::source(&error);
        while let Some(source) = cause {
            eprintln!("  because {source}");
            cause = source.source();
        }
        std::process::exit(1);
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let work = folder(&arguments.work)?;
    let mut timings = Timings::default();

    // One SQLite file, one hypervisor without a daemon. Opening migrates the database, takes up what a crash left behind,
    // looks at every machine, and starts to observe and to work.
    let bay = Vmbay::builder()
        .storage(SqliteStorage::open(work.join("bay.db")).await?)
        .hypervisor("local", LibvirtHypervisor::connect(&embedded(&work)).await?)
        .open()
        .await?;
    timings.lap("open");
    clean_up_after_a_killed_run(&bay).await?;
    let start_token = bay.events().latest().await?;

    let (kernel, initrd) = (arguments.guest.join("kernel"), arguments.guest.join("initrd"));
    let import = ImageImport::kernel("tiny", kernel, initrd).command_line("console=ttyS0 quiet");
    let image = bay.images().import(import).await?;
    timings.lap("import the image");

    let create = MachineCreate::new("web-1").image(image.id).vcpus(1).memory_mib(256);
    let machine = bay.machines().create(create).await?;
    timings.lap("create the machine");

    // Every long verb is a pair: `start` returns when the machine runs, `begin_start` returns an operation at once.
    let start = bay.machines().begin_start(machine.id).await?;
    show_progress(&start).await;
    let machine = start.wait().await?;
    timings.lap("start it");

    bay.machines().wait_ready(machine.id, Duration::from_secs(60)).await?;
    timings.lap("wait for its guest");

    let out = bay.guest().exec(machine.id, ExecCommand::new(["uname", "-a"])).await?;
    print!("{}", out.stdout_text());
    timings.lap("run a command in it");

    bay.machines().stop(machine.id, StopOptions::graceful()).await?;
    timings.lap("stop it");
    bay.machines().delete(machine.id).await?;
    bay.images().delete(image.id).await?;
    timings.lap("delete it and its image");

    println!("\nWhat happened:");
    for event in bay.events().list(EventQuery::after(start_token)).await? {
        println!("  {:>4}  {:<26} {}", event.token(), event.topic, event.entity_kind);
    }
    bay.shutdown(Duration::from_secs(10)).await?;
    timings.print();
    Ok(())
}

/// The folder everything is kept in, made if need be, with an absolute path.
fn folder(path: &Path) -> Result<PathBuf> {
    fs::create_dir_all(path)
        .and_then(|()| path.canonicalize())
        .map_err(|error| vmbay::Error::invalid("work", format!("{} cannot be used: {error}", path.display())))
}

/// The longest path of an embedded root: QEMU's sockets lie below it, and a socket's path has 107 bytes at most.
const ROOT_BYTES: usize = 52;

/// The QEMU driver inside this process, with all its files below `work`, or where that path is too long for sockets, in a
/// temporary folder that belongs to `work` alone.
fn embedded(work: &Path) -> String {
    let below = work.join("hypervisor");
    let root = if below.as_os_str().len() <= ROOT_BYTES {
        below
    } else {
        let mut hasher = DefaultHasher::new();
        work.hash(&mut hasher);
        std::env::temp_dir().join(format!("vmbay-{:016x}", hasher.finish()))
    };
    format!("qemu:///embed?root={}", root.display())
}

/// What a killed run had begun is finished or undone by now, or soon will be; what it had finished making is deleted.
async fn clean_up_after_a_killed_run(bay: &Vmbay) -> Result<()> {
    bay.operations().settle(Duration::from_secs(120)).await?;
    for machine in bay.machines().list(MachineQuery::default()).await? {
        bay.machines().delete_with(machine.id, DeleteOptions::force()).await?;
    }
    for image in bay.images().list(ImageQuery::default()).await? {
        bay.images().delete(image.id).await?;
    }
    Ok(())
}

/// A progress bar for an operation, until it ends.
async fn show_progress(operation: &Operation<Machine>) {
    let bar = ProgressBar::new(100);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}") {
        bar.set_style(style);
    }
    let mut progress = operation.progress();
    while let Some(step) = progress.next().await {
        #[expect(clippy::cast_possible_truncation, reason = "a percentage")]
        bar.set_position((step.fraction * 100.0) as u64);
        bar.set_message(step.message);
    }
    bar.finish();
}

/// How long each part took.
struct Timings {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Default for Timings {
    fn default() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }
}

impl Timings {
    fn lap(&mut self, name: &'static str) {
        self.laps.push((name, self.last.elapsed()));
        self.last = Instant::now();
    }

    fn print(&self) {
        println!("\nHow long it took:");
        for (name, time) in &self.laps {
            println!("  {:>9.3} s  {name}", time.as_secs_f64());
        }
    }
}
