//! People and customers of the demo and the tests: put in once, left alone when they are there already.

use enlace_domain::{
    ChannelId, PersonId, QueueKey, Role,
    person::PASSWORD_MIN,
    view::{Costs, SurveySettings},
};
use enlace_store::{
    Pool, audit, churn::facts, churn_history, customers as store_customers, goals, history, people as store_people,
    people::PersonFields, presence, sessions, surveys, teams,
};
pub use enlace_store::{
    churn::facts::{Ending, NewFact},
    churn_history::{PastCase, PastSaid},
    customers::NewCustomer,
    history::{PastConversation, PastSurvey},
    presence::PersonHour,
};
use time::OffsetDateTime;

use crate::{Desk, DeskError, password};

/// A person to be put in.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// 2 to 120 characters.
    pub name: String,
    /// Lower case, unique.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Conversations at once, 1 to 100.
    pub capacity: i32,
    /// The queues they serve: they join the teams behind them.
    pub queues: Vec<QueueKey>,
    /// In clear.
    pub password: String,
}

/// Customers go in by so many rows a statement.
const CHUNK: usize = 1_000;

/// Puts people in; those whose e-mail is known stay as they are.
///
/// # Errors
/// The database is away, or a person breaks the rules of the table.
pub async fn people(desk: &Desk, people: &[NewPerson]) -> Result<(), DeskError> {
    for new in people {
        let mut conn = desk.pool().acquire().await?;
        if store_people::credentials(&mut conn, &new.email).await?.is_some() {
            continue;
        }
        drop(conn);
        let hash = password::hash(&new.password).await?;
        let fields = PersonFields {
            name: &new.name,
            email: &new.email,
            role: new.role,
            capacity: new.capacity,
            active: true,
        };
        let id = PersonId::new();
        let mut tx = desk.pool().begin().await?;
        store_people::insert(&mut tx, id, &fields, &hash).await?;
        let serving = teams::serving(&mut tx, &new.queues).await?;
        teams::set_members(&mut tx, id, &serving).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Puts customers in; those whose phone or contract is known stay as they are. Returns how many were new.
///
/// # Errors
/// The database is away, or a customer breaks the rules of the table.
pub async fn customers(desk: &Desk, customers: &[NewCustomer]) -> Result<u64, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let mut new = 0;
    for chunk in customers.chunks(CHUNK) {
        new += store_customers::insert(&mut tx, chunk).await?;
    }
    tx.commit().await?;
    Ok(new)
}

/// Puts past conversations in, where the desk has none at all yet; returns how many.
///
/// # Errors
/// The database is away, or a conversation breaks the rules of the table.
pub async fn past(desk: &Desk, channel: ChannelId, past: &[PastConversation]) -> Result<usize, DeskError> {
    if enlace_store::tally::has_conversations(desk.pool()).await? {
        return Ok(0);
    }
    let mut tx = desk.pool().begin().await?;
    for chunk in past.chunks(CHUNK) {
        history::insert(&mut tx, channel, chunk).await?;
    }
    tx.commit().await?;
    Ok(past.len())
}

/// Puts in who was at work when.
///
/// # Errors
/// The database is away.
pub async fn shifts(desk: &Desk, hours: &[PersonHour]) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    for chunk in hours.chunks(5 * CHUNK) {
        presence::insert(&mut tx, chunk).await?;
    }
    Ok(tx.commit().await?)
}

/// Puts in when the desk was up, from and to.
///
/// # Errors
/// The database is away.
pub async fn beats(desk: &Desk, spans: &[(OffsetDateTime, OffsetDateTime)]) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    goals::beats(&mut conn, spans).await?;
    Ok(())
}

/// Lets subscribers be asked how it was.
///
/// # Errors
/// The database is away.
pub async fn surveys(desk: &Desk) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let now = surveys::settings(&mut conn).await?;
    let on = SurveySettings {
        is_on: true,
        recommending: true,
        ..now
    };
    surveys::save(&mut conn, &on).await?;
    Ok(())
}

/// Says what things cost.
///
/// # Errors
/// The database is away.
pub async fn costs(desk: &Desk, costs: Costs) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    let mut now = goals::settings(&mut tx).await?;
    now.costs = costs;
    goals::save(&mut tx, &now).await?;
    Ok(tx.commit().await?)
}

/// Puts in what other systems know of customers, and which contracts have ended.
///
/// # Errors
/// The database is away.
pub async fn lives(desk: &Desk, facts: &[NewFact], endings: &[Ending]) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    for chunk in facts.chunks(5 * CHUNK) {
        facts::insert(&mut tx, chunk).await?;
    }
    facts::end(&mut tx, endings).await?;
    Ok(tx.commit().await?)
}

/// Puts in what was said of customers on days that are over, and the cases about them; with nothing said, nothing.
///
/// # Errors
/// The database is away, or a case breaks the rules of the table.
pub async fn churn(desk: &Desk, said: &[PastSaid], cases: &[PastCase]) -> Result<(), DeskError> {
    let Some(first) = said.iter().map(|one| one.day).min() else {
        return Ok(());
    };
    let mut tx = desk.pool().begin().await?;
    let model = churn_history::model(&mut tx, first).await?;
    for chunk in said.chunks(5 * CHUNK) {
        churn_history::said(&mut tx, model, chunk).await?;
    }
    for chunk in cases.chunks(CHUNK) {
        churn_history::cases(&mut tx, model, chunk).await?;
    }
    Ok(tx.commit().await?)
}

/// Makes a person, or gives the one with this e-mail the role, the password and the way in.
///
/// For whoever runs the server, who needs a first administrator and sometimes has lost a password. It ends the
/// person's log-ins.
///
/// # Errors
/// [`DeskError::Invalid`] for a short password; the database is away, or a field breaks the rules of the table.
pub async fn set_person(pool: &Pool, new: &NewPerson) -> Result<PersonId, DeskError> {
    if new.password.chars().count() < PASSWORD_MIN {
        return Err(DeskError::Invalid {
            field: "password",
            allowed: format!("at least {PASSWORD_MIN} characters"),
        });
    }
    let hash = password::hash(&new.password).await?;
    let email = new.email.trim().to_lowercase();
    let fields = PersonFields {
        name: &new.name,
        email: &email,
        role: new.role,
        capacity: new.capacity,
        active: true,
    };
    let mut tx = pool.begin().await?;
    let id = match store_people::credentials(&mut tx, &email).await? {
        Some(known) => {
            store_people::update(&mut tx, known.person.id, &fields, Some(&hash)).await?;
            sessions::end_all(&mut tx, known.person.id, None).await?;
            known.person.id
        }
        None => {
            let id = PersonId::new();
            store_people::insert(&mut tx, id, &fields, &hash).await?;
            let serving = teams::serving(&mut tx, &new.queues).await?;
            teams::set_members(&mut tx, id, &serving).await?;
            id
        }
    };
    let detail = serde_json::json!({ "role": new.role, "from": "command line" });
    audit::append(&mut tx, None, "person.set", "person", Some(id.get()), &detail).await?;
    tx.commit().await?;
    Ok(id)
}
