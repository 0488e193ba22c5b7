//! The times of the limits in a Redis. What it does not know for sure it says: another run of the server, another epoch
//! and any error are a loss, and nothing was let through.

use std::{
    fmt,
    sync::{Arc, LazyLock},
    time::Duration,
};

use enlace_domain::Pace;
use enlace_store::pace::{Ahead, Keeping, Paced};
use redis::{AsyncConnectionConfig, Client, RedisError, Script, aio::MultiplexedConnection};
use tokio::sync::Mutex;
use uuid::Uuid;

/// How long a connection and an answer may take: the message's row is locked meanwhile.
const PATIENCE: Duration = Duration::from_millis(300);

static COUNT: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("count.lua")));
static HOLD: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("hold.lua")));
static BEGIN: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("begin.lua")));

/// A Redis of the settings; cheap to clone. Connects when it is first asked, and again after a loss. `Debug` shows no
/// password.
#[derive(Clone)]
pub struct RedisPace(Arc<Inner>);

struct Inner {
    client: Client,
    connected: Mutex<Option<Connected>>,
}

/// A connection, and the run of the server at its other end.
#[derive(Clone)]
struct Connected {
    connection: MultiplexedConnection,
    run: String,
}

/// What the script says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// It may leave, and was counted.
    Through,
    /// The contact was sent enough for so long.
    AfterContact(Duration),
    /// The channel sends as fast as it may: look again after so long.
    InLine(Duration),
}

/// Why a Redis can't be trusted with the times.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Lost {
    #[error("it does not answer as it should: {0}")]
    Away(#[from] RedisError),
    #[error("it was started again, and may have forgotten")]
    OtherRun,
    #[error("it does not hold this desk's times any more")]
    OtherEpoch,
}

