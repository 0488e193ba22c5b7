//! An article as it is read: Markdown made HTML, and whatever a browser would run taken out.

use enlace_domain::{ArticleId, article::BODY_MAX, view::ArticlePage};
use pulldown_cmark::{Options, Parser, html};

use super::{read::published_one, write::invalid};
use crate::{Actor, Desk, DeskError};

/// A published article, for everybody on the desk.
///
/// # Errors
/// [`DeskError::NotFound`], also for an article that is not published or does not hold today.
pub async fn page(desk: &Desk, actor: &Actor, id: ArticleId) -> Result<ArticlePage, DeskError> {
    let article = published_one(desk, actor, id).await?;
    Ok(ArticlePage {
        id,
        html: safe_html(&article.fields.body),
        title: article.fields.title,
        category: article.fields.category,
        audience: article.fields.audience,
        version: article.version,
        published_at: article.published_at,
    })
}

/// How a draft will look.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] for a text that is too long to be kept.
pub fn preview(actor: &Actor, markdown: &str) -> Result<String, DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    if markdown.chars().count() > BODY_MAX {
        return Err(invalid(enlace_domain::article::ArticleField::Body));
    }
    Ok(safe_html(markdown))
}

/// Markdown drawn, without whatever a browser would run.
pub(super) fn safe_html(markdown: &str) -> String {
    let mut drawn = String::new();
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    html::push_html(&mut drawn, parser);
    ammonia::Builder::default()
        .link_rel(Some("noopener noreferrer nofollow"))
        // a picture would be fetched from another's server, which then knows who reads what
        .rm_tags(["img"])
        .clean(&drawn)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_drawn() {
        let html =
            safe_html("## Luz\n\n1. **um**\n2. [dois](https://exemplo.com.br)\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        for part in [
            "<h2>Luz</h2>",
            "<strong>um</strong>",
            "href=\"https://exemplo.com.br\"",
            "<td>1</td>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn nothing_that_runs_is_left() {
        let evil = "<script>alert(1)</script><img src=x onerror=alert(1)><a href=\"javascript:alert(1)\">x</a>\n\n[y](javascript:alert(1)) <b onclick=alert(1)>ok</b><iframe src=//x></iframe><style>*{}</style>";
        let html = safe_html(evil);
        for part in ["script", "onerror", "onclick", "iframe", "<img", "<style"] {
            assert!(!html.contains(part), "{part} in {html}");
        }
        assert!(html.contains("<b>ok</b>"));
    }
}
