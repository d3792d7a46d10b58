//! One value after the other.

use std::sync::Arc;

use futures::stream::{BoxStream, StreamExt as _};
use pyo3::prelude::*;
use tokio::sync::Mutex;
use vmbay::Result;

use crate::{
    convert::{Item, Outgoing},
    engine::Engine,
    own::Own,
};

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

/// What a stream still has to give; none once it was closed.
type Items = Arc<Mutex<Option<BoxStream<'static, Result<Item>>>>>;

fn items<T: Outgoing + Send + 'static>(stream: BoxStream<'static, Result<T>>) -> Own<Items> {
    Own::new(Arc::new(Mutex::new(Some(stream.map(|item| item.map(Item::new)).boxed()))))
}

async fn next(items: Items) -> Result<Option<Item>> {
    let mut items = items.lock().await;
    let Some(stream) = &mut *items else { return Ok(None) };
    let item = stream.next().await.transpose();
    // What ended, well or badly, does not go on.
    if !matches!(item, Ok(Some(_))) {
        *items = None;
    }
    item
}

async fn close(items: Items) -> Result<()> {
    drop(items.lock().await.take());
    Ok(())
}

/// An iterator over what arrives.
#[pyclass(frozen, generic, weakref, module = "vmbay")]
pub(crate) struct Stream(Own<Items>, Arc<Engine>);

impl Stream {
    pub(crate) fn new<T: Outgoing + Send + 'static>(
        stream: BoxStream<'static, Result<T>>,
        engine: Arc<Engine>,
        _follows: bool,
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

/// An asynchronous iterator over what arrives.
#[pyclass(frozen, generic, weakref, module = "vmbay")]
pub(crate) struct AsyncStream {
    items: Own<Items>,
    engine: Arc<Engine>,
    /// Whether it only follows what happens, without an end.
    follows: bool,
}

impl AsyncStream {
    pub(crate) fn new<T: Outgoing + Send + 'static>(
        stream: BoxStream<'static, Result<T>>,
        engine: Arc<Engine>,
        follows: bool,
    ) -> Self {
        Self { items: items(stream), engine, follows }
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
        let items = self.items.clone();
        let next = Box::pin(async move { next(items).await.map(Next) });
        let name = "AsyncStream.__anext__";
        if self.follows { self.engine.follow(py, name, next) } else { self.engine.begin(py, name, next) }
    }

    /// Ends the stream.
    fn aclose<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.engine.begin(py, "AsyncStream.aclose", Box::pin(close(self.items.clone())))
    }

    fn __aenter__(slf: Py<Self>, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let engine = slf.get().engine.clone();
        engine.begin(py, "AsyncStream.__aenter__", Box::pin(async move { Ok(slf.into_any()) }))
    }

    #[pyo3(signature = (*_raised))]
    fn __aexit__<'py>(&self, py: Python<'py>, _raised: &Bound<'_, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.aclose(py)
    }
}
