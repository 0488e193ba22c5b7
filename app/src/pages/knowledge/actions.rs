//! What can be done with a draft: hand it in, publish it, take it back, look at its versions.

use enlace_domain::{ArticleId, article::ArticleState, view::SaveOutcome};
use leptos::{ev, prelude::*, task::spawn_local};

use super::editing::Editing;
use crate::{
    api,
    components::{Button, ButtonKind, ButtonLink, Dialog, Glyph, Menu, MenuItem, Tone, use_toasts},
    error::AppError,
    pages::me::{my_id, use_me},
    texts::{Texts, use_texts},
};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Submit,
    Publish,
    Withdraw,
}

impl Deed {
    const fn done(self, texts: &Texts) -> &'static str {
        match self {
            Self::Submit => texts.knowledge().submitted,
            Self::Publish => texts.knowledge().published_done,
            Self::Withdraw => texts.knowledge().withdrawn,
        }
    }

    async fn run(self, id: ArticleId, seen: i32) -> Result<SaveOutcome, AppError> {
        match self {
            Self::Submit => api::submit_article(id, seen).await,
            Self::Publish => api::publish_article(id, seen).await,
            Self::Withdraw => api::withdraw_article(id, seen).await,
        }
    }
}

/// The buttons.
#[component]
pub(super) fn Actions(
    editing: Editing,
    versions_open: RwSignal<bool>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let run = move |deed: Deed| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            // what is written is saved first; why it can't be stands in the head
            let result = editing.act(async |id, seen| deed.run(id, seen).await).await;
            let t = texts.now();
            match result {
                Ok(true) => {
                    toasts.say(Tone::Good, deed.done(t));
                    // whoever has left the page needs no list
                    let _ = refresh.try_run(());
                }
                Ok(false) => {}
                Err(error) => toasts.say(Tone::Bad, error.words(t)),
            }
            busy.try_set(false);
        });
    };
    let is_published = move || editing.state.get() == ArticleState::Published;
    let me = use_me();
    let asked_by_me = move || {
        let asked_by = editing.review.read().as_ref().map(|review| review.by.id);
        asked_by.map(|asked_by| my_id(me) == Some(asked_by))
    };
    let unread = RwSignal::new(false);
    // whoever asked for a second reader is asked whether it shall go without one
    let publish = move |_: ev::MouseEvent| {
        if untrack(asked_by_me) == Some(true) {
            unread.set(true);
        } else {
            run(Deed::Publish);
        }
    };
    view! {
        <div class="kb-actions">
            <Button kind=ButtonKind::Ghost glyph=Glyph::Clock on:click=move |_| versions_open.set(true)>
                {texts.say(|t| t.knowledge().versions)}
            </Button>
            <Show when=move || editing.version.get().is_some()>
                <ButtonLink href=format!("/knowledge/{}", editing.id) kind=ButtonKind::Ghost glyph=Glyph::Show>
                    {texts.say(|t| t.knowledge().read)}
                </ButtonLink>
            </Show>
            <Button
                kind=ButtonKind::Primary
                glyph=Glyph::Check
                busy
                disabled=Signal::derive(is_published)
                on:click=publish
            >
                {move || {
                    let t = texts.get().knowledge();
                    if asked_by_me() == Some(false) { t.approve } else { t.publish }
                }}
            </Button>
            <Menu label=texts.signal(|t| t.common.more) glyph=Glyph::More from_end=true>
                <Show when=move || editing.state.get() == ArticleState::Draft>
                    <MenuItem glyph=Glyph::People on_choose=Callback::new(move |()| run(Deed::Submit))>
                        {texts.say(|t| t.knowledge().submit)}
                    </MenuItem>
                </Show>
                <Show when=move || editing.version.get().is_some()>
                    <MenuItem glyph=Glyph::Hide on_choose=Callback::new(move |()| run(Deed::Withdraw))>
                        {texts.say(|t| t.knowledge().withdraw)}
                    </MenuItem>
                </Show>
            </Menu>
        </div>
        <Unread open=unread on_publish=Callback::new(move |()| run(Deed::Publish))/>
    }
    .into_any()
}

/// Asks whether a text shall be published that nobody else has read, though that was asked for.
#[component]
fn Unread(open: RwSignal<bool>, on_publish: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            <Button
                kind=ButtonKind::Primary
                glyph=Glyph::Check
                on:click=move |_| {
                    open.set(false);
                    on_publish.run(());
                }
            >
                {texts.say(|t| t.knowledge().unread_publish)}
            </Button>
        }
    };
    view! {
        <Dialog open title=texts.signal(|t| t.knowledge().unread_title) id="publishing-unread" footer>
            <p>{texts.say(|t| t.knowledge().unread_text)}</p>
        </Dialog>
    }
    .into_any()
}
