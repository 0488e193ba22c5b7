//! Whether the page follows the desk right now.

use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    texts::use_texts,
};

/// How the page's stream stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Connection {
    /// Not there yet.
    #[default]
    Connecting,
    /// What is shown is what is.
    Live,
    /// Was there, is lost, is being sought again.
    Reconnecting,
}

/// A quiet chip while live; one that speaks up when what is shown may be old.
#[component]
pub fn ConnectionChip(
    /// How the stream stands.
    #[prop(into)]
    state: Signal<Connection>,
) -> impl IntoView {
    let texts = use_texts();
    let class = move || match state.get() {
        Connection::Connecting => "connection tone-neutral",
        Connection::Live => "connection tone-good",
        Connection::Reconnecting => "connection tone-warn",
    };
    let words = move || {
        let t = &texts.get().frame;
        match state.get() {
            Connection::Connecting => t.connecting,
            Connection::Live => t.live,
            Connection::Reconnecting => t.reconnecting,
        }
    };
    view! {
        <span class=class role="status">
            {move || match state.get() {
                Connection::Reconnecting => view! { <Icon glyph=Glyph::Offline small=true/> },
                Connection::Connecting | Connection::Live => view! { <Icon glyph=Glyph::Live small=true/> },
            }}
            <span>{words}</span>
        </span>
    }
}
