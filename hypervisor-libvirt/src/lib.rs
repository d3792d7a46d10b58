//! The libvirt hypervisor for vmbay.
