//! What the bindings have in common: from URLs to an open library, and handles on long work whose value has a type that
//! only the caller's language knows.

mod held;
mod open;
mod operation;
mod pace;
mod query;
mod simulated;

pub use self::{
    held::{Held, Lock},
    open::{OpenOptions, open},
    operation::LongWork,
    pace::{Busy, Pace, VirtualThread, Waits, waited},
    simulated::{fault_kind, incident},
};
