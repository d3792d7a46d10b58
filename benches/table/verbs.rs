//! D2: what a verb costs beyond libvirt.
//!
//! One and the same start of the tiny guest takes libvirt now 300 ms, now 450, so two starts tell nothing of a few milliseconds.
//! What the library adds is therefore taken from one and the same verb: its time less that of the hypervisor call within it, which
//! the library's own `tracing` span tells. What the adapter adds to a raw call is measured on libvirt's test driver, whose verbs take
//! microseconds.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tracing::{
    Subscriber,
    field::{Field, Visit},
    span,
};
use tracing_subscriber::{
    Layer, Registry,
    filter::{LevelFilter, Targets},
    layer::{Context, SubscriberExt as _},
    registry::LookupSpan,
    util::SubscriberInitExt as _,
};
use virt::connect::Connect;
use vmbay::{
    Result, Vmbay,
    hypervisor::{BootSpec, Hypervisor as _, MachineSpec},
    id::MachineId,
};
use vmbay_hypervisor_libvirt::LibvirtHypervisor;

use crate::{
    hypervisor::{done, raw_failed},
    table::{Table, show},
    timing::{ROUNDS, Samples, time},
};

/// The most that a verb may add.
const MOST: Duration = Duration::from_millis(5);

/// What the library adds to its own calls, on a real guest.
pub(crate) async fn sdk(table: &mut Table, bay: &Vmbay, id: MachineId) -> Result<()> {
    let calls = Calls::default();
    let only = Targets::new().with_target("vmbay::hypervisor", LevelFilter::DEBUG);
    // For the whole process: operations run on its other threads. Nothing is told beyond the calls of D2 and D4.
    Registry::default().with(calls.clone().with_filter(only)).init();
    let machines = bay.machines();
    let [mut start, mut save, mut stop] = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS * 2 {
        start.push(calls.within("start", machines.start(id)).await?);
        save.push(calls.within("save", machines.save(id)).await?);
        machines.restore(id).await?;
        stop.push(calls.within("force_stop", machines.force_stop(id)).await?);
    }
    for (verb, mut rounds) in [("start", start), ("save", save), ("stop", stop)] {
        rounds.sort_by_key(|(whole, call)| whole.saturating_sub(*call));
        let Some((whole, call)) = rounds.get(rounds.len() / 2).copied() else { continue };
        let more = whole.saturating_sub(call);
        let share = more.as_secs_f64() / call.as_secs_f64();
        let difference = format!("+{} {:.1} %", show(more), share * 100.0);
        let figures = [&*show(whole), &show(call), &difference, "≤ 5 ms, ≤ 2 %"];
        table.state(
            "D2",
            &format!("{verb} through the SDK − the call it makes"),
            figures,
            more <= MOST && share <= 0.02,
        );
    }
    Ok(())
}

/// What the adapter adds to raw calls, on the test driver.
pub(crate) async fn adapter(table: &mut Table) -> Result<()> {
    let uri = "test:///default";
    let hypervisor = LibvirtHypervisor::connect(uri).await?;
    let connect = Connect::open(Some(uri)).map_err(raw_failed)?;
    let spec = MachineSpec {
        id: uuid::Uuid::new_v4().into(),
        owner: uuid::Uuid::new_v4().into(),
        name: "twin".into(),
        vcpus: 1,
        memory_mib: 128,
        boot: BootSpec::Disk,
        disks: Vec::new(),
        nics: Vec::new(),
    };
    hypervisor.define(&spec).await?;
    let domain = connect.lookup_domain_by_uuid(spec.id.into()).map_err(raw_failed)?;
    let (mut start, mut stop) = (Samples::default(), Samples::default());
    for _ in 0..ROUNDS * 30 {
        let raw_start = time(|| domain.create().map_err(raw_failed));
        let raw_stop = time(|| domain.destroy().map_err(raw_failed));
        start.take(done(hypervisor.start(spec.id)).await?, raw_start);
        stop.take(done(hypervisor.force_stop(spec.id)).await?, raw_stop);
    }
    for (verb, samples) in [("start", start), ("stop", stop)] {
        let best = samples.median();
        let more = best.ours.saturating_sub(best.raw);
        let figures = [&*show(best.ours), &show(best.raw), &format!("+{}", show(more)), "≤ 5 ms"];
        table.state("D2", &format!("{verb} through the adapter − raw call"), figures, more <= MOST);
    }
    hypervisor.undefine(spec.id).await?;
    hypervisor.close().await
}

/// The latencies of hypervisor calls, as the library tells `tracing`.
#[derive(Clone, Default)]
struct Calls(Arc<Mutex<Vec<Call>>>);

#[derive(Default)]
struct Call {
    span: Option<span::Id>,
    verb: String,
    latency: Duration,
}

impl Calls {
    /// The time of `work`, and that of the calls `verb` within it.
    async fn within<T>(
        &self,
        verb: &str,
        work: impl Future<Output = Result<T>>,
    ) -> Result<(Duration, Duration)> {
        self.with(Vec::clear);
        let begun = Instant::now();
        work.await?;
        let whole = begun.elapsed();
        Ok((
            whole,
            self.with(|calls| calls.iter().filter(|call| call.verb == verb).map(|call| call.latency).sum()),
        ))
    }

    fn with<T>(&self, look: impl FnOnce(&mut Vec<Call>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Calls {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, _: Context<'_, S>) {
        let mut call = Call { span: Some(id.clone()), ..Call::default() };
        attributes.record(&mut call);
        self.with(|calls| calls.push(call));
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, _: Context<'_, S>) {
        self.with(|calls| {
            if let Some(call) = calls.iter_mut().rfind(|call| call.span.as_ref() == Some(id)) {
                values.record(call);
            }
        });
    }
}

impl Visit for Call {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "verb" {
            value.clone_into(&mut self.verb);
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "latency_us" {
            self.latency = Duration::from_micros(value);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
