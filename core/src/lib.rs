//! Virtual-machine management as an embeddable library.
