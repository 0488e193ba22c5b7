//! Storing an answer and queueing its messages.

use enlace_domain::{
    ConversationId, ConversationStatus, DeliveryStatus, MediaId, MessageId, MessageKind, TemplateId, TemplateValue,
    UploadId, event::SystemLine, view::ThreadMessage,
};
use enlace_store::{
    assignment, clocks,
    conversations::{self, Conversation},
    media, messages,
    messages::NewOutboundMessage,
    outbox, people, templates, thread,
    uploads::{self, Upload},
};
use serde_json::json;
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::Answer;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    send::{self, SentFile, SentTemplate, file_words},
    templates::is_unwanted,
    window,
};

/// Answers a conversation.
///
/// The same `client_key` twice (a double click, a request that the browser repeats) gives the same message
/// back and sends once. Only the holder answers; a conversation that nobody holds becomes the answerer's. Where an answer
/// is several messages, the first one bears the key and comes back.
///
/// # Errors
/// [`DeskError::HeldBy`], [`DeskError::Closed`], [`DeskError::Invalid`] for an empty or too long text or what the channel
/// does not have, [`DeskError::File`], [`DeskError::WindowClosed`], [`DeskError::AtCapacity`], [`DeskError::NotFound`].
pub async fn send(
    desk: &Desk,
    actor: &Actor,
    conversation: ConversationId,
    client_key: Uuid,
    answer: impl Into<Answer>,
) -> Result<ThreadMessage, DeskError> {
    let answer = answer.into().checked()?;
    let mut tx = desk.pool().begin().await?;
    let open = match take(&mut tx, actor, conversation, client_key).await? {
        Taken::Open(open) => open,
        Taken::SentBefore(sent) => return view(&mut tx, sent).await,
    };
    window::require_open(&mut tx, conversation).await?;
    let parts = answer.parts(desk, &mut tx, actor, &open).await?;
    let mut first = None;
    for part in &parts {
        let new = NewOutboundMessage {
            conversation,
            channel: open.channel,
            author: Some(actor.person.id),
            kind: part.kind,
            body: &part.body,
            extra: &part.extra,
            client_key: first.is_none().then_some(client_key),
        };
        let sent = send::queue_message(&mut tx, &new).await?;
        if let Some((id, upload)) = &part.file {
            media::insert_sent(&mut tx, *id, sent, upload).await?;
        }
        first.get_or_insert(sent);
    }
    let first = first.ok_or(DeskError::NotFound { what: "message" })?;
    finish(desk, tx, conversation, first).await
}

/// Answers a conversation with an approved template, which may leave whether the 24-hour window is open or not. The
/// message shows the words as the subscriber will read them. Otherwise as [`send`].
///
/// # Errors
/// [`DeskError::Invalid`]: `template` for one that may not be sent on this channel, or for advertising where the contact
/// wants none, `values` naming the placeholder that
/// lacks one, `file` where the file is not what stands above the template's words; the others of [`send`] but
/// [`DeskError::WindowClosed`].
pub async fn send_template(
    desk: &Desk,
    actor: &Actor,
    conversation: ConversationId,
    client_key: Uuid,
    template: TemplateId,
    values: Vec<TemplateValue>,
    file: Option<UploadId>,
) -> Result<ThreadMessage, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let open = match take(&mut tx, actor, conversation, client_key).await? {
        Taken::Open(open) => open,
        Taken::SentBefore(sent) => return view(&mut tx, sent).await,
    };
    let chosen = templates::load(&mut tx, template)
        .await?
        .filter(|chosen| chosen.channel == open.channel)
        .ok_or(DeskError::NotFound { what: "template" })?;
    if is_unwanted(&mut tx, conversation, &chosen).await? {
        return Err(DeskError::Invalid {
            field: "template",
            allowed: "um modelo que não seja de publicidade, porque este contato pediu ao WhatsApp para não receber"
                .to_owned(),
        });
    }
    let above = match file {
        Some(id) => Some(above(&mut tx, actor, &open, chosen.template.file_kind(), id).await?),
        None => None,
    };
    let file = above.as_ref().map(|(file, ..)| file.clone());
    let (used, text) = SentTemplate::new(chosen, values, file)?;
    let extra = used.extra()?;
    let new = used.message(&open, Some(actor.person.id), Some(client_key), &text, &extra);
    let sent = send::queue_message(&mut tx, &new).await?;
    if let Some((_, id, upload)) = &above {
        media::insert_sent(&mut tx, *id, sent, upload).await?;
    }
    finish(desk, tx, conversation, sent).await
}

/// What Meta takes above a template's words (developers.facebook.com, "Templates", media headers).
const fn takes_above(kind: MessageKind) -> &'static [&'static str] {
    match kind {
        MessageKind::Image => &["image/jpeg", "image/png"],
        MessageKind::Video => &["video/mp4"],
        MessageKind::Document => &["application/pdf"],
        _ => &[],
    }
}

/// The file that somebody has chosen to stand above a template's words.
async fn above(
    tx: &mut PgConnection,
    actor: &Actor,
    open: &Conversation,
    wanted: Option<MessageKind>,
    id: UploadId,
) -> Result<(SentFile, MediaId, Upload), DeskError> {
    let upload = uploads::find(tx, id, actor.person.id, open.id)
        .await?
        .ok_or(DeskError::NotFound { what: "file" })?;
    let kind = wanted.filter(|kind| takes_above(*kind).contains(&upload.stored.content_type.as_str()));
    let kind = kind.ok_or_else(|| DeskError::Invalid {
        field: "file",
        allowed: file_words(wanted).to_owned(),
    })?;
    let media = MediaId::new();
    Ok((SentFile::new(media, kind, &upload), media, upload))
}

