//! What `tracing` is told: ids, verbs and latencies, and never a value.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    sync::{Arc, Mutex},
    time::Duration,
};

use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{Layer, layer::Context as LayerContext, prelude::*, registry::LookupSpan};
use vmbay::{
    Vmbay,
    access::Context,
    compute::MachineCreate,
    hypervisor::{ExecCommand, SimulatedHypervisor, SimulatedOptions},
    storage::MemoryStorage,
};

/// The fields of a span or an event, with its target.
#[derive(Clone, Debug, Default)]
struct Told {
    target: String,
    fields: BTreeMap<&'static str, String>,
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

/// Keeps everything it is told.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Told>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Collector {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: LayerContext<'_, S>) {
        let target = attributes.metadata().target().into();
        let mut told = Told { target, ..Told::default() };
        attributes.record(&mut told);
        context.span(id).unwrap().extensions_mut().insert(told);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: LayerContext<'_, S>) {
        let span = context.span(id).unwrap();
        let mut extensions = span.extensions_mut();
        values.record(extensions.get_mut::<Told>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, _: LayerContext<'_, S>) {
        let target = event.metadata().target().into();
        let mut told = Told { target, ..Told::default() };
        event.record(&mut told);
        self.0.lock().unwrap().push(told);
    }

    fn on_close(&self, id: Id, context: LayerContext<'_, S>) {
        let told = context.span(&id).unwrap().extensions().get::<Told>().unwrap().clone();
        self.0.lock().unwrap().push(told);
    }
}

impl Collector {
    /// What was told under `target` with these fields.
    fn find(&self, target: &str, fields: &[(&str, &str)]) -> Option<Told> {
        self.0.lock().unwrap().iter().find(|told| told.target == target && carries(told, fields)).cloned()
    }
}

fn carries(told: &Told, fields: &[(&str, &str)]) -> bool {
    fields.iter().all(|(name, value)| told.fields.get(name).is_some_and(|found| found == value))
}

async fn open(slow: Duration) -> Vmbay {
    Vmbay::builder()
        .storage(MemoryStorage::new())
        .hypervisor("local", SimulatedHypervisor::new(SimulatedOptions::instant()))
        .slow_query(slow)
        .open()
        .await
        .unwrap()
}

#[tokio::test]
async fn spans_carry_ids_and_latencies_and_no_secret() {
    let collector = Collector::default();
    let _subscribed = tracing_subscriber::registry().with(collector.clone()).set_default();
    let bay = open(Duration::from_secs(5)).await;
    let request = bay.with(Context { request_id: Some("r-17".into()), ..Context::default() });

    let create = MachineCreate::new("web-1").metadata(serde_json::json!({ "key": "hunter2" })).disk(1 << 20);
    let operation = request.machines().begin_create(create).await.unwrap();
    let (operation, machine) = (operation.id(), operation.wait().await.unwrap());
    bay.machines().start(machine.id).await.unwrap();
    let command = ExecCommand::new(["echo", "hunter2"]).env("PASSWORD", "hunter2").stdin("hunter2");
    bay.guest().exec(machine.id, command).await.unwrap();
    bay.shutdown(Duration::from_secs(5)).await.unwrap();

    let machine = machine.id.to_string();
    let api =
        [("permission", "machine:create"), ("actor", "system"), ("request_id", "r-17"), ("granted", "true")];
    collector.find("vmbay::api", &api).expect("the call is told");
    let operation = [("id", &*operation.to_string()), ("kind", "machine.create"), ("request_id", "r-17")];
    collector.find("vmbay::operation", &operation).expect("the operation is told");
    collector.find("vmbay::operation", &[("step", "define")]).expect("its step is told");
    for (target, fields) in [
        ("vmbay::hypervisor", [("host", "local"), ("verb", "define"), ("subject", &*machine)]),
        ("vmbay::storage", [("adapter", "memory"), ("verb", "select"), ("table", "machines")]),
        ("vmbay::storage", [("adapter", "memory"), ("verb", "commit"), ("table", "machines")]),
    ] {
        let told = collector.find(target, &fields).expect("the call is told");
        assert!(told.fields["latency_us"].parse::<u64>().is_ok(), "{told:?}");
    }
    let told = collector.0.lock().unwrap();
    let leaks: Vec<_> = told.iter().filter(|told| format!("{told:?}").contains("hunter2")).collect();
    assert!(leaks.is_empty(), "{leaks:?}");
}

/// Keeps the kinds of the operations within which a slow query is warned of.
#[derive(Clone, Default)]
struct Slow(Arc<Mutex<BTreeSet<String>>>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Slow {
    fn on_event(&self, event: &Event<'_>, context: LayerContext<'_, S>) {
        let mut told = Told::default();
        event.record(&mut told);
        if !carries(&told, &[("message", "slow query")]) {
            return;
        }
        let kinds = context.event_scope(event).into_iter().flatten().filter_map(|span| {
            span.extensions().get::<Told>().and_then(|told| told.fields.get("kind").cloned())
        });
        self.0.lock().unwrap().extend(kinds);
    }
}

#[tokio::test]
async fn a_slow_query_of_an_operation_is_warned_of_within_that_operation() {
    let slow = Slow::default();
    let _subscribed =
        tracing_subscriber::registry().with(Collector::default()).with(slow.clone()).set_default();
    let bay = open(Duration::ZERO).await;
    bay.machines().create(MachineCreate::new("web-1")).await.unwrap();
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
    assert_eq!(*slow.0.lock().unwrap(), ["machine.create".to_owned()].into());
}

#[tokio::test]
async fn a_query_that_takes_too_long_is_warned_of() {
    let collector = Collector::default();
    let _subscribed = tracing_subscriber::registry()
        .with(collector.clone().with_filter(tracing_subscriber::filter::LevelFilter::WARN))
        .set_default();
    let bay = open(Duration::ZERO).await;
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
    let slow = [("message", "slow query"), ("verb", "select"), ("table", "hosts")];
    collector.find("vmbay::storage", &slow).expect("every query takes longer than nothing");
}
