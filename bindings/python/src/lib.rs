//! The native half of the Python package `vmbay`: what `generated` writes from the core's API, on what stands here by hand.
//!
//! - [`engine`]: where calls run, and how Python waits for them;
//! - [`convert`]: values between Rust and Python;
//! - [`error`]: exceptions;
//! - [`operation`], [`stream`]: handles on what takes its time;
//! - [`open`]: from URLs to an open database.

#![allow(clippy::needless_pass_by_value, reason = "what Python gives is owned")]

mod convert;
mod engine;
mod error;
#[rustfmt::skip]
mod generated;
mod open;
mod operation;
mod stream;

use pyo3::prelude::*;

/// What `vmbay/__init__.py` takes its names from.
#[pymodule(gil_used = false)]
fn _vmbay(module: &Bound<'_, PyModule>) -> PyResult<()> {
    generated::register(module)?;
    module.add_class::<operation::Operation>()?;
    module.add_class::<operation::AsyncOperation>()?;
    module.add_class::<stream::Stream>()?;
    module.add_class::<stream::AsyncStream>()?;
    module.add_class::<engine::Done>()?;
    module.add_function(wrap_pyfunction!(open::open, module)?)?;
    module.add_function(wrap_pyfunction!(open::open_async, module)?)
}
