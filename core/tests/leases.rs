//! Named leases: one holder at a time, on the memory adapter in virtual time.

#![expect(clippy::unwrap_used, reason = "a helper of tests is a test")]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use vmbay::{
    Clock, ErrorCode, Vmbay,
    access::{Context, Scope},
    clock::VirtualClock,
    operation::Lease,
    storage::{Changes, MemoryStorage, Storage},
    testing::{
        faults::{Fault, FaultPlan, FaultyStorage, Point},
        skew::SkewedClock,
    },
};

const SECOND: Duration = Duration::from_secs(1);
const TTL: Duration = Duration::from_secs(8);
/// The longest wait for a silent holder's lease: its time and an eighth, from a look that may be a second late.
const TAKE_OVER: Duration = Duration::from_secs(10);

/// One database, and the libraries that are opened on it.
struct World {
    clock: VirtualClock,
    storage: Arc<MemoryStorage>,
}

fn world<F: Future<Output = ()>>(test: impl FnOnce(World) -> F) {
    let clock = VirtualClock::default();
    let world = World { clock: clock.clone(), storage: Arc::new(MemoryStorage::new()) };
    let limit = clock.clone();
    clock.run(async {
        let done = vmbay::clock::within(&limit, Duration::from_secs(3600), "the test", test(world)).await;
        done.expect("nothing waits for ever");
    });
}

impl World {
    async fn on(&self, storage: impl Storage) -> Vmbay {
        Vmbay::builder().storage(storage).clock(Arc::new(self.clock.clone())).open().await.unwrap()
    }

    async fn open(&self) -> Vmbay {
        self.on(self.storage.reopen()).await
    }

    fn elapsed(&self) -> Duration {
        self.clock.now().since(VirtualClock::default().now())
    }
}

async fn lead(bay: &Vmbay) -> Lease {
    bay.leases().acquire("leader", TTL).await.unwrap()
}

#[test]
fn a_lease_has_one_holder_at_a_time_and_a_fence_that_grows() {
    world(|world| async move {
        let (here, there) = (world.open().await, world.open().await);
        let (held, fences) = (AtomicU32::new(0), Mutex::new(Vec::new()));
        let turns = [&here, &there, &here, &there].map(|bay| async {
            for _ in 0..5 {
                let lease = lead(bay).await;
                assert_eq!(held.fetch_add(1, Ordering::SeqCst), 0, "nobody else holds it");
                fences.lock().unwrap().push(lease.fence());
                world.clock.sleep(SECOND).await;
                assert!(lease.is_held());
                held.fetch_sub(1, Ordering::SeqCst);
                lease.release().await.unwrap();
            }
        });
        futures::future::join_all(turns).await;
        let fences = fences.into_inner().unwrap();
        assert_eq!(fences.len(), 20);
        assert!(fences.is_sorted_by(|a, b| a < b), "{fences:?}");
    });
}

#[test]
fn leases_of_other_names_do_not_wait_for_each_other() {
    world(|world| async move {
        let bay = world.open().await;
        let _leader = lead(&bay).await;
        bay.leases().acquire("another", TTL).await.unwrap();
        assert_eq!(world.elapsed(), Duration::ZERO);
    });
}

#[test]
fn a_living_holder_keeps_its_lease_for_as_long_as_it_likes() {
    world(|world| async move {
        let (here, there) = (world.open().await, world.open().await);
        let lease = lead(&here).await;
        let waiting = vmbay::clock::within(&world.clock, 20 * TTL, "the lease", lead(&there)).await;
        assert!(waiting.is_err() && lease.is_held());
    });
}

#[test]
fn a_dropped_lease_is_free_within_a_look() {
    world(|world| async move {
        let (here, there) = (world.open().await, world.open().await);
        drop(lead(&here).await);
        lead(&there).await;
        assert!(world.elapsed() <= SECOND, "{:?}", world.elapsed());
    });
}

#[test]
fn a_crashed_holders_lease_is_taken_over_after_its_time_and_never_before() {
    world(|world| async move {
        let (dying, bay) = (world.open().await, world.open().await);
        let lease = lead(&dying).await;
        drop(dying);
        lease.lost().await;
        let heir = lead(&bay).await;
        assert!(heir.fence() > lease.fence());
        assert!((TTL..=TAKE_OVER).contains(&world.elapsed()), "{:?}", world.elapsed());
    });
}

#[test]
fn a_shutdown_releases_its_leases_and_says_so_first() {
    world(|world| async move {
        let (here, there) = (world.open().await, world.open().await);
        let lease = lead(&here).await;
        here.shutdown(SECOND).await.unwrap();
        assert!(!lease.is_held());
        lead(&there).await;
        assert!(world.elapsed() <= SECOND, "{:?}", world.elapsed());
        let closed = here.leases().acquire("leader", TTL).await.unwrap_err();
        assert_eq!(closed.code(), ErrorCode::Closed);
    });
}

