//! The demo provider's articles, which come with the program.

use enlace_documents::Head;
use enlace_domain::{ArticleId, PersonId, article::ArticleFields};
use enlace_store::articles;
use include_dir::{Dir, include_dir};
use serde_json::json;

use super::{import::category_name, publish::release};
use crate::{
    Desk, DeskError,
    audit::{self, Action, Subject},
};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/articles");

/// The articles, by the names of their files; what is none is left out.
#[must_use]
pub fn bundled() -> Vec<ArticleFields> {
    FILES
        .files()
        .filter_map(include_dir::File::contents_utf8)
        .filter_map(article)
        .collect()
}

fn article(file: &str) -> Option<ArticleFields> {
    let (head, body) = Head::split(file);
    let fields = head.fields(head.title.as_deref()?, body.trim_end());
    (head.unknown == 0 && !fields.category.is_empty() && !fields.body.is_empty() && fields.flaw().is_none())
        .then_some(fields)
}

/// Publishes them in a person's name; those whose slug is known stay as they are. How many were new.
///
/// # Errors
/// The database is away.
pub async fn import_bundled(desk: &Desk, by: PersonId) -> Result<usize, DeskError> {
    let mut new = 0;
    for fields in bundled() {
        new += usize::from(publish(desk, by, &fields).await?);
    }
    Ok(new)
}

async fn publish(desk: &Desk, by: PersonId, fields: &ArticleFields) -> Result<bool, DeskError> {
    let mut tx = desk.pool().begin().await?;
    if articles::by_slug(&mut tx, &fields.slug).await?.is_some() {
        return Ok(false);
    }
    articles::insert_category(&mut tx, &fields.category, &category_name(&fields.category)).await?;
    let id = ArticleId::new();
    articles::insert(&mut tx, id, fields, by).await?;
    let (version, _) = release(&mut tx, id, fields, by, None).await?;
    let detail = json!({ "version": version, "imported": true });
    audit::record(&mut tx, by, Action::PublishArticle, Subject::Article(id), &detail).await?;
    tx.commit().await?;
    desk.knowledge().ring();
    Ok(true)
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
        let articles = bundled();
        let slugs: BTreeSet<&str> = articles.iter().map(|article| article.slug.as_str()).collect();
        assert_eq!(articles.len(), FILES.files().count());
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
        for article in bundled() {
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
