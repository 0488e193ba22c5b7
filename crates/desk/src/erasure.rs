//! Erasing what is known of a contact who asks for it (Lei 13.709/2018, art. 18, IV and VI).
//!
//! Words, names, addresses and files go, for good and in one transaction; the bytes of files go after it. Times, counts and
//! scores stay, so that no figure changes, and so does the contract, which the provider has to keep (art. 16, I).
//! `docs/PRIVACY.md` lists both.

use enlace_domain::{
    ContactId, ConversationId,
    view::{ERASE_WORD, Erased},
};
use enlace_store::{
    erasure::{self, Person, Search},
    events, merges, uploads,
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    media, send,
};

/// Why a letter about an erased contact is closed.
const LETTER: &str = "Os dados do contato foram apagados";
const NO_SUCH: DeskError = DeskError::NotFound { what: "conversation" };
/// So many objects at most in one go; the others come next time.
const LIMIT: i64 = 1_000;

/// Erases the person behind a conversation: its contact and all that were merged with it. `word` is [`ERASE_WORD`].
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::NotFound`]; [`DeskError::Invalid`]: `word`, `conversation` where one of the person
/// is open, which it names, `contact` where the person is erased already or something of them is on its way just now.
pub async fn erase(desk: &Desk, actor: &Actor, here: ConversationId, word: &str) -> Result<Erased, DeskError> {
    actor.require(actor.role.may_erase(), "erase a contact")?;
    if word.trim() != ERASE_WORD {
        return Err(invalid("word", format!("a palavra {ERASE_WORD}")));
    }
    let found = erasure::search(&mut *desk.pool().acquire().await?, here)
        .await?
        .ok_or(NO_SUCH)?;
    let mut tx = desk.pool().begin().await?;
    merges::lock(&mut tx).await?;
    let person = erasure::lock(&mut tx, here).await?.ok_or(NO_SUCH)?;
    if person.is_erased {
        return Err(erased());
    }
    if let Some(open) = &person.open {
        let allowed = format!("encerre primeiro a conversa aberta deste contato, protocolo {open}");
        return Err(invalid("conversation", allowed));
    }
    let done = empty(&mut tx, actor, &person, &found).await?;
    for conversation in person.conversations() {
        events::conversation_changed(&mut tx, conversation).await?;
    }
    let detail = json!({ "messages": done.messages, "files": done.files });
    let subject = Subject::Contact(person.contact);
    audit::record(&mut tx, actor.person.id, Action::EraseContact, subject, &detail).await?;
    tx.commit().await?;
    desk.hub().wake();
    metrics::counter!("enlace_contacts_erased_total").increment(1);
    if let Err(error) = clear_objects(desk).await {
        tracing::warn!(%error, "Erased files could not be cleared away; housekeeping tries again");
    }
    Ok(done)
}

/// Empties everything that is a person's, who is locked. `found` is what was found of them before.
async fn empty(tx: &mut PgConnection, actor: &Actor, person: &Person, found: &Search) -> Result<Erased, DeskError> {
    let addresses = erasure::addresses(tx, person).await?;
    let naming = erasure::search_again(tx, &addresses, found).await?;
    let came = erasure::events(tx, person, &addresses, &naming).await?;
    let on_its_way = erasure::on_its_way(tx, person, &addresses, &came).await?;
    if on_its_way.moves {
        let allowed = "algo deste contato está a caminho: uma mensagem, um arquivo ou uma resposta; tente em instantes";
        return Err(invalid("contact", allowed.to_owned()));
    }
    for outbox in on_its_way.queued {
        send::abandon(tx, outbox).await?;
    }
    let names = erasure::names(tx, person).await?;
    erasure::lines(tx, person).await?;
    erasure::lines_elsewhere(tx, person, &names, &addresses).await?;
    erasure::beside(tx, person).await?;
    erasure::close_letters(tx, person, &came, actor.person.id, LETTER).await?;
    erasure::blank(tx, &came).await?;
    let files = erasure::files(tx, person).await?;
    let messages = erasure::messages(tx, person).await?;
    erasure::forget_names(tx, person).await?;
    Ok(Erased {
        messages: i64::try_from(messages).unwrap_or(i64::MAX),
        files,
    })
}

/// Takes the bytes of erased files away that nothing else names; what stays of them is tried again.
///
/// # Errors
/// The database's or the store's; what was done until then stays done.
pub(crate) async fn clear_objects(desk: &Desk) -> Result<(), DeskError> {
    let objects = erasure::objects(&mut *desk.pool().acquire().await?, LIMIT).await?;
    for sha256 in objects {
        let mut tx = desk.pool().begin().await?;
        uploads::lock_object(&mut tx, &sha256).await?;
        media::clear_unnamed(desk, &mut tx, &sha256).await?;
        erasure::forget_object(&mut tx, &sha256).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Fails where a contact's data were erased.
///
/// # Errors
/// [`DeskError::Invalid`].
pub(crate) async fn refuse_erased(conn: &mut PgConnection, contact: ContactId) -> Result<(), DeskError> {
    if erasure::is_erased(conn, contact).await? {
        return Err(erased());
    }
    Ok(())
}

/// Fails where the data of a conversation's contact were erased.
///
/// # Errors
/// [`DeskError::Invalid`].
pub(crate) async fn refuse_erased_one(conn: &mut PgConnection, conversation: ConversationId) -> Result<(), DeskError> {
    if erasure::erased_at(conn, conversation).await?.is_some() {
        return Err(erased());
    }
    Ok(())
}

fn erased() -> DeskError {
    invalid("contact", "os dados deste contato foram apagados".to_owned())
}

fn invalid(field: &'static str, allowed: String) -> DeskError {
    DeskError::Invalid { field, allowed }
}
