//! What automation sends by itself where its message found the window closed.

use enlace_domain::{
    ConversationId, MessageId, TemplatePurpose, TemplateValue, first_name, template::TemplateCategory,
};
use enlace_store::{
    board::{self, CardFilter},
    contacts,
    conversations::Conversation,
    messages,
    templates::{self, StoredTemplate},
    windows,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{DeskError, send, send::SentTemplate};

/// How somebody is addressed whose first name we don't know.
const NO_NAME: &str = "cliente";

/// Queues the template that is chosen for going on with a conversation, once for each closed window, however many
/// messages of the automation have found it closed. `None`: none is chosen that may be sent. The caller has locked the
/// conversation.
pub(crate) async fn resume(tx: &mut PgConnection, conversation: &Conversation) -> Result<Option<MessageId>, DeskError> {
    if !conversation.status.is_open() {
        return Ok(None);
    }
    let Some(chosen) = templates::for_purpose(tx, TemplatePurpose::Resume, conversation.channel).await? else {
        return Ok(None);
    };
    let opened_at = windows::of(tx, conversation.id)
        .await?
        .and_then(|standing| standing.last_inbound_at)
        .map_or(0, time::OffsetDateTime::unix_timestamp_nanos);
    // the same for the same window, and unique within the conversation
    let key = Uuid::from_u128(opened_at.unsigned_abs());
    if let Some(sent) = messages::by_client_key(tx, conversation.id, key).await? {
        return Ok(Some(sent));
    }
    let Some((used, text)) = addressed(tx, conversation.id, chosen).await? else {
        return Ok(None);
    };
    let message = send::queue_message(tx, &used.message(conversation, None, Some(key), &text, &used.extra()?)).await?;
    metrics::counter!("enlace_templates_resumed_total").increment(1);
    Ok(Some(message))
}

/// Whether a template is advertising and the person behind the conversation wants none.
pub(crate) async fn is_unwanted(
    tx: &mut PgConnection,
    conversation: ConversationId,
    chosen: &StoredTemplate,
) -> Result<bool, DeskError> {
    Ok(
        chosen.template.category == TemplateCategory::Marketing
            && contacts::refuses_marketing(tx, conversation).await?,
    )
}

/// A template of the automation with the subscriber's first name in its place, and its words. `None`: it may not be sent.
pub(crate) async fn addressed(
    tx: &mut PgConnection,
    conversation: ConversationId,
    chosen: StoredTemplate,
) -> Result<Option<(SentTemplate, String)>, DeskError> {
    if is_unwanted(tx, conversation, &chosen).await? {
        return Ok(None);
    }
    let name = board::cards(tx, CardFilter::These(&[conversation]))
        .await?
        .pop()
        .and_then(|card| first_name(&card.name))
        .unwrap_or_else(|| NO_NAME.to_owned());
    let values = chosen
        .template
        .placeholders()
        .into_iter()
        .map(|placeholder| TemplateValue {
            name: placeholder,
            value: name.clone(),
        })
        .collect();
    Ok(SentTemplate::new(chosen, values, None).ok())
}
