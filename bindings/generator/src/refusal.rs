//! What the generator cannot map, with the place where it stands.

use std::{fmt, path::Path};

use proc_macro2::Span;

/// A refusal: `core/src/compute/service.rs:42: why`.
#[derive(Debug)]
pub(crate) struct Refusal(String);

pub(crate) type Result<T> = std::result::Result<T, Refusal>;

impl Refusal {
    /// Refuses what stands at `span` of `file`.
    pub(crate) fn at(file: &Path, span: Span, why: impl fmt::Display) -> Self {
        Self(format!("{}:{}: {why}", file.display(), span.start().line))
    }

    /// Refuses something that has no place.
    pub(crate) fn of(why: impl fmt::Display) -> Self {
        Self(why.to_string())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
