//! A scenario at work, over the public API as JSON.

use std::{collections::BTreeMap, fs, path::PathBuf, time::Duration};

use futures::{StreamExt as _, TryFutureExt as _, TryStreamExt as _, stream::BoxStream};
use rustix::process::{Signal, getpid, kill_process};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use vmbay_bindings_common::{LongWork, OpenOptions};
use vmbay_bindings_json::{Answer, Arguments, Form, Object, Refusal, failure, to_json};

use crate::{
    scenario::{Scenario, Step},
    transcript::{Names, shown},
};

/// What a scenario has come to: all that the process after a crash knows of the one before.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) name: String,
    /// How many steps are done.
    pub(crate) at: usize,
    /// What steps refer to: the folder, the database, and what steps before gave.
    pub(crate) values: Map<String, Value>,
    /// The names of ids.
    pub(crate) ids: BTreeMap<String, String>,
    pub(crate) transcript: Vec<Value>,
}

impl State {
    pub(crate) fn folder(&self) -> &str {
        self.values["folder"].as_str().unwrap()
    }

    /// Where it waits for the process that goes on.
    pub(crate) fn file(&self) -> PathBuf {
        [self.folder(), "state.json"].iter().collect()
    }

    pub(crate) fn save(&self) {
        fs::write(self.file(), serde_json::to_vec(self).unwrap()).unwrap();
    }
}

/// Marks a step that went otherwise than its scenario says: that failed and was not to, or the reverse.
pub(crate) const UNEXPECTED: &str = "unexpected";

enum Handle {
    Object(Box<dyn Object>),
    Work(LongWork<String>),
}

/// A value, or a failure.
type Outcome = Result<Value, Value>;

pub(crate) struct Run {
    scenario: Scenario,
    pub(crate) state: State,
    handles: BTreeMap<String, Handle>,
}

