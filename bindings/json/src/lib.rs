//! The public API as JSON: every service is an [`Object`] whose verbs take one JSON object and give JSON.
//!
//! It is what the Node package speaks to and what the scenarios under `tests` are written in; `bindings/api.json` has the
//! schema of every input and output.
//!
//! | value | given | taken |
//! |---|---|---|
//! | name | `camelCase` | the same |
//! | time | microseconds since 1970 | RFC 3339, or `{"$date": milliseconds}` |
//! | duration | milliseconds, under a name that ends in `Ms` | the same |
//! | bytes | Base64 | `{"$bytes": Base64}` |
//! | size in bytes | a number, or its digits as text above 2⁵³ | a number, or `{"$int": digits}` |
//! | value of several kinds | an object with its kind as `type` | the same |
//!
//! That is the [form](Form) of objects, which the schemas tell. In that of rows, which Node's half in TypeScript reads, a record
//! is an array of what its fields hold.
//!
//! What is taken is marked where JSON alone would confuse two types of a caller's language. A key of the caller's own
//! that begins with `$` is therefore written with one more.
//!
//! ```
//! use vmbay_bindings_common::OpenOptions;
//! use vmbay_bindings_json::{Answer, Arguments, Form, Object};
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let hypervisors = [("local".to_owned(), "simulated:".to_owned())].into();
//! let options = OpenOptions { hypervisors, ..OpenOptions::default() };
//! let bay = vmbay_bindings_common::open("memory:", options, |builder| builder).await?;
//! let machines = bay.member("machines").ok_or("a bay has machines")?;
//! let arguments = Arguments::parse(r#"{"name": "web-1", "memoryMib": 256}"#)?;
//! let Answer::Text(made) = machines.call("create", arguments, Form::Objects)? else {
//!     return Err("a machine is a value".into());
//! };
//! assert!(made.await?.contains(r#""name":"web-1""#));
//! # Ok(()) }
//! ```

#[rustfmt::skip]
mod generated;
mod object;
mod read;
mod write;

pub use self::{
    object::{Answer, Object, failure},
    read::{Arguments, FromJson, Refusal},
    write::{Form, ToJson, to_json},
};
