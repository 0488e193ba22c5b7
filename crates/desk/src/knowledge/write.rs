//! Making articles, and changing their drafts.

use enlace_domain::{
    ArticleId,
    article::{ASKED_AS_MAX, ASKED_MAX, ArticleField, ArticleFields, ArticleState, BODY_MAX, SLUG_MAX, TITLE_MAX},
    view::SaveOutcome,
};
use enlace_store::{
    StoreError,
    articles::{self, CATEGORY_KEY, SLUG_KEY},
    violates,
};
use serde_json::json;

use super::{Held, hold};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Makes an article: a draft of revision 1.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming the field, also for a slug that
/// another article has.
pub async fn create(desk: &Desk, actor: &Actor, fields: ArticleFields) -> Result<ArticleId, DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    let fields = checked(fields)?;
    let id = ArticleId::new();
    let mut tx = desk.pool().begin().await?;
    articles::insert(&mut tx, id, &fields, actor.person.id)
        .await
        .map_err(refused)?;
    let detail = json!({ "category": fields.category, "audience": fields.audience });
    let subject = Subject::Article(id);
    audit::record(&mut tx, actor.person.id, Action::CreateArticle, subject, &detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// Keeps a change of the draft that was made from the revision `seen`. The same words again change nothing, so that a
/// save whose answer was lost may be repeated.
///
/// # Errors
/// As [`create`]; [`DeskError::NotFound`].
pub async fn save(
    desk: &Desk,
    actor: &Actor,
    id: ArticleId,
    seen: i32,
    fields: ArticleFields,
) -> Result<SaveOutcome, DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    let fields = checked(fields)?;
    let mut tx = desk.pool().begin().await?;
    let draft = match hold(&mut tx, id, seen, Some(&fields)).await? {
        Held::Yours(draft) => draft,
        Held::Overtaken(SaveOutcome::Overtaken(other)) if other.differs.is_empty() => {
            return Ok(SaveOutcome::Saved(other.draft.revision));
        }
        Held::Overtaken(outcome) => return Ok(outcome),
    };
    let changed = draft.fields.differences(&fields);
    if changed.is_empty() {
        return Ok(SaveOutcome::Saved(draft.revision));
    }
    let revision = articles::change(&mut tx, id, &fields, actor.person.id)
        .await
        .map_err(refused)?;
    // every few words are saved: the book notes when somebody begins to change a text, not each of these
    if draft.edited_by.id != actor.person.id || draft.state != ArticleState::Draft {
        let detail = json!({ "revision": revision, "changed": changed });
        let subject = Subject::Article(id);
        audit::record(&mut tx, actor.person.id, Action::ChangeArticle, subject, &detail).await?;
    }
    tx.commit().await?;
    Ok(SaveOutcome::Saved(revision))
}

/// The fields as they are kept, or which of them does not hold what a draft may hold.
pub(super) fn checked(mut fields: ArticleFields) -> Result<ArticleFields, DeskError> {
    fields.title = fields.title.trim().to_owned();
    fields.flaw().map_or(Ok(fields), |field| Err(invalid(field)))
}

/// A slug with a mark of its own, for an article whose own one another has.
pub(super) fn marked(slug: &str) -> String {
    let mark = uuid::Uuid::now_v7().simple().to_string();
    let slug: String = slug.chars().take(60).collect();
    format!("{}-{}", slug.trim_matches('-'), &mark[mark.len() - 6..])
        .trim_matches('-')
        .to_owned()
}

/// The refusal of a field, with what is allowed there.
pub(super) fn invalid(field: ArticleField) -> DeskError {
    let allowed = match field {
        ArticleField::Title => format!("de 3 a {TITLE_MAX} letras"),
        ArticleField::Slug => {
            format!("até {SLUG_MAX} letras minúsculas sem acento, algarismos e hifens, que nenhum outro artigo tenha")
        }
        ArticleField::Body => format!("um texto de até {BODY_MAX} letras"),
        ArticleField::AskedAs => format!("até {ASKED_AS_MAX} linhas, cada uma de até {ASKED_MAX} letras"),
        ArticleField::Category => "uma das categorias que existem".to_owned(),
        ArticleField::Audience => "assinantes ou só atendentes".to_owned(),
        ArticleField::ValidFrom | ArticleField::ValidUntil => {
            "um último dia que não venha antes do primeiro".to_owned()
        }
    };
    DeskError::Invalid {
        field: field.as_str(),
        allowed,
    }
}

/// What a draft was refused for, where the database says so.
pub(super) fn refused(error: StoreError) -> DeskError {
    match &error {
        StoreError::Database(cause) if violates(cause, SLUG_KEY) => invalid(ArticleField::Slug),
        StoreError::Database(cause) if violates(cause, CATEGORY_KEY) => invalid(ArticleField::Category),
        _ => error.into(),
    }
}
