//! What the hosts and the database lack, and what mends it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::health::Checkup;
use crate::{
    clock::within,
    error::{Error, Failure, Result},
    event::Events,
    fleet::{HostLink, drifts},
    hypervisor::{Finding, Severity},
    operation::{OperationRecord, OperationState},
    storage::{Filter, Query, Repository},
};

/// How long one part of the examination may take.
const DEADLINE: Duration = Duration::from_secs(30);
/// How far another process's clock may be ahead.
const CLOCK_SKEW: Duration = Duration::from_secs(60);
/// So many operations that need attention are named.
const OPERATIONS: u32 = 10;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The host it concerns, by name; none when it concerns the database or this process.
    pub host: Option<String>,
    /// What is the matter, and what mends it.
    pub finding: Finding,
}

impl Checkup<'_> {
    /// Examines everything, the worst first.
    pub(crate) async fn doctor(&self) -> Vec<Diagnosis> {
        let mut all = Vec::new();
        let own = [
            self.examine("schema", self.examine_schema()).await,
            self.examine("clock", self.examine_clock()).await,
            self.examine("operations", self.examine_operations()).await,
        ];
        all.extend(own.into_iter().flatten().map(|finding| Diagnosis { host: None, finding }));
        for link in self.hosts.iter() {
            let findings = self.examine("host", self.examine_host(link)).await;
            let of_host = |finding| Diagnosis { host: Some(link.name.clone()), finding };
            all.extend(findings.into_iter().map(of_host));
        }
        all.sort_by_key(|diagnosis| std::cmp::Reverse(diagnosis.finding.severity));
        all
    }

    /// What `part` finds; that it could not look is a finding too.
    async fn examine(&self, part: &str, look: impl Future<Output = Result<Vec<Finding>>>) -> Vec<Finding> {
        let looked = within(&*self.caller.ports.clock, DEADLINE, "the examination", look).await;
        looked.unwrap_or_else(Err).unwrap_or_else(|error| {
            let mend = match &error {
                Error::Unavailable { mend, .. } => mend.to_string(),
                _ => "mend that first, then ask again".to_owned(),
            };
            let problem = Failure::from(&error).message;
            vec![Finding { code: format!("{part}_unreadable"), severity: Severity::Error, problem, mend }]
        })
    }

    async fn examine_schema(&self) -> Result<Vec<Finding>> {
        let finding = |problem| Finding {
            code: "schema_differs".to_owned(),
            severity: Severity::Error,
            problem,
            mend: "open the database with the newest version of the program that uses it".to_owned(),
        };
        Ok(self.schema_problems().await?.into_iter().map(finding).collect())
    }

    async fn examine_clock(&self) -> Result<Vec<Finding>> {
        let (newest, _) = Events::new(self.caller.clone()).extent().await?;
        let ahead = newest.map_or(Duration::ZERO, |newest| newest.at.since(self.caller.ports.now()));
        if ahead <= CLOCK_SKEW {
            return Ok(Vec::new());
        }
        Ok(vec![Finding {
            code: "clock_behind".to_owned(),
            severity: Severity::Warning,
            problem: format!("this clock is {} s behind that of another process", ahead.as_secs()),
            mend: "set the clocks of all hosts, such as by timedatectl set-ntp true".to_owned(),
        }])
    }

    async fn examine_operations(&self) -> Result<Vec<Finding>> {
        let stuck = Query::of::<OperationRecord>()
            .filter(Filter::eq("state", OperationState::NeedsAttention))
            .limit(OPERATIONS);
        let stuck = Repository::<OperationRecord>::list(&*self.caller.ports.storage, &stuck).await?;
        let finding = |operation: OperationRecord| Finding {
            code: "operation_needs_attention".to_owned(),
            severity: Severity::Warning,
            problem: format!(
                "the operation {} ({}) failed and could not be undone: {}",
                operation.id,
                operation.kind,
                operation.failure.map_or_else(String::new, |failure| failure.message)
            ),
            mend: "see what Hosts::reconcile finds, mend it, and delete what the operation worked on"
                .to_owned(),
        };
        Ok(stuck.into_iter().map(finding).collect())
    }

    async fn examine_host(&self, link: &HostLink) -> Result<Vec<Finding>> {
        let mut findings = link.hypervisor.doctor().await;
        // What the hypervisor cannot do at all, it has said itself.
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Ok(findings);
        }
        findings.extend(self.full_pools(link).await?.into_iter().map(|(path, percent)| Finding {
            code: "pool_nearly_full".to_owned(),
            severity: Severity::Warning,
            problem: format!("{path} has {percent} % of its space left"),
            mend: format!("delete machines, volumes or images, or grow the file system of {path}"),
        }));
        findings.extend(drifts(&self.caller.ports, link).await?.into_iter().map(|drift| Finding {
            code: drift.kind.to_string(),
            severity: Severity::Warning,
            problem: drift.problem,
            mend: drift.kind.mend().to_owned(),
        }));
        Ok(findings)
    }
}
