//! What the library says, for Python's `logging`.
//!
//! How much is said goes by the level of the logger `vmbay`, looked at whenever a library is opened: what lies below it is not
//! even put into words. The rest waits in a line, which a thread that lives as long as there is something in it hands over,
//! so that nobody in the library waits for Python or runs a handler of the program.

use std::{
    collections::VecDeque,
    fmt::{self, Write as _},
    sync::{
        Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
};

use pyo3::{intern, prelude::*};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span::{Attributes, Id, Record},
    subscriber::Interest,
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt as _},
    registry::LookupSpan,
};
use vmbay::clock::{Clock as _, SystemClock};

use crate::{error::types, own::process};

/// So many wait at most; what comes then is dropped, and its number told.
const LINE: usize = 10_000;

/// What is said, in Python's numbers: 10 debug … 40 error; more is silence. Like Python's loggers, the places in the library
/// that say something are those of the whole process.
static LEVEL: AtomicU8 = AtomicU8::new(u8::MAX);
static LINES: Lines = Lines { waiting: Mutex::new(Waiting::new()), handed_over: Condvar::new() };

struct Lines {
    waiting: Mutex<Waiting>,
    handed_over: Condvar,
}

struct Waiting {
    lines: VecDeque<Told>,
    dropped: usize,
    /// The process whose thread hands lines over, if one does.
    handing: Option<usize>,
}

impl Waiting {
    const fn new() -> Self {
        Self { lines: VecDeque::new(), dropped: 0, handing: None }
    }
}

/// Something that was said.
struct Told {
    target: &'static str,
    level: u8,
    file: &'static str,
    line_number: u32,
    message: String,
    at_micros: i64,
}

/// Looks at the level of Python's logger.
pub(crate) fn look(py: Python<'_>) -> PyResult<()> {
    static BEGUN: OnceLock<()> = OnceLock::new();
    let level: i64 = types(py)?.call_method0(intern!(py, "log_level"))?.extract()?;
    LEVEL.store(u8::try_from(level.max(0)).unwrap_or(u8::MAX), Ordering::Relaxed);
    BEGUN.get_or_init(|| {
        // Nobody else has the copy of `tracing` that is in this module.
        let _first = tracing::subscriber::set_global_default(tracing_subscriber::registry().with(ToPython));
    });
    tracing::callsite::rebuild_interest_cache();
    Ok(())
}

/// Waits until what was said was handed over, and hears nothing any more: Python is ending.
#[pyfunction]
pub(crate) fn flush(py: Python<'_>) {
    LEVEL.store(u8::MAX, Ordering::Relaxed);
    tracing::callsite::rebuild_interest_cache();
    // The child of a fork may have been born while a thread that it lacks was at it.
    if process() > 0 {
        return;
    }
    py.detach(|| {
        let mut waiting = LINES.waiting();
        while waiting.handing.is_some() {
            waiting = LINES.handed_over.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    });
}

impl Lines {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&'static self, line: Told) {
        let mut waiting = self.waiting();
        if waiting.lines.len() == LINE {
            waiting.dropped += 1;
            return;
        }
        waiting.lines.push_back(line);
        if waiting.handing != Some(process()) {
            let thread = std::thread::Builder::new().name("vmbay-log".into()).spawn(|| self.hand_over());
            // Without a thread it waits for the next line.
            waiting.handing = thread.is_ok().then(process);
        }
    }

    fn hand_over(&self) {
        loop {
            let (lines, dropped) = {
                let mut waiting = self.waiting();
                if waiting.lines.is_empty() {
                    waiting.handing = None;
                    self.handed_over.notify_all();
                    return;
                }
                (std::mem::take(&mut waiting.lines), std::mem::take(&mut waiting.dropped))
            };
            Python::try_attach(|py| {
                for line in lines {
                    log(py, &line);
                }
                if dropped > 0 {
                    let message = format!("{dropped} lines more than logging could take were dropped");
                    log(
                        py,
                        &Told {
                            target: "vmbay",
                            level: 30,
                            file: file!(),
                            line_number: line!(),
                            message,
                            at_micros: now(),
                        },
                    );
                }
            });
        }
    }
}

fn log(py: Python<'_>, line: &Told) {
    let Told { target, level, file, line_number, message, at_micros } = line;
    let log = types(py).and_then(|types| types.getattr(intern!(py, "log")));
    let arguments = (target.replace("::", "."), *level, *file, *line_number, message, *at_micros);
    if let Err(error) = log.and_then(|log| log.call1(arguments)) {
        error.write_unraisable(py, None);
    }
}

fn now() -> i64 {
    static CLOCK: OnceLock<SystemClock> = OnceLock::new();
    CLOCK.get_or_init(SystemClock::default).now().as_micros()
}

/// Puts what is said into the line, each with what the spans around it know.
struct ToPython;

fn number(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        _ => 10,
    }
}

fn is_heard(metadata: &Metadata<'_>) -> bool {
    number(*metadata.level()) >= LEVEL.load(Ordering::Relaxed) && metadata.target().starts_with("vmbay")
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for ToPython {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if is_heard(metadata) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        is_heard(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(match LEVEL.load(Ordering::Relaxed) {
            0..=10 => LevelFilter::TRACE,
            11..=20 => LevelFilter::INFO,
            21..=30 => LevelFilter::WARN,
            31..=40 => LevelFilter::ERROR,
            _ => LevelFilter::OFF,
        })
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut said = Said::default();
        attributes.record(&mut said);
        span.extensions_mut().insert(said);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(said) = span.extensions_mut().get_mut::<Said>() {
            values.record(said);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let metadata = event.metadata();
        let mut said = Said::default();
        event.record(&mut said);
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(around) = span.extensions().get::<Said>() {
                said.fields.push_str(&around.fields);
            }
        }
        let Said { message, fields } = said;
        let message = match (message.is_empty(), fields.is_empty()) {
            (true, _) => fields.trim_start().to_owned(),
            (false, true) => message,
            (false, false) => format!("{message}:{fields}"),
        };
        LINES.say(Told {
            target: metadata.target(),
            level: number(*metadata.level()),
            file: metadata.file().unwrap_or_default(),
            line_number: metadata.line().unwrap_or_default(),
            message,
            at_micros: now(),
        });
    }
}

/// A message, and fields as ` name=value`.
#[derive(Default)]
struct Said {
    message: String,
    fields: String,
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string does not fail.
        let _never = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
