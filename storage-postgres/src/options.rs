//! How a database is reached.

use std::{borrow::Cow, time::Duration};

/// How a database is reached. TLS is a matter of the URL: `?sslmode=verify-full&sslrootcert=…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostgresOptions {
    /// The namespace of the tables, made when it is missing; `vmbay` unless told otherwise, so that a host application's
    /// tables may live beside them. At most 40 bytes.
    pub schema: Cow<'static, str>,
    /// The most connections at work at once; 16 unless told otherwise. One more listens.
    pub connections: usize,
    /// How many idle connections are kept; as many as may be at work unless told otherwise.
    pub idle: usize,
    /// How long a call goes on trying: for a free connection, through a restart of the server, and against others who
    /// are in the way. 10 seconds unless told otherwise.
    pub patience: Duration,
    /// How long opening one connection may take; 5 seconds unless told otherwise.
    pub connect_timeout: Duration,
    /// Whether a pooler that lends connections for a transaction at a time, such as `PgBouncer`, stands between. Then no
    /// state of a session is used: no named prepared statement, no LISTEN (others' commits are found by looking), and
    /// everything is within a transaction. Off unless told otherwise.
    pub pooler: bool,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            schema: Cow::Borrowed("vmbay"),
            connections: 16,
            idle: 16,
            patience: Duration::from_secs(10),
            connect_timeout: Duration::from_secs(5),
            pooler: false,
        }
    }
}
