//! Sending a chosen file to the desk: refused here where that is certain, and watched on its way.

use uuid::Uuid;

use super::open::Opened;
use crate::texts::LocaleHandle;

/// Chooses these files: those of a dialog, of the clipboard, or that were dropped.
#[cfg(feature = "hydrate")]
pub(super) fn choose(
    opened: Opened,
    files: Option<&web_sys::FileList>,
    texts: LocaleHandle,
    toasts: crate::components::Toasts,
) {
    let files: Vec<web_sys::File> = files
        .map(|files| (0..files.length()).filter_map(|place| files.get(place)).collect())
        .unwrap_or_default();
    browser::choose(opened, files, texts, toasts);
}

/// Sends a file again that did not get through.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has files")
)]
pub(super) fn again(opened: Opened, key: Uuid, texts: LocaleHandle) {
    #[cfg(feature = "hydrate")]
    browser::again(opened, key, texts);
}

/// Stops sending a file.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has files")
)]
pub(super) fn stop(key: Uuid) {
    #[cfg(feature = "hydrate")]
    browser::stop(key);
}

#[cfg(feature = "hydrate")]
mod browser {
    //! The browser's half.

    use std::{cell::RefCell, collections::HashMap};

    use enlace_domain::{FileRefusal, Means, view::UploadView};
    use leptos::prelude::*;
    use uuid::Uuid;
    use web_sys::{File, XmlHttpRequest};

    use super::super::{
        open::Opened,
        tray::{self, Chosen, ChosenState},
    };
    use crate::{
        components::{Toasts, Tone},
        error::AppError,
        pages::file_request,
        texts::{LocaleHandle, Texts},
    };

    /// So many files are chosen at a time, like an album of WhatsApp.
    const MOST: usize = 10;

    thread_local! {
        /// The files that may have to be sent again, and the requests that may have to be stopped.
        static UNDER_WAY: RefCell<HashMap<Uuid, (File, Option<XmlHttpRequest>)>> = RefCell::default();
    }

    pub(super) fn choose(opened: Opened, files: Vec<File>, texts: LocaleHandle, toasts: Toasts) {
        let room = MOST.saturating_sub(opened.tray.read_untracked().len());
        if files.len() > room {
            toasts.say(Tone::Warn, (texts.now().files.too_many)(MOST));
        }
        for file in files.into_iter().take(room) {
            #[expect(clippy::cast_possible_truncation, reason = "a file's size is a whole number")]
            let bytes = file.size() as i64;
            let key = Uuid::new_v4();
            let refusal = opened.means.with_value(|means| {
                means
                    .at_first_sight(&file.type_(), u64::try_from(bytes).unwrap_or(0))
                    .err()
            });
            let state = match refusal {
                Some(refusal) => refused(opened, refusal, texts.now()),
                None => ChosenState::Uploading(0),
            };
            opened.tray.update(|tray| {
                tray.push(Chosen {
                    key,
                    name: file.name(),
                    bytes,
                    state,
                });
            });
            if refusal.is_none() {
                UNDER_WAY.with_borrow_mut(|all| all.insert(key, (file, None)));
                again(opened, key, texts);
            }
        }
    }

    pub(super) fn again(opened: Opened, key: Uuid, texts: LocaleHandle) {
        let Some(file) = UNDER_WAY.with_borrow(|all| all.get(&key).map(|(file, _)| file.clone())) else {
            return;
        };
        tray::set(opened, key, ChosenState::Uploading(0));
        match send(opened, key, &file, texts) {
            Some(request) => UNDER_WAY.with_borrow_mut(|all| {
                all.insert(key, (file, Some(request)));
            }),
            None => done(opened, key, Err(AppError::Offline), texts),
        }
    }

    pub(super) fn stop(key: Uuid) {
        let request = UNDER_WAY.with_borrow_mut(|all| all.remove(&key));
        if let Some((_, Some(request))) = request {
            // one that has come to its end is not under way any more
            let _ = request.abort();
        }
    }

    /// Begins; `None` where the browser does not let us.
    fn send(opened: Opened, key: Uuid, file: &File, texts: LocaleHandle) -> Option<XmlHttpRequest> {
        let address = format!("/media?conversation={}", opened.id);
        let told = move |percent| tray::set(opened, key, ChosenState::Uploading(percent));
        file_request::begin(&address, file, told, move |answer| {
            // one that was stopped is not chosen any more
            if UNDER_WAY.with_borrow(|all| all.contains_key(&key)) {
                done(opened, key, answer, texts);
            }
        })
    }

    fn done(opened: Opened, key: Uuid, answer: Result<UploadView, AppError>, texts: LocaleHandle) {
        let state = match answer {
            Ok(upload) => {
                UNDER_WAY.with_borrow_mut(|all| all.remove(&key));
                ChosenState::Here(upload)
            }
            Err(AppError::File(refusal)) if refusal != FileRefusal::Cut => refused(opened, refusal, texts.now()),
            Err(error) => ChosenState::Failed(error.words(texts.now()), true),
        };
        tray::set(opened, key, state);
    }

    /// Why, and what the channel takes instead.
    fn refused(opened: Opened, refusal: FileRefusal, texts: &Texts) -> ChosenState {
        let mut words = AppError::File(refusal).words(texts);
        if refusal == FileRefusal::Type {
            let names = opened.means.with_value(|means| names(means, texts));
            words.push(' ');
            words.push_str(&(texts.files.allowed)(&names));
        }
        ChosenState::Failed(words, false)
    }

    fn names(means: &Means, texts: &Texts) -> String {
        let mut names: Vec<&str> = Vec::new();
        for name in means.types().filter_map(super::ending) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if means.files.iter().any(|files| files.types.is_empty()) {
            names.push(texts.files.any_file);
        }
        names.join(", ")
    }
}

/// What people call files of a type; nothing for those that nobody attaches by name.
#[cfg_attr(
    not(any(test, feature = "hydrate")),
    expect(dead_code, reason = "only a browser has files")
)]
fn ending(content_type: &str) -> Option<&'static str> {
    Some(match content_type {
        "image/jpeg" => "JPG",
        "image/png" => "PNG",
        "video/mp4" => "MP4",
        "audio/mpeg" => "MP3",
        "audio/ogg" => "OGG",
        "application/pdf" => "PDF",
        "text/plain" => "TXT",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "DOCX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "XLSX",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "PPTX",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_attach_has_a_short_name() {
        assert_eq!(ending("image/jpeg"), Some("JPG"));
        assert_eq!(ending("audio/amr"), None);
    }
}
