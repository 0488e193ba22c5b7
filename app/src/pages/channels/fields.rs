//! What is written into the form of a channel. Nothing of it is lost until it is saved: not by an error, not by looking
//! at another provider's fields, and a new channel's not by closing the window.

use std::collections::{BTreeMap, BTreeSet};

use enlace_domain::{
    pace::{PAIR_BURST, PAIR_BURST_MOST, PER_SECOND_MOST},
    view::{API_ADDRESS, ChannelForm, ChannelLimits, ChannelView, ProviderForm},
};
use leptos::prelude::*;

use super::page::Editing;
use crate::error::AppError;

/// The form's fields.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) provider: RwSignal<String>,
    pub(super) name: RwSignal<String>,
    pub(super) per_second: RwSignal<String>,
    pub(super) pair_burst: RwSignal<String>,
    /// Those of all providers; where two ask for the same, it is the same.
    values: StoredValue<BTreeMap<String, RwSignal<String>>>,
}

impl Fields {
    pub(super) fn new(providers: &[ProviderForm]) -> Self {
        let names: BTreeSet<&str> = providers
            .iter()
            .flat_map(|form| form.fields.iter().map(|field| field.name.as_str()))
            .collect();
        let values = names.into_iter().map(|name| (name.to_owned(), RwSignal::default()));
        Self {
            provider: RwSignal::new(providers.first().map(|form| form.provider.clone()).unwrap_or_default()),
            name: RwSignal::default(),
            per_second: RwSignal::default(),
            pair_burst: RwSignal::default(),
            values: StoredValue::new(values.collect()),
        }
    }

    /// The signal of a provider's field.
    pub(super) fn value(self, field: &str) -> Option<RwSignal<String>> {
        self.values.with_value(|values| values.get(field).copied())
    }

    /// Fills in what is known of a channel; its secrets stay blank.
    pub(super) fn fill(self, channel: &ChannelView) {
        self.clear();
        let written = |limit: Option<u32>| limit.map(|limit| limit.to_string()).unwrap_or_default();
        self.name.set(channel.name.clone());
        self.per_second.set(written(channel.limits.per_second));
        self.pair_burst.set(written(
            Some(channel.limits.pair_burst).filter(|burst| *burst != PAIR_BURST),
        ));
        for (field, value) in &channel.settings {
            if let Some(signal) = self.value(field) {
                signal.set(value.clone());
            }
        }
        self.provider.set(channel.provider.clone());
    }

    /// Empties everything but the provider.
    pub(super) fn clear(self) {
        let values: Vec<_> = self.values.with_value(|values| values.values().copied().collect());
        for signal in values.into_iter().chain([self.name, self.per_second, self.pair_burst]) {
            signal.set(String::new());
        }
    }

    /// Whether the API's address is another one than the channel's, tracked: then kept secrets don't count.
    pub(super) fn has_moved(self, channel: &ChannelView) -> bool {
        let now = self.value(API_ADDRESS).map(|value| value.get()).unwrap_or_default();
        let before = channel
            .settings
            .get(API_ADDRESS)
            .map(String::as_str)
            .unwrap_or_default();
        now.trim().trim_end_matches('/') != before
    }

    /// What is to be saved; a limit that is no number is told here, everything else by the desk.
    pub(super) fn form(self, editing: &Editing, providers: &[ProviderForm]) -> Result<ChannelForm, AppError> {
        let provider = self.provider.get_untracked();
        let form = form_of(providers, &provider);
        let asked = form.into_iter().flat_map(|form| &form.fields);
        let fields = asked.filter_map(|field| Some((field.name.clone(), self.value(&field.name)?.get_untracked())));
        Ok(ChannelForm {
            id: match editing {
                Editing::New => None,
                Editing::Channel(channel) => Some(channel.id),
            },
            provider,
            name: self.name.get_untracked().trim().to_owned(),
            fields: fields.collect(),
            limits: ChannelLimits {
                per_second: limit("per_second", &self.per_second.read_untracked(), PER_SECOND_MOST)?,
                pair_burst: limit("pair_burst", &self.pair_burst.read_untracked(), PAIR_BURST_MOST)?
                    .unwrap_or(PAIR_BURST),
            },
        })
    }
}

/// The form of a provider.
pub(super) fn form_of<'a>(providers: &'a [ProviderForm], provider: &str) -> Option<&'a ProviderForm> {
    providers.iter().find(|form| form.provider == provider)
}

/// A limit as it was written; `None` where the field is blank.
fn limit(field: &str, written: &str, most: u32) -> Result<Option<u32>, AppError> {
    if written.trim().is_empty() {
        return Ok(None);
    }
    match written.trim().parse() {
        Ok(limit) if (1..=most).contains(&limit) => Ok(Some(limit)),
        _ => Err(AppError::Invalid {
            field: field.to_owned(),
            allowed: format!("1..={most}"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_limit_is_the_default_and_nonsense_is_told() {
        assert_eq!(limit("per_second", " ", 10), Ok(None));
        assert_eq!(limit("per_second", " 10 ", 10), Ok(Some(10)));
        for wrong in ["0", "11", "-1", "dez", "1.5"] {
            let error = limit("per_second", wrong, 10).unwrap_err();
            assert!(error.about("per_second").is_some(), "{wrong}");
        }
    }
}
