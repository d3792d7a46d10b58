//! The Node package: TypeScript over a native half that speaks JSON.

mod errors;
mod revive;
mod services;
mod types;

use std::{fmt::Write as _, path::PathBuf};

use crate::{model::Api, refusal::Result, surface::Face};

const HEADER: &str = "// Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.\n\n";

/// The files of the package, by their paths in the project.
pub(crate) fn write(api: &Api, faces: &[Face]) -> Result<Vec<(PathBuf, String)>> {
    let folder = PathBuf::from("bindings/node/lib");
    Ok(vec![
        (folder.join("types.ts"), types::write(api, faces)),
        (folder.join("revive.ts"), revive::write(api)),
        (folder.join("services.ts"), services::write(api, faces)?),
        (folder.join("errors.ts"), errors::write(api)),
    ])
}

/// A doc comment, indented.
fn comment(out: &mut String, doc: &str, depth: usize) {
    let indent = "  ".repeat(depth);
    let doc = crate::docs::plain(doc).replace("*/", "*\u{200b}/");
    let lines: Vec<_> = doc.trim().lines().collect();
    match &lines[..] {
        [] => {}
        [line] => {
            let _ = writeln!(out, "{indent}/** {line} */");
        }
        lines => {
            let _ = writeln!(out, "{indent}/**");
            for line in lines {
                let _ = writeln!(out, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(out, "{indent} */");
        }
    }
}
