//! What a simulated host is like, from the query of its URL.

use std::time::Duration;

use vmbay::{
    Error, Result,
    hypervisor::{
        SimulatedOptions,
        simulated::{Fault, Verb},
    },
};

use crate::simulated::fault_kind;

/// What is wrong with a query.
const OPTIONS: &str = "is none of simulated:, simulated:?seed=7 and its other options: instant=true, takes=VERB:MS, \
                       fault=VERB:NTH:KIND, deadline_ms, memory_mib, disk_bytes";

/// `?seed=7&instant=true`.
///
/// # Errors
/// `invalid_argument` with the right forms for a query that is none.
pub(crate) fn options(query: &str) -> Result<SimulatedOptions> {
    let query = match query.strip_prefix('?') {
        Some(query) => query,
        None if query.is_empty() => query,
        None => return Err(refused()),
    };
    let given: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    // First, as it takes the place of every other time.
    let is_instant = given.iter().any(|(key, value)| key == "instant" && value == "true");
    let start = if is_instant { SimulatedOptions::instant() } else { SimulatedOptions::default() };
    given.iter().try_fold(start, |options, (key, value)| with(options, key, value).ok_or_else(refused))
}

fn refused() -> Error {
    Error::invalid("hypervisor", OPTIONS)
}

/// The options with one more; none when there is no such option.
fn with(mut options: SimulatedOptions, key: &str, value: &str) -> Option<SimulatedOptions> {
    let number = || value.parse::<u64>().ok();
    match key {
        "instant" => value.parse::<bool>().map(drop).ok()?,
        "seed" => options.seed = number()?,
        "takes" => {
            let (verb, millis) = value.split_once(':')?;
            let latency = Duration::from_millis(millis.parse().ok()?);
            options.latencies = options.latencies.with(verb.parse().ok()?, latency);
        }
        "fault" => options.faults.push(fault(value)?),
        "deadline_ms" => options.deadline = Duration::from_millis(number()?),
        "memory_mib" => options.memory_mib = number()?,
        "disk_bytes" => options.disk_bytes = number()?,
        _ => return None,
    }
    Some(options)
}

/// `start:1:fail_before`.
fn fault(text: &str) -> Option<Fault> {
    let mut parts = text.split(':');
    let (verb, nth): (Verb, u64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let kind = fault_kind(parts.next()?).ok()?;
    (nth > 0 && parts.next().is_none()).then(|| Fault::nth(nth, verb, kind))
}

#[cfg(test)]
mod tests {
    use vmbay::{ErrorCode, hypervisor::simulated::FaultKind};

    use super::*;

    #[test]
    fn a_query_says_what_the_host_is_like_in_any_order() {
        let query = "?takes=start:5&fault=define:2:hang_after&seed=7&instant=true&deadline_ms=9&disk_bytes=4096&memory_mib=64";
        let read = options(query).unwrap();
        assert_eq!((read.seed, read.memory_mib, read.disk_bytes), (7, 64, 4096));
        assert_eq!(read.deadline, Duration::from_millis(9));
        assert_eq!(read.latencies.of(Verb::Start), Duration::from_millis(5));
        assert_eq!(read.latencies.of(Verb::Define), Duration::ZERO);
        assert_eq!(read.faults, [Fault::nth(2, Verb::Define, FaultKind::HangAfter)]);
        assert_eq!(options("").unwrap().latencies, SimulatedOptions::default().latencies);
    }

    #[test]
    fn what_is_no_option_is_refused_with_those_there_are() {
        for query in [
            "x",
            "?seed=x",
            "?sed=1",
            "?instant=1",
            "?takes=start",
            "?takes=x:1",
            "?fault=start:0:fail_before",
        ]
        .into_iter()
        .chain(["?fault=start:1:x", "?fault=start:1", "?fault=start:1:fail_before:x", "?seed"])
        {
            let error = options(query).unwrap_err();
            assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, "hypervisor"), "{query}");
            assert!(error.to_string().contains("fault=VERB:NTH:KIND"), "{query}: {error}");
        }
    }
}
