//! The calls that `virt` lacks or gets wrong: bulk statistics, whose records it leaks, and a state whose failure it hides.
#![allow(unsafe_code, reason = "see above: these go through virt-sys")]

use std::ffi::{CStr, c_int, c_uint};
use std::ptr::null_mut;
use std::slice;

use uuid::Uuid;
use virt::connect::Connect;
use virt::domain::Domain;
use virt::error::Error as VirtError;
use virt_sys as sys;

use crate::session::uuid_of;

/// The values that libvirt reports of one domain.
pub(crate) struct Record<'a> {
    pub(crate) domain: Uuid,
    values: &'a [sys::virTypedParameter],
}

impl Record<'_> {
    /// A value by its name, such as `state.state`.
    pub(crate) fn get(&self, name: &str) -> Option<u64> {
        self.named().find(|(key, _)| *key == name.as_bytes()).and_then(|(_, value)| value)
    }

    /// The sum of the values whose names begin and end so, such as `block.` … `.rd.bytes`.
    pub(crate) fn sum(&self, prefix: &str, suffix: &str) -> Option<u64> {
        let matching = self
            .named()
            .filter(|(key, _)| key.starts_with(prefix.as_bytes()) && key.ends_with(suffix.as_bytes()));
        matching.filter_map(|(_, value)| value).reduce(u64::saturating_add)
    }

    fn named(&self) -> impl Iterator<Item = (&[u8], Option<u64>)> {
        self.values.iter().map(|parameter| {
            // SAFETY: libvirt ends every name with a NUL within the field.
            let name = unsafe { CStr::from_ptr(parameter.field.as_ptr()) };
            (name.to_bytes(), number(parameter))
        })
    }
}

fn number(parameter: &sys::virTypedParameter) -> Option<u64> {
    // SAFETY: the type says which member of the union libvirt wrote.
    unsafe {
        match parameter.type_.unsigned_abs() {
            sys::VIR_TYPED_PARAM_INT => u64::try_from(parameter.value.i).ok(),
            sys::VIR_TYPED_PARAM_UINT => Some(parameter.value.ui.into()),
            sys::VIR_TYPED_PARAM_LLONG => u64::try_from(parameter.value.l).ok(),
            sys::VIR_TYPED_PARAM_ULLONG => Some(parameter.value.ul),
            _ => None,
        }
    }
}

/// Asks for the statistics of every domain that `flags` select, in one call, and shows each record to `visit`.
pub(crate) fn for_each_stats(
    connect: &Connect,
    stats: sys::virDomainStatsTypes,
    flags: sys::virConnectGetAllDomainStatsFlags,
    mut visit: impl FnMut(&Record<'_>),
) -> Result<(), VirtError> {
    let mut records = Records(null_mut());
    // SAFETY: the connection is open and `records` receives a list that we free.
    let count = unsafe {
        sys::virConnectGetAllDomainStats(
            connect.as_ptr(),
            stats as c_uint,
            &raw mut records.0,
            flags as c_uint,
        )
    };
    let count = usize::try_from(count).map_err(|_| VirtError::last_error())?;
    for index in 0..count {
        // SAFETY: the list has `count` records, each with a live domain and `nparams` values, until it is freed.
        let record = unsafe {
            let record = &**records.0.add(index);
            let length = usize::try_from(record.nparams).unwrap_or(0);
            let values = if length == 0 { &[] } else { slice::from_raw_parts(record.params, length) };
            Record { domain: uuid_of(record.dom), values }
        };
        visit(&record);
    }
    Ok(())
}

/// A list of records that frees itself.
struct Records(*mut sys::virDomainStatsRecordPtr);

impl Drop for Records {
    fn drop(&mut self) {
        // SAFETY: libvirt's own list or null, which it accepts.
        unsafe { sys::virDomainStatsRecordListFree(self.0) };
    }
}

/// The state of a domain and its reason, as libvirt numbers them.
pub(crate) fn state(domain: &Domain) -> Result<(u64, u64), VirtError> {
    let (mut state, mut reason): (c_int, c_int) = (0, 0);
    // SAFETY: the domain is live and both pointers are ours.
    if unsafe { sys::virDomainGetState(domain.as_ptr(), &raw mut state, &raw mut reason, 0) } < 0 {
        return Err(VirtError::last_error());
    }
    Ok((state.unsigned_abs().into(), reason.unsigned_abs().into()))
}
