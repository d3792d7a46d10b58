//! libvirt, loaded on first use.
