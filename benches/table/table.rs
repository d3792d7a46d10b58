//! The table that is printed.

use std::{fmt, time::Duration};

/// The lines measured so far, and which are wanted.
pub(crate) struct Table {
    wanted: Vec<String>,
    missed: Vec<&'static str>,
    skipped: Vec<&'static str>,
    lines: usize,
}

/// What a line promises of the ratio of ours to raw.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// Ours takes at most so many times as long.
    AtMost(f64),
    /// Ours is at least so many times faster.
    Faster(f64),
    /// Ours does at least this share of what raw does in the same time.
    Rate(f64),
}

impl Goal {
    fn is_met(self, ratio: f64) -> bool {
        match self {
            Self::AtMost(most) => ratio <= most,
            Self::Faster(least) | Self::Rate(least) => 1.0 / ratio >= least,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(most) => write!(f, "≤ {most} ×"),
            Self::Faster(least) => write!(f, "≥ {least} × faster"),
            Self::Rate(least) => write!(f, "≥ {least} × its rate"),
        }
    }
}

impl Table {
    /// A table of the rows whose ids begin with one of `wanted`, or of all.
    pub(crate) fn new(wanted: Vec<String>) -> Self {
        line(["id", "what", "ours", "raw", "ratio", "goal", "met"]);
        line(["--", "----", "----", "---", "-----", "----", "---"]);
        Self { wanted, missed: Vec::new(), skipped: Vec::new(), lines: 0 }
    }

    /// Whether the row `id` is to be measured.
    pub(crate) fn wants(&self, id: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|wanted| id.starts_with(wanted.as_str()))
    }

    /// A line for two times of the same work.
    pub(crate) fn compare(
        &mut self,
        id: &'static str,
        what: &str,
        ours: Duration,
        raw: Duration,
        goal: Goal,
    ) {
        let ratio = ours.as_secs_f64() / raw.as_secs_f64();
        let shown = match goal {
            Goal::AtMost(_) => format!("{ratio:.2} ×"),
            Goal::Faster(_) => format!("{:.1} × faster", 1.0 / ratio),
            Goal::Rate(_) => format!("{:.2} × its rate", 1.0 / ratio),
        };
        let met = goal.is_met(ratio);
        self.state(id, what, [&show(ours), &show(raw), &shown, &goal.to_string()], met);
    }

    /// A line for anything: ours, raw, ratio, goal.
    pub(crate) fn state(&mut self, id: &'static str, what: &str, figures: [&str; 4], met: bool) {
        let [ours, raw, ratio, goal] = figures;
        line([id, what, ours, raw, ratio, goal, if met { "yes" } else { "NO" }]);
        self.lines += 1;
        if !met {
            self.missed.push(id);
        }
    }

    /// A line for what could not be measured here, and why.
    pub(crate) fn skip(&mut self, id: &'static str, what: &str, why: &str) {
        line([id, what, "–", "–", "–", why, "–"]);
        self.skipped.push(id);
    }

    /// The last line.
    pub(crate) fn finish(self) {
        let list = |ids: &[&str]| if ids.is_empty() { "nothing".to_owned() } else { ids.join(", ") };
        println!(
            "\n{} lines; missed: {}; not measured: {}",
            self.lines,
            list(&self.missed),
            list(&self.skipped)
        );
    }
}

/// A time in the unit that suits it.
pub(crate) fn show(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        _ if seconds < 1e-3 => format!("{:.1} µs", seconds * 1e6),
        _ if seconds < 1.0 => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{seconds:.2} s"),
    }
}

fn line([id, what, ours, raw, ratio, goal, met]: [&str; 7]) {
    println!("{id:<3} {what:<54} {ours:>11} {raw:>11} {ratio:>15}  {goal:<20} {met}");
}
