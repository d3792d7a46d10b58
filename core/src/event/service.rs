//! Reading events: pages, live streams, retention.

use std::{collections::VecDeque, time::Duration};

use futures::stream::{BoxStream, StreamExt};
use uuid::Uuid;

use super::{record::Event, token::EventToken};
use crate::{
    access::{Caller, Permission, Scope},
    clock::Timestamp,
    error::{Error, Result},
    observe::Setting,
    page::{DEFAULT_LIMIT, MAX_LIMIT},
    storage::{Changes, Direction, Entity, Filter, Query, Repository},
};

/// The setting that holds the highest sequence ever pruned.
const FLOOR: &str = "events.floor";
/// How often a live stream looks without being woken: the longest delay of an event committed by another process
/// through a database that cannot tell.
pub(super) const POLL: Duration = Duration::from_millis(500);

/// Which events to read.
#[derive(Clone, Debug, PartialEq)]
pub struct EventQuery {
    /// Only events after this place.
    pub after: EventToken,
    /// Only topics that begin with this: `machine.` or `machine.created`.
    pub topic: Option<String>,
    /// Only events of this entity.
    pub entity_id: Option<Uuid>,
    /// At most this many in one page: 1 to [`MAX_LIMIT`].
    pub limit: u32,
}

impl Default for EventQuery {
    fn default() -> Self {
        Self::after(EventToken::default())
    }
}

impl EventQuery {
    /// Everything after `token`.
    pub fn after(token: EventToken) -> Self {
        Self { after: token, topic: None, entity_id: None, limit: DEFAULT_LIMIT }
    }

    /// Only topics that begin with `prefix`.
    pub fn topic(mut self, prefix: impl Into<String>) -> Self {
        self.topic = Some(prefix.into());
        self
    }

    /// Only events of this entity.
    pub fn entity(mut self, id: impl Into<Uuid>) -> Self {
        self.entity_id = Some(id.into());
        self
    }

    /// At most `limit` events in one page.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    fn query(&self, scope: Scope) -> Query {
        let mut filter = Filter::gt("sequence", self.after.sequence());
        if let Some(prefix) = &self.topic {
            filter = filter.and(Filter::prefix("topic", prefix));
        }
        if let Some(entity) = self.entity_id {
            filter = filter.and(Filter::eq("entity_id", entity));
        }
        Query::of::<Event>()
            .filter(filter.and(scope.filter(Event::SCHEMA)))
            .order_by("sequence", Direction::Ascending)
            .limit(self.limit)
    }
}

/// Events that are gone: they were pruned before the consumer came to read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The place after which events are missing.
    pub after: EventToken,
    /// The last missing one.
    pub until: EventToken,
}

/// One page of events, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPage {
    /// What was pruned before the first of them, if anything was.
    pub gap: Option<Gap>,
    /// The events.
    pub events: Vec<Event>,
    /// Where to go on.
    pub token: EventToken,
}

impl IntoIterator for EventPage {
    type Item = Event;
    type IntoIter = std::vec::IntoIter<Event>;
    fn into_iter(self) -> Self::IntoIter {
        self.events.into_iter()
    }
}

/// What a live stream yields.
#[derive(Clone, Debug, PartialEq)]
pub enum EventItem {
    /// An event.
    Event(Box<Event>),
    /// Events that are gone.
    Gap(Gap),
}

impl Event {
    /// The place just after this event.
    pub fn token(&self) -> EventToken {
        EventToken::at(self.sequence)
    }
}

impl Gap {
    /// The place just after what is missing: where whoever read of it goes on.
    pub fn token(&self) -> EventToken {
        self.until
    }
}

/// The stream of events: [`Vmbay::events`](crate::Vmbay::events).
#[derive(Clone, Debug)]
pub struct Events {
    caller: Caller,
}

impl Events {
    /// The stream as `caller` may see it.
    pub fn new(caller: Caller) -> Self {
        Self { caller }
    }

    /// The place after the newest event: what a consumer starts from that cares only for what is to come.
    pub async fn latest(&self) -> Result<EventToken> {
        let scope = self.caller.authorize(Permission::new("event:list")).await?;
        let newest = Query::of::<Event>()
            .filter(scope.filter(Event::SCHEMA))
            .order_by("sequence", Direction::Descending)
            .limit(1);
        let page = Repository::<Event>::list(&*self.caller.ports.storage, &newest).await?;
        match page.items.first() {
            Some(event) => Ok(event.token()),
            None => self.floor().await,
        }
    }

    /// The newest event of all, and the place up to which events were pruned.
    pub(crate) async fn extent(&self) -> Result<(Option<Event>, EventToken)> {
        let newest = Query::of::<Event>().order_by("sequence", Direction::Descending).limit(1);
        let page = Repository::<Event>::list(&*self.caller.ports.storage, &newest).await?;
        Ok((page.items.into_iter().next(), self.floor().await?))
    }

