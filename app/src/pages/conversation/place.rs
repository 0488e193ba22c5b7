//! The dialog that sends a place: one that was sent before, like a shop, or one pasted from a map.

use enlace_domain::view::PlaceView;
use leptos::{prelude::*, task::spawn_local};

use super::{open::Opened, sending};
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Glyph, Icon, use_toasts},
    now::use_clock,
    state::{Outgoing, coordinates},
    texts::use_texts,
};

/// The dialog. The places are fetched when it opens; without them one is pasted all the same.
#[component]
pub(super) fn PlaceDialog(opened: Opened) -> impl IntoView {
    let (texts, toasts, clock) = (use_texts(), use_toasts(), use_clock());
    let open = opened.place_open;
    let known = RwSignal::new(Vec::<PlaceView>::new());
    let pasted = RwSignal::new(String::new());
    let (name, address) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        for field in [pasted, name, address] {
            field.set(String::new());
        }
        spawn_local(async move {
            if let Ok(places) = api::sent_places().await {
                known.try_set(places);
            }
        });
    });
    let found = Memo::new(move |_| coordinates(&pasted.read()));
    let error = Signal::derive(move || {
        (!pasted.read().trim().is_empty() && found.get().is_none())
            .then(|| texts.get().files.place_unreadable.to_owned())
    });
    let send = Callback::new(move |place: PlaceView| {
        open.set(false);
        let what = Outgoing {
            place: Some(place),
            ..Outgoing::default()
        };
        sending::send_these(opened, vec![what], clock.now_untracked(), texts, toasts);
    });
    let filled = |field: RwSignal<String>| {
        let words = field.read_untracked().trim().to_owned();
        (!words.is_empty()).then_some(words)
    };
    let send_pasted = move || {
        if let Some((latitude, longitude)) = found.get_untracked() {
            send.run(PlaceView {
                latitude,
                longitude,
                address: filled(address),
                label: filled(name),
            });
        }
    };
    view! {
        <Dialog open title=texts.signal(|t| t.files.place) id="place">
            <Show when=move || !known.read().is_empty()>
                <section class="places">
                    <h3>{texts.say(|t| t.files.place_sent_before)}</h3>
                    {move || known.get().into_iter().map(|place| view! { <Known place send/> }).collect_view()}
                </section>
            </Show>
            <form
                class="place-form"
                on:submit=move |event| {
                    event.prevent_default();
                    send_pasted();
                }
            >
                <Field
                    label=texts.signal(|t| t.files.place_where)
                    name="place-where"
                    value=pasted
                    hint=texts.signal(|t| t.files.place_where_hint)
                    error
                />
                <Field label=texts.signal(|t| t.files.place_name) name="place-name" value=name/>
                <Field label=texts.signal(|t| t.files.place_address) name="place-address" value=address/>
                <Button
                    kind=ButtonKind::Primary
                    r#type="submit"
                    glyph=Glyph::Send
                    disabled=Signal::derive(move || found.get().is_none())
                >
                    {texts.say(|t| t.files.place_send)}
                </Button>
            </form>
        </Dialog>
    }
    .into_any()
}

/// A place that was sent before.
#[component]
fn Known(place: PlaceView, send: Callback<PlaceView>) -> impl IntoView {
    let label = place.label.clone();
    let address = place.address.clone();
    view! {
        <button type="button" class="transfer-choice" on:click=move |_| send.run(place.clone())>
            <Icon glyph=Glyph::Place small=true/>
            <span class="place-words">
                <b>{label}</b>
                {address.map(|address| view! { <small>{address}</small> })}
            </span>
        </button>
    }
    .into_any()
}
