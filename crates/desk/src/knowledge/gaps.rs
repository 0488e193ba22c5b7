//! What the base lacks: questions without an answer, articles that nobody uses, articles that did not help.

use enlace_domain::{
    ArticleId,
    article::{ASKED_MAX, ArticleFields, Audience, TITLE_MAX, slug_of},
    view::{ArticleUse, GAP_DAYS, KnowledgeGaps},
};
use enlace_store::{knowledge_answers, knowledge_gaps};
use serde_json::json;

use super::{
    measured::cannot_answer,
    write::{create, marked},
};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// So many of each kind are shown.
const SHOWN: i64 = 50;

/// The gaps of the last days.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn gaps(desk: &Desk, actor: &Actor) -> Result<KnowledgeGaps, DeskError> {
    actor.require(actor.role.may_edit_articles(), "see what the base lacks")?;
    let mut conn = desk.pool().acquire().await?;
    Ok(KnowledgeGaps {
        answers_on: knowledge_answers::are_on(&mut conn).await?,
        cannot_answer: cannot_answer(desk),
        questions: knowledge_gaps::open(&mut conn, GAP_DAYS, SHOWN).await?,
        unused: knowledge_gaps::unused(&mut conn, GAP_DAYS, SHOWN).await?,
        handed_over: knowledge_gaps::handed_over(&mut conn, GAP_DAYS, SHOWN).await?,
    })
}

/// Makes a draft of a question, and takes the question from the list.
///
/// # Errors
/// As [`super::create`].
pub async fn draft_of_gap(
    desk: &Desk,
    actor: &Actor,
    question: &str,
    category: String,
) -> Result<ArticleId, DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    let asked = question.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = question.trim().chars().take(TITLE_MAX).collect();
    let fields = ArticleFields {
        // two questions may begin alike, and a slug is one article's
        slug: marked(&slug_of(&title)),
        category,
        audience: Audience::Subscriber,
        title,
        body: format!("> {asked}\n\n"),
        asked_as: asked.chars().take(ASKED_MAX).collect(),
        valid_from: None,
        valid_until: None,
    };
    let id = create(desk, actor, fields).await?;
    knowledge_gaps::close(&mut *desk.pool().acquire().await?, question, actor.person.id).await?;
    Ok(id)
}

/// Takes a question from the list: no article is wanted.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn dismiss_gap(desk: &Desk, actor: &Actor, question: &str) -> Result<(), DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    knowledge_gaps::close(&mut *desk.pool().acquire().await?, question, actor.person.id).await?;
    Ok(())
}

/// Says whether automation may answer from the base. It may always be forbidden.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] for letting it answer on a desk without an
/// embedder whose margin was measured.
pub async fn switch_answers(desk: &Desk, actor: &Actor, on: bool) -> Result<(), DeskError> {
    actor.require(actor.role.may_edit_articles(), "let automation answer")?;
    if on && cannot_answer(desk).is_some() {
        return Err(DeskError::Invalid {
            field: "answers",
            allowed: "uma busca por sentido cuja margem de certeza foi medida".to_owned(),
        });
    }
    let mut tx = desk.pool().begin().await?;
    knowledge_answers::switch(&mut tx, on).await?;
    let action = if on {
        Action::AllowAnswers
    } else {
        Action::ForbidAnswers
    };
    audit::record(&mut tx, actor.person.id, action, Subject::KnowledgeBase, &json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// Counts that somebody has opened or sent an article.
///
/// # Errors
/// The database is away.
pub async fn used(desk: &Desk, _actor: &Actor, article: ArticleId) -> Result<(), DeskError> {
    Ok(knowledge_gaps::used(&mut *desk.pool().acquire().await?, article).await?)
}

/// What an article did in the last days.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn use_of(desk: &Desk, actor: &Actor, article: ArticleId) -> Result<ArticleUse, DeskError> {
    actor.require(actor.role.may_edit_articles(), "see how articles are used")?;
    Ok(knowledge_gaps::use_of(&mut *desk.pool().acquire().await?, article, GAP_DAYS).await?)
}
