//! The committed list of functions and the bindings say the same.

#[path = "../generator.rs"]
mod generator;

#[test]
fn the_committed_functions_equal_the_bindings() {
    let committed = std::fs::read_to_string(generator::committed()).unwrap();
    assert!(
        committed == generator::generate(),
        "functions.rs is out of date: run `cargo run -p vmbay-libvirt-lazy --example generate`"
    );
}
