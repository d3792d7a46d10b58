//! The fourth example runs, on both databases, and says what it should.

use std::process::Command;

fn shows_a_take_over(arguments: &[&str]) {
    let run = Command::new(env!("CARGO_BIN_EXE_04-many-processes"))
        .args(arguments)
        .output()
        .expect("the example starts");
    let (out, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{errors}");
    for line in [
        "the first holds \"picture-index\" with fence",
        "the second begins picture",
        "the second was killed in the middle of it",
        "all 6 pictures are done",
        "\"the third\"",
    ] {
        assert!(out.contains(line), "{line:?} is missing in {out}");
    }
    assert!(!out.contains("\"the second\""), "what it began was taken over: {out}");
}

#[test]
fn processes_share_the_work_on_sqlite_and_take_over_from_a_killed_one() {
    shows_a_take_over(&[]);
}

#[test]
fn processes_share_the_work_on_postgres_and_take_over_from_a_killed_one() {
    // Of its own: the example uses the database as it comes.
    let server = vmbay_test_postgres::Server::start(&[]);
    shows_a_take_over(&[&server.url()]);
}
