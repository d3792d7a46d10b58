//! The Python package: its native module in Rust, and beside it what is plain Python.

mod native;
mod pure;
mod stubs;

use std::path::PathBuf;

use crate::{model::Api, refusal::Result, surface::Face};

/// The files of the package, by their paths in `bindings/python`.
pub(crate) fn write(api: &Api, faces: &[Face]) -> Result<Vec<(PathBuf, String)>> {
    let folder = PathBuf::from("bindings/python");
    Ok(vec![
        (folder.join("src/generated.rs"), native::write(api, faces)?),
        (folder.join("python/vmbay/_data.py"), pure::data(api)),
        (folder.join("python/vmbay/errors.py"), pure::errors(api)?),
        (folder.join("python/vmbay/__init__.pyi"), stubs::write(api, faces)),
    ])
}

/// A name that Python does not keep for itself.
fn name(name: &str) -> String {
    const KEPT: [&str; 8] = ["with", "from", "import", "is", "in", "as", "pass", "global"];
    if KEPT.contains(&name) { format!("{name}_") } else { name.to_owned() }
}
