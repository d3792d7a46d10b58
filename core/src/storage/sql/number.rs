//! The order of events, on a database whose transactions commit side by side.
//!
//! A number drawn from a sequence is no order of commits: a transaction may draw 7, another 8 and commit, and a reader who
//! has come to 8 would never see the 7 that commits later. To make writers commit one by one would be an order, but all of
//! them would wait for the disk, and for the longest transaction of any application beside us. To show readers only what
//! lies below the oldest running transaction would hide what has been acknowledged, for as long as anybody's runs.
//!
//! So events get their numbers after they are committed. A new event has a negative `sequence`, its place in a queue.
//! Whoever reads events first gives the committed ones their numbers, in the order of their places, under a lock that is
//! taken and released by the server within one request: a number is visible only when every lower one is, and no writer
//! waits for anything. The places follow the order of the units that touch the same row, as they are drawn when the unit
//! holds all its rows.

use super::{Dialect, Statement};
use crate::{
    event::Event,
    storage::{Entity, Filter, Query},
};

/// The query narrowed to events that have a number; none when it is not about events.
pub fn numbered(query: &Query) -> Option<Query> {
    let is_of_events = query.schema.table == Event::SCHEMA.table;
    is_of_events.then(|| query.clone().filter(Filter::gt("sequence", 0_i64)))
}

/// Returns a [`NUMBER`](super::NUMBER) if committed events wait for theirs.
pub fn unnumbered(dialect: &Dialect) -> Statement<'static> {
    let events = dialect.table(Event::SCHEMA.table);
    Statement {
        text: format!("SELECT sequence FROM {events} WHERE sequence < 0 LIMIT 1"),
        values: Vec::new(),
    }
}

/// Gives committed events their numbers, as a script for PostgreSQL. It may as well run twice.
pub fn give_numbers(dialect: &Dialect) -> String {
    let [events, numbers] = [Event::SCHEMA.table, "event_numbers"].map(|table| dialect.table(table));
    // Each statement sees what was committed before it began: the second, all that the lock was waited for.
    format!(
        "BEGIN ISOLATION LEVEL READ COMMITTED;
        SELECT pg_advisory_xact_lock(hashtextextended('vmbay numbers ' || $vmbay${events}$vmbay$, 0));
        WITH waiting AS MATERIALIZED (
            SELECT sequence AS place FROM {events} WHERE sequence < 0 ORDER BY sequence DESC
        ), numbered AS MATERIALIZED (SELECT place, nextval($vmbay${numbers}$vmbay$) AS number FROM waiting)
        UPDATE {events} SET sequence = number FROM numbered WHERE sequence = place;
        COMMIT"
    )
}
