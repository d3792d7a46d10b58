//! Readiness probes that are functions of the program.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use pyo3::{intern, prelude::*};
use vmbay::{
    Error, Resource,
    compute::{Guest, Machine},
};

use crate::{
    convert::{Outgoing, argument},
    engine::Engine,
    function::Function,
    generated,
};

/// A probe; a coroutine function is given a guest whose calls it can await.
pub(crate) struct Probe {
    name: String,
    function: Function,
    is_async: bool,
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Probe").field(&self.name).finish()
    }
}

impl Probe {
    pub(crate) fn new(engine: &Arc<Engine>, name: &str, function: Bound<'_, PyAny>) -> PyResult<Self> {
        let py = function.py();
        let inspect = py.import(intern!(py, "inspect"))?;
        let is_async = inspect.call_method1(intern!(py, "iscoroutinefunction"), (&function,))?.is_truthy()?;
        Ok(Self { name: name.to_owned(), function: Function::new(engine, name, function)?, is_async })
    }
}

#[async_trait]
impl vmbay::compute::Probe for Probe {
    async fn is_ready(&self, machine: &Machine, guest: &Guest) -> vmbay::Result<bool> {
        let (given, guest, is_async) = (machine.clone(), guest.clone(), self.is_async);
        let arguments = move |py: Python<'_>, engine: &Arc<Engine>| {
            let guest = if is_async {
                generated::AsyncGuest::new(guest, engine.clone()).into_py(py)?
            } else {
                generated::Guest::new(guest, engine.clone()).into_py(py)?
            };
            Ok((given.into_py(py)?, guest).into_pyobject(py)?.unbind())
        };
        let answer = self.function.call(arguments, |answer| argument("the answer of a probe", answer)).await;
        answer.map_err(|raised| Error::GuestFailed {
            resource: Resource::new("machine", machine.id),
            problem: format!("the probe {} raised {}", self.name, raised.said()).into(),
            source: None,
        })
    }
}
