//! The channels as this page knows them: read again every few seconds, and after everything that is done here.
//!
//! How a channel fares is found out by whatever sends, which tells no page; so the page asks.

use std::time::Duration;

use enlace_domain::{
    ChannelId,
    view::{ChannelStep, ChannelView, ChannelsView, ProviderForm},
};
use leptos::{prelude::*, task::spawn_local};

use super::moves::Moves;
use crate::{api, pages::seen::is_seen};

/// Between two readings.
const EVERY: Duration = Duration::from_secs(5);

/// The channels.
#[derive(Clone, Copy)]
pub(super) struct Channels {
    view: RwSignal<ChannelsView>,
    /// Counts what was done here: an answer to what was asked before that is out of date.
    deeds: StoredValue<u64>,
    /// What the desk has not answered.
    moves: StoredValue<Moves>,
}

impl Channels {
    /// As they were just read.
    pub(super) fn new(view: ChannelsView) -> Self {
        Self {
            view: RwSignal::new(view),
            deeds: StoredValue::new(0),
            moves: StoredValue::new(Moves::default()),
        }
    }

    /// Reads them again from time to time, as long as the calling component is there and somebody looks.
    pub(super) fn keep_fresh(self) {
        Effect::new(move |_| {
            let look = move || {
                if is_seen() {
                    self.refresh();
                }
            };
            if let Ok(handle) = set_interval_with_handle(look, EVERY) {
                on_cleanup(move || handle.clear());
            }
        });
    }

    /// Reads them again. Where that fails what is shown stays: the frame says that there is no connection.
    pub(super) fn refresh(self) {
        let Some(asked) = self.deeds.try_get_value() else {
            return;
        };
        spawn_local(async move {
            let answer = api::channels().await;
            if self.deeds.try_get_value() == Some(asked)
                && let Ok(view) = answer
                && self.view.try_with_untracked(|known| *known != view) == Some(true)
            {
                self.view.try_set(view);
            }
        });
    }

    /// Something is being done: answers that are on their way are out of date.
    pub(super) fn is_doing(self) {
        self.deeds.try_update_value(|deeds| *deeds += 1);
    }

    /// The moves that are under way.
    pub(super) fn moves(self) -> Moves {
        self.moves.get_value()
    }

    /// All of them in order, tracked.
    pub(super) fn all(self) -> Vec<ChannelView> {
        self.view.with(|view| view.channels.clone())
    }

    /// How many, tracked.
    pub(super) fn count(self) -> usize {
        self.view.with(|view| view.channels.len())
    }

    /// The providers' forms, untracked: they never change.
    pub(super) fn providers(self) -> Vec<ProviderForm> {
        self.view.with_untracked(|view| view.providers.clone())
    }

    /// One of them, tracked.
    pub(super) fn find(self, id: ChannelId) -> Option<ChannelView> {
        self.view
            .with(|view| view.channels.iter().find(|channel| channel.id == id).cloned())
    }

    /// Its place, from 0, tracked.
    pub(super) fn place(self, id: ChannelId) -> usize {
        let place = |view: &ChannelsView| view.channels.iter().position(|channel| channel.id == id);
        self.view.with(place).unwrap_or_default()
    }

    /// Allows or forbids here that a channel's conversations are answered by another number, before the desk has answered.
    pub(super) fn set_may_switch(self, id: ChannelId, may_switch: bool) {
        self.is_doing();
        self.view.update(|view| {
            if let Some(channel) = view.channels.iter_mut().find(|channel| channel.id == id) {
                channel.may_switch = may_switch;
            }
        });
    }

    /// Lets a channel change places here, before the desk has answered; `None` at the end of the order.
    pub(super) fn step(self, id: ChannelId, step: ChannelStep) -> Option<usize> {
        let count = self.view.with_untracked(|view| view.channels.len());
        let place = untrack(|| self.place(id));
        let to = match step {
            ChannelStep::Up => place.checked_sub(1),
            ChannelStep::Down => Some(place + 1).filter(|to| *to < count),
        }?;
        self.is_doing();
        self.view.update(|view| view.channels.swap(place, to));
        Some(to)
    }
}
