//! A web page made Markdown.

use std::collections::HashSet;

use ammonia::Builder;
use enlace_domain::intake::ImportRefusal;
use htmd::{
    HtmlToMarkdown,
    options::{BulletListMarker, HrStyle, Options},
};

use super::{Text, clean::decoded};

/// Deeper than this nobody nests by hand, and whoever walks the page does so by calling itself.
const DEEPEST: usize = 200;

/// Reads it: the words, never what a browser would run or what surrounds the text.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ImportRefusal> {
    let (page, warnings) = decoded(bytes);
    if opened(&page) > OPENED {
        return Err(ImportRefusal::Damaged);
    }
    let safe = Builder::default()
        .rm_tags(["details", "summary", "nav"])
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "nav", "noscript", "template", "svg", "head", "iframe",
        ]))
        .clean(&page)
        .to_string();
    if depth(&safe) > DEEPEST {
        return Err(ImportRefusal::Damaged);
    }
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        hr_style: HrStyle::Dashes,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    let converter = HtmlToMarkdown::builder().options(options).build();
    let markdown = converter.convert(&safe).map_err(|_| ImportRefusal::Damaged)?;
    Ok(Text { markdown, warnings })
}

/// More tags than this are never open at once in a page that people read; parsing takes the square of their number.
const OPENED: usize = 2_000;

/// The most tags that are open at once, of those that must be closed.
fn opened(page: &str) -> usize {
    const CLOSED: [&str; 12] = [
        "div",
        "blockquote",
        "ul",
        "ol",
        "table",
        "section",
        "article",
        "span",
        "font",
        "b",
        "i",
        "a",
    ];
    let (mut open, mut most) = (0_usize, 0);
    for tag in page.split('<').skip(1) {
        let name = |tag: &str| {
            let name = tag
                .split(|letter: char| !letter.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default();
            CLOSED.iter().any(|known| name.eq_ignore_ascii_case(known))
        };
        match tag.strip_prefix('/') {
            Some(tag) if name(tag) => open = open.saturating_sub(1),
            None if name(tag) => {
                open += 1;
                most = most.max(open);
            }
            _ => {}
        }
    }
    most
}

/// How deep the tags of a cleaned page stand in each other: there every tag but the void ones is closed.
fn depth(safe: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in safe.split('<').skip(1) {
        let void = ["br", "hr", "img", "col", "wbr", "area"].iter().any(|void| {
            tag.strip_prefix(void)
                .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
        });
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !void {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(page: &str) -> String {
        read(page.as_bytes()).unwrap().markdown
    }

    #[test]
    fn what_a_page_says_is_kept() {
        let page = "<html><head><title>T</title></head><body><nav>Menu</nav><h2>Luz</h2>\
            <p>A <b>LOS</b> <a href=\"https://exemplo.com.br\">aqui</a>.</p><ol><li>um</li><li>dois</li></ol>\
            <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></body></html>";
        let text = markdown(page);
        for part in [
            "## Luz",
            "A **LOS** [aqui](https://exemplo.com.br).",
            "1. um\n2. dois",
            "| 1",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("Menu") && !text.starts_with('T'), "{text}");
    }

    #[test]
    fn what_runs_is_not() {
        let text = markdown("<script>alert(1)</script><p onclick=x>ok <a href=\"javascript:alert(1)\">y</a></p>");
        assert!(text.contains("ok") && !text.contains("alert"), "{text}");
    }

    #[test]
    fn a_page_that_nests_without_end_is_refused() {
        let page = "<div>".repeat(100_000);
        assert_eq!(read(page.as_bytes()).err(), Some(ImportRefusal::Damaged));
    }
}
