//! Commands in the guest, with output of any size while they run.
//!
//! The agent hands over a command's output only once it has ended, in one message of limited size. So where the guest has
//! a shell, the command's output goes to files in a private directory, from which it is collected as it grows; the shell
//! replaces itself by the command, whose exit code and signal are thus its own. Without a shell the agent's way has to do.

use std::collections::VecDeque;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, sleep};
use uuid::Uuid;
use vmbay::hypervisor::{ExecCommand, ExecEvent};
use vmbay::{Error, Result};

use super::file::OpenFile;
use super::{Agent, CHUNK};

/// The pauses between two looks at a running command.
const FIRST_PAUSE: Duration = Duration::from_millis(4);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);
/// How much of each output of a short command is collected by one script.
const PIECE: usize = 32 * 1024;
/// What a script exits with when the directory is not there: the command could not be started.
const NOT_STARTED: i64 = 3;

/// `$0` is the private directory, `$@` the command. A program that is not there leaves no directory behind.
const RUN: &str = r#"command -v -- "$1" >/dev/null 2>&1 || { rm -rf "$0"; exit 127; }
mask=$(umask); umask 077; mkdir -p "$0" || exit 126; umask "$mask"
exec "$@" >"$0/out" 2>"$0/err""#;
/// The same with the standard input from a file that is there already.
const RUN_WITH_INPUT: &str = r#"command -v -- "$1" >/dev/null 2>&1 || { rm -rf "$0"; exit 127; }
exec "$@" <"$0/in" >"$0/out" 2>"$0/err""#;
/// Hands over the outputs of an ended command, and removes them where each is shorter than `$1`.
const COLLECT: &str = r#"cd "$0" 2>/dev/null || exit 3
collect() { [ ! -s $1 ] || { head -c $2 $1; [ $(wc -c <$1) -lt $2 ]; }; }
if collect out $1 && collect err $1 >&2; then cd / && rm -rf "$0"; fi
exit 0"#;

