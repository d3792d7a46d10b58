//! What runs inside a simulated guest: a handful of programs, and those an application adds.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use bytes::Bytes;

use crate::hypervisor::ExecCommand;

/// A program as it runs in a simulated guest.
#[derive(Debug)]
pub struct GuestCall<'a> {
    /// The command.
    pub command: &'a ExecCommand,
    /// The guest's host name, which is its machine's name.
    pub hostname: &'a str,
    /// The guest's files by path; they live in its memory.
    pub files: &'a mut BTreeMap<String, Bytes>,
}

impl GuestCall<'_> {
    /// Its arguments, without its own name.
    pub fn arguments(&self) -> impl Iterator<Item = &str> {
        self.command.argv.iter().skip(1).map(String::as_str)
    }
}

/// What a program in a simulated guest leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuestReply {
    /// Its exit code.
    pub exit_code: i32,
    /// What it writes to its standard output.
    pub stdout: Bytes,
    /// What it writes to its standard error.
    pub stderr: Bytes,
    /// How long it runs.
    pub takes: Duration,
}

impl GuestReply {
    /// A program that succeeds and writes `stdout`.
    pub fn stdout(stdout: impl Into<Bytes>) -> Self {
        Self { stdout: stdout.into(), ..Self::default() }
    }

    /// A program that fails with `exit_code` and writes `stderr`.
    pub fn failed(exit_code: i32, stderr: impl Into<Bytes>) -> Self {
        Self { exit_code, stderr: stderr.into(), ..Self::default() }
    }
}

/// Programs by name; those an application adds come before those built in.
#[derive(Clone, Default)]
pub(super) struct Programs(BTreeMap<String, Program>);

/// A program an application adds.
type Program = Arc<dyn Fn(&mut GuestCall<'_>) -> GuestReply + Send + Sync>;

impl fmt::Debug for Programs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Programs {
    pub(super) fn add(
        &mut self,
        name: String,
        program: impl Fn(&mut GuestCall<'_>) -> GuestReply + Send + Sync + 'static,
    ) {
        self.0.insert(name, Arc::new(program));
    }

    /// Runs the command; none when the guest has no such program.
    pub(super) fn run(&self, call: &mut GuestCall<'_>) -> Option<GuestReply> {
        let name = call.command.argv.first()?;
        match self.0.get(name) {
            Some(program) => Some(program(call)),
            None => built_in(name, call),
        }
    }
}

fn built_in(name: &str, call: &mut GuestCall<'_>) -> Option<GuestReply> {
    Some(match name {
        "true" => GuestReply::default(),
        "false" => GuestReply { exit_code: 1, ..GuestReply::default() },
        "echo" => GuestReply::stdout(format!("{}\n", call.arguments().collect::<Vec<_>>().join(" "))),
        "uname" if call.arguments().any(|argument| argument == "-a") => {
            GuestReply::stdout(format!("Linux {} 6.1.0-simulated #1 SMP x86_64 GNU/Linux\n", call.hostname))
        }
        "uname" => GuestReply::stdout("Linux\n"),
        "cat" => cat(call),
        "seq" => match call.arguments().next().and_then(|last| last.parse().ok()) {
            Some(last) => GuestReply::stdout(
                (1..=last).fold(String::new(), |text, n: u64| text + &n.to_string() + "\n"),
            ),
            None => GuestReply::failed(1, "usage: seq LAST\n"),
        },
        "sleep" => match call.arguments().next().and_then(|seconds| seconds.parse().ok()) {
            Some(seconds) => GuestReply { takes: Duration::from_secs(seconds), ..GuestReply::default() },
            None => GuestReply::failed(1, "usage: sleep SECONDS\n"),
        },
        "printenv" => {
            let wanted = call.arguments().next().unwrap_or_default();
            let found = call.command.env.iter().find_map(|pair| pair.strip_prefix(wanted)?.strip_prefix('='));
            match found {
                Some(value) => GuestReply::stdout(format!("{value}\n")),
                None => GuestReply::failed(1, ""),
            }
        }
        _ => return None,
    })
}

/// Writes out its files, or its standard input when it is given none.
fn cat(call: &mut GuestCall<'_>) -> GuestReply {
    if call.arguments().next().is_none() {
        return GuestReply::stdout(call.command.stdin.clone().unwrap_or_default());
    }
    let mut reply = GuestReply::default();
    let (mut stdout, mut stderr) = (Vec::new(), String::new());
    for path in call.arguments() {
        if let Some(content) = call.files.get(path) {
            stdout.extend_from_slice(content);
        } else {
            reply.exit_code = 1;
            stderr = stderr + "cat: " + path + ": No such file or directory\n";
        }
    }
    GuestReply { stdout: stdout.into(), stderr: stderr.into(), ..reply }
}
