//! The native half of the Node package `vmbay`: private to it, and without types. What programs see is TypeScript.
//!
//! - [`engine`]: where calls run, and how JavaScript waits for them;
//! - [`object`]: services, by the names of their verbs;
//! - [`work`], [`stream`]: handles on what takes its time.

#![allow(clippy::needless_pass_by_value, reason = "what JavaScript gives is owned")]

mod engine;
mod object;
mod stream;
mod work;
