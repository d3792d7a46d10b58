//! Exceptions: `errors.py`.

use std::fmt::Write as _;

use super::{HEADER, text::docstring};
use crate::{
    model::Api,
    refusal::{Refusal, Result},
};

/// The builtin that a reader expects an error of a code to be too.
const BUILTINS: [(&str, &str); 21] = [
    ("invalid_argument", "ValueError"),
    ("not_found", "LookupError"),
    ("already_exists", "ValueError"),
    ("conflict", "RuntimeError"),
    ("in_use", "RuntimeError"),
    ("illegal_transition", "RuntimeError"),
    ("locked", "RuntimeError"),
    ("idempotency_conflict", "ValueError"),
    ("permission_denied", "PermissionError"),
    ("exhausted", "RuntimeError"),
    ("unsupported", "NotImplementedError"),
    ("unavailable", "ConnectionError"),
    ("timed_out", "TimeoutError"),
    ("unknown_outcome", "RuntimeError"),
    ("cancelled", "RuntimeError"),
    ("guest_failed", "RuntimeError"),
    ("hypervisor_failed", "RuntimeError"),
    ("storage_failed", "RuntimeError"),
    ("out_of_space", "OSError"),
    ("corrupt", "RuntimeError"),
    ("closed", "RuntimeError"),
];

/// A class for each code, which is also the builtin that fits.
pub(super) fn write(api: &Api) -> Result<String> {
    let mut out = format!(
        "\"\"\"What goes wrong: a class for each code, which is also the builtin that fits.\"\"\"\n{HEADER}\n"
    );
    out.push_str(
        "from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from vmbay import Resource\n\n\n\
         class VmbayError(Exception):\n    \"\"\"Every error of the library.\"\"\"\n\n    code: str = \"\"\n    \"\"\"A stable name of what went wrong, the same in every language.\"\"\"\n\n    \
         reason: str\n    \"\"\"The finer reason within the code: the argument, the verb, the permission … or the code itself.\"\"\"\n\n    \
         retryable: bool\n    \"\"\"Whether the same call may succeed later without a change by the caller.\"\"\"\n\n    \
         resource: Resource | None\n    \"\"\"What it is about, where one thing can be named.\"\"\"\n\n    \
         def __init__(\n        self,\n        message: str,\n        reason: str = \"\",\n        retryable: bool = False,\n        resource: Resource | None = None,\n    ) -> None:\n        \
         super().__init__(message)\n        self.reason = reason or self.code\n        self.retryable = retryable\n        self.resource = resource\n\n    \
         def __reduce__(self) -> tuple[type[VmbayError], tuple[str, str, bool, Resource | None]]:\n        \
         return (type(self), (str(self), self.reason, self.retryable, self.resource))\n",
    );
    for code in &api.codes {
        let builtin = BUILTINS.iter().find(|(known, _)| *known == code.text);
        let Some((_, builtin)) = builtin else {
            return Err(Refusal::of(format_args!("the code `{}` has no builtin in BUILTINS", code.text)));
        };
        put!(out, "\n\nclass {}Error(VmbayError, {builtin}):", code.name);
        docstring(&mut out, &code.doc, 1);
        put!(out, "\n    code = \"{}\"", code.text);
    }
    put!(out, "\n\nBY_CODE: dict[str, type[VmbayError]] = {{");
    for code in &api.codes {
        put!(out, "    \"{}\": {}Error,", code.text, code.name);
    }
    put!(out, "}}\n\n__all__ = [");
    for name in names(api) {
        put!(out, "    \"{name}\",");
    }
    put!(out, "]");
    Ok(out)
}

/// The names that it gives.
pub(super) fn names(api: &Api) -> Vec<String> {
    let classes = api.codes.iter().map(|code| format!("{}Error", code.name));
    ["VmbayError".to_owned()].into_iter().chain(classes).collect()
}