    /// A page of the events after a place.
    ///
    /// # Errors
    /// `invalid_argument` for a limit out of range.
    pub async fn list(&self, query: EventQuery) -> Result<EventPage> {
        let scope = self.caller.authorize(Permission::new("event:list")).await?;
        self.page(scope, &query).await
    }

    /// Every event after a place, then every new one as it commits, without end. Dropping the stream ends it; a token
    /// of any event it yielded resumes it.
    pub fn stream(&self, query: EventQuery) -> BoxStream<'static, Result<EventItem>> {
        let state = Live {
            events: self.clone(),
            wake: self.caller.ports.storage.watch(),
            query,
            buffer: VecDeque::new(),
        };
        futures::stream::unfold(Some(state), |state| async move {
            let mut state = state?;
            match state.next().await {
                Ok(item) => Some((Ok(item), Some(state))),
                Err(error) => Some((Err(error), None)),
            }
        })
        .boxed()
    }

    /// Removes the events before `time`, of the whole installation, and says how many. Consumers that had not read them
    /// are told of the gap; [`Consumers::list`](super::Consumers::list) tells beforehand which of the named ones would be.
    pub async fn prune(&self, before: Timestamp) -> Result<u64> {
        self.caller.authorize_all(Permission::new("event:prune")).await?;
        let storage = &self.caller.ports.storage;
        let oldest = Query::of::<Event>().order_by("sequence", Direction::Ascending).limit(MAX_LIMIT);
        let mut pruned = 0;
        loop {
            let page = Repository::<Event>::list(&**storage, &oldest).await?;
            let old: Vec<&Event> = page.items.iter().take_while(|event| event.at < before).collect();
            let Some(last) = old.last() else { return Ok(pruned) };
            let changes = old.iter().fold(Changes::new(), |changes, event| changes.delete(*event));
            let changes = self.raise_floor(changes, last.sequence).await?;
            match storage.commit(changes).await {
                Ok(()) => pruned += old.len() as u64,
                // Another process prunes too: look again.
                Err(Error::Conflict { .. } | Error::NotFound { .. } | Error::AlreadyExists { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }

    pub(super) fn caller(&self) -> &Caller {
        &self.caller
    }

    pub(super) async fn page(&self, scope: Scope, query: &EventQuery) -> Result<EventPage> {
        let page = Repository::<Event>::list(&*self.caller.ports.storage, &query.query(scope)).await?;
        let events = page.items;
        let follows = events.first().is_some_and(|event| event.sequence == query.after.sequence() + 1);
        // Only a page that does not follow its token directly can have lost something.
        let gap = if follows { None } else { self.gap(query.after).await? };
        let token = events.last().map(Event::token).or(gap.map(|gap| gap.until)).unwrap_or(query.after);
        Ok(EventPage { gap, events, token })
    }

    async fn gap(&self, after: EventToken) -> Result<Option<Gap>> {
        let until = self.floor().await?;
        Ok((after < until).then_some(Gap { after, until }))
    }

    async fn floor_setting(&self) -> Result<Option<Setting>> {
        self.caller.ports.storage.find_one(Filter::eq("name", FLOOR)).await
    }

    async fn floor(&self) -> Result<EventToken> {
        let setting = self.floor_setting().await?;
        Ok(EventToken::at(setting.and_then(|setting| setting.value.as_i64()).unwrap_or(0)))
    }

    async fn raise_floor(&self, changes: Changes, sequence: i64) -> Result<Changes> {
        let ports = &self.caller.ports;
        match self.floor_setting().await? {
            Some(setting) => {
                changes.update(&Setting { value: sequence.into(), updated_at: ports.now(), ..setting })
            }
            None => changes.insert(&Setting {
                id: ports.id(),
                version: 1,
                name: FLOOR.to_owned(),
                value: sequence.into(),
                updated_at: ports.now(),
            }),
        }
    }
}

/// A live stream between two items.
struct Live {
    events: Events,
    wake: tokio::sync::watch::Receiver<crate::storage::Wake>,
    query: EventQuery,
    buffer: VecDeque<EventItem>,
}

impl Live {
    async fn next(&mut self) -> Result<EventItem> {
        loop {
            if let Some(item) = self.buffer.pop_front() {
                return Ok(item);
            }
            // Seen before reading, so that a commit after the read wakes us.
            let seen = self.wake.borrow_and_update().events;
            let page = self.events.list(self.query.clone()).await?;
            self.query.after = page.token;
            self.buffer.extend(page.gap.map(EventItem::Gap));
            self.buffer.extend(page.events.into_iter().map(|event| EventItem::Event(Box::new(event))));
            if self.buffer.is_empty() {
                tokio::select! {
                    told = self.wake.wait_for(|wake| wake.events != seen) => if told.is_err() {
                        return Err(Error::Closed { what: "the stream of events".into() });
                    },
                    () = self.events.caller.ports.clock.sleep(POLL) => {}
                }
            }
        }
    }
}
