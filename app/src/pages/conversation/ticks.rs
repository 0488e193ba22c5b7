//! How far a message came, as a drawing with its word.

use enlace_domain::DeliveryStatus;
use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    texts::use_texts,
};

/// The ticks of one message. The row is drawn anew when they change.
#[component]
pub(super) fn Ticks(status: DeliveryStatus) -> impl IntoView {
    let texts = use_texts();
    let glyph = match status {
        DeliveryStatus::None | DeliveryStatus::Received => None,
        DeliveryStatus::Queued => Some(Glyph::Clock),
        DeliveryStatus::Sent => Some(Glyph::Check),
        DeliveryStatus::Delivered | DeliveryStatus::Read => Some(Glyph::DoubleCheck),
        DeliveryStatus::Failed => Some(Glyph::Warning),
    };
    let words = Signal::derive(move || (texts.get().conversation.status)(status).to_owned());
    glyph.map(|glyph| {
        view! {
            <span class=format!("ticks ticks-{status}") title=words>
                <Icon glyph small=true label=words/>
            </span>
        }
    })
}
