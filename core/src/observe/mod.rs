//! Settings, health, what a host lacks, and how long calls take.

mod doctor;
mod health;
mod setting;
mod telemetry;

pub use self::{
    doctor::Diagnosis,
    health::{Health, HealthCheck, HealthOptions, HealthStatus},
    setting::Setting,
    telemetry::{Latency, Telemetry},
};
pub(crate) use self::{health::Checkup, telemetry::Meter};
