//! Rules for what users type: names, labels, free text.

use std::{borrow::Cow, collections::BTreeMap};

use crate::error::{Error, Result};

/// The longest name, in bytes.
const NAME: usize = 63;
/// The longest description, in bytes.
const DESCRIPTION: usize = 4096;
/// The longest command line of a kernel, in bytes.
const COMMAND_LINE: usize = 2047;
/// The most labels on one entity.
const LABELS: usize = 64;
/// The longest value of a label, in bytes.
const LABEL_VALUE: usize = 255;
/// The largest metadata document, in bytes of JSON.
const METADATA: usize = 64 * 1024;

/// Checks a name: 1 to 63 characters `[A-Za-z0-9][A-Za-z0-9._-]*`, so that it can be a domain name, a file or an argument.
///
/// # Errors
/// `invalid_argument` with `field`.
pub(crate) fn check_name(field: impl Into<Cow<'static, str>>, name: &str) -> Result<()> {
    let mut bytes = name.bytes();
    let starts = bytes.next().is_some_and(|first| first.is_ascii_alphanumeric());
    let goes_on = bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    if starts && goes_on && name.len() <= NAME {
        return Ok(());
    }
    Err(Error::invalid(
        field,
        format!("must be 1 to {NAME} characters of A-Z a-z 0-9 . _ - and begin with a letter or digit"),
    ))
}

/// Checks free text: at most 4096 bytes, no NUL.
pub(crate) fn check_description(text: &str) -> Result<()> {
    if text.len() > DESCRIPTION || text.contains('\0') {
        return Err(Error::invalid(
            "description",
            format!("must be at most {DESCRIPTION} bytes without NUL"),
        ));
    }
    Ok(())
}

/// Checks a kernel's command line: at most 2047 bytes, which is what an x86 Linux kernel takes, on one line.
pub(crate) fn check_command_line(line: &str) -> Result<()> {
    if line.len() > COMMAND_LINE || line.chars().any(char::is_control) {
        return Err(Error::invalid(
            "command_line",
            format!("must be at most {COMMAND_LINE} bytes without control characters"),
        ));
    }
    Ok(())
}

/// Checks labels: at most 64, keys like names (a `/` may part a prefix), values at most 255 bytes without NUL.
pub(crate) fn check_labels(labels: &BTreeMap<String, String>) -> Result<()> {
    if labels.len() > LABELS {
        return Err(Error::invalid("labels", format!("must be at most {LABELS}")));
    }
    for (key, value) in labels {
        for part in key.splitn(2, '/') {
            check_name("labels", part)?;
        }
        if value.len() > LABEL_VALUE || value.contains('\0') {
            return Err(Error::invalid(
                format!("labels.{key}"),
                format!("must be at most {LABEL_VALUE} bytes without NUL"),
            ));
        }
    }
    Ok(())
}

/// Checks an application's metadata: at most 64 KiB of JSON.
pub(crate) fn check_metadata(metadata: &serde_json::Value) -> Result<()> {
    if metadata.to_string().len() > METADATA {
        return Err(Error::invalid("metadata", format!("must be at most {METADATA} bytes of JSON")));
    }
    Ok(())
}

/// Checks that a number lies within its bounds.
pub(crate) fn check_range<T: PartialOrd + std::fmt::Display>(
    field: &'static str,
    value: &T,
    bounds: std::ops::RangeInclusive<T>,
) -> Result<()> {
    if bounds.contains(value) {
        return Ok(());
    }
    Err(Error::invalid(field, format!("must be {} to {}, not {value}", bounds.start(), bounds.end())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn names_that_can_become_a_file_or_an_argument_pass() {
        for name in ["a", "web-1", "Web.1_b", &"x".repeat(63)] {
            check_name("name", name).unwrap();
        }
    }

    #[test]
    fn hostile_names_are_refused_with_their_field() {
        let long = "x".repeat(64);
        for name in ["", "-rf", ".hidden", "a b", "a/b", "a\0", "ü", "</name>", "$(x)", &long] {
            let error = check_name("name", name).unwrap_err();
            assert_eq!((error.code(), error.reason()), (ErrorCode::InvalidArgument, "name"), "{name:?}");
        }
    }

    #[test]
    fn a_label_may_have_one_prefix() {
        let label = |key: &str| BTreeMap::from([(key.to_owned(), "1".to_owned())]);
        check_labels(&label("example.org/env")).unwrap();
        assert!(check_labels(&label("a/b/c")).is_err());
        assert!(check_labels(&label("")).is_err());
    }
}
