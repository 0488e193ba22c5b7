//! What a message is: its direction, its author, its kind.

use crate::queue::named_enum;

named_enum! {
    /// Which way a message went.
    Direction, "direction" {
        /// From the subscriber.
        Inbound = "inbound",
        /// To the subscriber.
        Outbound = "outbound",
        /// A line in the thread that nobody sent: taken, transferred, closed.
        System = "system",
    }
}

named_enum! {
    /// Who wrote it.
    AuthorKind, "author" {
        /// The subscriber.
        Subscriber = "subscriber",
        /// An agent.
        Person = "person",
        /// Enlace's automation.
        Automation = "automation",
        /// Somebody of the provider, on the phone itself or on a device linked to it: nobody whom Enlace knows.
        Phone = "phone",
        /// Enlace itself, about the conversation.
        System = "system",
    }
}

named_enum! {
    /// What it carries. A kind we don't know becomes `Unsupported` and stays visible.
    MessageKind, "message kind" {
        /// Words.
        Text = "text",
        /// Picture.
        Image = "image",
        /// Voice or sound.
        Audio = "audio",
        /// Film.
        Video = "video",
        /// File.
        Document = "document",
        /// Sticker.
        Sticker = "sticker",
        /// A place.
        Location = "location",
        /// Address cards.
        Contacts = "contacts",
        /// An emoji on another message.
        Reaction = "reaction",
        /// A question with choices, sent by us.
        Interactive = "interactive",
        /// A choice, tapped by the subscriber.
        Button = "button",
        /// A system line.
        System = "system",
        /// A kind this version doesn't know.
        Unsupported = "unsupported",
    }
}

/// Most answers that a person may offer below their words: WhatsApp's limit for the rows of a list.
pub const OFFERED: usize = 10;
/// So many of them are buttons below the words; more become a list, which a button opens.
pub const OFFERED_BUTTONS: usize = 3;
/// Longest words of one, in characters: WhatsApp's limit for a button, and less than that of a list's row.
pub const OFFERED_LIMIT: usize = 20;
/// Longest words above them, in characters: WhatsApp's limit for a message with buttons or a list.
pub const OFFERING_LIMIT: usize = 1_024;

/// WhatsApp's limit for the text of one message, in characters, as Twilio enforces it (`Body` of Messages.create).
pub const TEXT_LIMIT: usize = 1600;

/// How much of a message a card shows, in characters.
const PREVIEW_LIMIT: usize = 160;

/// The first line or two, for cards and lists: white space folded, cut at a character's edge.
#[must_use]
pub fn preview(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= PREVIEW_LIMIT {
        return folded;
    }
    let mut cut: String = folded.chars().take(PREVIEW_LIMIT - 1).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_short_line() {
        assert_eq!(preview("oi\n\n  tudo   bem?"), "oi tudo bem?");
        let long = preview(&"ção ".repeat(100));
        assert_eq!(long.chars().count(), PREVIEW_LIMIT);
        assert!(long.ends_with('…'));
    }
}
