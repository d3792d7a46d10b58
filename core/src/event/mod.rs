//! The outbox: events that commit with what they tell, and the streams that read them.
//!
//! A consumer keeps the [`EventToken`] of the last event it handled and asks for what comes after it. It can stop, crash
//! and come back with no loss and no duplicate; where events were pruned meanwhile it is told of the [`Gap`]. A named
//! [`Consumer`] has the database keep its token, and one process at a time handle what comes.

mod consumer;
mod record;
mod service;
mod token;

pub(crate) use self::consumer::lags;
pub use self::{
    consumer::{Consumer, ConsumerLag, ConsumerOptions, ConsumerQuery, ConsumerRecord, Consumers},
    record::{Cause, Event},
    service::{EventItem, EventPage, EventQuery, Events, Gap},
    token::EventToken,
};
