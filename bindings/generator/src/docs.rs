//! Doc comments, as languages beside Rust read them.

/// A doc comment without what is for Rust alone: its examples and the targets of its links.
pub(crate) fn plain(doc: &str) -> String {
    let prose: Vec<_> = doc.split("```").step_by(2).map(str::trim).filter(|part| !part.is_empty()).collect();
    let doc = prose.join("\n\n");
    let mut out = String::new();
    let mut rest = &*doc;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(']') else { break };
        let text = &rest[1..end];
        let after = &rest[end + 1..];
        let target = after.strip_prefix('(').and_then(|after| after.split_once(')')).map(|(_, after)| after);
        if text.starts_with('`') || target.is_some() {
            out.push_str(text);
            rest = target.unwrap_or(after);
        } else {
            out.push('[');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}
