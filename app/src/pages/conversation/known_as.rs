//! The pane's part of who else the contact is.

use enlace_domain::view::MergeView;
use leptos::{prelude::*, task::spawn_local};

use super::open::{Opened, reload};
use crate::{
    api,
    components::{Button, ButtonKind, Glyph, Tone, use_toasts},
    now::use_clock,
    texts::use_texts,
};

/// The contacts that are the same person, each with its way back; and the way to another one.
#[component]
pub(super) fn KnownAs(opened: Opened, merges: Vec<MergeView>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <section>
            <h3>{texts.say(|t| t.contacts.same_person)}</h3>
            <ul class="known-as">
                {merges.into_iter().map(|merge| view! { <Other opened merge/> }).collect_view()}
            </ul>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Person on:click=move |_| opened.merge_open.set(true)>
                {texts.say(|t| t.contacts.merge)}
            </Button>
        </section>
    }
    .into_any()
}

#[component]
fn Other(opened: Opened, merge: MergeView) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let clock = use_clock();
    let busy = RwSignal::new(false);
    let MergeView {
        id,
        name,
        addresses,
        by,
        at,
    } = merge;
    let separate = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::undo_merge(opened.id, id).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    toasts.say(Tone::Good, texts.now().contacts.separated_toast.to_owned());
                    reload(opened);
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    view! {
        <li>
            <span>
                <b>{name}</b>
                {addresses.into_iter().map(|address| view! { <span class="num">{address}</span> }).collect_view()}
                <small>
                    {move || {
                        let texts = texts.get();
                        let when = texts.format().moment(at, clock.now(), clock.zone());
                        match &by {
                            Some(by) => (texts.contacts.merged_by)(&by.name, &when),
                            None => (texts.contacts.merged_by_number)(&when),
                        }
                    }}
                </small>
            </span>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Undo busy on:click=separate>
                {texts.say(|t| t.contacts.separate)}
            </Button>
        </li>
    }
    .into_any()
}