#[test]
fn a_holder_cut_off_from_its_database_knows_before_another_holds_the_lease() {
    world(|world| async move {
        let plan = FaultPlan::new(Arc::new(world.clock.clone()));
        let cut_off = world.on(FaultyStorage::new(world.storage.clone(), plan.clone())).await;
        let bay = world.open().await;
        let lease = lead(&cut_off).await;
        plan.crash().cancel();
        tokio::select! {
            biased;
            () = lease.lost() => {}
            _ = lead(&bay) => panic!("two hold it"),
        }
        lead(&bay).await;
        assert!(!lease.is_held());
    });
}

#[test]
fn what_is_guarded_by_an_old_lease_does_not_commit() {
    world(|world| async move {
        let plan = FaultPlan::new(Arc::new(world.clock.clone()));
        let cut_off = world.on(FaultyStorage::new(world.storage.clone(), plan.clone())).await;
        let bay = world.open().await;
        let lease = lead(&cut_off).await;
        world.storage.commit(lease.guard(Changes::new())).await.unwrap();
        plan.crash().cancel();
        let heir = lead(&bay).await;
        let refused = world.storage.commit(lease.guard(Changes::new())).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Exhausted);
        world.storage.commit(heir.guard(Changes::new())).await.unwrap();
        let unit = heir.guard(Changes::new());
        heir.release().await.unwrap();
        assert_eq!(world.storage.commit(unit).await.unwrap_err().code(), ErrorCode::Exhausted);
    });
}

#[test]
fn clocks_that_differ_by_a_minute_neither_share_a_lease_nor_wait_longer_for_it() {
    for (holder, taker) in [(0, 60), (60, 0)] {
        world(|world| async move {
            let skewed = |seconds| {
                let clock = SkewedClock::new(Arc::new(world.clock.clone()), Duration::from_secs(seconds));
                Vmbay::builder().storage(world.storage.reopen()).clock(Arc::new(clock)).open()
            };
            let (dying, bay) = (skewed(holder).await.unwrap(), skewed(taker).await.unwrap());
            let lease = lead(&dying).await;
            let early = vmbay::clock::within(&world.clock, 3 * TTL, "the lease", lead(&bay)).await;
            assert!(early.is_err() && lease.is_held(), "a living holder keeps it");
            drop(dying);
            let died = world.clock.now();
            lead(&bay).await;
            let waited = world.clock.now().since(died);
            assert!(waited <= TAKE_OVER, "{waited:?}");
        });
    }
}

#[test]
fn every_fault_at_every_call_leaves_one_holder_and_a_lease_that_can_be_taken() {
    let faults = [
        Fault::ErrorBefore,
        Fault::ErrorAfter,
        Fault::UnknownBefore,
        Fault::UnknownAfter,
        Fault::HangBefore,
        Fault::HangAfter,
        Fault::CrashBefore,
        Fault::CrashAfter,
        Fault::Duplicate,
        Fault::Delay(2 * TTL),
    ];
    let fired = AtomicU32::new(0);
    for method in ["storage.select", "storage.commit"] {
        for (nth, fault) in (0..3).flat_map(|nth| faults.map(|fault| (nth, fault))) {
            let fired = &fired;
            world(|world| async move {
                let plan = FaultPlan::new(Arc::new(world.clock.clone()));
                let bay_at_risk = world.on(FaultyStorage::new(world.storage.clone(), plan.clone())).await;
                let bay = world.open().await;
                plan.arm(Point::Method(method, nth), fault);
                let first = async {
                    let leases = bay_at_risk.leases();
                    let acquired = leases.acquire("leader", TTL);
                    let Ok(Ok(lease)) = vmbay::clock::within(&world.clock, TTL, "it", acquired).await else {
                        return;
                    };
                    // Long enough for a renewal.
                    tokio::select! {
                        () = lease.lost() => {}
                        () = world.clock.sleep(TTL / 2) => drop(lease.release().await),
                    }
                };
                first.await;
                let fence = lead(&bay).await.fence();
                assert!(fence >= 1 && world.elapsed() <= 4 * TAKE_OVER, "{method} {nth} {fault:?}");
                fired.fetch_add(u32::from(plan.fired()), Ordering::SeqCst);
            });
        }
    }
    // A take, a renewal and a release are three commits; a take looks once.
    assert!(fired.load(Ordering::SeqCst) >= 40, "{fired:?}");
}

#[test]
fn a_tenant_leads_nothing_and_a_wrong_name_or_time_is_refused() {
    world(|world| async move {
        let bay = world.open().await;
        let acme = bay.organizations().create("acme").await.unwrap();
        let tenant = bay.with(Context { scope: Scope::Organization(acme.id), ..Context::default() });
        let denied = tenant.leases().acquire("leader", TTL).await.unwrap_err();
        assert_eq!(denied.code(), ErrorCode::PermissionDenied);
        for (name, ttl) in [("", TTL), ("a b", TTL), ("leader", Duration::ZERO), ("leader", 1000 * TTL)] {
            let refused = bay.leases().acquire(name, ttl).await.unwrap_err();
            assert_eq!(refused.code(), ErrorCode::InvalidArgument, "{name} {ttl:?}");
        }
    });
}
