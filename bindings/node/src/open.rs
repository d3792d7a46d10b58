//! From URLs to an open library.

use std::sync::Arc;

use napi::bindgen_prelude::Either3;
use vmbay::{Builder, job::JobKind};
use vmbay_bindings_common::OpenOptions;
use vmbay_bindings_json::{Arguments, Refusal};

use crate::{
    engine::{Engine, Given},
    fork, job,
    object::NativeObject,
    probe::Probe,
};

/// A database to open, and how.
pub(crate) struct Opening {
    database: String,
    options: OpenOptions,
    extensions: Extensions,
}

impl Opening {
    pub(crate) fn read(engine: &Arc<Engine>, mut given: Arguments) -> Result<Self, Refusal> {
        let opening = Self {
            database: given.required("database")?,
            options: OpenOptions {
                hypervisors: given.optional("hypervisors")?.unwrap_or_default(),
                observe_every: given.optional("observeEveryMs")?,
                lease: given.optional("leaseMs")?,
                slow_query: given.optional("slowQueryMs")?,
            },
            extensions: Extensions::read(engine, &mut given)?,
        };
        given.end()?;
        Ok(opening)
    }

    pub(crate) async fn open(self, engine: Arc<Engine>) -> vmbay::Result<Given> {
        let Self { database, options, extensions } = self;
        fork::keep_descriptors();
        let bay = vmbay_bindings_common::open(&database, options, |builder| extensions.give(builder)).await?;
        Ok(Either3::B(NativeObject::new(Box::new(bay), engine)))
    }
}

/// The program's functions that the library is to call.
pub(crate) struct Extensions {
    jobs: Vec<JobKind>,
    probes: Vec<(String, Probe)>,
}

impl Extensions {
    /// Reads `jobs` and `probes`.
    pub(crate) fn read(engine: &Arc<Engine>, given: &mut Arguments) -> Result<Self, Refusal> {
        let jobs = given.optional::<Vec<job::Given>>("jobs")?.unwrap_or_default();
        let probes = given.optional::<Vec<String>>("probes")?.unwrap_or_default();
        Ok(Self {
            jobs: jobs.into_iter().map(|job| job.kind(engine)).collect::<Result<_, _>>()?,
            probes: probes.into_iter().map(|name| (name.clone(), Probe::new(engine, &name))).collect(),
        })
    }

    pub(crate) fn give(self, builder: Builder) -> Builder {
        let builder = self.jobs.into_iter().fold(builder, Builder::job);
        self.probes.into_iter().fold(builder, |builder, (name, probe)| builder.probe(name, probe))
    }
}
