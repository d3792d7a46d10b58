//! Commits of other processes, told by LISTEN and NOTIFY.
//!
//! A notification within a transaction would let no two of them commit at once. So it goes on its own after the commit, at
//! once for the first and then one for all that come within [`EVERY`]. It is a hint: lost with a process that dies in
//! between, it delays whoever waits until they look by themselves.

use std::{sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions, PgConnection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::{sync::watch::Receiver, time::sleep};
use vmbay::{
    id::{Ids as _, SystemIds},
    storage::{Background, Changes, Hint, Wake, Waker},
};

use crate::connection::run;

/// How often others are told, at most.
const EVERY: Duration = Duration::from_millis(10);
/// How soon a server that does not answer is asked again.
const RETRY: Duration = Duration::from_millis(500);

/// Tells others of this process's commits, and listens for theirs.
#[derive(Debug)]
pub(crate) struct Neighbours {
    target: PgConnectOptions,
    channel: String,
    /// Who we are, so as not to hear ourselves.
    me: u64,
    ours: Waker,
    telling: Background,
    listening: Background,
}

impl Neighbours {
    pub(crate) fn new(target: PgConnectOptions, schema: &str) -> Self {
        Self {
            target,
            channel: format!("vmbay {schema}"),
            me: SystemIds::default().random(),
            ours: Waker::default(),
            telling: Background::default(),
            listening: Background::default(),
        }
    }

    /// Tells others, soon.
    pub(crate) fn tell(&self, changes: &Changes) {
        if Hint::of(changes) != Hint::default() {
            self.telling.ensure(|| {
                tell(self.target.clone(), self.channel.replace('"', "\"\""), self.me, self.ours.subscribe())
            });
            self.ours.committed(changes);
        }
    }

    /// Begins to listen, unless it does already.
    pub(crate) fn listen(&self, waker: &Arc<Waker>) {
        self.listening.ensure(|| listen(self.target.clone(), self.channel.clone(), self.me, waker.clone()));
    }

    /// Stops both.
    pub(crate) fn end(&self) {
        self.telling.end();
        self.listening.end();
    }
}

async fn tell(target: PgConnectOptions, channel: String, me: u64, mut news: Receiver<Wake>) {
    let mut connection: Option<PgConnection> = None;
    let mut told = *news.borrow();
    while news.changed().await.is_ok() {
        let now = *news.borrow_and_update();
        let what = Hint::between(told, now).letters();
        told = now;
        // A hint need not be on the disk. What is not told now is not told at all.
        let text = format!(
            "BEGIN; SET LOCAL synchronous_commit TO off; NOTIFY \"{channel}\", '{me} {what}'; COMMIT"
        );
        if connection.is_none() {
            connection = target.connect().await.ok();
        }
        if let Some(open) = &mut connection
            && run(open, &text).await.is_err()
        {
            connection = None;
        }
        sleep(EVERY).await;
    }
}

async fn listen(target: PgConnectOptions, channel: String, me: u64, waker: Arc<Waker>) {
    // The listener insists on a pool; this one opens what the listener holds, and no more.
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(target);
    let me = me.to_string();
    loop {
        if let Ok(mut listener) = PgListener::connect_with(&pool).await
            && listener.listen(&channel).await.is_ok()
        {
            // None when the connection broke: whatever was told meanwhile was not heard.
            while let Ok(told) = listener.try_recv().await {
                match told.as_ref().and_then(|told| told.payload().split_once(' ')) {
                    Some((who, _)) if who == me => {}
                    Some((_, what)) => waker.wake(Hint::of_letters(what)),
                    None => waker.wake(Hint::ALL),
                }
            }
        }
        sleep(RETRY).await;
    }
}
