//! Inside a machine: commands and files through the guest's agent.

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use futures::stream::{BoxStream, StreamExt, TryStreamExt};

use super::{probe::Probe, record::Machine};
use crate::{
    access::{Caller, Permission, Scope},
    error::{Error, Resource, Result},
    fleet::{HostLinks, Observer},
    hypervisor::{ExecCommand, ExecEvent, ExecOutput, Hypervisor, HypervisorEvent, PowerState},
    id::MachineId,
};

/// How often a guest that gave no hint is asked whether it is there.
const ASK: Duration = Duration::from_millis(500);
/// The most standard input of a command, in bytes.
const STDIN: usize = 16 << 20;
/// The most bytes that a call which returns everything at once collects; the streaming calls have no such limit.
const COLLECTED: usize = 256 << 20;

/// Guests: [`Vmbay::guest`](crate::Vmbay::guest). Every call needs a running machine whose guest runs an agent.
#[derive(Clone, Debug)]
pub struct Guest {
    caller: Caller,
    hosts: HostLinks,
}

impl Guest {
    pub(crate) fn new(caller: Caller, hosts: HostLinks) -> Self {
        Self { caller, hosts }
    }

    /// Asks whether the agent answers.
    ///
    /// # Errors
    /// `guest_failed` when it does not; `illegal_transition` when the machine is not running.
    pub async fn ping(&self, id: MachineId) -> Result<()> {
        self.running(id, Permission::new("guest:ping")).await?.guest_ping(id).await
    }

    /// Runs a command and returns what it left behind.
    ///
    /// # Errors
    /// `invalid_argument` for an empty command or a NUL in it; `guest_failed` when it cannot be started or the guest
    /// dies; `timed_out` after the command's time-out, when it may go on in the guest.
    pub async fn exec(&self, id: MachineId, command: ExecCommand) -> Result<ExecOutput> {
        let mut events = self.exec_stream(id, command).await?;
        let mut output = ExecOutput::default();
        while let Some(event) = events.try_next().await? {
            match event {
                ExecEvent::Stdout(bytes) => output.stdout.extend_from_slice(&bytes),
                ExecEvent::Stderr(bytes) => output.stderr.extend_from_slice(&bytes),
                ExecEvent::Exited { exit_code, signal } => {
                    (output.exit_code, output.signal) = (exit_code, signal);
                }
            }
            within_limit(id, output.stdout.len() + output.stderr.len())?;
        }
        Ok(output)
    }

    /// Runs a command and streams its output; the last item tells how it ended.
    pub async fn exec_stream(
        &self,
        id: MachineId,
        command: ExecCommand,
    ) -> Result<BoxStream<'static, Result<ExecEvent>>> {
        let hypervisor = self.running(id, Permission::new("guest:exec")).await?;
        check_command(&command)?;
        hypervisor.guest_exec(id, &command).await
    }

    /// Reads a file, at most 256 MiB of it at once.
    ///
    /// # Errors
    /// `guest_failed` when it cannot be read.
    pub async fn read_file(&self, id: MachineId, path: &str) -> Result<Bytes> {
        let mut chunks = self.read_file_stream(id, path).await?;
        let mut content = BytesMut::new();
        while let Some(chunk) = chunks.try_next().await? {
            content.extend_from_slice(&chunk);
            within_limit(id, content.len())?;
        }
        Ok(content.freeze())
    }

    /// Reads a file of any size in chunks.
    pub async fn read_file_stream(
        &self,
        id: MachineId,
        path: &str,
    ) -> Result<BoxStream<'static, Result<Bytes>>> {
        let hypervisor = self.running(id, Permission::new("guest:read")).await?;
        check_path(path)?;
        hypervisor.guest_read_file(id, path).await
    }

    /// Writes a file, replacing what was there.
    ///
    /// # Errors
    /// `guest_failed` when it cannot be written.
    pub async fn write_file(&self, id: MachineId, path: &str, content: impl Into<Bytes>) -> Result<()> {
        let hypervisor = self.running(id, Permission::new("guest:write")).await?;
        check_path(path)?;
        hypervisor.guest_write_file(id, path, content.into()).await
    }

    /// What the machine wrote to its serial console since it was last started, from byte `offset` on: at most 1 MiB.
    pub async fn console_log(&self, id: MachineId, offset: u64) -> Result<Bytes> {
        let scope = self.caller.authorize(Permission::new("guest:console")).await?;
        let machine: Machine = self.caller.get(scope, id).await?;
        self.hosts.get(machine.host_id)?.hypervisor.console_log(id, offset).await
    }

    /// The hypervisor of a machine that runs.
    async fn running(&self, id: MachineId, permission: Permission) -> Result<&dyn Hypervisor> {
        let scope = self.caller.authorize(permission).await?;
        let machine: Machine = self.caller.get(scope, id).await?;
        let link = self.hosts.get(machine.host_id)?;
        if machine.power_state != PowerState::Running {
            return Err(not_running(&machine, "use its guest"));
        }
        Ok(&*link.hypervisor)
    }
}

