//! The derive macros of vmbay.
