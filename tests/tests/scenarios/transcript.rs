//! What is the same in every run: ids by the names that a scenario gives them, or by their order; no times and no places.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use vmbay::uuid::Uuid;

/// Fields whose values differ from run to run.
const MASKED: &str = include_str!("../../scenarios/masked.json");

#[derive(Deserialize)]
struct Masked {
    names: Vec<String>,
    endings: Vec<String>,
}

/// The fields that a step shows: of an object, or of each item of a list or a page. `[]` shows nothing.
pub(crate) fn shown(value: Value, fields: &[String]) -> Value {
    let list = ["items", "events"].into_iter().find_map(|key| value.get(key).filter(|list| list.is_array()));
    match list.cloned().unwrap_or(value) {
        _ if fields.is_empty() => Value::Null,
        Value::Array(items) => items.into_iter().map(|item| shown(item, fields)).collect(),
        Value::Object(record) => {
            Value::Object(record.into_iter().filter(|(key, _)| fields.contains(key)).collect())
        }
        other => other,
    }
}

/// Puts names in the place of what differs from run to run.
pub(crate) struct Names<'a> {
    /// The names of ids.
    pub(crate) ids: &'a mut BTreeMap<String, String>,
    /// Where the files of the run are.
    pub(crate) folder: &'a str,
}

impl Names<'_> {
    pub(crate) fn put(&mut self, value: Value) -> Value {
        let masked: Masked = serde_json::from_str(MASKED).expect("it is JSON");
        self.within("", value, &masked)
    }

    fn within(&mut self, key: &str, value: Value, masked: &Masked) -> Value {
        let is_masked = masked.names.iter().any(|name| name == key)
            || masked.endings.iter().any(|ending| key.ends_with(ending.as_str()));
        match value {
            Value::Null => Value::Null,
            _ if is_masked => format!("<{key}>").into(),
            Value::String(text) => self.text(&text).into(),
            Value::Array(items) => items.into_iter().map(|item| self.within("", item, masked)).collect(),
            Value::Object(record) => {
                // In the order of their names, so that ids come in the same order in every language.
                let sorted: BTreeMap<_, _> = record.into_iter().collect();
                let put = |(key, value): (String, Value)| {
                    let put = self.within(&key, value, masked);
                    (key, put)
                };
                Value::Object(sorted.into_iter().map(put).collect::<Map<_, _>>())
            }
            other => other,
        }
    }

    fn text(&mut self, text: &str) -> String {
        const LENGTH: usize = 36;
        let text = text.replace(self.folder, "<folder>");
        let (mut put, mut rest) = (String::new(), &*text);
        while let Some(first) = rest.chars().next() {
            if let Some(id) = rest.get(..LENGTH).filter(|id| Uuid::try_parse(id).is_ok()) {
                let next = format!("id-{}", self.ids.len() + 1);
                let name = self.ids.entry(id.to_owned()).or_insert(next);
                put = format!("{put}<{name}>");
                rest = &rest[LENGTH..];
            } else {
                put.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        put
    }
}
