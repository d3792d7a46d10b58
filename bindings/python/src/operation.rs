//! Handles on long work.

use std::{sync::Arc, time::Duration};

use futures::stream::StreamExt as _;
use pyo3::prelude::*;
use vmbay_bindings_common::LongWork;

use crate::{
    convert::{Item, Outgoing, argument},
    engine::Engine,
    own::Own,
    stream::{AsyncStream, Stream},
};

fn limit(timeout: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Duration>> {
    timeout.map(|timeout| argument::<Option<Duration>>("timeout", timeout)).transpose().map(Option::flatten)
}

/// Waits for a call, or gives it to be awaited.
macro_rules! run {
    (wait, $self:ident, $py:ident, $name:expr, $call:expr) => {
        $self.1.wait($py, $call)?.into_py($py)
    };
    (begin, $self:ident, $py:ident, $name:expr, $call:expr) => {
        $self.1.begin($py, $name, $call)
    };
}

macro_rules! operation {
    ($(#[$doc:meta])* $name:ident, $run:ident, $stream:ident) => {
        $(#[$doc])*
        #[pyclass(frozen, generic, weakref, module = "vmbay")]
        pub(crate) struct $name(Own<LongWork<Item>>, Arc<Engine>);

        impl $name {
            pub(crate) fn new<T: Outgoing + Send + 'static>(
                operation: vmbay::operation::Operation<T>,
                engine: Arc<Engine>,
            ) -> Self {
                Self(Own::new(LongWork::new(operation, Item::new)), engine)
            }
        }

        impl Outgoing for $name {
            fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
                Ok(Bound::new(py, self)?.into_any())
            }
        }

        #[pymethods]
        impl $name {
            /// Its id.
            #[getter]
            fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.0.id().into_py(py)
            }

            /// How it stands now.
            fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                run!($run, self, py, concat!(stringify!($name), ".status"), self.0.status())
            }

            /// Asks it to stop, at the next edge between two steps; what it did is then undone. Returns at once.
            fn cancel<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                run!($run, self, py, concat!(stringify!($name), ".cancel"), self.0.cancel())
            }

            /// Waits for its end, at most `timeout` seconds. When that passes it goes on, and can be waited for again.
            #[pyo3(signature = (timeout = None))]
            fn wait<'py>(&self, py: Python<'py>, timeout: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
                run!($run, self, py, concat!(stringify!($name), ".wait"), self.0.wait(limit(timeout)?))
            }

            /// Its progress: as it is now, then at each change, until its end.
            fn progress(&self) -> $stream {
                $stream::new(self.0.progress().map(Ok).boxed(), self.1.clone(), false)
            }

            fn __repr__(&self) -> String {
                format!(concat!(stringify!($name), "(id={:?})"), self.0.id().to_string())
            }
        }
    };
}

operation!(
    /// A long verb at work. Dropping it changes nothing; the work goes on, and `bay.operations.attach` gives a handle again.
    Operation, wait, Stream
);
operation!(
    /// A long verb at work. Dropping it changes nothing; the work goes on, and `bay.operations.attach` gives a handle again.
    AsyncOperation, begin, AsyncStream
);
