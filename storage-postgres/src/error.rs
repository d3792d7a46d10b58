//! From PostgreSQL's errors to the library's.

use sqlx::{Error as Sql, postgres::PgDatabaseError, postgres::PgSeverity::Fatal};
use vmbay::{
    Error,
    storage::{Schema, sql::Refusal},
};

/// The error of a call that was to do `what`, such as `read`.
pub fn failed(what: &'static str, error: Sql) -> Error {
    let unavailable = |what: &'static str, mend: &'static str, error: Sql| Error::Unavailable {
        what: what.into(),
        mend: mend.into(),
        source: Some(error.into()),
    };
    match code(&error).map(str::to_owned).as_deref() {
        Some("53100") => Error::OutOfSpace { what: "the database".into(), source: Some(error.into()) },
        Some("53300") => {
            unavailable("a connection", "raise the server's max_connections or ask for fewer", error)
        }
        Some(code) if code.starts_with("28") => {
            unavailable("the database", "check the user and the password in its URL", error)
        }
        Some("3D000") => unavailable("the database", "create it, or check its name in the URL", error),
        Some("42501") => unavailable("the database", "grant the user what it may not do yet", error),
        Some("42P01" | "3F000") => unavailable("a table", "run the migrations", error),
        Some("25006") => unavailable("the database", "it is read-only: use the primary", error),
        Some("57P01" | "57P02" | "57P03") => unavailable("the server", "it restarts: try again", error),
        Some("08P01") => unavailable("the database", "see whether the pooler reaches its server", error),
        Some("XX001" | "XX002") => Error::corrupt("the database", format!("PostgreSQL says: {error}")),
        None if matches!(error, Sql::Configuration(_)) => {
            Error::invalid("url", format!("is not one of PostgreSQL: {error}"))
        }
        None if matches!(error, Sql::ColumnDecode { .. }) => {
            Error::corrupt("a stored value", error.to_string())
        }
        None if is_broken(&error) => {
            unavailable("the database", "check that the server runs where the URL says", error)
        }
        _ => Error::StorageFailed {
            adapter: "postgres",
            what: what.into(),
            retryable: is_in_the_way(&error),
            source: error.into(),
        },
    }
}

/// The SQLSTATE, when the server answered.
fn code(error: &Sql) -> Option<&str> {
    answer(error).map(PgDatabaseError::code)
}

fn answer(error: &Sql) -> Option<&PgDatabaseError> {
    error.as_database_error()?.try_downcast_ref()
}

/// Whether the connection is of no more use: it broke, or these are the last words of a server or a pooler.
pub(crate) fn is_broken(error: &Sql) -> bool {
    match answer(error) {
        Some(answer) => answer.severity() == Fatal,
        None => matches!(error, Sql::Io(_) | Sql::Tls(_) | Sql::Protocol(_) | Sql::WorkerCrashed),
    }
}

/// Whether the server may yet come up, perhaps behind a pooler, or have a connection to spare.
pub(crate) fn is_temporary(error: &Sql) -> bool {
    matches!(code(error), Some("57P01" | "57P02" | "57P03" | "53300" | "08P01"))
        || matches!(error, Sql::Io(_))
}

/// Whether the server rolled back because of another transaction: the same again may succeed.
pub(crate) fn is_in_the_way(error: &Sql) -> bool {
    matches!(code(error), Some("40001" | "40P01" | "55P03"))
}

/// Why a change was refused, if it was for what it is.
pub(crate) fn refusal(error: &Sql, schema: &'static Schema) -> Option<Refusal> {
    let answer = answer(error)?;
    match answer.code() {
        "23505" => Some(Refusal::Taken(taken(answer))),
        "23503" => {
            let broken =
                |column: &str| answer.constraint() == Some(&*format!("{}_{column}_fkey", schema.table));
            let reference = schema.references.iter().find(|reference| broken(reference.column));
            Some(Refusal::Reference(reference))
        }
        _ => None,
    }
}

/// The columns of the unique index that refused a row. `Key (project_id, name)=(…) already exists.`, in any language.
fn taken(answer: &PgDatabaseError) -> String {
    let columns = answer.detail().and_then(|detail| Some(detail.split_once('(')?.1.split_once(")=")?.0));
    columns.or(answer.constraint()).unwrap_or_default().to_owned()
}
