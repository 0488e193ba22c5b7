//! The knowledge base as its pages read it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::PersonRef;
use crate::{
    ArticleId,
    article::{ArticleField, ArticleFields, ArticleState, VersionReason},
};

/// A category of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryView {
    /// The key, which never changes.
    pub key: String,
    /// As people read it.
    pub name: String,
}

/// What came of removing a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CategoryRemoval {
    /// It is gone.
    Removed,
    /// It stays, for so many articles are in it: as drafts, or as what readers see.
    HasArticles(i64),
}

/// An article's draft, for its editors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleDraft {
    /// Which.
    pub id: ArticleId,
    /// How far the draft has come.
    pub state: ArticleState,
    /// What it says.
    pub fields: ArticleFields,
    /// How often the draft has been changed; a save names the one it was made from.
    pub revision: i32,
    /// Who changed it last.
    pub edited_by: PersonRef,
    /// When.
    pub edited_at: OffsetDateTime,
    /// The version that readers see, if any.
    pub published_version: Option<i32>,
    /// Who waits for somebody else to read it, while it is in review.
    pub review: Option<ReviewAsk>,
}

/// That somebody asked for a text to be read by somebody else before it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewAsk {
    /// Who.
    pub by: PersonRef,
    /// When.
    pub at: OffsetDateTime,
}

/// Who let a text be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who published it.
    pub by: PersonRef,
    /// The review that was asked for, where it was.
    pub review: Option<ReviewAsk>,
}

impl Approval {
    /// Who had asked, where another than they approved: only that is a review.
    #[must_use]
    pub fn asked_by_another(&self) -> Option<&PersonRef> {
        let review = self.review.as_ref()?;
        (review.by.id != self.by.id).then_some(&review.by)
    }
}

/// A version that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleVersion {
    /// 1, 2, 3 ... of the article.
    pub version: i32,
    /// What it says.
    pub fields: ArticleFields,
    /// Why it was kept.
    pub reason: VersionReason,
    /// The version that was brought back, for [`VersionReason::Restored`].
    pub restored_from: Option<i32>,
    /// By whom, and whether another had asked for it.
    pub approval: Approval,
    /// When.
    pub made_at: OffsetDateTime,
}

/// An article as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedArticle {
    /// Which.
    pub id: ArticleId,
    /// Which version of it.
    pub version: i32,
    /// What it says.
    pub fields: ArticleFields,
    /// Since when it says so.
    pub published_at: OffsetDateTime,
    /// Who let it be published.
    pub approval: Approval,
}

/// What became of a change of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaveOutcome {
    /// It was kept; the draft's revision now.
    Saved(i32),
    /// Somebody was faster, and nothing was changed.
    Overtaken(Box<Overtaken>),
}

/// Whose change stands, and how it differs from the one that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overtaken {
    /// The draft as it is, and who made it so.
    pub draft: ArticleDraft,
    /// The fields in which it differs from what was to be kept.
    pub differs: Vec<ArticleField>,
}