/// Waits until the guest's agent answers and every probe is content: asked at every hint about the machine, and from time
/// to time.
pub(super) async fn wait_ready(
    caller: &Caller,
    hosts: &HostLinks,
    scope: Scope,
    id: MachineId,
    probes: &[Arc<dyn Probe>],
) -> Result<Machine> {
    let machine: Machine = caller.get(scope, id).await?;
    let link = hosts.get(machine.host_id)?;
    let guest = Guest::new(caller.clone(), hosts.clone());
    if !link.hypervisor.capabilities().guest_agent {
        return Err(Error::unsupported("reach a guest", link.hypervisor.name()));
    }
    let observer = Observer { ports: caller.ports.clone(), link: link.clone(), tick: ASK };
    let mut hints = link.hypervisor.events();
    loop {
        let answered = link.hypervisor.guest_ping(id).await.is_ok();
        let Some(machine) = observer.look(id).await? else { return Err(Error::not_found("machine", id)) };
        if answered && are_content(probes, &machine, &guest).await? {
            return Ok(machine);
        }
        if !may_become_ready(&machine) {
            return Err(not_running(&machine, "become ready"));
        }
        let hint = async {
            while let Some(hint) = hints.next().await {
                if hint == HypervisorEvent::Machine(id) {
                    return;
                }
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = hint => {}
            () = caller.ports.clock.sleep(ASK) => {}
        }
    }
}

/// Whether a machine runs, or may, or is about to.
fn may_become_ready(machine: &Machine) -> bool {
    let may_run =
        matches!(machine.power_state, PowerState::Running | PowerState::Starting | PowerState::Unknown);
    may_run || machine.is_to_run()
}

async fn are_content(probes: &[Arc<dyn Probe>], machine: &Machine, guest: &Guest) -> Result<bool> {
    for probe in probes {
        if !probe.is_ready(machine, guest).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn not_running(machine: &Machine, verb: &'static str) -> Error {
    Error::IllegalTransition {
        resource: Resource::new("machine", machine.id),
        from: machine.power_state.as_str().into(),
        verb: verb.into(),
    }
}

fn within_limit(id: MachineId, bytes: usize) -> Result<()> {
    if bytes <= COLLECTED {
        return Ok(());
    }
    Err(Error::GuestFailed {
        resource: Resource::new("machine", id),
        problem: format!("more than {COLLECTED} bytes came back; stream them instead").into(),
        source: None,
    })
}

fn check_command(command: &ExecCommand) -> Result<()> {
    if command.argv.first().is_none_or(String::is_empty) {
        return Err(Error::invalid("argv", "must name a program"));
    }
    if command.argv.iter().any(|argument| argument.contains('\0')) {
        return Err(Error::invalid("argv", "must not contain NUL"));
    }
    if command.env.iter().any(|variable| variable.contains('\0') || variable.starts_with('=')) {
        return Err(Error::invalid("env", "must be NAME=value without NUL"));
    }
    if command.stdin.as_ref().is_some_and(|stdin| stdin.len() > STDIN) {
        return Err(Error::invalid("stdin", format!("must be at most {STDIN} bytes")));
    }
    Ok(())
}

fn check_path(path: &str) -> Result<()> {
    if path.is_empty() || path.contains('\0') {
        return Err(Error::invalid("path", "must be a path in the guest without NUL"));
    }
    Ok(())
}
