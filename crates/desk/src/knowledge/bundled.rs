//! The demo provider's articles, which come with the program.

use enlace_domain::{PersonId, article::ArticleFields};
use include_dir::{Dir, include_dir};

use super::import::{ImportProblem, import, read};
use crate::{Desk, DeskError};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/articles");

/// The articles, by the names of their files.
///
/// # Errors
/// A file is no article: a fault of the build, which a test finds.
pub fn bundled() -> Result<Vec<ArticleFields>, ImportProblem> {
    texts().map(read).collect()
}

/// Publishes them in a person's name; those whose slug is known stay as they are. How many were new.
///
/// # Errors
/// The database is away.
pub async fn import_bundled(desk: &Desk, by: PersonId) -> Result<usize, DeskError> {
    let mut new = 0;
    for text in texts() {
        new += usize::from(import(desk, by, text).await?);
    }
    Ok(new)
}

fn texts() -> impl Iterator<Item = &'static str> {
    FILES.files().filter_map(include_dir::File::contents_utf8)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use enlace_domain::article::slug_of;

    use super::*;

    /// The questions by which the search is judged.
    const QUESTIONS: &str = include_str!("../../data/questions.tsv");

    #[test]
    fn every_file_is_an_article_of_its_own() {
        let articles = bundled().unwrap();
        let slugs: BTreeSet<&str> = articles.iter().map(|article| article.slug.as_str()).collect();
        assert!(articles.len() >= 30 && slugs.len() == articles.len());
        for article in &articles {
            assert!(!enlace_search::chunks(&article.body).is_empty(), "{}", article.slug);
        }
    }

    /// Else the search would be judged by what it was told: none has seven words of ten in common with a way of asking.
    #[test]
    fn no_way_of_asking_is_a_judged_question() {
        let words = |text: &str| -> BTreeSet<String> { text.split_whitespace().map(slug_of).collect() };
        let judged: Vec<BTreeSet<String>> = QUESTIONS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .map(|(question, _)| words(question))
            .collect();
        assert!(judged.len() > 300);
        for article in bundled().unwrap() {
            assert!(article.ways_of_asking().len() >= 5, "{}", article.slug);
            for way in article.ways_of_asking() {
                let own = words(way);
                let twin = judged.iter().any(|judged| {
                    let common = judged.intersection(&own).count();
                    10 * common >= 7 * judged.union(&own).count()
                });
                assert!(!twin, "{}: {way}", article.slug);
            }
        }
    }
}
