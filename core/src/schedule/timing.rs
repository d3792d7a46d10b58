//! When ticks come: a pure function from a time to the first tick after it.

use std::time::Duration;

use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::{
    clock::Timestamp,
    error::{Error, Result},
};

/// The shortest and the longest interval.
const INTERVALS: std::ops::RangeInclusive<Duration> =
    Duration::from_secs(1)..=Duration::from_secs(366 * 24 * 3600);
/// The longest pattern and zone, in bytes.
const LONGEST: usize = 255;

/// When a schedule ticks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// By the calendar of a time zone. Where clocks are put forward, a fixed time of day that is left out comes when the
    /// gap ends; where they are put back, a fixed time comes once, and a pattern that repeats goes on repeating.
    Cron {
        /// Minute, hour, day of month, month and day of week, as in `30 2 * * MON-FRI`; or `@daily` and the like.
        pattern: String,
        /// A zone of the IANA database, such as `Europe/Berlin` or `UTC`.
        zone: String,
    },
    /// At a time and at equal intervals after it.
    Every {
        /// A second to 366 days, in milliseconds.
        interval_ms: u64,
        /// The first tick.
        from: Timestamp,
    },
    /// At one time.
    Once {
        /// That time.
        at: Timestamp,
    },
}

impl Timing {
    /// By the cron pattern `pattern` in the time zone `zone`.
    pub fn cron(pattern: impl Into<String>, zone: impl Into<String>) -> Self {
        Self::Cron { pattern: pattern.into(), zone: zone.into() }
    }

    /// At `from`, and after every `interval` from there.
    pub fn every(interval: Duration, from: Timestamp) -> Self {
        Self::Every { interval_ms: u64::try_from(interval.as_millis()).unwrap_or(u64::MAX), from }
    }

    /// At `at`.
    pub fn once(at: Timestamp) -> Self {
        Self::Once { at }
    }

    /// The first tick after `after`, if there is one.
    ///
    /// # Errors
    /// `invalid_argument` with the field: `timing.pattern`, `timing.zone` or `timing.interval_ms`.
    pub fn next(&self, after: Timestamp) -> Result<Option<Timestamp>> {
        Ok(self.plan()?.next(after))
    }

    /// The timing in the form that ticks are found with.
    pub(super) fn plan(&self) -> Result<Plan> {
        match self {
            Self::Cron { pattern, zone } => {
                let refused = |field: &'static str, problem: String| Error::invalid(field, problem);
                if pattern.len() > LONGEST || zone.len() > LONGEST {
                    return Err(refused(
                        "timing.pattern",
                        format!("and its zone must be at most {LONGEST} bytes"),
                    ));
                }
                // Whoever needs seconds has an interval in mind.
                let five = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
                let cron = five.parse(pattern).map_err(|error| {
                    refused("timing.pattern", format!("is no cron pattern of five fields: {error}"))
                })?;
                let zone = TimeZone::get(zone).map_err(|_| {
                    refused(
                        "timing.zone",
                        "is no time zone of the IANA database, such as Europe/Berlin".into(),
                    )
                })?;
                Ok(Plan::Cron(Box::new(cron), zone))
            }
            Self::Every { interval_ms, from } => {
                let interval = Duration::from_millis(*interval_ms);
                if !INTERVALS.contains(&interval) {
                    return Err(Error::invalid("timing.interval_ms", "must be a second to 366 days"));
                }
                Ok(Plan::Every { interval, from: *from })
            }
            Self::Once { at } => Ok(Plan::Once(*at)),
        }
    }
}

/// A timing that was checked.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    Cron(Box<Cron>, TimeZone),
    Every { interval: Duration, from: Timestamp },
    Once(Timestamp),
}

impl Plan {
    /// The first tick after `after`. It depends on nothing else, so ticks are the same whoever counts them from wherever.
    pub(super) fn next(&self, after: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Cron(cron, zone) => {
                let second = after.as_micros().div_euclid(1_000_000);
                let after = jiff::Timestamp::from_second(second).ok()?.to_zoned(zone.clone());
                let next = cron.find_next_occurrence(&after, false).ok()?;
                Some(Timestamp::from_micros(next.timestamp().as_microsecond()))
            }
            Self::Every { from, .. } if after < *from => Some(*from),
            Self::Every { interval, from } => {
                let interval = i64::try_from(interval.as_micros()).ok()?;
                let passed = (after.as_micros() - from.as_micros()) / interval;
                let next = interval.checked_mul(passed + 1)?.checked_add(from.as_micros())?;
                Some(Timestamp::from_micros(next))
            }
            Self::Once(at) => (*at > after).then_some(*at),
        }
    }

    /// The first of the last `count` ticks after `after` and not after `until`, or of all of them when they are fewer.
    pub(super) fn last(&self, count: usize, after: Timestamp, until: Timestamp) -> Option<Timestamp> {
        if count == 0 || after >= until {
            return None;
        }
        let mut back = Duration::from_secs(60);
        // Only as far back as it takes: there may be years of ticks.
        loop {
            let from = after.max(until - back);
            let ticks = std::iter::successors(self.next(from), |tick| self.next(*tick));
            let ticks: Vec<_> = ticks.take_while(|tick| *tick <= until).collect();
            if ticks.len() >= count || from == after {
                return ticks.get(ticks.len().saturating_sub(count)).copied();
            }
            back *= 2;
        }
    }
}
