//! The libvirt adapter beside `virt`: D1–D4. D1 by a private daemon, the others on the embedded driver with the tiny guest;
//! D2 is in [`crate::verbs`].

use std::time::{Duration, Instant};

use futures::future::try_join_all;
use virt::{connect::Connect, domain::Domain};
use virt_sys as sys;
use vmbay::{
    Error, Result, Vmbay,
    compute::{Machine, MachineCreate},
    disk::ImageImport,
    hypervisor::Hypervisor,
};
use vmbay_storage_sqlite::SqliteStorage;
use vmbay_tests::{
    lab::{Guest, PrivateDaemon},
    libvirt::{Embedded, daemon_builder, pool_below, tiny},
};

use crate::{
    bulk::{ALL_STATS, stats},
    storage::directory,
    table::{Goal, Table},
    timing::{Best, ROUNDS, time, time_of},
    verbs,
};

const DOMAINS: usize = 200;

pub(crate) async fn measure(table: &mut Table) {
    let rows = ["D1", "D2", "D3", "D4"];
    let wanted: Vec<_> = rows.into_iter().filter(|id| table.wants(id)).collect();
    if wanted.is_empty() {
        return;
    }
    let Some(guest) = Guest::built() else {
        for id in wanted {
            table.skip(id, "on a real guest", "run `make guest`");
        }
        return;
    };
    if table.wants("D1") {
        states(table, &guest).await.expect("the private daemon answers");
    }
    if table.wants("D2") || table.wants("D3") || table.wants("D4") {
        embedded(table, &guest).await.expect("the embedded libvirt answers");
    }
}

/// D1: what a daemon tells of its domains.
async fn states(table: &mut Table, guest: &Guest) -> Result<()> {
    let Some(daemon) = PrivateDaemon::start("bench") else {
        table.skip("D1", "state of 200 domains", "run as root, with libvirtd");
        return Ok(());
    };
    let hypervisor = daemon_builder(&daemon).connect().await?;
    let mut spec = tiny(&hypervisor, &pool_below(&daemon.path().join("vmbay")), guest).await?;
    let mut ids = Vec::with_capacity(DOMAINS);
    for _ in 0..DOMAINS {
        spec.id = uuid::Uuid::from_u128(uuid::Uuid::from(spec.id).as_u128() + 1).into();
        hypervisor.define(&spec).await?;
        ids.push(spec.id);
    }
    let connect = Connect::open(Some(&daemon.uri())).map_err(raw_failed)?;
    let (mut one_by_one, mut bulk) = (Best::NONE, Best::NONE);
    for _ in 0..=ROUNDS {
        let each = time(|| {
            ids.iter().all(|id| {
                connect.lookup_domain_by_uuid((*id).into()).and_then(|domain| domain.state()).is_ok()
            })
        });
        let at_once = time(|| assert_eq!(stats(&connect, sys::VIR_DOMAIN_STATS_STATE, 0), Some(DOMAINS)));
        let ours = time_of(hypervisor.list()).await;
        one_by_one.round(ours, each);
        bulk.round(ours, at_once);
    }
    assert_eq!(hypervisor.list().await?.len(), DOMAINS);
    let what = "state of 200 domains / a look-up each";
    table.compare("D1", what, one_by_one.ours, one_by_one.raw, Goal::Faster(20.0));
    table.compare("D1", "state of 200 domains / raw bulk call", bulk.ours, bulk.raw, Goal::AtMost(1.4));
    hypervisor.close().await
}

/// D2–D4, on one embedded libvirt: its driver is the process's own.
async fn embedded(table: &mut Table, guest: &Guest) -> Result<()> {
    let embedded = Embedded::new();
    let directory = directory();
    let bay = Vmbay::builder()
        .storage(SqliteStorage::open(directory.path().join("bay.db")).await?)
        .hypervisor("local", embedded.builder().connect().await?)
        .open()
        .await?;
    // Another program beside it, whose machine the library does not know.
    let other = embedded.builder().connect().await?;
    let connect = Connect::open(Some(&embedded.uri())).map_err(raw_failed)?;
    let image = ImageImport::kernel("tiny", &guest.kernel, &guest.initrd);
    let image = bay.images().import(image).await?;
    let create = |name: String| MachineCreate::new(name).image(image.id).memory_mib(128);
    if table.wants("D2") {
        let ours = bay.machines().create(create("timed".into())).await?;
        verbs::sdk(table, &bay, ours.id).await?;
        verbs::adapter(table).await?;
        bay.machines().delete(ours.id).await?;
    }
    if table.wants("D3") {
        let spec = tiny(&other, &embedded.pool(), guest).await?;
        other.define(&spec).await?;
        let theirs = connect.lookup_domain_by_uuid(spec.id.into()).map_err(raw_failed)?;
        let ours = bay.machines().create(create("ours".into())).await?;
        bay.machines().start(ours.id).await?;
        polls(table, &other, &connect, &theirs).await?;
        bay.machines().force_stop(ours.id).await?;
        other.undefine(spec.id).await?;
        bay.machines().delete(ours.id).await?;
    }
    if table.wants("D4") {
        parallel(table, &bay, create).await?;
    }
    other.close().await?;
    bay.shutdown(Duration::from_secs(10)).await
}

/// D3: what all running machines use.
async fn polls(table: &mut Table, ours: &impl Hypervisor, connect: &Connect, theirs: &Domain) -> Result<()> {
    theirs.create().map_err(raw_failed)?;
    let mut best = Best::NONE;
    for _ in 0..ROUNDS * 5 {
        let flags =
            sys::VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE | sys::VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;
        let raw = time(|| assert_eq!(stats(connect, ALL_STATS, flags), Some(2)));
        best.round(done(ours.stats()).await?, raw);
    }
    theirs.destroy().map_err(raw_failed)?;
    table.compare(
        "D3",
        "stats of 2 running machines / raw bulk call",
        best.ours,
        best.raw,
        Goal::AtMost(1.15),
    );
    Ok(())
}

/// D4: eight machines with a disk each, one after the other and all at once.
async fn parallel(table: &mut Table, bay: &Vmbay, create: impl Fn(String) -> MachineCreate) -> Result<()> {
    const MACHINES: usize = 8;
    let machines = &bay.machines();
    let mut best = Best::NONE;
    for round in 0..5 {
        let make =
            |way: &str, at: usize| machines.create(create(format!("{way}-{round}-{at}")).disk(1 << 30));
        let begun = Instant::now();
        let mut all: Vec<Machine> = Vec::new();
        for at in 0..MACHINES {
            all.push(make("series", at).await?);
        }
        let series = begun.elapsed();
        let begun = Instant::now();
        all.extend(try_join_all((0..MACHINES).map(|at| make("parallel", at))).await?);
        best.round(begun.elapsed(), series);
        try_join_all(all.iter().map(|machine| machines.delete(machine.id))).await?;
    }
    table.compare("D4", "8 creates in parallel / in series", best.ours, best.raw, Goal::Faster(1.5));
    Ok(())
}

/// How long something takes that must succeed.
pub(crate) async fn done<T>(work: impl Future<Output = Result<T>>) -> Result<Duration> {
    let begun = Instant::now();
    work.await?;
    Ok(begun.elapsed())
}

pub(crate) fn raw_failed(error: virt::error::Error) -> Error {
    Error::HypervisorFailed { what: "a raw call".into(), source: error.into() }
}
