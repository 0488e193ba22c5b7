//! What may be sent over a channel besides words: what its provider takes, within the desk's own limits.

use enlace_domain::{FileMeans, Means, MessageKind};
use enlace_whatsapp::MediaKind;

use crate::{Desk, channels::ChannelRecord};

/// What this channel takes.
pub(crate) fn of(desk: &Desk, record: &ChannelRecord) -> Means {
    let (abilities, limits) = (record.channel.abilities(), desk.files().limits());
    let files = abilities.files.iter().map(|ability| {
        let kind = message_kind(ability.kind);
        FileMeans {
            kind,
            types: ability.types.iter().map(|one| (*one).to_owned()).collect(),
            bytes: ability.bytes.min(limits.of(kind)),
            caption: ability.caption,
        }
    });
    Means {
        files: files.collect(),
        place: abilities.can_locate,
        quote: abilities.can_quote,
    }
}

/// What a message with such a file is.
const fn message_kind(kind: MediaKind) -> MessageKind {
    match kind {
        MediaKind::Image => MessageKind::Image,
        MediaKind::Audio => MessageKind::Audio,
        MediaKind::Video => MessageKind::Video,
        MediaKind::Document => MessageKind::Document,
        MediaKind::Sticker => MessageKind::Sticker,
    }
}

/// What a message of this kind is to the provider; `None` where it carries no file.
pub(crate) const fn media_kind(kind: MessageKind) -> Option<MediaKind> {
    match kind {
        MessageKind::Image => Some(MediaKind::Image),
        MessageKind::Audio => Some(MediaKind::Audio),
        MessageKind::Video => Some(MediaKind::Video),
        MessageKind::Document => Some(MediaKind::Document),
        MessageKind::Sticker => Some(MediaKind::Sticker),
        _ => None,
    }
}
