//! What can go wrong between us and a server: each a typed error or a recovery.

use std::time::{Duration, Instant};

use vmbay::{
    Error, ErrorCode,
    observe::Setting,
    storage::{Changes, MigrateCommand, Query, Repository, Storage},
    testing::storage::sample::{Drawer, SAMPLE},
};
use vmbay_storage_postgres::{
    PostgresOptions, PostgresStorage,
    sqlx::{Connection as _, PgConnection, raw_sql},
};
use vmbay_test_postgres::Server;

use crate::{
    common::{counted, drawer, options, run, storage},
    proxy::{Fault, Proxy},
};

async fn refused(url: &str) -> Error {
    let begun = Instant::now();
    let error = PostgresStorage::connect_with(url, options()).await.unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(8), "{error}");
    error
}

#[tokio::test]
async fn a_url_that_is_none_is_refused() {
    for url in ["nonsense", "http://localhost", "postgres://[", "postgres://host:port/database"] {
        assert_eq!(refused(url).await.code(), ErrorCode::InvalidArgument, "{url}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    let error = refused(&format!("postgres:///postgres?host={}", folder.path().display())).await;
    assert_eq!((error.code(), error.is_retryable()), (ErrorCode::Unavailable, true));
    // Nobody listens on the port of a socket that was just closed.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = refused(&format!("postgres://vmbay@127.0.0.1:{port}/postgres")).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_unavailable_in_time() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://vmbay@{}/postgres", listener.local_addr().unwrap());
    assert_eq!(refused(&url).await.code(), ErrorCode::Unavailable);
}

#[tokio::test]
async fn who_may_not_come_in_is_told_why() {
    let server = Server::start(&[]);
    run(&server.url(), "CREATE ROLE secretive LOGIN PASSWORD 'open sesame'").await;
    let with = |user: &str| server.url().replace("user=vmbay", user);
    let error = refused(&with("user=secretive&password=wrong")).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("password"), "{error}");
    assert!(!format!("{error:?}").contains("wrong"), "{error:?}");
    let error = refused(&server.url().replace("/postgres?", "/nowhere?")).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("create it"), "{error}");
    PostgresStorage::connect(&with("user=secretive&password=open%20sesame")).await.unwrap();
}

#[tokio::test]
async fn who_lacks_rights_is_told_and_who_has_enough_needs_no_more() {
    let server = Server::start(&[]);
    run(&server.url(), "CREATE ROLE humble LOGIN").await;
    let humble = server.url().replace("user=vmbay", "user=humble");
    let options = options();
    let bay = PostgresStorage::connect_with(&humble, options.clone()).await.unwrap();
    let error = bay.migrate(&[SAMPLE], MigrateCommand::Latest).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("grant"), "{error}");
    // Once another user has migrated, rights on the rows are enough.
    storage(&server.url(), options.clone()).await.unwrap();
    let schema = &options.schema;
    let grants = format!(
        "GRANT USAGE ON SCHEMA {schema} TO humble; GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO humble;
        GRANT ALL ON ALL SEQUENCES IN SCHEMA {schema} TO humble"
    );
    run(&server.url(), &grants).await;
    bay.migrate(&[SAMPLE], MigrateCommand::Latest).await.unwrap();
    bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
    bay.commit(counted(1)).await.unwrap();
    // Fewer are too few to write, which changes nothing.
    run(&server.url(), &format!("REVOKE INSERT ON ALL TABLES IN SCHEMA {schema} FROM humble")).await;
    let error = bay.commit(counted(2)).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("grant"), "{error}");
    let counter: Drawer = bay.get(drawer(0).id).await.unwrap();
    assert_eq!(counter.used, 1);
    run(&server.url(), "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC").await;
    let error = refused(&humble).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("grant"), "{error}");
}

#[tokio::test]
async fn a_server_that_only_reads_says_so() {
    let server = Server::start(&[]);
    let options = options();
    let bay = storage(&server.url(), options.clone()).await.unwrap();
    bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
    run(&server.url(), "ALTER ROLE vmbay SET default_transaction_read_only = on").await;
    let bay = PostgresStorage::connect_with(&server.url(), options).await.unwrap();
    let error = bay.commit(counted(1)).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("primary"), "{error}");
    Repository::<Drawer>::get(&bay, drawer(0).id).await.unwrap();
}

#[tokio::test]
async fn tables_that_are_not_there_ask_for_the_migrations() {
    let bay = PostgresStorage::connect_with(&vmbay_test_postgres::shared(), options()).await.unwrap();
    let error = bay.select(&Query::of::<Setting>()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("migrations"), "{error}");
}

#[tokio::test]
async fn a_server_that_is_too_old_is_refused_by_its_version() {
    let server = Server::start(&[]);
    let proxy = Proxy::to(server.socket());
    proxy.set(Fault::Version("12.01"));
    let error = refused(&proxy.url()).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(error.to_string().contains("upgrade the server, which is at 12.1"), "{error}");
}

