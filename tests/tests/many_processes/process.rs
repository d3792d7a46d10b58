//! A process of a test: the test runs itself again, told by a variable what it is to be.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde::{Serialize, de::DeserializeOwned};

/// How long something may take that is sure to happen, on a machine with much else to do.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
/// Tells a process what it is to be.
const ROLE: &str = "VMBAY_ROLE";

/// What this process is to be, if it is not the test itself.
#[expect(clippy::disallowed_methods, reason = "a process of a test is told so by its environment")]
pub(crate) fn told<T: DeserializeOwned>() -> Option<T> {
    env::var(ROLE).ok().map(|text| serde_json::from_str(&text).unwrap())
}

/// A process, from outside. Killed when dropped.
pub(crate) struct Process {
    child: Child,
    stderr: PathBuf,
}

impl Process {
    /// Starts `test` again as the process `number`.
    pub(crate) fn begin(test: &str, folder: &Path, number: u32, role: &impl Serialize) -> Self {
        let stderr = folder.join(format!("{number}.stderr"));
        let child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture", test])
            .env(ROLE, serde_json::to_string(role).unwrap())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&stderr).unwrap())
            .spawn()
            .unwrap();
        Self { child, stderr }
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.stderr).unwrap()
    }

    /// Kills it, as `kill -9` does; it was alive.
    pub(crate) fn kill(mut self) {
        let ended = self.child.try_wait().unwrap();
        assert!(ended.is_none(), "it ended by itself: {}", self.said());
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for its end, which is a good one.
    pub(crate) async fn end(mut self) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not stop: {}", self.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert!(status.success(), "{}", self.said());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Of a test that failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
