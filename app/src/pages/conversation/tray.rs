//! The files that somebody has chosen to send: each goes to the desk at once and waits here until the answer takes it along.
//! What the desk has is kept by this browser too, so that a page that is reloaded still has it.

use enlace_domain::view::{ArticleFileView, UploadView};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::open::Opened;
use crate::{
    api,
    components::{Glyph, Icon},
    pages::{board::kind_glyph, storage},
    texts::{LocaleHandle, use_texts},
};

/// How a chosen file stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ChosenState {
    /// On its way to the desk; so many percent are there.
    Uploading(u8),
    /// The desk has it.
    Here(UploadView),
    /// Not taken: why, and whether another try may help.
    Failed(String, bool),
}

/// A chosen file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    /// By this the page knows it.
    pub(super) key: Uuid,
    /// What it is called.
    pub(super) name: String,
    /// Its size.
    pub(super) bytes: i64,
    /// How it stands.
    pub(super) state: ChosenState,
}

impl Chosen {
    /// One that the desk has.
    fn here(upload: UploadView) -> Self {
        Self {
            key: Uuid::new_v4(),
            name: upload.file_name.clone().unwrap_or_default(),
            bytes: upload.bytes,
            state: ChosenState::Here(upload),
        }
    }
}

/// Whether some file is still on its way to the desk. Tracked.
pub(super) fn is_waiting(opened: Opened) -> bool {
    let tray = opened.tray.read();
    tray.iter()
        .any(|chosen| matches!(chosen.state, ChosenState::Uploading(_)))
}

/// Whether some file can be sent. Tracked.
pub(super) fn has_files(opened: Opened) -> bool {
    let tray = opened.tray.read();
    tray.iter().any(|chosen| matches!(chosen.state, ChosenState::Here(_)))
}

/// Whether one file and no more is chosen, and can be sent. Tracked.
pub(super) fn holds_one(opened: Opened) -> bool {
    matches!(
        opened.tray.read().as_slice(),
        [Chosen {
            state: ChosenState::Here(_),
            ..
        }]
    )
}

/// Takes out what the desk has, to be sent. What was refused stays, with its reason.
pub(super) fn take(opened: Opened) -> Vec<UploadView> {
    let mut taken = Vec::new();
    opened.tray.update(|tray| {
        tray.retain(|chosen| match &chosen.state {
            ChosenState::Here(upload) => {
                taken.push(upload.clone());
                false
            }
            _ => true,
        });
    });
    keep(opened);
    taken
}

/// Puts a file back that was not sent.
pub(super) fn put_back(opened: Opened, upload: UploadView) {
    opened.tray.try_update(|tray| tray.push(Chosen::here(upload)));
    keep(opened);
}

/// Takes a file out that shall not be sent.
pub(super) fn remove(opened: Opened, key: Uuid) {
    super::upload::stop(key);
    opened.tray.update(|tray| tray.retain(|chosen| chosen.key != key));
    keep(opened);
}

/// Changes how a file stands, where it is still chosen. What comes to the desk after the page has gone on to another
/// conversation is kept for when it comes back.
pub(super) fn set(opened: Opened, key: Uuid, state: ChosenState) {
    let late = match &state {
        ChosenState::Here(upload) => Some(upload.clone()),
        _ => None,
    };
    let changed = opened.tray.try_update(|tray| {
        if let Some(chosen) = tray.iter_mut().find(|chosen| chosen.key == key) {
            chosen.state = state;
        }
    });
    match (changed, late) {
        (Some(()), _) => keep(opened),
        (None, Some(upload)) => {
            let mut kept = kept(opened);
            kept.push(upload);
            store(opened, &kept);
        }
        (None, None) => {}
    }
}

/// Puts a file of an article beside the answer that names it: the desk has it already, and says whether the channel takes
/// it.
pub(super) fn add_file_of_article(opened: Opened, file: ArticleFileView, texts: LocaleHandle) {
    let key = Uuid::new_v4();
    opened.tray.update(|tray| {
        tray.push(Chosen {
            key,
            name: file.file_name.unwrap_or_default(),
            bytes: file.bytes,
            state: ChosenState::Uploading(0),
        });
    });
    spawn_local(async move {
        let state = match api::send_article_file(opened.id, file.id).await {
            Ok(upload) => ChosenState::Here(upload),
            Err(error) => ChosenState::Failed(error.words(texts.now()), false),
        };
        set(opened, key, state);
    });
}

