//! Handing an article in, publishing it, taking it back, and bringing an older version back.

use enlace_domain::{
    ArticleId, PersonId,
    article::{ArticleField, ArticleFields, ArticleState, VersionReason},
    view::{ArticleDraft, ReviewAsk, SaveOutcome},
};
use enlace_store::{
    article_versions, articles,
    passages::{self, NewPassage},
};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    Held, hold,
    write::{checked, invalid, refused},
};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Hands the draft in for review, in the actor's name. Readers go on seeing what is published.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] for a text without words;
/// [`DeskError::NotFound`].
pub async fn submit(desk: &Desk, actor: &Actor, id: ArticleId, seen: i32) -> Result<SaveOutcome, DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    let mut tx = desk.pool().begin().await?;
    let draft = match hold(&mut tx, id, seen, None).await? {
        Held::Yours(draft) => draft,
        Held::Overtaken(outcome) => return Ok(outcome),
    };
    with_words(&draft)?;
    if draft.state != ArticleState::Draft {
        return Ok(SaveOutcome::Saved(draft.revision));
    }
    let state = ArticleState::InReview;
    let revision = articles::advance(&mut tx, id, state, draft.published_version, actor.person.id).await?;
    let (subject, detail) = (Subject::Article(id), json!({ "revision": revision }));
    audit::record(&mut tx, actor.person.id, Action::SubmitArticle, subject, &detail).await?;
    tx.commit().await?;
    Ok(SaveOutcome::Saved(revision))
}

/// Makes the draft the version that readers see.
///
/// Whoever asked for its review may do so, too, since there may be no other administrator: the version then says who did
/// both, and counts as read by nobody else
/// ([`Approval::asked_by_another`](enlace_domain::view::Approval::asked_by_another)).
///
/// # Errors
/// As [`submit`].
pub async fn publish(desk: &Desk, actor: &Actor, id: ArticleId, seen: i32) -> Result<SaveOutcome, DeskError> {
    actor.require(actor.role.may_edit_articles(), "publish articles")?;
    let mut tx = desk.pool().begin().await?;
    let draft = match hold(&mut tx, id, seen, None).await? {
        Held::Yours(draft) => draft,
        Held::Overtaken(outcome) => return Ok(outcome),
    };
    with_words(&draft)?;
    if draft.state == ArticleState::Published {
        return Ok(SaveOutcome::Saved(draft.revision));
    }
    let by = actor.person.id;
    let (version, revision) = release(&mut tx, id, &draft.fields, by, draft.review.as_ref()).await?;
    let detail = json!({ "version": version, "review_asked_by": draft.review.map(|review| review.by.id) });
    audit::record(&mut tx, by, Action::PublishArticle, Subject::Article(id), &detail).await?;
    tx.commit().await?;
    desk.knowledge().ring();
    Ok(SaveOutcome::Saved(revision))
}

/// Takes the article from its readers; its draft and its versions stay.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::NotFound`].
pub async fn withdraw(desk: &Desk, actor: &Actor, id: ArticleId, seen: i32) -> Result<SaveOutcome, DeskError> {
    actor.require(actor.role.may_edit_articles(), "withdraw articles")?;
    let mut tx = desk.pool().begin().await?;
    let draft = match hold(&mut tx, id, seen, None).await? {
        Held::Yours(draft) => draft,
        Held::Overtaken(outcome) => return Ok(outcome),
    };
    let Some(version) = draft.published_version else {
        return Ok(SaveOutcome::Saved(draft.revision));
    };
    let state = match draft.state {
        ArticleState::InReview => ArticleState::InReview,
        ArticleState::Draft | ArticleState::Published => ArticleState::Draft,
    };
    let revision = articles::advance(&mut tx, id, state, None, actor.person.id).await?;
    let (subject, detail) = (Subject::Article(id), json!({ "version": version }));
    audit::record(&mut tx, actor.person.id, Action::WithdrawArticle, subject, &detail).await?;
    passages::touch(&mut tx).await?;
    tx.commit().await?;
    desk.knowledge().ring();
    Ok(SaveOutcome::Saved(revision))
}

