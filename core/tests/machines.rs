//! Machines, from creation to deletion, on the memory adapter and the simulated hypervisor.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::time::Duration;

use vmbay::{
    ErrorCode, Result, Vmbay,
    compute::{
        DeleteOptions, DesiredPower, DisplayStatus, Machine, MachineCreate, MachinePhase, MachineQuery,
        MachineReconfigure, MachineUpdate, ManyOptions, NicCreate, StopOptions,
    },
    event::{EventQuery, EventToken},
    hypervisor::{
        ExecCommand, PowerState,
        simulated::{Fault, FaultKind, Latencies, SimulatedHost, SimulatedOptions, Verb},
    },
    operation::{OperationQuery, OperationState},
    storage::MemoryStorage,
};

struct World {
    host: SimulatedHost,
    bay: Vmbay,
}

async fn world() -> World {
    world_with(SimulatedOptions::instant()).await
}

async fn world_with(options: SimulatedOptions) -> World {
    let host = SimulatedHost::new(options);
    let bay = Vmbay::builder()
        .storage(MemoryStorage::new())
        .hypervisor("local", host.connect())
        .open()
        .await
        .expect("the library opens");
    World { host, bay }
}

impl World {
    async fn machine(&self, name: &str) -> Machine {
        let create = MachineCreate::new(name).memory_mib(128).disk(1 << 30).nic(NicCreate::User);
        self.bay.machines().create(create).await.expect("the machine is made")
    }

    async fn topics(&self) -> Vec<String> {
        let query = EventQuery::after(EventToken::START).topic("machine.");
        let page = self.bay.events().list(query).await.expect("events are listed");
        page.into_iter().map(|event| event.topic).collect()
    }

