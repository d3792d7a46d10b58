//! Typed ids and the ports they and all randomness come from.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::{clock::Timestamp, error::Error};

/// What every entity's id is: a UUIDv7 in a type of its own.
pub trait EntityId:
    Copy
    + Eq
    + Ord
    + std::hash::Hash
    + fmt::Debug
    + fmt::Display
    + From<Uuid>
    + Into<Uuid>
    + Send
    + Sync
    + 'static
{
    /// What the id names, in the words of the domain: `machine`, `image` …
    const KIND: &'static str;
}

/// Declares id types: `id! { /// docs MachineId = "machine"; }`.
///
/// An id is 16 bytes, ordered by time of creation, written as a hyphenated UUID everywhere.
#[macro_export]
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::serde::Serialize, $crate::serde::Deserialize)]
        #[serde(crate = "vmbay::serde", transparent)]
        pub struct $name($crate::uuid::Uuid);

        impl $crate::id::EntityId for $name {
            const KIND: &'static str = $kind;
        }
        impl ::std::convert::From<$crate::uuid::Uuid> for $name {
            fn from(uuid: $crate::uuid::Uuid) -> Self { Self(uuid) }
        }
        impl ::std::convert::From<$name> for $crate::uuid::Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl ::std::convert::From<$name> for $crate::storage::Value {
            fn from(id: $name) -> Self { Self::Uuid(id.0) }
        }
        impl $crate::storage::Field for $name {
            const KIND: $crate::storage::Kind = $crate::storage::Kind::Uuid;
            fn put(&self) -> $crate::Result<$crate::storage::Value> { Ok((*self).into()) }
            fn take(value: $crate::storage::Value) -> $crate::Result<Self> {
                <$crate::uuid::Uuid as $crate::storage::Field>::take(value).map(Self)
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;
            fn from_str(text: &str) -> $crate::Result<Self> {
                $crate::id::parse($kind, text).map(Self)
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { ::std::fmt::Display::fmt(&self.0, f) }
        }
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { write!(f, "{}:{}", $kind, self.0) }
        }
    )* };
}

id! {
    /// Names an [`Organization`](crate::access::Organization).
    OrganizationId = "organization";
    /// Names a [`Project`](crate::access::Project).
    ProjectId = "project";
    /// Names a user.
    UserId = "user";
    /// Names a [`Host`](crate::fleet::Host).
    HostId = "host";
    /// Names a [`StoragePool`](crate::disk::StoragePool).
    StoragePoolId = "storage_pool";
    /// Names an [`Image`](crate::disk::Image).
    ImageId = "image";
    /// Names a [`Volume`](crate::disk::Volume).
    VolumeId = "volume";
    /// Names a [`Machine`](crate::compute::Machine).
    MachineId = "machine";
    /// Names a [`Nic`](crate::network::Nic).
    NicId = "nic";
    /// Names an [`Operation`](crate::operation::Operation).
    OperationId = "operation";
    /// Names a [`LeaseRecord`](crate::operation::LeaseRecord).
    NamedLeaseId = "named_lease";
    /// Names a [`JobRecord`](crate::job::JobRecord).
    JobId = "job";
    /// Names a [`JobWorkerRecord`](crate::job::JobWorkerRecord).
    JobWorkerId = "job_worker";
    /// Names a [`JobLimitRecord`](crate::job::JobLimitRecord).
    JobLimitId = "job_limit";
    /// Names an [`Event`](crate::event::Event).
    EventId = "event";
    /// Names a [`ConsumerRecord`](crate::event::ConsumerRecord).
    ConsumerId = "consumer";
    /// Names a [`Schedule`](crate::schedule::Schedule).
    ScheduleId = "schedule";
    /// Names a [`ScheduleRun`](crate::schedule::ScheduleRun).
    ScheduleRunId = "schedule_run";
    /// Names a [`Setting`](crate::observe::Setting).
    SettingId = "setting";
    /// Names one database, so that two of them on one hypervisor leave each other's machines alone.
    InstallationId = "installation";
    /// Names one open [`Vmbay`](crate::Vmbay): the owner of leases.
    InstanceId = "instance";
}

