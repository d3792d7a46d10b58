//! libvirt's bulk call as C programs make it: `virt`'s own does not free what it returns.
#![allow(unsafe_code, reason = "it goes through virt-sys")]

use std::ptr::null_mut;

use virt::connect::Connect;
use virt_sys as sys;

/// What the adapter asks for in a full poll.
pub(crate) const ALL_STATS: sys::virDomainStatsTypes = sys::VIR_DOMAIN_STATS_STATE
    | sys::VIR_DOMAIN_STATS_CPU_TOTAL
    | sys::VIR_DOMAIN_STATS_BALLOON
    | sys::VIR_DOMAIN_STATS_VCPU
    | sys::VIR_DOMAIN_STATS_INTERFACE
    | sys::VIR_DOMAIN_STATS_BLOCK;

/// Asks for the statistics of every domain that `flags` select, and says how many there were.
pub(crate) fn stats(
    connect: &Connect,
    groups: sys::virDomainStatsTypes,
    flags: sys::virConnectGetAllDomainStatsFlags,
) -> Option<usize> {
    let mut records = null_mut();
    // SAFETY: the connection is open, and libvirt writes a list to `records` that it frees itself in the second call.
    let count = unsafe {
        let count = sys::virConnectGetAllDomainStats(connect.as_ptr(), groups, &raw mut records, flags);
        sys::virDomainStatsRecordListFree(records);
        count
    };
    usize::try_from(count).ok()
}
