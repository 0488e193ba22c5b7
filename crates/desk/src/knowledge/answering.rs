//! The one answer that is sure enough to be sent without a person, or none; and what is near to it, for that person.

use std::collections::HashMap;

use enlace_domain::{ArticleId, article::Audience, event::NearArticle};
use enlace_search::{Filter, Found, Question, find};
use enlace_store::passages::{self, StoredPassage};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{search::today, vectors, whatsapp_text::whatsapp_text};
use crate::{Desk, DeskError};

/// Longer texts tell more than one thing: a person reads them.
const LONGEST: usize = 300;
/// Words of an answer that still fit one message of WhatsApp with buttons (1,024 characters) around them.
const ANSWER_MAX: usize = 800;
/// So many near articles are named to whoever takes the conversation.
const NEAR: usize = 3;

/// An answer that may be sent.
#[derive(Clone, Debug)]
pub struct SureAnswer {
    /// Of which article.
    pub article: ArticleId,
    /// Which version of it.
    pub version: i32,
    /// The article's title: the source.
    pub title: String,
    /// The passage in WhatsApp's formatting.
    pub words: String,
}

/// What the base says to a question.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// The answer, where there is one plainly.
    pub(crate) sure: Option<SureAnswer>,
    /// The nearest articles, the nearest first; none where the base could not be asked.
    pub(crate) near: Vec<NearArticle>,
}

/// The answer to a question, where one published article for subscribers is plainly the one, and those that are nearest to
/// it. An index that fails answers nothing, and without the question's vector nothing is sure: it goes to a person. `from`
/// is the margin of the desk's embedder.
///
/// # Errors
/// The database is away.
pub(crate) async fn ask(desk: &Desk, conn: &mut PgConnection, text: &str, from: f32) -> Result<Asked, DeskError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Ok(Asked::default());
    }
    let question = Question {
        text: text.to_owned(),
        sense: vectors::of_question(desk, text).await,
        filter: Filter {
            category: None,
            audience: Some(Audience::Subscriber),
            day: today(),
        },
        limit: 10,
    };
    let found = match find(desk.knowledge().index(), &question).await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "The knowledge index gave no answer"
            );
            return Ok(Asked::default());
        }
    };
    let nearest: Vec<Uuid> = found.iter().take(NEAR).map(|found| found.passage).collect();
    let stored = passages::these(conn, &nearest).await?;
    let stored: HashMap<Uuid, StoredPassage> = stored.into_iter().map(|passage| (passage.id, passage)).collect();
    let answer = sure(&found, from)
        .and_then(|best| stored.get(&best.passage))
        .map(|passage| SureAnswer {
            article: passage.article,
            version: passage.version,
            title: passage.title.clone(),
            words: whatsapp_text(&passage.markdown),
        });
    let near = nearest.iter().filter_map(|passage| stored.get(passage));
    Ok(Asked {
        sure: answer.filter(|answer| answer.words.chars().count() <= ANSWER_MAX),
        near: near
            .map(|passage| NearArticle {
                id: passage.article,
                title: passage.title.clone(),
            })
            .collect(),
    })
}

/// The first, where it is first by words and by sense, and by sense nearer than the second by `from`, a difference of
/// cosines ([`super::sure_from`]).
#[must_use]
pub fn sure(found: &[Found], from: f32) -> Option<&Found> {
    let best = found.first()?;
    (best.words?.rank == 1 && margin(found)? >= from).then_some(best)
}

/// How much nearer the first is by sense than the next; `None` where it is not the first by sense.
#[must_use]
pub fn margin(found: &[Found]) -> Option<f32> {
    let first = found.first()?.sense.filter(|place| place.rank == 1)?;
    let second = found
        .iter()
        .filter_map(|found| found.sense)
        .find(|place| place.rank == 2);
    Some(second.map_or(1.0, |second| first.score - second.score))
}

#[cfg(test)]
mod tests {
    use enlace_search::Place;

    use super::*;

    fn found(words: usize, sense: usize, score: f32) -> Found {
        Found {
            article: ArticleId::new(),
            version: 1,
            passage: Uuid::now_v7(),
            score: 1.0,
            words: Some(Place {
                rank: words,
                score: 3.0,
            }),
            sense: Some(Place { rank: sense, score }),
        }
    }

    #[test]
    fn an_answer_is_as_sure_as_its_embedders_margin_asks_for() {
        let close = [found(1, 1, 0.90), found(2, 2, 0.87)];
        assert!(sure(&close, 0.02).is_some(), "far enough for this one");
        assert!(sure(&close, 0.10).is_none(), "and not for one whose cosines lie apart");
        assert!(sure(&[found(2, 1, 0.90), found(1, 2, 0.70)], 0.02).is_none());
        assert!(sure(&[found(1, 2, 0.70), found(2, 1, 0.90)], 0.02).is_none());
        assert!(sure(&[], 0.02).is_none());
    }
}
