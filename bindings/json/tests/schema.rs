//! What `api.json` says of every call is so: a program's calls fit the schemas of their inputs, and what they give those of
//! their outputs.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;

use futures::StreamExt as _;
use jsonschema::Validator;
use serde_json::{Value, json};
use vmbay_bindings_common::OpenOptions;
use vmbay_bindings_json::{Answer, Arguments, Form, Object, Refusal};

const API: &str = include_str!("../../api.json");

/// The schemas of a call.
struct Schemas {
    input: Validator,
    output: Validator,
}

/// A library whose calls are held against their schemas.
struct Held {
    bay: vmbay::Vmbay,
    services: BTreeMap<String, String>,
    schemas: BTreeMap<(String, String), Schemas>,
}

impl Held {
    async fn open() -> Self {
        let options = OpenOptions {
            hypervisors: BTreeMap::from([("local".into(), "simulated:?instant=true".into())]),
            ..OpenOptions::default()
        };
        let bay = vmbay_bindings_common::open("memory:", options, |builder| builder).await.unwrap();
        let api: Value = serde_json::from_str(API).unwrap();
        let compiled = |schema: &Value| {
            let mut schema = schema.clone();
            schema["$defs"] = api["$defs"].clone();
            jsonschema::validator_for(&schema).unwrap()
        };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let schemas = api["operations"].as_array().unwrap().iter().map(|operation| {
            let schemas =
                Schemas { input: compiled(&operation["input"]), output: compiled(&operation["output"]) };
            ((text(&operation["service"]), text(&operation["name"])), schemas)
        });
        let members = api["services"][0]["members"].as_array().unwrap();
        let services =
            members.iter().map(|member| (text(&member["service"]), text(&member["name"]))).collect();
        Self { bay, services, schemas: schemas.collect() }
    }

    /// Calls `Machines.create`, say, with these arguments.
    async fn call(&mut self, path: &str, arguments: Value) -> Value {
        let (service, verb) = path.split_once('.').unwrap();
        let schemas = &self.schemas[&(service.to_owned(), verb.to_owned())];
        fits(&schemas.input, &arguments, path);
        let object: Box<dyn Object> = match self.services.get(service) {
            Some(name) if name == "storage_pools" => self.bay.member("storagePools").unwrap(),
            Some(name) => self.bay.member(name).unwrap(),
            None => Box::new(self.bay.clone()),
        };
        let given = match object.call(verb, Arguments::of(arguments).unwrap(), Form::Objects).unwrap() {
            Answer::Text(text) => text.await.unwrap(),
            Answer::Stream(mut items) => items.next().await.unwrap().unwrap(),
            Answer::Work(work) => work.await.unwrap().wait(None).await.unwrap(),
            Answer::Object(_) => panic!("{path} gives a service"),
        };
        let given = serde_json::from_str(&given).unwrap();
        fits(&schemas.output, &given, path);
        given
    }
}

