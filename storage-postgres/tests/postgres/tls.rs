//! The wire to a server that shows a certificate.

use std::{error::Error as _, iter::successors};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use vmbay::{
    Error, ErrorCode,
    storage::{Changes, Repository, Storage},
    testing::storage::sample::Drawer,
};
use vmbay_storage_postgres::PostgresStorage;
use vmbay_test_postgres::{Server, certificate};

use crate::common::{counted, drawer, options, run, storage};

/// A server with a certificate, and a role that may use it.
async fn server() -> Server {
    let server = Server::with_tls();
    run(&server.url(), "CREATE ROLE secretive LOGIN SUPERUSER PASSWORD 'open sesame'").await;
    server
}

/// Its address for that role, with what the client asks of it.
fn url(server: &Server, asked: &str) -> String {
    format!("postgres://secretive:open%20sesame@{}/postgres?{asked}", server.address())
}

async fn refused(url: &str) -> Error {
    PostgresStorage::connect_with(url, options()).await.unwrap_err()
}

/// What an error and its causes say.
fn all(error: &Error) -> String {
    successors(error.source(), |&cause| cause.source()).map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_server_whose_certificate_has_the_right_root_is_trusted_with_all_of_it() {
    let server = server().await;
    let verified = url(&server, &format!("sslmode=verify-full&sslrootcert={}", server.root().display()));
    let bay = storage(&verified, options()).await.unwrap();
    bay.commit(Changes::new().insert(&drawer(0)).unwrap()).await.unwrap();
    bay.commit(counted(1)).await.unwrap();
    let counter: Drawer = bay.get(drawer(0).id).await.unwrap();
    assert_eq!(counter.used, 1);
}

#[tokio::test]
async fn a_server_that_cannot_prove_who_it_is_is_refused() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path(), "stranger", server.address().ip());
    let stranger = folder.path().join("stranger.crt");
    // Another root, and the system's, which do not know it.
    for asked in
        [format!("sslmode=verify-full&sslrootcert={}", stranger.display()), "sslmode=verify-full".into()]
    {
        let error = refused(&url(&server, &asked)).await;
        assert_eq!(error.code(), ErrorCode::Unavailable, "{asked}");
        assert!(all(&error).contains("certificate"), "{}", all(&error));
    }
    let error = refused(&url(&server, "sslmode=verify-full&sslrootcert=/nowhere.crt")).await;
    assert_eq!(error.code(), ErrorCode::Unavailable, "{}", all(&error));
}

#[tokio::test]
async fn a_server_at_another_address_than_its_certificate_says_is_refused() {
    let server = server().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (other, target) = (listener.local_addr().unwrap(), server.address());
    let mut forwarding = JoinSet::new();
    forwarding.spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut server = TcpStream::connect(target).await.unwrap();
            // It ends with either of them.
            let _ = copy_bidirectional(&mut client, &mut server).await;
        }
    });
    let asked = |mode: &str| format!("sslmode={mode}&sslrootcert={}", server.root().display());
    let elsewhere = |mode: &str| url(&server, &asked(mode)).replace(&target.to_string(), &other.to_string());
    let error = refused(&elsewhere("verify-full")).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(all(&error).contains("not valid for name"), "{}", all(&error));
    PostgresStorage::connect_with(&elsewhere("verify-ca"), options()).await.unwrap();
}

#[tokio::test]
async fn neither_side_goes_on_in_plain_when_the_other_demands_tls() {
    let server = server().await;
    let error = refused(&url(&server, "sslmode=disable")).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(all(&error).contains("no encryption"), "{}", all(&error));
    let plain = Server::start(&[]);
    let error = refused(&format!("{}&sslmode=require", plain.url())).await;
    assert_eq!(error.code(), ErrorCode::Unavailable);
    assert!(all(&error).contains("does not support TLS"), "{}", all(&error));
}
