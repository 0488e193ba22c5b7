//! Two versions of an article side by side.

use enlace_domain::{
    ArticleId,
    article::ArticleFields,
    view::{ArticleDetails, CategoryView, Comparison, DiffRow},
};
use enlace_store::{article_versions, articles};
use similar::{ChangeTag, TextDiff};

use crate::{Actor, Desk, DeskError};

/// A version beside another, or beside the draft where none is named: all that an older version brings back.
///
/// Of the lines the title is the first, and the ways of asking are the last, each after a question mark.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::NotFound`], also for a version.
pub async fn compare(
    desk: &Desk,
    actor: &Actor,
    id: ArticleId,
    older: i32,
    newer: Option<i32>,
) -> Result<Comparison, DeskError> {
    actor.require(actor.role.may_edit_articles(), "compare versions")?;
    let mut conn = desk.pool().acquire().await?;
    let versions = article_versions::list(&mut conn, id).await?;
    let find = |wanted: i32| {
        let found = versions.iter().find(|kept| kept.version == wanted);
        found
            .map(|kept| &kept.fields)
            .ok_or(DeskError::NotFound { what: "version" })
    };
    let left = find(older)?;
    let draft = match newer {
        Some(_) => None,
        None => articles::draft(&mut conn, id).await?,
    };
    let right = match newer {
        Some(newer) => find(newer)?,
        None => &draft.as_ref().ok_or(DeskError::NotFound { what: "article" })?.fields,
    };
    let categories = articles::categories(&mut conn).await?;
    Ok(Comparison {
        left: details(left, &categories),
        right: details(right, &categories),
        rows: rows(left, right),
    })
}

fn details(fields: &ArticleFields, categories: &[CategoryView]) -> ArticleDetails {
    let found = categories.iter().find(|category| category.key == fields.category);
    ArticleDetails {
        category: found.map_or_else(|| fields.category.clone(), |category| category.name.clone()),
        audience: fields.audience,
        valid_from: fields.valid_from,
        valid_until: fields.valid_until,
    }
}

fn rows(left: &ArticleFields, right: &ArticleFields) -> Vec<DiffRow> {
    let text = |fields: &ArticleFields| {
        let mut text = format!("# {}\n\n{}", fields.title, fields.body);
        for way in fields.ways_of_asking() {
            text.push_str("\n? ");
            text.push_str(way);
        }
        text
    };
    let (left, right) = (text(left), text(right));
    let diff = TextDiff::from_lines(&left, &right);
    let mut rows: Vec<DiffRow> = Vec::new();
    // how many rows at the end still miss their right half
    let mut waiting = 0;
    for change in diff.iter_all_changes() {
        let line = change.value().trim_end_matches(['\r', '\n']).to_owned();
        match change.tag() {
            ChangeTag::Equal => {
                waiting = 0;
                rows.push(DiffRow {
                    left: Some(line.clone()),
                    right: Some(line),
                    changed: false,
                });
            }
            ChangeTag::Delete => {
                waiting += 1;
                rows.push(DiffRow {
                    left: Some(line),
                    right: None,
                    changed: true,
                });
            }
            ChangeTag::Insert => {
                let at = rows.len().saturating_sub(waiting);
                match rows.get_mut(at).filter(|_| waiting > 0) {
                    Some(row) => {
                        row.right = Some(line);
                        waiting -= 1;
                    }
                    None => rows.push(DiffRow {
                        left: None,
                        right: Some(line),
                        changed: true,
                    }),
                }
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use enlace_domain::article::Audience;

    use super::*;

    fn text(body: &str) -> ArticleFields {
        ArticleFields {
            slug: "a".to_owned(),
            category: "technical_troubleshooting".to_owned(),
            audience: Audience::Subscriber,
            title: "Título".to_owned(),
            body: body.to_owned(),
            asked_as: String::new(),
            valid_from: None,
            valid_until: None,
        }
    }

    #[test]
    fn a_changed_line_stands_beside_what_it_was() {
        let rows = rows(&text("um\ndois\ntrês\n"), &text("um\nDOIS\ntrês\nquatro\n"));
        let changed: Vec<(Option<&str>, Option<&str>)> = rows
            .iter()
            .filter(|row| row.changed)
            .map(|row| (row.left.as_deref(), row.right.as_deref()))
            .collect();
        assert_eq!(changed, [(Some("dois"), Some("DOIS")), (None, Some("quatro"))]);
        assert_eq!(rows.len(), 6);
        assert!(rows.iter().all(|row| row.left.is_some() || row.right.is_some()));
    }
}
