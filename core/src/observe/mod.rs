//! Settings, health and what a host lacks.

mod doctor;
mod health;
mod setting;

pub(crate) use self::health::Checkup;
pub use self::{
    doctor::Diagnosis,
    health::{Health, HealthCheck, HealthOptions, HealthStatus},
    setting::Setting,
};
