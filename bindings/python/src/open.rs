//! From URLs to an open library.

use std::{collections::BTreeMap, time::Duration};

use pyo3::{prelude::*, types::PyString};
use vmbay_bindings_common::OpenOptions;

use crate::{
    convert::{Incoming, Outgoing, argument},
    engine::Engine,
    error::raise,
    generated::{AsyncVmbay, Vmbay},
};

/// How long what is at work is given to come to an end, where the program says nothing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// One URL, or several by name.
struct Hypervisors(BTreeMap<String, String>);

impl Incoming for Hypervisors {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<PyString>() {
            return String::from_py(value).map(|url| Self(BTreeMap::from([("local".to_owned(), url)])));
        }
        BTreeMap::from_py(value).map(Self)
    }
}

fn options(
    hypervisor: Option<&Bound<'_, PyAny>>,
    observe_every: Option<&Bound<'_, PyAny>>,
    slow_query: Option<&Bound<'_, PyAny>>,
) -> PyResult<OpenOptions> {
    let optional = |name: &str, value: Option<&Bound<'_, PyAny>>| {
        value.map(|value| argument::<Option<Duration>>(name, value)).transpose().map(Option::flatten)
    };
    let hypervisors =
        hypervisor.map(|value| argument::<Option<Hypervisors>>("hypervisor", value)).transpose()?.flatten();
    Ok(OpenOptions {
        hypervisors: hypervisors.map(|hypervisors| hypervisors.0).unwrap_or_default(),
        observe_every: optional("observe_every", observe_every)?,
        slow_query: optional("slow_query", slow_query)?,
    })
}

/// Opens the library.
#[pyfunction]
#[pyo3(name = "connect", signature = (database, *, hypervisor = None, observe_every = None, slow_query = None))]
pub(crate) fn open<'py>(
    py: Python<'py>,
    database: &Bound<'py, PyAny>,
    hypervisor: Option<&Bound<'py, PyAny>>,
    observe_every: Option<&Bound<'py, PyAny>>,
    slow_query: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let database: String = argument("database", database)?;
    let options = options(hypervisor, observe_every, slow_query)?;
    let engine = Engine::start().map_err(|error| raise(py, &unstarted(&error)))?;
    let bay = engine.wait(
        py,
        Box::pin(async move { vmbay_bindings_common::open(&database, options, |builder| builder).await }),
    )?;
    Vmbay::new(bay, engine).into_py(py)
}

/// Opens the library for asyncio.
#[pyfunction]
#[pyo3(name = "connect_async", signature = (database, *, hypervisor = None, observe_every = None, slow_query = None))]
pub(crate) fn open_async<'py>(
    py: Python<'py>,
    database: &Bound<'py, PyAny>,
    hypervisor: Option<&Bound<'py, PyAny>>,
    observe_every: Option<&Bound<'py, PyAny>>,
    slow_query: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let database: String = argument("database", database)?;
    let options = options(hypervisor, observe_every, slow_query)?;
    let engine = Engine::start().map_err(|error| raise(py, &unstarted(&error)))?;
    let kept = engine.clone();
    engine.begin(
        py,
        Box::pin(async move {
            let bay = vmbay_bindings_common::open(&database, options, |builder| builder).await?;
            Ok(AsyncVmbay::new(bay, kept))
        }),
    )
}

fn unstarted(error: &std::io::Error) -> vmbay::Error {
    vmbay::Error::unavailable(format!("a thread ({error})"), "let this process have more of them")
}
