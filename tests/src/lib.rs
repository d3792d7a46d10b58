//! Integration tests of vmbay on real databases, hypervisors and guests.
