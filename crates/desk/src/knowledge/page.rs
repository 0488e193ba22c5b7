//! An article as it is read: Markdown made HTML, and whatever a browser would run taken out.

use enlace_domain::{ArticleId, article::BODY_MAX, article_file::is_file_address, view::ArticlePage};
use enlace_store::article_files;
use pulldown_cmark::{Options, Parser, html};

use super::{read::published_one, write::invalid};
use crate::{Actor, Desk, DeskError};

/// A published article, for everybody on the desk.
///
/// # Errors
/// [`DeskError::NotFound`], also for an article that is not published or does not hold today.
pub async fn page(desk: &Desk, actor: &Actor, id: ArticleId) -> Result<ArticlePage, DeskError> {
    let article = published_one(desk, actor, id).await?;
    let files = article_files::of_version(&mut *desk.pool().acquire().await?, id, article.version).await?;
    Ok(ArticlePage {
        id,
        html: safe_html(&article.fields.body),
        title: article.fields.title,
        category: article.fields.category,
        audience: article.fields.audience,
        version: article.version,
        published_at: article.published_at,
        approval: article.approval,
        files,
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

/// Markdown drawn, without whatever a browser would run. Of pictures only those of our own are shown: another would be
/// fetched from somebody's server, which then knows who reads what.
pub(super) fn safe_html(markdown: &str) -> String {
    let mut drawn = String::new();
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    html::push_html(&mut drawn, parser);
    ammonia::Builder::default()
        // external: the page's own router has no route to files, and leaves such links to the browser
        .link_rel(Some("noopener noreferrer nofollow external"))
        .attribute_filter(|element, attribute, value| {
            let strange = element == "img" && attribute == "src" && !is_file_address(value);
            (!strange).then(|| value.into())
        })
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
        for part in ["script", "onerror", "onclick", "iframe", "src", "<style"] {
            assert!(!html.contains(part), "{part} in {html}");
        }
        assert!(html.contains("<b>ok</b>"));
    }

    #[test]
    fn only_pictures_of_our_own_are_fetched() {
        let own = "/knowledge/files/0199d3a4-0000-7000-8000-000000000001";
        assert!(safe_html(&format!("![luz]({own})")).contains(&format!("<img src=\"{own}\" alt=\"luz\">")));
        for strange in [
            "https://exemplo.com.br/a.png",
            "//x/a.png",
            "/media/1",
            "/knowledge/files/../../api",
            "data:image/png,x",
        ] {
            let html = safe_html(&format!("![luz]({strange}) <img src=\"{strange}\">"));
            assert!(!html.contains("src"), "{html}");
        }
    }
}
