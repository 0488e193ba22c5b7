//! Who wrote: the message and its contact each say a part of it.

use crate::{Sender, fields::Fields};

/// The contact of the same person; with one contact alone, that one.
pub(super) fn contact_of<'a>(value: Fields<'a>, message: Fields<'a>) -> Option<Fields<'a>> {
    let same = |contact: &Fields<'a>| {
        let is =
            |name: &str, other: &str| message.filled(name).is_some() && message.filled(name) == contact.filled(other);
        is("from", "wa_id") || is("from_user_id", "user_id")
    };
    let mut all = value.list("contacts");
    all.find(same).or_else(|| {
        let mut all = value.list("contacts");
        all.next().filter(|_| all.next().is_none())
    })
}

/// The number as Meta spells it (replies go there), and the business-scoped id. Of somebody who has a new one, what they
/// had before: nothing else of that message may name them.
pub(super) fn sender(event: Fields<'_>) -> Sender {
    let (message, contact) = (event.inner("message"), event.inner("contact"));
    let wa_id = [message.filled("from"), contact.filled("wa_id")];
    let bsuid = [
        message.inner("system").filled("previous_user_id"),
        message.filled("from_user_id"),
        contact.filled("user_id"),
    ];
    Sender {
        wa_id: wa_id.into_iter().flatten().find_map(|text| text.parse().ok()),
        bsuid: bsuid.into_iter().flatten().find(|id| is_bsuid(id)).map(str::to_owned),
    }
}

/// `BR.1502…`: a country, a dot, letters and digits; the parent form has one more word.
pub(super) fn is_bsuid(text: &str) -> bool {
    text.split_once('.').is_some_and(|(country, rest)| {
        country.len() == 2
            && country.bytes().all(|letter| letter.is_ascii_uppercase())
            && (1..=140).contains(&rest.len())
            && rest
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == b'.')
    })
}
