//! Readiness probes that are functions of the program.

use std::sync::Arc;

use async_trait::async_trait;
use napi::bindgen_prelude::Either;
use vmbay::{
    Error, Resource,
    compute::{Guest, Machine},
};
use vmbay_bindings_json::{Form, to_json};

use crate::{engine::Engine, function::Function, object::NativeObject};

/// The program's function `probe:NAME`.
#[derive(Debug)]
pub(crate) struct Probe {
    name: String,
    function: Function,
}

impl Probe {
    pub(crate) fn new(engine: &Arc<Engine>, name: &str) -> Self {
        Self { name: name.to_owned(), function: Function::new(engine, format!("probe:{name}")) }
    }
}

#[async_trait]
impl vmbay::compute::Probe for Probe {
    async fn is_ready(&self, machine: &Machine, guest: &Guest) -> vmbay::Result<bool> {
        let guest = guest.clone();
        let beside = |engine: &Arc<Engine>| Either::B(NativeObject::new(Box::new(guest), engine.clone()));
        let failed = |problem: String| Error::GuestFailed {
            resource: Resource::new("machine", machine.id),
            problem: problem.into(),
            source: None,
        };
        match self.function.call(to_json(machine, Form::Rows), beside).await {
            Ok(answer) => match &*answer {
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(failed(format!("the probe {} must answer a boolean", self.name))),
            },
            Err(thrown) => Err(failed(format!("the probe {} threw {thrown}", self.name))),
        }
    }
}
