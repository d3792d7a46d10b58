//! The one port that every operation passes.

use std::fmt;

use async_trait::async_trait;

use super::context::{Context, Scope};
use crate::error::Result;

/// What an operation needs, as `resource:verb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Permission(&'static str);

impl Permission {
    /// The permission `name`, as `machine:start`.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Decides whether an actor may do something, and how far.
///
/// # Behavior
/// - The answer is never wider than the context's own scope: the library takes the common part of both.
/// - A refusal is `permission_denied`.
#[async_trait]
pub trait Policy: fmt::Debug + Send + Sync + 'static {
    /// The scope within which `context` may use `permission`.
    async fn authorize(&self, context: &Context, permission: Permission) -> Result<Scope>;
}

/// The policy that refuses nothing: whoever holds the handle may use it, within the context's scope.
#[derive(Clone, Copy, Debug, Default)]
pub struct AllowAll;

#[async_trait]
impl Policy for AllowAll {
    async fn authorize(&self, context: &Context, _permission: Permission) -> Result<Scope> {
        Ok(context.scope)
    }
}
