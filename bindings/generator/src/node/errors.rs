//! Errors: `errors.ts`.

use std::fmt::Write as _;

use super::{HEADER, comment};
use crate::model::Api;

/// A class for each code.
pub(super) fn write(api: &Api) -> String {
    let mut out = String::from(HEADER);
    out.push_str(
        r#"import type { Resource } from "./types";

/** Every error of the library. */
export class VmbayError extends Error {
  /** The code of every error of this class. */
  static readonly code: string = "";

  /** A stable name of what went wrong, the same in every language. */
  readonly code: string;
  /** The finer reason within the code: the argument, the verb, the permission … or the code itself. */
  readonly reason: string;
  /** Whether the same call may succeed later without a change by the caller. */
  readonly retryable: boolean;
  /** What it is about, where one thing can be named. */
  readonly resource: Resource | null;

  constructor(message: string, reason = "", retryable = false, resource: Resource | null = null) {
    super(message);
    this.code = new.target.code;
    this.reason = reason || this.code;
    this.retryable = retryable;
    this.resource = resource;
  }

  override get name(): string {
    return this.constructor.name;
  }
}
"#,
    );
    for code in &api.codes {
        out.push('\n');
        comment(&mut out, &code.doc, 0);
        let _ = writeln!(
            out,
            "export class {0}Error extends VmbayError {{\n  static override readonly code = \"{1}\";\n\n  \
             declare readonly code: \"{1}\";\n}}",
            code.name, code.text
        );
    }
    out.push_str("\n/** The class of each code. @internal */\nexport const BY_CODE: Readonly<Record<string, typeof VmbayError>> = {\n");
    for code in &api.codes {
        let _ = writeln!(out, "  {}: {}Error,", code.text, code.name);
    }
    out.push_str("};\n");
    out
}
