//! Looking at the conversation's pictures over the whole page: one after the other, larger, and saved.

use enlace_domain::{
    Direction, MediaId,
    media::{Display, MediaState},
    view::MediaView,
};
use leptos::{ev, html, prelude::*};

use super::open::Opened;
use crate::{
    components::{Button, ButtonKind, Glyph, Icon, follow_dialog},
    texts::use_texts,
};

/// How much larger a picture may be drawn; the first is as it fits.
const ZOOMS: [u32; 4] = [1, 2, 3, 4];

/// A picture of the thread.
#[derive(Clone, Debug, PartialEq)]
struct Picture {
    file: MediaView,
    caption: String,
    ours: bool,
}

/// The thread's pictures, oldest first. Tracked.
fn pictures(opened: Opened) -> Vec<Picture> {
    let thread = opened.thread.read();
    let shown = thread
        .messages()
        .filter(|message| message.attached.revoked_at.is_none());
    shown
        .flat_map(|message| {
            let pictures = message
                .attached
                .media
                .iter()
                .filter(|file| file.state == MediaState::Stored && file.display() == Display::Image);
            pictures.map(|file| Picture {
                file: file.clone(),
                caption: message.body.clone(),
                ours: message.direction == Direction::Outbound,
            })
        })
        .collect()
}

/// The dialog.
#[component]
pub(super) fn Viewer(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let dialog = NodeRef::<html::Dialog>::new();
    let open = RwSignal::new(false);
    let zoom = RwSignal::new(0_usize);
    let all = Memo::new(move |_| {
        if opened.viewing.read().is_some() {
            pictures(opened)
        } else {
            Vec::new()
        }
    });
    let place = Memo::new(move |_| {
        let id = opened.viewing.get()?;
        all.read().iter().position(|picture| picture.file.id == id)
    });
    let picture = Memo::new(move |_| all.read().get(place.get()?).cloned());
    follow_dialog(open, dialog);
    Effect::new(move |_| {
        let wanted = opened.viewing.read().is_some();
        if open.get_untracked() != wanted {
            open.set(wanted);
        }
    });
    let show = move |id: Option<MediaId>| {
        zoom.set(0);
        opened.viewing.set(id);
    };
    let step = move |by: isize| {
        let next = place.get_untracked().and_then(|place| place.checked_add_signed(by));
        let next = next.and_then(|next| all.read_untracked().get(next).map(|picture| picture.file.id));
        if next.is_some() {
            show(next);
        }
    };
    let has = move |by: isize| {
        let next = place.get().and_then(|place| place.checked_add_signed(by));
        next.is_some_and(|next| next < all.read().len())
    };
    let zoom_by = move |by: isize| {
        zoom.update(|zoom| *zoom = zoom.saturating_add_signed(by).min(ZOOMS.len() - 1));
    };
    let zoomed = Memo::new(move |_| zoom.get() != 0);
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" => step(-1),
            "ArrowRight" => step(1),
            "+" | "=" => zoom_by(1),
            "-" => zoom_by(-1),
            "0" => zoom.set(0),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <dialog
            class="viewer"
            node_ref=dialog
            aria-label=texts.say(|t| t.files.viewer)
            on:close=move |_| show(None)
            on:keydown=on_key
        >
            <header class="viewer-bar">
                <span class="viewer-place" role="status">
                    {move || place.get().map(|place| (texts.get().files.position)(place + 1, all.read().len()))}
                </span>
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::ZoomOut
                    icon_only=true
                    disabled=Signal::derive(move || zoom.get() == 0)
                    on:click=move |_| zoom_by(-1)
                >
                    {texts.say(|t| t.files.zoom_out)}
                </Button>
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::ZoomIn
                    icon_only=true
                    disabled=Signal::derive(move || zoom.get() + 1 == ZOOMS.len())
                    on:click=move |_| zoom_by(1)
                >
                    {texts.say(|t| t.files.zoom_in)}
                </Button>
                {move || picture.get().map(|Picture { file, .. }| view! {
                    <a
                        class="button button-ghost button-icon"
                        href=file.address()
                        download=file.file_name.clone().unwrap_or_default()
                        title=texts.say(|t| t.files.save)
                    >
                        <Icon glyph=Glyph::Save label=texts.signal(|t| t.files.save)/>
                    </a>
                })}
                <Button kind=ButtonKind::Ghost glyph=Glyph::Close icon_only=true on:click=move |_| show(None)>
                    {texts.say(|t| t.common.close)}
                </Button>
            </header>
            <div
                class="viewer-stage"
                tabindex="0"
                on:click=move |event: ev::MouseEvent| if event.target() == event.current_target() { show(None) }
            >
                {move || picture.get().map(|Picture { file, ours, .. }| {
                    let named = move || {
                        let texts = texts.get();
                        if ours { texts.files.our_picture } else { texts.conversation.picture }
                    };
                    view! {
                        <img
                            class="viewer-picture"
                            class:viewer-zoomed=zoomed
                            style:--zoom=move || ZOOMS[zoom.get()].to_string()
                            src=file.address()
                            alt=named
                            on:click=move |_| zoom.update(|zoom| *zoom = if *zoom == 0 { 1 } else { 0 })
                        />
                    }
                })}
            </div>
            <Show when=move || has(-1)>
                <button type="button" class="viewer-step viewer-previous" on:click=move |_| step(-1)>
                    <Icon glyph=Glyph::Left label=texts.signal(|t| t.files.previous)/>
                </button>
            </Show>
            <Show when=move || has(1)>
                <button type="button" class="viewer-step viewer-next" on:click=move |_| step(1)>
                    <Icon glyph=Glyph::Right label=texts.signal(|t| t.files.next)/>
                </button>
            </Show>
            {move || picture.get().filter(|picture| !picture.caption.is_empty()).map(|picture| view! {
                <p class="viewer-caption">{picture.caption}</p>
            })}
        </dialog>
    }
    .into_any()
}
