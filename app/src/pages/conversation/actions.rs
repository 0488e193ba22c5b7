//! What can be done with a conversation, by button and by key.

use enlace_domain::{
    ConversationId, Outcome, OutcomeKind,
    view::{BoardCard, Me, TransferTarget},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Tone, use_toasts},
    error::AppError,
    pages::{
        claiming::use_claim_of,
        me::{my_id, my_role},
    },
    texts::{Texts, use_texts},
};

/// The actions of one conversation.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    /// Takes it.
    pub(super) claim: Callback<()>,
    /// Puts it back in its queue.
    pub(super) release: Callback<()>,
    /// Closes it, where its queue asks for no outcome; else asks for one first.
    pub(super) close: Callback<()>,
    /// Closes it and says what came of it.
    pub(super) close_with: Callback<Option<Outcome>>,
    /// Whether the dialog of what came of it is open.
    pub(super) telling: RwSignal<bool>,
    /// Opens it again.
    pub(super) reopen: Callback<()>,
    /// Sends it on; the words say where to.
    pub(super) transfer: Callback<(TransferTarget, String)>,
    /// Whether the transfer's dialog is open.
    pub(super) transfer_open: RwSignal<bool>,
    /// One of them is at work.
    pub(super) busy: RwSignal<bool>,
}

/// What a person may do with a conversation as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Allowed {
    /// Nobody holds it.
    pub(super) claim: bool,
    /// Held by this person.
    pub(super) release: bool,
    /// Not held by another, or the role allows it.
    pub(super) close: bool,
    /// Is closed.
    pub(super) reopen: bool,
    /// As with closing.
    pub(super) transfer: bool,
    /// Is closed, and was held last by this person or by nobody, or the role allows it.
    pub(super) tell: bool,
}

/// Reads what may be done; the desk decides in the end. Tracked.
pub(super) fn allowed(card: &BoardCard, me: Signal<Option<Me>>) -> Allowed {
    let id = my_id(me);
    let role = my_role(me);
    let open = card.status.is_open();
    let holder = card.assigned.as_ref().map(|person| person.id);
    let mine = holder.is_some() && holder == id;
    let may = holder.is_none() || mine || role.may_move_others();
    let moves = open && may;
    Allowed {
        claim: open && holder.is_none(),
        release: open && mine,
        close: moves,
        reopen: !open,
        transfer: moves,
        tell: !open && may,
    }
}

/// Makes the actions of a conversation. Call it in a component's body.
pub(super) fn use_actions(id: ConversationId, card: RwSignal<BoardCard>) -> Actions {
    let (texts, toasts, claim) = (use_texts(), use_toasts(), use_claim_of());
    let (busy, telling) = (RwSignal::new(false), RwSignal::new(false));
    let run = move |work: std::pin::Pin<Box<dyn Future<Output = Result<(), AppError>>>>,
                    done: fn(&'static Texts) -> &'static str| {
        if busy.try_update(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let result = work.await;
            busy.try_set(false);
            let texts = texts.now();
            match result {
                Ok(()) => {
                    telling.try_set(false);
                    toasts.say(Tone::Good, done(texts));
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts)),
            }
        });
    };
    let close = move |()| {
        let queue = card.with_untracked(|card| card.queue);
        if queue.is_some_and(|queue| !OutcomeKind::of(queue).is_empty()) {
            telling.set(true);
        } else {
            run(Box::pin(api::close(id)), |t| t.conversation.closed_toast);
        }
    };
    let close_with = move |outcome| {
        run(Box::pin(api::close_with_outcome(id, outcome)), |t| {
            t.conversation.closed_toast
        });
    };
    let transfer = move |(target, to): (TransferTarget, String)| {
        spawn_local(async move {
            let result = api::transfer(id, target).await;
            let texts = texts.now();
            match result {
                Ok(()) => toasts.say(Tone::Good, (texts.conversation.transferred_toast)(&to)),
                Err(error) => toasts.say(Tone::Bad, error.words(texts)),
            }
        });
    };
    Actions {
        claim: Callback::new(move |()| claim.run((id, card.with_untracked(|card| card.name.clone())))),
        release: Callback::new(move |()| run(Box::pin(api::release(id)), |t| t.conversation.released_toast)),
        close: Callback::new(close),
        close_with: Callback::new(close_with),
        telling,
        reopen: Callback::new(move |()| run(Box::pin(api::reopen(id)), |t| t.conversation.reopened_toast)),
        transfer: Callback::new(transfer),
        transfer_open: RwSignal::new(false),
        busy,
    }
}

impl Actions {
    /// Does what a key of the page stands for; `true` where it stands for something.
    pub(super) fn press(self, key: &str, allowed: Allowed) -> bool {
        match key {
            "c" if allowed.claim => self.claim.run(()),
            "e" if allowed.close => self.close.run(()),
            "t" if allowed.transfer => self.transfer_open.set(true),
            "r" if allowed.reopen => self.reopen.run(()),
            _ => return false,
        }
        true
    }
}
