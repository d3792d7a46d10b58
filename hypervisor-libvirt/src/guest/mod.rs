//! The guest's side of a machine, through the QEMU guest agent.

mod exec;
mod file;

use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use virt::connect::Connect;
use vmbay::id::MachineId;
use vmbay::{Error, Resource, Result};

use crate::connection::Connection;
use crate::lane::Lane;
use crate::{error, status};

/// How long an agent may take over one command.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take over a ping.
const PING_PATIENCE: Duration = Duration::from_millis(4500);
/// The most bytes sent to the agent in one message: encoded, they stay below the 64 KiB that always pass.
const CHUNK: usize = 45 * 1024;

/// The agent of one machine.
#[derive(Clone)]
pub(crate) struct Agent {
    connection: Arc<Connection>,
    id: MachineId,
}

#[derive(Serialize)]
struct Request<A> {
    execute: &'static str,
    arguments: A,
}

#[derive(Deserialize)]
struct Response<T> {
    #[serde(rename = "return")]
    value: T,
}

impl Agent {
    pub(crate) fn new(connection: Arc<Connection>, id: MachineId) -> Self {
        Self { connection, id }
    }

    /// Whether it answers.
    pub(crate) async fn ping(&self) -> Result<()> {
        let _: Value = self.ask("guest-ping", serde_json::json!({}), PING_PATIENCE).await?;
        Ok(())
    }

    /// Sends one command and reads its answer.
    async fn command<T: DeserializeOwned>(
        &self,
        execute: &'static str,
        arguments: impl Serialize,
    ) -> Result<T> {
        self.ask(execute, arguments, PATIENCE).await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        execute: &'static str,
        arguments: impl Serialize,
        patience: Duration,
    ) -> Result<T> {
        let request = request(execute, arguments)?;
        let (id, known) = (self.id, Arc::clone(&self.connection.known));
        // libvirt gives up a little before we do, and then says why.
        let seconds = i32::try_from(patience.as_secs()).unwrap_or(i32::MAX);
        let send = move |connect: &Connect| {
            let domain = status::find(connect, &known, id)?;
            domain.qemu_agent_command(&request, seconds, 0).map_err(error::guest(id))
        };
        let answer =
            self.connection.call(Lane::Agent(id.into()), "reach the guest agent", patience, send).await;
        let answer = answer.map_err(|error| match error {
            Error::TimedOut { .. } | Error::UnknownOutcome { .. } => Error::GuestFailed {
                resource: Resource::new("machine", id),
                problem: "its agent does not answer".into(),
                source: Some(Box::new(error)),
            },
            error => error,
        })?;
        let response: Response<T> =
            serde_json::from_str(&answer).map_err(|error| self.failed(error.to_string()))?;
        Ok(response.value)
    }

    /// Sends a command whose answer nobody waits for: the tidying up after a caller who has left.
    fn tell(&self, execute: &'static str, arguments: impl Serialize) {
        let Ok(request) = request(execute, arguments) else { return };
        let (id, known) = (self.id, Arc::clone(&self.connection.known));
        self.connection.later(move |connect| {
            if let Ok(domain) = status::find(connect, &known, id) {
                let seconds = i32::try_from(PATIENCE.as_secs()).unwrap_or(i32::MAX);
                let _ = domain.qemu_agent_command(&request, seconds, 0);
            }
        });
    }

    fn failed(&self, problem: impl Into<std::borrow::Cow<'static, str>>) -> Error {
        Error::GuestFailed {
            resource: Resource::new("machine", self.id),
            problem: problem.into(),
            source: None,
        }
    }
}

fn request(execute: &'static str, arguments: impl Serialize) -> Result<String> {
    serde_json::to_string(&Request { execute, arguments })
        .map_err(|error| Error::corrupt("a request to the guest agent", error.to_string()))
}
