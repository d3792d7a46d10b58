//! The pure parts: when ticks come, and what becomes of those that were missed.

use std::time::Duration;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{
    misfire::{Misfire, due},
    timing::{Plan, Timing},
};
use crate::{clock::Timestamp, error::ErrorCode};

const ZONES: [&str; 7] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Sao_Paulo",
];
const PATTERNS: [&str; 10] = [
    "* * * * *",
    "*/7 * * * *",
    "30 2 * * *",
    "0 0 * * *",
    "15,45 1-3 * * *",
    "0 12 L * *",
    "0 6 31 * *",
    "0 0 29 2 *",
    "0 9 * * MON-FRI",
    "30 1 1 */2 *",
];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The next ticks after `after`, as that zone writes them.
fn ticks(pattern: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
    let plan = Timing::cron(pattern, zone).plan().unwrap();
    let tz = TimeZone::get(zone).unwrap();
    let next = std::iter::successors(plan.next(at(after)), |tick| plan.next(*tick));
    let local =
        next.map(|tick| jiff::Timestamp::from_microsecond(tick.as_micros()).unwrap().to_zoned(tz.clone()));
    local.take(count).map(|zoned| zoned.strftime("%Y-%m-%d %H:%M%:z").to_string()).collect()
}

#[test]
fn a_fixed_time_that_is_left_out_comes_when_the_gap_ends() {
    let ticks = ticks("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", 3);
    assert_eq!(ticks, ["2026-03-28 02:30+01:00", "2026-03-29 03:00+02:00", "2026-03-30 02:30+02:00"]);
}