/// Reads the written form of an id of kind `kind`.
///
/// # Errors
/// `invalid_argument` with the kind as field.
pub fn parse(kind: &'static str, text: &str) -> Result<Uuid, Error> {
    Uuid::try_parse(text).map_err(|_| Error::invalid(kind, "is not an id; an id is a UUID"))
}

/// Where ids and randomness come from, so that a seed gives the same trace.
pub trait Ids: fmt::Debug + Send + Sync + 'static {
    /// A new UUIDv7 for time `now`, above every one this port gave before for the same or an earlier time.
    fn uuid(&self, now: Timestamp) -> Uuid;
    /// 64 random bits, for jitter and MAC addresses; not for secrets.
    fn random(&self) -> u64;
}

/// A counter-guarded generator behind both ports: a UUIDv7 is 48 bits of milliseconds, then a counter that starts anew
/// each millisecond, then random bits.
#[derive(Debug)]
struct Generator<R> {
    random: R,
    millisecond: u64,
    counter: u16,
}

impl<R: Rng> Generator<R> {
    fn uuid(&mut self, now: Timestamp) -> Uuid {
        let millisecond = u64::try_from(now.as_millis()).unwrap_or(0);
        if millisecond > self.millisecond {
            self.millisecond = millisecond;
            // The top bit stays clear so that 2,048 ids fit into one millisecond before the time has to run ahead.
            self.counter = (self.random.random::<u16>()) & 0x07ff;
        } else if self.counter < 0x0fff {
            self.counter += 1;
        } else {
            self.millisecond += 1;
            self.counter = 0;
        }
        let mut bytes = [0; 10];
        self.random.fill_bytes(&mut bytes[2..]);
        bytes[..2].copy_from_slice(&self.counter.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(self.millisecond, &bytes).into_uuid()
    }
}

/// Ids from a generator seeded by the operating system: what a real installation uses.
#[derive(Debug)]
pub struct SystemIds(Mutex<Generator<StdRng>>);

impl Default for SystemIds {
    fn default() -> Self {
        Self(Mutex::new(Generator { random: rand::make_rng(), millisecond: 0, counter: 0 }))
    }
}

/// Ids from a seed: the same calls give the same ids.
#[derive(Debug)]
pub struct SeededIds(Mutex<Generator<StdRng>>);

impl SeededIds {
    /// The sequence that `seed` stands for.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(Generator { random: StdRng::seed_from_u64(seed), millisecond: 0, counter: 0 }))
    }
}

macro_rules! ids {
    ($($port:ty),*) => { $(
        impl Ids for $port {
            fn uuid(&self, now: Timestamp) -> Uuid {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).uuid(now)
            }
            fn random(&self) -> u64 {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).random.random()
            }
        }
    )* };
}
ids!(SystemIds, SeededIds);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_millisecond_ascend_and_are_version_7() {
        let ids = SystemIds::default();
        let now = Timestamp::from_micros(1_700_000_000_000_000);
        let made: Vec<Uuid> = (0..10_000).map(|_| ids.uuid(now)).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }

    #[test]
    fn a_seed_gives_the_same_ids_again() {
        let now = Timestamp::from_micros(1);
        let draw = || {
            let ids = SeededIds::new(7);
            (ids.uuid(now), ids.random(), ids.uuid(now))
        };
        assert_eq!(draw(), draw());
    }

    #[test]
    fn a_wrong_id_is_an_invalid_argument_that_names_its_kind() {
        let error = "machine-1".parse::<MachineId>().unwrap_err();
        assert_eq!((error.code(), error.reason()), (crate::ErrorCode::InvalidArgument, "machine"));
    }
}
