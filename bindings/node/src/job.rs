//! Jobs whose handlers are functions of the program.

use std::{sync::Arc, time::Duration};

use napi::bindgen_prelude::Either;
use serde_json::Value;
use vmbay::{
    job::{JobKind, JobRun},
    operation::Retry,
};
use vmbay_bindings_json::{Arguments, FromJson, Refusal};

use crate::{
    engine::Engine,
    function::{Function, NativeJobRun},
};

/// A kind as the program gives it: its name and its options. The handler stays with the program.
pub(crate) struct Given(Value);

impl FromJson for Given {
    fn read(value: Value) -> Result<Self, Refusal> {
        Ok(Self(value))
    }
}

impl Given {
    /// The kind, whose handler is the program's function `job:NAME`.
    pub(crate) fn kind(self, engine: &Arc<Engine>) -> Result<JobKind, Refusal> {
        let mut given = Arguments::of(self.0)?;
        let name: String = given.required("name")?;
        let handler = Function::new(engine, format!("job:{name}"));
        let handle = move |run: JobRun, payload: Value| {
            let handler = handler.clone();
            async move {
                let beside = |_: &Arc<Engine>| Either::A(NativeJobRun::new(run));
                handler.call(payload.to_string(), beside).await.map(drop)
            }
        };
        let usual = JobKind::RETRY;
        let mut kind = JobKind::new(name, handle).retry(Retry {
            attempts: given.optional("attempts")?.unwrap_or(usual.attempts),
            delay: given.optional("delayMs")?.unwrap_or(usual.delay),
            max_delay: given.optional("maxDelayMs")?.unwrap_or(usual.max_delay),
        });
        if let Some(limit) = given.optional::<Duration>("timeLimitMs")? {
            kind = kind.time_limit(limit);
        }
        if let Some(jobs) = given.optional("concurrency")? {
            kind = kind.concurrency(jobs);
        }
        if let Some(jobs) = given.optional("perKey")? {
            kind = kind.per_key(jobs);
        }
        if let Some(rate) = given.optional::<Value>("rate")? {
            let mut rate = Arguments::of(rate)?;
            kind = kind.rate(rate.required("jobs")?, rate.required("periodMs")?);
            rate.end()?;
        }
        if given.optional("announce")?.unwrap_or(false) {
            kind = kind.announce();
        }
        given.end()?;
        Ok(kind)
    }
}
