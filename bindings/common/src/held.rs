//! What one call at a time uses, such as the place of a consumer.

use std::sync::Arc;

/// Something that one call at a time uses, and one call ends.
#[derive(Debug)]
pub struct Held<T>(Arc<tokio::sync::Mutex<Option<T>>>);

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Held<T> {
    /// Holds it.
    pub fn new(held: T) -> Self {
        Self(Arc::new(tokio::sync::Mutex::new(Some(held))))
    }

    /// The thing, for one call.
    pub async fn lock(&self) -> Lock<'_, T> {
        Lock(self.0.lock().await)
    }

    /// The thing, for its last call.
    ///
    /// # Errors
    /// `closed` after its last call.
    pub async fn take(&self) -> vmbay::Result<T> {
        self.0.lock().await.take().ok_or_else(released)
    }
}

/// The right to use something.
#[derive(Debug)]
pub struct Lock<'a, T>(tokio::sync::MutexGuard<'a, Option<T>>);

impl<T> Lock<'_, T> {
    /// The thing itself.
    ///
    /// # Errors
    /// `closed` after its last call.
    pub fn get(&mut self) -> vmbay::Result<&mut T> {
        self.0.as_mut().ok_or_else(released)
    }
}

fn released() -> vmbay::Error {
    vmbay::Error::closed("what was released")
}