/// What an earlier page had here.
pub(super) fn take_up(opened: Opened) {
    let kept = kept(opened);
    if !kept.is_empty() {
        opened
            .tray
            .update(|tray| tray.splice(0..0, kept.into_iter().map(Chosen::here)).for_each(drop));
    }
}

/// Keeps what stands here; what a page that has gone had, is kept already.
fn keep(opened: Opened) {
    let here = opened.tray.try_with_untracked(|tray| {
        let uploads = tray.iter().filter_map(|chosen| match &chosen.state {
            ChosenState::Here(upload) => Some(upload.clone()),
            _ => None,
        });
        uploads.collect::<Vec<_>>()
    });
    if let Some(here) = here {
        store(opened, &here);
    }
}

fn kept(opened: Opened) -> Vec<UploadView> {
    name(opened)
        .and_then(|name| storage::read(&name))
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn store(opened: Opened, uploads: &[UploadView]) {
    let Some(name) = name(opened) else { return };
    let text = (!uploads.is_empty())
        .then(|| serde_json::to_string(uploads).ok())
        .flatten();
    storage::write(&name, text.as_deref());
}

/// Nobody sends what somebody else chose in this browser.
fn name(opened: Opened) -> Option<String> {
    let person = opened.me.try_get_untracked().flatten()?.id;
    Some(format!("enlace.tray.{person}.{}", opened.id))
}

/// The chosen files above the field.
#[component]
pub(super) fn Tray(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let keys = move || -> Vec<Uuid> { opened.tray.read().iter().map(|chosen| chosen.key).collect() };
    view! {
        <Show when=move || !opened.tray.read().is_empty()>
            <ul class="tray" aria-label=texts.say(|t| t.files.chosen)>
                <For
                    each=keys
                    key=|key| *key
                    let:key
                >
                    <ChosenFile opened key/>
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn ChosenFile(opened: Opened, key: Uuid) -> impl IntoView {
    let texts = use_texts();
    let chosen = Memo::new(move |_| opened.tray.read().iter().find(|chosen| chosen.key == key).cloned());
    let name = Memo::new(move |_| {
        let name = chosen.read().as_ref().map(|chosen| chosen.name.clone());
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| texts.get().files.unnamed.to_owned())
    });
    let failed = Memo::new(move |_| match chosen.read().as_ref().map(|chosen| &chosen.state) {
        Some(ChosenState::Failed(why, again)) => Some((why.clone(), *again)),
        _ => None,
    });
    let percent = Memo::new(move |_| match chosen.read().as_ref().map(|chosen| &chosen.state) {
        Some(ChosenState::Uploading(percent)) => Some(*percent),
        _ => None,
    });
    let glyph = move || {
        let kind = match chosen.read().as_ref().map(|chosen| &chosen.state) {
            Some(ChosenState::Here(upload)) => kind_glyph(upload.kind),
            _ => None,
        };
        view! { <Icon glyph=kind.unwrap_or(Glyph::Document)/> }
    };
    let standing = move || {
        let texts = texts.get();
        let size = chosen.read().as_ref().map(|chosen| texts.format().bytes(chosen.bytes));
        match (failed.get(), percent.get()) {
            (Some((why, _)), _) => why,
            (None, Some(percent)) => format!("{} · {}", size.unwrap_or_default(), (texts.files.uploading)(percent)),
            (None, None) => format!("{} · {}", size.unwrap_or_default(), texts.files.ready),
        }
    };
    view! {
        <li class="tray-file" class:tray-failed=move || failed.read().is_some()>
            {glyph}
            <span class="tray-words">
                <b>{name}</b>
                <small role=move || percent.get().is_none().then_some("status")>{standing}</small>
                {move || percent.get().map(|percent| view! { <progress max="100" value=percent.to_string() aria-hidden="true"></progress> })}
            </span>
            <Show when=move || failed.read().as_ref().is_some_and(|(_, again)| *again)>
                <button type="button" class="tray-button" on:click=move |_| super::upload::again(opened, key, texts)>
                    <Icon glyph=Glyph::Retry small=true label=texts.signal(|t| t.conversation.retry)/>
                </button>
            </Show>
            <button
                type="button"
                class="tray-button"
                aria-label=move || (texts.get().files.remove)(&name.read())
                on:click=move |_| remove(opened, key)
            >
                <Icon glyph=Glyph::Close small=true/>
            </button>
        </li>
    }
    .into_any()
}
