//! Markdown in WhatsApp's own formatting: `*bold*`, `_italic_`, `~struck~`, lists by their signs.
//!
//! WhatsApp draws no headings, tables or links with another text: a heading becomes bold, a row a line, and a link's
//! address stands behind its words (faq.whatsapp.com, "How to format your messages").

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A passage as it can be sent.
pub(super) fn whatsapp_text(markdown: &str) -> String {
    let mut text = String::new();
    // the number of the next item of each open list, none for one without numbers
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut link: Option<(String, usize)> = None;
    let mut pictures = 0_usize;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            _ if pictures > 0 => {}
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => text.push('*'),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => text.push('_'),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => text.push('~'),
            Event::Start(Tag::Heading { .. }) => {
                paragraph(&mut text);
                text.push('*');
            }
            Event::End(TagEnd::Heading(_)) => text.push('*'),
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_) | Tag::Table(_) | Tag::CodeBlock(_)) => {
                if lists.is_empty() {
                    paragraph(&mut text);
                }
            }
            Event::Start(Tag::List(first)) => {
                if lists.is_empty() {
                    paragraph(&mut text);
                }
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                line(&mut text);
                let depth = lists.len().saturating_sub(1);
                text.extend(std::iter::repeat_n("   ", depth));
                match lists.last_mut() {
                    Some(Some(number)) => {
                        text.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => text.push_str("• "),
                }
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => line(&mut text),
            Event::End(TagEnd::TableCell) => text.push_str("  "),
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((dest_url.into_string(), text.len())),
            Event::End(TagEnd::Link) => {
                if let Some((address, from)) = link.take()
                    && text.get(from..) != Some(address.as_str())
                    // what lies here opens for people of the desk alone
                    && !address.starts_with('/')
                {
                    text.push_str(&format!(" ({address})"));
                }
            }
            _ => {}
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

fn line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn paragraph(text: &mut String) {
    line(text);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_whatsapps_own() {
        let sent = whatsapp_text(
            "A luz **LOS** vermelha *não* é ~~grave~~.\n\n1. Confira o cabo\n   verde.\n2. Veja:\n   - a tomada\n   - a ONU\n\nMais em [nosso site](https://exemplo.com.br).",
        );
        assert_eq!(
            sent,
            "A luz *LOS* vermelha _não_ é ~grave~.\n\n1. Confira o cabo verde.\n2. Veja:\n   • a tomada\n   • a ONU\n\nMais em nosso site (https://exemplo.com.br)."
        );
    }

    #[test]
    fn headings_and_tables_stay_readable() {
        let sent = whatsapp_text("## Planos\n\n| Plano | Preço |\n|---|---|\n| 300 | R$ 89 |");
        assert_eq!(sent, "*Planos*\n\nPlano  Preço\n300  R$ 89");
    }

    #[test]
    fn what_lies_here_is_not_sent_as_an_address() {
        let sent = whatsapp_text("Veja ![a luz](/knowledge/files/1)o [manual](/knowledge/files/2).");
        assert_eq!(sent, "Veja o manual.");
    }
}
