//! Every kind of message, out and in, at every vendor: one suite, in which a vendor is asked for all that it says it can.

use std::collections::BTreeMap;

use enlace_domain::{MessageKind, TemplateValue, template::TemplateState, view::Choice};
use enlace_simulator::{MessageId, SentKind, Written};
use enlace_whatsapp::{Content, MediaReference, OutgoingMedia, Place, ProviderKind, TemplateUse, Understood};
use futures::TryStreamExt;

use crate::{
    desk::Desk,
    lines::ze,
    vendors::{Pair, stage},
};

fn choices(count: usize) -> Content {
    Content::Choices {
        text: "Qual assunto?".to_owned(),
        choices: (1..=count)
            .map(|number| Choice {
                id: format!("choice-{number}"),
                title: format!("Assunto {number}"),
            })
            .collect(),
    }
}

/// A file of each kind and type that the channel says its vendor takes; of a kind that takes any, a spreadsheet.
fn files(pair: &Pair, desk: &Desk) -> Vec<Content> {
    let mut files = Vec::new();
    for ability in pair.channel.abilities().files {
        let types = if ability.types.is_empty() {
            &["text/csv"]
        } else {
            ability.types
        };
        files.extend(types.iter().map(|content_type| {
            Content::Media(OutgoingMedia {
                kind: ability.kind,
                link: desk.file_of(content_type),
                content_type: (*content_type).to_owned(),
                file_name: Some("fatura".to_owned()),
                caption: if ability.caption == 0 {
                    String::new()
                } else {
                    "Sua fatura".to_owned()
                },
            })
        }));
    }
    files
}

/// An approved template with all its placeholders filled.
async fn template(pair: &Pair) -> Content {
    let templates = pair.provider.templates().await.unwrap();
    let template = templates
        .into_iter()
        .find(|template| {
            template.state == TemplateState::Approved
                && template.header.is_none()
                && !template.placeholders().is_empty()
        })
        .unwrap_or_else(|| panic!("{} has no approved template with a placeholder", pair.kind));
    let values = template
        .placeholders()
        .into_iter()
        .map(|name| TemplateValue {
            name,
            value: "Maria".to_owned(),
        })
        .collect();
    Content::Template(Box::new(TemplateUse {
        text: template.body.clone(),
        template,
        values,
        header: None,
    }))
}

#[tokio::test]
async fn every_kind_goes_out() {
    let (town, desk, pairs) = stage().await;
    for pair in pairs {
        let said = town.line(pair.line).unwrap().write(ze(), "oi").await.unwrap();
        let shop = Place {
            latitude: -16.68,
            longitude: -49.26,
            name: Some("Loja Centro".to_owned()),
            address: Some("Rua 8, 120".to_owned()),
        };
        let mut contents = files(&pair, &desk);
        contents.extend([choices(2), choices(5)]);
        let abilities = pair.channel.abilities();
        if abilities.can_locate {
            contents.push(Content::Location(shop));
        }
        if abilities.official {
            contents.push(template(&pair).await);
        }
        if abilities.can_quote {
            contents.push(Content::Reaction {
                message: said.to_string(),
                emoji: "👍".to_owned(),
            });
        }
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for content in contents {
            let before = town.outbox().len();
            let kind = content.kind();
            let accepted = pair.provider.send(&pair.message(&desk, content)).await;
            let accepted = accepted.unwrap_or_else(|error| panic!("{} {kind}: {error:?}", pair.kind));
            let outbox = town.outbox();
            assert_eq!(outbox.len(), before + 1, "{} {kind}", pair.kind);
            let sent = outbox.last().unwrap();
            assert_eq!(sent.sid.as_str(), accepted.provider_message_id, "{} {kind}", pair.kind);
            *kinds.entry(kind).or_default() += 1;
        }
        assert!(
            kinds["media"] >= abilities.files.len() && kinds["choices"] == 2,
            "{} {kinds:?}",
            pair.kind
        );
    }
}

#[tokio::test]
async fn a_tap_comes_back_as_what_was_offered() {
    let (town, desk, pairs) = stage().await;
    for pair in pairs {
        let line = town.line(pair.line).unwrap();
        line.write(ze(), "oi").await.unwrap();
        for count in [2, 5] {
            pair.provider.send(&pair.message(&desk, choices(count))).await.unwrap();
            let offered = town.outbox().pop().unwrap();
            let official = pair.channel.abilities().official;
            // a linked device has no buttons, and Twilio's picker has room for five: people answer in words then
            let written = match offered.choices.get(count - 1) {
                Some(tapped) => Written::Choice {
                    title: tapped.title.clone(),
                    payload: tapped.id.clone(),
                },
                None => Written::Text(format!("Assunto {count}")),
            };
            let tapped = matches!(written, Written::Choice { .. });
            assert!(tapped || !official || count < 5, "{} offers nothing to tap", pair.kind);
            assert!(official || offered.kind == SentKind::Text, "{}", pair.kind);
            line.write(ze(), written).await.unwrap();
            let message = pair.last_message(&desk);
            assert_eq!(message.body, format!("Assunto {count}"), "{}", pair.kind);
            let payload = tapped.then(|| format!("choice-{count}"));
            assert_eq!(message.button_payload, payload, "{}", pair.kind);
        }
    }
}

