//! The outbox: events that commit with what they tell, and the streams that read them.

mod record;

pub use record::Event;
