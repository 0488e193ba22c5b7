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

    use super::*;

    #[test]
    fn every_file_is_an_article_of_its_own() {
        let articles = bundled().unwrap();
        let slugs: BTreeSet<&str> = articles.iter().map(|article| article.slug.as_str()).collect();
        assert!(articles.len() >= 30 && slugs.len() == articles.len());
        for article in &articles {
            assert!(!enlace_search::chunks(&article.body).is_empty(), "{}", article.slug);
        }
    }
}
