//! Doc comments as doc strings.

use std::fmt::Write as _;

use crate::docs;

/// A doc string, indented.
pub(super) fn docstring(out: &mut String, doc: &str, depth: usize) {
    let indent = "    ".repeat(depth);
    let doc = docs::plain(doc).replace('\\', "\\\\").replace("\"\"\"", "'''");
    let mut lines = doc.lines();
    let Some(first) = lines.next() else { return };
    let _ = write!(out, "{indent}\"\"\"{first}");
    let mut several = false;
    for line in lines {
        several = true;
        out.push('\n');
        if !line.is_empty() {
            let _ = write!(out, "{indent}{line}");
        }
    }
    if several {
        let _ = write!(out, "\n{indent}");
    }
    out.push_str("\"\"\"\n");
}
