//! A reader with a token never misses what commits late.

use std::time::Duration;

use vmbay::{
    Timestamp,
    event::Event,
    storage::{Changes, Direction, Filter, Query, Repository, Storage},
    testing::storage::sample::Drawer,
};
use vmbay_storage_postgres::{
    PostgresStorage,
    sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, query, raw_sql},
};

use crate::common::{drawer, event, options, storage};

async fn after(storage: &PostgresStorage, sequence: i64) -> Vec<Event> {
    let query = Query::of::<Event>().filter(Filter::gt("sequence", sequence));
    storage.list(&query.order_by("sequence", Direction::Ascending).limit(1000)).await.unwrap().items
}

/// Commits the event `late` after the event `soon`, though it was written before. Beside each it writes a row whose number
/// is drawn from a sequence, which is what would number events if nothing else did.
async fn one_late(url: &str, bay: &PostgresStorage, late: u128, soon: u128) -> (Vec<Event>, Vec<Event>) {
    let mut transaction = PgConnection::connect(url).await.unwrap();
    raw_sql("BEGIN").execute(&mut transaction).await.unwrap();
    raw_sql("INSERT INTO control DEFAULT VALUES").execute(&mut transaction).await.unwrap();
    bay.apply(&mut transaction, &Changes::new().emit(&event(late)).unwrap()).await.unwrap();
    let mut other = PgConnection::connect(url).await.unwrap();
    raw_sql("INSERT INTO control DEFAULT VALUES").execute(&mut other).await.unwrap();
    bay.commit(Changes::new().emit(&event(soon)).unwrap()).await.unwrap();
    let before = after(bay, 0).await;
    let seen: Vec<i64> = numbers(&mut other, 0).await;
    raw_sql("COMMIT").execute(&mut transaction).await.unwrap();
    let missed = numbers(&mut other, *seen.last().unwrap()).await;
    assert_eq!(
        missed,
        [] as [i64; 0],
        "the control would have shown it: without the safeguard it is stepped over"
    );
    let then = after(bay, before.last().unwrap().sequence).await;
    (before, then)
}

async fn numbers(connection: &mut PgConnection, after: i64) -> Vec<i64> {
    let rows = query("SELECT number FROM control WHERE number > $1 ORDER BY number").bind(after);
    rows.fetch_all(connection).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn an_event_that_commits_late_is_not_stepped_over_though_a_drawn_number_is() {
    let options = options();
    let url = format!("{}&options=-c%20search_path%3D{}", vmbay_test_postgres::shared(), options.schema);
    let bay = storage(&url, options).await.unwrap();
    let mut connection = PgConnection::connect(&url).await.unwrap();
    let control = "CREATE TABLE control (number BIGINT GENERATED ALWAYS AS IDENTITY)";
    raw_sql(AssertSqlSafe(control)).execute(&mut connection).await.unwrap();
    let (before, then) = one_late(&url, &bay, 1, 2).await;
    assert_eq!(before.iter().map(|event| event.id).collect::<Vec<_>>(), [event(2).id]);
    assert_eq!(then.iter().map(|event| event.id).collect::<Vec<_>>(), [event(1).id]);
}

#[tokio::test]
async fn a_long_transaction_holds_up_neither_writers_nor_readers() {
    let url = vmbay_test_postgres::shared();
    let bay = storage(&url, options()).await.unwrap();
    let mut transaction = PgConnection::connect(&url).await.unwrap();
    raw_sql("BEGIN").execute(&mut transaction).await.unwrap();
    bay.apply(&mut transaction, &Changes::new().emit(&event(1)).unwrap()).await.unwrap();
    let others = async {
        for number in 2..20 {
            bay.commit(Changes::new().emit(&event(number)).unwrap()).await.unwrap();
        }
        after(&bay, 0).await.len()
    };
    assert_eq!(tokio::time::timeout(Duration::from_secs(10), others).await.unwrap(), 18);
    raw_sql("ROLLBACK").execute(&mut transaction).await.unwrap();
    assert_eq!(after(&bay, 0).await.len(), 18);
}

#[tokio::test]
async fn the_order_is_that_of_the_commits_whatever_the_writers_clocks_say() {
    let url = vmbay_test_postgres::shared();
    let options = options();
    let handles = [storage(&url, options.clone()).await.unwrap(), storage(&url, options).await.unwrap()];
    let skew = [-30_000_000, 30_000_000];
    for number in 0..20 {
        let at = Timestamp::from_micros(skew[number % 2]);
        let told = Event { at, ..event(number as u128) };
        handles[number % 2].commit(Changes::new().emit(&told).unwrap()).await.unwrap();
        // Read in between now and then, by the other.
        if number % 3 == 0 {
            assert_eq!(after(&handles[1 - number % 2], 0).await.len(), number + 1);
        }
    }
    let ids: Vec<_> = after(&handles[0], 0).await.into_iter().map(|event| event.id).collect();
    assert_eq!(ids, (0..20).map(|number| event(number).id).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_unit_within_the_callers_transaction_commits_and_rolls_back_with_it() {
    let url = vmbay_test_postgres::shared();
    let bay = storage(&url, options()).await.unwrap();
    for (end, found) in [("ROLLBACK", 0), ("COMMIT", 1)] {
        let mut transaction = PgConnection::connect(&url).await.unwrap();
        raw_sql("BEGIN").execute(&mut transaction).await.unwrap();
        bay.apply(&mut transaction, &Changes::new().insert(&drawer(1)).unwrap()).await.unwrap();
        raw_sql(AssertSqlSafe(end)).execute(&mut transaction).await.unwrap();
        assert_eq!(Storage::count(&bay, &Query::of::<Drawer>()).await.unwrap(), found);
    }
}

#[tokio::test]
async fn who_waits_is_woken_by_the_commit_of_another_process() {
    let url = vmbay_test_postgres::shared();
    let options = options();
    let [ours, theirs] =
        [storage(&url, options.clone()).await.unwrap(), storage(&url, options).await.unwrap()];
    let mut watch = ours.watch();
    let woken = async {
        // Until the listener is there nobody hears anything.
        for number in 1.. {
            theirs.commit(Changes::new().emit(&event(number)).unwrap()).await.unwrap();
            if tokio::time::timeout(Duration::from_millis(100), watch.changed()).await.is_ok() {
                return watch.borrow().events;
            }
        }
        0
    };
    assert!(tokio::time::timeout(Duration::from_secs(20), woken).await.unwrap() > 0);
    // Of our own commits we are told once.
    tokio::time::sleep(Duration::from_millis(50)).await;
    watch.mark_unchanged();
    ours.commit(Changes::new().emit(&event(9999)).unwrap()).await.unwrap();
    watch.changed().await.unwrap();
    let again = tokio::time::timeout(Duration::from_millis(200), watch.changed()).await;
    assert!(again.is_err(), "our own commit was taken for another's");
}
