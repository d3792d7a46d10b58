//! Exceptions: each code has a class of its own, in `vmbay/errors.py`.

use pyo3::{intern, prelude::*, sync::PyOnceLock};

use crate::convert::Outgoing;

/// The Python half of the package, where the classes are that need no Rust.
pub(crate) fn types(py: Python<'_>) -> PyResult<&Bound<'_, PyModule>> {
    static TYPES: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module = TYPES.get_or_try_init(py, || py.import("vmbay._types").map(Bound::unbind))?;
    Ok(module.bind(py))
}

/// The exception of an error.
pub(crate) fn raise(py: Python<'_>, error: &vmbay::Error) -> PyErr {
    make(py, error).unwrap_or_else(|failed| failed)
}

fn make(py: Python<'_>, error: &vmbay::Error) -> PyResult<PyErr> {
    let make = types(py)?.getattr(intern!(py, "error"))?;
    let code = error.code().as_str();
    let message = with_causes(error);
    let resource = error.resource().into_py(py)?;
    let raised = make.call1((code, message, error.reason(), error.is_retryable(), resource))?;
    Ok(PyErr::from_value(raised))
}

/// What went wrong and why, in one sentence after the other.
fn with_causes(error: &vmbay::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(why) = cause {
        let why_text = why.to_string();
        if !text.contains(&why_text) {
            text.push_str(": ");
            text.push_str(&why_text);
        }
        cause = why.source();
    }
    text
}
