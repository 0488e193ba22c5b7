//! One of many processes does what must happen once: an advisory lock elects it.

use enlace_store::{Pool, jobs};
use sqlx::{Connection, PgConnection};

/// A standing candidate. It holds a connection of its own while it leads: when the process or the line dies,
/// PostgreSQL frees the lock and another candidate gets it.
pub struct Election {
    pool: Pool,
    lock: i64,
    seat: Option<PgConnection>,
}

impl Election {
    /// A candidate for the lock of this number.
    #[must_use]
    pub const fn new(pool: Pool, lock: i64) -> Self {
        Self { pool, lock, seat: None }
    }

    /// Whether this process leads now. Asks the database each time, for a lock is lost with its connection.
    pub async fn leads(&mut self) -> bool {
        if let Some(seat) = &mut self.seat {
            if seat.ping().await.is_ok() {
                return true;
            }
            self.seat = None;
        }
        // detached: a connection with a lock must not go back to the pool
        let Ok(seat) = self.pool.acquire().await else {
            return false;
        };
        let mut seat = seat.detach();
        match jobs::try_lead(&mut seat, self.lock).await {
            Ok(true) => {
                self.seat = Some(seat);
                true
            }
            Ok(false) => {
                drop(seat.close().await);
                false
            }
            Err(error) => {
                tracing::warn!(%error, "Could not ask who leads the scheduler");
                false
            }
        }
    }
}
