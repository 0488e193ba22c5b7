//! Loads the channels, and holds what is being done with one of them.

use enlace_domain::view::{ChannelView, ChannelsView};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{card::ChannelCard, form::ChannelDialog, list::Channels, pause::PauseDialog, trial::TrialDialog};
use crate::{
    api,
    components::{Button, ButtonKind, EmptyState, Glyph, Skeleton},
    pages::load_error::LoadError,
    texts::use_texts,
};

/// What is being edited.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Editing {
    /// A new channel.
    New,
    /// One that is there.
    Channel(Box<ChannelView>),
}

/// The dialogs: each is open while it holds something.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) editing: RwSignal<Option<Editing>>,
    pub(super) pausing: RwSignal<Option<ChannelView>>,
    pub(super) trying: RwSignal<Option<ChannelView>>,
}

/// Whether a dialog is open: it opens when something is held, and lets go of it when it closes.
pub(super) fn opens_with<T: Send + Sync + 'static>(held: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if held.read().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            held.set(None);
        }
        is_open
    });
    open
}

/// The channel a dialog is about. It stays while the dialog closes, so that the words don't change under the reader's eyes.
#[derive(Clone, Copy)]
pub(super) struct Shown(Memo<Option<ChannelView>>);

impl Shown {
    /// What is held, or was held last.
    pub(super) fn of(held: RwSignal<Option<ChannelView>>) -> Self {
        Self(Memo::new(move |before: Option<&Option<_>>| {
            held.get().or_else(|| before.cloned().flatten())
        }))
    }

    /// The channel, untracked.
    pub(super) fn now(self) -> Option<ChannelView> {
        self.0.get_untracked()
    }

    /// Its name, tracked.
    pub(super) fn name(self) -> String {
        self.read(|channel| channel.name.clone()).unwrap_or_default()
    }

    /// Something of it, tracked.
    pub(super) fn read<T>(self, part: impl FnOnce(&ChannelView) -> T) -> Option<T> {
        self.0.read().as_ref().map(part)
    }
}

/// `/channels`.
#[component]
pub(super) fn ChannelList() -> impl IntoView {
    let texts = use_texts();
    let loaded = Resource::new_blocking(|| (), |()| api::channels());
    view! {
        <Title text=texts.say(|t| t.channels.title)/>
        <div class="channels-page">
            <Transition fallback=|| view! { <Skeleton lines=10/> }>
                {move || Suspend::new(async move {
                    let again = Callback::new(move |()| loaded.refetch());
                    match loaded.await {
                        Ok(view) => view! { <Loaded view/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Loaded(view: ChannelsView) -> impl IntoView {
    let texts = use_texts();
    let channels = Channels::new(view);
    channels.keep_fresh();
    let asked = Asked {
        editing: RwSignal::new(None),
        pausing: RwSignal::new(None),
        trying: RwSignal::new(None),
    };
    // read aloud after a move
    let said = RwSignal::new(String::new());
    let add = move |_| asked.editing.set(Some(Editing::New));
    let is_empty = Memo::new(move |_| channels.count() == 0);
    let is_ordered = Memo::new(move |_| channels.count() > 1);
    view! {
        <Show
            when=move || !is_empty.get()
            fallback=move || view! {
                <EmptyState
                    glyph=Glyph::Channel
                    title=texts.signal(|t| t.channels.none_title)
                    text=texts.signal(|t| t.channels.none_text)
                >
                    <Button kind=ButtonKind::Primary glyph=Glyph::Plus on:click=add>{texts.say(|t| t.channels.add)}</Button>
                </EmptyState>
            }
        >
            <div class="channels-bar">
                <p class="channels-lead">
                    {move || (texts.get().channels.lead)(channels.count())}
                    <Show when=move || is_ordered.get()>
                        <small>{texts.say(|t| t.channels.move_keys)}</small>
                    </Show>
                </p>
                <Button kind=ButtonKind::Primary glyph=Glyph::Plus on:click=add>{texts.say(|t| t.channels.add)}</Button>
            </div>
            <ol class="channels">
                <For each=move || channels.all() key=|channel| channel.id let:channel>
                    <ChannelCard channel channels asked said/>
                </For>
            </ol>
        </Show>
        <p class="visually-hidden" aria-live="polite">{said}</p>
        <ChannelDialog channels asked/>
        <PauseDialog channels asked/>
        <TrialDialog channels asked/>
    }
    .into_any()
}
