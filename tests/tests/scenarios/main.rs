//! Runs the scenarios of `tests/scenarios`, which have a README, on every back-end, and compares what came of them with their
//! transcripts. With `VMBAY_RECORD=1` the first back-end of each writes its transcript.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]
#![expect(
    clippy::disallowed_methods,
    reason = "a process learns by its environment that it is one of a scenario"
)]

mod run;
mod scenario;
mod transcript;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Map, Value, json};
use tempfile::TempDir;
use vmbay::ErrorCode;
use vmbay_bindings_common::OpenOptions;
use vmbay_bindings_json::{Answer, Arguments, Form, Object, Refusal};
use vmbay_tests::lab::Guest;

use crate::{
    run::{Run, State, UNEXPECTED},
    scenario::{Scenario, all, directory},
};

/// Tells a process that it is to go on with the scenario whose state is in this file.
const STATE: &str = "VMBAY_SCENARIO";

#[test]
fn every_scenario_goes_as_its_transcript_says_in_memory() {
    run_all("memory");
}

#[test]
fn every_scenario_goes_as_its_transcript_says_on_sqlite() {
    run_all("sqlite");
}

#[test]
fn every_scenario_goes_as_its_transcript_says_on_postgresql() {
    run_all("postgres");
}

#[test]
fn every_scenario_goes_as_its_transcript_says_on_a_real_guest() {
    if Guest::built().is_some() {
        run_all("guest");
    }
}

fn run_all(back_end: &str) {
    if let Ok(file) = env::var(STATE) {
        let mut run = Run::new(serde_json::from_slice(&fs::read(file).unwrap()).unwrap());
        block_on(run.go());
        return run.state.save();
    }
    let mut wrong = Vec::new();
    for (name, scenario) in all() {
        let Some(place) = scenario.on.iter().position(|on| on == back_end) else { continue };
        let came = transcript(&name, &scenario, back_end);
        let file = directory().join(format!("{name}.transcript.json"));
        let goes_on = !came.iter().any(|entry| entry.get(UNEXPECTED).is_some());
        if place == 0 && goes_on && env::var_os("VMBAY_RECORD").is_some() {
            let mut sorted = json!(came);
            sorted.sort_all_objects();
            fs::write(&file, serde_json::to_string_pretty(&sorted).unwrap() + "\n").unwrap();
        }
        let told = if file.exists() { json_of(&file) } else { json!([]) };
        let told = told.as_array().unwrap();
        if let Some(at) = (0..came.len().max(told.len())).find(|&at| came.get(at) != told.get(at)) {
            let line = |entry: Option<&Value>| entry.map(ToString::to_string).unwrap_or_default();
            wrong.push(format!(
                "{name}, step {}:\n  came: {}\n  told: {}",
                at + 1,
                line(came.get(at)),
                line(told.get(at))
            ));
        }
    }
    assert!(wrong.is_empty(), "these went otherwise than their transcripts say:\n{}", wrong.join("\n"));
}

/// What comes of a scenario on a back-end.
fn transcript(name: &str, scenario: &Scenario, back_end: &str) -> Vec<Value> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap();
    let mut values = Map::from_iter([
        ("folder".to_owned(), json!(path)),
        ("database".to_owned(), database(back_end, path).into()),
    ]);
    if let Some(guest) = Guest::built() {
        values
            .extend([("kernel".to_owned(), json!(guest.kernel)), ("initrd".to_owned(), json!(guest.initrd))]);
    }
    if back_end == "guest" {
        values.insert("hypervisor".to_owned(), format!("qemu:///embed?root={path}/hypervisor").into());
    }
    let (ids, transcript) = (BTreeMap::new(), Vec::new());
    let mut state = State { name: name.to_owned(), at: 0, values, ids, transcript };
    // The embedded driver belongs to its process.
    if scenario.crashes() || back_end == "guest" {
        while state.at < scenario.steps.len() {
            state = in_a_process(&state);
        }
        return state.transcript;
    }
    let mut run = Run::new(state);
    block_on(run.go());
    run.state.transcript
}