#[test]
fn a_fixed_time_that_comes_twice_ticks_once_and_a_repeating_one_goes_on() {
    let fixed = ticks("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2);
    assert_eq!(fixed, ["2026-10-25 02:30+02:00", "2026-10-26 02:30+01:00"]);
    let repeating = ticks("*/30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 5);
    let wanted = [
        "2026-10-25 02:00+02:00",
        "2026-10-25 02:30+02:00",
        "2026-10-25 02:00+01:00",
        "2026-10-25 02:30+01:00",
        "2026-10-26 02:00+01:00",
    ];
    assert_eq!(repeating, wanted);
}

#[test]
fn ends_of_months_and_leap_days_are_those_of_the_calendar() {
    let ends = ticks("0 12 L * *", "UTC", "2028-01-31T12:00:00Z", 3);
    assert_eq!(ends, ["2028-02-29 12:00+00:00", "2028-03-31 12:00+00:00", "2028-04-30 12:00+00:00"]);
    let long = ticks("0 6 31 * *", "UTC", "2026-01-31T06:00:00Z", 3);
    assert_eq!(long, ["2026-03-31 06:00+00:00", "2026-05-31 06:00+00:00", "2026-07-31 06:00+00:00"]);
    let leap = ticks("0 0 29 2 *", "UTC", "2096-02-29T00:00:00Z", 2);
    assert_eq!(leap, ["2104-02-29 00:00+00:00", "2108-02-29 00:00+00:00"]);
}

#[test]
fn a_day_that_never_comes_has_no_tick() {
    assert_eq!(Timing::cron("0 0 30 2 *", "Europe/Berlin").next(at("2026-01-01T00:00:00Z")).unwrap(), None);
}

#[test]
fn intervals_lie_on_a_grid_and_once_is_once() {
    let from = at("2026-01-01T00:00:00Z");
    let every = Timing::every(Duration::from_secs(90), from);
    assert_eq!(every.next(from - Duration::from_secs(9)).unwrap(), Some(from));
    assert_eq!(every.next(from).unwrap(), Some(from + Duration::from_secs(90)));
    assert_eq!(every.next(from + Duration::from_secs(179)).unwrap(), Some(from + Duration::from_secs(180)));
    let once = Timing::once(from);
    assert_eq!(once.next(from - Duration::from_micros(1)).unwrap(), Some(from));
    assert_eq!(once.next(from).unwrap(), None);
}

#[test]
fn what_is_wrong_is_named() {
    let refused = |timing: Timing| {
        let error = timing.next(Timestamp::EPOCH).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        error.reason().to_owned()
    };
    for pattern in
        ["", "* * * *", "60 * * * *", "0 0 * * * *", "0 0 1 1 * 2030 7", "a b c d e", "*/0 * * * *"]
    {
        assert_eq!(refused(Timing::cron(pattern, "UTC")), "timing.pattern", "{pattern:?}");
    }
    assert_eq!(refused(Timing::cron("*".repeat(300), "UTC")), "timing.pattern");
    for zone in ["", "Mars/Olympus", "../etc/passwd", "Europe/Berlin\0"] {
        assert_eq!(refused(Timing::cron("0 0 * * *", zone)), "timing.zone", "{zone:?}");
    }
    for interval in [Duration::ZERO, Duration::from_millis(999), Duration::from_secs(400 * 24 * 3600)] {
        assert_eq!(refused(Timing::every(interval, Timestamp::EPOCH)), "timing.interval_ms");
    }
}

fn plans() -> impl Strategy<Value = Plan> {
    let cron = (prop::sample::select(&PATTERNS[..]), prop::sample::select(&ZONES[..]))
        .prop_map(|(pattern, zone)| Timing::cron(pattern, zone));
    let every = (1_u64..1_000_000, times())
        .prop_map(|(seconds, from)| Timing::every(Duration::from_secs(seconds), from));
    prop_oneof![4 => cron, 1 => every, 1 => times().prop_map(Timing::once)]
        .prop_map(|timing| timing.plan().unwrap())
}

/// The years 2000 to 2050, to the microsecond; one in two near the end of March or of October.
fn times() -> impl Strategy<Value = Timestamp> {
    let any = (946_684_800_000_000_i64..2_524_608_000_000_000).prop_map(Timestamp::from_micros);
    let near =
        (2000_i16..2050, prop::bool::ANY, 0_i64..(14 * 24 * 3600)).prop_map(|(year, spring, seconds)| {
            let (month, day) = if spring { (3, 22) } else { (10, 22) };
            let start = jiff::civil::date(year, month, day).to_zoned(TimeZone::UTC).unwrap();
            Timestamp::from_micros(start.timestamp().as_microsecond() + seconds * 1_000_000)
        });
    prop_oneof![any, near]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ticks_are_the_same_from_wherever_they_are_counted(plan in plans(), after in times(), share in 0.0..1.0) {
        let Some(next) = plan.next(after) else { return Ok(()) };
        prop_assert!(next > after);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "any place between will do")]
        let between = after + Duration::from_micros((next.since(after).as_micros() as f64 * share) as u64);
        prop_assert_eq!(plan.next(between.min(next - Duration::from_micros(1))), Some(next));
        prop_assert!(plan.next(next).is_none_or(|second| second > next));
    }

    #[test]
    fn a_daily_tick_comes_once_on_each_day_that_the_zone_has(
        (hour, minute) in (0_i8..24, 0_i8..60), zone in prop::sample::select(&ZONES[..]), after in times(),
    ) {
        let plan = Timing::cron(format!("{minute} {hour} * * *"), zone).plan().unwrap();
        let tz = TimeZone::get(zone).unwrap();
        let local = |tick: Timestamp| jiff::Timestamp::from_microsecond(tick.as_micros()).unwrap().to_zoned(tz.clone());
        let first = local(plan.next(after).unwrap());
        let second = local(plan.next(plan.next(after).unwrap()).unwrap());
        let days = (second.date() - first.date()).get_days();
        // Samoa left out 30 December 2011.
        prop_assert!(days == 1 || (days == 2 && zone == "Pacific/Apia"), "{} {}", first, second);
        let named = jiff::civil::time(hour, minute, 0, 0);
        let in_a_gap = tz.to_ambiguous_zoned(second.date().to_datetime(named)).is_ambiguous();
        prop_assert!(second.time() == named || in_a_gap, "{}", second);
    }

    #[test]
    fn missed_ticks_are_treated_as_the_policy_says(
        plan in plans(), tick in times(), away in 0_u64..40_000, grace in 1_u64..2_000, policy in 0_usize..3, runs in 1_u32..6,
    ) {
        let Some(tick) = plan.next(tick) else { return Ok(()) };
        let misfire = [Misfire::Skip, Misfire::RunOnce, Misfire::CatchUp { runs }][policy];
        let (now, grace) = (tick + Duration::from_secs(away), Duration::from_secs(grace));
        // Ticks of a second apart would be many.
        let there: Vec<_> = std::iter::successors(Some(tick), |tick| plan.next(*tick))
            .take_while(|tick| *tick <= now).take(20_000).collect();
        prop_assume!(there.len() < 20_000);
        let (missed, on_time): (Vec<_>, Vec<_>) = there.iter().partition(|tick| **tick <= now - grace);
        let kept = match misfire {
            Misfire::Skip => 0,
            Misfire::RunOnce => usize::from(on_time.is_empty()),
            Misfire::CatchUp { runs } => runs as usize,
        };
        let wanted: Vec<_> = missed[missed.len().saturating_sub(kept)..].iter().chain(&on_time).copied().collect();

        let (mut fired, mut waits_for, mut left_out) = (Vec::new(), Some(tick), false);
        while let Some(tick) = waits_for.filter(|tick| *tick <= now) {
            let found = due(&plan, misfire, grace, tick, now);
            prop_assert!(found.next.is_none_or(|next| next > tick));
            left_out |= found.missed;
            fired.extend(found.fire);
            waits_for = found.next;
        }
        prop_assert_eq!(&fired, &wanted);
        prop_assert_eq!(left_out, wanted.len() < there.len());
        prop_assert_eq!(waits_for, plan.next(now));
    }

    #[test]
    fn no_pattern_and_no_zone_makes_it_panic(pattern in "\\PC{0,30}", zone in "\\PC{0,20}", after in times()) {
        drop(Timing::cron(pattern.clone(), "UTC").next(after));
        drop(Timing::cron("0 0 * * *", zone).next(after));
        let fields = format!("0 0 {} * *", pattern.replace(' ', ""));
        drop(Timing::cron(fields, "UTC").next(after));
    }
}