#[tokio::test]
async fn what_was_read_is_told_where_the_vendor_can() {
    let (town, _desk, pairs) = stage().await;
    for pair in pairs {
        let said = town.line(pair.line).unwrap().write(ze(), "oi").await.unwrap();
        let told = pair.provider.mark_read(said.as_str()).await;
        assert_eq!(told, Ok(()), "{}", pair.kind);
        let unknown = pair.provider.mark_read("wamid.nobody").await;
        // who can't tell does nothing; who can is refused for a message that is not there
        assert_eq!(
            unknown.is_err(),
            pair.channel.abilities().can_mark_read,
            "{}: {unknown:?}",
            pair.kind
        );
    }
}

#[tokio::test]
async fn every_file_comes_in_and_can_be_fetched() {
    let (town, desk, pairs) = stage().await;
    let words = || "o modem".to_owned();
    let bill = || Written::Document {
        caption: String::new(),
        filename: "comprovante.pdf".to_owned(),
    };
    for pair in pairs {
        let line = town.line(pair.line).unwrap();
        for (written, kind, at, magic) in [
            (
                Written::Image { caption: words() },
                MessageKind::Image,
                0,
                &b"\xff\xd8\xff"[..],
            ),
            (Written::Video { caption: words() }, MessageKind::Video, 4, b"ftyp"),
            (Written::Audio, MessageKind::Audio, 0, b"OggS"),
            (bill(), MessageKind::Document, 0, b"%PDF"),
            (Written::Sticker, MessageKind::Sticker, 0, b"RIFF"),
        ] {
            line.write(ze(), written).await.unwrap();
            let message = pair.heard(&desk, &desk.last());
            assert_eq!(message.kind, kind, "{}", pair.kind);
            let reference: MediaReference = serde_json::from_value(message.extra["media"][0].clone()).unwrap();
            let body = pair.provider.fetch_media(&reference).await;
            let body = body.unwrap_or_else(|error| panic!("{} {kind:?}: {error}", pair.kind));
            let bytes = body.pieces.try_concat().await.unwrap();
            assert!(
                bytes[at..].starts_with(magic),
                "{} {kind:?}: {:?}",
                pair.kind,
                &bytes[..8]
            );
        }
    }
}

#[tokio::test]
async fn places_cards_answers_and_reactions_come_in() {
    let (town, desk, pairs) = stage().await;
    for pair in pairs {
        let line = town.line(pair.line).unwrap();
        let first = line.write(ze(), "oi").await.unwrap();
        let told = async |written: Written| {
            line.write(ze(), written).await.unwrap();
            pair.heard(&desk, &desk.last())
        };
        let home = told(Written::Location {
            latitude: -16.68,
            longitude: -49.26,
            address: "Rua 8, 120".to_owned(),
        })
        .await;
        assert_eq!(home.kind, MessageKind::Location, "{}", pair.kind);
        assert_eq!(home.extra["location"]["latitude"], -16.68, "{}", pair.kind);

        let card = told(Written::Contact {
            name: "Pedro Alves".to_owned(),
            number: "556298765432".to_owned(),
        })
        .await;
        assert_eq!(card.kind, MessageKind::Contacts, "{}", pair.kind);

        let answer = told(Written::Reply {
            to: first.clone(),
            text: "isso mesmo".to_owned(),
        })
        .await;
        assert_eq!(
            (answer.kind, answer.body.as_str()),
            (MessageKind::Text, "isso mesmo"),
            "{}",
            pair.kind
        );
        assert_eq!(answer.extra["quoted"], first.as_str(), "{}", pair.kind);

        let reaction = told(Written::Reaction {
            to: first.clone(),
            emoji: "👍".to_owned(),
        })
        .await;
        assert_eq!(
            (reaction.kind, reaction.body.as_str()),
            (MessageKind::Reaction, "👍"),
            "{}",
            pair.kind
        );
        assert_eq!(reaction.extra["quoted"], first.as_str(), "{}", pair.kind);

        let strange = told(Written::Unknown {
            message_type: "poll_creation".to_owned(),
        })
        .await;
        assert_eq!(strange.kind, MessageKind::Unsupported, "{}", pair.kind);
    }
}

/// What the channel makes of a change of an earlier message.
async fn change(pair: &Pair, desk: &Desk, line: &enlace_simulator::TownLine, written: Written) -> Understood {
    line.write(ze(), written).await.unwrap();
    pair.hear(desk, &desk.last()).pop().unwrap()
}

#[tokio::test]
async fn other_words_and_what_is_taken_back_come_in() {
    let (town, desk, pairs) = stage().await;
    for pair in pairs {
        let line = town.line(pair.line).unwrap();
        let first: MessageId = line.write(ze(), "caiu").await.unwrap();
        let edit = Written::Edit {
            original: first.clone(),
            text: "caiu a internet".to_owned(),
        };
        let edited = change(&pair, &desk, &line, edit).await;
        let deleted = change(
            &pair,
            &desk,
            &line,
            Written::Delete {
                original: first.clone(),
            },
        )
        .await;
        if pair.kind == ProviderKind::Twilio {
            // which message it was Twilio does not tell: both stay in the thread as what they are
            for told in [edited, deleted] {
                assert!(matches!(told, Understood::Message(message) if message.kind == MessageKind::Unsupported));
            }
            continue;
        }
        assert!(
            matches!(&edited, Understood::Edit { original, body, .. } if original == first.as_str() && body == "caiu a internet"),
            "{}: {edited:?}",
            pair.kind
        );
        assert!(
            matches!(&deleted, Understood::Revoke { original, .. } if original == first.as_str()),
            "{}: {deleted:?}",
            pair.kind
        );
    }
}
