//! The knowledge base: its search, its articles and their editing.

use enlace_domain::{
    ArticleFileId, ArticleId, ConversationId,
    article::ArticleFields,
    view::{
        ArticleDraft, ArticleFileView, ArticlePage, ArticleUse, ArticleVersion, CategoryRemoval, Comparison,
        ImportOutcome, ImportSource, KnowledgeAsk, KnowledgeFound, KnowledgeGaps, KnowledgeHome, SaveOutcome,
        UploadView,
    },
};
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// The list of articles and the categories: drafts, too, for those who edit them.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "open_knowledge", output = Json)]
pub async fn open_knowledge() -> Result<KnowledgeHome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::home(&desk, &actor).await?)
}

/// The published articles that answer a question.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "search_knowledge", input = Json, output = Json)]
pub async fn search_knowledge(ask: KnowledgeAsk) -> Result<KnowledgeFound, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::search(&desk, &actor, &ask).await?)
}

/// A published article as it is read.
///
/// # Errors
/// [`AppError::NotFound`], also for one that is not published or does not hold today.
#[server(endpoint = "read_article", output = Json)]
pub async fn read_article(id: ArticleId) -> Result<ArticlePage, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::page(&desk, &actor, id).await?)
}

/// An article's draft, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "read_draft", output = Json)]
pub async fn read_draft(id: ArticleId) -> Result<ArticleDraft, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::draft(&desk, &actor, id).await?)
}

/// Makes an article's draft, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field.
#[server(endpoint = "create_article", input = Json, output = Json)]
pub async fn create_article(fields: ArticleFields) -> Result<ArticleId, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::create(&desk, &actor, fields).await?)
}

/// Keeps a change of the draft made from the revision `seen`; the same again changes nothing.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field, [`AppError::NotFound`].
#[server(endpoint = "save_article", input = Json, output = Json)]
pub async fn save_article(id: ArticleId, seen: i32, fields: ArticleFields) -> Result<SaveOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::save(&desk, &actor, id, seen, fields).await?)
}

/// Hands the draft in for review, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for a text without words, [`AppError::NotFound`].
#[server(endpoint = "submit_article", output = Json)]
pub async fn submit_article(id: ArticleId, seen: i32) -> Result<SaveOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::submit(&desk, &actor, id, seen).await?)
}

/// Makes the draft what readers see, for administrators.
///
/// # Errors
/// As [`submit_article`].
#[server(endpoint = "publish_article", output = Json)]
pub async fn publish_article(id: ArticleId, seen: i32) -> Result<SaveOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::publish(&desk, &actor, id, seen).await?)
}

/// Takes the article from its readers, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "withdraw_article", output = Json)]
pub async fn withdraw_article(id: ArticleId, seen: i32) -> Result<SaveOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::withdraw(&desk, &actor, id, seen).await?)
}

/// Makes an older version the draft, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "restore_article", output = Json)]
pub async fn restore_article(id: ArticleId, seen: i32, version: i32) -> Result<SaveOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::restore(&desk, &actor, id, seen, version).await?)
}

/// Keeps a text that gives way to another as a version, for administrators; the draft stays as it is.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field, [`AppError::NotFound`].
#[server(endpoint = "set_aside_article", input = Json, output = Json)]
pub async fn set_aside_article(id: ArticleId, fields: ArticleFields) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::set_aside(&desk, &actor, id, fields).await?)
}

/// The versions of an article, the newest first, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "article_versions", output = Json)]
pub async fn article_versions(id: ArticleId) -> Result<Vec<ArticleVersion>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::versions(&desk, &actor, id).await?)
}

/// A version beside the draft, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::NotFound`].
#[server(endpoint = "compare_article", output = Json)]
pub async fn compare_article(id: ArticleId, version: i32) -> Result<Comparison, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::compare(&desk, &actor, id, version, None).await?)
}

/// How a text will look, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for one that is too long.
#[server(endpoint = "preview_article", input = Json, output = Json)]
pub async fn preview_article(markdown: String) -> Result<String, AppError> {
    let (_, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::preview(&actor, &markdown)?)
}

/// Makes a category and returns its key, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for a name that is taken or no name.
#[server(endpoint = "add_article_category", input = Json, output = Json)]
pub async fn add_article_category(name: String) -> Result<String, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::add_category(&desk, &actor, &name).await?)
}

/// Gives a category another name, for administrators; its key stays.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for a `name` that is taken or no name, [`AppError::NotFound`].
#[server(endpoint = "rename_article_category", input = Json, output = Json)]
pub async fn rename_article_category(key: String, name: String) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::rename_category(&desk, &actor, &key, &name).await?)
}

/// Removes a category that no article is in, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for a category that came with Enlace, [`AppError::NotFound`].
#[server(endpoint = "remove_article_category", input = Json, output = Json)]
pub async fn remove_article_category(key: String) -> Result<CategoryRemoval, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::remove_category(&desk, &actor, &key).await?)
}

/// The pictures and documents of an article, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "article_files", output = Json)]
pub async fn article_files(id: ArticleId) -> Result<Vec<ArticleFileView>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::files(&desk, &actor, id).await?)
}

/// Chooses a file of an article to be sent in a conversation.
///
/// # Errors
/// [`AppError::File`] where the channel does not take it; [`AppError::NotFound`], also for a file that no article for
/// subscribers names.
#[server(endpoint = "send_article_file", output = Json)]
pub async fn send_article_file(conversation: ConversationId, file: ArticleFileId) -> Result<UploadView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::send_along(&desk, &actor, conversation, file).await?)
}

/// Makes a draft of a file that was read, for administrators; the same file again changes nothing.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field.
#[server(endpoint = "import_article", input = Json, output = Json)]
pub async fn import_article(source: ImportSource) -> Result<ImportOutcome, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::import(&desk, &actor, source).await?)
}

/// What the base lacks, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "read_gaps", output = Json)]
pub async fn read_gaps() -> Result<KnowledgeGaps, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::gaps(&desk, &actor).await?)
}

/// Makes a draft of a question that nothing answers, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] naming the field.
#[server(endpoint = "draft_of_gap", input = Json, output = Json)]
pub async fn draft_of_gap(question: String, category: String) -> Result<ArticleId, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::draft_of_gap(&desk, &actor, &question, category).await?)
}

/// Takes a question from the list, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "dismiss_gap", input = Json, output = Json)]
pub async fn dismiss_gap(question: String) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::dismiss_gap(&desk, &actor, &question).await?)
}

/// Says whether automation may answer from the base, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "switch_answers", output = Json)]
pub async fn switch_answers(on: bool) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::switch_answers(&desk, &actor, on).await?)
}

/// Counts that an article was opened or sent.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "article_used", output = Json)]
pub async fn article_used(id: ArticleId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::used(&desk, &actor, id).await?)
}

/// What an article did in the last days, for administrators.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "use_of_article", output = Json)]
pub async fn use_of_article(id: ArticleId) -> Result<ArticleUse, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::knowledge::use_of(&desk, &actor, id).await?)
}
