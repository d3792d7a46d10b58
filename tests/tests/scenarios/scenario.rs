//! The form of a scenario, as `tests/scenarios/README.md` describes it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Scenario {
    #[serde(default = "databases")]
    pub(crate) on: Vec<String>,
    #[serde(default = "instant")]
    pub(crate) hypervisor: String,
    pub(crate) lease_ms: Option<u64>,
    #[serde(default)]
    pub(crate) files: BTreeMap<String, Content>,
    pub(crate) steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Content {
    Zeros(usize),
    Text(String),
    Base64(String),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Step {
    pub(crate) call: Option<String>,
    pub(crate) take: Option<String>,
    pub(crate) open: Option<String>,
    pub(crate) crash: Option<bool>,
    pub(crate) with: Value,
    pub(crate) count: Option<usize>,
    #[serde(rename = "as")]
    pub(crate) keep: Option<String>,
    pub(crate) show: Option<Vec<String>>,
    pub(crate) fails: Option<String>,
}

fn databases() -> Vec<String> {
    ["memory", "sqlite", "postgres"].map(str::to_owned).to_vec()
}

fn instant() -> String {
    "simulated:?instant=true".to_owned()
}

pub(crate) fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// Every scenario, by name.
pub(crate) fn all() -> BTreeMap<String, Scenario> {
    let files = fs::read_dir(directory()).unwrap().map(|entry| entry.unwrap().path());
    let names = files.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned();
        (!name.ends_with(".transcript") && name != "masked" && name != "codes").then_some(name)
    });
    names.map(|name| (name.clone(), Scenario::read(&name))).collect()
}

impl Scenario {
    pub(crate) fn read(name: &str) -> Self {
        let text = fs::read_to_string(directory().join(format!("{name}.json"))).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Whether a process of it is killed.
    pub(crate) fn crashes(&self) -> bool {
        self.steps.iter().any(|step| step.crash.is_some())
    }
}

impl Content {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Zeros(length) => vec![0; *length],
            Self::Text(text) => text.clone().into_bytes(),
            Self::Base64(text) => STANDARD.decode(text).unwrap(),
        }
    }
}
