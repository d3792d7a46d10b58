//! The same verb on many machines.

use std::future::Future;

use futures::stream::StreamExt;

use super::{
    create::MachineCreate, delete::DeleteOptions, power::StopOptions, record::Machine, service::Machines,
};
use crate::{error::Result, id::MachineId};

/// How many of them are at work at once, unless told otherwise.
const CONCURRENCY: usize = 8;

/// How a verb on many machines is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManyOptions {
    /// How many are at work at once: 1 to 256; 8 unless told otherwise.
    pub concurrency: usize,
}

impl Default for ManyOptions {
    fn default() -> Self {
        Self { concurrency: CONCURRENCY }
    }
}

/// What became of one item of many.
#[derive(Debug)]
pub struct ManyResult<K, T> {
    /// The item.
    pub item: K,
    /// What became of it.
    pub result: Result<T>,
}

impl Machines {
    /// Makes many machines. One that fails does not keep the others from being made.
    pub async fn create_many(
        &self,
        creates: Vec<MachineCreate>,
        options: ManyOptions,
    ) -> Vec<ManyResult<String, Machine>> {
        let creates = creates.into_iter().map(|create| (create.name.clone(), create));
        many(creates, options, |create| self.create(create)).await
    }

    /// Turns many machines on.
    pub async fn start_many(
        &self,
        ids: &[MachineId],
        options: ManyOptions,
    ) -> Vec<ManyResult<MachineId, Machine>> {
        many(twice(ids), options, |id| self.start(id)).await
    }

    /// Turns many machines off.
    pub async fn stop_many(
        &self,
        ids: &[MachineId],
        stop: StopOptions,
        options: ManyOptions,
    ) -> Vec<ManyResult<MachineId, Machine>> {
        many(twice(ids), options, |id| self.stop(id, stop)).await
    }

    /// Deletes many machines.
    pub async fn delete_many(
        &self,
        ids: &[MachineId],
        delete: DeleteOptions,
        options: ManyOptions,
    ) -> Vec<ManyResult<MachineId, ()>> {
        many(twice(ids), options, |id| self.delete_with(id, delete)).await
    }
}

/// Each id as what is told of and as what is done to; owned, so that the work may move between threads.
fn twice(ids: &[MachineId]) -> Vec<(MachineId, MachineId)> {
    ids.iter().map(|id| (*id, *id)).collect()
}

/// Does `verb` to every item, so many at once, and tells of each in the order they came in.
async fn many<K, I, T, F: Future<Output = Result<T>>>(
    items: impl IntoIterator<Item = (K, I)>,
    options: ManyOptions,
    verb: impl Fn(I) -> F,
) -> Vec<ManyResult<K, T>> {
    futures::stream::iter(items)
        .map(|(item, input)| {
            let work = verb(input);
            async move { ManyResult { item, result: work.await } }
        })
        .buffered(options.concurrency.clamp(1, 256))
        .collect()
        .await
}
