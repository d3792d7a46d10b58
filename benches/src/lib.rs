//! Benchmarks of vmbay as ratios to the raw drivers.