impl Agent {
    /// Runs a command; the stream ends with its exit or with an error.
    pub(crate) async fn exec(&self, command: &ExecCommand) -> Result<BoxStream<'static, Result<ExecEvent>>> {
        let expiry = Instant::now() + command.timeout;
        let (pid, output) = self.launch(command).await?;
        let running = Running {
            agent: self.clone(),
            pid,
            output,
            expiry,
            timeout: command.timeout,
            pause: FIRST_PAUSE,
            ready: VecDeque::new(),
            phase: Phase::Running,
        };
        let events =
            stream::unfold(running, async |mut running| running.next().await.map(|event| (event, running)));
        Ok(events.boxed())
    }

    async fn launch(&self, command: &ExecCommand) -> Result<(i64, Output)> {
        let Some((program, arguments)) = command.argv.split_first() else {
            return Err(Error::invalid("argv", "is empty: it begins with the program to run"));
        };
        // The name of a directory only has to be new, and hard to guess for other users of the guest.
        let directory = format!("/tmp/.vmbay-{}", Uuid::new_v4().simple());
        let input = command.stdin.as_deref().unwrap_or_default();
        let by_file = input.len() > CHUNK;
        let by_shell = async {
            if by_file {
                self.shell(r#"umask 077 && mkdir "$0""#, &[&directory]).await?;
                self.write_file(&format!("{directory}/in"), input).await?;
            }
            let script = if by_file { RUN_WITH_INPUT } else { RUN };
            let words = [&["-c", script, &directory], &*words(&command.argv)].concat();
            self.start("/bin/sh", &words, &command.env, if by_file { &[] } else { input }, false).await
        };
        match by_shell.await {
            Ok(pid) => Ok((pid, Output::Files(directory))),
            Err(Error::GuestFailed { .. }) if !by_file => {
                let pid = self.start(program, &words(arguments), &command.env, input, true).await?;
                Ok((pid, Output::Agent))
            }
            Err(error) => Err(error),
        }
    }

    async fn start(
        &self,
        path: &str,
        arguments: &[&str],
        env: &[String],
        input: &[u8],
        capture: bool,
    ) -> Result<i64> {
        let mut request = json!({ "path": path, "arg": arguments, "capture-output": capture });
        if !env.is_empty() {
            request["env"] = env.into();
        }
        if !input.is_empty() {
            request["input-data"] = STANDARD.encode(input).into();
        }
        let process: Process = self.command("guest-exec", request).await?;
        Ok(process.pid)
    }

    /// Runs one of our own short scripts to its end.
    async fn shell(&self, script: &str, arguments: &[&str]) -> Result<Status> {
        let arguments = [&["-c", script], arguments].concat();
        let pid = self.start("/bin/sh", &arguments, &[], &[], true).await?;
        let expiry = Instant::now() + super::PATIENCE;
        let mut pause = FIRST_PAUSE;
        loop {
            let status = self.status(pid).await?;
            if status.exited {
                return Ok(status);
            }
            if Instant::now() >= expiry {
                return Err(self.failed("its shell does not end"));
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn status(&self, pid: i64) -> Result<Status> {
        self.command("guest-exec-status", json!({ "pid": pid })).await
    }

    fn outputs(&self, status: &Status) -> Result<(Bytes, Bytes)> {
        let decode = |data: &Option<String>| {
            let bytes = STANDARD.decode(data.as_deref().unwrap_or_default());
            bytes.map(Bytes::from).map_err(|error| self.failed(error.to_string()))
        };
        Ok((decode(&status.out_data)?, decode(&status.err_data)?))
    }
}

fn words(argv: &[String]) -> Vec<&str> {
    argv.iter().map(String::as_str).collect()
}

#[derive(Deserialize)]
struct Process {
    pid: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Status {
    exited: bool,
    exitcode: Option<i64>,
    signal: Option<i64>,
    out_data: Option<String>,
    err_data: Option<String>,
}

impl Status {
    fn exit(&self) -> ExecEvent {
        let narrow = |number: Option<i64>| number.and_then(|number| number.try_into().ok());
        ExecEvent::Exited {
            exit_code: if self.signal.is_some() { None } else { narrow(self.exitcode) },
            signal: narrow(self.signal),
        }
    }
}

/// Where the output of a command is.
enum Output {
    /// With the agent, until the command has ended.
    Agent,
    /// In two files of a directory.
    Files(String),
    /// In the same files, held open.
    Open { directory: String, out: OpenFile, err: OpenFile },
}

enum Phase {
    Running,
    /// It has ended, but not all of its output is collected.
    Ended(Status),
    Over,
}

/// A command under way.
struct Running {
    agent: Agent,
    pid: i64,
    output: Output,
    expiry: Instant,
    timeout: Duration,
    pause: Duration,
    ready: VecDeque<ExecEvent>,
    phase: Phase,
}

impl Running {
    async fn next(&mut self) -> Option<Result<ExecEvent>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(Ok(event));
            }
            let step = match &self.phase {
                Phase::Over => return None,
                Phase::Running => self.watch().await,
                Phase::Ended(_) => self.drain().await,
            };
            if let Err(error) = step {
                self.phase = Phase::Over;
                return Some(Err(error));
            }
        }
    }

    /// Looks whether the command has ended; if not, waits a little and collects what it wrote.
    async fn watch(&mut self) -> Result<()> {
        let status = self.agent.status(self.pid).await?;
        if status.exited {
            self.phase = Phase::Ended(status);
            return Ok(());
        }
        let left = self.expiry.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Error::TimedOut {
                what: "the command in the guest".into(),
                after: self.timeout,
                operation: None,
            });
        }
        sleep(self.pause.min(left)).await;
        // A short command is not worth a look at its files before it ends.
        if self.pause == LONGEST_PAUSE && self.open(0, 0).await? {
            self.read().await?;
        }
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }

    /// Takes the next piece of what an ended command wrote, and its exit with the last.
    async fn drain(&mut self) -> Result<()> {
        let whole = match &self.output {
            Output::Agent => self.take_agents()?,
            Output::Files(directory) => {
                let directory = directory.clone();
                self.collect(&directory).await?
            }
            Output::Open { .. } => self.read().await?,
        };
        if whole && let Phase::Ended(status) = std::mem::replace(&mut self.phase, Phase::Over) {
            if let Output::Open { directory, out, err } = std::mem::replace(&mut self.output, Output::Agent) {
                out.close().await?;
                err.close().await?;
                self.agent.shell(r#"rm -rf "$0""#, &[&directory]).await?;
            }
            self.ready.push_back(status.exit());
        }
        Ok(())
    }

    /// Takes what the agent itself held.
    fn take_agents(&mut self) -> Result<bool> {
        if let Phase::Ended(status) = &self.phase {
            let (out, err) = self.agent.outputs(status)?;
            self.push(out, err);
        }
        Ok(true)
    }

    /// Takes the outputs by a script; true when that was all, and nothing is left in the guest.
    async fn collect(&mut self, directory: &str) -> Result<bool> {
        let status = self.agent.shell(COLLECT, &[directory, &PIECE.to_string()]).await?;
        match status.exitcode {
            Some(0) => {}
            Some(NOT_STARTED) => {
                return Err(self.agent.failed("it has no such program, or no /tmp to write to"));
            }
            code => return Err(self.agent.failed(format!("the output cannot be read (exit code {code:?})"))),
        }
        let (out, err) = self.agent.outputs(&status)?;
        let lengths = (out.len(), err.len());
        self.push(out, err);
        let whole = lengths.0 < PIECE && lengths.1 < PIECE;
        if !whole {
            self.open(lengths.0, lengths.1).await?;
        }
        Ok(whole)
    }

    /// Opens the files behind the bytes that are known already; false while the shell has not made them.
    async fn open(&mut self, out_offset: usize, err_offset: usize) -> Result<bool> {
        if let Output::Files(directory) = &self.output {
            let opened = async {
                let out = self.agent.open(&format!("{directory}/out"), "r").await?;
                let err = self.agent.open(&format!("{directory}/err"), "r").await?;
                out.seek(out_offset).await?;
                err.seek(err_offset).await?;
                Ok((out, err))
            };
            match opened.await {
                Ok((out, err)) => self.output = Output::Open { directory: directory.clone(), out, err },
                Err(Error::GuestFailed { .. }) if matches!(self.phase, Phase::Running) => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(matches!(self.output, Output::Open { .. }))
    }

    /// Reads the next piece of each open file; true when there was none.
    async fn read(&mut self) -> Result<bool> {
        let Output::Open { out, err, .. } = &self.output else { return Ok(true) };
        let (out, err) = (out.read().await?.0, err.read().await?.0);
        let nothing = out.is_empty() && err.is_empty();
        self.push(out, err);
        Ok(nothing)
    }

    fn push(&mut self, out: Bytes, err: Bytes) {
        self.ready.extend((!out.is_empty()).then_some(ExecEvent::Stdout(out)));
        self.ready.extend((!err.is_empty()).then_some(ExecEvent::Stderr(err)));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::{Command, Output};

    use super::*;

    /// What a guest's shell makes of a script.
    fn shell(script: &str, directory: &Path, arguments: &[&str]) -> Output {
        Command::new("/bin/sh").args(["-c", script]).arg(directory).args(arguments).output().unwrap()
    }

    #[test]
    fn a_command_runs_with_its_arguments_as_data_and_is_collected_without_a_trace() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("run");
        let ran = shell(RUN, &directory, &["printf", "%s|", "a  b", "$(reboot)", "'\"*"]);
        assert!(ran.status.success() && ran.stdout.is_empty());
        let collected = shell(COLLECT, &directory, &["100"]);
        assert_eq!(collected.stdout, b"a  b|$(reboot)|'\"*|");
        assert!(collected.status.success() && collected.stderr.is_empty() && !directory.exists());
    }

    #[test]
    fn a_command_keeps_its_own_exit_code_and_errors() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("run");
        let ran = shell(RUN, &directory, &["sh", "-c", "echo wrong >&2; exit 42"]);
        assert_eq!(ran.status.code(), Some(42));
        assert_eq!(shell(COLLECT, &directory, &["100"]).stderr, b"wrong\n");
    }

    #[test]
    fn a_program_that_is_not_there_leaves_no_directory_by_which_it_is_told() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("run");
        assert_eq!(shell(RUN, &directory, &["no-such-program"]).status.code(), Some(127));
        assert!(!directory.exists());
        assert_eq!(shell(COLLECT, &directory, &["100"]).status.code().map(i64::from), Some(NOT_STARTED));
    }

    #[test]
    fn a_long_output_is_cut_at_the_piece_and_stays_for_the_rest() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("run");
        shell(RUN, &directory, &["printf", "0123456789"]);
        for piece in ["4", "10"] {
            let collected = shell(COLLECT, &directory, &[piece]);
            assert_eq!(collected.stdout.len().to_string(), piece);
            assert_eq!(fs::read(directory.join("out")).unwrap(), b"0123456789");
        }
    }

    #[test]
    fn an_input_from_a_file_is_read_and_the_directory_is_private() {
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("run");
        fs::create_dir(&directory).unwrap();
        fs::write(directory.join("in"), "input").unwrap();
        assert!(shell(RUN_WITH_INPUT, &directory, &["cat"]).status.success());
        assert_eq!(shell(COLLECT, &directory, &["100"]).stdout, b"input");
        shell(RUN, &directory, &["true"]);
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&directory).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_signal_is_told_and_hides_the_exit_code() {
        let status = |json| serde_json::from_value::<Status>(json).unwrap().exit();
        let exited = |exit_code, signal| ExecEvent::Exited { exit_code, signal };
        assert_eq!(status(json!({ "exited": true, "signal": 9 })), exited(None, Some(9)));
        assert_eq!(status(json!({ "exited": true, "exitcode": 3 })), exited(Some(3), None));
    }
}
