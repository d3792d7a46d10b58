//! One value after the other.

use std::sync::Arc;

use futures::stream::{BoxStream, StreamExt as _};
use pyo3::prelude::*;
use tokio::sync::Mutex;
use vmbay::Result;

use crate::{convert::Outgoing, engine::Engine};

/// A value on its way to Python.
pub(crate) struct Item(Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>);

impl Item {
    pub(crate) fn new<T: Outgoing + Send + 'static>(value: T) -> Self {
        Self(Box::new(move |py| value.into_py(py)))
    }
}

impl Outgoing for Item {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        (self.0)(py)
    }
}

/// The next of an asynchronous stream: its end is an exception of its own.
struct Next(Option<Item>);

impl Outgoing for Next {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self.0 {
            Some(item) => item.into_py(py),
            None => Err(pyo3::exceptions::PyStopAsyncIteration::new_err(())),
        }
    }
}

type Items = Arc<Mutex<Option<BoxStream<'static, Result<Item>>>>>;

fn items<T: Outgoing + Send + 'static>(stream: BoxStream<'static, Result<T>>) -> Items {
    Arc::new(Mutex::new(Some(stream.map(|item| item.map(Item::new)).boxed())))
}

async fn next(items: Items) -> Result<Option<Item>> {
    match &mut *items.lock().await {
        Some(items) => items.next().await.transpose(),
        None => Ok(None),
    }
}

async fn close(items: Items) -> Result<()> {
    drop(items.lock().await.take());
    Ok(())
}

/// An iterator.
#[pyclass(frozen, module = "vmbay")]
pub(crate) struct Stream(Items, Arc<Engine>);

impl Stream {
    pub(crate) fn new<T: Outgoing + Send + 'static>(
        stream: BoxStream<'static, Result<T>>,
        engine: Arc<Engine>,
    ) -> Self {
        Self(items(stream), engine)
    }
}

impl Outgoing for Stream {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}

#[pymethods]
impl Stream {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let item = self.1.wait(py, Box::pin(next(self.0.clone())))?;
        item.map(|item| item.into_py(py)).transpose()
    }

    /// Ends the stream.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.1.wait(py, Box::pin(close(self.0.clone())))
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (*_raised))]
    fn __exit__(&self, py: Python<'_>, _raised: &Bound<'_, PyAny>) -> PyResult<()> {
        self.close(py)
    }
}

/// An asynchronous iterator.
#[pyclass(frozen, module = "vmbay")]
pub(crate) struct AsyncStream(Items, Arc<Engine>);

impl AsyncStream {
    pub(crate) fn new<T: Outgoing + Send + 'static>(
        stream: BoxStream<'static, Result<T>>,
        engine: Arc<Engine>,
    ) -> Self {
        Self(items(stream), engine)
    }
}

impl Outgoing for AsyncStream {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}

#[pymethods]
impl AsyncStream {
    fn __aiter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __anext__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items = self.0.clone();
        self.1.begin(py, Box::pin(async move { next(items).await.map(Next) }))
    }

    /// Ends the stream.
    fn aclose<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.1.begin(py, Box::pin(close(self.0.clone())))
    }

    fn __aenter__<'py>(slf: Py<Self>, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let engine = slf.get().1.clone();
        engine.begin(
            py,
            Box::pin(async move { Ok(Item(Box::new(move |py| Ok(slf.into_bound(py).into_any())))) }),
        )
    }

    #[pyo3(signature = (*_raised))]
    fn __aexit__<'py>(&self, py: Python<'py>, _raised: &Bound<'_, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.aclose(py)
    }
}
