//! What a simulated host is like, and how long things take on it.

use std::{sync::Arc, time::Duration};

use super::fault::{Fault, Verb};
use crate::clock::{Clock, SystemClock};

/// What a simulated host is like. `..Default::default()` fills in what does not matter: a small host whose times are
/// those measured on a real one with emulated guests.
#[derive(Clone, Debug)]
pub struct SimulatedOptions {
    /// Where all chance comes from: the same seed and the same calls give the same trace.
    pub seed: u64,
    /// Time on the host. With a [`VirtualClock`](crate::clock::VirtualClock) a day takes a moment.
    pub clock: Arc<dyn Clock>,
    /// The host's name.
    pub hostname: String,
    /// Processors of the host.
    pub cpus: u32,
    /// Memory of the host, in MiB: machines that run share it.
    pub memory_mib: u64,
    /// The disk of the host, in bytes: all pools share it. A raw volume takes up its size, a qcow2 one 192 KiB.
    pub disk_bytes: u64,
    /// How long each verb takes.
    pub latencies: Latencies,
    /// How far every modelled time strays, up and down, in percent.
    pub jitter_percent: u32,
    /// From the start of a machine to the first line of its kernel.
    pub boot_time: Duration,
    /// From there until the guest agent answers and the guest listens to requests.
    pub agent_time: Duration,
    /// How long a guest takes to shut down when it is asked.
    pub shutdown_time: Duration,
    /// Whether guests listen when they are asked to shut down or restart.
    pub guests_listen: bool,
    /// After which a call that hangs is given up.
    pub deadline: Duration,
    /// What shall go wrong.
    pub faults: Vec<Fault>,
    /// How many entries of the trace are kept.
    pub trace_length: usize,
}

impl Default for SimulatedOptions {
    fn default() -> Self {
        Self {
            seed: 0,
            clock: Arc::new(SystemClock::default()),
            hostname: "simulated".to_owned(),
            cpus: 16,
            memory_mib: 64 * 1024,
            disk_bytes: 1 << 40,
            latencies: Latencies::measured(),
            jitter_percent: 10,
            boot_time: Duration::from_secs(2),
            agent_time: Duration::from_secs(3),
            shutdown_time: Duration::from_secs(1),
            guests_listen: true,
            deadline: Duration::from_secs(30),
            faults: Vec::new(),
            trace_length: 100_000,
        }
    }
}

impl SimulatedOptions {
    /// A host on which nothing takes any time: guests are up as soon as their machine is started.
    pub fn instant() -> Self {
        Self {
            latencies: Latencies::none(),
            boot_time: Duration::ZERO,
            agent_time: Duration::ZERO,
            shutdown_time: Duration::ZERO,
            ..Self::default()
        }
    }
}

/// How long each verb takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latencies([Duration; Verb::ALL.len()]);

impl Latencies {
    /// No time at all.
    pub const fn none() -> Self {
        Self([Duration::ZERO; Verb::ALL.len()])
    }

    /// About what libvirt takes with emulated guests.
    pub fn measured() -> Self {
        let millis = Duration::from_millis;
        [
            (Verb::Define, millis(18)),
            (Verb::Undefine, millis(5)),
            (Verb::Start, millis(350)),
            (Verb::ForceStop, millis(200)),
            (Verb::Save, millis(500)),
            (Verb::Restore, millis(500)),
            (Verb::Stats, millis(40)),
            (Verb::GuestExec, millis(30)),
            (Verb::CreateVolume, millis(20)),
            (Verb::UploadVolume, millis(100)),
            (Verb::ResizeVolume, millis(20)),
        ]
        .into_iter()
        .fold(Self([millis(1); Verb::ALL.len()]), |latencies, (verb, latency)| latencies.with(verb, latency))
    }

    /// The same, but `latency` for `verb`.
    pub fn with(mut self, verb: Verb, latency: Duration) -> Self {
        self.0[verb as usize] = latency;
        self
    }

    /// How long `verb` takes.
    pub fn of(&self, verb: Verb) -> Duration {
        self.0[verb as usize]
    }
}
