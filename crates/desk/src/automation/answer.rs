//! Answers from the knowledge base by itself: once in a conversation, only what is sure, always with its source and the
//! question whether it helped. Whoever says no, something else or nothing gets a person, who sees what was tried.

use enlace_domain::{
    MessageKind, QueueKey,
    article::AnswerOutcome,
    event::{NearArticle, SystemLine},
    first_name, message,
    view::Choice,
};
use enlace_store::{
    assignment, conversations, knowledge_answers,
    knowledge_answers::{NewAnswer, OpenAnswer},
    knowledge_gaps, messages,
    messages::NewOutboundMessage,
};
use enlace_whatsapp::IncomingMessage;
use serde_json::json;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{
    BURST, News,
    choice::plain,
    hand_over::{self, Reason},
    understand::Guess,
    words,
};
use crate::{Desk, DeskError, knowledge, send, survey};

/// The button of those whom the answer helped.
const SOLVED: &str = "answer_solved";
/// The button of those who want a person.
const PERSON: &str = "answer_person";

/// What came of asking the base.
pub(super) enum Offer {
    /// An answer goes to the subscriber.
    Sent,
    /// None does. The nearest articles, where the base was asked.
    NotSure(Vec<NearArticle>),
}

/// Answers, if it may, if it can and if it is sure.
pub(super) async fn offer(
    desk: &Desk,
    tx: &mut PgConnection,
    news: &News<'_>,
    guess: &Guess,
    text: &str,
) -> Result<Offer, DeskError> {
    let conversation = news.conversation;
    let by_people = matches!(guess.queue, QueueKey::TechnicalUrgent | QueueKey::Cancellation);
    if by_people || conversation.asked_at.is_some() {
        return Ok(Offer::NotSure(Vec::new()));
    }
    // on an embedder that nobody has measured nothing is sure, even where the switch was left on
    let Some(from) = knowledge::sure_from_here(desk) else {
        return Ok(Offer::NotSure(Vec::new()));
    };
    if !knowledge_answers::are_on(tx).await? {
        return Ok(Offer::NotSure(Vec::new()));
    }
    let asked = knowledge::ask(desk, tx, text, from).await?;
    let Some(answer) = asked.sure else {
        knowledge_gaps::note(tx, conversation.id, &message::preview(text)).await?;
        return Ok(Offer::NotSure(asked.near));
    };
    let new = NewAnswer {
        conversation: conversation.id,
        article: answer.article,
        version: answer.version,
        queue: guess.queue,
        confidence: guess.confidence,
    };
    if !knowledge_answers::offer(tx, &new).await? {
        return Ok(Offer::NotSure(asked.near));
    }
    let choices = [(SOLVED, "Sim, resolveu"), (PERSON, "Falar com alguém")].map(|(id, title)| Choice {
        id: id.to_owned(),
        title: title.to_owned(),
    });
    let body = words::answer(first_name(news.name).as_deref(), &answer.words, &answer.title);
    let new = NewOutboundMessage {
        conversation: conversation.id,
        channel: conversation.channel,
        author: None,
        kind: MessageKind::Interactive,
        body: &body,
        extra: &json!({ "choices": choices }),
        client_key: None,
    };
    send::queue_message(tx, &new).await?;
    conversations::asked(tx, conversation.id).await?;
    metrics::counter!("enlace_knowledge_answers_total").increment(1);
    Ok(Offer::Sent)
}

/// What the message says about the answer that was given. `None`: none was, or it is settled.
pub(super) async fn settle(tx: &mut PgConnection, news: &News<'_>) -> Result<Option<bool>, DeskError> {
    let conversation = news.conversation;
    let Some(open) = knowledge_answers::open(tx, conversation.id).await? else {
        return Ok(None);
    };
    match reading(news.incoming) {
        Some(AnswerOutcome::Solved) => solved(tx, news, open).await.map(Some),
        Some(_) => to_people(tx, news, open).await.map(Some),
        // written before the answer was read
        None if conversation
            .asked_at
            .is_some_and(|at| OffsetDateTime::now_utc() - at < BURST) =>
        {
            Ok(Some(false))
        }
        None => to_people(tx, news, open).await.map(Some),
    }
}

async fn solved(tx: &mut PgConnection, news: &News<'_>, open: OpenAnswer) -> Result<bool, DeskError> {
    let conversation = news.conversation;
    knowledge_answers::settle(tx, open.id, AnswerOutcome::Solved).await?;
    let new = NewOutboundMessage {
        conversation: conversation.id,
        channel: conversation.channel,
        author: None,
        kind: MessageKind::Text,
        body: &words::solved(&conversation.protocol),
        extra: &json!({}),
        client_key: None,
    };
    send::queue_message(tx, &new).await?;
    assignment::close_solved(tx, conversation.id, open.queue).await?;
    messages::append_line(tx, conversation.id, conversation.channel, &SystemLine::SolvedByAnswer).await?;
    survey::ask(tx, conversation.id).await?;
    Ok(true)
}

async fn to_people(tx: &mut PgConnection, news: &News<'_>, open: OpenAnswer) -> Result<bool, DeskError> {
    knowledge_answers::settle(tx, open.id, AnswerOutcome::Person).await?;
    let reason = Reason::NotSolved(open.confidence);
    hand_over::run(
        tx,
        news.conversation,
        news.name,
        open.queue,
        reason,
        &news.incoming.body,
        // the answer itself stands in the thread
        &[],
    )
    .await
}

/// What somebody says about an answer in a word or by a button; `None` for everything longer.
fn reading(incoming: &IncomingMessage) -> Option<AnswerOutcome> {
    match incoming.button_payload.as_deref() {
        Some(SOLVED) => return Some(AnswerOutcome::Solved),
        Some(PERSON) => return Some(AnswerOutcome::Person),
        _ => {}
    }
    match plain(&incoming.body).as_str() {
        "sim" | "s" | "sim resolveu" | "resolveu" | "resolvido" | "deu certo" | "funcionou" | "consegui" | "1" => {
            Some(AnswerOutcome::Solved)
        }
        "nao" | "n" | "nao resolveu" | "falar com alguem" | "atendente" | "nao funcionou" | "2" => {
            Some(AnswerOutcome::Person)
        }
        _ => None,
    }
}
