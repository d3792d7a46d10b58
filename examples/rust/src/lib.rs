//! The numbered example programs of vmbay.