impl RedisPace {
    /// Reads an address like `redis://:password@host:6379/0`, or `rediss://` for TLS.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(address: &str) -> Result<Self, RedisError> {
        // two makes of cryptography are linked, and the Redis client does not choose; an error: it is chosen already
        let _chosen = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let client = Client::open(address)?;
        Ok(Self(Arc::new(Inner {
            client,
            connected: Mutex::new(None),
        })))
    }

    /// Whether it answers.
    pub async fn answers(&self) -> bool {
        let Ok(mut connected) = self.connected().await else {
            return false;
        };
        let answer: Result<String, _> = redis::cmd("PING").query_async(&mut connected.connection).await;
        if answer.is_err() {
            self.disconnect().await;
        }
        answer.is_ok()
    }

    /// Lets one message through both limits, or says how long it waits.
    pub(super) async fn count(
        &self,
        keeping: &Keeping,
        run: &str,
        pair: (Paced, Pace),
        channel: (Paced, Pace),
    ) -> Result<Counted, Lost> {
        let mut call = COUNT.prepare_invoke();
        call.key(key(keeping.desk, "epoch"))
            .key(key(keeping.desk, &pair.0.key()))
            .key(key(keeping.desk, &channel.0.key()))
            .key(key(keeping.desk, &format!("line:{}", channel.0.key())))
            .arg(keeping.epoch);
        for pace in [pair.1, channel.1] {
            call.arg(micros(pace.interval)).arg(micros(pace.tolerance));
        }
        // a connection that was closed while nobody used it says nothing of the server: a second one tells
        for is_last in [false, true] {
            let mut connected = self.connected().await?;
            if connected.run != run {
                self.disconnect().await;
                return Err(Lost::OtherRun);
            }
            let answer: Result<(String, i64), _> = call.invoke_async(&mut connected.connection).await;
            match answer {
                Ok((word, wait)) => return counted(&word, wait),
                Err(error) => {
                    self.disconnect().await;
                    if is_last || !error.is_connection_dropped() {
                        return Err(error.into());
                    }
                }
            }
        }
        Err(Lost::OtherRun)
    }

    /// Lets nothing through this limit for so long.
    pub(super) async fn hold(
        &self,
        keeping: &Keeping,
        run: &str,
        (paced, pace): (Paced, Pace),
        after: Duration,
    ) -> Result<(), Lost> {
        let mut connected = self.connected().await?;
        if connected.run != run {
            self.disconnect().await;
            return Err(Lost::OtherRun);
        }
        let mut call = HOLD.prepare_invoke();
        call.key(key(keeping.desk, "epoch"))
            .key(key(keeping.desk, &paced.key()))
            .arg(keeping.epoch)
            .arg(micros(pace.tolerance + after));
        let answer: Result<(String, i64), _> = call.invoke_async(&mut connected.connection).await;
        if answer.is_err() {
            self.disconnect().await;
        }
        let (word, wait) = answer?;
        counted(&word, wait).map(|_| ())
    }

    /// Begins an epoch with the times that the database kept. Returns the run of the server.
    pub(super) async fn begin(&self, keeping: &Keeping, epoch: i64, ahead: &[Ahead]) -> Result<String, Lost> {
        // whatever was connected before the loss is not trusted
        self.disconnect().await;
        let mut connected = self.connected().await?;
        let mut call = BEGIN.prepare_invoke();
        call.key(key(keeping.desk, "epoch")).arg(epoch).arg(
            keeping
                .forgot_before
                .map(|micros| micros.to_string())
                .unwrap_or_default(),
        );
        for limit in ahead {
            call.key(key(keeping.desk, &limit.key)).arg(limit.micros);
        }
        let begun: Result<i64, _> = call.invoke_async(&mut connected.connection).await;
        if begun.is_err() {
            self.disconnect().await;
        }
        begun?;
        Ok(connected.run)
    }

    /// The connection, made where there is none.
    async fn connected(&self) -> Result<Connected, RedisError> {
        let mut held = self.0.connected.lock().await;
        if let Some(connected) = held.as_ref() {
            return Ok(connected.clone());
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let mut connection = self
            .0
            .client
            .get_multiplexed_async_connection_with_config(&config)
            .await?;
        let about: String = redis::cmd("INFO").arg("server").query_async(&mut connection).await?;
        let run = about.lines().find_map(|line| line.strip_prefix("run_id:"));
        let connected = Connected {
            connection,
            run: run.unwrap_or_default().trim().to_owned(),
        };
        *held = Some(connected.clone());
        Ok(connected)
    }

    async fn disconnect(&self) {
        *self.0.connected.lock().await = None;
    }
}

/// Without the address: it may hold a password.
impl fmt::Debug for RedisPace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedisPace")
    }
}

/// All keys of a desk lie in one slot of a cluster.
fn key(desk: Uuid, name: &str) -> String {
    format!("enlace:{{{desk}}}:{name}")
}

fn micros(duration: time::Duration) -> i64 {
    i64::try_from(duration.whole_microseconds()).unwrap_or(i64::MAX)
}

fn counted(word: &str, wait: i64) -> Result<Counted, Lost> {
    let wait = Duration::from_micros(wait.unsigned_abs());
    match word {
        "through" => Ok(Counted::Through),
        "contact" => Ok(Counted::AfterContact(wait)),
        "line" => Ok(Counted::InLine(wait)),
        _ => Err(Lost::OtherEpoch),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Port 9 takes no connection.
    #[tokio::test]
    async fn one_that_is_not_there_does_not_answer() {
        for address in ["redis://127.0.0.1:9/0", "rediss://127.0.0.1:9/0"] {
            assert!(!RedisPace::parse(address).unwrap().answers().await, "{address}");
        }
    }

    #[test]
    fn an_address_is_read_and_its_password_does_not_show() {
        assert!(RedisPace::parse("http://host").is_err());
        let redis = RedisPace::parse("redis://:segredo@host:6379/0").unwrap();
        assert!(!format!("{redis:?}").contains("segredo"));
    }
}
