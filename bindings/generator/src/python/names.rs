//! The names of the package, and where each comes from.

use std::fmt::Write as _;

use super::{HEADER, data, errors};
use crate::{
    model::Api,
    surface::{Face, given_out},
};

/// Classes of the native module that are written by hand.
const NATIVE: [&str; 6] = ["AsyncOperation", "AsyncStream", "Call", "JobRun", "Operation", "Stream"];
/// What is written by hand in Python, by its module.
const PYTHON: [(&str, &[&str]); 3] = [
    ("_extend", &["Hypervisor", "JobKind"]),
    ("_open", &["AsyncVmbayContext", "open", "open_async"]),
    ("_types", &["ManyResult", "Page", "asdict"]),
];

/// `__init__.py`.
pub(super) fn package(api: &Api, faces: &[Face]) -> String {
    let mut out = format!(
        "\"\"\"Virtual-machine management as a library: what SQLite did for databases, for machines.\"\"\"\n{HEADER}\n\
         from . import errors as errors\nfrom ._data import *\n"
    );
    for (module, names) in PYTHON {
        put!(out, "from .{module} import {}", names.join(", "));
    }
    put!(out, "from ._vmbay import (\n    {},\n)", classes(api, faces).join(",\n    "));
    out.push_str("from .errors import *\n");
    out.push_str(&all(api, faces));
    out
}

/// `__all__`, which is the same in the stubs.
pub(super) fn all(api: &Api, faces: &[Face]) -> String {
    let python = PYTHON.iter().flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned()));
    let mut names: Vec<_> = classes(api, faces).into_iter().chain(python).collect();
    names.extend(data::names(api, faces));
    names.extend(errors::names(api));
    names.push("errors".to_owned());
    names.sort();
    format!("\n__all__ = [\n    \"{}\",\n]\n", names.join("\",\n    \""))
}

/// `_vmbay.pyi`: what Python's half of the package calls, and the classes, which are those of `vmbay`.
pub(super) fn native(api: &Api, faces: &[Face]) -> String {
    let mut out = format!("\"\"\"The native module. Its classes are those of `vmbay`.\"\"\"\n{HEADER}\n");
    for class in classes(api, faces) {
        put!(out, "from . import {class} as {class}");
    }
    out.push_str(
        "from ._host import SimulatedHost as SimulatedHost\nfrom ._host import VirtualClock as VirtualClock\n\n\
         def connect(database: str, options: dict[str, object]) -> Vmbay: ...\n\
         def connect_async(database: str, options: dict[str, object]) -> Call[AsyncVmbay]: ...\n\
         def simulate(options: dict[str, object]) -> tuple[Vmbay, AsyncVmbay, SimulatedHost, VirtualClock]: ...\n\
         def flush() -> None: ...\n\
         def end() -> None: ...\n\
         def forked() -> None: ...\n",
    );
    out
}

/// The classes of the native module.
fn classes(api: &Api, faces: &[Face]) -> Vec<String> {
    let given = given_out(api);
    let records = api.records.iter().map(|record| record.name.clone()).filter(|name| given.contains(name));
    let services = faces.iter().flat_map(|face| [face.name.clone(), format!("Async{}", face.name)]);
    let mut classes: Vec<_> =
        NATIVE.iter().map(|name| (*name).to_owned()).chain(records).chain(services).collect();
    classes.sort();
    classes
}
