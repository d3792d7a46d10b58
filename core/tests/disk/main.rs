//! Images, volumes and storage pools as applications use them, on the memory adapter and the simulated hypervisor.

mod faults;
mod images;
mod pools;
mod volumes;
mod world;
