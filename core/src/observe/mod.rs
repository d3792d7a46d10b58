//! Settings, health and what a host lacks.

mod setting;

pub use setting::Setting;
