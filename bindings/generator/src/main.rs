//! Writes the bindings of `vmbay` from the public API of its core.
//!
//! `cargo run -p vmbay-generator` writes them; with `--check` it only looks whether they are what it would write, and says
//! what to run when they are not. What it cannot map it refuses, with file and line.

mod docs;
mod json;
mod model;
mod node;
mod python;
mod read;
mod refusal;
mod rust;
mod schema;
mod surface;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use serde::Serialize;
use serde_json::Value;

use self::{
    model::Api,
    refusal::{Refusal, Result},
    surface::Face,
};

/// Writes the bindings from the public API of the core.
#[derive(Debug, Parser)]
struct Arguments {
    /// Only look whether the written files are up to date.
    #[arg(long)]
    check: bool,
    /// The folder of the project.
    #[arg(long, default_value = ".")]
    root: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let written = files(&arguments.root).and_then(|files| {
        let stale = stale(&arguments.root, files)?;
        if arguments.check {
            return match &stale[..] {
                [] => Ok(()),
                [(path, _), ..] => Err(Refusal::of(format_args!(
                    "{} is not what the public API of the core gives: run `cargo run -p vmbay-generator`",
                    path.display()
                ))),
            };
        }
        stale.iter().try_for_each(|(path, text)| write(&arguments.root.join(path), text))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("{refusal}");
            ExitCode::FAILURE
        }
    }
}

/// Every file that the API gives, by its path in the project.
fn files(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let api = read::read(&root.join("core/src"))?;
    let faces = surface::faces(&api)?;
    let mut files = python::write(&api, &faces)?;
    files.extend(node::write(&api, &faces)?);
    files.push((PathBuf::from("bindings/api.json"), catalogue(&api, &faces)?));
    files.push((PathBuf::from("bindings/json/src/generated.rs"), json::write(&api, &faces)?));
    Ok(files)
}

/// The whole API as data, with the calls and schemas that it has as JSON.
fn catalogue(api: &Api, faces: &[Face]) -> Result<String> {
    #[derive(Serialize)]
    struct Catalogue<'a> {
        #[serde(flatten)]
        api: &'a Api,
        operations: Value,
        #[serde(rename = "$defs")]
        definitions: Value,
    }
    let (operations, definitions) = schema::write(api, faces);
    let text = serde_json::to_string_pretty(&Catalogue { api, operations, definitions });
    text.map(|text| text + "\n").map_err(Refusal::of)
}

/// Those that are not so on the disk.
fn stale(root: &Path, files: Vec<(PathBuf, String)>) -> Result<Vec<(PathBuf, String)>> {
    let mut stale = Vec::new();
    for (path, text) in files {
        match fs::read_to_string(root.join(&path)) {
            Ok(found) if found == text => {}
            Ok(_) => stale.push((path, text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => stale.push((path, text)),
            Err(error) => return Err(Refusal::of(format_args!("{}: {error}", path.display()))),
        }
    }
    Ok(stale)
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| fs::write(path, text));
    written.map_err(|error| Refusal::of(format_args!("{}: {error}", path.display())))
}
