//! The task that owns the listening connection: connects, listens, delivers, and starts over when it is lost.
//!
//! A loss is seen in two ways: the socket closes, or a sign of life that is asked for every
//! [`PING_INTERVAL`] does not come (a peer that vanished without a word).

use std::time::Duration;

use sqlx::{
    Acquire, Connection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Command, registry::Registry};

/// How often a quiet connection is asked for a sign of life.
const PING_INTERVAL: Duration = Duration::from_secs(15);

/// How long any one exchange with the server may take.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(5);

/// The first and the longest pause between attempts to connect.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));

/// Most commands that one LISTEN statement covers.
const BATCH: usize = 256;

/// Why a connection is not served any more.
enum Ended {
    /// The store closes, or nobody can subscribe any more.
    Stop,
    /// It must be made anew.
    Lost(sqlx::Error),
}

/// Serves `inbox` until `stop`.
pub(super) async fn run(
    connect: PgConnectOptions,
    mut inbox: mpsc::UnboundedReceiver<Command>,
    stop: CancellationToken,
) {
    let mut registry = Registry::default();
    let mut pause = BACK_OFF.0;
    loop {
        let lost = match open(&connect, &mut registry, &stop).await {
            Ok(Some(mut listener)) => {
                pause = BACK_OFF.0;
                match serve(&mut listener, &mut inbox, &mut registry, &stop).await {
                    Ended::Stop => break,
                    Ended::Lost(error) => error,
                }
            }
            Ok(None) => break,
            Err(error) => error,
        };
        registry.connection_lost();
        tracing::warn!(
            error = %ropewalk_telemetry::ErrorChain(&lost),
            "Lost the connection for notifications; connecting again"
        );
        if !wait(pause, &mut inbox, &mut registry, &stop).await {
            break;
        }
        pause = (pause * 2).min(BACK_OFF.1);
    }
    inbox.close();
    while let Some(command) = inbox.recv().await {
        registry.apply(command);
    }
    registry.close();
}

/// Connects and listens on all that is subscribed; none when it was told to stop.
async fn open(
    connect: &PgConnectOptions,
    registry: &mut Registry,
    stop: &CancellationToken,
) -> Result<Option<PgListener>, sqlx::Error> {
    let opening = within(async {
        // The listener wants a pool; this one holds just its connection, for as long as it lives.
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(EXCHANGE_TIMEOUT)
            .max_lifetime(None)
            .idle_timeout(None)
            .connect_lazy_with(connect.clone());
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.eager_reconnect(false);
        let changes = registry.changes();
        listener.listen_all(changes.listen.iter().map(String::as_str)).await?;
        // Lagged only now: the fresh read that it causes must come after the LISTEN.
        registry.mark_lagged();
        registry.done(changes);
        Ok(listener)
    });
    tokio::select! {
        () = stop.cancelled() => Ok(None),
        opened = opening => opened.map(Some),
    }
}

/// Delivers notifications and follows commands until the connection is lost or the task is to stop.
async fn serve(
    listener: &mut PgListener,
    inbox: &mut mpsc::UnboundedReceiver<Command>,
    registry: &mut Registry,
    stop: &CancellationToken,
) -> Ended {
    let mut batch = Vec::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ended::Stop,
            received = listener.try_recv() => match received {
                Ok(Some(notification)) => registry.deliver(notification.channel(), notification.payload()),
                Ok(None) => return Ended::Lost(closed()),
                Err(error) => return Ended::Lost(error),
            },
            count = inbox.recv_many(&mut batch, BATCH) => {
                if count == 0 {
                    return Ended::Stop;
                }
                batch.drain(..).for_each(|command| registry.apply(command));
                if let Err(error) = within(follow(listener, registry)).await {
                    return Ended::Lost(error);
                }
            }
            () = tokio::time::sleep(PING_INTERVAL) => {
                let ping = async { listener.acquire().await?.ping().await };
                if let Err(error) = within(ping).await {
                    return Ended::Lost(error);
                }
            }
        }
    }
}

/// Tells the server what changed.
async fn follow(listener: &mut PgListener, registry: &mut Registry) -> Result<(), sqlx::Error> {
    let changes = registry.changes();
    if !changes.listen.is_empty() {
        listener.listen_all(changes.listen.iter().map(String::as_str)).await?;
    }
    for channel in &changes.unlisten {
        listener.unlisten(channel).await?;
    }
    registry.done(changes);
    Ok(())
}

/// Pauses between attempts, but still takes subscriptions; false when the task is to stop.
async fn wait(
    pause: Duration,
    inbox: &mut mpsc::UnboundedReceiver<Command>,
    registry: &mut Registry,
    stop: &CancellationToken,
) -> bool {
    let end = tokio::time::sleep(pause);
    tokio::pin!(end);
    loop {
        tokio::select! {
            () = stop.cancelled() => return false,
            () = &mut end => return true,
            command = inbox.recv() => match command {
                Some(command) => registry.apply(command),
                None => return false,
            },
        }
    }
}

/// Gives an exchange with the server its deadline.
async fn within<T>(exchange: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    tokio::time::timeout(EXCHANGE_TIMEOUT, exchange).await.unwrap_or_else(|_elapsed| {
        Err(sqlx::Error::Io(std::io::Error::new(
            std::io::ErrorKind::TimedOut,
            "the database does not answer",
        )))
    })
}

/// The server closed the connection.
fn closed() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(
        std::io::ErrorKind::ConnectionAborted,
        "the database closed the connection",
    ))
}
