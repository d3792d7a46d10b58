//! The whole library on memory and the simulated hypervisor: what it costs itself.

use std::time::Duration;

use futures::{StreamExt, stream};
use vmbay::{
    Result, Vmbay,
    compute::{MachineCreate, StopOptions},
    hypervisor::{SimulatedHypervisor, SimulatedOptions},
    storage::MemoryStorage,
};

use crate::table::{Table, show};

const MACHINES: usize = 10_000;
/// How many machines live at a time.
const AT_ONCE: usize = 32;
const ROUNDS: usize = 3;
const LIMIT: Duration = Duration::from_secs(2);

pub(crate) async fn measure(table: &mut Table) {
    if !table.wants("E1") {
        return;
    }
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        best = best.min(lives().await.expect("machines live on the simulated hypervisor"));
    }
    let what = "10,000 machines created, started, stopped, deleted";
    table.state("E1", what, [&show(best), "–", "–", "< 2 s"], best < LIMIT);
}

async fn lives() -> Result<Duration> {
    let hypervisor = SimulatedHypervisor::new(SimulatedOptions::instant());
    let bay = Vmbay::builder().storage(MemoryStorage::new()).hypervisor("local", hypervisor).open().await?;
    let all = async {
        let lives = (0..MACHINES).map(|number| {
            let bay = bay.clone();
            // A task each, so that every processor is used.
            #[expect(clippy::disallowed_methods, reason = "the callers are the program, not the library")]
            tokio::spawn(async move { life(&bay, number).await })
        });
        let mut lives = stream::iter(lives).buffer_unordered(AT_ONCE);
        while let Some(life) = lives.next().await {
            life.expect("no life panics")?;
        }
        Ok::<_, vmbay::Error>(())
    };
    let begun = std::time::Instant::now();
    all.await?;
    let took = begun.elapsed();
    bay.shutdown(Duration::from_secs(10)).await?;
    Ok(took)
}

async fn life(bay: &Vmbay, number: usize) -> Result<()> {
    let machines = bay.machines();
    let machine =
        machines.create(MachineCreate::new(format!("m-{number}")).memory_mib(64).disk(1 << 30)).await?;
    machines.start(machine.id).await?;
    machines.stop(machine.id, StopOptions::graceful()).await?;
    machines.delete(machine.id).await
}
