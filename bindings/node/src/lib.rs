//! The native half of the Node package `vmbay`: private to it, and without types. What programs see is TypeScript.
//!
//! - [`engine`]: where calls run, and how JavaScript waits for them;
//! - [`object`]: services, by the names of their verbs;
//! - [`open`]: from URLs to an open library;
//! - [`work`], [`stream`]: handles on what takes its time;
//! - [`function`], [`job`], [`probe`]: functions of the program that the library calls;
//! - [`fork`]: what machines within this process need of it;
//! - [`testing`]: simulated hosts in virtual time.

#![allow(clippy::needless_pass_by_value, reason = "what JavaScript gives is owned")]

mod engine;
mod fork;
mod function;
mod job;
mod object;
mod open;
mod probe;
mod stream;
mod testing;
mod work;
