//! The people page, and the list of colleagues.

use enlace_domain::{
    PersonId, Role,
    person::PASSWORD_MIN,
    view::{PersonForm, PersonRef, PersonRow, TeamView},
};
use enlace_store::{
    StoreError, events,
    events::EventKind,
    people::{self, EMAIL_KEY, LockedPerson, PersonFields},
    sessions, teams as store_teams, violates,
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Actor, Desk, DeskError, assign,
    audit::{self, Action, Subject},
    password,
};

/// The longest password we hash, in characters: a hash of megabytes would be somebody's weapon.
const PASSWORD_MAX: usize = 256;

/// Everybody, for managers.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn list(desk: &Desk, actor: &Actor) -> Result<Vec<PersonRow>, DeskError> {
    actor.require(actor.role.may_see_people(), "see people")?;
    Ok(people::list(&mut *desk.pool().acquire().await?).await?)
}

/// The teams and the queues they serve, for managers.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn teams(desk: &Desk, actor: &Actor) -> Result<Vec<TeamView>, DeskError> {
    actor.require(actor.role.may_see_people(), "see teams")?;
    Ok(store_teams::list(&mut *desk.pool().acquire().await?).await?)
}

/// Everybody to whom a conversation may be handed.
///
/// # Errors
/// The database is away.
pub async fn colleagues(desk: &Desk, _actor: &Actor) -> Result<Vec<PersonRef>, DeskError> {
    Ok(people::active(&mut *desk.pool().acquire().await?).await?)
}

/// Makes or changes a person. Switching one off ends their log-ins and puts back what they hold; a new password ends
/// their other log-ins.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming the field, also for an e-mail
/// somebody else has and for the last administrator's role; [`DeskError::NotFound`].
pub async fn save(desk: &Desk, actor: &Actor, form: PersonForm) -> Result<PersonId, DeskError> {
    actor.require(actor.role.may_edit_people(), "edit people")?;
    let (name, email) = (form.name.trim(), form.email.trim().to_lowercase());
    check(name, &email, &form)?;
    let hash = match &form.password {
        Some(password) => Some(password::hash(password).await?),
        None => None,
    };
    let fields = PersonFields {
        name,
        email: &email,
        role: form.role,
        capacity: form.capacity,
        active: form.active,
    };

    let mut tx = desk.pool().begin().await?;
    let (id, action) = match (form.id, &hash) {
        (Some(id), _) => {
            change(&mut tx, actor, id, &fields, hash.as_deref()).await?;
            (id, Action::ChangePerson)
        }
        (None, Some(hash)) => {
            let id = PersonId::new();
            people::insert(&mut tx, id, &fields, hash).await.map_err(taken_email)?;
            (id, Action::CreatePerson)
        }
        (None, None) => return Err(invalid("password", format!("ao menos {PASSWORD_MIN} caracteres"))),
    };
    store_teams::set_members(&mut tx, id, &form.teams).await?;
    events::append(&mut tx, EventKind::People, None, None).await?;
    let detail = json!({
        "role": form.role, "capacity": form.capacity, "active": form.active, "teams": form.teams,
        "new_password": form.password.is_some(),
    });
    audit::record(&mut tx, actor.person.id, action, Subject::Person(id), &detail).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(id)
}

async fn change(
    conn: &mut PgConnection,
    actor: &Actor,
    id: PersonId,
    fields: &PersonFields<'_>,
    hash: Option<&str>,
) -> Result<(), DeskError> {
    // all administrators are locked before anything is decided, so that two who demote each other come one by one
    let administrators = people::lock_administrators(&mut *conn).await?;
    let before = people::lock(&mut *conn, id)
        .await?
        .ok_or(DeskError::NotFound { what: "person" })?;
    let stays = fields.active && fields.role == Role::Administrator;
    if !stays && administrators == [id] {
        return Err(invalid(
            "role",
            "o último administrador continua administrador e ativo".to_owned(),
        ));
    }
    people::update(&mut *conn, id, fields, hash)
        .await
        .map_err(taken_email)?;
    if switched_off(&before, fields) {
        sessions::end_all(&mut *conn, id, None).await?;
        assign::release_all(&mut *conn, actor, id).await?;
    } else if hash.is_some() {
        sessions::end_all(conn, id, Some(actor.session)).await?;
    }
    Ok(())
}

fn switched_off(before: &LockedPerson, after: &PersonFields<'_>) -> bool {
    before.active && !after.active
}

fn check(name: &str, email: &str, form: &PersonForm) -> Result<(), DeskError> {
    if !(2..=120).contains(&name.chars().count()) {
        return Err(invalid("name", "de 2 a 120 letras".to_owned()));
    }
    let parts = email.split_once('@');
    let well_formed = parts.is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'));
    if !well_formed || email.len() > 254 || email.contains(char::is_whitespace) {
        return Err(invalid("email", "um e-mail, como ana@provedor.com.br".to_owned()));
    }
    if !(1..=100).contains(&form.capacity) {
        return Err(invalid("capacity", "de 1 a 100".to_owned()));
    }
    let length = form.password.as_ref().map(|password| password.chars().count());
    if length.is_some_and(|length| !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length)) {
        return Err(invalid(
            "password",
            format!("de {PASSWORD_MIN} a {PASSWORD_MAX} caracteres"),
        ));
    }
    Ok(())
}

fn invalid(field: &'static str, allowed: String) -> DeskError {
    DeskError::Invalid { field, allowed }
}

fn taken_email(error: StoreError) -> DeskError {
    match &error {
        StoreError::Database(cause) if violates(cause, EMAIL_KEY) => {
            invalid("email", "um e-mail que ninguém mais usa aqui".to_owned())
        }
        _ => error.into(),
    }
}
