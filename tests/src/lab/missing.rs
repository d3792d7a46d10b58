//! What could not be tested here.

use super::repository;
use std::{fs, io::Write as _};

/// Notes that `what` was not tested, and `why`, in words that say how to enable it. `make test` prints the list at its end. Where
/// `CI` is set nothing may be missing, and the test fails.
#[track_caller]
pub fn not_run(what: &str, why: &str) {
    assert!(std::env::var_os("CI").is_none(), "{what} must run in CI: {why}");
    let directory = repository().join(".cache");
    fs::create_dir_all(&directory).expect("the repository is writable");
    let list = fs::File::options().create(true).append(true).open(directory.join("not-run"));
    // One write, so that lines of tests that run side by side stay whole.
    list.and_then(|mut file| file.write_all(format!("{what}: {why}\n").as_bytes()))
        .expect("the repository is writable");
    eprintln!("not run: {what}: {why}");
}
