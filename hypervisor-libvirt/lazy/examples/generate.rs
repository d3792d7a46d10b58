//! Writes the list of libvirt's functions anew, after virt-sys has changed.

#[path = "../generator.rs"]
mod generator;

fn main() -> std::io::Result<()> {
    std::fs::write(generator::committed(), generator::generate())
}
