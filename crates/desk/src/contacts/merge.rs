//! Merging, and taking it back. Everybody of the desk may; the book and the thread say who did.

use std::collections::BTreeSet;

use enlace_domain::{ContactId, ConversationId, MergeId, event::SystemLine};
use enlace_store::{conversations, events, merges, messages};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    erasure::refuse_erased,
};

const NO_SUCH: DeskError = DeskError::NotFound { what: "contact" };

/// The person behind this conversation is the other contact, too. Who stands for this one goes on standing for both.
///
/// # Errors
/// [`DeskError::NotFound`]; [`DeskError::Invalid`] where they are one person already, or one of them is erased.
pub async fn merge(desk: &Desk, actor: &Actor, here: ConversationId, other: ContactId) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    merges::lock(&mut tx).await?;
    let conversation = conversations::lock(&mut tx, here).await?.ok_or(NO_SUCH)?;
    let kept = merges::stands_for(&mut tx, conversation.contact)
        .await?
        .ok_or(NO_SUCH)?;
    let merged = merges::stands_for(&mut tx, other).await?.ok_or(NO_SUCH)?;
    if kept == merged {
        return Err(DeskError::Invalid {
            field: "contact",
            allowed: "outro contato: estes dois já estão unidos".to_owned(),
        });
    }
    for contact in [kept, merged] {
        refuse_erased(&mut tx, contact).await?;
    }
    let with = merges::name(&mut tx, merged).await?;
    let merge = merges::merge(&mut tx, kept, merged, Some(actor.person.id)).await?;
    let line = SystemLine::Merged {
        by: actor.person.clone(),
        with,
    };
    messages::append_line(&mut tx, here, conversation.channel, &line).await?;
    note(&mut tx, actor, Action::MergeContacts, merge, (kept, merged)).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(())
}

/// They are two, after all: everything is as if they had never been merged, and what came in since is where it would
/// have come in.
///
/// # Errors
/// [`DeskError::NotFound`], also where somebody else was faster; [`DeskError::Invalid`] where the person is erased.
pub async fn undo(desk: &Desk, actor: &Actor, here: ConversationId, merge: MergeId) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    merges::lock(&mut tx).await?;
    let conversation = conversations::lock(&mut tx, here).await?.ok_or(NO_SUCH)?;
    refuse_erased(&mut tx, conversation.contact).await?;
    let undone = merges::undo(&mut tx, merge, actor.person.id).await?.ok_or(NO_SUCH)?;
    // the merge may be that of others than the person of this conversation
    for contact in [undone.kept, undone.merged] {
        refuse_erased(&mut tx, contact).await?;
    }
    let line = SystemLine::Unmerged {
        by: actor.person.clone(),
        from: merges::name(&mut tx, undone.merged).await?,
    };
    messages::append_line(&mut tx, here, conversation.channel, &line).await?;
    note(&mut tx, actor, Action::UndoMerge, merge, (undone.kept, undone.merged)).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(())
}

/// The book, and the cards of both.
async fn note(
    tx: &mut PgConnection,
    actor: &Actor,
    action: Action,
    merge: MergeId,
    (kept, merged): (ContactId, ContactId),
) -> Result<(), DeskError> {
    let mut open = BTreeSet::new();
    for contact in [kept, merged] {
        open.extend(merges::open_conversations(tx, contact).await?);
    }
    for conversation in open {
        events::conversation_changed(tx, conversation).await?;
    }
    let detail = json!({ "kept": kept, "merged": merged });
    audit::record(tx, actor.person.id, action, Subject::Merge(merge), &detail).await?;
    Ok(())
}