fn fits(schema: &Validator, value: &Value, path: &str) {
    let problems: Vec<_> =
        schema.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(problems.is_empty(), "{path}: {value} does not fit: {problems:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_calls_take_and_give_fits_their_schemas() {
    let mut bay = Held::open().await;
    let id = |value: &Value| value["id"].clone();
    let organization = bay.call("Organizations.create", json!({ "name": "acme" })).await;
    bay.call("Projects.create", json!({ "organization": id(&organization), "name": "web" })).await;
    bay.call("Organizations.list", json!({})).await;
    bay.call("Hosts.list", json!({ "limit": 5 })).await;
    bay.call("StoragePools.list", json!({})).await;
    let volume = bay.call("Volumes.create", json!({ "name": "data", "sizeBytes": 1u64 << 30 })).await;
    bay.call("Volumes.beginResize", json!({ "id": id(&volume), "sizeBytes": 1u64 << 31 })).await;
    let disks = json!([{ "sizeBytes": 1u64 << 30 }]);
    let machine =
        json!({ "name": "web-1", "vcpus": 1, "memoryMib": 256, "disks": disks, "labels": { "a": "b" } });
    let machine = bay.call("Machines.create", machine).await;
    bay.call("Machines.beginStart", json!({ "id": id(&machine) })).await;
    bay.call("Machines.waitReady", json!({ "id": id(&machine), "timeoutMs": 60_000 })).await;
    bay.call("Guest.exec", json!({ "id": id(&machine), "argv": ["uname"] })).await;
    bay.call("Guest.execStream", json!({ "id": id(&machine), "argv": ["uname"] })).await;
    bay.call("Guest.writeFile", json!({ "id": id(&machine), "path": "/a", "content": { "$bytes": "aGk=" } }))
        .await;
    bay.call("Guest.readFile", json!({ "id": id(&machine), "path": "/a" })).await;
    bay.call("Machines.list", json!({})).await;
    bay.call("Machines.stream", json!({})).await;
    bay.call("Machines.createMany", json!({ "creates": [{ "name": "web-2" }, { "name": "web-2" }] })).await;
    bay.call("Machines.count", json!({})).await;
    bay.call("Events.list", json!({})).await;
    bay.call("Events.stream", json!({})).await;
    bay.call("Operations.list", json!({})).await;
    bay.call("Jobs.enqueue", json!({ "kind": "mail", "payload": { "to": ["ada", null, 1.5] } })).await;
    bay.call("Jobs.stats", json!({})).await;
    let target = json!({ "type": "job", "kind": "mail", "payload": null });
    for timing in [
        json!({ "type": "once", "at": "2100-01-01T00:00:00Z" }),
        json!({ "type": "every", "intervalMs": 1000, "from": { "$date": 4_102_444_800_000_i64 } }),
        json!({ "type": "cron", "pattern": "0 3 * * *", "zone": "Europe/Berlin" }),
    ] {
        let name = timing["type"].clone();
        let misfire = json!({ "type": "catch_up", "runs": 3 });
        let schedule = json!({ "name": name, "timing": timing, "target": target, "misfire": misfire });
        bay.call("Schedules.create", schedule).await;
    }
    bay.call("Schedules.list", json!({})).await;
    bay.call("Hosts.reconcile", json!({ "mend": false })).await;
    bay.call("Vmbay.health", json!({ "deadlineMs": 1000 })).await;
    bay.call("Vmbay.doctor", json!({})).await;
    bay.call("Vmbay.telemetry", json!({})).await;
    bay.call("Machines.stop", json!({ "id": id(&machine), "timeoutMs": 1000, "force": true })).await;
    bay.call("Machines.delete", json!({ "id": id(&machine) })).await;
    bay.bay.shutdown(std::time::Duration::from_secs(10)).await.unwrap();
}

#[tokio::test]
async fn what_is_refused_says_where_and_what_it_must_be() {
    let bay = Held::open().await.bay;
    let machines = bay.member("machines").unwrap();
    let refused = |arguments: &str| -> Refusal {
        let arguments = Arguments::parse(arguments);
        arguments.and_then(|arguments| machines.call("create", arguments, Form::Objects)).unwrap_err()
    };
    for (arguments, said) in [
        ("{}", "name is missing"),
        (r#"{"name": 7}"#, "name must be a string, not a number"),
        (r#"{"name": "a", "vcpus": "2"}"#, "vcpus must be a number, not a string"),
        (r#"{"name": "a", "vcpus": -1}"#, "vcpus must be a whole number from 0 to 4294967295"),
        (
            r#"{"name": "a", "vcpus": {"$number": "NaN"}}"#,
            "vcpus must be a whole number from 0 to 4294967295",
        ),
        (
            r#"{"name": "a", "disks": [{"sizeBytes": 1}, {"sizeBytes": []}]}"#,
            "disks[1].sizeBytes must be a number, not an array",
        ),
        (r#"{"name": "a", "labels": {"x": {"$date": 1}}}"#, "labels.x must be a string, not a date"),
        (r#"{"name": "a", "size": 1}"#, "size is none of name, "),
        ("[]", "arguments must be an object, not an array"),
        ("{", "arguments are not JSON"),
    ] {
        let refusal = refused(arguments).to_string();
        assert!(refusal.starts_with(said), "{arguments}: {refusal}");
    }
    assert!(machines.call("explode", Arguments::parse("{}").unwrap(), Form::Objects).is_err());
}
