//! Taking a conversation, from the board or from its page.

use enlace_domain::{ConversationId, view::ClaimOutcome};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Tone, use_toasts},
    live::use_live,
    texts::use_texts,
};

/// Takes a conversation of the board and says what came of it. Call it in a component's body.
pub(super) fn use_claim() -> Callback<ConversationId> {
    let (live, claim) = (use_live(), use_claim_of());
    Callback::new(move |id: ConversationId| {
        let name = live.peek(|board| board.card(id).map(|card| card.name.clone()));
        claim.run((id, name.unwrap_or_default()));
    })
}

/// The same where the page knows whose it is, which the board may not have been told yet.
pub(super) fn use_claim_of() -> Callback<(ConversationId, String)> {
    let (texts, toasts) = (use_texts(), use_toasts());
    Callback::new(move |(id, name): (ConversationId, String)| {
        spawn_local(async move {
            let texts = texts.now();
            let t = &texts.board;
            match api::claim(id).await {
                Ok(ClaimOutcome::Yours) => toasts.say(Tone::Good, (t.claimed)(&name)),
                Ok(ClaimOutcome::Taken { by }) => toasts.say(Tone::Warn, (t.taken)(&by.name)),
                Ok(ClaimOutcome::Closed) => toasts.say(Tone::Info, t.gone),
                Err(error) => toasts.say(Tone::Bad, error.words(texts)),
            }
        });
    })
}
