//! The second example runs, and says on both databases what it should.

use std::process::Command;

#[test]
fn an_entity_of_ones_own_works_in_memory_and_on_sqlite() {
    let run = Command::new(env!("CARGO_BIN_EXE_02-your-own-entity")).output().expect("the example starts");
    let (out, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{errors}");
    let parts: Vec<_> = out.split("On ").skip(1).collect();
    assert_eq!(parts.len(), 2, "{out}");
    for (part, storage) in parts.into_iter().zip(["memory:", "sqlite:"]) {
        assert!(part.starts_with(storage), "{out}");
        for line in [
            "ada has desk-1",
            "bob has to wait",
            "twice is once too often",
            "ada: 1 booking",
            "bob: 1 booking",
            "booking.begun  by person:bob",
        ] {
            assert!(part.contains(line), "{line:?} is missing in {out}");
        }
        assert!(!part.contains("should have been refused"), "{out}");
    }
}
