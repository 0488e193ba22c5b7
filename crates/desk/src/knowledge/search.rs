//! The search of the knowledge base.

use std::{collections::HashMap, ops::Range};

use enlace_domain::{
    ArticleFileId,
    article_file::named_in,
    view::{ArticleFileView, HitPlace, KNOWLEDGE_LIMIT, KnowledgeAsk, KnowledgeFound, KnowledgeHit, Span},
};
use enlace_search::{Filter, Found, Place, Question, Words, find};
use enlace_store::{
    article_files,
    passages::{self, StoredPassage},
};
use time::{Date, OffsetDateTime, UtcOffset};
use uuid::Uuid;

use super::{sync::failed, vectors, whatsapp_text::whatsapp_text};
use crate::{Actor, Desk, DeskError};

/// Longer questions are cut here, in characters: nobody types more into a search box.
const LONGEST: usize = 600;
/// An excerpt has about so many characters.
const EXCERPT: usize = 240;

/// The published articles that answer a question, for everybody on the desk.
///
/// # Errors
/// The database is away, or the index fails.
pub async fn search(desk: &Desk, _actor: &Actor, ask: &KnowledgeAsk) -> Result<KnowledgeFound, DeskError> {
    search_for_command(desk, ask).await
}

/// The same for the command line, which has no actor.
///
/// # Errors
/// As [`search`].
pub async fn search_for_command(desk: &Desk, ask: &KnowledgeAsk) -> Result<KnowledgeFound, DeskError> {
    let text: String = ask.text.trim().chars().take(LONGEST).collect();
    let index = desk.knowledge().index();
    if text.is_empty() {
        return Ok(KnowledgeFound {
            hits: Vec::new(),
            by_sense: false,
        });
    }
    let question = Question {
        sense: vectors::of_question(desk, &text).await,
        filter: Filter {
            category: ask.category.clone(),
            audience: None,
            day: today(),
        },
        limit: ask.limit.clamp(1, KNOWLEDGE_LIMIT),
        text,
    };
    let found = find(index, &question).await.map_err(failed)?;
    let ids: Vec<Uuid> = found.iter().map(|found| found.passage).collect();
    let stored = passages::these(&mut *desk.pool().acquire().await?, &ids).await?;
    let mut by_id: HashMap<Uuid, StoredPassage> = stored.into_iter().map(|passage| (passage.id, passage)).collect();
    let named: Vec<ArticleFileId> = by_id.values().flat_map(|passage| named_in(&passage.markdown)).collect();
    let files = if named.is_empty() {
        Vec::new()
    } else {
        article_files::these(&mut *desk.pool().acquire().await?, &named).await?
    };
    let words = Words::portuguese().map_err(failed)?;
    let hits = found
        .into_iter()
        .filter_map(|found| by_id.remove(&found.passage).map(|passage| (found, passage)))
        .map(|(found, passage)| hit(words, &question.text, &found, passage, &files))
        .collect();
    Ok(KnowledgeFound {
        hits,
        by_sense: question.sense.is_some(),
    })
}

fn hit(
    words: &Words,
    question: &str,
    found: &Found,
    passage: StoredPassage,
    files: &[ArticleFileView],
) -> KnowledgeHit {
    let named = named_in(&passage.markdown);
    KnowledgeHit {
        article: passage.article,
        slug: passage.slug,
        title: passage.title,
        category: passage.category,
        audience: passage.audience,
        heading: passage.heading,
        excerpt: excerpt(&passage.plain, &words.marks(question, &passage.plain)),
        answer: whatsapp_text(&passage.markdown),
        files: files.iter().filter(|file| named.contains(&file.id)).cloned().collect(),
        score: found.score,
        words: found.words.map(place),
        sense: found.sense.map(place),
    }
}

fn place(place: Place) -> HitPlace {
    HitPlace {
        rank: u16::try_from(place.rank).unwrap_or(u16::MAX),
        score: place.score,
    }
}

/// The part of a passage around its first marks.
fn excerpt(text: &str, marks: &[Range<usize>]) -> Vec<Span> {
    let first = marks.first().map_or(0, |mark| mark.start);
    // from the beginning of the sentence or line, if that is not far
    let start = text[..first]
        .rfind(['\n', '.', '!', '?', ':'])
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let start = if first - start > EXCERPT / 2 { first } else { start };
    let end = text[start..]
        .char_indices()
        .nth(EXCERPT)
        .map_or(text.len(), |(at, _)| start + at);
    let end = match text[start..end].rfind(char::is_whitespace) {
        Some(at) if end < text.len() => start + at,
        _ => end,
    };
    let mut spans = Vec::new();
    let mut say = |range: Range<usize>, marked: bool| {
        let words = text[range].replace('\n', " ");
        if !words.is_empty() {
            spans.push(Span { text: words, marked });
        }
    };
    let start = start + (text[start..end].len() - text[start..end].trim_start().len());
    let mut at = start;
    for mark in marks.iter().filter(|mark| mark.start >= start && mark.end <= end) {
        say(at..mark.start, false);
        say(mark.clone(), true);
        at = mark.end;
    }
    say(at..end, false);
    if end < text.len() {
        spans.push(Span {
            text: "…".to_owned(),
            marked: false,
        });
    }
    spans
}

/// The day in Brasília, which has had no summer time since 2019 (Decreto 9.772/2019).
pub(super) fn today() -> Date {
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    OffsetDateTime::now_utc().to_offset(brasilia).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(spans: &[Span]) -> String {
        let mark = |span: &Span| {
            if span.marked {
                format!("[{}]", span.text)
            } else {
                span.text.clone()
            }
        };
        spans.iter().map(mark).collect()
    }

    #[test]
    fn an_excerpt_begins_with_the_sentence_of_the_first_mark() {
        let text = "Primeiro isto. Depois confira o cabo\nverde na tomada.";
        let at = text.find("cabo").unwrap();
        assert_eq!(
            said(&excerpt(text, std::slice::from_ref(&(at..at + 4)))),
            "Depois confira o [cabo] verde na tomada."
        );
        assert_eq!(said(&excerpt("Só isto", &[])), "Só isto");
        assert!(excerpt("", &[]).is_empty());
    }

    #[test]
    fn a_long_one_is_cut_between_words_and_says_so() {
        let text = "ação ".repeat(200);
        let cut = said(&excerpt(&text, &[]));
        assert!(cut.ends_with("ação…") && cut.chars().count() <= EXCERPT + 1, "{cut}");
        let far = 7 * 120;
        assert!(said(&excerpt(&text, std::slice::from_ref(&(far..far + 6)))).starts_with('['));
    }
}
