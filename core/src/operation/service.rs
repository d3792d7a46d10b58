//! Looking at operations, and beginning those of the application's own kinds.

use std::time::Duration;

use super::{
    handle::Operation,
    record::{OperationRecord, OperationState},
    runner::{NewOperation, Runner},
};
use crate::{
    access::{Caller, Permission, Scope},
    clock::within,
    error::{Error, Result},
    id::OperationId,
    page::{Cursor, DEFAULT_LIMIT, Page},
    storage::{Direction, Filter, Query, Repository},
};

/// Which operations to list, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationQuery {
    /// Only those in this state.
    pub state: Option<OperationState>,
    /// Only those of this kind.
    pub kind: Option<String>,
    /// Only those that work on this entity.
    pub target_id: Option<uuid::Uuid>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// At most this many.
    pub limit: u32,
}

impl Default for OperationQuery {
    fn default() -> Self {
        Self { state: None, kind: None, target_id: None, after: None, limit: DEFAULT_LIMIT }
    }
}

/// An operation of a kind the application registered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationBegin {
    /// What it is asked to do, without secrets: it is stored.
    pub input: serde_json::Value,
    /// The same key and input give the same operation.
    pub idempotency_key: Option<String>,
    /// Not before this much time has passed. The runner compares the clock of this process with its own: by as much as the
    /// two differ it comes sooner or later, and once all the same.
    pub delay: Duration,
    /// Fails unless it has ended within this much time, by the clocks of this process and of the runner: where they differ,
    /// by that much sooner or later.
    pub time_limit: Option<Duration>,
}

/// The operations: [`Vmbay::operations`](crate::Vmbay::operations).
#[derive(Clone, Debug)]
pub struct Operations {
    caller: Caller,
    runner: Runner,
}

impl Operations {
    pub(crate) fn new(caller: Caller, runner: Runner) -> Self {
        Self { caller, runner }
    }

    /// The operation of this id.
    pub async fn get(&self, id: OperationId) -> Result<OperationRecord> {
        let scope = self.caller.authorize(Permission::new("operation:get")).await?;
        self.caller.get(scope, id).await
    }

    /// A page of operations, newest first.
    pub async fn list(&self, query: OperationQuery) -> Result<Page<OperationRecord>> {
        let scope = self.caller.authorize(Permission::new("operation:list")).await?;
        let mut filter = Filter::All;
        if let Some(state) = query.state {
            filter = filter.and(Filter::eq("state", state));
        }
        if let Some(kind) = &query.kind {
            filter = filter.and(Filter::eq("kind", kind));
        }
        if let Some(target) = query.target_id {
            filter = filter.and(Filter::eq("target_id", target));
        }
        let page = Query::of::<OperationRecord>()
            .filter(filter)
            .order_by("created_at", Direction::Descending)
            .limit(query.limit)
            .resume(query.after.as_ref())?;
        self.caller.list(scope, page).await
    }

    /// Begins an operation of a kind the application registered with
    /// [`Builder::operation`](crate::Builder::operation). Its value is the JSON its task returned.
    ///
    /// # Errors
    /// `not_found` for a kind that is not registered; `idempotency_conflict`.
    pub async fn begin(&self, kind: &str, begin: OperationBegin) -> Result<Operation<serde_json::Value>> {
        let scope = self.caller.authorize(Permission::new("operation:begin")).await?;
        if !self.runner.knows(kind) {
            return Err(Error::not_found("operation kind", kind));
        }
        let (organization_id, project_id) = match scope {
            Scope::All => (Some(self.caller.home().0), None),
            Scope::Organization(organization) => (Some(organization), None),
            Scope::Project(organization, project) => (Some(organization), Some(project)),
        };
        let now = self.caller.ports.now();
        let new = NewOperation {
            organization_id,
            project_id,
            input: begin.input,
            idempotency_key: begin.idempotency_key,
            run_after: Some(now + begin.delay),
            deadline: begin.time_limit.map(|limit| now + limit),
            ..NewOperation::of(kind)
        };
        if let Some(earlier) = self.runner.earlier(&new).await? {
            return Ok(self.handle(earlier.id));
        }
        let operation = self.runner.prepare(&self.caller, new);
        let operation = self.runner.submit(operation, crate::storage::Changes::new()).await?;
        Ok(self.handle(operation.id))
    }

    /// A handle on an operation begun earlier, here or in another process. Its value is the operation's output.
    pub async fn attach(&self, id: OperationId) -> Result<Operation<serde_json::Value>> {
        self.get(id).await?;
        Ok(self.handle(id))
    }

    /// Asks an operation to stop.
    pub async fn cancel(&self, id: OperationId) -> Result<OperationRecord> {
        let scope = self.caller.authorize(Permission::new("operation:cancel")).await?;
        self.caller.get::<OperationRecord>(scope, id).await?;
        self.runner.cancel(id).await
    }

    /// Waits until no operation is queued or at work, as after a restart that has something to recover.
    ///
    /// # Errors
    /// `timed_out` when some still are after `limit`.
    pub async fn settle(&self, limit: Duration) -> Result<()> {
        let scope = self.caller.authorize(Permission::new("operation:list")).await?;
        let open = [OperationState::Queued, OperationState::Running, OperationState::Compensating];
        let query = Query::of::<OperationRecord>().filter(Filter::is_in("state", open)).limit(1);
        let idle = async {
            while !self.caller.list::<OperationRecord>(scope, query.clone()).await?.items.is_empty() {
                self.caller.ports.clock.sleep(Duration::from_millis(20)).await;
            }
            Ok(())
        };
        within(&*self.caller.ports.clock, limit, "open operations", idle).await?
    }

    /// Removes the ended operations that finished before `time`, and says how many.
    pub async fn prune(&self, before: crate::Timestamp) -> Result<u64> {
        let scope = self.caller.authorize(Permission::new("operation:prune")).await?;
        let ended = Filter::lt("finished_at", before)
            .and(scope.filter(<OperationRecord as crate::storage::Entity>::SCHEMA));
        Repository::<OperationRecord>::delete_where(&*self.caller.ports.storage, ended).await
    }

    fn handle(&self, id: OperationId) -> Operation<serde_json::Value> {
        Operation::new(self.runner.clone(), id, |record| async move {
            Ok(record.output.unwrap_or(serde_json::Value::Null))
        })
    }
}
