//! How busy the connections are, as the library tells.

use std::time::Duration;

use tokio::{task::JoinSet, time::timeout};
use vmbay::{Vmbay, access::OrganizationQuery, observe::HealthStatus};
use vmbay_storage_postgres::{
    PostgresOptions, PostgresStorage,
    sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql},
};

use crate::common::options;

#[tokio::test]
async fn calls_that_wait_for_a_connection_are_seen_in_health_and_in_telemetry() {
    let url = vmbay_test_postgres::shared();
    let options = PostgresOptions { connections: 2, ..options() };
    let schema = options.schema.clone();
    let bay = Vmbay::builder()
        .storage(PostgresStorage::connect_with(&url, options).await.unwrap())
        .open()
        .await
        .unwrap();
    assert_eq!(bay.health().await.unwrap().check("pool").unwrap().status, HealthStatus::Ok);

    let mut other = PgConnection::connect(&url).await.unwrap();
    let lock = format!("BEGIN; LOCK TABLE \"{schema}\".organizations");
    raw_sql(AssertSqlSafe(lock)).execute(&mut other).await.unwrap();
    let mut blocked = JoinSet::new();
    for _ in 0..5 {
        let organizations = bay.organizations();
        blocked.spawn(async move { organizations.list(OrganizationQuery::default()).await });
    }
    let saturated = async {
        loop {
            let pool = bay.telemetry().await.unwrap().pool.unwrap();
            if (pool.limit, pool.busy, pool.waiting) == (2, 2, 3) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(30), saturated).await.expect("the calls wait for a connection");
    let health = bay.health().await.unwrap();
    assert_eq!(health.check("pool").unwrap().status, HealthStatus::Degraded, "{health:?}");

    raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
    while let Some(listed) = blocked.join_next().await {
        listed.unwrap().unwrap();
    }
    assert_eq!(bay.health().await.unwrap().check("pool").unwrap().status, HealthStatus::Ok);
    bay.shutdown(Duration::from_secs(5)).await.unwrap();
}
