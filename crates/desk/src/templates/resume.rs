//! What automation sends by itself where its message found the window closed.

use enlace_domain::{
    ConversationId, MessageId, TemplatePurpose, TemplateValue, first_name,
    template::TemplateCategory,
    template_purpose::{AUTOMATION_VALUES, KnownValue},
};
use enlace_store::{
    board::{self, CardFilter},
    contacts,
    conversations::Conversation,
    messages,
    templates::StoredTemplate,
    windows,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::used::{NoTemplate, used_for};
use crate::{DeskError, send, send::SentTemplate};

/// How somebody is addressed whose first name we don't know.
const NO_NAME: &str = "cliente";

/// Queues the template that is used for going on with a conversation, once for each closed window, however many
/// messages of the automation have found it closed; or says why none is. The caller has locked the conversation.
pub(crate) async fn resume(
    tx: &mut PgConnection,
    conversation: &Conversation,
) -> Result<Result<MessageId, NoTemplate>, DeskError> {
    if !conversation.status.is_open() {
        return Ok(Err(NoTemplate::Over));
    }
    let chosen = match used_for(tx, TemplatePurpose::Resume, conversation.channel).await? {
        Ok(chosen) => chosen,
        Err(why) => return Ok(Err(why)),
    };
    let opened_at = windows::of(tx, conversation.id)
        .await?
        .and_then(|standing| standing.last_inbound_at)
        .map_or(0, time::OffsetDateTime::unix_timestamp_nanos);
    // the same for the same window, and unique within the conversation
    let key = Uuid::from_u128(opened_at.unsigned_abs());
    if let Some(sent) = messages::by_client_key(tx, conversation.id, key).await? {
        return Ok(Ok(sent));
    }
    let (used, text) = match addressed(tx, conversation, chosen).await? {
        Ok(filled) => filled,
        Err(why) => return Ok(Err(why)),
    };
    let message = send::queue_message(tx, &used.message(conversation, None, Some(key), &text, &used.extra()?)).await?;
    metrics::counter!("enlace_templates_resumed_total").increment(1);
    Ok(Ok(message))
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

/// A template of the automation with the subscriber's first name and the protocol in their places, and its words; or why
/// it is not sent.
pub(crate) async fn addressed(
    tx: &mut PgConnection,
    conversation: &Conversation,
    chosen: StoredTemplate,
) -> Result<Result<(SentTemplate, String), NoTemplate>, DeskError> {
    if is_unwanted(tx, conversation.id, &chosen).await? {
        return Ok(Err(NoTemplate::Unwanted));
    }
    let placeholders = chosen.template.placeholders();
    if placeholders.len() > AUTOMATION_VALUES {
        return Ok(Err(NoTemplate::NotFilled));
    }
    let name = board::cards(tx, CardFilter::These(&[conversation.id]))
        .await?
        .pop()
        .and_then(|card| first_name(&card.name))
        .unwrap_or_else(|| NO_NAME.to_owned());
    let values = placeholders
        .into_iter()
        .enumerate()
        .map(|(place, placeholder)| TemplateValue {
            value: match KnownValue::of(&placeholder, place) {
                KnownValue::FirstName => name.clone(),
                KnownValue::Protocol => conversation.protocol.as_str().to_owned(),
            },
            name: placeholder,
        })
        .collect();
    Ok(SentTemplate::new(chosen, values, None).map_err(|_| NoTemplate::NotFilled))
}
