//! Pictures and documents on their way into an article: chosen, pasted or dropped. What has arrived is named in the text.

use enlace_domain::view::ArticleFileView;
use leptos::{ev, html, prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{editing::Editing, naming};
use crate::{api, error::AppError};

/// A file that has not arrived.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Coming {
    pub(super) key: Uuid,
    pub(super) name: String,
    /// So many percent have left, or why it was not taken.
    pub(super) state: Result<u8, AppError>,
}

/// The article that files are put into, and the field in which they are named.
#[derive(Clone, Copy)]
pub(super) struct Attaching {
    pub(super) editing: Editing,
    field: NodeRef<html::Textarea>,
    /// Those on their way, and those that were not taken.
    pub(super) coming: RwSignal<Vec<Coming>>,
    /// Those that the article has.
    pub(super) here: RwSignal<Vec<ArticleFileView>>,
    /// Why it is not known which those are.
    pub(super) failed: RwSignal<Option<AppError>>,
}

impl Attaching {
    pub(super) fn new(editing: Editing, field: NodeRef<html::Textarea>) -> Self {
        let attaching = Self {
            editing,
            field,
            coming: RwSignal::default(),
            here: RwSignal::default(),
            failed: RwSignal::new(None),
        };
        // in a browser only: the text is there without them
        Effect::new(move |_| attaching.load());
        attaching
    }

    /// Asks which files the article has.
    pub(super) fn load(self) {
        spawn_local(async move {
            match api::article_files(self.editing.id).await {
                Ok(files) => {
                    self.failed.try_set(None);
                    self.here.try_set(files);
                }
                Err(error) => {
                    self.failed.try_set(Some(error));
                }
            }
        });
    }

    /// Takes the files that are pasted; words are pasted as ever.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(unused_variables, reason = "only a browser has a clipboard")
    )]
    pub(super) fn pasted(self, event: &ev::ClipboardEvent) {
        #[cfg(feature = "hydrate")]
        {
            let files = event.clipboard_data().and_then(|data| data.files());
            if files.as_ref().is_some_and(|files| files.length() > 0) {
                event.prevent_default();
                self.choose(files.as_ref());
            }
        }
    }

    /// Takes the files that are dropped.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(unused_variables, reason = "only a browser has a pointer")
    )]
    pub(super) fn dropped(self, event: &ev::DragEvent) {
        #[cfg(feature = "hydrate")]
        if crate::pages::dragged::dragged(event) {
            self.choose(event.data_transfer().and_then(|data| data.files()).as_ref());
        }
    }

    /// Takes the files of a dialog.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(unused_variables, reason = "only a browser has files")
    )]
    pub(super) fn take_chosen(self, input: NodeRef<html::Input>) {
        #[cfg(feature = "hydrate")]
        if let Some(input) = input.get_untracked() {
            self.choose(input.files().as_ref());
            // the same file may be chosen again
            input.set_value("");
        }
    }

    /// Takes a line off the list that says why a file was not taken.
    pub(super) fn dismiss(self, key: Uuid) {
        self.coming.update(|coming| coming.retain(|file| file.key != key));
    }

    /// Names a file where the cursor stands, or at the end.
    pub(super) fn name(self, file: &ArticleFileView) {
        let Some(text) = self.editing.body.try_get_untracked() else {
            return;
        };
        let (text, cursor) = naming::put_in(&text, self.cursor(), &naming::named(file));
        self.editing.body.set(text);
        let field = self.field;
        // once the field shows the text: the next file goes behind this one
        request_animation_frame(move || {
            if let Some(field) = field.try_get_untracked().flatten() {
                // a field that is hidden keeps the cursor where it was
                let _ = field.set_selection_range(cursor, cursor);
            }
        });
    }

    /// Takes a file out of the text. It stays with the article for a day, and as long as a version names it.
    pub(super) fn take_out(self, file: &ArticleFileView) {
        self.editing.body.update(|text| *text = naming::without(text, file.id));
    }

    fn cursor(self) -> Option<u32> {
        self.field
            .get_untracked()
            .and_then(|field| field.selection_start().ok().flatten())
    }

    #[cfg(feature = "hydrate")]
    fn choose(self, files: Option<&web_sys::FileList>) {
        let files = files.map(|files| {
            (0..files.length())
                .filter_map(|place| files.get(place))
                .collect::<Vec<_>>()
        });
        for file in files.unwrap_or_default() {
            self.begin(&file);
        }
    }

    #[cfg(feature = "hydrate")]
    fn begin(self, file: &web_sys::File) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a file's size is a whole number"
        )]
        let bytes = file.size() as u64;
        // what the browser takes it for: the desk looks at its bytes
        let refusal = enlace_domain::article_file::check(&file.type_(), bytes).err();
        let key = Uuid::new_v4();
        self.coming.update(|coming| {
            coming.push(Coming {
                key,
                name: file.name(),
                state: refusal.map_or(Ok(0), |refusal| Err(AppError::File(refusal))),
            });
        });
        if refusal.is_some() {
            return;
        }
        let address = format!("/knowledge/articles/{}/files", self.editing.id);
        let told = move |percent| self.set(key, Ok(percent));
        let ended = move |answer: Result<ArticleFileView, AppError>| match answer {
            Ok(file) => self.arrived(key, file),
            Err(error) => self.set(key, Err(error)),
        };
        if crate::pages::file_request::begin(&address, file, told, ended).is_none() {
            self.set(key, Err(AppError::Offline));
        }
    }

    #[cfg(feature = "hydrate")]
    fn set(self, key: Uuid, state: Result<u8, AppError>) {
        self.coming.try_update(|coming| {
            if let Some(file) = coming.iter_mut().find(|file| file.key == key) {
                file.state = state;
            }
        });
    }

    #[cfg(feature = "hydrate")]
    fn arrived(self, key: Uuid, file: ArticleFileView) {
        // somebody has gone on to another article meanwhile: there is no text to name it in
        if self
            .coming
            .try_update(|coming| coming.retain(|coming| coming.key != key))
            .is_none()
        {
            return;
        }
        self.here.update(|here| {
            here.retain(|one| one.id != file.id);
            here.push(file.clone());
        });
        self.name(&file);
    }
}
