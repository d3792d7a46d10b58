//! Where a machine goes: a pure choice that can say why it refused every other host.

use std::collections::BTreeMap;

use futures::TryStreamExt;

use super::{
    host::{AdminState, ConnectionState, Host},
    link::HostLinks,
};
use crate::{
    error::{Error, Result},
    id::HostId,
    page::MAX_LIMIT,
    ports::Ports,
    storage::{Filter, Query, Repository},
};

/// What a machine needs of its host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The only host it may go to; any unless told otherwise.
    pub host: Option<HostId>,
    /// Its memory in MiB.
    pub memory_mib: u32,
    /// Labels that its host must carry.
    pub labels: BTreeMap<String, String>,
}

/// A host as the choice sees it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) host: Host,
    /// Whether this process holds a connection to it.
    pub(crate) reachable: bool,
    /// Whether volumes can be kept there.
    pub(crate) has_pool: bool,
    /// The memory of all machines that are there already, in MiB.
    pub(crate) committed_mib: u64,
}

impl Candidate {
    /// Why a machine cannot go here; none when it can.
    fn refusal(&self, request: &Request) -> Option<String> {
        let host = &self.host;
        if host.admin_state != AdminState::Enabled {
            return Some(format!("is {}", host.admin_state));
        }
        if !self.reachable {
            return Some("was not opened by this process".to_owned());
        }
        if host.connection_state != ConnectionState::Online {
            return Some(format!("is {}", host.connection_state));
        }
        let missing = request.labels.iter().find(|(key, value)| host.labels.get(*key) != Some(*value));
        if let Some((key, value)) = missing {
            return Some(format!("does not carry {key}={value}"));
        }
        match host.memory_mib {
            Some(memory) if memory < u64::from(request.memory_mib) => Some(format!("has only {memory} MiB")),
            _ => None,
        }
    }

    /// How full the host is with the machine on it, in millionths of its memory.
    fn load(&self, request: &Request) -> u64 {
        let committed = self.committed_mib.saturating_add(request.memory_mib.into());
        committed.saturating_mul(1_000_000) / self.host.memory_mib.unwrap_or(1).max(1)
    }
}

/// The host for a machine: of those that can take it, one that keeps volumes before one that does not, then the least
/// full by memory, then the oldest.
///
/// # Errors
/// `not_found` for a required host that is not there; `unavailable` when no host can take the machine, with the reason of
/// each.
pub(crate) fn choose(candidates: &[Candidate], request: &Request) -> Result<HostId> {
    let wanted = |candidate: &&Candidate| request.host.is_none_or(|host| host == candidate.host.id);
    let mut refusals = Vec::new();
    let mut best = None;
    for candidate in candidates.iter().filter(wanted) {
        if let Some(refusal) = candidate.refusal(request) {
            refusals.push(format!("{} {refusal}", candidate.host.name));
            continue;
        }
        let rank = (!candidate.has_pool, candidate.load(request), candidate.host.id);
        if best.is_none_or(|best| rank < best) {
            best = Some(rank);
        }
    }
    match (best, request.host) {
        (Some((_, _, host)), _) => Ok(host),
        (None, Some(host)) if refusals.is_empty() => Err(Error::not_found("host", host)),
        (None, _) if refusals.is_empty() => {
            Err(Error::unavailable("a host for the machine", "add one with Builder::hypervisor"))
        }
        (None, _) => Err(Error::unavailable("a host for the machine", refusals.join("; "))),
    }
}

/// The host for a new machine, whose memory counts as taken there from now on.
///
/// # Errors
/// As [`choose`].
pub(crate) async fn place(ports: &Ports, hosts: &HostLinks, request: &Request) -> Result<HostId> {
    let chosen = suggest(ports, hosts, request).await?;
    hosts.get(chosen)?.commit_mib(request.memory_mib.into());
    Ok(chosen)
}