fn database(back_end: &str, folder: &str) -> String {
    match back_end {
        "memory" => "memory:".to_owned(),
        "postgres" => format!("{}&schema={}", vmbay_test_postgres::shared(), vmbay_test_postgres::schema()),
        _ => format!("sqlite:{folder}/bay.db"),
    }
}

/// What a process makes of a scenario until it ends or is killed.
fn in_a_process(state: &State) -> State {
    state.save();
    let test = std::thread::current().name().unwrap().to_owned();
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", &test])
        .env(STATE, state.file())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let after: State = serde_json::from_slice(&fs::read(state.file()).unwrap()).unwrap();
    assert!(after.at > state.at, "{}", String::from_utf8_lossy(&output.stderr));
    after
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

fn json_of(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn every_code_of_the_api_comes_up_or_is_known_not_to() {
    let api = json_of(&directory().join("../../bindings/api.json"));
    let codes: BTreeSet<_> = api["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code["text"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(codes, ErrorCode::ALL.iter().map(|code| code.as_str().to_owned()).collect());
    let scenarios = all();
    let steps = scenarios.values().flat_map(|scenario| &scenario.steps);
    let mut seen: BTreeSet<_> = steps.filter_map(|step| step.fails.clone()).collect();
    seen.remove("type_error");
    let never = json_of(&directory().join("codes.json"));
    let never: BTreeSet<_> = never.as_object().unwrap().keys().cloned().collect();
    assert!(never.is_disjoint(&seen), "{never:?} are said not to come up");
    assert_eq!(codes, &never | &seen);
}

#[test]
fn every_method_of_the_api_is_reachable_as_json_and_names_its_permission() {
    /// What was given by a call that asked.
    const GIVEN: [&str; 2] = ["Consumer.", "Lease."];
    /// What asks for none: to act for another, and to end the library.
    const FREE: [&str; 2] = ["Vmbay.with", "Vmbay.shutdown"];
    let api = json_of(&directory().join("../../bindings/api.json"));
    block_on(async {
        let bay = vmbay_bindings_common::open("memory:", OpenOptions::default(), |builder| builder).await;
        let bay: Box<dyn Object> = Box::new(bay.unwrap());
        for operation in api["operations"].as_array().unwrap() {
            let (service, verb) =
                (operation["service"].as_str().unwrap(), operation["name"].as_str().unwrap());
            let name = format!("{service}.{verb}");
            let free = GIVEN.iter().chain(&FREE).any(|free| name.starts_with(free));
            assert_eq!(operation["permission"].is_null(), free, "{name}");
            let called =
                reach(&*bay, &api, service).await.call(verb, Arguments::parse("{}").unwrap(), Form::Objects);
            if let Err(Refusal::Type(problem)) = called {
                assert!(problem.ends_with(" is missing"), "{name}: {problem}");
            }
        }
    });
}

/// A service of that name.
async fn reach(bay: &dyn Object, api: &Value, service: &str) -> Box<dyn Object> {
    let opened = match service {
        "Vmbay" => bay.call("with", Arguments::parse("{}").unwrap(), Form::Objects),
        "Consumer" => bay.member("consumers").unwrap().call(
            "open",
            Arguments::parse(r#"{"name": "one"}"#).unwrap(),
            Form::Objects,
        ),
        "Lease" => {
            let given = Arguments::parse(r#"{"name": "one", "ttlMs": 1000}"#).unwrap();
            bay.member("leases").unwrap().call("acquire", given, Form::Objects)
        }
        _ => {
            let members = api["services"][0]["members"].as_array().unwrap();
            let member = members.iter().find(|member| member["service"] == service).unwrap();
            return bay.member(&camel(member["name"].as_str().unwrap())).unwrap();
        }
    };
    let Answer::Object(object) = opened.unwrap() else { panic!("{service} is a service") };
    object.await.unwrap()
}

/// `storage_pools` as JSON has it.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| name + &part[..1].to_uppercase() + &part[1..])
}
