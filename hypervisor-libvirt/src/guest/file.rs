//! Files in the guest.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use vmbay::Result;

use super::{Agent, CHUNK};

impl Agent {
    /// Reads a file in chunks.
    pub(crate) async fn read_file(&self, path: &str) -> Result<BoxStream<'static, Result<Bytes>>> {
        let file = self.open(path, "r").await?;
        let chunks = stream::unfold(Some(file), async |file| {
            let file = file?;
            match file.read().await {
                Ok((chunk, end)) if end && chunk.is_empty() => {
                    file.close().await.err().map(|error| (Err(error), None))
                }
                Ok((chunk, _)) => Some((Ok(chunk), Some(file))),
                Err(error) => Some((Err(error), None)),
            }
        });
        Ok(chunks.boxed())
    }

    /// Writes a file, replacing what was there.
    pub(crate) async fn write_file(&self, path: &str, content: &[u8]) -> Result<()> {
        let file = self.open(path, "w").await?;
        for chunk in content.chunks(CHUNK) {
            file.write(chunk).await?;
        }
        file.close().await
    }

    pub(super) async fn open(&self, path: &str, mode: &'static str) -> Result<OpenFile> {
        let handle = self.command("guest-file-open", json!({ "path": path, "mode": mode })).await?;
        Ok(OpenFile { agent: self.clone(), handle: Some(handle) })
    }
}

/// A file that the agent holds open, and closes when this is dropped.
pub(super) struct OpenFile {
    agent: Agent,
    handle: Option<i64>,
}

#[derive(Deserialize)]
struct Read {
    #[serde(rename = "buf-b64")]
    content: String,
    eof: bool,
}

#[derive(Deserialize)]
struct Written {
    count: usize,
}

impl OpenFile {
    /// The next bytes, and whether the end was met.
    pub(super) async fn read(&self) -> Result<(Bytes, bool)> {
        let read: Read =
            self.agent.command("guest-file-read", json!({ "handle": self.handle, "count": CHUNK })).await?;
        let bytes = STANDARD.decode(read.content).map_err(|error| self.agent.failed(error.to_string()))?;
        Ok((bytes.into(), read.eof))
    }

    /// Goes to `offset` bytes behind the beginning.
    pub(super) async fn seek(&self, offset: usize) -> Result<()> {
        if offset > 0 {
            let arguments = json!({ "handle": self.handle, "offset": offset, "whence": "set" });
            let _: Value = self.agent.command("guest-file-seek", arguments).await?;
        }
        Ok(())
    }

    async fn write(&self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let arguments = json!({ "handle": self.handle, "buf-b64": STANDARD.encode(bytes) });
            let written: Written = self.agent.command("guest-file-write", arguments).await?;
            if written.count == 0 {
                return Err(self.agent.failed("it wrote nothing"));
            }
            bytes = bytes.get(written.count..).unwrap_or_default();
        }
        Ok(())
    }

    /// Closes the file; what was buffered and cannot be written shows here.
    pub(super) async fn close(mut self) -> Result<()> {
        let _: Value =
            self.agent.command("guest-file-close", json!({ "handle": self.handle.take() })).await?;
        Ok(())
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.take() {
            self.agent.tell("guest-file-close", json!({ "handle": handle }));
        }
    }
}