    async fn close(self) {
        self.bay.shutdown(Duration::from_secs(5)).await.expect("everything ends in time");
    }
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> ErrorCode {
    result.expect_err("it is refused").code()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_is_made_started_used_stopped_and_deleted_without_a_trace() {
    let world = world().await;
    let before = world.host.inventory();
    let machines = world.bay.machines();

    let machine = world.machine("web-1").await;
    assert_eq!((machine.phase, machine.power_state), (MachinePhase::Ready, PowerState::Stopped));
    assert_eq!(machine.lock_operation_id, None);
    assert_eq!(machine.display_status(), DisplayStatus::Stopped);

    let start = machines.begin_start(machine.id).await.unwrap();
    let running = start.wait().await.unwrap();
    assert_eq!((running.power_state, running.desired_power), (PowerState::Running, DesiredPower::Running));
    let ready = machines.wait_ready(machine.id, Duration::from_secs(10)).await.unwrap();
    assert_eq!(ready.display_status(), DisplayStatus::Ready);

    let out = world.bay.guest().exec(machine.id, ExecCommand::new(["uname", "-a"])).await.unwrap();
    assert!(out.success() && out.stdout_text().contains("Linux"), "{out:?}");

    let stopped = machines.stop(machine.id, StopOptions::graceful()).await.unwrap();
    assert_eq!(stopped.power_state, PowerState::Stopped);
    machines.delete(machine.id).await.unwrap();

    assert_eq!(code(machines.get(machine.id).await), ErrorCode::NotFound);
    assert_eq!(world.host.inventory(), before);
    let topics = world.topics().await;
    assert_eq!(topics.first().map(String::as_str), Some("machine.created"));
    assert_eq!(topics.last().map(String::as_str), Some("machine.deleted"));
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_state_is_refused_with_the_state_and_the_verb() {
    let world = world().await;
    let machines = world.bay.machines();
    let machine = world.machine("m").await;

    let error = machines.begin_pause(machine.id).await.unwrap_err();
    assert_eq!((error.code(), error.reason()), (ErrorCode::IllegalTransition, "pause"));
    assert!(error.to_string().contains("stopped"), "{error}");

    machines.start(machine.id).await.unwrap();
    assert_eq!(code(machines.begin_start(machine.id).await), ErrorCode::IllegalTransition);
    assert_eq!(
        code(machines.begin_delete(machine.id, DeleteOptions::default()).await),
        ErrorCode::IllegalTransition
    );
    machines.delete_with(machine.id, DeleteOptions::force()).await.unwrap();
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pause_resume_save_restore_reboot_and_reset_do_what_they_say() {
    let world = world().await;
    let machines = world.bay.machines();
    let id = world.machine("m").await.id;
    machines.start(id).await.unwrap();
    assert_eq!(machines.pause(id).await.unwrap().power_state, PowerState::Paused);
    assert_eq!(machines.resume(id).await.unwrap().power_state, PowerState::Running);
    assert_eq!(machines.reset(id).await.unwrap().power_state, PowerState::Running);
    let saved = machines.save(id).await.unwrap();
    assert_eq!((saved.power_state, saved.has_saved_state), (PowerState::Stopped, true));
    assert_eq!(saved.display_status(), DisplayStatus::Saved);
    let restored = machines.restore(id).await.unwrap();
    assert_eq!((restored.power_state, restored.has_saved_state), (PowerState::Running, false));
    machines.wait_ready(id, Duration::from_secs(10)).await.unwrap();
    machines.reboot(id).await.unwrap();
    machines.force_stop(id).await.unwrap();
    machines.delete(id).await.unwrap();
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_with_its_field_and_leaves_nothing() {
    let world = world().await;
    let machines = world.bay.machines();
    let before = world.host.inventory();
    let wrong = [
        ("name", MachineCreate::new("<domain/>")),
        ("name", MachineCreate::new("")),
        ("vcpus", MachineCreate::new("m").vcpus(0)),
        ("memory_mib", MachineCreate::new("m").memory_mib(1)),
        ("disks", MachineCreate::new("m").disk(1)),
        ("disks", MachineCreate::new("m").disk((1 << 30) + 1)),
        ("labels.env", MachineCreate::new("m").label("env", "a\0b")),
        ("command_line", MachineCreate::new("m").command_line("a\nb")),
        ("nics", MachineCreate::new("m").nic(NicCreate::Network("'/><x".into()))),
        ("description", MachineCreate::new("m").description("x".repeat(5000))),
    ];
    for (field, create) in wrong {
        let error = machines.create(create).await.unwrap_err();
        assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, field), "{error}");
    }
    assert!(machines.list(MachineQuery::default()).await.unwrap().items.is_empty());
    assert!(world.bay.operations().list(OperationQuery::default()).await.unwrap().items.is_empty());
    assert_eq!(world.host.inventory(), before);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_taken_once_and_free_again_after_the_delete() {
    let world = world().await;
    let machines = world.bay.machines();
    let machine = world.machine("web").await;
    assert_eq!(code(machines.create(MachineCreate::new("web")).await), ErrorCode::AlreadyExists);
    machines.delete(machine.id).await.unwrap();
    world.machine("web").await;
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_and_input_give_the_same_operation() {
    let world = world().await;
    let machines = world.bay.machines();
    let create = MachineCreate::new("web").idempotency_key("k-1");
    let first = machines.begin_create(create.clone()).await.unwrap();
    let made = first.wait().await.unwrap();
    let again = machines.begin_create(create.clone()).await.unwrap();
    assert_eq!(first.id(), again.id());
    assert_eq!(again.wait().await.unwrap().id, made.id);
    assert_eq!(code(machines.begin_create(create.vcpus(2)).await), ErrorCode::IdempotencyConflict);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_version_is_a_conflict_and_a_change_of_hardware_waits_for_the_next_start() {
    let world = world().await;
    let machines = world.bay.machines();
    let machine = world.machine("m").await;
    let update = MachineUpdate {
        description: Some("<b>&".into()),
        expected_version: Some(machine.version),
        ..MachineUpdate::default()
    };
    machines.update(machine.id, update.clone()).await.unwrap();
    assert_eq!(code(machines.update(machine.id, update).await), ErrorCode::Conflict);

    let change = MachineReconfigure { vcpus: Some(2), ..MachineReconfigure::default() };
    let changed = machines.reconfigure(machine.id, change).await.unwrap();
    assert!(changed.pending_restart());
    let started = machines.start(machine.id).await.unwrap();
    assert!(!started.pending_restart());
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_give_a_result_each_and_one_failure_stops_no_other() {
    let world = world().await;
    let machines = world.bay.machines();
    let creates = ["a", "b", "-bad", "c"].map(MachineCreate::new).to_vec();
    let made = machines.create_many(creates, ManyOptions { concurrency: 2 }).await;
    let outcomes: Vec<bool> = made.iter().map(|made| made.result.is_ok()).collect();
    assert_eq!(outcomes, [true, true, false, true]);
    let ids: Vec<_> =
        made.iter().filter_map(|made| made.result.as_ref().ok()).map(|machine| machine.id).collect();
    assert!(machines.start_many(&ids, ManyOptions::default()).await.iter().all(|one| one.result.is_ok()));
    let stopped = machines.stop_many(&ids, StopOptions::force(), ManyOptions::default()).await;
    assert!(stopped.iter().all(|one| one.result.is_ok()), "{stopped:?}");
    let deleted = machines.delete_many(&ids, DeleteOptions::default(), ManyOptions::default()).await;
    assert!(deleted.iter().all(|one| one.result.is_ok()), "{deleted:?}");
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_are_listed_by_label_page_by_page_newest_first() {
    let world = world().await;
    let machines = world.bay.machines();
    for number in 0..5 {
        let env = if number % 2 == 0 { "prod" } else { "test" };
        machines.create(MachineCreate::new(format!("m-{number}")).label("env", env)).await.unwrap();
    }
    let query = MachineQuery::default().label("env", "prod").limit(2);
    let first = machines.list(query.clone()).await.unwrap();
    let second = machines.list(query.after(first.next.clone().unwrap())).await.unwrap();
    let names: Vec<_> =
        first.items.iter().chain(&second.items).map(|machine| machine.name.as_str()).collect();
    assert_eq!(names, ["m-4", "m-2", "m-0"]);
    assert_eq!(machines.count(MachineQuery::default().label("env", "test")).await.unwrap(), 2);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_is_waited_for_while_a_start_is_at_work_and_no_longer() {
    let latencies = Latencies::none().with(Verb::Start, Duration::from_millis(200));
    let world = world_with(SimulatedOptions { latencies, ..SimulatedOptions::instant() }).await;
    let machines = world.bay.machines();
    let id = world.machine("m").await.id;
    let limit = Duration::from_secs(30);
    assert_eq!(code(machines.wait_ready(id, limit).await), ErrorCode::IllegalTransition);

    let start = machines.begin_start(id).await.unwrap();
    let ready = machines.wait_ready(id, limit).await.unwrap();
    assert_eq!(ready.display_status(), DisplayStatus::Ready);
    start.wait().await.unwrap();
    machines.stop(id, StopOptions::graceful()).await.unwrap();

    world.host.plan(Fault { verb: Verb::Start, machine: None, nth: 1, kind: FaultKind::FailBefore });
    let start = machines.begin_start(id).await.unwrap();
    assert_eq!(code(machines.wait_ready(id, limit).await), ErrorCode::IllegalTransition);
    assert_eq!(code(start.wait().await), ErrorCode::HypervisorFailed);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forced_stop_takes_the_machine_from_a_stop_that_waits() {
    let world = world_with(SimulatedOptions { guests_listen: false, ..SimulatedOptions::instant() }).await;
    let machines = world.bay.machines();
    let id = world.machine("m").await.id;
    machines.start(id).await.unwrap();
    machines.wait_ready(id, Duration::from_secs(10)).await.unwrap();
    let stop = machines.begin_stop(id, StopOptions::graceful()).await.unwrap();
    assert_eq!(code(machines.begin_reboot(id).await), ErrorCode::Locked);
    let stopped = machines.force_stop(id).await.unwrap();
    assert_eq!(stopped.power_state, PowerState::Stopped);
    let ended = stop.wait().await;
    assert!(ended.is_ok() || code(ended) == ErrorCode::Cancelled);
    assert!(stop.status().await.unwrap().state.is_terminal());
    assert_eq!(machines.get(id).await.unwrap().lock_operation_id, None);
    assert_ne!(stop.status().await.unwrap().state, OperationState::NeedsAttention);
    world.close().await;
}
