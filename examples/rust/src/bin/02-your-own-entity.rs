//! Your own entity: a table of the application's own, beside the library's and on whatever database it runs on.
//!
//! ```text
//! cargo run --package vmbay-examples --bin 02-your-own-entity
//! ```
//!
//! A classroom lends machines to people. The library knows machines; bookings are ours. To store them takes three things:
//! a record with `#[derive(Entity)]`, a component with a migration per database, and a small service. The program does
//! the same twice, in memory and on SQLite, on a simulated hypervisor, so that it runs anywhere in no time.

use std::{sync::Arc, time::Duration};

use vmbay::{
    Entity, Error, Result, Timestamp, Vmbay,
    clock::SystemClock,
    compute::{Machine, MachineCreate},
    event::{Cause, Event, EventQuery, EventToken},
    hypervisor::{SimulatedHypervisor, SimulatedOptions},
    id,
    id::{MachineId, SystemIds},
    ports::Ports,
    storage::{Changes, Component, Direction, Filter, MemoryStorage, Migration, Query, Repository, Storage},
};
use vmbay_storage_sqlite::SqliteStorage;

// ---- The record -----------------------------------------------------------------------------------------------------

id! {
    /// Names a [`Booking`]. An id of another kind in its place does not compile.
    BookingId = "booking";
}

/// A machine in somebody's hands.
///
/// The struct is the table: a field is a column, and an `Option` is one that may be `NULL`. `id` and `version` come first
/// in every entity.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "bookings", index = "person, begun_at")]
struct Booking {
    id: BookingId,
    version: u64,
    /// The machine, as long as it is booked. It is unique, so that the database itself refuses a second booking, however
    /// many processes try at once; afterwards it is `NULL`, which is never a duplicate. And it is a reference: a machine
    /// that is booked cannot be removed.
    #[entity(unique, references = "machines")]
    machine_id: Option<MachineId>,
    machine: String,
    person: String,
    begun_at: Timestamp,
    ended_at: Option<Timestamp>,
}

// ---- The table ------------------------------------------------------------------------------------------------------

/// Migrations in the SQL of each database, numbered for ever: what ran once is never changed, only followed by another.
/// The ledger keeps ours apart from the library's.
const BOOKINGS: Component = Component {
    name: "classroom",
    scripts: &[
        (
            "sqlite",
            &[Migration {
                number: 1,
                name: "bookings",
                up: "CREATE TABLE bookings (
                        id BLOB NOT NULL PRIMARY KEY,
                        version INTEGER NOT NULL,
                        machine_id BLOB REFERENCES machines (id),
                        machine TEXT NOT NULL,
                        person TEXT NOT NULL,
                        begun_at INTEGER NOT NULL,
                        ended_at INTEGER
                    ) STRICT;
                    CREATE UNIQUE INDEX bookings_machine_id ON bookings (machine_id);
                    CREATE INDEX bookings_person_begun_at ON bookings (person, begun_at);",
                down: "DROP TABLE bookings;",
            }],
        ),
        // In memory there is nothing to create: the record's schema says it all.
        (
            "memory",
            &[Migration { number: 1, name: "bookings", up: "create bookings", down: "drop bookings" }],
        ),
    ],
};

// ---- The service ----------------------------------------------------------------------------------------------------

/// What the application may do with bookings. It sees rows and columns no more than the rest of the program does.
#[derive(Clone)]
struct Bookings {
    ports: Ports,
}

impl Bookings {
    /// Books a machine.
    ///
    /// The booking and the event that tells of it are one unit: both are there, or neither is.
    ///
    /// # Errors
    /// `already_exists` when the machine is booked, `not_found` when there is no such machine.
    async fn begin(&self, machine: &Machine, person: &str) -> Result<Booking> {
        let booking = Booking {
            id: self.ports.id(),
            version: 1,
            machine_id: Some(machine.id),
            machine: machine.name.clone(),
            person: person.to_owned(),
            begun_at: self.ports.now(),
            ended_at: None,
        };
        let told = self.event("booking.begun", &booking);
        self.ports.storage.commit(Changes::new().insert(&booking)?.emit(&told)?).await?;
        Ok(booking)
    }

    /// Takes the machine back.
    ///
    /// The update is of the version that was read: if somebody else changed the booking meanwhile, nothing is overwritten.
    ///
    /// # Errors
    /// `conflict` when it was changed since it was read.
    async fn end(&self, booking: Booking) -> Result<Booking> {
        let ended = Booking { machine_id: None, ended_at: Some(self.ports.now()), ..booking };
        let told = self.event("booking.ended", &ended);
        self.ports.storage.commit(Changes::new().update(&ended)?.emit(&told)?).await?;
        Ok(Booking { version: ended.version + 1, ..ended })
    }

    /// Somebody's bookings, the latest first: a page, served by the index over `person, begun_at`.
    async fn of(&self, person: &str) -> Result<Vec<Booking>> {
        let query = Query::of::<Booking>()
            .filter(Filter::eq("person", person))
            .order_by("begun_at", Direction::Descending)
            .limit(20);
        Ok(self.ports.storage.list(&query).await?.items)
    }

    fn event(&self, topic: &str, booking: &Booking) -> Event {
        let cause = Cause { actor: format!("person:{}", booking.person), ..Cause::default() };
        Event::new(&self.ports, &cause, topic, booking, serde_json::json!({ "machine": booking.machine }))
    }
}

// ---- The program ----------------------------------------------------------------------------------------------------

#[tokio::main]
async fn main() -> Result<()> {
    lend(Arc::new(MemoryStorage::new())).await?;

    let folder = tempfile::tempdir().map_err(|error| Error::invalid("folder", error.to_string()))?;
    lend(Arc::new(SqliteStorage::open(folder.path().join("classroom.db")).await?)).await
}

/// The same story on any database.
async fn lend(storage: Arc<dyn Storage>) -> Result<()> {
    println!("On {}:", storage.name());
    let bay = Vmbay::builder()
        .storage(storage.clone())
        .hypervisor("local", SimulatedHypervisor::new(SimulatedOptions::instant()))
        .component(BOOKINGS)
        .open()
        .await?;
    let machine = bay.machines().create(MachineCreate::new("desk-1").memory_mib(256)).await?;

    let ports =
        Ports { storage, clock: Arc::new(SystemClock::default()), ids: Arc::new(SystemIds::default()) };
    let bookings = Bookings { ports };
    let booking = bookings.begin(&machine, "ada").await?;
    println!("  {} has {}", booking.person, booking.machine);

    match bookings.begin(&machine, "bob").await {
        Err(error @ Error::AlreadyExists { .. }) => println!("  bob has to wait: {error}"),
        other => println!("  bob should have been refused: {other:?}"),
    }
    let ended = bookings.end(booking.clone()).await?;
    println!("  ada gave it back after {:?}", ended.ended_at.unwrap_or_default().since(ended.begun_at));
    match bookings.end(booking).await {
        Err(error @ Error::Conflict { .. }) => println!("  twice is once too often: {error}"),
        other => println!("  the stale booking should have been refused: {other:?}"),
    }
    let booking = bookings.begin(&machine, "bob").await?;
    bookings.end(booking).await?;
    for person in ["ada", "bob"] {
        println!("  {person}: {} booking", bookings.of(person).await?.len());
    }

    // Our events stand in one line with the library's, and can be followed from any token.
    for event in bay.events().list(EventQuery::after(EventToken::START).topic("booking.")).await? {
        println!("  {:<14} by {:<12} {}", event.topic, event.actor, event.payload);
    }
    bay.machines().delete(machine.id).await?;
    bay.shutdown(Duration::from_secs(5)).await
}
