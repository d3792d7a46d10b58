//! The Python package: its native module in Rust, and beside it what is plain Python.

/// Writes a line. Writing to a string does not fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out, $($arg)*); };
}

mod data;
mod errors;
mod names;
mod native;
mod stubs;
mod text;

use std::path::PathBuf;

use crate::{model::Api, refusal::Result, surface::Face};

/// The files of the package, by their paths in `bindings/python`.
pub(crate) fn write(api: &Api, faces: &[Face]) -> Result<Vec<(PathBuf, String)>> {
    let folder = PathBuf::from("bindings/python");
    Ok(vec![
        (folder.join("src/generated.rs"), native::write(api, faces)?),
        (folder.join("python/vmbay/_data.py"), data::write(api, faces)),
        (folder.join("python/vmbay/errors.py"), errors::write(api)?),
        (folder.join("python/vmbay/__init__.pyi"), stubs::write(api, faces)),
        (folder.join("python/vmbay/__init__.py"), names::package(api, faces)),
        (folder.join("python/vmbay/_vmbay.pyi"), names::native(api, faces)),
    ])
}

/// What the written files begin with.
const HEADER: &str =
    "# Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.\n";

/// A name that Python does not keep for itself.
fn name(name: &str) -> String {
    const KEPT: [&str; 8] = ["with", "from", "import", "is", "in", "as", "pass", "global"];
    if KEPT.contains(&name) { format!("{name}_") } else { name.to_owned() }
}
