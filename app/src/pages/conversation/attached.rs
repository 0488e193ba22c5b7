//! What a message carries besides its words: files, a place, address cards, the message it answers.

use enlace_domain::{
    MediaId, MessageKind,
    media::{Display, MediaState},
    view::{ContactCard, MediaView, PlaceView, Quoted},
};
use leptos::{prelude::*, task::spawn_local};

use super::{jump, open::Opened};
use crate::{
    api,
    components::{Button, ButtonKind, Glyph, Icon, Tone, use_toasts},
    pages::board::kind_glyph,
    texts::{Texts, use_texts},
};

/// The first words of a message that another one is about, or what it is.
pub(super) fn quoted_words(quoted: &Quoted, texts: &Texts) -> String {
    match (quoted.preview.as_str(), quoted.kind) {
        ("", Some(kind)) => (texts.board.kind)(kind).to_owned(),
        ("", None) => texts.conversation.quoted_unknown.to_owned(),
        (preview, _) => preview.to_owned(),
    }
}

/// The message that this one answers, by its first words; a press goes to it.
#[component]
pub(super) fn QuotedLine(opened: Opened, quoted: Quoted) -> impl IntoView {
    let (texts, toasts) = (use_texts(), use_toasts());
    let (id, elsewhere) = (quoted.id, quoted.elsewhere);
    let words = move || quoted_words(&quoted, texts.get());
    let answers = texts.say(|t| t.conversation.answers);
    let words = view! { <span class="visually-hidden">{answers}" "</span>{words} };
    let title = texts.say(|t| t.conversation.to_quoted);
    let line = match (id, elsewhere) {
        (_, Some(conversation)) => {
            view! { <a href=format!("/conversations/{conversation}") title=title>{words}</a> }.into_any()
        }
        (Some(id), None) => view! {
            <button type="button" title=title on:click=move |_| jump::to_message(opened, id, texts, toasts)>{words}</button>
        }
        .into_any(),
        (None, None) => words.into_any(),
    };
    view! {
        <blockquote class="bubble-quoted">{line}</blockquote>
    }
    .into_any()
}

/// One file: on its way, here, or not to be had.
#[component]
pub(super) fn File(opened: Opened, file: MediaView, kind: MessageKind, ours: bool) -> impl IntoView {
    let sticker = kind == MessageKind::Sticker;
    match file.state {
        MediaState::Pending => view! { <OnItsWay kind/> }.into_any(),
        MediaState::Failed => view! { <NotToBeHad id=file.id kind error=file.error/> }.into_any(),
        MediaState::Stored => view! { <Here opened file sticker ours/> }.into_any(),
    }
}

#[component]
fn OnItsWay(kind: MessageKind) -> impl IntoView {
    let texts = use_texts();
    view! {
        <span class="bubble-media bubble-media-waits">
            {kind_glyph(kind).map(|glyph| view! { <Icon glyph/> })}
            <span>{texts.say(|t| t.conversation.file_on_its_way)}</span>
        </span>
    }
    .into_any()
}

#[component]
fn NotToBeHad(id: MediaId, kind: MessageKind, error: Option<String>) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let again = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::fetch_media_again(id).await;
            busy.try_set(false);
            // the file's new state comes with the stream
            if let Err(error) = result {
                toasts.say(Tone::Bad, error.words(texts.now()));
            }
        });
    };
    view! {
        <span class="bubble-media bubble-media-failed">
            {kind_glyph(kind).map(|glyph| view! { <Icon glyph/> })}
            <span>{texts.say(|t| t.conversation.file_failed)}" "{error}</span>
            <Button kind=ButtonKind::Ghost glyph=Glyph::Retry busy on:click=again>
                {texts.say(|t| t.conversation.retry)}
            </Button>
        </span>
    }
    .into_any()
}

#[component]
fn Here(opened: Opened, file: MediaView, sticker: bool, ours: bool) -> impl IntoView {
    let texts = use_texts();
    let address = file.address();
    let whole = address.clone();
    let id = file.id;
    let named = move |of_theirs: fn(&Texts) -> &'static str, of_ours: fn(&Texts) -> &'static str| {
        let texts = texts.get();
        if ours { of_ours(texts) } else { of_theirs(texts) }
    };
    let saved_as = file.file_name.clone().unwrap_or_default();
    let name = file.file_name.clone();
    let size = file.bytes;
    let (width, height) = if sticker { ("160", "160") } else { ("280", "210") };
    match file.display() {
        // a box of one size, so that nothing moves when the picture is there
        Display::Image => view! {
            <a
                class="bubble-picture"
                class:bubble-sticker=sticker
                href=whole
                target="_blank"
                rel="noopener"
                on:click=move |event| {
                    event.prevent_default();
                    opened.viewing.set(Some(id));
                }
            >
                <img src=address alt=move || named(|t| t.conversation.picture, |t| t.files.our_picture) loading="lazy" width=width height=height/>
            </a>
        }
        .into_any(),
        Display::Audio => view! {
            <audio class="bubble-audio" controls preload="metadata" src=address aria-label=move || named(|t| t.conversation.audio, |t| t.files.our_audio)></audio>
        }
        .into_any(),
        Display::Video => view! {
            <video class="bubble-video" controls preload="metadata" src=address width="280" height="210" aria-label=move || named(|t| t.conversation.video, |t| t.files.our_video)></video>
        }
        .into_any(),
        Display::Download => view! {
            <a class="bubble-file" href=address download=saved_as>
                <Icon glyph=Glyph::Document/>
                <span>
                    <b>{move || name.clone().unwrap_or_else(|| texts.get().conversation.file.to_owned())}</b>
                    <small>{move || size.map(|bytes| texts.get().format().bytes(bytes))}</small>
                </span>
            </a>
        }
        .into_any(),
    }
}

/// A place, with a way to see it on a map. Nothing is fetched from there by itself.
#[component]
pub(super) fn Place(place: PlaceView) -> impl IntoView {
    let texts = use_texts();
    let PlaceView {
        latitude,
        longitude,
        address,
        label,
    } = place;
    let map = format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}");
    view! {
        <div class="bubble-file">
            <Icon glyph=Glyph::Place/>
            <span>
                {label.map(|label| view! { <b>{label}</b> })}
                {address.map(|address| view! { <small>{address}</small> })}
                <small class="tabular">{format!("{latitude:.5}, {longitude:.5}")}</small>
                <a href=map target="_blank" rel="noopener noreferrer">{texts.say(|t| t.conversation.on_the_map)}</a>
            </span>
        </div>
    }
    .into_any()
}

/// An address card.
#[component]
pub(super) fn Card(card: ContactCard) -> impl IntoView {
    view! {
        <div class="bubble-file">
            <Icon glyph=Glyph::Person/>
            <span>
                <b>{card.name}</b>
                {card.phones.into_iter().map(|phone| view! { <small class="tabular">{phone}</small> }).collect_view()}
            </span>
        </div>
    }
    .into_any()
}
