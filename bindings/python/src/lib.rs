//! The native half of the Python package `vmbay`: what `generated` writes from the core's API, on what stands here by hand.
//!
//! - [`engine`]: where calls run, and how a synchronous program waits for them; [`awaited`]: how an asynchronous one does;
//! - [`own`]: what belongs to the process that opened it;
//! - [`convert`]: values between Rust and Python; [`error`]: exceptions;
//! - [`operation`], [`stream`]: handles on what takes its time;
//! - [`function`]: functions of the program that the library calls: [`job`], [`probe`], [`hypervisor`];
//! - [`logs`]: what the library says, for Python's `logging`;
//! - [`open`]: from URLs to an open library; [`testing`]: from nothing to a simulated one.

#![allow(clippy::needless_pass_by_value, reason = "what Python gives is owned")]

mod awaited;
mod convert;
mod engine;
mod error;
mod function;
#[rustfmt::skip]
mod generated;
mod hypervisor;
mod job;
mod logs;
mod open;
mod operation;
mod own;
mod probe;
mod stream;
mod testing;

use pyo3::prelude::*;

/// What the package takes its names from.
#[pymodule(gil_used = false)]
fn _vmbay(module: &Bound<'_, PyModule>) -> PyResult<()> {
    generated::register(module)?;
    module.add_class::<operation::Operation>()?;
    module.add_class::<operation::AsyncOperation>()?;
    module.add_class::<stream::Stream>()?;
    module.add_class::<stream::AsyncStream>()?;
    module.add_class::<awaited::Awaited>()?;
    module.add_class::<job::Run>()?;
    module.add_class::<testing::SimulatedHost>()?;
    module.add_class::<testing::VirtualClock>()?;
    module.add_function(wrap_pyfunction!(open::open, module)?)?;
    module.add_function(wrap_pyfunction!(open::open_async, module)?)?;
    module.add_function(wrap_pyfunction!(testing::simulate, module)?)?;
    module.add_function(wrap_pyfunction!(engine::end, module)?)?;
    module.add_function(wrap_pyfunction!(own::forked, module)?)?;
    module.add_function(wrap_pyfunction!(logs::flush, module)?)
}
