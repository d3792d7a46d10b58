//! Time as a port: UTC, in microseconds.

mod virtual_clock;

use std::{fmt, time::Duration};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

pub use self::virtual_clock::VirtualClock;
use crate::error::{Error, Result};

/// A point in time: microseconds since 1970-01-01 UTC, written as RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

impl Timestamp {
    /// The start of 1970.
    pub const EPOCH: Self = Self(0);

    /// From microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// Whole milliseconds since 1970.
    pub const fn as_millis(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The time from `earlier` to here, or zero if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl std::ops::Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl std::ops::Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(time) => write!(f, "{time:.6}"),
            Err(_) => write!(f, "{} µs", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Timestamp {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        text.parse::<jiff::Timestamp>()
            .map(|time| Self(time.as_microsecond()))
            .map_err(|_| Error::invalid("time", "is not an RFC 3339 time such as 2026-01-31T12:00:00Z"))
    }
}

impl TryFrom<String> for Timestamp {
    type Error = Error;
    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(time: Timestamp) -> Self {
        time.to_string()
    }
}

/// Where the library takes time from, so that leases, time-outs and schedules can be tested.
#[async_trait]
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The present time; never goes backwards within one clock.
    fn now(&self) -> Timestamp;
    /// Returns when `duration` has passed on this clock. Dropping the future ends the wait.
    async fn sleep(&self, duration: Duration);
}

/// The machine's own clock, held to be monotonic.
#[derive(Debug)]
pub struct SystemClock {
    origin: Timestamp,
    started: std::time::Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the clock")]
        let now = jiff::Timestamp::now();
        Self { origin: Timestamp(now.as_microsecond()), started: std::time::Instant::now() }
    }
}

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        self.origin + self.started.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// Waits for `future` at most `limit` on `clock`.
///
/// # Errors
/// `timed_out`, naming `what`; the future is dropped.
pub async fn within<T>(
    clock: &dyn Clock,
    limit: Duration,
    what: impl Into<std::borrow::Cow<'static, str>>,
    future: impl Future<Output = T>,
) -> Result<T> {
    tokio::select! {
        biased;
        done = future => Ok(done),
        () = clock.sleep(limit) => Err(Error::TimedOut { what: what.into(), after: limit, operation: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_back_from_its_written_form_to_the_microsecond() {
        let time = Timestamp::from_micros(1_800_000_000_123_456);
        assert_eq!(time.to_string(), "2027-01-15T08:00:00.123456Z");
        assert_eq!(time.to_string().parse::<Timestamp>().unwrap(), time);
        assert_eq!(serde_json::from_str::<Timestamp>(&serde_json::to_string(&time).unwrap()).unwrap(), time);
    }

    #[test]
    fn the_time_since_a_later_moment_is_zero() {
        assert_eq!(Timestamp::EPOCH.since(Timestamp::EPOCH + Duration::from_secs(1)), Duration::ZERO);
    }
}
