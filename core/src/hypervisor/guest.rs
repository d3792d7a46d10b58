//! Commands and files inside a guest, through its agent.

use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// A command to run in a guest: a program and its arguments, never a shell line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecCommand {
    /// The program, then its arguments; passed as data.
    pub argv: Vec<String>,
    /// Its environment, as `NAME=value`; the agent's own when empty.
    pub env: Vec<String>,
    /// What it reads from its standard input; at most 16 MiB.
    pub stdin: Option<Vec<u8>>,
    /// How long it may take; 60 seconds unless told otherwise.
    pub timeout: Duration,
}

impl ExecCommand {
    /// Runs `argv`: the program, then its arguments.
    pub fn new(argv: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            argv: argv.into_iter().map(Into::into).collect(),
            env: Vec::new(),
            stdin: None,
            timeout: Duration::from_secs(60),
        }
    }

    /// Adds a variable to the environment.
    pub fn env(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.env.push(format!("{}={}", name.as_ref(), value.as_ref()));
        self
    }

    /// Feeds `bytes` to the standard input.
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = Some(bytes.into());
        self
    }

    /// Gives up after `timeout`; the command may go on in the guest.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

/// A piece of a running command's life, in order; `Exited` is the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecEvent {
    /// Bytes it wrote to its standard output.
    Stdout(Bytes),
    /// Bytes it wrote to its standard error.
    Stderr(Bytes),
    /// It ended.
    Exited {
        /// Its exit code; none when a signal ended it.
        exit_code: Option<i32>,
        /// The signal that ended it.
        signal: Option<i32>,
    },
}

/// What a command left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecOutput {
    /// Its exit code; none when a signal ended it.
    pub exit_code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// What it wrote to its standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to its standard error.
    pub stderr: Vec<u8>,
}

impl ExecOutput {
    /// Whether it exited with code 0.
    pub fn success(&self) -> bool {
        self.exit_code == Some(0)
    }

    /// Its standard output as text, with what is not UTF-8 replaced.
    pub fn stdout_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.stdout)
    }
}
