//! Files that are to become articles: sent to the desk to be read, shown, and made drafts of.

use std::collections::HashSet;

use enlace_domain::view::{ImportOutcome, ReadArticle, ReadFile};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    api,
    components::{Toasts, Tone},
    error::AppError,
    texts::{IntakeTexts, LocaleHandle},
};

/// A file of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    pub(super) key: Uuid,
    pub(super) name: String,
    pub(super) state: ChosenState,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ChosenState {
    /// On its way, or being read.
    Reading,
    /// It was not read: the connection, or the person's role.
    Failed(AppError),
    /// It was read, or says why it can't be.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser has files"))]
    Read(Box<ReadFile>),
    /// It was taken in.
    Done(ImportOutcome),
}

/// The list, what is to be taken in of it, and what those get that do not say it themselves.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// Whether the dialog is open.
    pub(super) open: RwSignal<bool>,
    pub(super) files: RwSignal<Vec<Chosen>>,
    /// Those that are not to be taken in.
    pub(super) left_out: RwSignal<HashSet<Uuid>>,
    pub(super) category: RwSignal<String>,
    pub(super) audience: RwSignal<String>,
    pub(super) busy: RwSignal<bool>,
}

impl Reading {
    pub(super) fn new(category: String, audience: &str) -> Self {
        Self {
            open: RwSignal::new(false),
            files: RwSignal::default(),
            left_out: RwSignal::default(),
            category: RwSignal::new(category),
            audience: RwSignal::new(audience.to_owned()),
            busy: RwSignal::new(false),
        }
    }

    /// Those that can be made drafts of and are to be.
    pub(super) fn wanted(self) -> Vec<(Uuid, ReadArticle)> {
        let left_out = self.left_out.read();
        let wanted = |file: &Chosen| match &file.state {
            ChosenState::Read(read) => {
                let article = read.result.as_ref().ok()?;
                (article.known.is_none() && !left_out.contains(&file.key)).then(|| (file.key, article.clone()))
            }
            _ => None,
        };
        self.files.read().iter().filter_map(wanted).collect()
    }

    /// Forgets the list: what was read is kept nowhere. Whether drafts were made of it.
    pub(super) fn forget(self) -> bool {
        let made = |file: &Chosen| matches!(file.state, ChosenState::Done(ImportOutcome::Made(_)));
        let any = self.files.read_untracked().iter().any(made);
        self.files.set(Vec::new());
        self.left_out.set(HashSet::new());
        any
    }

    fn set(self, key: Uuid, state: ChosenState) {
        self.files.try_update(|files| {
            if let Some(file) = files.iter_mut().find(|file| file.key == key) {
                file.state = state;
            }
        });
    }

    /// What was read of a file takes its place: of an archive, each file in it.
    #[cfg(feature = "hydrate")]
    fn arrived(self, key: Uuid, answer: Result<Vec<ReadFile>, AppError>) {
        let read = match answer {
            Ok(read) => read,
            Err(error) => return self.set(key, ChosenState::Failed(error)),
        };
        let found = read.into_iter().map(|file| Chosen {
            key: Uuid::new_v4(),
            name: file.name.clone(),
            state: ChosenState::Read(Box::new(file)),
        });
        self.files.try_update(|files| {
            if let Some(place) = files.iter().position(|file| file.key == key) {
                files.splice(place..=place, found);
            }
        });
    }

    /// Sends files to be read.
    #[cfg(feature = "hydrate")]
    pub(super) fn choose(self, files: Option<&web_sys::FileList>) {
        let files = files.map(|files| {
            (0..files.length())
                .filter_map(|place| files.get(place))
                .collect::<Vec<_>>()
        });
        for file in files.unwrap_or_default() {
            let key = Uuid::new_v4();
            self.files.update(|files| {
                files.push(Chosen {
                    key,
                    name: file.name(),
                    state: ChosenState::Reading,
                });
            });
            let ended = move |answer| self.arrived(key, answer);
            if crate::pages::file_request::begin("/knowledge/files", &file, |_| {}, ended).is_none() {
                self.set(key, ChosenState::Failed(AppError::Offline));
            }
        }
    }

    /// Makes drafts of what is wanted, one after the other.
    pub(super) fn take_in(self, texts: LocaleHandle, toasts: Toasts) {
        let wanted = untrack(|| self.wanted());
        if wanted.is_empty() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (category, audience) = (
            self.category.get_untracked(),
            self.audience.get_untracked().parse().ok(),
        );
        spawn_local(async move {
            let mut made = 0;
            for (key, article) in wanted {
                let mut source = article.source;
                if source.fields.category.is_empty() {
                    source.fields.category.clone_from(&category);
                }
                if let Some(audience) = audience.filter(|_| !source.says_audience) {
                    source.fields.audience = audience;
                }
                let state = match api::import_article(source).await {
                    Ok(outcome) => {
                        made += usize::from(matches!(outcome, ImportOutcome::Made(_)));
                        ChosenState::Done(outcome)
                    }
                    Err(error) => ChosenState::Failed(error),
                };
                self.set(key, state);
            }
            self.busy.try_set(false);
            if made > 0 {
                toasts.say(Tone::Good, (IntakeTexts::of(texts.now().locale).drafts_made)(made));
            }
        });
    }
}
