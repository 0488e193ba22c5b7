//! Two texts of an article: in what they differ, and how two changes of one text go together.

use super::{ArticleField, ArticleFields};

impl ArticleFields {
    /// The fields in which two texts of an article differ.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<ArticleField> {
        [
            (ArticleField::Slug, self.slug != other.slug),
            (ArticleField::Category, self.category != other.category),
            (ArticleField::Audience, self.audience != other.audience),
            (ArticleField::Title, self.title != other.title),
            (ArticleField::Body, self.body != other.body),
            (ArticleField::AskedAs, self.asked_as != other.asked_as),
            (ArticleField::ValidFrom, self.valid_from != other.valid_from),
            (ArticleField::ValidUntil, self.valid_until != other.valid_until),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }

    /// Puts two changes of one text together, field by field: what `mine` and `theirs` have made of `base`. With it
    /// comes what they have changed. `None` where both have changed the same field to different things.
    #[must_use]
    pub fn merge(base: &Self, mine: &Self, theirs: &Self) -> Option<(Self, Vec<ArticleField>)> {
        let changed = base.differences(theirs);
        let apart = mine.differences(theirs);
        let both = base
            .differences(mine)
            .into_iter()
            .any(|field| changed.contains(&field) && apart.contains(&field));
        (!both).then(|| Self::prefer(base, mine, theirs))
    }

    /// Puts two changes of one text together, field by field: `mine` where both have changed a field, `theirs` where only
    /// they have. With it comes what they have changed.
    #[must_use]
    pub fn prefer(base: &Self, mine: &Self, theirs: &Self) -> (Self, Vec<ArticleField>) {
        let changed = base.differences(theirs);
        let own = base.differences(mine);
        let theirs_of = |field: ArticleField| changed.contains(&field) && !own.contains(&field);
        let pick = |field, mine: &String, theirs: &String| if theirs_of(field) { theirs } else { mine }.clone();
        let merged = Self {
            slug: pick(ArticleField::Slug, &mine.slug, &theirs.slug),
            category: pick(ArticleField::Category, &mine.category, &theirs.category),
            audience: if theirs_of(ArticleField::Audience) {
                theirs.audience
            } else {
                mine.audience
            },
            title: pick(ArticleField::Title, &mine.title, &theirs.title),
            body: pick(ArticleField::Body, &mine.body, &theirs.body),
            asked_as: pick(ArticleField::AskedAs, &mine.asked_as, &theirs.asked_as),
            valid_from: if theirs_of(ArticleField::ValidFrom) {
                theirs.valid_from
            } else {
                mine.valid_from
            },
            valid_until: if theirs_of(ArticleField::ValidUntil) {
                theirs.valid_until
            } else {
                mine.valid_until
            },
        };
        (merged, changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::tests::article;

    #[test]
    fn two_changes_of_different_fields_go_together() {
        let base = article();
        let mine = ArticleFields {
            body: "Meu texto".to_owned(),
            ..article()
        };
        let theirs = ArticleFields {
            title: "Outro título".to_owned(),
            ..article()
        };
        let (merged, changed) = ArticleFields::merge(&base, &mine, &theirs).unwrap();
        assert_eq!(
            (merged.body.as_str(), merged.title.as_str()),
            ("Meu texto", "Outro título")
        );
        assert_eq!(changed, [ArticleField::Title]);
        let body = "Texto de outra pessoa".to_owned();
        assert_eq!(
            ArticleFields::merge(&base, &mine, &ArticleFields { body, ..article() }),
            None
        );
        let same = ArticleFields::merge(&base, &mine, &mine).unwrap();
        assert_eq!(same.0, mine);
    }

    #[test]
    fn mine_is_preferred_only_where_both_have_written() {
        let mine = ArticleFields {
            body: "Meu texto".to_owned(),
            ..article()
        };
        let theirs = ArticleFields {
            body: "Texto de outra pessoa".to_owned(),
            title: "Outro título".to_owned(),
            ..article()
        };
        let (kept, changed) = ArticleFields::prefer(&article(), &mine, &theirs);
        assert_eq!((kept.body, kept.title), (mine.body, theirs.title));
        assert_eq!(changed, [ArticleField::Title, ArticleField::Body]);
    }
}
