//! The files of an article below its text: the button that puts one in, how far it has come, why one was not taken, and
//! those that are there.

use enlace_domain::{
    FileRefusal,
    article_file::{FILES_AT, named_in},
    view::ArticleFileView,
};
use leptos::{ev, html, prelude::*};
use uuid::Uuid;

use super::attaching::Attaching;
use crate::{
    components::{Button, ButtonKind, Glyph, Icon},
    error::AppError,
    texts::{Texts, use_texts},
};

/// What the browser offers to choose from; the bytes decide.
const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/gif,application/pdf";

/// Everything below the text.
#[component]
pub(super) fn Files(attaching: Attaching) -> impl IntoView {
    let texts = use_texts();
    let input = NodeRef::<html::Input>::new();
    let coming = move || {
        let coming = attaching.coming.read();
        coming.iter().map(|file| file.key).collect::<Vec<_>>()
    };
    view! {
        <div class="kb-files">
            <div class="kb-attach">
                <input
                    class="visually-hidden"
                    type="file"
                    name="article-files"
                    multiple
                    tabindex="-1"
                    aria-hidden="true"
                    accept=ACCEPT
                    node_ref=input
                    on:change=move |_| attaching.take_chosen(input)
                />
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Attach
                    on:click=move |_| if let Some(input) = input.get_untracked() { input.click() }
                >
                    {texts.say(|t| t.knowledge().attach)}
                </Button>
                <p class="field-note">{texts.say(|t| t.knowledge().attach_types)}</p>
            </div>
            {move || attaching.failed.get().map(|error| view! {
                <p class="field-note field-error" role="alert">{error.words(texts.get())}</p>
                <Button glyph=Glyph::Retry on:click=move |_| attaching.load()>{texts.say(|t| t.common.retry)}</Button>
            })}
            <Show when=move || !attaching.coming.read().is_empty() || !attaching.here.read().is_empty()>
                <ul class="kb-file-list" aria-label=texts.say(|t| t.knowledge().files)>
                    <For each=move || attaching.here.get() key=|file| file.id let:file><Here attaching file/></For>
                    <For each=coming key=|key| *key let:key><OnItsWay attaching key/></For>
                </ul>
            </Show>
        </div>
    }
    .into_any()
}

/// One that has not arrived.
#[component]
fn OnItsWay(attaching: Attaching, key: Uuid) -> impl IntoView {
    let texts = use_texts();
    let file = Memo::new(move |_| attaching.coming.read().iter().find(|file| file.key == key).cloned());
    let name = move || file.read().as_ref().map(|file| file.name.clone()).unwrap_or_default();
    let percent = Memo::new(move |_| file.read().as_ref().and_then(|file| file.state.as_ref().ok().copied()));
    let failed = move || {
        file.read()
            .as_ref()
            .and_then(|file| file.state.as_ref().err().map(|error| words(error, texts.get())))
    };
    view! {
        <li class="kb-file">
            <Icon glyph=Glyph::Document small=true/>
            <span class="kb-file-words">
                <b>{name}</b>
                {move || percent.get().map(|percent| view! {
                    <small role="status">{move || (texts.get().files.uploading)(percent)}</small>
                    <progress max="100" value=percent.to_string() aria-hidden="true"></progress>
                })}
                {move || failed().map(|why| view! { <small class="field-error" role="alert">{why}</small> })}
            </span>
            <Show when=move || percent.get().is_none()>
                <button
                    type="button"
                    class="tray-button"
                    aria-label=move || (texts.get().files.remove)(&name())
                    on:click=move |_| attaching.dismiss(key)
                >
                    <Icon glyph=Glyph::Close small=true/>
                </button>
            </Show>
        </li>
    }
    .into_any()
}

/// Why a file was not taken, in the words of an article.
fn words(error: &AppError, texts: &Texts) -> String {
    match error {
        AppError::File(FileRefusal::Type) => texts.knowledge().attach_only.to_owned(),
        AppError::File(FileRefusal::TooLarge { limit }) => (texts.knowledge().attach_large)(*limit),
        error => error.words(texts),
    }
}

/// One that is there.
#[component]
fn Here(attaching: Attaching, file: ArticleFileView) -> impl IntoView {
    let texts = use_texts();
    let (id, picture, bytes) = (file.id, file.picture, file.bytes);
    let name = StoredValue::new(file.file_name.clone());
    let name = move || name.get_value().unwrap_or_else(|| texts.get().files.unnamed.to_owned());
    let file = StoredValue::new(file);
    let is_named = Memo::new(move |_| named_in(&attaching.editing.body.read()).contains(&id));
    let standing = move || {
        let texts = texts.get();
        let t = texts.knowledge();
        let place = if is_named.get() { t.file_in_text } else { t.file_unnamed };
        format!("{} · {place}", texts.format().bytes(bytes))
    };
    // which of the two it does is read when it is pressed: a view that is drawn anew may keep its first handler
    let press = move |_: ev::MouseEvent| {
        file.with_value(|file| {
            if is_named.get_untracked() {
                attaching.take_out(file);
            } else {
                attaching.name(file);
            }
        });
    };
    view! {
        <li class="kb-file">
            <Icon glyph=if picture { Glyph::Picture } else { Glyph::Document } small=true/>
            <span class="kb-file-words">
                <FileLink file=file.get_value()/>
                <small>{standing}</small>
            </span>
            <button
                type="button"
                class="tray-button"
                aria-label=move || {
                    let t = texts.get().knowledge();
                    if is_named.get() { (t.file_take_out)(&name()) } else { (t.file_put_in)(&name()) }
                }
                on:click=press
            >
                {move || view! { <Icon glyph=if is_named.get() { Glyph::Close } else { Glyph::Plus } small=true/> }}
            </button>
        </li>
    }
    .into_any()
}

/// The way to a file: a picture is opened beside the page, a document is saved.
#[component]
pub(super) fn FileLink(file: ArticleFileView) -> impl IntoView {
    let texts = use_texts();
    let name = file.file_name;
    view! {
        <a href=format!("{FILES_AT}{}", file.id) rel="external noopener" target=file.picture.then_some("_blank")>
            {move || name.clone().unwrap_or_else(|| texts.get().files.unnamed.to_owned())}
        </a>
    }
}