/// A conversation that somebody is about to answer.
enum Taken {
    /// Theirs, and locked.
    Open(Conversation),
    /// The answer of this key is there already.
    SentBefore(MessageId),
}

/// Locks a conversation for an answer; one that nobody holds becomes the answerer's.
async fn take(
    tx: &mut PgConnection,
    actor: &Actor,
    conversation: ConversationId,
    client_key: Uuid,
) -> Result<Taken, DeskError> {
    // the person first, the conversation second, as in every step that gives a conversation to somebody
    let person = people::lock(tx, actor.person.id).await?.ok_or(DeskError::NotLoggedIn)?;
    let open = conversations::lock(tx, conversation)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    if let Some(sent) = messages::by_client_key(tx, conversation, client_key).await? {
        return Ok(Taken::SentBefore(sent));
    }
    match open.assigned {
        _ if open.status == ConversationStatus::Closed => return Err(DeskError::Closed),
        Some(holder) if holder == actor.person.id => {}
        Some(_) => return Err(held_by_another(tx, conversation).await?),
        None => claim(tx, actor, conversation, person.capacity).await?,
    }
    Ok(Taken::Open(open))
}

/// Ends the transaction in which an answer was queued.
async fn finish(
    desk: &Desk,
    mut tx: Transaction<'_, Postgres>,
    conversation: ConversationId,
    sent: MessageId,
) -> Result<ThreadMessage, DeskError> {
    clocks::answered(&mut tx, conversation).await?;
    let message = view(&mut tx, sent).await?;
    tx.commit().await?;
    desk.hub().wake();
    desk.jobs_added().ring(desk.pool());
    metrics::counter!("enlace_replies_total").increment(1);
    Ok(message)
}

/// Tries a failed message again: another attempt under the same message. One that is on its way already, or arrived,
/// comes back as it stands.
///
/// # Errors
/// [`DeskError::HeldBy`] where somebody else holds the conversation, [`DeskError::Closed`], [`DeskError::NotFound`],
/// [`DeskError::WindowClosed`] for free text that has come too late.
pub async fn retry(desk: &Desk, actor: &Actor, message: MessageId) -> Result<ThreadMessage, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let row = outbox::of_message(&mut tx, message)
        .await?
        .ok_or(DeskError::NotFound { what: "message" })?;
    let conversation = conversations::lock(&mut tx, row.conversation)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    match conversation.assigned {
        _ if conversation.status == ConversationStatus::Closed => return Err(DeskError::Closed),
        Some(holder) if holder != actor.person.id && !actor.role.may_move_others() => {
            return Err(held_by_another(&mut tx, row.conversation).await?);
        }
        _ => {}
    }
    let outgoing = outbox::lock(&mut tx, row.id)
        .await?
        .ok_or(DeskError::NotFound { what: "message" })?;
    let again = outgoing.status == DeliveryStatus::Failed;
    if again {
        if !SentTemplate::is_in(&outgoing.extra) {
            window::require_open(&mut tx, row.conversation).await?;
        }
        send::queue_again(&mut tx, &outgoing).await?;
        // while it had failed the subscriber waited for it
        if outgoing.author.is_some() {
            clocks::answered_again(&mut tx, row.conversation, message).await?;
        }
    }
    let message = view(&mut tx, message).await?;
    tx.commit().await?;
    if again {
        desk.hub().wake();
        desk.jobs_added().ring(desk.pool());
    }
    Ok(message)
}

/// Gives a conversation that nobody holds to the person who answers it.
async fn claim(
    tx: &mut PgConnection,
    actor: &Actor,
    conversation: ConversationId,
    capacity: i32,
) -> Result<(), DeskError> {
    let me = actor.person.id;
    let channel = assignment::claim(tx, conversation, me)
        .await?
        .ok_or(DeskError::Closed)?;
    if assignment::holding(tx, me).await? > i64::from(capacity) {
        return Err(DeskError::AtCapacity { capacity });
    }
    let line = SystemLine::Claimed {
        by: actor.person.clone(),
    };
    messages::append_line(tx, conversation, channel, &line).await?;
    audit::record(
        tx,
        me,
        Action::Claim,
        Subject::Conversation(conversation),
        &json!({ "by": "answer" }),
    )
    .await?;
    Ok(())
}

/// Who holds it.
pub(crate) async fn held_by_another(
    tx: &mut PgConnection,
    conversation: ConversationId,
) -> Result<DeskError, DeskError> {
    let standing = assignment::standing(tx, conversation).await?;
    let holder = standing.and_then(|standing| standing.holder);
    Ok(holder.map_or(DeskError::NotFound { what: "conversation" }, DeskError::HeldBy))
}

/// The message as its thread shows it.
pub(crate) async fn view(conn: &mut PgConnection, message: MessageId) -> Result<ThreadMessage, DeskError> {
    thread::messages(conn, &[message])
        .await?
        .pop()
        .ok_or(DeskError::NotFound { what: "message" })
}
