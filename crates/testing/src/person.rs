//! People who are logged in.

use enlace_desk::{Actor, Desk, log_in, password};
use enlace_domain::{LogInSessionId, PersonId, QueueKey, Role, view::PersonRef};
use enlace_store::{
    people::{self, PersonFields},
    sessions, teams,
};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// Everybody's password.
pub const PASSWORD: &str = "uma senha de teste";

static HASH: OnceCell<String> = OnceCell::const_new();

/// The e-mail of a person made here: `ana.lima@desk.test`.
#[must_use]
pub fn email_of(name: &str) -> String {
    format!("{}@desk.test", name.to_lowercase().replace(' ', "."))
}

/// A person with a log-in who serves these queues and may hold eight conversations.
pub async fn person(desk: &Desk, name: &str, role: Role, queues: &[QueueKey]) -> Actor {
    person_holding(desk, name, role, queues, 8).await
}

/// The same, who may hold `capacity` conversations.
pub async fn person_holding(desk: &Desk, name: &str, role: Role, queues: &[QueueKey], capacity: i32) -> Actor {
    let hash = HASH
        .get_or_init(|| async { password::hash(PASSWORD).await.expect("a password can be hashed") })
        .await;
    let (id, session, email) = (PersonId::new(), LogInSessionId::new(), email_of(name));
    let fields = PersonFields {
        name,
        email: &email,
        role,
        capacity,
        active: true,
    };
    let mut tx = desk.pool().begin().await.expect("the database is there");
    people::insert(&mut tx, id, &fields, hash)
        .await
        .expect("the person is new");
    let serving = teams::serving(&mut tx, queues).await.expect("teams can be read");
    teams::set_members(&mut tx, id, &serving)
        .await
        .expect("the person joins");
    // the token's hash is random: nobody has the token
    let token = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    sessions::begin(&mut tx, session, id, &token)
        .await
        .expect("the log-in begins");
    tx.commit().await.expect("the person is kept");
    Actor {
        session,
        person: PersonRef {
            id,
            name: name.to_owned(),
        },
        email,
        role,
        queues: queues.to_vec(),
    }
}

/// Logs a person made here in and gives the token of the cookie.
pub async fn token_of(desk: &Desk, name: &str) -> log_in::SessionToken {
    log_in::log_in(desk, &email_of(name), PASSWORD)
        .await
        .expect("the password is right")
        .0
}
