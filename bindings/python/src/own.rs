//! What belongs to the process that opened it.

use std::{
    ops::Deref,
    sync::atomic::{AtomicUsize, Ordering},
};

use pyo3::prelude::*;

/// How often this process is the child of a fork, counted from the one that loaded the module. A fork is of the whole
/// process, so its count is too.
static FORKS: AtomicUsize = AtomicUsize::new(0);

/// Which process this is.
pub(crate) fn process() -> usize {
    FORKS.load(Ordering::Relaxed)
}

/// Tells that this process is a fork's child.
#[pyfunction]
pub(crate) fn forked() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}

/// Something of the process that opened it. In one that forked from it, it is left as it is: its threads are not there, and
/// a lock that one of them held would never be released.
pub(crate) struct Own<T> {
    value: Option<T>,
    process: usize,
}

impl<T> Own<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { value: Some(value), process: process() }
    }

    /// The thing itself, for whoever is known to be in its process.
    pub(crate) fn into_inner(mut self) -> T {
        self.value.take().expect("it is taken only with its owner")
    }
}

impl<T> Deref for Own<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("it is taken only with its owner")
    }
}

impl<T> Drop for Own<T> {
    fn drop(&mut self) {
        if self.process != process() {
            std::mem::forget(self.value.take());
        }
    }
}
