//! libvirt's test driver: the adapter against the contract at a tenth of a millisecond a call.

use vmbay_tests::libvirt::TestDriverRig;

vmbay::hypervisor_conformance!(TestDriverRig::new());
