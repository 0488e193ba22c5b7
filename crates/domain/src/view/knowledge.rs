//! What the search of the knowledge base shows.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::{Approval, CategoryView};
use crate::{
    ArticleFileId, ArticleId,
    article::{ArticleState, Audience},
    event::NearArticle,
};

/// What is asked of the knowledge base.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeAsk {
    /// As it was typed.
    pub text: String,
    /// Only of this category.
    pub category: Option<String>,
    /// So many articles at most; [`KNOWLEDGE_LIMIT`] at the most.
    pub limit: usize,
}

/// Most articles that one search shows.
pub const KNOWLEDGE_LIMIT: usize = 20;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are words of the question.
    pub marked: bool,
}

/// An article's place in one order of the search: why it was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitPlace {
    /// 1 is the first.
    pub rank: u16,
    /// BM25 for words, the cosine for sense.
    pub score: f32,
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnowledgeHit {
    /// Which.
    pub article: ArticleId,
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The key of its category.
    pub category: String,
    /// For whom it is written.
    pub audience: Audience,
    /// The headings above the passage; empty where it stands before the first.
    pub heading: String,
    /// The passage, or the part of it with the question's words.
    pub excerpt: Vec<Span>,
    /// The whole passage in WhatsApp's formatting, ready to be sent.
    pub answer: String,
    /// The files that the passage names, which may be sent with it.
    pub files: Vec<ArticleFileView>,
    /// From 0 to 1: 1 for what is first by words and by sense.
    pub score: f32,
    /// Its place by words, if any.
    pub words: Option<HitPlace>,
    /// Its place by sense, if any.
    pub sense: Option<HitPlace>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnowledgeFound {
    /// The articles, the best first.
    pub hits: Vec<KnowledgeHit>,
    /// Whether sense was asked as well as words.
    pub by_sense: bool,
}

/// An article in the list of the knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArticleRow {
    /// Which.
    pub id: ArticleId,
    /// The draft's title for editors, the published one's for readers.
    pub title: String,
    /// The key of its category.
    pub category: String,
    /// For whom it is written.
    pub audience: Audience,
    /// How far the draft has come; readers see only what is published.
    pub state: ArticleState,
    /// The version that readers see.
    pub version: Option<i32>,
    /// In how many days it ends to hold, where it does: 0 is today, less is over.
    pub days_left: Option<i32>,
}

/// What the page of the knowledge base begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeHome {
    /// The articles, by title: drafts, too, for those who edit them.
    pub rows: Vec<ArticleRow>,
    /// The categories, by name.
    pub categories: Vec<CategoryView>,
    /// Whether the person may write, publish and withdraw.
    pub may_edit: bool,
}

/// An article as somebody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlePage {
    /// Which.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// The key of its category.
    pub category: String,
    /// For whom it is written.
    pub audience: Audience,
    /// Which version.
    pub version: i32,
    /// Since when it says so.
    pub published_at: OffsetDateTime,
    /// Who let it be published.
    pub approval: Approval,
    /// Its text as HTML that may be shown as it is: whatever a browser would run was taken out.
    pub html: String,
    /// The files that it names, in no order that matters.
    pub files: Vec<ArticleFileView>,
}

/// A picture or document that was put into an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArticleFileView {
    /// Which.
    pub id: ArticleFileId,
    /// Whether it is a picture, which is shown in its place.
    pub picture: bool,
    /// What it is called, where it has a name.
    pub file_name: Option<String>,
    /// Its size.
    pub bytes: i64,
}

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffRow {
    /// The older text's line, if it has one here.
    pub left: Option<String>,
    /// The newer text's line, if it has one here.
    pub right: Option<String>,
    /// Whether the two differ.
    pub changed: bool,
}

/// What an article says beside its text, as a comparison shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleDetails {
    /// The name of its category.
    pub category: String,
    /// For whom it is written.
    pub audience: Audience,
    /// The first day on which it holds, in Brasília; `None`: since ever.
    pub valid_from: Option<Date>,
    /// The last day on which it holds, in Brasília; `None`: for good.
    pub valid_until: Option<Date>,
}

/// Two texts of an article side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What the older one says beside its text.
    pub left: ArticleDetails,
    /// What the newer one says there.
    pub right: ArticleDetails,
    /// Title, text and ways of asking, line by line.
    pub rows: Vec<DiffRow>,
}

impl Comparison {
    /// Whether nothing differs but, perhaps, the address, which no older version brings back.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.left == self.right && self.rows.iter().all(|row| !row.changed)
    }
}

/// A question that no published article answers surely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapQuestion {
    /// As a subscriber wrote it.
    pub question: String,
    /// How often it was asked in these words.
    pub count: i64,
    /// When last.
    pub last_at: OffsetDateTime,
    /// The published article that was nearest to it then, where that is known; with its title of today.
    pub near: Option<NearArticle>,
}

/// A published article that nobody uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusedArticle {
    /// Which.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
}

/// An article that automation answered with and that did not help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Which.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// How often it was the answer and something came of it.
    pub answered: i64,
    /// How often a person had to take over.
    pub people: i64,
}

/// What an article did in the last [`GAP_DAYS`] days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleUse {
    /// How often people of the desk opened or sent it.
    pub opened: i64,
    /// How often automation answered with it.
    pub answered: i64,
    /// How often the subscriber said that this helped.
    pub solved: i64,
    /// How often a person had to take over.
    pub people: i64,
}

/// So many days back the gaps are looked for.
pub const GAP_DAYS: i32 = 30;

/// Why automation can't answer from the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CannotAnswer {
    /// Sure answers need search by sense, and nothing makes vectors here.
    NoSense,
    /// The embedder of this name makes them, and nobody has measured from which margin on its answers are right.
    Unmeasured(String),
}

/// What the knowledge base lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeGaps {
    /// Whether automation answers from the base.
    pub answers_on: bool,
    /// Why it can't, whatever the switch says; `None` where it can.
    pub cannot_answer: Option<CannotAnswer>,
    /// Questions that were not surely answered, those asked most first.
    pub questions: Vec<GapQuestion>,
    /// Articles that nobody uses, by title.
    pub unused: Vec<UnusedArticle>,
    /// Articles that did not help, the worst first.
    pub handed_over: Vec<HandedOver>,
}
