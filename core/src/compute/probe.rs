//! Readiness as an application means it: whether its web server answers, say, and not only the guest's agent.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use async_trait::async_trait;

use super::{guest::Guest, record::Machine};
use crate::error::{Error, Result};

/// A question that tells whether a machine is ready. [`Builder::probe`](crate::Builder::probe) takes it under a name, by which
/// [`Machines::wait_ready_with`](super::Machines::wait_ready_with) asks it.
///
/// ```
/// use vmbay::{Result, compute::{Guest, Machine, Probe}, hypervisor::ExecCommand};
///
/// #[derive(Debug)]
/// struct WebServer;
///
/// #[async_trait::async_trait]
/// impl Probe for WebServer {
///     async fn is_ready(&self, machine: &Machine, guest: &Guest) -> Result<bool> {
///         Ok(guest.exec(machine.id, ExecCommand::new(["pidof", "nginx"])).await?.success())
///     }
/// }
/// ```
#[async_trait]
pub trait Probe: fmt::Debug + Send + Sync + 'static {
    /// Whether the machine, whose agent answers, is ready. It is asked again until it is, or nobody waits any more.
    ///
    /// # Errors
    /// Whatever shows that it will never be: the wait ends with it.
    async fn is_ready(&self, machine: &Machine, guest: &Guest) -> Result<bool>;
}

/// How to wait until a machine is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyOptions {
    /// How long to wait at most.
    pub timeout: Duration,
    /// The application's own probes that must say so too, by name.
    pub probes: Vec<String>,
}

impl ReadyOptions {
    /// Waits at most `timeout` for the guest's agent to answer.
    pub fn new(timeout: Duration) -> Self {
        Self { timeout, probes: Vec::new() }
    }

    /// Waits also until the probe `name` says that the machine is ready.
    pub fn probe(mut self, name: impl Into<String>) -> Self {
        self.probes.push(name.into());
        self
    }
}

/// The probes of one open library by name, cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Probes(Arc<BTreeMap<String, Arc<dyn Probe>>>);

impl Probes {
    /// # Errors
    /// `invalid_argument` when two of them have one name.
    pub(crate) fn new(probes: Vec<(String, Arc<dyn Probe>)>) -> Result<Self> {
        let mut known = BTreeMap::new();
        for (name, probe) in probes {
            if known.insert(name.clone(), probe).is_some() {
                return Err(Error::invalid("probe", format!("{name} is named twice")));
            }
        }
        Ok(Self(Arc::new(known)))
    }

    /// The probes of these names.
    ///
    /// # Errors
    /// `invalid_argument` for a name that is none.
    pub(super) fn of(&self, names: &[String]) -> Result<Vec<Arc<dyn Probe>>> {
        let probe = |name: &String| {
            self.0.get(name).cloned().ok_or_else(|| {
                Error::invalid("probes", format!("has {name:?}, which Builder::probe was given none of"))
            })
        };
        names.iter().map(probe).collect()
    }
}
