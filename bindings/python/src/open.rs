//! From URLs to an open library, and back.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use pyo3::{
    intern,
    prelude::*,
    types::{PyDict, PyString},
};
use vmbay::{Builder, job::JobKind};
use vmbay_bindings_common::OpenOptions;

use crate::{
    convert::{Incoming, Outgoing, argument},
    engine::Engine,
    error::{raise, types},
    function::Callable,
    generated::{AsyncVmbay, Vmbay},
    hypervisor::PythonHypervisor,
    job, logs,
    probe::Probe,
};

/// How long what is at work is given to come to an end, where the program says nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a library is opened with, as the program gives it.
#[derive(Default)]
pub(crate) struct Given {
    options: OpenOptions,
    hypervisors: Vec<(String, PythonHypervisor)>,
    pub(crate) extensions: Extensions,
}

/// The program's functions that the library is to call.
#[derive(Default)]
pub(crate) struct Extensions {
    jobs: Vec<JobKind>,
    probes: Vec<(String, Probe)>,
}

impl Extensions {
    /// Reads `jobs` and `probes`.
    pub(crate) fn read(engine: &Arc<Engine>, given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let py = given.py();
        let jobs = match given.get_item(intern!(py, "jobs"))? {
            Some(jobs) => job::kinds(engine, &jobs)?,
            None => Vec::new(),
        };
        let probes: Option<BTreeMap<String, Callable>> = optional(given, "probes")?;
        let probe = |(name, Callable(function)): (String, Callable)| {
            Ok((name.clone(), Probe::new(engine, &name, function.into_bound(py))?))
        };
        let probes = probes.unwrap_or_default().into_iter().map(probe).collect::<PyResult<_>>()?;
        Ok(Self { jobs, probes })
    }

    pub(crate) fn give(self, builder: Builder) -> Builder {
        let builder = self.jobs.into_iter().fold(builder, Builder::job);
        self.probes.into_iter().fold(builder, |builder, (name, probe)| builder.probe(name, probe))
    }
}

/// A hypervisor's URL, or an object that is one.
enum Hypervisor {
    Url(String),
    Object(Py<PyAny>),
}

impl Incoming for Hypervisor {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_instance(&types(value.py())?.getattr(intern!(value.py(), "Hypervisor"))?)? {
            return Ok(Self::Object(value.clone().unbind()));
        }
        if value.is_instance_of::<PyString>() {
            return String::from_py(value).map(Self::Url);
        }
        Err(crate::convert::wrong(value, "a URL or a Hypervisor"))
    }
}

/// One hypervisor, or several by name.
struct Hypervisors(BTreeMap<String, Hypervisor>);

impl Incoming for Hypervisors {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<PyDict>() {
            return BTreeMap::from_py(value).map(Self);
        }
        Hypervisor::from_py(value).map(|one| Self(BTreeMap::from([("local".to_owned(), one)])))
    }
}

/// An argument that may be left out.
fn optional<T: Incoming>(given: &Bound<'_, PyDict>, name: &str) -> PyResult<Option<T>> {
    given.get_item(name)?.map(|value| argument::<Option<T>>(name, &value)).transpose().map(Option::flatten)
}

impl Given {
    fn read(engine: &Arc<Engine>, given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut options = OpenOptions {
            observe_every: optional(given, "observe_every")?,
            lease: optional(given, "lease")?,
            slow_query: optional(given, "slow_query")?,
            ..OpenOptions::default()
        };
        let mut hypervisors = Vec::new();
        let named: Option<Hypervisors> = optional(given, "hypervisor")?;
        for (name, hypervisor) in named.map(|named| named.0).unwrap_or_default() {
            match hypervisor {
                Hypervisor::Url(url) => drop(options.hypervisors.insert(name, url)),
                Hypervisor::Object(object) => {
                    hypervisors.push((name, PythonHypervisor::new(engine, object.bind(given.py()))?));
                }
            }
        }
        Ok(Self { options, hypervisors, extensions: Extensions::read(engine, given)? })
    }

    async fn open(self, database: &str) -> vmbay::Result<vmbay::Vmbay> {
        let Self { options, hypervisors, extensions } = self;
        let prepare = |builder: Builder| {
            let builder = extensions.give(builder);
            hypervisors.into_iter().fold(builder, |builder, (name, one)| builder.hypervisor(name, one))
        };
        vmbay_bindings_common::open(database, options, prepare).await
    }
}

/// Opens the library; `options` are those of `vmbay.open`.
#[pyfunction]
#[pyo3(name = "connect")]
pub(crate) fn open<'py>(
    py: Python<'py>,
    database: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    let (database, engine, given) = begin(py, database, options)?;
    let bay = engine.wait(py, Box::pin(async move { given.open(&database).await }))?;
    Vmbay::new(bay, engine).into_py(py)
}

/// Opens the library for asyncio.
#[pyfunction]
#[pyo3(name = "connect_async")]
pub(crate) fn open_async<'py>(
    py: Python<'py>,
    database: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    let (database, engine, given) = begin(py, database, options)?;
    let kept = engine.clone();
    let open = async move { Ok(AsyncVmbay::new(given.open(&database).await?, kept)) };
    engine.begin(py, "vmbay.open_async", Box::pin(open))
}

fn begin<'py>(
    py: Python<'py>,
    database: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
) -> PyResult<(String, Arc<Engine>, Given)> {
    let database: String = argument("database", database)?;
    logs::look(py)?;
    let engine = started(py, Engine::start())?;
    let given = Given::read(&engine, options)?;
    Ok((database, engine, given))
}

/// An engine, if there was a thread for it.
pub(crate) fn started(py: Python<'_>, engine: std::io::Result<Arc<Engine>>) -> PyResult<Arc<Engine>> {
    engine.map_err(|error| {
        raise(
            py,
            &vmbay::Error::unavailable(format!("a thread ({error})"), "let this process have more of them"),
        )
    })
}

/// Shuts the library down; the program's functions are forgotten then.
pub(crate) async fn shut_down(bay: &vmbay::Vmbay, deadline: Duration, engine: &Engine) -> vmbay::Result<()> {
    let outcome = bay.shutdown(deadline).await;
    engine.running.forget();
    outcome
}

/// Leaves `with`. What was shut down before is so still; a process that forked within it leaves what is not its own as it is.
pub(crate) fn leave(py: Python<'_>, bay: &Arc<vmbay::Vmbay>, engine: &Arc<Engine>) -> PyResult<()> {
    if engine.is_foreign() {
        return Ok(());
    }
    let (bay, kept) = (bay.clone(), engine.clone());
    let shut = async move {
        match shut_down(&bay, PATIENCE, &kept).await {
            Err(vmbay::Error::Closed { .. }) => Ok(()),
            outcome => outcome,
        }
    };
    engine.wait(py, Box::pin(shut))
}