fn told(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn failed(error: &vmbay::Error) -> Value {
    told(&failure(error))
}

fn refused(refusal: Refusal) -> Value {
    match refusal {
        Refusal::Type(_) => json!({ "code": "type_error" }),
        Refusal::Error(error) => failed(&error),
    }
}

impl Run {
    pub(crate) fn new(state: State) -> Self {
        Self { scenario: Scenario::read(&state.name), state, handles: BTreeMap::new() }
    }

    /// Goes on to the end, or until this process is killed.
    pub(crate) async fn go(&mut self) {
        if self.state.at == 0 {
            for (name, content) in &self.scenario.files {
                let path = format!("{}/{name}", self.state.folder());
                fs::write(&path, content.bytes()).unwrap();
                self.state.values.insert(name.clone(), path.into());
            }
            let opened = self.open("bay", json!({})).await;
            opened.unwrap_or_else(|failure| panic!("{}: {failure}", self.state.name));
        }
        let steps = std::mem::take(&mut self.scenario.steps);
        while let Some(step) = steps.get(self.state.at) {
            self.state.at += 1;
            if step.crash.is_some() {
                self.state.save();
                kill_process(getpid(), Signal::KILL).unwrap();
            }
            self.step(step).await;
        }
        for handle in std::mem::take(&mut self.handles).into_values() {
            let Handle::Object(object) = handle else { continue };
            let deadline = Arguments::of(json!({ "deadlineMs": 10_000 })).unwrap();
            // What is no library has no such verb, and one that was shut down is.
            if let Ok(Answer::Text(ended)) = object.call("shutdown", deadline, Form::Objects) {
                ended.await.ok();
            }
        }
    }

    async fn step(&mut self, step: &Step) {
        let verbs = [("call", &step.call), ("take", &step.take), ("open", &step.open)];
        let (kind, verb) =
            verbs.into_iter().find_map(|(kind, verb)| Some((kind, verb.as_ref()?))).expect("a step");
        let with = if step.with.is_null() { json!({}) } else { self.resolved(&step.with) };
        let outcome = match kind {
            "call" => self.call(verb, with, step.keep.as_deref()).await,
            "take" => self.take(verb, with, step.count.unwrap_or(usize::MAX)).await,
            _ => self.open(verb, with).await,
        };
        let code = outcome.as_ref().err().map(|failure| failure["code"].as_str().unwrap());
        let mut entry = Map::from_iter([(kind.to_owned(), json!(verb))]);
        let is_expected = code == step.fails.as_deref();
        if !is_expected {
            entry.insert(UNEXPECTED.to_owned(), json!(self.state.at));
        }
        if let (Some(keep), Ok(value)) = (&step.keep, &outcome) {
            if let Some(id) = value["id"].as_str() {
                self.state.ids.entry(id.to_owned()).or_insert_with(|| keep.clone());
            }
            self.state.values.insert(keep.clone(), value.clone());
        }
        let (word, told) = match outcome {
            Ok(value) => ("gives", value),
            Err(failure) => ("fails", failure),
        };
        let told = match &step.show {
            Some(fields) if is_expected => shown(told, fields),
            _ => told,
        };
        let folder = self.state.folder().to_owned();
        let told = Names { ids: &mut self.state.ids, folder: &folder }.put(told);
        if !told.is_null() {
            entry.insert(word.to_owned(), told);
        }
        self.state.transcript.push(entry.into());
    }

    /// Opens a library and keeps it under a name.
    async fn open(&mut self, name: &str, with: Value) -> Outcome {
        let url = |key: &str| with[key].as_str().map(str::to_owned);
        let database =
            url("database").unwrap_or_else(|| self.state.values["database"].as_str().unwrap().to_owned());
        let hypervisor = match (url("hypervisor"), self.state.values.get("hypervisor")) {
            (Some(url), _) => url,
            (None, Some(of_back_end)) => of_back_end.as_str().unwrap().to_owned(),
            (None, None) => self.scenario.hypervisor.clone(),
        };
        let options = OpenOptions {
            hypervisors: BTreeMap::from([("local".to_owned(), hypervisor)]),
            lease: self.scenario.lease_ms.map(Duration::from_millis),
            ..OpenOptions::default()
        };
        let bay = vmbay_bindings_common::open(&database, options, |builder| builder).await;
        let bay = bay.map_err(|error| failed(&error))?;
        self.handles.insert(name.to_owned(), Handle::Object(Box::new(bay)));
        Ok(Value::Null)
    }

    async fn call(&mut self, path: &str, with: Value, keep: Option<&str>) -> Outcome {
        let (handle, value) = match self.begin(path, with)? {
            Answer::Text(value) => {
                return value.await.map(|text| told(&text)).map_err(|error| failed(&error));
            }
            Answer::Object(object) => {
                (Handle::Object(object.await.map_err(|error| failed(&error))?), Value::Null)
            }
            Answer::Work(work) => {
                let work = work.await.map_err(|error| failed(&error))?;
                let value = json!({ "id": work.id() });
                (Handle::Work(work), value)
            }
            Answer::Stream(_) => panic!("{path} gives a stream: take from it"),
        };
        if let Some(name) = keep {
            self.handles.insert(name.to_owned(), handle);
        }
        Ok(value)
    }

    /// The first values of a stream.
    async fn take(&mut self, path: &str, with: Value, count: usize) -> Outcome {
        let Answer::Stream(items) = self.begin(path, with)? else { panic!("{path} gives no stream") };
        let items: BoxStream<'_, _> = items.take(count).map_ok(|text| told(&text)).boxed();
        items.try_collect().await.map(Value::Array).map_err(|error| failed(&error))
    }

    /// Calls a verb of a handle, of what the handle leads to, or of what the library `bay` leads to.
    fn begin(&self, path: &str, with: Value) -> Result<Answer, Value> {
        let mut given = Arguments::of(with).map_err(refused)?;
        let mut names = path.split('.').peekable();
        let handle = names.peek().and_then(|name| self.handles.get(*name));
        if handle.is_some() {
            names.next();
        }
        let rest: Vec<_> = names.collect();
        match (handle.unwrap_or(&self.handles["bay"]), &rest[..]) {
            (Handle::Object(object), [verb]) => object.call(verb, given, Form::Objects).map_err(refused),
            (Handle::Object(object), [member, verb]) => {
                let member = object.member(member).unwrap_or_else(|| panic!("there is no {path}"));
                member.call(verb, given, Form::Objects).map_err(refused)
            }
            (Handle::Work(work), ["wait"]) => {
                let limit: Option<Duration> = given.optional("timeoutMs").map_err(refused)?;
                Ok(Answer::Text(work.wait(limit)))
            }
            (Handle::Work(work), ["cancel"]) => {
                Ok(Answer::Text(Box::pin(work.cancel().map_ok(|()| to_json(&(), Form::Objects)))))
            }
            (Handle::Work(work), ["status"]) => {
                Ok(Answer::Text(Box::pin(work.status().map_ok(|record| to_json(&record, Form::Objects)))))
            }
            (Handle::Work(work), ["progress"]) => {
                Ok(Answer::Stream(work.progress().map(|step| Ok(to_json(&step, Form::Objects))).boxed()))
            }
            _ => panic!("there is no {path}"),
        }
    }

    /// What is given, with `<name.field>` replaced by what a step gave under that name.
    fn resolved(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let whole = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
                if let Some(path) = whole.filter(|path| !path.contains(['<', '>'])) {
                    return self.value(path);
                }
                let texts =
                    self.state.values.iter().filter_map(|(name, value)| Some((name, value.as_str()?)));
                let put =
                    |text: String, (name, value): (&String, &str)| text.replace(&format!("<{name}>"), value);
                texts.fold(text.clone(), put).into()
            }
            Value::Array(items) => items.iter().map(|item| self.resolved(item)).collect(),
            Value::Object(fields) => {
                Value::Object(fields.iter().map(|(key, value)| (key.clone(), self.resolved(value))).collect())
            }
            other => other.clone(),
        }
    }

    fn value(&self, path: &str) -> Value {
        let mut names = path.split('.');
        let first = names.next().and_then(|name| self.state.values.get(name));
        let step = |value: &'_ Value, name: &str| match name.parse::<usize>() {
            Ok(at) => value[at].clone(),
            Err(_) => value[name].clone(),
        };
        names.fold(first.cloned().unwrap_or_default(), |value, name| step(&value, name))
    }
}
