//! The address that a channel's provider is to report to.

use enlace_domain::view::ChannelWebhook;
use leptos::{html, prelude::*};

use super::focus::copy_selection;
use crate::{
    components::{Button, Glyph, Tone, use_toasts},
    texts::use_texts,
};

/// The address, to be copied. It never shows the secret that may have to follow it.
#[component]
pub(super) fn Webhook(
    /// Unique on the page.
    id: String,
    webhook: ChannelWebhook,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let field = NodeRef::<html::Input>::new();
    let copy = move |_| {
        let Some(field) = field.get_untracked() else { return };
        // An element that can't take focus has no selection either; the browser then copies nothing and says so.
        let _ = field.focus();
        field.select();
        let t = &texts.now().channels;
        if copy_selection() {
            toasts.say(Tone::Good, t.copied);
        } else {
            toasts.say(Tone::Info, t.copy_by_hand);
        }
    };
    let (named, note) = (id.clone(), format!("{id}-note"));
    let described = webhook.ends_in_secret.then(|| note.clone());
    view! {
        <div class="channel-webhook">
            <label for=named>{texts.say(|t| t.channels.webhook)}</label>
            <div class="channel-address">
                <input id=id class="input" readonly value=webhook.address aria-describedby=described node_ref=field/>
                <Button glyph=Glyph::Copy on:click=copy>{texts.say(|t| t.channels.copy)}</Button>
            </div>
            {webhook.ends_in_secret.then(|| view! {
                <p id=note class="field-note">{texts.say(|t| t.channels.webhook_secret_end)}</p>
            })}
        </div>
    }
    .into_any()
}
