//! What the bindings have in common: from URLs to an open library, where its calls run, and handles on long work whose value
//! has a type that only the caller's language knows.

mod executor;
mod held;
mod open;
mod operation;
mod pace;
mod query;
mod simulated;

pub use self::{
    executor::{Executor, Threads},
    held::{Held, Lock},
    open::{OpenOptions, open},
    operation::LongWork,
    pace::{Busy, Pace},
    simulated::{fault_kind, incident},
};
