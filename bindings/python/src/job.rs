//! Jobs whose handlers are functions of the program.

use std::time::Duration;

use pyo3::{intern, prelude::*};
use vmbay::{
    job::{JobKind, JobRun},
    operation::Retry,
};

use crate::{
    convert::{Incoming, Outgoing, argument, required, wrong},
    engine::Engine,
    error::{Raised, types},
    function::{Callable, Function},
};

/// An attempt at a job, as its handler sees it.
#[pyclass(frozen, module = "vmbay", name = "JobRun")]
pub(crate) struct Run(JobRun);

#[pymethods]
impl Run {
    /// The job's id: the same at each attempt.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id().into_py(py)
    }

    /// The organization it works for.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization().into_py(py)
    }

    /// The project it works for.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project().into_py(py)
    }

    /// Which attempt this is, from 1.
    #[getter]
    fn attempt(&self) -> u32 {
        self.0.attempt()
    }

    /// Whether somebody asked for it to stop. A handler that then fails is not tried again.
    #[getter]
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Says how far it has come: a share from 0.0 to 1.0, and a sentence for people. The latest is stored about once a second.
    fn progress(&self, fraction: &Bound<'_, PyAny>, message: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.progress(argument("fraction", fraction)?, argument::<String>("message", message)?);
        Ok(())
    }

    fn __repr__(&self) -> String {
        format!("JobRun(id={:?}, attempt={})", self.0.id().to_string(), self.0.attempt())
    }
}

/// The kinds that the program gives: objects of `vmbay.JobKind`.
pub(crate) fn kinds(engine: &std::sync::Arc<Engine>, given: &Bound<'_, PyAny>) -> PyResult<Vec<JobKind>> {
    let py = given.py();
    let kinds: Vec<Kind> = argument("jobs", given)?;
    kinds.iter().map(|given| kind(engine, given.0.bind(py))).collect()
}

/// An object of `vmbay.JobKind`.
struct Kind(Py<PyAny>);

impl Incoming for Kind {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_instance(&types(value.py())?.getattr(intern!(value.py(), "JobKind"))?)? {
            return Ok(Self(value.clone().unbind()));
        }
        Err(wrong(value, "a JobKind"))
    }
}

fn kind(engine: &std::sync::Arc<Engine>, given: &Bound<'_, PyAny>) -> PyResult<JobKind> {
    let py = given.py();
    let name: String = required(given, "name")?;
    let handler = Function::new(engine, &name, required::<Callable>(given, "handler")?.0.into_bound(py))?;
    let handle = move |run: JobRun, payload: serde_json::Value| {
        let handler = handler.clone();
        async move {
            let arguments =
                move |py: Python<'_>, _: &_| Ok((Run(run), payload.into_py(py)?).into_pyobject(py)?.unbind());
            handler.call(arguments, |_| Ok(())).await.map_err(Raised::said)
        }
    };
    let retry = Retry {
        attempts: required(given, "attempts")?,
        delay: required(given, "delay")?,
        max_delay: required(given, "max_delay")?,
    };
    let mut kind = JobKind::new(name, handle).retry(retry);
    if let Some(limit) = required::<Option<Duration>>(given, "time_limit")? {
        kind = kind.time_limit(limit);
    }
    if let Some(jobs) = required::<Option<u32>>(given, "concurrency")? {
        kind = kind.concurrency(jobs);
    }
    if let Some(jobs) = required::<Option<u32>>(given, "per_key")? {
        kind = kind.per_key(jobs);
    }
    let rate = given.getattr(intern!(py, "rate"))?;
    if !rate.is_none() {
        let (jobs, period): (Bound<'_, PyAny>, Bound<'_, PyAny>) =
            rate.extract().map_err(|_| wrong(&rate, "rate as jobs and seconds"))?;
        kind = kind.rate(argument("rate", &jobs)?, argument("rate", &period)?);
    }
    Ok(if required(given, "announce")? { kind.announce() } else { kind })
}
