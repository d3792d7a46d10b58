//! The generator on copies of the core, changed as its authors may change it.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

const SERVICE: &str = "core/src/compute/service.rs";

/// A project that has nothing but the sources of the core.
struct Project(TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/src");
        copy(&core, &project.path("core/src"));
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Puts `text` after the first `mark` of a file, and tells the line where it begins.
    fn insert(&self, path: &str, mark: &str, text: &str) -> usize {
        let before = self.read(path);
        let at = before.find(mark).unwrap() + mark.len();
        fs::write(self.path(path), format!("{}{text}{}", &before[..at], &before[at..])).unwrap();
        before[..at].lines().count() + 1
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vmbay-generator"));
        command.arg("--root").arg(self.0.path()).args(arguments).output().unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn what_is_committed_is_what_the_core_gives() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let output = Command::new(env!("CARGO_BIN_EXE_vmbay-generator"))
        .args(["--root", root, "--check"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn a_new_method_is_one_change_and_one_command() {
    let project = Project::new();
    assert!(project.run(&[]).status.success());
    project.insert(
        SERVICE,
        "impl Machines {",
        "
    /// How long the machine has slept.
    pub async fn slept(&self, id: MachineId, since: Option<Timestamp>) -> Result<Duration> {
        let _asked = (id, since);
        self.caller.authorize_all(Permission::new(\"machine:slept\")).await?;
        Ok(Duration::ZERO)
    }
",
    );
    let stale = project.run(&["--check"]);
    assert!(!stale.status.success());
    assert!(said(&stale).contains("run `cargo run -p vmbay-generator`"), "{}", said(&stale));

    assert!(project.run(&[]).status.success());
    assert!(project.run(&["--check"]).status.success());
    for (path, text) in [
        (
            "bindings/python/python/vmbay/__init__.pyi",
            "def slept(self, id: str | UUID, *, since: datetime | None = None)",
        ),
        ("bindings/python/src/generated.rs", "fn slept<'py>("),
        ("bindings/json/src/generated.rs", "\"slept\" => {"),
        (
            "bindings/node/lib/services.ts",
            "slept(id: string, options: MachinesSleptOptions = {}): Promise<number>",
        ),
        ("bindings/api.json", "\"machine:slept\""),
    ] {
        assert!(project.read(path).contains(text), "{path} lacks {text}");
    }
}

#[test]
fn what_cannot_be_mapped_is_refused_with_file_and_line() {
    for method in [
        "pub async fn nap(&self, by: &dyn std::fmt::Debug) -> Result<()> { Ok(()) }",
        "pub fn nap(&self) -> std::sync::MutexGuard<'_, u8> { self.napping.lock() }",
        "pub async fn nap(&self, by: impl Fn(u8) -> u8) -> Result<()> { Ok(()) }",
    ] {
        let project = Project::new();
        let line = project.insert(SERVICE, "impl Machines {", &format!("\n    /// Naps.\n    {method}\n"));
        let output = project.run(&[]);
        assert!(!output.status.success(), "{method}");
        let place = format!("{SERVICE}:");
        let (_, said) = said(&output).split_once(&place).map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let refused: usize = said.split(':').next().unwrap().parse().unwrap();
        assert!((line..line + 3).contains(&refused), "{refused} is not {line}: {said}");
        // Nothing is written of what is refused.
        assert!(!project.path("bindings").exists());
    }
}