/// Brings an older version back: as a new version, and as the draft, which readers see once it is published.
///
/// The article keeps its slug, so that its address stays, and its category where that of the version has been removed. A
/// draft that nobody had published is kept as a version.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::NotFound`], also for the version.
pub async fn restore(
    desk: &Desk,
    actor: &Actor,
    id: ArticleId,
    seen: i32,
    version: i32,
) -> Result<SaveOutcome, DeskError> {
    actor.require(actor.role.may_edit_articles(), "restore articles")?;
    let mut tx = desk.pool().begin().await?;
    let draft = match hold(&mut tx, id, seen, None).await? {
        Held::Yours(draft) => draft,
        Held::Overtaken(outcome) => return Ok(outcome),
    };
    let versions = article_versions::list(&mut tx, id).await?;
    let kept = versions
        .iter()
        .find(|kept| kept.version == version)
        .ok_or(DeskError::NotFound { what: "version" })?;
    let mut fields = ArticleFields {
        slug: draft.fields.slug.clone(),
        ..kept.fields.clone()
    };
    if !articles::has_category(&mut tx, &fields.category).await? {
        fields.category.clone_from(&draft.fields.category);
    }
    let by = actor.person.id;
    if !versions.iter().any(|kept| kept.fields == draft.fields) {
        article_versions::append(&mut tx, id, &draft.fields, VersionReason::SetAside, None, by, None).await?;
    }
    article_versions::append(&mut tx, id, &fields, VersionReason::Restored, Some(version), by, None).await?;
    let revision = articles::change(&mut tx, id, &fields, by).await.map_err(refused)?;
    let detail = json!({ "version": version });
    audit::record(&mut tx, by, Action::RestoreArticle, Subject::Article(id), &detail).await?;
    tx.commit().await?;
    Ok(SaveOutcome::Saved(revision))
}

/// Keeps a text that gives way to another as a version, so that it can be looked at and brought back. The draft stays as
/// it is; a text that a version has already is not kept again.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming the field that no draft may hold;
/// [`DeskError::NotFound`].
pub async fn set_aside(desk: &Desk, actor: &Actor, id: ArticleId, fields: ArticleFields) -> Result<(), DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    let fields = checked(fields)?;
    let mut tx = desk.pool().begin().await?;
    if articles::lock(&mut tx, id).await?.is_none() {
        return Err(DeskError::NotFound { what: "article" });
    }
    let versions = article_versions::list(&mut tx, id).await?;
    if !versions.iter().any(|kept| kept.fields == fields) {
        let (reason, by) = (VersionReason::SetAside, actor.person.id);
        article_versions::append(&mut tx, id, &fields, reason, None, by, None).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Makes these words the version that readers see: which one it is, and the draft's revision now. The caller writes it in
/// the book, and rings once it is committed.
pub(super) async fn release(
    conn: &mut PgConnection,
    id: ArticleId,
    fields: &ArticleFields,
    by: PersonId,
    review: Option<&ReviewAsk>,
) -> Result<(i32, i32), DeskError> {
    let version = article_versions::append(conn, id, fields, VersionReason::Published, None, by, review).await?;
    keep_passages(conn, id, version, fields).await?;
    let revision = articles::advance(conn, id, ArticleState::Published, Some(version), by).await?;
    passages::touch(conn).await?;
    Ok((version, revision))
}

async fn keep_passages(
    conn: &mut PgConnection,
    id: ArticleId,
    version: i32,
    fields: &ArticleFields,
) -> Result<(), DeskError> {
    let mut passages: Vec<NewPassage> = enlace_search::chunks(&fields.body)
        .into_iter()
        .map(|chunk| NewPassage {
            heading: chunk.heading,
            markdown: chunk.markdown,
            plain: chunk.plain,
            asked: false,
        })
        .collect();
    if passages.is_empty() {
        return Err(invalid(ArticleField::Body));
    }
    passages.extend(fields.ways_of_asking().into_iter().map(|way| NewPassage {
        heading: String::new(),
        markdown: String::new(),
        plain: way.to_owned(),
        asked: true,
    }));
    Ok(passages::insert(conn, id, version, &passages).await?)
}

fn with_words(draft: &ArticleDraft) -> Result<(), DeskError> {
    if draft.fields.body.trim().is_empty() {
        return Err(invalid(ArticleField::Body));
    }
    Ok(())
}