/// The host that a new machine would go to.
///
/// # Errors
/// As [`choose`].
pub(super) async fn suggest(ports: &Ports, hosts: &HostLinks, request: &Request) -> Result<HostId> {
    let there = Query::of::<Host>().filter(Filter::ne("admin_state", AdminState::Removed)).limit(MAX_LIMIT);
    let candidates: Vec<Candidate> = Repository::<Host>::stream(ports.storage.clone(), there)
        .map_ok(|host| {
            let link = hosts.get(host.id).ok();
            Candidate {
                reachable: link.is_some(),
                has_pool: link.is_some_and(|link| link.default_pool.is_some()),
                committed_mib: link.map_or(0, |link| link.committed_mib()),
                host,
            }
        })
        .try_collect()
        .await?;
    choose(&candidates, request)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{clock::Timestamp, error::ErrorCode};

    fn candidate(number: u128) -> Candidate {
        Candidate {
            host: Host {
                id: HostId::from(Uuid::from_u128(number)),
                version: 1,
                name: format!("host-{number}"),
                adapter: "simulated".into(),
                uri: String::new(),
                hostname: None,
                hypervisor_version: None,
                cpus: None,
                memory_mib: Some(1000),
                accelerated: None,
                labels: BTreeMap::new(),
                admin_state: AdminState::Enabled,
                connection_state: ConnectionState::Online,
                seen_at: None,
                epoch: 1,
                created_at: Timestamp::EPOCH,
            },
            reachable: true,
            has_pool: true,
            committed_mib: 0,
        }
    }

    fn any(memory_mib: u32) -> Request {
        Request { memory_mib, ..Request::default() }
    }

    #[test]
    fn the_host_that_is_least_full_in_proportion_is_chosen() {
        let mut large = candidate(1);
        large.host.memory_mib = Some(10_000);
        large.committed_mib = 2_000;
        let mut small = candidate(2);
        small.committed_mib = 500;
        assert_eq!(choose(&[small, large.clone()], &any(100)).unwrap(), large.host.id);
    }

    #[test]
    fn of_equal_hosts_the_oldest_is_chosen_whatever_their_order() {
        let (first, second) = (candidate(1), candidate(2));
        for order in [[first.clone(), second.clone()], [second, first.clone()]] {
            assert_eq!(choose(&order, &any(1)).unwrap(), first.host.id);
        }
    }

    #[test]
    fn a_host_that_keeps_no_volumes_is_the_last_choice() {
        let mut bare = candidate(1);
        bare.has_pool = false;
        let mut full = candidate(2);
        full.committed_mib = 900;
        assert_eq!(choose(&[bare.clone(), full.clone()], &any(1)).unwrap(), full.host.id);
        assert_eq!(choose(&[bare.clone()], &any(1)).unwrap(), bare.host.id);
    }

    #[test]
    fn the_error_says_why_each_host_was_refused() {
        let mut cordoned = candidate(1);
        cordoned.host.admin_state = AdminState::Cordoned;
        let mut offline = candidate(2);
        offline.host.connection_state = ConnectionState::Offline;
        let mut elsewhere = candidate(3);
        elsewhere.reachable = false;
        let error = choose(&[cordoned, offline, elsewhere, candidate(4)], &any(2000)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Unavailable);
        assert_eq!(
            error.to_string(),
            "a host for the machine is not available; host-1 is cordoned; host-2 is offline; \
             host-3 was not opened by this process; host-4 has only 1000 MiB"
        );
    }

    #[test]
    fn only_hosts_that_carry_the_required_labels_are_chosen() {
        let mut fast = candidate(2);
        fast.host.labels.insert("disk".into(), "nvme".into());
        let labels = fast.host.labels.clone();
        let request = Request { labels, ..any(1) };
        assert_eq!(choose(&[candidate(1), fast.clone()], &request).unwrap(), fast.host.id);
        let refused = choose(&[candidate(1)], &request).unwrap_err();
        assert!(refused.to_string().ends_with("host-1 does not carry disk=nvme"), "{refused}");
    }

    #[test]
    fn a_required_host_is_taken_or_refused_but_never_replaced() {
        let (mut wanted, other) = (candidate(1), candidate(2));
        wanted.committed_mib = 999;
        let request = Request { host: Some(wanted.host.id), memory_mib: 10, ..Request::default() };
        assert_eq!(choose(&[wanted.clone(), other.clone()], &request).unwrap(), wanted.host.id);
        wanted.host.admin_state = AdminState::Maintenance;
        let refused = choose(&[wanted, other.clone()], &request).unwrap_err();
        assert!(refused.to_string().ends_with("host-1 is maintenance"), "{refused}");
        assert_eq!(choose(&[other], &request).unwrap_err().code(), ErrorCode::NotFound);
        assert_eq!(choose(&[], &any(1)).unwrap_err().code(), ErrorCode::Unavailable);
    }
}
