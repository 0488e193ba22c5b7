//! What all pages of somebody logged in stand in: the frame, the live connection and the palette.

use std::time::Duration;

use enlace_domain::view::Me;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{LazyRoute, components::Outlet};

use super::{lazy::ConversationRoute, letter_count::LetterCount, palette::Palette};
use crate::{
    api,
    components::{AppFrame, Tone, use_toasts},
    live::{LiveConnection, LiveContext, provide_live, use_live},
    texts::use_texts,
};

/// After so long a page has what it needs itself.
const QUIET: Duration = Duration::from_millis(1500);

/// The frame and the page inside it.
#[component]
pub fn DeskLayout() -> impl IntoView {
    let me = RwSignal::new(SharedValue::new(logged_in).into_inner());
    provide_context::<Signal<Option<Me>>>(me.into());
    provide_live();
    let live = use_live();
    let letters = LetterCount::provide();
    let (texts, toasts) = (use_texts(), use_toasts());

    // A page reached from the log-in page, or drawn by a server that could not tell, asks for itself.
    Effect::new(move |_| {
        if me.with_untracked(Option::is_none) {
            spawn_local(async move {
                if let Ok(found) = api::me().await {
                    me.try_set(Some(found));
                }
            });
        }
    });
    // The page opened next, by whoever stands on the board: fetched while nothing else is, so that it opens at once.
    Effect::new(move |_| {
        set_timeout(|| spawn_local(ConversationRoute::preload()), QUIET);
    });
    let log_out = Callback::new(move |()| {
        spawn_local(async move {
            match api::log_out().await {
                // A whole new page: nothing of this person's stays in memory.
                Ok(()) => {
                    let _ = window().location().set_href("/login");
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    });
    let palette_open = RwSignal::new(false);
    view! {
        <AppFrame
            me
            connection=Signal::derive(move || live.link())
            letters=Signal::derive(move || letters.get())
            unread=Memo::new(move |_| waits_for_me(live, me.into()))
            on_search=Callback::new(move |()| palette_open.set(true))
            on_log_out=log_out
        >
            <Outlet/>
        </AppFrame>
        <Palette open=palette_open me=me.into() on_log_out=log_out/>
        <LiveConnection/>
    }
    .into_any()
}

/// Whether a subscriber of mine waits for an answer.
fn waits_for_me(live: LiveContext, me: Signal<Option<Me>>) -> bool {
    let Some(me) = me.read().as_ref().map(|me| me.id) else {
        return false;
    };
    live.read(|board| {
        board
            .cards()
            .any(|card| card.waiting_since.is_some() && card.assigned.as_ref().is_some_and(|p| p.id == me))
    })
}

/// Who the server's middleware has found logged in: it leaves the actor with the request.
#[cfg(feature = "ssr")]
fn logged_in() -> Option<Me> {
    let parts = use_context::<axum::http::request::Parts>()?;
    parts
        .extensions
        .get::<enlace_desk::Actor>()
        .map(enlace_desk::log_in::me)
}

/// A page reached from the log-in page carries nobody yet.
#[cfg(not(feature = "ssr"))]
fn logged_in() -> Option<Me> {
    None
}
