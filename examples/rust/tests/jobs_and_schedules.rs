//! The third example runs, and says what it should.

use std::process::Command;

#[test]
fn jobs_are_tried_again_and_schedules_tick() {
    let run = Command::new(env!("CARGO_BIN_EXE_03-jobs-and-schedules")).output().expect("the example starts");
    let (out, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{errors}");
    for line in [
        "asked twice, enqueued once: true",
        "mail to ada, at attempt 2",
        "mail to bob, at attempt 2",
        "mail to cleo, at attempt 2",
        "mail to dora, at attempt 2",
        "the night shift counts its sales",
        "a dead letter to \"nobody\": nobody has no mailbox",
        "purged: 1",
    ] {
        assert!(out.contains(line), "{line:?} is missing in {out}");
    }
    assert_eq!(out.matches("mail to ada").count(), 1, "{out}");
    assert!(out.matches("the shop counts its sales").count() >= 2, "{out}");
}
