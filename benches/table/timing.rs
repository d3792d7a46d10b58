//! Taking times so that they can be compared.

use std::time::{Duration, Instant};

/// How often ours and raw take turns.
pub(crate) const ROUNDS: usize = 7;

/// A time of ours and one of raw.
#[derive(Clone, Copy)]
pub(crate) struct Best {
    pub(crate) ours: Duration,
    pub(crate) raw: Duration,
}

/// The shortest times of rounds in which ours and raw took turns: whatever else the machine does only ever adds.
impl Best {
    /// Nothing measured yet.
    pub(crate) const NONE: Self = Self { ours: Duration::MAX, raw: Duration::MAX };

    /// Takes a round in.
    pub(crate) fn round(&mut self, ours: Duration, raw: Duration) {
        self.ours = self.ours.min(ours);
        self.raw = self.raw.min(raw);
    }

    /// The times of one of `count` repetitions within a round.
    pub(crate) fn each(self, count: u32) -> Self {
        Self { ours: self.ours / count, raw: self.raw / count }
    }
}

/// Times of single calls that took turns: for what waits for the disk, whose shortest times say little.
#[derive(Default)]
pub(crate) struct Samples {
    ours: Vec<Duration>,
    raw: Vec<Duration>,
}

impl Samples {
    /// Takes a turn in.
    pub(crate) fn take(&mut self, ours: Duration, raw: Duration) {
        self.ours.push(ours);
        self.raw.push(raw);
    }

    /// The medians.
    pub(crate) fn median(mut self) -> Best {
        Best { ours: quantile(&mut self.ours, 0.5), raw: quantile(&mut self.raw, 0.5) }
    }
}

/// The time below which `share` of the times lie.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a place in a list")]
pub(crate) fn quantile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times.get((times.len() as f64 * share) as usize).or(times.last()).copied().unwrap_or_default()
}

/// How long `work` takes.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    std::hint::black_box(work());
    begun.elapsed()
}

/// How long `work` takes until it is awaited.
pub(crate) async fn time_of<T>(work: impl Future<Output = T>) -> Duration {
    let begun = Instant::now();
    std::hint::black_box(work.await);
    begun.elapsed()
}
