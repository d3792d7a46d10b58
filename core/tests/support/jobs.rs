//! Background jobs of several libraries on one database, for the tests of every adapter.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use vmbay::{
    Vmbay,
    clock::{Clock, SystemClock, within},
    job::{JobKind, JobOptions, JobRun, NewJob},
    operation::Retry,
    storage::Storage,
};

const LEASE: Duration = Duration::from_secs(1);
const JOBS: u32 = 600;

/// What the handlers of all the libraries have seen.
#[derive(Default)]
struct Seen {
    done: Mutex<HashMap<u32, u32>>,
    now: AtomicU32,
    most: AtomicU32,
}

fn kinds(seen: &Arc<Seen>) -> [JobKind; 3] {
    let counted = seen.clone();
    let quick = JobKind::new("quick", move |run: JobRun, number: u32| {
        *counted.done.lock().unwrap().entry(number).or_default() += 1;
        async move { if number.is_multiple_of(50) && run.attempt() == 1 { Err("not yet") } else { Ok(()) } }
    });
    let retry = Retry { attempts: 5, delay: Duration::from_millis(20), max_delay: Duration::from_secs(1) };
    let counted = seen.clone();
    let narrow = JobKind::new("narrow", move |_: JobRun, _: u32| {
        let seen = counted.clone();
        async move {
            let now = seen.now.fetch_add(1, Ordering::SeqCst) + 1;
            seen.most.fetch_max(now, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(2)).await;
            seen.now.fetch_sub(1, Ordering::SeqCst);
            Ok::<_, vmbay::Error>(())
        }
    });
    let hopeless = JobKind::new("hopeless", |_: JobRun, _: u32| async { Err::<(), _>("never") });
    [quick.retry(retry), narrow.concurrency(3), hopeless.retry(Retry { attempts: 1, ..retry })]
}

/// Two libraries on one database do every job, none twice where none failed, within the limits of both together; one
/// that dies leaves its jobs to the other. `reopen` gives handles on one new database.
pub(crate) async fn are_done_by_several<S: Storage>(reopen: impl AsyncFn() -> S) {
    let seen = Arc::new(Seen::default());
    let open = async |kinds: Vec<JobKind>| -> Vmbay {
        let options = JobOptions { lease: LEASE, poll: LEASE / 10, ..JobOptions::default() };
        let builder = Vmbay::builder().storage(reopen().await).job_options(options);
        kinds.into_iter().fold(builder, vmbay::Builder::job).open().await.unwrap()
    };
    let bays = [open(kinds(&seen).into()).await, open(kinds(&seen).into()).await];
    for (number, bay) in (0_u32..).zip(&bays) {
        let quick = (0..JOBS / 2).map(|job| NewJob::new("quick", &(number * JOBS / 2 + job)).unwrap());
        bay.jobs().enqueue_many(quick).await.unwrap();
        let narrow = (0..20).map(|job| NewJob::new("narrow", &job).unwrap());
        bay.jobs().enqueue_many(narrow).await.unwrap();
        bay.jobs().enqueue(NewJob::new("hopeless", &1).unwrap()).await.unwrap();
    }
    let clock = SystemClock::default();
    let idle = async |dead: u64| loop {
        let stats = bays[1].jobs().stats().await.unwrap();
        if stats.iter().map(|stat| (stat.queued + stat.running, stat.dead)).eq([(0, dead)]) {
            break;
        }
        clock.sleep(LEASE / 50).await;
    };
    within(&clock, LEASE * 60, "the jobs", idle(2)).await.unwrap();
    let expected: HashMap<_, _> = (0..JOBS).map(|job| (job, 1 + u32::from(job.is_multiple_of(50)))).collect();
    assert_eq!(*seen.done.lock().unwrap(), expected);
    assert!((1..=3).contains(&seen.most.load(Ordering::SeqCst)), "{:?}", seen.most);
    assert_eq!(bays[0].jobs().replay_all("hopeless").await.unwrap(), 2);
    within(&clock, LEASE * 60, "the dead letters", idle(2)).await.unwrap();
    assert_eq!(bays[1].jobs().purge("hopeless").await.unwrap(), 2);

    let stuck = JobKind::new("quick", |_: JobRun, _: u32| std::future::pending::<vmbay::Result<()>>());
    let [first, second] = bays;
    second.shutdown(LEASE * 10).await.unwrap();
    first.shutdown(LEASE * 10).await.unwrap();
    let dying = open(vec![stuck]).await;
    dying.jobs().enqueue(NewJob::new("quick", &JOBS).unwrap()).await.unwrap();
    let running = async || loop {
        if dying.jobs().stats().await.unwrap()[0].running == 1 {
            break;
        }
        clock.sleep(LEASE / 50).await;
    };
    within(&clock, LEASE * 60, "the job", running()).await.unwrap();
    drop(dying);
    let heir = open(kinds(&seen).into()).await;
    let done = async || {
        while seen.done.lock().unwrap().get(&JOBS).is_none() {
            clock.sleep(LEASE / 50).await;
        }
    };
    within(&clock, LEASE * 60, "the take-over", done()).await.unwrap();
    heir.shutdown(LEASE * 10).await.unwrap();
}
