//! What was read from files that are to become articles, and what became of them.

use serde::{Deserialize, Serialize};

use crate::{
    ArticleId,
    article::ArticleFields,
    intake::{ImportRefusal, ImportWarning},
};

/// A file that was read. Nothing of it is kept yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFile {
    /// Its name; of an archive's file with its folders.
    pub name: String,
    /// What it would become, or why it becomes nothing.
    pub result: Result<ReadArticle, ImportRefusal>,
}

/// The article that a file would become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadArticle {
    /// What is taken in.
    pub source: ImportSource,
    /// What whoever takes it in should know.
    pub warnings: Vec<ImportWarning>,
    /// Its text as HTML that may be shown as it is.
    pub html: String,
    /// The article that was made of the same file before.
    pub known: Option<ArticleId>,
}

/// What a file says, with the file's mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSource {
    /// The SHA-256 of the file's bytes, in hex.
    pub sha256: String,
    /// The file's name.
    pub file_name: String,
    /// The text. The category is empty where the file names none.
    pub fields: ArticleFields,
    /// What a category is called that the file names by its key.
    pub category_name: Option<String>,
    /// Whether the file says for whom it is written; else whoever takes it in does.
    pub says_audience: bool,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// A new draft.
    Made(ArticleId),
    /// The same file is this article already: nothing has changed.
    Known(ArticleId),
}
