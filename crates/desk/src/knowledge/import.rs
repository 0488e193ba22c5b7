//! Takes articles in from Markdown files with a head, and publishes them: the demo's articles, and a provider's own.
//!
//! The head stands between two lines of `---`: `slug`, `title`, `category`, `audience` (subscriber or agents), and
//! optionally `valid_from` and `valid_until` as 2026-12-31, and `asked_as` for each way of asking for it, a line each.

use enlace_domain::{
    ArticleId, PersonId,
    article::{ArticleFields, Audience, slug_of},
};
use enlace_store::{articles, people};
use serde_json::json;
use time::{Date, macros::format_description};

use super::publish::release;
use crate::{
    Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Why a file is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportProblem {
    /// The head is missing or not ended.
    #[error("the file must begin with a head between two lines of ---")]
    NoHead,
    /// A line of the head is no `name: value`, or names something unknown.
    #[error("the head's line is not understood: {0}")]
    Line(String),
    /// A field does not hold what is allowed.
    #[error("the field {0} is missing or does not hold what is allowed")]
    Field(&'static str),
}

/// An article that a file holds.
///
/// # Errors
/// [`ImportProblem`].
pub(super) fn read(file: &str) -> Result<ArticleFields, ImportProblem> {
    let file = file.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let rest = file.strip_prefix("---\n").ok_or(ImportProblem::NoHead)?;
    let (head, body) = rest.split_once("\n---\n").ok_or(ImportProblem::NoHead)?;
    let mut fields = ArticleFields {
        slug: String::new(),
        category: String::new(),
        audience: Audience::Subscriber,
        title: String::new(),
        body: body.trim().to_owned(),
        asked_as: String::new(),
        valid_from: None,
        valid_until: None,
    };
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| ImportProblem::Line(line.to_owned()))?;
        let value = value.trim().trim_matches('"').to_owned();
        match name.trim() {
            "slug" => fields.slug = value,
            "asked_as" => {
                if !fields.asked_as.is_empty() {
                    fields.asked_as.push('\n');
                }
                fields.asked_as.push_str(&value);
            }
            "title" => fields.title = value,
            "category" => fields.category = value,
            "audience" => fields.audience = value.parse().map_err(|_| ImportProblem::Field("audience"))?,
            "valid_from" => fields.valid_from = Some(day(&value).ok_or(ImportProblem::Field("valid_from"))?),
            "valid_until" => fields.valid_until = Some(day(&value).ok_or(ImportProblem::Field("valid_until"))?),
            _ => return Err(ImportProblem::Line(line.to_owned())),
        }
    }
    if fields.slug.is_empty() {
        fields.slug = slug_of(&fields.title);
    }
    match fields.flaw() {
        Some(field) => Err(ImportProblem::Field(field.as_str())),
        None if fields.category.is_empty() => Err(ImportProblem::Field("category")),
        None if fields.body.is_empty() => Err(ImportProblem::Field("body")),
        None => Ok(fields),
    }
}

fn day(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// Publishes the article of a file in a person's name. One whose slug is known stays as it is: whether it was new.
/// A category that nobody knows yet is made.
///
/// # Errors
/// [`DeskError::Invalid`] with the problem; the database is away.
pub async fn import(desk: &Desk, by: PersonId, file: &str) -> Result<bool, DeskError> {
    let fields = read(file).map_err(|problem| DeskError::Invalid {
        field: "file",
        allowed: problem.to_string(),
    })?;
    let mut tx = desk.pool().begin().await?;
    if articles::by_slug(&mut tx, &fields.slug).await?.is_some() {
        return Ok(false);
    }
    let name = category_name(&fields.category);
    articles::insert_category(&mut tx, &fields.category, &name).await?;
    let id = ArticleId::new();
    articles::insert(&mut tx, id, &fields, by).await?;
    let (version, _) = release(&mut tx, id, &fields, by).await?;
    let detail = json!({ "version": version, "imported": true });
    audit::record(&mut tx, by, Action::PublishArticle, Subject::Article(id), &detail).await?;
    tx.commit().await?;
    desk.knowledge().ring();
    Ok(true)
}

/// The administrator with this e-mail, in whose name files are taken in.
///
/// # Errors
/// [`DeskError::NotFound`]; [`DeskError::Forbidden`] for everybody else.
pub async fn editor(desk: &Desk, email: &str) -> Result<PersonId, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let known = people::credentials(&mut tx, email).await?;
    let id = known.ok_or(DeskError::NotFound { what: "person" })?.person.id;
    match people::lock(&mut tx, id).await? {
        Some(person) if person.active && person.role.may_edit_articles() => Ok(id),
        Some(_) => Err(DeskError::Forbidden { what: "edit articles" }),
        None => Err(DeskError::NotFound { what: "person" }),
    }
}

/// A name for a category that is known by its key alone.
fn category_name(key: &str) -> String {
    if key == "equipment" {
        return "Equipamentos".to_owned();
    }
    let mut letters = key.replace('_', " ").chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        *first = first.to_ascii_uppercase();
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_file_with_a_head_is_an_article() {
        let file = "---\ntitle: Luz LOS: o que é\ncategory: equipment\naudience: agents\nasked_as: que luz é essa?\nasked_as: \"luz: vermelha\"\nvalid_until: 2026-12-31\n---\n\n## Um\n\nTexto.\n";
        let article = read(file).unwrap();
        assert_eq!(article.slug, "luz-los-o-que-e");
        assert_eq!(article.title, "Luz LOS: o que é");
        assert_eq!(article.audience, Audience::Agents);
        assert_eq!(article.valid_until, Some(date!(2026 - 12 - 31)));
        assert_eq!(article.ways_of_asking(), ["que luz é essa?", "luz: vermelha"]);
        assert_eq!(article.body, "## Um\n\nTexto.");
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(read("## Sem cabeça"), Err(ImportProblem::NoHead));
        let wrong = |head: &str| read(&format!("---\n{head}\n---\nTexto.")).unwrap_err();
        assert_eq!(
            wrong("title: Abc\ncategory: x\naudience: all"),
            ImportProblem::Field("audience")
        );
        assert_eq!(wrong("title: Abc"), ImportProblem::Field("category"));
        assert_eq!(wrong("category: x"), ImportProblem::Field("title"));
        assert_eq!(wrong("cor: azul"), ImportProblem::Line("cor: azul".to_owned()));
    }
}