#[tokio::test]
async fn a_schema_name_that_cannot_be_is_refused_and_an_odd_one_is_only_a_name() {
    let url = vmbay_test_postgres::shared();
    for schema in [String::new(), "x".repeat(41), "a\0b".into()] {
        let options = PostgresOptions { schema: schema.into(), ..PostgresOptions::default() };
        let error = PostgresStorage::connect_with(&url, options).await.unwrap_err();
        assert_eq!(error.reason(), "schema");
    }
    let schema = "a \"b'; DROP TABLE $x$ 😀";
    let options = PostgresOptions { schema: schema.into(), ..PostgresOptions::default() };
    let bay = storage(&url, options).await.unwrap();
    bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
    bay.commit(counted(1)).await.unwrap();
    assert_eq!(Storage::count(&bay, &Query::of::<vmbay::event::Event>()).await.unwrap(), 1);
    run(&url, &format!("DROP SCHEMA \"{}\" CASCADE", schema.replace('"', "\"\""))).await;
}

#[tokio::test]
async fn more_callers_than_the_server_has_connections_take_turns() {
    let server = Server::start(&["max_connections = 6", "superuser_reserved_connections = 1"]);
    let options = options();
    let handles = [
        storage(&server.url(), options.clone()).await.unwrap(),
        storage(&server.url(), options.clone()).await.unwrap(),
    ];
    handles[0].commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 1..=60 {
        let bay = handles[number % 2].clone();
        tasks.spawn(async move { bay.commit(counted(number as u128)).await });
    }
    for done in tasks.join_all().await {
        done.unwrap();
    }
    let counter: Drawer = handles[0].get(drawer(0).id).await.unwrap();
    assert_eq!(counter.used, 60);
}

#[tokio::test]
async fn who_finds_no_connection_free_is_told_in_time_and_served_once_there_is_one() {
    let server = Server::start(&[]);
    let options = PostgresOptions { patience: Duration::from_millis(300), ..options() };
    storage(&server.url(), options.clone()).await.unwrap();
    run(&server.url(), "CREATE ROLE limited LOGIN").await;
    let limited = server.url().replace("user=vmbay", "user=limited");
    let limit = async |most: u32| {
        run(&server.url(), &format!("ALTER ROLE limited CONNECTION LIMIT {most}")).await;
    };
    run(&server.url(), &format!("GRANT USAGE ON SCHEMA {} TO limited", options.schema)).await;
    run(&server.url(), &format!("GRANT ALL ON ALL TABLES IN SCHEMA {} TO limited", options.schema)).await;
    limit(1).await;
    let mut first = PgConnection::connect(&limited).await.unwrap();
    let error = refused(&limited).await;
    assert_eq!((error.code(), error.is_retryable()), (ErrorCode::Unavailable, true));
    assert!(error.to_string().contains("max_connections"), "{error}");
    raw_sql("SELECT 1").execute(&mut first).await.unwrap();
    limit(2).await;
    let bay = PostgresStorage::connect_with(&limited, options).await.unwrap();
    // The one it holds is closed by the server, and nothing is free for another.
    limit(0).await;
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'limited'";
    run(&server.url(), others).await;
    let begun = Instant::now();
    let error = bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap_err();
    assert_eq!((error.code(), error.is_retryable()), (ErrorCode::Unavailable, true), "{error:?}");
    assert!(begun.elapsed() < Duration::from_secs(8), "{error}");
    limit(2).await;
    bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_out_of_space_and_harms_nothing() {
    let Some(server) = Server::with_small_disk("6m") else { return };
    server.occupy(1 << 20);
    let tablespace = format!("CREATE TABLESPACE small LOCATION '{}'", server.small_disk().display());
    run(&server.url(), &tablespace).await;
    run(&server.url(), "ALTER ROLE vmbay SET default_tablespace = small").await;
    let bay = storage(&server.url(), options()).await.unwrap();
    let large = |number: u128| Setting {
        id: vmbay::uuid::Uuid::from_u128(number).into(),
        version: 1,
        name: format!("s-{number}"),
        value: (0..4000)
            .map(|at| number * 7919 + at)
            .collect::<Vec<_>>()
            .iter()
            .map(u128::to_string)
            .collect(),
        updated_at: vmbay::Timestamp::EPOCH,
    };
    let mut stored = 0;
    let error = loop {
        match bay.commit(Changes::new().insert(&large(stored)).unwrap()).await {
            Ok(()) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 10_000, "the disk does not fill");
    };
    assert_eq!(error.code(), ErrorCode::OutOfSpace, "{error:?}");
    let count = Storage::count(&bay, &Query::of::<Setting>()).await.unwrap();
    assert_eq!(u128::from(count), stored);
    server.occupy(0);
    bay.commit(Changes::new().insert(&large(stored)).unwrap()).await.unwrap();
}
